//! Captions as the captioner's view shows them.

use serde::Serialize;

use super::captions::Captions;
use crate::caption::{self, Breach, CaptionFile, Cue, CueKind, CueLimits, Preset, ReadingSpeed, Turn};
use crate::catalog::StoredCueSetting;
use crate::text::{Language, Sha256};
use crate::time::Span;

/// All captions of a report within some limits.
#[derive(Debug, Serialize)]
pub(super) struct CuesData {
    pub(super) preset: &'static str,
    presets: Vec<&'static str>,
    limits: LimitsData,
    pub(super) state: String,
    /// The number of the newest step about captions.
    edit: i64,
    pub(super) cues: Vec<CueData>,
    pub(super) settings: Vec<SettingData>,
}

/// The figures that the page counts by.
#[derive(Debug, Serialize)]
struct LimitsData {
    max_line_chars: usize,
    max_lines: usize,
    max_cue_chars: Option<usize>,
    chars_per_second: Option<f32>,
    words_per_minute: Option<f32>,
    min_duration_ms: u32,
    max_duration_ms: u32,
    min_gap_ms: u32,
    open_gap_ms: u32,
}

/// One cue.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(super) struct CueData {
    /// Tells it from what it was at other moments.
    pub(super) id: String,
    pub(super) span: Span,
    is_sound: bool,
    turns: Vec<TurnData>,
    /// All lines, with line breaks.
    text: String,
    source: Option<&'static str>,
    language: Language,
    dir: &'static str,
    /// Letters in UTF-16, start and end in milliseconds.
    words: Vec<(usize, u32, u32)>,
    breaches: Vec<BreachData>,
    /// The slots of what people set that made it what it is.
    set: Vec<String>,
    article: Option<String>,
    speech: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
struct TurnData {
    speaker: Option<String>,
    label: Option<String>,
    lines: Vec<String>,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
struct BreachData {
    rule: &'static str,
    message: String,
    measured: Option<f32>,
    limit: Option<f32>,
    reason: Option<&'static str>,
}

/// Something that a person set, and what became of it.
#[derive(Debug, Serialize)]
pub(super) struct SettingData {
    #[serde(flatten)]
    stored: StoredCueSetting,
    standing: &'static str,
}

pub(super) fn data(captions: &Captions) -> CuesData {
    let Captions { cues, wordings, rules, preset, transcript, settings, edit, state } = captions;
    let track = cues.track();
    let breaches = caption::lint(&CaptionFile::from(track), rules, Some(transcript));
    let mut breaches = breaches.iter().peekable();
    let cue = |(at, cue): (usize, &Cue)| {
        let mut broken = Vec::new();
        while let Some(breach) = breaches.next_if(|breach| breach.cue <= at + 1) {
            broken.push(BreachData::from(breach));
        }
        let language = cue.language().unwrap_or(track.language()).clone();
        let wording = wordings.get(at).cloned().unwrap_or_default();
        let set = cues.set_on(at).into_iter().filter_map(|one| Some(settings.get(one)?.slot.clone())).collect();
        let words = cues
            .words(at)
            .into_iter()
            .map(|word| (word.text.encode_utf16().count(), word.span.start().as_millis(), word.span.end().as_millis()));
        CueData {
            id: id(cue),
            span: cue.span(),
            is_sound: cue.kind() == CueKind::Sound,
            turns: cue.turns().iter().map(TurnData::from).collect(),
            text: cue.lines().collect::<Vec<_>>().join("\n"),
            source: cue.source().as_str(),
            dir: language.direction(),
            language,
            words: words.collect(),
            breaches: broken,
            set,
            article: wording.article,
            speech: wording.speech,
        }
    };
    let setting = |(stored, standing): (&StoredCueSetting, &caption::Standing)| SettingData {
        stored: stored.clone(),
        standing: standing.name(),
    };
    CuesData {
        preset: preset.name(),
        presets: Preset::ALL.map(Preset::name).to_vec(),
        limits: LimitsData::of(rules.limits(), rules.reading_speed(track.language())),
        state: state.clone(),
        edit: *edit,
        cues: track.cues().iter().enumerate().map(cue).collect(),
        settings: settings.iter().zip(cues.standings()).map(setting).collect(),
    }
}

/// A hash of all that makes a cue what a person sees.
fn id(cue: &Cue) -> String {
    let all = format!("{}\n{}", cue.span(), cue.shown().join("\n"));
    Sha256::of(all.as_bytes()).to_string().chars().take(16).collect()
}

impl Captions {
    /// The place of the cue that a page knows by this id.
    pub(super) fn find(&self, wanted: &str) -> Option<usize> {
        self.cues.track().cues().iter().position(|cue| id(cue) == wanted)
    }
}

impl LimitsData {
    fn of(limits: &CueLimits, speed: Option<ReadingSpeed>) -> Self {
        let (chars, words) = match speed {
            Some(ReadingSpeed::CharsPerSecond(chars)) => (Some(chars), None),
            Some(ReadingSpeed::WordsPerMinute(words)) => (None, Some(words)),
            None => (None, None),
        };
        Self {
            max_line_chars: limits.max_line_chars,
            max_lines: limits.max_lines,
            max_cue_chars: limits.max_cue_chars,
            chars_per_second: chars,
            words_per_minute: words,
            min_duration_ms: limits.min_duration_ms,
            max_duration_ms: limits.max_duration_ms,
            min_gap_ms: limits.min_gap_ms,
            open_gap_ms: limits.open_gap_ms,
        }
    }
}

impl From<&Turn> for TurnData {
    fn from(turn: &Turn) -> Self {
        let speaker = turn.speaker.as_ref().map(|speaker| speaker.name().to_owned());
        Self { speaker, label: turn.label.clone(), lines: turn.lines.clone() }
    }
}

impl From<&Breach> for BreachData {
    fn from(breach: &Breach) -> Self {
        Self {
            rule: breach.rule.id(),
            message: breach.message.clone(),
            measured: breach.measured,
            limit: breach.limit,
            reason: breach.reason,
        }
    }
}
