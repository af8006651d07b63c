use std::borrow::Cow;

use super::super::cue_in_file::Around;
use super::super::lint::Examination;
use super::super::read::form_of;
use super::super::{Bidi, Breach, CaptionFile, CueRules, Error, Format, RawCue, Rule, Unreadable};
use super::error::RepairError;
use super::facts::{Facts, each};
use super::references;
use super::round::{self, Round, Wishes};
use crate::text::{Language, Sha256, is_read_as_utf8};
use crate::timed::{self, Stretches};
use crate::transcript::Transcript;

/// A caption file, as it stands. It may be long: it is read a stretch at a time, and never are all of its cues in memory, unless
/// somebody asks for them with [`CaptionSource::captions`].
///
/// ```
/// use rawi::caption::{Bidi, CaptionSource, Preset};
/// let text = "WEBVTT\n\nNOTE mine\n\n00:01.000 --> 00:04.000 line:0\n<v A>One\n\n00:03.000 --> 00:06.000\nTwo\n";
/// let source = CaptionSource::read(text.as_bytes(), None, None)?;
/// let repair = source.repair(&Preset::PodcastVtt.rules(), Bidi::Embed, None)?;
/// assert_eq!(String::from_utf8_lossy(&repair.bytes()), text.replace("04.000", "03.000"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone)]
pub struct CaptionSource {
    file: Stretches,
    /// The format that was named.
    named: Option<Format>,
    /// The encoding that was named.
    encoding: Option<String>,
    facts: Facts,
    /// Whether the file is written again to the byte when nothing is edited.
    is_exact: bool,
}

impl CaptionSource {
    /// Reads a caption file as [`super::super::read`] does.
    ///
    /// # Errors
    /// Those of [`super::super::read`].
    pub fn read(bytes: &[u8], format: Option<Format>, encoding: Option<&str>) -> Result<Self, Error> {
        Self::from_bytes(bytes.to_vec(), format, encoding)
    }

    /// As [`CaptionSource::read`], of bytes that are of no other use.
    ///
    /// # Errors
    /// Those of [`super::super::read`].
    pub fn from_bytes(bytes: Vec<u8>, format: Option<Format>, encoding: Option<&str>) -> Result<Self, Error> {
        let form = format.map(form_of).transpose()?;
        let is_nothing = bytes.is_empty();
        let was = Sha256::of(&bytes);
        let file = match Stretches::of(bytes, form, encoding) {
            Ok(file) => file,
            // A track without a cue is nothing at all in some formats.
            Err(timed::Error::Empty) if form.is_some() => {
                let form = form.unwrap_or(timed::Form::Vtt);
                let facts = Facts::empty(form, format);
                let file = Stretches::empty(form);
                return Ok(Self { file, named: format, encoding: None, facts, is_exact: is_nothing });
            }
            Err(error) => return Err(error.into()),
        };
        let mut source = Self::of(file, format)?;
        if !source.facts.form.has_times() {
            let begins = String::from_utf8_lossy(&source.encoded().unwrap_or_default()).trim().chars().take(40).collect();
            return Err(Error::Unrecognised { begins });
        }
        source.encoding = encoding.map(str::to_owned);
        source.is_exact = source.encoded().is_ok_and(|bytes| Sha256::of(&bytes) == was);
        Ok(source)
    }

    fn of(file: Stretches, format: Option<Format>) -> Result<Self, timed::Error> {
        let (file, facts) = match Facts::of(&file, format)? {
            Some(facts) => (file, facts),
            None => {
                let file = file.joined();
                let facts = Facts::of(&file, format)?.ok_or(timed::Error::Empty)?;
                (file, facts)
            }
        };
        Ok(Self { file, named: format, encoding: None, facts, is_exact: true })
    }

