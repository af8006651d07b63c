//! Changes of segments as people ask for them: worded, named, cut, joined, and taken back.

use serde::Serialize;

use super::api::base;
use super::arranged::{Arranged, arranged, heard_before};
use super::corrections::tidied;
use super::history::{self, Direction};
use crate::catalog::{self, Catalog, Operated, Operation, OperationKind, Parts, ReportId, StoredOperation, TranscriptId};
use crate::text::Sha256;
use crate::transcript::{Transcript, merged};

/// What is to become of a segment.
pub(super) enum Wish {
    Text(String),
    /// Who speaks; `everywhere` in all segments of the same speaker.
    Speaker {
        name: String,
        everywhere: bool,
    },
    /// The words of its text from this one on become a segment of their own.
    Split {
        at: usize,
    },
    /// The next segment becomes a part of it.
    Join,
}

/// A change that somebody asks for.
pub(super) struct Asked {
    pub(super) key: String,
    pub(super) base: TranscriptId,
    pub(super) segment: u32,
    pub(super) base_revision: u32,
    pub(super) wish: Wish,
    pub(super) author: String,
}

/// Which change is taken back: one's own last one, in either direction, or one of the history.
pub(super) enum Which {
    Last(Direction),
    This(i64),
}

/// A word: letters in UTF-16, start and length in milliseconds, where the time comes from.
type WordData = (usize, i64, u32, u8);

/// What became of a change.
#[derive(Debug, Serialize)]
#[serde(tag = "outcome", rename_all = "snake_case")]
pub(super) enum Outcome {
    Kept {
        segment: u32,
        revision: u32,
        kind: OperationKind,
        text: String,
        /// The words as they were taken.
        words: Vec<WordData>,
        operation: Option<i64>,
        /// Who had changed other words of it meanwhile.
        merged_with: Option<String>,
        /// What else was changed with it.
        others: Vec<StoredOperation>,
    },
    /// The segment is another by now: nothing was changed.
    Stale { segment: u32, theirs: Option<StoredOperation>, text: String },
    /// There is nothing to take back.
    Nothing,
    /// What is changed is another version by now.
    Reload,
}

/// A transcript with its changes, and its segments as they are.
struct State {
    transcript: Transcript,
    operations: Vec<StoredOperation>,
    segments: Vec<Arranged>,
}

impl State {
    fn read(catalog: &Catalog, base: TranscriptId) -> Result<Self, catalog::Error> {
        let (transcript, operations) = (catalog.transcript(base)?, catalog.operations(base)?);
        Ok(Self { segments: arranged(&transcript, &operations), transcript, operations })
    }

    fn place(&self, segment: u32) -> Option<usize> {
        self.segments.iter().position(|one| one.id == segment)
    }

    fn segment(&self, id: u32) -> Option<&Arranged> {
        self.segments.get(self.place(id)?)
    }

    /// The text of a segment before its changes after `revision`, if none of those was a cut.
    fn text_at(&self, segment: u32, revision: u32) -> Option<String> {
        let is_since = |o: &&StoredOperation| o.segment == segment && o.revision > revision;
        if self.operations.iter().filter(is_since).any(|o| o.other.is_some()) {
            return None;
        }
        let before: Vec<_> = self.operations.iter().filter(|o| !is_since(o)).cloned().collect();
        arranged(&self.transcript, &before).into_iter().find(|one| one.id == segment).map(|one| one.text)
    }

    fn stale(&self, segment: u32, theirs: Option<StoredOperation>) -> Outcome {
        // A segment that is a part of another by now is told by what that one says.
        let holder = theirs.as_ref().map_or(segment, |theirs| theirs.segment);
        let now = self.segment(segment).or_else(|| self.segment(holder));
        Outcome::Stale { segment, theirs, text: now.map_or_else(String::new, |now| now.text.clone()) }
    }
}

