//! Captions of every sample, and of every transcript with times among the shared test data, in every preset: nothing is left for
//! anybody to do. With `RAWI_CAPTIONS_OUT` set, each is also written there in every format, for `scripts/referees`.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use rawi::align::{Alignment, align};
use rawi::article::{self, Article, ReadOptions};
use rawi::caption::{self, CaptionFile, CueKind, CueOptions, CueTrack, Format, Preset, Speaker, TextSource, WriteOptions};
use rawi::text::Language;
use rawi::time::{Millis, Span, Timestamp};
use rawi::transcript::{Engine, Transcript, Word};

use crate::env::root;
use crate::{samples, shared_reports};

struct Report {
    name: String,
    transcript: Transcript,
    article: Article,
    alignment: Alignment,
}

impl Report {
    fn new(name: &str, transcript: Transcript, text: &[u8]) -> Self {
        let options = ReadOptions::default().with_language(Some(transcript.language().clone()));
        let article = article::read(text, &options).unwrap();
        let alignment = align(&transcript, &article);
        Self { name: name.to_owned(), transcript, article, alignment }
    }

    fn track(&self, preset: Preset, text: TextSource) -> CueTrack {
        let mut options = CueOptions::new(preset.rules());
        options.text = text;
        caption::cues(self.alignment.matched(&self.transcript, &self.article).unwrap(), &options)
    }
}

fn samples() -> Vec<Report> {
    let report = |name: &&str| Report::new(name, samples::heard(name), &samples::read(name, "article.txt"));
    samples::NAMES.iter().map(report).collect()
}

fn shared() -> Vec<Report> {
    shared_reports::pairs().into_iter().map(|pair| Report::new(&pair.name, pair.transcript, &pair.text)).collect()
}

#[test]
fn captions_of_every_report_leave_no_finding_open_in_any_preset() {
    let mut open = Vec::new();
    for report in samples().into_iter().chain(shared()) {
        for preset in Preset::ALL {
            let track = report.track(preset, TextSource::Mixed);
            assert!(!track.cues().is_empty(), "{} has no captions", report.name);
            let findings = caption::lint(&CaptionFile::from(&track), &preset.rules(), Some(&report.transcript));
            let count = |open: bool| findings.iter().filter(|f| f.is_open() == open).count();
            println!(
                "{} {}: {} cues, {} findings with a reason",
                report.name,
                preset.name(),
                track.cues().len(),
                count(false)
            );
            let text = |cue: usize| track.cues()[cue - 1].shown().join(" / ");
            open.extend(findings.iter().filter(|f| f.is_open()).map(|f| {
                format!(
                    "{} {} cue {} at {}: {} {} | {}",
                    report.name,
                    preset.name(),
                    f.cue,
                    f.at,
                    f.rule.id(),
                    f.message,
                    text(f.cue)
                )
            }));
        }
    }
    assert!(
        open.is_empty(),
        "{} open findings:\n{}",
        open.len(),
        open.iter().step_by(1 + open.len() / 40).cloned().collect::<Vec<_>>().join("\n")
    );
}

/// Recognisers end a word early, so a cue stays for half a second behind its last word, where the next cue and the longest duration
/// leave it so much.
#[test]
fn a_cue_stays_until_its_last_word_is_surely_over() {
    for report in samples() {
        for preset in Preset::ALL {
            let rules = preset.rules();
            let limits = rules.limits();
            let track = report.track(preset, TextSource::Mixed);
            for (index, cue) in track.cues().iter().enumerate() {
                let Some(said) = cue.words().iter().filter_map(|time| time.heard()).map(Span::end).max() else { continue };
                let longest = cue.span().start() + Millis::new(limits.max_duration_ms);
                let next = track.cues().get(index + 1).map(|next| next.span().start());
                let free = next.map(|start| start.saturating_sub(Millis::new(limits.min_gap_ms)));
                let bound = |wanted: Timestamp| wanted.min(free.unwrap_or(wanted)).min(longest);
                let end = report.transcript.duration().map_or(said, |length| said.max(Timestamp::ZERO + length));
                let place = format!("{} {}: {:?}", report.name, preset.name(), cue);
                assert!(cue.span().end() >= bound(said), "ends before its words: {place}");
                // Where a gap is too short to stay open and too long to be closed, it is widened at the cost of this stay.
                let stays = said + Millis::new(500);
                let opened = next.is_some_and(|next| (next - cue.span().end()).as_millis() == limits.open_gap_ms);
                assert!(opened || cue.span().end() >= bound(stays).min(end), "ends with its last word: {place}");
            }
        }
    }
}

#[test]
fn spoken_captions_hold_every_word_that_was_heard() {
    for report in samples() {
        let track = report.track(Preset::PodcastSrt, TextSource::Spoken);
        let speech = track.cues().iter().filter(|c| c.kind() == CueKind::Speech);
        let shown: Vec<String> =
            speech.flat_map(|c| c.text().split_whitespace().map(str::to_owned).collect::<Vec<_>>()).collect();
        let heard: Vec<&str> = report.transcript.words().iter().map(|w| w.text.as_str()).collect();
        assert_eq!(shown, heard, "{}", report.name);
        let speakers = |cue: &caption::Cue| cue.speaker().map(Speaker::name).map(str::to_owned);
        let mut voices = track.cues().iter().filter(|c| c.kind() == CueKind::Speech).peekable();
        while let (Some(a), Some(b)) = (voices.next(), voices.peek()) {
            let unnamed = b.kind() == CueKind::Speech && speakers(b).is_none();
            assert!(speakers(a).is_none() || !unnamed, "whoever goes on behind a named voice has a name too");
            assert!(speakers(a) == speakers(b) || b.turns()[0].label.is_some(), "every change of voice has a label");
        }
    }
}