    /// The file, to the byte where it could be read without loss.
    fn encoded(&self) -> Result<Cow<'_, [u8]>, RepairError> {
        let encoding = self.file.encoding();
        if encoding.is_plain() {
            return Ok(Cow::Borrowed(self.file.source()));
        }
        Ok(Cow::Owned(encoding.encoded(self.file.source().to_vec())?))
    }

    /// The file, to the byte where it can be repaired; a file that was read with loss is not.
    #[must_use]
    pub fn bytes(&self) -> Cow<'_, [u8]> {
        self.encoded().unwrap_or_default()
    }

    /// The format of the file.
    #[must_use]
    pub fn format(&self) -> Option<Format> {
        self.facts.format
    }

    /// How many cues it has that can be read.
    #[must_use]
    pub fn cues(&self) -> usize {
        self.facts.cues
    }

    /// What the file says, all of it.
    #[must_use]
    pub fn captions(&self) -> CaptionFile {
        let mut captions = CaptionFile::from(&self.facts);
        let taken: Result<(), std::convert::Infallible> = each(&self.file, self.named, |_, stretch, _| {
            let before = captions.cues.len();
            let behind = |unread: Unreadable| Unreadable { after: before + unread.after, ..unread };
            captions.unreadable.extend(stretch.captions.unreadable.into_iter().map(behind));
            captions.cues.extend(stretch.captions.cues);
            Ok(())
        });
        match taken {
            Ok(()) => captions,
            Err(never) => match never {},
        }
    }

    /// Whether another file says the same in the same letters, in whatever encoding.
    #[must_use]
    pub fn is_same_text(&self, other: &Self) -> bool {
        self.file.source() == other.file.source()
    }

    /// Sets the language of a file that does not name its own.
    #[must_use]
    pub fn or_in(mut self, language: Option<Language>) -> Self {
        self.facts.language = self.facts.language.or(language);
        self
    }

    /// Examines the file as [`super::super::lint`] does, and gives what is wrong in its order to `found`.
    ///
    /// # Errors
    /// Those of `found`, which end the examination.
    pub fn lint<E>(
        &self,
        rules: &CueRules,
        transcript: Option<&Transcript>,
        mut found: impl FnMut(Breach) -> Result<(), E>,
    ) -> Result<(), E> {
        let language = self.facts.language_or_guess();
        let mut examination = Examination::new(rules, language, self.facts.format, transcript);
        let mut before: Option<RawCue> = None;
        each(&self.file, self.named, |nth, mut stretch, next| {
            let around = Around {
                first: self.facts.firsts.get(nth).copied().unwrap_or(0),
                before: before.as_ref(),
                next: next.and_then(|next| next.captions.cues.first()),
            };
            let mut breaches = examination.of(&stretch.captions, around);
            for (at, (place, cue)) in stretch.places.iter().zip(&stretch.captions.cues).enumerate() {
                breaches.extend(references::breach(&stretch.file, place, cue, around.first + at + 1));
            }
            breaches.sort_by_key(|breach| (breach.cue, breach.rule));
            breaches.into_iter().try_for_each(&mut found)?;
            before = stretch.captions.cues.pop().or(before.take());
            Ok(())
        })
    }

    /// The file with everything set right by `rules` that needs no judgement. `bidi` is how right-to-left lines of SubRip are
    /// marked. With the `transcript` of the recording it is known how long that is.
    ///
    /// # Errors
    /// See [`RepairError`]; the file is then to be left as it is.
    pub fn repair(&self, rules: &CueRules, bidi: Bidi, transcript: Option<&Transcript>) -> Result<Repair, RepairError> {
        self.refuse()?;
        let wishes = Wishes { rules, bidi, transcript };
        let origins = (1..=u32::try_from(self.cues()).unwrap_or(u32::MAX)).collect();
        let mut repair = Repair { source: self.clone(), origins, removed: Vec::new(), edits: 0 };
        // What was mended may leave room for more at its neighbours: what stands in the file is mended again until nothing is.
        let mut rounds = 0;
        loop {
            let mut round = round::run(&repair.source.file, &repair.source.facts, wishes)?;
            let Some(source) = round.source.take().filter(|source| source != repair.source.file.source()) else { break };
            // Otherwise another repair would change the file once more.
            if rounds == MOST_ROUNDS {
                return Err(RepairError::Unsettled);
            }
            rounds += 1;
            repair = repair.then(round, source)?;
        }
        if repair.edits > 0 && !self.is_read_again_as(&repair.source)? {
            return Err(RepairError::ReadOtherwise { encoding: self.file.encoding().name });
        }
        Ok(repair)
    }

    /// Whether `edited` is read as the same text when its encoding is found out anew.
    fn is_read_again_as(&self, edited: &Self) -> Result<bool, RepairError> {
        if self.file.encoding().is_plain() {
            // Fewer bytes around as many control characters may be taken for no text at all.
            return Ok(is_read_as_utf8(edited.file.source(), self.encoding.as_deref()));
        }
        let bytes = edited.encoded()?.into_owned();
        let again = Self::from_bytes(bytes, self.named, self.encoding.as_deref());
        Ok(again.is_ok_and(|again| again.is_same_text(edited)))
    }

    fn refuse(&self) -> Result<(), RepairError> {
        if let Some(first) = &self.facts.unread {
            return Err(RepairError::Unread { first: Box::new(first.clone()), more: self.facts.unreadable - 1 });
        }
        if self.facts.repeats > 0 {
            return Err(RepairError::Repeats { cues: self.facts.repeats });
        }
        if !self.is_exact {
            return Err(RepairError::Encoding { encoding: self.file.encoding().name });
        }
        let editing = self.facts.form.editing();
        if !editing.times && !editing.lines {
            return Err(RepairError::Form { form: self.facts.form.name(), why: editing.why_not });
        }
        Ok(())
    }
}

