use super::super::lint::Check;
use super::super::read::{captions, form_of};
use super::super::{Bidi, Breach, CaptionFile, CueRules, Error, Format, RawCue, Rule};
use super::item::{Ground, Item};
use super::{cut, lines, render, times};
use crate::text::Language;
use crate::time::Timestamp;
use crate::timed::{self, EditError, Place, TimedText, Unread};
use crate::transcript::Transcript;

/// A caption file, what it says, and where.
///
/// ```
/// use rawi::caption::{Bidi, CaptionSource, Preset};
/// let text = "WEBVTT\n\nNOTE mine\n\n00:01.000 --> 00:04.000 line:0\n<v A>One\n\n00:03.000 --> 00:06.000\nTwo\n";
/// let source = CaptionSource::read(text.as_bytes(), None, None)?;
/// let repair = source.repair(&Preset::PodcastVtt.rules(), Bidi::Embed, None)?;
/// assert_eq!(String::from_utf8_lossy(repair.bytes()), text.replace("04.000", "03.000"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug)]
pub struct CaptionSource {
    captions: CaptionFile,
    /// The file without its cues.
    file: TimedText,
    /// Where each of the captions stands.
    places: Vec<Place>,
    /// Whether the file is written again to the byte when nothing is edited.
    is_exact: bool,
}

/// Why a caption file is not repaired.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum RepairError {
    /// Something in it cannot be read: a person has to say what it means.
    #[error("{first}{} cannot be read", and_more(*more))]
    Unread {
        /// What comes first.
        first: Box<Unread>,
        /// How many more there are.
        more: usize,
    },
    /// Its cues show text again that the cue before shows: to write each text once is to write the file anew.
    #[error("{cues} of its cues show again what the cue before shows, and it would have to be written anew")]
    Repeats {
        /// How many.
        cues: usize,
    },
    /// Its bytes do not come back as they were.
    #[error("its bytes cannot be written again as they are in {encoding}")]
    Encoding {
        /// The encoding as which it was read.
        encoding: &'static str,
    },
    /// The form of the file lets nothing be edited that is to be mended.
    #[error("a {form} file cannot be edited so: {why}")]
    Form {
        /// The form.
        form: &'static str,
        /// What stands in the way.
        why: &'static str,
    },
    /// Edits that cannot be made.
    #[error(transparent)]
    Edit(#[from] EditError),
    /// A word would be gone.
    #[error("the edited file would lack a letter of the text")]
    Lost,
    /// The edited file does not read as it should.
    #[error("the edited file would not read as meant at cue {cue}")]
    Unverified {
        /// The first cue that reads otherwise, counted from 1.
        cue: usize,
    },
}

fn and_more(more: usize) -> String {
    if more == 0 { String::new() } else { format!(", and {more} more,") }
}

/// The letters and digits of all cues, one after another.
fn letters(captions: &CaptionFile) -> impl Iterator<Item = char> {
    let lines = captions.cues.iter().flat_map(RawCue::shown);
    lines.flat_map(|line| line.chars().filter(|c| c.is_alphanumeric()).collect::<Vec<_>>())
}

/// A repaired caption file.
#[derive(Debug)]
pub struct Repair {
    bytes: Vec<u8>,
    captions: CaptionFile,
    /// From which cue each comes, counted from 1.
    origins: Vec<usize>,
    removed: Vec<usize>,
    edits: usize,
}

impl CaptionSource {
    /// Reads a caption file as [`super::super::read`] does.
    ///
    /// # Errors
    /// Those of [`super::super::read`].
    pub fn read(bytes: &[u8], format: Option<Format>, encoding: Option<&str>) -> Result<Self, Error> {
        let form = format.map(form_of).transpose()?;
        let file = match timed::read(bytes, form, encoding) {
            Ok(file) => file,
            // A track without a cue is nothing at all in some formats.
            Err(timed::Error::Empty) if form.is_some() => TimedText::empty(form.unwrap_or(timed::Form::Vtt)),
            Err(error) => return Err(error.into()),
        };
        let is_exact = file.edited(Vec::new()).is_ok_and(|same| same == bytes);
        let (captions, places, file) = captions(file, format);
        Ok(Self { captions, file, places, is_exact })
    }

    /// What the file says.
    #[must_use]
    pub fn captions(&self) -> &CaptionFile {
        &self.captions
    }

    /// Sets the language of a file that does not name its own.
    #[must_use]
    pub fn or_in(mut self, language: Option<Language>) -> Self {
        self.captions.language = self.captions.language.or(language);
        self
    }

    /// The file with everything set right by `rules` that needs no judgement. `bidi` is how right-to-left lines of SubRip are
    /// marked. With the `transcript` of the recording it is known how long that is.
    ///
    /// # Errors
    /// See [`RepairError`]; the file is then to be left as it is.
    pub fn repair(&self, rules: &CueRules, bidi: Bidi, transcript: Option<&Transcript>) -> Result<Repair, RepairError> {
        let mut repair = self.repaired_once(rules, bidi, transcript)?;
        if repair.edits == 0 {
            return Ok(repair);
        }
        // What was mended may leave room for more at its neighbours: what stands in the file is mended again until nothing is.
        for _ in 0..MOST_ROUNDS {
            let read = Self::read(&repair.bytes, self.captions.format, Some(self.file.encoding.name));
            let read = read.map_err(|_| RepairError::Unverified { cue: 1 })?.or_in(self.captions.language.clone());
            let next = read.repaired_once(rules, bidi, transcript)?;
            if next.bytes == repair.bytes {
                break;
            }
            repair = repair.then(next);
        }
        Ok(repair)
    }

