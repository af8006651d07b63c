//! What was wrong with a recording and did not keep it from being heard.

use std::path::Path;

use rawi::audio::Damage;
use rawi::time::Millis;

use crate::ui::Ui;

/// Tells of the damage of the recording at `path`, where there is any.
pub(crate) fn damaged(damage: Damage, path: &Path, ui: &Ui) {
    let path = path.display();
    let first = damage.first.map_or_else(String::new, |at| format!(", the first at {at}"));
    let packets = (damage.packets > 0).then(|| format!("{} packets could not be decoded{first}", damage.packets));
    let end = damage.cut_short.then(|| "the file ends before its header says it should".to_owned());
    let wrong: Vec<String> = packets.into_iter().chain(end).collect();
    if !wrong.is_empty() {
        ui.warn(format!("`{path}` is damaged: {}", wrong.join("; ")));
    }
    if damage.cancelling > Millis::ZERO {
        let seconds = damage.cancelling.as_seconds();
        ui.warn(format!(
            "the channels of `{path}` cancel each other in the mix for {seconds:.1} s: the louder one was heard there instead"
        ));
    }
}