/// Does what is asked for, if the segment still is what it was asked of. Of two people who changed different words of a segment, both are
/// kept.
pub(super) fn keep(catalog: &Catalog, report: ReportId, asked: Asked, now: i64) -> Result<Outcome, catalog::Error> {
    if base(catalog, report)? != Some(asked.base) {
        return Ok(Outcome::Reload);
    }
    let state = State::read(catalog, asked.base)?;
    if let Some(kept) = state.operations.iter().find(|o| o.key == asked.key) {
        let step: Vec<_> = state.operations.iter().filter(|o| o.step.is_some() && o.step == kept.step).cloned().collect();
        return Ok(kept_outcome(&state, if step.is_empty() { vec![kept.clone()] } else { step }, None));
    }
    let Some(segment) = state.segment(asked.segment) else {
        // It is a part of another by now, or there never was one.
        let joined = state.operations.iter().rev().find(|o| o.other == Some(asked.segment)).cloned();
        let what = format!("segment {}", asked.segment);
        let unknown = catalog::Error::Value { what, wanted: "a segment of this transcript" };
        return joined.map(|joined| state.stale(asked.segment, Some(joined))).ok_or(unknown);
    };
    let newest = state.operations.iter().rev().find(|o| o.segment == asked.segment);
    if segment.revision != asked.base_revision {
        return match (&asked.wish, newest) {
            (Wish::Text(mine), Some(theirs)) => merge(catalog, &state, &asked, (segment, theirs), mine, now),
            // Who speaks does not hang on the words.
            (Wish::Speaker { .. }, _) if newest.is_none_or(|theirs| theirs.kind == OperationKind::Text) => {
                let operations = operations(&state, segment, &asked);
                operate(catalog, asked.base, &operations, None, now)
            }
            (_, theirs) => Ok(state.stale(asked.segment, theirs.cloned())),
        };
    }
    let operations = operations(&state, segment, &asked);
    if operations.is_empty() {
        return Ok(Outcome::Nothing);
    }
    operate(catalog, asked.base, &operations, None, now)
}

/// Mine and theirs, where they are about different words.
fn merge(
    catalog: &Catalog,
    state: &State,
    asked: &Asked,
    (segment, theirs): (&Arranged, &StoredOperation),
    mine: &str,
    now: i64,
) -> Result<Outcome, catalog::Error> {
    let before = state.text_at(asked.segment, asked.base_revision);
    let both = before.as_deref().and_then(|before| merged(before, mine, &segment.text));
    let Some(both) = both else { return Ok(state.stale(asked.segment, Some(theirs.clone()))) };
    let is_other = before.as_deref() != Some(segment.text.as_str());
    let with = Some(theirs.author.clone()).filter(|author| is_other && *author != asked.author);
    let operation = change(asked, segment, OperationKind::Text, (segment.text.clone(), both));
    operate(catalog, asked.base, &[operation], with, now)
}

fn change(asked: &Asked, segment: &Arranged, kind: OperationKind, (before, after): (String, String)) -> Operation {
    Operation {
        key: asked.key.clone(),
        transcript: asked.base,
        segment: segment.id,
        kind,
        base_revision: segment.revision,
        before,
        after,
        undoes: None,
        author: asked.author.clone(),
        parts: None,
        step: None,
    }
}