/// Passes that change a file, at the most. Each leaves fewer rules broken; two are the most that was seen.
const MOST_ROUNDS: usize = 8;

/// A repaired caption file.
#[derive(Debug)]
pub struct Repair {
    source: CaptionSource,
    /// From which cue of the file each comes, counted from 1.
    origins: Vec<u32>,
    removed: Vec<usize>,
    edits: usize,
}

impl Repair {
    /// This repair and `round`, which is of its outcome and made `source` of it, as one of the first file.
    fn then(mut self, round: Round, source: Vec<u8>) -> Result<Self, RepairError> {
        let unverified = |_| RepairError::Unverified { cue: 1 };
        let read = CaptionSource::of(self.source.file.with_source(source), self.source.named).map_err(unverified)?;
        let read = read.or_in(self.source.facts.language.clone());
        if read.cues() != round.origins.len() || read.facts.unread.is_some() {
            return Err(RepairError::Unverified { cue: 1 });
        }
        let first = |cue: usize| cue.checked_sub(1).and_then(|at| self.origins.get(at)).copied();
        let origins = round.origins.iter().filter_map(|cue| first(*cue as usize)).collect();
        self.removed.extend(round.removed.iter().filter_map(|cue| first(*cue)).map(|cue| cue as usize));
        self.removed.sort_unstable();
        Ok(Self { source: read, origins, removed: self.removed, edits: self.edits + round.edits })
    }

    /// The file; the same to the byte where nothing is to be mended.
    #[must_use]
    pub fn bytes(&self) -> Cow<'_, [u8]> {
        // It was asked before whether its encoding has a place for every letter.
        self.source.bytes()
    }

    /// The file, read again.
    #[must_use]
    pub fn source(&self) -> &CaptionSource {
        &self.source
    }

    /// The cues without anything but times that are taken out, by their numbers in the file as it was.
    #[must_use]
    pub fn removed(&self) -> &[usize] {
        &self.removed
    }

    /// How many places of the file are edited.
    #[must_use]
    pub fn edits(&self) -> usize {
        self.edits
    }

    /// What of the findings in the file as it was is still there, by `rules` and the `transcript` of the recording.
    #[must_use]
    pub fn remaining(&self, rules: &CueRules, transcript: Option<&Transcript>) -> Remaining {
        let mut still = Vec::new();
        let noted: Result<(), std::convert::Infallible> = self.source.lint(rules, transcript, |breach| {
            let origin = breach.cue.checked_sub(1).and_then(|at| self.origins.get(at));
            still.extend(origin.map(|origin| (*origin, breach.rule)));
            Ok(())
        });
        match noted {
            Ok(()) => {}
            Err(never) => match never {},
        }
        still.sort_unstable();
        Remaining(still)
    }
}

/// What a repair leaves: rules, by the cues of the file as it was that break them still.
#[derive(Debug)]
pub struct Remaining(Vec<(u32, Rule)>);

impl Remaining {
    /// Says of a finding in the file as it was whether it is repaired.
    pub fn mark(&self, finding: &mut Breach) {
        let cue = u32::try_from(finding.cue).unwrap_or(u32::MAX);
        finding.fixable = self.0.binary_search(&(cue, finding.rule)).is_err();
    }
}
