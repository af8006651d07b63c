//! Where TTML can be cut: between the paragraphs of its only division.

use quick_xml::Reader;
use quick_xml::events::Event;

use super::Form;
use super::cuts::Cuts;

/// `None` where paragraphs stand in several places, or follow each other in time.
pub(super) fn find(text: &str, form: Form, least: usize) -> Option<Cuts> {
    if text.contains("timeContainer") {
        return None;
    }
    let mut reader = Reader::from_str(text);
    let mut cuts = Cuts::of(Some(form));
    let mut depth = 0usize;
    // How deep the paragraphs stand, and whether what holds them has ended.
    let (mut paragraphs, mut is_over) = (None, false);
    loop {
        let from = usize::try_from(reader.buffer_position()).ok()?;
        match reader.read_event().ok()? {
            Event::Start(start) => {
                depth += 1;
                begins(start.local_name().as_ref(), depth, &mut paragraphs, is_over)?;
                if paragraphs == Some(depth) {
                    cuts.offer(from, least);
                }
            }
            Event::Empty(start) => {
                begins(start.local_name().as_ref(), depth + 1, &mut paragraphs, is_over)?;
                if paragraphs == Some(depth + 1) {
                    cuts.offer(from, least);
                    cuts.tail = usize::try_from(reader.buffer_position()).ok()?;
                }
            }
            Event::End(_) => {
                match paragraphs {
                    Some(paragraph) if depth == paragraph => cuts.tail = usize::try_from(reader.buffer_position()).ok()?,
                    Some(paragraph) if depth < paragraph => is_over = true,
                    _ => {}
                }
                depth = depth.checked_sub(1)?;
            }
            Event::Eof => return Some(cuts),
            _ => {}
        }
    }
}

/// Takes note of an element; `None` when it is none that may stand there.
fn begins(name: &str, depth: usize, paragraphs: &mut Option<usize>, is_over: bool) -> Option<()> {
    match *paragraphs {
        None if name == "p" => *paragraphs = Some(depth),
        None => {}
        Some(paragraph) if depth > paragraph && !is_over => {}
        Some(paragraph) if depth == paragraph && name == "p" && !is_over => {}
        Some(_) => return None,
    }
    Some(())
}