/// The changes of the catalog that do what is asked for; none when there is nothing to cut off or to join with.
fn operations(state: &State, segment: &Arranged, asked: &Asked) -> Vec<Operation> {
    match &asked.wish {
        Wish::Text(text) => {
            vec![change(asked, segment, OperationKind::Text, (segment.text.clone(), tidied(text)))]
        }
        Wish::Speaker { name, everywhere } => {
            let same = |one: &&Arranged| one.id == segment.id || (*everywhere && one.speaker == segment.speaker);
            // First the one that was asked about: its change has the name that was given.
            let rest = state.segments.iter().filter(same).filter(|one| one.id != segment.id);
            let all: Vec<&Arranged> = std::iter::once(segment).chain(rest).collect();
            let step = (all.len() > 1).then(|| asked.key.clone());
            let named = |(at, one): (usize, &&Arranged)| {
                let texts = (one.speaker.clone().unwrap_or_default(), tidied(name));
                let named = change(asked, one, OperationKind::Speaker, texts);
                let key = if at == 0 { named.key } else { format!("{}.{at}", named.key) };
                Operation { key, step: step.clone(), ..named }
            };
            all.iter().enumerate().map(named).collect()
        }
        Wish::Split { at } => {
            let words: Vec<&str> = segment.text.split_whitespace().collect();
            let (left, right) = words.split_at((*at).min(words.len()));
            if left.is_empty() || right.is_empty() {
                return Vec::new();
            }
            let heard_words = heard_before(&state.transcript, segment, left.len());
            let texts = (segment.text.clone(), format!("{}\n{}", left.join(" "), right.join(" ")));
            let parts = Some(Parts { other: None, heard_words, other_revision: 0 });
            vec![Operation { parts, ..change(asked, segment, OperationKind::Split, texts) }]
        }
        Wish::Join => {
            let next = state.place(segment.id).and_then(|at| state.segments.get(at + 1));
            let join = |next: &Arranged| {
                let whole = tidied(&format!("{} {}", segment.text, next.text));
                let texts = (format!("{}\n{}", segment.text, next.text), whole);
                let heard_words = u32::try_from(segment.heard.len()).unwrap_or(u32::MAX);
                let parts = Some(Parts { other: Some(next.id), heard_words, other_revision: next.revision });
                Operation { parts, ..change(asked, segment, OperationKind::Join, texts) }
            };
            next.map(join).into_iter().collect()
        }
    }
}

/// Gives a speaker another name in all segments of a report's transcript, as one change that the review page's history takes back; `""`
/// is nobody. How many segments were his. `now` is in seconds since 1970.
///
/// # Errors
/// Those of every change; [`catalog::Error::Value`] when somebody changed one of the segments at the same moment.
pub fn name_speaker(
    catalog: &Catalog,
    report: ReportId,
    (old, new): (&str, &str),
    author: &str,
    now: i64,
) -> Result<usize, catalog::Error> {
    let Some(transcript) = base(catalog, report)? else { return Ok(0) };
    let state = State::read(catalog, transcript)?;
    let is_his = |one: &&Arranged| one.speaker.as_deref().unwrap_or_default() == tidied(old);
    let Some(first) = state.segments.iter().find(is_his) else { return Ok(0) };
    let last = state.operations.last().map_or(0, |last| last.id);
    let asked = Asked {
        // Another one each time.
        key: Sha256::of(format!("{transcript} {last} {old}={new}").as_bytes()).to_string().chars().take(40).collect(),
        base: transcript,
        segment: first.id,
        base_revision: first.revision,
        wish: Wish::Speaker { name: new.to_owned(), everywhere: true },
        author: author.to_owned(),
    };
    match keep(catalog, report, asked, now)? {
        Outcome::Kept { others, .. } => Ok(others.len() + 1),
        _ => Err(catalog::Error::Value { what: "a segment that changed".to_owned(), wanted: "one that nobody changes now" }),
    }
}

fn operate(
    catalog: &Catalog,
    base: TranscriptId,
    operations: &[Operation],
    merged_with: Option<String>,
    now: i64,
) -> Result<Outcome, catalog::Error> {
    let operated = catalog.operate(operations, now)?;
    let state = State::read(catalog, base)?;
    match operated {
        Operated::Kept(kept) => Ok(kept_outcome(&state, kept, merged_with)),
        Operated::Stale(theirs) => {
            let segment = operations.first().map_or(0, |operation| operation.segment);
            Ok(state.stale(segment, theirs))
        }
    }
}

fn kept_outcome(state: &State, mut kept: Vec<StoredOperation>, merged_with: Option<String>) -> Outcome {
    if kept.is_empty() {
        return Outcome::Nothing;
    }
    let first = kept.remove(0);
    let words = state.segment(first.segment).map(|segment| timed(&state.transcript, segment)).unwrap_or_default();
    Outcome::Kept {
        segment: first.segment,
        revision: first.revision,
        kind: first.kind,
        text: first.after,
        words,
        operation: Some(first.id),
        merged_with,
        others: kept,
    }
}

