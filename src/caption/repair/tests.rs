//! What a repair promises, over all forms and over files that are damaged: no word is missing, what is outside the cues stays to
//! the byte, and a second repair finds nothing.

use std::fmt::Write;

use proptest::prelude::*;

use super::super::{Bidi, CaptionSource, Preset, lint};
use super::kept::{holds, outside, words};

/// A cue of a file that somebody made.
#[derive(Debug, Clone)]
struct Made {
    /// Milliseconds since the cue before begins.
    after: u32,
    lasts: i32,
    lines: Vec<String>,
}

fn cues() -> impl Strategy<Value = Vec<Made>> {
    let word = prop_oneof![
        4 => "[a-z]{1,9}",
        2 => Just("نعم".to_owned()),
        1 => Just("UNRWA".to_owned()),
        1 => Just(".قال".to_owned()),
        1 => Just("(2023)".to_owned()),
        1 => Just("extraordinarily-long-word-that-no-line-can-hold-at-all".to_owned()),
    ];
    let line = proptest::collection::vec(word, 0..14).prop_map(|words| words.join(" "));
    let cue = (0u32..9000, -300i32..9000, proptest::collection::vec(line, 1..4));
    let cue = cue.prop_map(|(after, lasts, lines)| Made { after, lasts, lines });
    proptest::collection::vec(cue, 1..7)
}

fn clock(ms: u32, mark: char) -> String {
    format!("{:02}:{:02}:{:02}{mark}{:03}", ms / 3_600_000, ms / 60_000 % 60, ms / 1000 % 60, ms % 1000)
}

/// The files of these cues in every form that lint reads, with what no cue holds.
fn files(cues: &[Made], line_end: &str) -> Vec<String> {
    let mut srt = String::new();
    let mut vtt = "WEBVTT - a header\nKind: captions\n\nNOTE kept words\n\nSTYLE\n::cue { color: red }\n\n".to_owned();
    let (mut ttml, mut segments, mut labels) = (String::new(), String::new(), String::new());
    let (mut grid, mut annotations) = (String::new(), String::new());
    let mut html = "<html><body>\n".to_owned();
    let mut at = 0;
    for (number, cue) in cues.iter().enumerate() {
        at += cue.after;
        let end = at.saturating_add_signed(cue.lasts);
        let lines = cue.lines.join("\n");
        let number = number + 1;
        write!(srt, "{number}\n{} --> {}\n{lines}\n\n", clock(at, ','), clock(end, ',')).unwrap();
        write!(
            vtt,
            "{} --> {} line:0 align:start\n<v Amal><i>{lines}</i>\n\nNOTE behind {number}\n\n",
            clock(at, '.'),
            clock(end, '.')
        )
        .unwrap();
        let (from, to) = (f64::from(at) / 1000.0, f64::from(end) / 1000.0);
        let broken = cue.lines.join("<br/>");
        writeln!(ttml, "<p begin=\"{}\" end=\"{}\" region=\"r\">{broken}</p>", clock(at, '.'), clock(end, '.')).unwrap();
        let escaped = cue.lines.join("\\n");
        write!(
            segments,
            "{}{{\"startTime\": {from}, \"endTime\": {to}, \"body\": \"{escaped}\", \"extra\": [1]}}",
            if number > 1 { ",\n" } else { "" }
        )
        .unwrap();
        writeln!(labels, "{from:.6}\t{to:.6}\t{}", cue.lines.join(" ")).unwrap();
        writeln!(grid, " {from} {to} \"{}\"", cue.lines.join(" ")).unwrap();
        write!(
            annotations,
            "{}{{\"target\": \"x#t={from},{to}\", \"body\": {{\"value\": \"{escaped}\"}}}}",
            if number > 1 { "," } else { "" }
        )
        .unwrap();
        write!(html, "<cite>A:</cite> <time>0:0{number}</time>\n<p>{}</p>\n", cue.lines.join("<br>")).unwrap();
    }
    let inner = vtt.replace('<', "&lt;").replace('>', "&gt;");
    let (timed_vtt, timed_srt) = (word_timed(cues, '.'), word_timed(cues, ','));
    vec![
        srt.replace('\n', line_end),
        vtt.replace('\n', line_end),
        format!(
            "<tt xmlns='http://www.w3.org/ns/ttml' xml:lang='ar'><head><metadata>kept</metadata></head><body><div>\n{ttml}</div></body></tt>"
        ),
        format!("{{\"version\": \"1.0\", \"segments\": [{segments}], \"rights\": \"kept\"}}"),
        labels,
        format!("\"ooTextFile\" \"TextGrid\" 0 99 <exists> 1 \"IntervalTier\" \"A\" 0 99 {}\n{grid}", cues.len()),
        format!(
            "{{\"@context\": \"http://iiif.io/api/presentation/3/context.json\", \"label\": \"kept\", \"items\": [{{\"annotations\": [{{\"items\": [{annotations}]}}]}}]}}"
        ),
        format!(
            "<ROOT xmlns=\"https://www.weareavp.com/nunncenter/ohms\"><record><title>kept</title><vtt_transcript>{inner}</vtt_transcript><rights>kept</rights></record></ROOT>"
        ),
        html + "</body></html>",
        format!(
            "{{\"text\": \"kept\", \"segments\": [{}]}}",
            segments.replace("startTime", "start").replace("endTime", "end").replace("body", "text")
        ),
        format!("WEBVTT\n\n{timed_vtt}").replace('\n', line_end),
        timed_srt.replace('\n', line_end),
    ]
}

