//! Captions of a report in the catalog: made, told, written where nobody changed them.

use std::path::Path;

use rawi::caption::{
    self, CaptionFile, Cue, CueOptions, CueOverride, CueRules, CueTrack, EditedCues, Format, Instruction, Rule, Speaker,
    Standing, Unpublished, WriteOptions,
};
use rawi::catalog::{self, ExportFacts, StoredReport};
use rawi::review;
use rawi::text::Sha256;
use rawi::time::Millis;

use crate::error::Failure;
use crate::input::is_standard;
use crate::output::{Outcome, Target};
use crate::store::{Store, Told, kept_path};
use crate::style::Style;
use crate::ui::Ui;

/// Captions of one report, and what they were made by.
pub(crate) struct Captions<'a> {
    store: &'a Store,
    report: &'a StoredReport,
    told: &'a Told,
    style: &'a Style,
    format: Format,
    track: CueTrack,
    preset: String,
    rules: CueRules,
    /// What people set and could not be applied.
    lost: Vec<String>,
    bytes: Vec<u8>,
}

impl<'a> Captions<'a> {
    pub(crate) fn make(
        store: &'a Store,
        report: &'a StoredReport,
        told: &'a Told,
        format: Format,
        style: &'a Style,
    ) -> Result<Self, Failure> {
        let (preset, rules) = style.limits.rules(format)?;
        let mut options = CueOptions::new(rules.clone());
        options.text = style.text;
        options.narrator = style.narrator.as_deref().and_then(Speaker::new);
        options.label_speakers = !format.has_voices();
        let mut lost = Vec::new();
        let track = match told {
            _ if format == Format::Chapters => chapters(told, report)?,
            told => {
                let overrides =
                    if style.no_overrides { Vec::new() } else { review::cue_overrides(&store.catalog, report.id)? };
                let cues = match told {
                    Told::Aligned(stored) => caption::edited_cues(stored.aligned.matched()?, &options, overrides),
                    Told::Heard(transcript) => caption::edited_cues_without_article(transcript, &options, overrides),
                };
                lost = self::lost(&cues);
                cues.into_track()
            }
        };
        let bytes = caption::bytes(&track, format, &write_options(store, report, told, style));
        Ok(Self { store, report, told, style, format, track, preset, rules, lost, bytes })
    }

    pub(crate) fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// What a person should know of them: names that nobody said, starts that nobody heard, rules that could not be kept.
    pub(crate) fn tell(&self, ui: &Ui) {
        // Titles are no captions, and keep no limits of them.
        if self.format == Format::Chapters {
            return;
        }
        self.lost.iter().for_each(|told| ui.say(told));
        let mut inferred: Vec<&str> =
            self.track.cues().iter().filter_map(|c| c.speaker().filter(|s| s.is_inferred())).map(Speaker::name).collect();
        inferred.sort_unstable();
        inferred.dedup();
        if !inferred.is_empty() {
            ui.say(format!("speakers concluded from the article's quotes, not heard: {}", inferred.join(", ")));
        }
        for cue in self.track.cues() {
            for place in cue.unpublished().iter().filter_map(|place| Some((place, place.published.as_ref()?))) {
                ui.say(format!("cue at {} is captioned as spoken: {}", cue.span().start(), told_otherwise(cue, &place)));
            }
        }
        let findings = caption::lint(&CaptionFile::from(&self.track), &self.rules, Some(self.told.transcript()));
        for finding in findings.iter().filter(|f| f.rule == Rule::Unheard || f.is_open()) {
            ui.say(format!("cue {} at {}: {}: {}", finding.cue, finding.at, finding.rule.id(), finding.message));
        }
        let excused = findings.iter().filter(|f| f.rule != Rule::Unheard && !f.is_open()).count();
        if excused > 0 {
            ui.say(format!("{excused} limits of {} cannot be kept, since the speech is faster", self.preset));
        }
    }

    /// The line by which a feed names these captions at `url`.
    pub(crate) fn feed_line(&self, url: &str) -> Result<String, Failure> {
        caption::transcript_tag(url, self.format, self.track.language()).ok_or_else(|| {
            Failure::new(format!("feeds do not know the format {}", self.format.name()))
                .hint("they know vtt, srt, podcast-json, podcast-html and text")
        })
    }