/// A word that no other number gives, so that nothing looks like a loop of the recogniser.
fn invented(n: u32) -> String {
    let mut word: String = (0..4).map(|place| char::from(b'a' + (n / 20u32.pow(place) % 20) as u8)).collect();
    if n % 9 == 8 {
        word.push('.');
    }
    word
}

/// How long the captions of so many words take.
fn time_to_cut(words: u32) -> Duration {
    let words: Vec<Word> = (0..words)
        .map(|n| Word {
            text: invented(n),
            span: Some(Span::from_millis(n * 430, n * 430 + 400)),
            confidence: None,
            second_pass: false,
        })
        .collect();
    let count = words.len();
    let transcript = Transcript::new(Engine::default(), Language::english(), None, words, Vec::new(), None);
    let page: Vec<String> = (100..400).map(invented).collect();
    let report = Report::new("long", transcript, page.join(" ").as_bytes());
    let before = Instant::now();
    assert!(report.track(Preset::Bbc, TextSource::Spoken).cues().len() > count / 12);
    before.elapsed()
}

/// A recording's time to cut may grow so much where its words are sixteen times as many. Measured: 13 to 19 times, on a busy machine
/// too; with a loop over all pairs of words that takes as long as everything else together, 33 to 37 times.
const MOST_GROWTH: f64 = 26.0;

/// Three hours of words against eleven minutes of them. On a busy machine one measurement may be off; three are not.
#[test]
fn the_time_to_cut_captions_grows_with_the_words() {
    let mut tried = Vec::new();
    while tried.len() < 3 && tried.last().is_none_or(|&factor| factor >= MOST_GROWTH) {
        let few = time_to_cut(1_560);
        tried.push(time_to_cut(24_960).as_secs_f64() / few.as_secs_f64());
    }
    let held = tried.last().is_some_and(|&factor| factor < MOST_GROWTH);
    assert!(held, "sixteen times the words took {tried:.1?} times as long");
}

#[test]
fn every_format_is_written_for_the_referees() {
    let Some(out) = std::env::var_os("RAWI_CAPTIONS_OUT").map(PathBuf::from) else {
        return println!("skipped: RAWI_CAPTIONS_OUT is not set");
    };
    let wanted = std::env::var("RAWI_CAPTIONS_PRESETS").unwrap_or_default();
    let wanted = |preset: &Preset| wanted.is_empty() || wanted.split(',').any(|name| name == preset.name());
    for report in samples().into_iter().chain(shared()) {
        for preset in Preset::ALL.into_iter().filter(wanted) {
            let folder = out.join(preset.name());
            std::fs::create_dir_all(&folder).unwrap();
            written_for_the_referees(&report, preset, &folder);
        }
    }
}

/// One report in one preset: every format, WebVTT with word times, and what a reader of them is to find.
fn written_for_the_referees(report: &Report, preset: Preset, folder: &Path) {
    let track = report.track(preset, TextSource::Mixed);
    let mut options = WriteOptions::default();
    options.title = Some(report.name.clone());
    options.media = Some("https://example.org/report.mp3".to_owned());
    options.vtt = Some("https://example.org/report.vtt".to_owned());
    options.duration = report.transcript.duration();
    for format in Format::ALL {
        let file = folder.join(format!("{}.{}.{}", report.name, format.name(), format.extension()));
        std::fs::write(file, caption::bytes(&track, format, &options)).unwrap();
    }
    options.words = true;
    for (ending, format) in [("karaoke.vtt", Format::Vtt), ("karaoke.lrc", Format::Lrc)] {
        std::fs::write(folder.join(format!("{}.{ending}", report.name)), caption::print(&track, format, &options)).unwrap();
    }
    let cue = |c: &caption::Cue| {
        serde_json::json!({ "start": c.span().start().as_millis(), "end": c.span().end().as_millis(),
            "lines": c.lines().collect::<Vec<_>>(), "shown": c.shown(), "remarks": c.unpublished().len(),
            "speakers": c.turns().iter().filter_map(|t| Some(t.speaker.as_ref()?.name())).collect::<Vec<_>>() })
    };
    chapters_for_the_referees(report, folder);
    let list: Vec<_> = track.cues().iter().map(cue).collect();
    std::fs::write(folder.join(format!("{}.cues", report.name)), serde_json::to_string(&list).unwrap()).unwrap();
}

/// The chapters of a report as a list, and in a copy of its recording where that is a sample.
fn chapters_for_the_referees(report: &Report, folder: &Path) {
    let original = root().join(format!("samples/{}.mp3", report.name));
    let Ok(sound) = std::fs::read(&original) else { return };
    let chapters = caption::chapters(report.alignment.matched(&report.transcript, &report.article).unwrap());
    let at = |ending: &str| folder.join(format!("{}.{ending}", report.name));
    std::fs::write(at("chapters.json"), caption::bytes(&chapters, Format::Chapters, &WriteOptions::default())).unwrap();
    std::fs::write(at("id3.mp3"), caption::with_id3_chapters(&sound, &chapters).unwrap()).unwrap();
    std::fs::copy(original, at("original.mp3")).unwrap();
}
