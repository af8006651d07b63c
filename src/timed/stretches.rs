//! A long file as several short ones. Read at once, a file takes several times its own size in memory; cut between its cues into
//! stretches, each of which is read as a file with the same beginning and end, it takes that only of one stretch.

use std::ops::Range;
use std::sync::Arc;

use super::cuts::Cuts;
use super::parse::{Source, parsed};
use super::{Error, FileEncoding, Form, MAX_BYTES, Place, TimedText, Unread, cutting};

/// Bytes of a stretch, at the least: some ten thousand cues. Shorter files are one. Tests have seams everywhere.
pub(super) const STRETCH_BYTES: usize = if cfg!(test) { 500 } else { 1 << 20 };
/// A longer beginning or end would be read again and again.
const MOST_AROUND_BYTES: usize = 64 * 1024;

/// A file of timed text that is read stretch by stretch.
#[derive(Debug, Clone)]
pub(crate) struct Stretches {
    /// The file in UTF-8, without its mark.
    source: Arc<Vec<u8>>,
    encoding: FileEncoding,
    is_damaged: bool,
    /// The form that was named; `None` to tell it from the content.
    named: Option<Form>,
    /// What stands in front of the first cue, where there are several stretches.
    head: Range<usize>,
    bodies: Vec<Body>,
    /// What stands behind the last cue, where there are several stretches.
    tail: Range<usize>,
}

/// The cues of a stretch.
#[derive(Debug, Clone)]
struct Body {
    range: Range<usize>,
    /// By how much a line of it has a higher number in the file than in the stretch.
    lines: usize,
}

impl Stretches {
    /// The file with these bytes; `form` and `encoding` as in [`super::read`].
    ///
    /// # Errors
    /// Those of [`super::read`] that the bytes alone tell; [`Stretches::read`] gives the rest.
    pub(crate) fn of(bytes: Vec<u8>, form: Option<Form>, encoding: Option<&str>) -> Result<Self, Error> {
        if bytes.len() > MAX_BYTES {
            return Err(Error::TooLarge { bytes: bytes.len(), limit: MAX_BYTES });
        }
        let Source { bytes: source, encoding, is_damaged } = Source::of(bytes, encoding)?;
        Ok(Self::cut(source, encoding, is_damaged, form, STRETCH_BYTES))
    }

    /// A file in which there is nothing.
    pub(crate) fn empty(form: Form) -> Self {
        Self::cut(Vec::new(), FileEncoding::default(), false, Some(form), STRETCH_BYTES)
    }

    /// This file with another text, in the same encoding.
    pub(crate) fn with_source(&self, source: Vec<u8>) -> Self {
        Self::cut(source, self.encoding, false, self.named, STRETCH_BYTES)
    }

    fn cut(source: Vec<u8>, encoding: FileEncoding, is_damaged: bool, named: Option<Form>, least: usize) -> Self {
        let cuts = if source.len() > least { cutting::find(&source, named, least) } else { None };
        let end = source.len();
        let source = Arc::new(source);
        let whole = Self { source, encoding, is_damaged, named, head: 0..0, bodies: Vec::new(), tail: end..end };
        match cuts.filter(|cuts| cuts.starts.len() > 1 && cuts.head().len() + end - cuts.tail <= MOST_AROUND_BYTES) {
            Some(cuts) => {
                let bodies = bodies(&whole.source, &cuts);
                Self { head: cuts.head(), bodies, tail: cuts.tail..end, named: named.or(cuts.form), ..whole }
            }
            None => whole.joined(),
        }
    }

    /// The same file as a single stretch.
    pub(crate) fn joined(self) -> Self {
        let (start, end) = (0, self.source.len());
        Self { head: 0..0, bodies: vec![Body { range: start..end, lines: 0 }], tail: end..end, ..self }
    }