/// The cues with a time in front of every word but the first, which begins where its cue does.
fn word_timed(cues: &[Made], mark: char) -> String {
    let mut text = String::new();
    let mut at = 0;
    for cue in cues {
        at += cue.after;
        let lines = cue.lines.join("\n");
        let count = lines.split(' ').count() as u32;
        let time = |nth: u32| at + cue.lasts.max(0).unsigned_abs() * nth / count;
        let timed = lines.split(' ').zip(0..).map(|(word, nth)| match nth {
            0 => word.to_owned(),
            _ => format!("<{}>{word}", clock(time(nth), '.')),
        });
        let end = clock(at.saturating_add_signed(cue.lasts), mark);
        write!(text, "{} --> {end}\n{}\n\n", clock(at, mark), timed.collect::<Vec<_>>().join(" ")).unwrap();
    }
    text
}

fn check(bytes: &[u8], preset: Preset) -> Result<bool, TestCaseError> {
    let Ok(source) = CaptionSource::read(bytes, None, None) else { return Ok(false) };
    let rules = preset.rules();
    let Ok(repair) = source.repair(&rules, Bidi::Embed, None) else { return Ok(false) };
    let repaired = repair.bytes();
    let shown = || format!("{}\n=>\n{}", String::from_utf8_lossy(bytes), String::from_utf8_lossy(&repaired));
    prop_assert!(holds(&words(&repaired), &words(bytes)), "a word is missing: {}", shown());
    prop_assert_eq!(outside(&repaired), outside(bytes), "{}", shown());
    prop_assert!(repair.edits() > 0 || &*repaired == bytes);
    let again = CaptionSource::read(&repaired, None, None).unwrap();
    let second = again.repair(&rules, Bidi::Embed, None);
    prop_assert!(second.is_ok(), "{:?} {}", second.err(), shown());
    let second = second.unwrap();
    let twice = second.bytes();
    prop_assert_eq!(String::from_utf8_lossy(&twice), String::from_utf8_lossy(&repaired), "of {}", shown());
    let mut left = lint(&repair.source().captions(), &rules, None);
    let remaining = second.remaining(&rules, None);
    left.iter_mut().for_each(|breach| remaining.mark(breach));
    prop_assert!(left.iter().all(|breach| !breach.fixable));
    Ok(true)
}