    /// Writes them to a file of rawi's own, unless the very same are there; `approval` is the number of the decision at which it is
    /// done.
    pub(crate) fn write(&self, target: &Target<'_>, path: &Path, approval: Option<u32>) -> Result<Outcome, Failure> {
        let outcome = target.write(Some(self.report.id), &self.bytes)?;
        let mut export = ExportFacts::new(kept_path(path), self.format.name(), Sha256::of(&self.bytes))?;
        export.alignment = match self.told {
            Told::Aligned(stored) => Some(stored.id),
            Told::Heard(_) => None,
        };
        // Found again from another directory, too.
        export.preset = self.style.limits.file().map_or_else(|| self.preset.clone(), kept_path);
        export.options = self.style.kept();
        export.approval = approval;
        record(self.store, self.report, &export)?;
        Ok(outcome)
    }
}

/// Notes what was written for a report, where that is news.
pub(crate) fn record(store: &Store, report: &StoredReport, export: &ExportFacts) -> Result<(), Failure> {
    let known = store.catalog.export_at(report.id, &export.path)?.map(|known| known.export);
    let is_same = |known: &ExportFacts| {
        // What was approved is so, whoever writes it once more.
        let is_approved = export.approval.is_none() || known.approval == export.approval;
        known.content_sha256 == export.content_sha256 && is_approved
    };
    if is_standard(Path::new(&export.path)) || known.as_ref().is_some_and(is_same) {
        return Ok(());
    }
    match store.catalog.record_export(report.id, export, store.now) {
        Ok(()) | Err(catalog::Error::ReadOnly { .. }) => Ok(()),
        Err(error) => Err(error.into()),
    }
}

/// What people set about captions whose words are others by now, in words.
fn lost(cues: &EditedCues) -> Vec<String> {
    let told = |(set, standing): (&CueOverride, &Standing)| {
        let what = match &set.instruction {
            Instruction::Text { text, .. } => format!("the text `{}`", text.replace('\n', " ")),
            Instruction::Break => "the cut".to_owned(),
            Instruction::Join => "the join".to_owned(),
            _ => "the time".to_owned(),
        };
        let place =
            format!("{what} that was set by hand at {} for `{}`", set.anchor.span.start(), set.anchor.words.join(" "));
        match standing {
            Standing::Gone => Some(format!("{place} is left out: its words are not there any more")),
            Standing::ToConfirm => Some(format!("{place} is to be confirmed: some of its words are others now")),
            _ => None,
        }
    };
    cues.overrides().iter().zip(cues.standings()).filter_map(told).collect()
}

/// What was said where the article has other words.
fn told_otherwise(cue: &Cue, (place, published): &(&Unpublished, &String)) -> String {
    let said: Vec<&str> =
        cue.lines().flat_map(str::split_whitespace).take(place.words.end).skip(place.words.start).collect();
    if said.is_empty() {
        return format!("`{published}` was not said");
    }
    format!("`{}`, published `{published}`", said.join(" "))
}

/// The chapters of a report, which come from its article.
pub(crate) fn chapters(told: &Told, report: &StoredReport) -> Result<CueTrack, Failure> {
    match told {
        Told::Aligned(stored) => Ok(caption::chapters(stored.aligned.matched()?)),
        Told::Heard(_) => {
            Err(Failure::new(format!("the report `{}` has no article, and chapters come from its parts", report.slug))
                .hint("`rawi add RECORDING --article FILE` adds one"))
        }
    }
}

pub(crate) fn write_options(store: &Store, report: &StoredReport, told: &Told, style: &Style) -> WriteOptions {
    let engine = told.transcript().engine();
    let file_name = || {
        let recording = store.recording(report).ok().filter(|recording| !recording.facts.is_transcript_only())?;
        Some(recording.file().file_name()?.to_string_lossy().into_owned())
    };
    let mut write = WriteOptions::default();
    write.bidi = style.bidi;
    write.words = style.words;
    write.bom = style.bom;
    write.frame_rate = style.frame_rate;
    write.title = Some(report.facts.title.clone());
    write.media = style.media.clone().or_else(file_name);
    write.vtt = style.vtt.clone();
    write.duration = match told {
        Told::Aligned(stored) => Some(Millis::new(stored.aligned.alignment().transcript.duration_ms)),
        Told::Heard(transcript) => transcript.duration(),
    };
    // The report's day and not today: the same captions are the same file.
    write.date = report.facts.date.as_ref().filter(|day| day.len() == 10).map(|day| format!("{day}T00:00:00Z"));
    write.provenance = Some(format!(
        "made by rawi {} from a recording recognised by {} with {}",
        env!("CARGO_PKG_VERSION"),
        engine.name,
        engine.model.as_deref().unwrap_or("no named model"),
    ));
    write
}
