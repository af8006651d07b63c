use crate::timed::{Form, Piece, PieceKind};

/// The text of a cue as it is written, by its words and what stands between them.
pub(super) struct Written<'a> {
    text: &'a str,
    pub(super) pieces: Vec<Piece>,
    /// Before the first word, behind each word, and so behind the last: which pieces are white space there.
    gaps: Vec<Vec<usize>>,
}

impl<'a> Written<'a> {
    /// `None` where the form's text cannot be taken apart.
    pub(super) fn of(text: &'a str, form: Form) -> Option<Self> {
        let pieces = form.pieces(text)?;
        let mut gaps = vec![Vec::new()];
        let mut in_word = false;
        for (at, piece) in pieces.iter().enumerate() {
            match piece.kind {
                PieceKind::Tag => {}
                PieceKind::Letters if in_word => {}
                PieceKind::Letters => {
                    gaps.push(Vec::new());
                    in_word = true;
                }
                PieceKind::Space { .. } => {
                    gaps.last_mut()?.push(at);
                    in_word = false;
                }
            }
        }
        Some(Self { text, pieces, gaps })
    }

    /// How many words it has.
    pub(super) fn words(&self) -> usize {
        self.gaps.len() - 1
    }

    /// How many line ends stand behind the word `before`, counted from 1; behind none of them for 0.
    fn line_ends(&self, before: usize) -> usize {
        let ends = |at: &usize| match self.pieces.get(*at).map(|piece| piece.kind) {
            Some(PieceKind::Space { line_ends }) => line_ends,
            _ => 0,
        };
        self.gaps.get(before).map_or(0, |gap| gap.iter().map(ends).sum())
    }

    /// The text with a line beginning at each of `breaks` and nowhere else: only white space is replaced, and only where it has
    /// to be.
    pub(super) fn broken(&self, breaks: &[usize], line_break: &str) -> String {
        let mut out: Vec<&str> = self.pieces.iter().map(|piece| self.text.get(piece.range.clone()).unwrap_or("")).collect();
        for (before, gap) in self.gaps.iter().enumerate() {
            let wanted = breaks.contains(&before);
            if self.line_ends(before) == usize::from(wanted) {
                continue;
            }
            let is_inside = before > 0 && before < self.words();
            for (nth, at) in gap.iter().enumerate() {
                let Some(own) = out.get_mut(*at) else { continue };
                let ends_line = matches!(self.pieces[*at].kind, PieceKind::Space { line_ends } if line_ends > 0);
                *own = match (is_inside, wanted, nth) {
                    (true, true, 0) => line_break,
                    (true, false, 0) => " ",
                    (true, ..) => "",
                    // Blank lines around the text.
                    (false, ..) if ends_line => "",
                    (false, ..) => own,
                };
            }
        }
        out.concat()
    }

    /// The text cut in front of each of the words `cuts`: tags that are open there are closed and opened again. `None` where
    /// that cannot be done.
    pub(super) fn cut(&self, cuts: &[usize]) -> Option<Vec<String>> {
        let mut parts = Vec::new();
        let mut from = 0;
        let mut open: Vec<&str> = Vec::new();
        for cut in cuts.iter().copied().map(Some).chain([None]) {
            let gap = match cut {
                Some(cut) => self.gaps.get(cut)?.as_slice(),
                None => &[],
            };
            let to = if cut.is_some() { *gap.first()? } else { self.pieces.len() };
            let mut part = open.concat();
            for piece in self.pieces.get(from..to)? {
                let own = self.text.get(piece.range.clone())?;
                part.push_str(own);
                if piece.kind == PieceKind::Tag {
                    follow(own, &mut open)?;
                }
            }
            if cut.is_some() {
                part.extend(open.iter().rev().filter_map(|tag| closing(tag)));
                // White space on both sides of a tag: to which of the two does that belong?
                let last = *gap.last()?;
                (last + 1 - to == gap.len()).then_some(())?;
                from = last + 1;
            }
            parts.push(part);
        }
        Some(parts)
    }
}

/// Keeps track of the tags that are open; `None` for one that nobody can cut.
fn follow<'a>(tag: &'a str, open: &mut Vec<&'a str>) -> Option<()> {
    let inner = tag.strip_prefix('<')?.strip_suffix('>')?;
    if inner.starts_with(|c: char| c.is_ascii_digit()) {
        return Some(());
    }
    if let Some(ended) = inner.strip_prefix('/') {
        let at = open.iter().rposition(|tag| ended.is_empty() || name(tag) == ended.trim())?;
        open.remove(at);
        return Some(());
    }
    let is_known = matches!(name(tag), "v" | "c" | "i" | "b" | "u" | "s" | "font" | "lang");
    open.push(tag);
    is_known.then_some(())
}

fn name(tag: &str) -> &str {
    tag.trim_start_matches('<').split(['.', ' ', '>', '\t']).next().unwrap_or("")
}

/// A voice lasts to the end of its cue.
fn closing(tag: &str) -> Option<String> {
    Some(name(tag)).filter(|name| *name != "v").map(|name| format!("</{name}>"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_white_space_is_replaced_and_only_where_it_must_be() {
        let text = "<v A>One  two\r\n<i>three</i> <b>four</b>\r\n\r\nfive";
        let written = Written::of(text, Form::Vtt).unwrap();
        assert_eq!(written.words(), 5);
        assert_eq!(written.broken(&[2, 4], "\r\n"), text.replace("\r\n\r\n", "\r\n"));
        assert_eq!(written.broken(&[3], "\r\n"), "<v A>One  two <i>three</i>\r\n<b>four</b> five");
    }

    #[test]
    fn open_tags_are_closed_and_opened_again() {
        let cut = |text, cuts: &[usize]| Written::of(text, Form::Vtt).unwrap().cut(cuts);
        let parts = cut("<v A><i>one <00:01.000>two</i> three", &[1, 2]).unwrap();
        assert_eq!(parts, ["<v A><i>one</i>", "<v A><i><00:01.000>two</i>", "<v A>three"]);
        assert_eq!(cut("one <i> two</i>", &[1]), None);
        assert_eq!(cut("<ruby>one two</ruby>", &[1]), None);
    }
}