    /// What the whole file says. Where its stretches can be read, only what is made of them is held all at once.
    ///
    /// # Errors
    /// Those of [`super::read`].
    pub(super) fn whole(self) -> Result<TimedText, Error> {
        if self.count() == 1 {
            let bytes = Arc::unwrap_or_clone(self.source);
            return parsed(Source { bytes, encoding: self.encoding, is_damaged: self.is_damaged }, self.named);
        }
        let mut whole: Option<TimedText> = None;
        for nth in 0..self.count() {
            let Ok(mut stretch) = self.read(nth) else { return self.joined().whole() };
            let from = self.bodies.get(nth).map_or(0, |body| body.range.start).saturating_sub(self.head.len());
            stretch.cues.iter_mut().for_each(|cue| cue.place.shift(from));
            stretch.unread.iter_mut().for_each(|unread| shift(&mut unread.range, from));
            let Some(whole) = &mut whole else {
                whole = Some(TimedText { source: Vec::new(), ..stretch });
                continue;
            };
            if stretch.form != whole.form || stretch.repeats + whole.repeats > 0 {
                return self.joined().whole();
            }
            whole.cues.append(&mut stretch.cues);
            whole.unread.append(&mut stretch.unread);
        }
        let mut whole = whole.ok_or(Error::Empty)?;
        whole.source = Arc::unwrap_or_clone(self.source);
        Ok(whole)
    }

    /// How many stretches there are, at least one.
    pub(crate) fn count(&self) -> usize {
        self.bodies.len()
    }

    /// The file in UTF-8, without its mark.
    pub(crate) fn source(&self) -> &[u8] {
        &self.source
    }

    /// How the file is written.
    pub(crate) fn encoding(&self) -> FileEncoding {
        self.encoding
    }

    /// The stretch `nth`, from 0, as a file. Lines are counted as in the whole file, bytes as in the stretch.
    ///
    /// # Errors
    /// Those of [`super::read`].
    pub(crate) fn read(&self, nth: usize) -> Result<TimedText, Error> {
        let Some(body) = self.bodies.get(nth) else { return Err(Error::Empty) };
        let bytes = self.around(self.of_source(body.range.clone()));
        let mut file = parsed(Source { bytes, encoding: self.encoding, is_damaged: self.is_damaged }, self.named)?;
        // What is wrong in front of all cues is told once.
        file.unread.retain(|unread| nth == 0 || unread.range.start >= self.head.len());
        let behind_head = |at: usize| at >= self.head.len();
        for cue in file.cues.iter_mut().filter(|cue| behind_head(cue.place.whole.start)) {
            cue.place.line += body.lines;
        }
        for Unread { line, range, .. } in &mut file.unread {
            *line += if behind_head(range.start) { body.lines } else { 0 };
        }
        Ok(file)
    }

    /// What a stretch with the text `source`, which begins and ends as the file does, says.
    ///
    /// # Errors
    /// Those of [`super::read`].
    pub(crate) fn read_other(&self, source: Vec<u8>) -> Result<TimedText, Error> {
        parsed(Source { bytes: source, encoding: self.encoding, is_damaged: self.is_damaged }, self.named)
    }

    /// The file as it is written anew, stretch by stretch.
    pub(crate) fn rewriting(&self) -> Rewriting<'_> {
        Rewriting { file: self, out: None }
    }

    fn of_source(&self, range: Range<usize>) -> &[u8] {
        self.source.get(range).unwrap_or(&[])
    }

    fn around(&self, body: &[u8]) -> Vec<u8> {
        [self.of_source(self.head.clone()), body, self.of_source(self.tail.clone())].concat()
    }
}

/// A file while it is written anew: nothing is copied before the first stretch that changes.
pub(crate) struct Rewriting<'a> {
    file: &'a Stretches,
    out: Option<Vec<u8>>,
}

impl Rewriting<'_> {
    /// The stretch `nth`, the next one, stays.
    pub(crate) fn keep(&mut self, nth: usize) {
        if let (Some(out), Some(body)) = (&mut self.out, self.file.bodies.get(nth)) {
            out.extend_from_slice(self.file.of_source(body.range.clone()));
        }
    }

    /// The stretch `nth`, the next one, is `text` instead, with the beginning and the end that each has.
    pub(crate) fn replace(&mut self, nth: usize, text: &[u8]) {
        let Self { file, out } = self;
        let before = file.bodies.get(nth).map_or(0, |body| body.range.start);
        let out = out.get_or_insert_with(|| {
            let mut out = Vec::with_capacity(file.source.len() + file.source.len() / 16);
            out.extend_from_slice(file.of_source(0..before));
            out
        });
        out.extend_from_slice(text.get(file.head.len()..text.len().saturating_sub(file.tail.len())).unwrap_or_default());
    }

    /// The file; `None` where every stretch stayed.
    pub(crate) fn finish(self) -> Option<Vec<u8>> {
        let tail = self.file.of_source(self.file.tail.clone());
        self.out.map(|mut out| {
            out.extend_from_slice(tail);
            out
        })
    }
}

