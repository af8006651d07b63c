//! Character references in SubRip: the form has none, and players that know none show the letters of `&amp;` themselves.

use super::super::{Breach, RawCue, Rule};
use super::item::{Ground, Item};
use crate::timed::{Form, Place, TimedText, begins_with_reference, resolve_references};

/// The finding of a cue of `file` that is written with a reference. `number` is its own, counted from 1.
pub(super) fn breach(file: &TimedText, place: &Place, cue: &RawCue, number: usize) -> Option<Breach> {
    if file.form != Form::Srt {
        return None;
    }
    let text = std::str::from_utf8(file.source.get(place.text.clone())?).ok()?;
    let reference = first(text)?;
    let message =
        format!("writes a character as `{reference}`, which SubRip does not have and some players show as it stands");
    Some(Breach::new(number, cue.start, Rule::References, message))
}

/// `item` with the characters that its references stand for; `None` where there are none, or where they cannot stand there: as
/// markup, as another reference, or in the encoding of the file.
pub(super) fn resolved(item: &Item, ground: &Ground<'_>) -> Option<Item> {
    if ground.file.form != Form::Srt || !ground.editing.letters {
        return None;
    }
    let text = ground.text(item)?;
    first(&text)?;
    let plain = resolve_references(&text);
    let opens = |text: &str| text.matches(['<', '{', '\n', '\r', '\0']).count();
    let is_read_alike = first(&plain).is_none() && opens(&plain) == opens(&text);
    (is_read_alike && ground.file.can_hold(&plain)).then(|| Item { text: Some(plain), ..item.clone() })
}

/// The first reference in `text`, as it is written.
fn first(text: &str) -> Option<&str> {
    let at = text.match_indices('&').map(|(at, _)| at).find(|at| text.get(*at..).is_some_and(begins_with_reference))?;
    let rest = text.get(at..)?;
    rest.get(..=rest.find(';')?)
}

#[cfg(test)]
mod tests {
    use super::super::super::{Bidi, Breach, CaptionSource, Preset, Rule};

    fn mended(text: &str) -> (Vec<Breach>, String) {
        let source = CaptionSource::read(text.as_bytes(), None, None).unwrap();
        let rules = Preset::PodcastSrt.rules();
        let mut found = Vec::new();
        let told: Result<(), ()> = source.lint(&rules, None, |breach| {
            found.extend(Some(breach).filter(|breach| breach.rule == Rule::References));
            Ok(())
        });
        told.unwrap();
        let repair = source.repair(&rules, Bidi::Embed, None).unwrap();
        (found, String::from_utf8(repair.bytes().into_owned()).unwrap())
    }

    #[test]
    fn a_reference_in_sub_rip_is_told_and_resolved() {
        let (found, fixed) = mended(
            "1\n00:00:01,000 --> 00:00:03,000\nTom &amp; Jerry don&#39;t\n\n2\n00:00:04,000 --> 00:00:06,000\nR&D & Co\n",
        );
        assert_eq!(found.iter().map(|breach| breach.cue).collect::<Vec<_>>(), [1]);
        assert!(found[0].message.starts_with("writes a character as `&amp;`"), "{}", found[0].message);
        assert_eq!(
            fixed,
            "1\n00:00:01,000 --> 00:00:03,000\nTom & Jerry don't\n\n2\n00:00:04,000 --> 00:00:06,000\nR&D & Co\n"
        );
        assert!(mended(&fixed).0.is_empty());
    }

    #[test]
    fn a_reference_that_would_become_markup_stays() {
        let text = "1\n00:00:01,000 --> 00:00:03,000\nthe tag &lt;i&gt; and &amp;lt;\n";
        let (found, fixed) = mended(text);
        assert_eq!((found.len(), fixed.as_str()), (1, text));
        let vtt = "WEBVTT\n\n00:01.000 --> 00:03.000\nTom &amp; Jerry don&#39;t\n";
        assert_eq!(mended(vtt), (Vec::new(), vtt.to_owned()));
    }
}
