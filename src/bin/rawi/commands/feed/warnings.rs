use rawi::catalog::Slug;

use crate::ui::Ui;

/// So many warnings of one feed are shown without `-v`.
const SHOWN_WARNINGS: usize = 8;

/// Tells what of a feed could not be understood.
pub(super) fn warn_all(name: &Slug, warnings: &[String], ui: &Ui) {
    for warning in warnings.iter().take(SHOWN_WARNINGS) {
        ui.warn(format!("{name}: {warning}"));
    }
    let more = warnings.iter().skip(SHOWN_WARNINGS);
    more.clone().for_each(|warning| ui.detail(format!("{name}: {warning}")));
    if more.len() > 0 {
        ui.warn(format!("{name}: {} more of that kind; `-v` shows them", more.len()));
    }
}