fn shift(range: &mut Range<usize>, by: usize) {
    *range = range.start + by..range.end + by;
}

impl Place {
    fn shift(&mut self, by: usize) {
        let times = self.start.iter_mut().chain(&mut self.end);
        [&mut self.whole, &mut self.text].into_iter().chain(times).for_each(|range| shift(range, by));
    }
}

fn bodies(source: &[u8], cuts: &Cuts) -> Vec<Body> {
    let ends = cuts.starts.iter().skip(1).copied().chain([cuts.tail]);
    let mut lines = 0;
    let bodies = cuts.starts.iter().zip(ends).map(|(start, end)| {
        let body = Body { range: *start..end, lines };
        lines += line_ends(source.get(*start..end).unwrap_or(&[]));
        body
    });
    bodies.collect()
}

/// How many lines end in `bytes`: at LF, CR LF or CR.
fn line_ends(bytes: &[u8]) -> usize {
    let is_end = |(at, byte): &(usize, &u8)| match byte {
        b'\n' => true,
        b'\r' => bytes.get(at + 1) != Some(&b'\n'),
        _ => false,
    };
    bytes.iter().enumerate().filter(is_end).count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::timed::FileCue;

    const ASS_FIELDS: &str = "Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text";

    /// Files in each form that is cut, of `count` cues.
    fn files(count: usize) -> [String; 8] {
        let all = |cue: &dyn Fn(usize) -> String, between: &str| (0..count).map(cue).collect::<Vec<_>>().join(between);
        let clock = |n: usize, mark: char| format!("00:{:02}:{:02}{mark}{:03}", n / 60, n % 60, n % 7);
        let srt = |n: usize| format!("{}\n{} --> {}\nOne {n}\n\n12\n", n + 1, clock(n, ','), clock(n + 1, ','));
        let bare = |n: usize| format!("{} --> {}\r\nOne {n}\r\n", clock(n, ','), clock(n + 1, ','));
        let vtt = |n: usize| {
            let id = if n.is_multiple_of(3) { format!("c{n}\n") } else { String::new() };
            let note = if n.is_multiple_of(4) { "\nNOTE\n00:01.000 --> 00:02.000\n" } else { "" };
            format!("{id}{} --> {}\n<v A>One {n}\n{note}", clock(n, '.'), clock(n + 1, '.'))
        };
        let sbv = |n: usize| format!("{},{}\nOne, {n}\n", clock(n, '.'), clock(n + 1, '.'));
        let ass = |n: usize| {
            let clock = |n: usize| format!("0:{:02}:{:02}.{:02}", n / 60, n % 60, n % 7);
            format!("Dialogue: 0,{},{},Default,Amal,,,,,{{\\i1}}One, {n}{{\\i0}}\nComment: 0,none", clock(n), clock(n + 1))
        };
        let ttml = |n: usize| format!("<p begin=\"{n}s\" end=\"{}s\">One<br/>{n} &amp;</p>", n + 1);
        let json = |n: usize| {
            format!("{{\"startTime\": {n}, \"endTime\": {}, \"body\": \"One \\\" }} {n}\", \"x\": [{{}}]}}", n + 1)
        };
        [
            all(&srt, "\n"),
            all(&bare, "\r\n"),
            format!("WEBVTT\nLanguage: ar\n\nSTYLE\n::cue {{ }}\n\n{}", all(&vtt, "\n")),
            format!(
                "<tt xmlns='http://www.w3.org/ns/ttml' xml:lang='ar'><body begin='2s'><div>{}\n</div></body></tt>",
                all(&ttml, "\n<!-- <p> -->\n")
            ),
            format!("{{\"version\": \"1.0\", \"segments\": [\n{}\n], \"rights\": \"all\"}}", all(&json, ",\n")),
            format!("[{}]", all(&json, ",\n").replace(", \"body", ".0, \"body").replace("Time", "").replace("body", "text")),
            all(&sbv, "\n"),
            format!("[Script Info]\nTitle: T\n\n[Events]\nFormat: {ASS_FIELDS}\n{}\n", all(&ass, "\n")),
        ]
    }

    fn at_once(text: &str) -> TimedText {
        parsed(Source::of(text.as_bytes().to_vec(), None).unwrap(), None).unwrap()
    }

    /// What is read of a cue, and where it stands in the file.
    fn told(cue: &FileCue) -> String {
        format!("{:?} {:?} {:?} {:?} {}", cue.id, cue.start, cue.end, cue.turns, cue.place.line)
    }

    #[test]
    fn the_cues_of_all_stretches_are_those_of_the_file() {
        for text in files(60) {
            let whole = at_once(&text);
            let cut = Stretches::cut(text.clone().into_bytes(), FileEncoding::default(), false, None, 300);
            assert!(cut.count() > 3, "{} stretches of {text}", cut.count());
            let read: Vec<TimedText> = (0..cut.count()).map(|nth| cut.read(nth).unwrap()).collect();
            let cues: Vec<String> = read.iter().flat_map(|file| file.cues.iter().map(told)).collect();
            assert_eq!(cues, whole.cues.iter().map(told).collect::<Vec<_>>());
            assert!(read.iter().all(|file| (file.form, &file.language) == (whole.form, &whole.language)));
            let together = cut.clone().whole().unwrap();
            assert_eq!(together, whole);
            let (mut kept, mut rewritten) = (cut.rewriting(), cut.rewriting());
            for (nth, file) in read.iter().enumerate() {
                kept.keep(nth);
                if nth == 1 { rewritten.keep(nth) } else { rewritten.replace(nth, &file.source) }
            }
            assert_eq!(kept.finish(), None);
            assert_eq!(rewritten.finish().as_deref(), Some(text.as_bytes()));
        }
    }

    #[test]
    fn what_cannot_be_read_has_its_line_in_the_file() {
        for text in files(60) {
            let broken = text.replacen(" 0,0:00:59.", " 0,0:00:-59.", 1);
            let broken = broken.replacen("\n00:00:59.", "\n00:00:-59.", 1).replacen("\n00:00:59,", "\n00:00:-59,", 1);
            let broken = broken.replacen("begin=\"59s\"", "begin=\"-59s\"", 1).replacen("tart\": 59,", "tart\": \"x\",", 1);
            let broken = broken.replacen("startTime\": 59,", "startTime\": \"x\",", 1);
            let whole = at_once(&broken);
            assert!(!whole.unread.is_empty(), "{broken}");
            let cut = Stretches::cut(broken.into_bytes(), FileEncoding::default(), false, None, 300);
            let unread = (0..cut.count()).flat_map(|nth| cut.read(nth).unwrap().unread).collect::<Vec<_>>();
            let lines = |unread: &[Unread]| unread.iter().map(ToString::to_string).collect::<Vec<_>>();
            assert_eq!(lines(&unread), lines(&whole.unread));
        }
    }

    #[test]
    fn what_counts_for_the_whole_file_keeps_it_whole() {
        let count = |text: String| Stretches::cut(text.into_bytes(), FileEncoding::default(), false, None, 300).count();
        let [srt, _, _, ttml, json, _, _, ass] = files(60);
        assert_eq!(count(srt.replacen("00:00:07,000 -->", "00:00:07:24 -->", 1)), 1, "the frames of a second");
        assert_eq!(
            count(ttml.replacen("<div>", "<div timeContainer='seq'>", 1)),
            1,
            "each time follows from the one before"
        );
        assert_eq!(count(ttml.replacen("</p>\n<!--", "</p></div><div>\n<!--", 1)), 1, "two divisions");
        assert_eq!(count(json.replacen("\"rights\"", "\"words\": [], \"rights\"", 1)), 1, "words of all segments");
        assert_eq!(count(format!("{ass}[Fonts]\n")), 1, "another section");
        assert_eq!(count(json.replacen("}\n]", "}\n", 1)), 1, "broken");
    }
}
