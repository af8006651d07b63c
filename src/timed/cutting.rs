//! Where a file can be cut, by its form.

use std::ops::Range;

use super::cuts::Cuts;
use super::sniff::{begins_like_json, sniff};
use super::{Form, ass, json_cuts, lines, sbv, srt, ttml_cuts, vtt};

/// Where the file with this text can be cut into stretches of `least` bytes and more; `None` where its form, or something in it,
/// makes one part of it depend on another.
pub(super) fn find(source: &[u8], form: Option<Form>, least: usize) -> Option<Cuts> {
    if form.map_or_else(|| begins_like_json(source), Form::is_json) {
        return json_cuts::find(source, least);
    }
    let text = std::str::from_utf8(source).ok()?;
    match form.or_else(|| sniff(text))? {
        Form::Srt => by_lines(text, Form::Srt, least, srt::begins_cue, counts_frames),
        Form::Vtt => by_lines(text, Form::Vtt, least, vtt::begins_cue, counts_frames),
        Form::Sbv => by_lines(text, Form::Sbv, least, sbv::begins_cue, |_, _| false),
        Form::Ass => by_lines(text, Form::Ass, least, ass::begins_cue, ass::begins_part),
        form @ (Form::Ttml | Form::EbuTtD) => ttml_cuts::find(text, form, least),
        _ => None,
    }
}

/// Which of three lines, one below the other, begins a cue behind whatever stands before, from 0.
type Begins = fn([&str; 3]) -> Option<usize>;

/// Whether a line says something of many cues; and whether it stands in front of all.
type HoldsWhole = fn(&str, bool) -> bool;

fn by_lines(text: &str, form: Form, least: usize, begins: Begins, holds_whole: HoldsWhole) -> Option<Cuts> {
    let mut cuts = Cuts { tail: text.len(), ..Cuts::of(Some(form)) };
    let mut last: [Range<usize>; 3] = [0..0, 0..0, 0..0];
    for line in lines::each(text) {
        let own = text.get(line.clone())?;
        if holds_whole(own, cuts.starts.is_empty()) {
            return None;
        }
        last = [last[1].clone(), last[2].clone(), line];
        if cuts.is_due(last[0].start, least) {
            let lines = last.each_ref().map(|range| text.get(range.clone()).unwrap_or(""));
            if let Some(nth) = begins(lines) {
                cuts.offer(last[nth].start, least);
            }
        }
    }
    Some(cuts)
}

/// Whether a line of times counts frames, whose rate is told from all of them.
fn counts_frames(line: &str, _: bool) -> bool {
    line.contains(['>', '＞']) && line.chars().filter(|c| matches!(c, ':' | '：' | '﹕' | '∶')).count() > 4
}