    fn repaired_once(&self, rules: &CueRules, bidi: Bidi, transcript: Option<&Transcript>) -> Result<Repair, RepairError> {
        self.refuse()?;
        let language = self.captions.language_or_guess();
        let ground = self.ground(bidi, language.is_right_to_left());
        let mut check = Check::new(rules, language, self.captions.format, transcript);
        let items = self.mended(&ground, &mut check);
        let before: Vec<(Timestamp, Timestamp)> = self.captions.cues.iter().map(|cue| (cue.start, cue.end)).collect();
        let edits = render::edits(&items, &before, &ground);
        let count = edits.len();
        let bytes = self.file.edited(edits)?;
        let captions = self.verified(&bytes, &items)?;
        let mut removed: Vec<usize> = (1..=before.len()).collect();
        let origins: Vec<usize> = items.iter().map(|item| item.origin + 1).collect();
        removed.retain(|cue| origins.binary_search(cue).is_err());
        Ok(Repair { bytes, captions, origins, removed, edits: count })
    }

    fn refuse(&self) -> Result<(), RepairError> {
        if let Some(first) = self.captions.unreadable.first() {
            let first = Box::new(first.what.clone());
            return Err(RepairError::Unread { first, more: self.captions.unreadable.len() - 1 });
        }
        if self.captions.repeats > 0 {
            return Err(RepairError::Repeats { cues: self.captions.repeats });
        }
        if !self.is_exact {
            return Err(RepairError::Encoding { encoding: self.file.encoding.name });
        }
        let editing = self.file.form.editing();
        if !editing.times && !editing.lines {
            return Err(RepairError::Form { form: self.file.form.name(), why: editing.why_not });
        }
        Ok(())
    }

    fn ground(&self, bidi: Bidi, right_to_left: bool) -> Ground<'_> {
        let holds = |marks: &str| self.file.can_hold(marks);
        let bidi = match bidi {
            Bidi::Embed if !holds("\u{202b}\u{202c}") => Bidi::Mark,
            how => how,
        };
        let bidi = if bidi == Bidi::Mark && !holds("\u{200f}\u{200e}") { Bidi::None } else { bidi };
        Ground {
            file: &self.file,
            places: &self.places,
            format: self.captions.format,
            editing: self.file.form.editing(),
            bidi,
            right_to_left,
        }
    }

    /// The cues as they are to be.
    fn mended(&self, ground: &Ground<'_>, check: &mut Check<'_>) -> Vec<Item> {
        let cues = self.captions.cues.iter().cloned().enumerate();
        let mut items: Vec<Item> = cues.map(|(origin, cue)| Item { cue, origin, part: 0, text: None }).collect();
        if ground.editing.cues && items.iter().any(|item| !render::is_empty(item, ground)) {
            items.retain(|item| !render::is_empty(item, ground));
        }
        for item in &mut items {
            if let Some(better) = lines::mended(item, ground, check) {
                *item = better;
            }
        }
        loop {
            let count = items.len();
            let cut = |item: Item| cut::cut(&item, ground, check).unwrap_or_else(|| vec![item]);
            items = items.into_iter().flat_map(cut).collect();
            // A cue that shows longer may have room for two.
            let has_moved = times::mend(&mut items, ground, check);
            if items.len() == count && !has_moved {
                return items;
            }
        }
    }

    /// What the edited file says, when that is what is meant.
    fn verified(&self, bytes: &[u8], items: &[Item]) -> Result<CaptionFile, RepairError> {
        let unverified = |cue: usize| RepairError::Unverified { cue };
        let read = super::super::read(bytes, self.captions.format, Some(self.file.encoding.name));
        let mut read = read.map_err(|_| unverified(1))?;
        read.language.clone_from(&self.captions.language);
        if read.cues.is_empty() && !self.captions.cues.is_empty() || !read.unreadable.is_empty() {
            return Err(unverified(1));
        }
        if !letters(&read).eq(letters(&self.captions)) {
            return Err(RepairError::Lost);
        }
        let told = |cue: &RawCue| {
            let lines: Vec<String> = cue.shown().iter().map(|line| line.trim().to_owned()).collect();
            (cue.start, cue.end, lines)
        };
        let count = read.cues.len().max(items.len());
        for nth in 0..count {
            let same = read.cues.get(nth).zip(items.get(nth)).is_some_and(|(cue, item)| told(cue) == told(&item.cue));
            if !same {
                return Err(unverified(nth + 1));
            }
        }
        Ok(read)
    }
}

/// Repairs of repaired files, at the most. Each leaves fewer rules broken; two are the most that was seen.
const MOST_ROUNDS: usize = 8;

impl Repair {
    /// This repair and `next`, which is of its outcome, as one of the first file.
    fn then(mut self, next: Self) -> Self {
        let first = |cue: &usize| cue.checked_sub(1).and_then(|at| self.origins.get(at)).copied();
        let origins = next.origins.iter().filter_map(first).collect();
        self.removed.extend(next.removed.iter().filter_map(first));
        self.removed.sort_unstable();
        Self { origins, removed: self.removed, edits: self.edits + next.edits, ..next }
    }

    /// The file; the same to the byte where nothing is to be mended.
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// What it says, read again.
    #[must_use]
    pub fn captions(&self) -> &CaptionFile {
        &self.captions
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

    /// Says of each of `findings`, made of the file as it was, whether this repairs it: `left` are those of the repaired file.
    pub fn mark(&self, findings: &mut [Breach], left: &[Breach]) {
        let mut still: Vec<(usize, Rule)> =
            left.iter().filter_map(|breach| Some((*self.origins.get(breach.cue.checked_sub(1)?)?, breach.rule))).collect();
        still.sort_unstable();
        for finding in findings {
            finding.fixable = still.binary_search(&(finding.cue, finding.rule)).is_err();
        }
    }
}