/// The words of a segment with the times that were heard, found by aligning this segment alone.
fn timed(transcript: &Transcript, segment: &Arranged) -> Vec<WordData> {
    let data = |word: crate::transcript::Word| {
        let letters = word.text.encode_utf16().count();
        match word.span {
            Some(span) => (letters, i64::from(span.start().as_millis()), span.duration().as_millis(), 0),
            None => (letters, -1, 0, 2),
        }
    };
    segment.words(transcript).into_iter().map(data).collect()
}

/// Takes a change back, with all that was done at once with it. Words that were changed since stay, as far as they are other ones.
pub(super) fn take_back(
    catalog: &Catalog,
    report: ReportId,
    (key, transcript): (String, TranscriptId),
    which: &Which,
    author: &str,
    now: i64,
) -> Result<Outcome, catalog::Error> {
    if base(catalog, report)? != Some(transcript) {
        return Ok(Outcome::Reload);
    }
    let state = State::read(catalog, transcript)?;
    if let Some(kept) = state.operations.iter().find(|o| o.key == key) {
        return Ok(kept_outcome(&state, vec![kept.clone()], None));
    }
    let id = match which {
        Which::Last(direction) => {
            let steps: Vec<history::Step<'_>> = state.operations.iter().map(history::Step::from).collect();
            history::next(&steps, author, *direction)
        }
        Which::This(id) => Some(*id),
    };
    let Some(last) = id.and_then(|id| state.operations.iter().find(|one| one.id == id)) else { return Ok(Outcome::Nothing) };
    let is_same = |o: &&StoredOperation| o.id == last.id || (last.step.is_some() && o.step == last.step);
    let all: Vec<&StoredOperation> = state.operations.iter().filter(is_same).collect();
    let step = (all.len() > 1).then(|| key.clone());
    let mut operations = Vec::with_capacity(all.len());
    for (at, done) in all.into_iter().enumerate() {
        let Some(back) = inverse(&state, done) else {
            let newest = state.operations.iter().rev().find(|o| o.segment == done.segment || o.other == Some(done.segment));
            return Ok(state.stale(done.segment, newest.cloned()));
        };
        let key = if at == 0 { key.clone() } else { format!("{key}.{at}") };
        operations.push(Operation { key, author: author.to_owned(), step: step.clone(), ..back });
    }
    operate(catalog, transcript, &operations, None, now)
}

/// What takes a change back; `None` when what it made is another by now. Words that were changed since stay, as far as they are other
/// ones.
fn inverse(state: &State, done: &StoredOperation) -> Option<Operation> {
    let at = state.place(done.segment)?;
    let segment = state.segments.get(at)?;
    let next = state.segments.get(at + 1).filter(|next| Some(next.id) == done.other);
    let is_cut = |o: &StoredOperation| o.segment == done.segment && o.id > done.id && o.other.is_some();
    let (kind, before, after) = match done.kind {
        OperationKind::Text if segment.text == done.after => (done.kind, &done.after, done.before.clone()),
        OperationKind::Text if state.operations.iter().any(is_cut) => return None,
        OperationKind::Text => (done.kind, &segment.text, merged(&done.after, &done.before, &segment.text)?),
        OperationKind::Speaker if segment.speaker.clone().unwrap_or_default() == done.after => {
            (done.kind, &done.after, done.before.clone())
        }
        OperationKind::Split if done.after == format!("{}\n{}", segment.text, next?.text) => {
            (OperationKind::Join, &done.after, done.before.clone())
        }
        OperationKind::Join if segment.text == done.after => (OperationKind::Split, &done.after, done.before.clone()),
        OperationKind::Speaker | OperationKind::Split | OperationKind::Join => return None,
    };
    let parts = done.other.zip(done.heard_words).map(|(other, heard_words)| Parts {
        other: Some(other),
        heard_words,
        other_revision: next.map_or(0, |next| next.revision),
    });
    Some(Operation {
        key: String::new(),
        transcript: done.transcript,
        segment: done.segment,
        kind,
        base_revision: segment.revision,
        before: before.clone(),
        after,
        undoes: Some(done.id),
        author: String::new(),
        parts,
        step: None,
    })
}