#[test]
fn hostile_files_are_repaired_without_loss_or_refused() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("samples/hostile");
    let paths = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let bytes: Vec<Vec<u8>> = paths.map(|path| std::fs::read(path).unwrap()).collect();
    let repaired = |bytes: &&Vec<u8>| Preset::ALL.iter().filter(|preset| check(bytes, **preset).unwrap()).count() > 0;
    assert!(bytes.iter().filter(repaired).count() > 10);
}

/// Cut into one cue a word, or moved together, these would be read as captions that roll, and the words but once.
#[test]
fn what_would_be_read_as_a_repetition_is_left_as_it_stands() {
    let word = "extraordinarily-long-word-that-no-line-can-hold-at-all";
    let one = format!("1\n00:00:00,000 --> 00:00:00,001\n{word} {word} {word}\n\n");
    let yes = "1\n00:00:01,000 --> 00:00:02,000\nYes\n\n2\n00:00:02,100 --> 00:00:03,000\nYes\n\n3\n00:00:03,100 --> 00:00:04,000\nYes\n";
    for preset in Preset::ALL {
        for text in [one.as_str(), yes] {
            assert!(check(text.as_bytes(), preset).unwrap(), "{preset:?} refuses {text}");
        }
    }
}

/// A file in several stretches is examined and repaired as one.
#[test]
fn a_long_file_is_repaired_across_the_seams_of_its_stretches() {
    let cue = |n: u32| Made { after: 1900 + n % 7 * 400, lasts: 1800 + (n % 5) as i32 * 300, lines: vec![line(n)] };
    let cues: Vec<Made> = (0..400).map(cue).collect();
    let rules = Preset::PodcastSrt.rules();
    for text in files(&cues, "\n").into_iter().take(4) {
        let source = CaptionSource::read(text.as_bytes(), None, None).unwrap();
        let mut streamed = Vec::new();
        let taken: Result<(), ()> = source.lint(&rules, None, |breach| {
            streamed.push(breach);
            Ok(())
        });
        assert_eq!(taken, Ok(()));
        assert_eq!(streamed, lint(&source.captions(), &rules, None));
        assert!(streamed.iter().any(|breach| breach.cue > 300));
        let repair = source.repair(&rules, Bidi::Embed, None).unwrap();
        assert!(repair.edits() > 100);
        let repaired = repair.bytes();
        let again = CaptionSource::read(&repaired, None, None).unwrap();
        assert_eq!(again.repair(&rules, Bidi::Embed, None).unwrap().edits(), 0);
        assert_eq!(outside(&repaired), outside(text.as_bytes()));
        let left = lint(&repair.source().captions(), &rules, None);
        assert!(left.len() * 2 < streamed.len(), "{} of {} are left", left.len(), streamed.len());
    }
}

fn line(n: u32) -> String {
    ["One word more", "The council met on Wednesday to discuss trade", "Yes"][n as usize % 3].to_owned()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(16))]

    #[test]
    fn a_repair_loses_nothing_and_is_done_once(cues in cues(), ends in 0usize..3, mark in any::<bool>(), preset in 0..Preset::ALL.len()) {
        for text in files(&cues, ["\n", "\r\n", "\r"][ends]) {
            let bytes = if mark { format!("\u{feff}{text}").into_bytes() } else { text.clone().into_bytes() };
            let is_repaired = check(&bytes, Preset::ALL[preset])?;
            prop_assert!(is_repaired || text.contains("TextGrid"), "refused: {text}");
        }
    }

    #[test]
    fn damage_costs_no_word(cues in cues(), at in any::<prop::sample::Index>(), length in 0usize..12, put in "[ -~\n]{0,4}", preset in 0..Preset::ALL.len()) {
        for text in files(&cues, "\n") {
            let mut bytes = text.into_bytes();
            let from = at.index(bytes.len());
            let to = (from + length).min(bytes.len());
            bytes.splice(from..to, put.bytes());
            check(&bytes, Preset::ALL[preset])?;
        }
    }
}
