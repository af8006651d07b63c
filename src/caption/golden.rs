//! The cases that every writer and reader is to survive.

use super::*;
use crate::text::Language;
use crate::time::{Span, Timed};

/// Arabic lines with Latin names, numbers, brackets, quotes, a phone number and a dash.
const MIXED: [&str; 11] = [
    "قال غوتيريش إن الوضع خطير.",
    "UNRWA تقول إن المخيم خال.",
    "أعلنت الأونروا (UNRWA) ذلك.",
    "لغة C++ سهلة!",
    "اتصل على +962 6 123 4567.",
    "هل قال \"نعم\"؟",
    "2017: عام صعب.",
    "ارتفع بنسبة 3.5%.",
    "- من أنت؟",
    "GPS.",
    "الخبر من BBC News.",
];

fn arabic(lines: &[&str]) -> CueTrack {
    let cue = |(index, line): (usize, &&str)| {
        let start = index as u32 * 2000;
        Cue::new(Span::from_millis(start, start + 1900), vec![Turn::of(vec![(*line).to_owned()])]).unwrap()
    };
    CueTrack::new(Language::arabic(), lines.iter().enumerate().map(cue).collect()).unwrap()
}

/// How many lines a player shows as a right-to-left paragraph would.
fn right(emitted: impl Fn(&str) -> String, player: Option<bool>) -> usize {
    MIXED.iter().filter(|line| bidi::visual(&emitted(line), player) == bidi::visual(line, Some(true))).count()
}

#[test]
fn embedded_lines_are_right_in_every_player() {
    let embed = |line: &str| bidi::for_srt(line, true, Bidi::Embed);
    assert_eq!((right(embed, Some(false)), right(embed, None)), (11, 11));
    let mark = |line: &str| bidi::for_srt(line, true, Bidi::Mark);
    assert_eq!(right(mark, None), 11);
    assert!(right(mark, Some(false)) < 11, "the option is for players that go by the first letter only");
    assert!(right(|line| line.to_owned(), Some(false)) < 4, "unmarked lines are what old files got wrong");
}

#[test]
fn webvtt_lines_are_right_in_a_browser_with_as_few_marks_as_can_be() {
    assert_eq!(right(|line| bidi::for_vtt(line, true), None), 11);
    let marked = MIXED.iter().filter(|line| bidi::for_vtt(line, true) != **line).count();
    assert_eq!(marked, 2, "only the lines that begin with Latin letters need one");
}

#[test]
fn what_is_written_in_arabic_has_no_direction_finding() {
    for format in [Format::Vtt, Format::Srt] {
        let text = print(&arabic(&MIXED), format, &WriteOptions::default());
        let file = CaptionFile { language: Some(Language::arabic()), ..read(text.as_bytes(), Some(format), None).unwrap() };
        let found = lint(&file, &Preset::PodcastVtt.rules(), None);
        assert!(found.iter().all(|f| !matches!(f.rule, Rule::Direction | Rule::ReversedPunctuation)), "{found:?}");
    }
}

#[test]
fn punctuation_stored_reversed_is_found_and_put_back() {
    let file = read("1\n00:00:00,000 --> 00:00:02,000\n.قال إن الوضع خطير\n؟من أنت\n".as_bytes(), None, None).unwrap();
    let found: Vec<_> = lint(&file, &Preset::PodcastSrt.rules(), None).iter().map(|f| f.rule).collect();
    assert_eq!(found.iter().filter(|rule| **rule == Rule::ReversedPunctuation).count(), 2);
    assert_eq!(fit(&file, &Preset::PodcastSrt.rules()).cues()[0].shown(), ["قال إن الوضع خطير.", "من أنت؟"]);
}

#[test]
fn arrows_escapes_and_tags_do_not_break_a_file() {
    let track = arabic(&["a --> b", "x < y & z > w", "<i>not italic</i> {\\an8}"]);
    let vtt = print(&track, Format::Vtt, &WriteOptions::default());
    assert_eq!(vtt.matches("-->").count(), 3);
    assert!(vtt.contains("x &lt; y &amp; z &gt; w"));
    let srt = print(&track, Format::Srt, &WriteOptions::default());
    assert_eq!(srt.matches("-->").count(), 3);
    assert!(srt.contains("x < y & z > w") && srt.contains("‹i>not italic"));
}

#[test]
fn two_speakers_in_one_cue_keep_their_lines() {
    let turn = |name: &str, text: &str| Turn {
        speaker: Speaker::new(name),
        label: Some(format!("{name}:")),
        lines: vec![text.to_owned()],
    };
    let cue = Cue::new(Span::from_millis(0, 2000), vec![turn("مي", "من أنت؟"), turn("علي", "أنا.")]).unwrap();
    let track = CueTrack::new(Language::arabic(), vec![cue]).unwrap();
    let vtt = print(&track, Format::Vtt, &WriteOptions::default());
    assert!(vtt.contains("<v مي>من أنت؟</v>\n<v علي>أنا.</v>\n"), "{vtt}");
    let back = read(vtt.as_bytes(), None, None).unwrap().track();
    assert_eq!(back.cues()[0].turns().len(), 2);
    let srt = print(&track, Format::Srt, &WriteOptions { bidi: Bidi::None, ..WriteOptions::default() });
    assert!(srt.contains("مي: من أنت؟\r\nعلي: أنا.\r\n"));
}

#[test]
fn words_without_length_and_words_that_overlap_get_legal_karaoke_times() {
    let at = |a, b| Timed::Heard(Span::from_millis(a, b));
    let cue = Cue::new(Span::from_millis(1000, 3000), vec![Turn::of(vec!["a b c d e".to_owned()])]).unwrap();
    let cue = cue.with_words(vec![at(1000, 1000), at(1000, 2000), at(1500, 1500), at(1400, 1600), at(3000, 3000)]);
    let track = CueTrack::new(Language::english(), vec![cue]).unwrap();
    let vtt = print(&track, Format::Vtt, &WriteOptions { words: true, ..WriteOptions::default() });
    assert!(vtt.contains("a b <00:00:01.500>c d e"), "{vtt}");
}

#[test]
fn hour_one_hundred_is_written_and_read() {
    let cue = Cue::new(Span::from_millis(360_000_000, 360_001_000), vec![Turn::of(vec!["x".to_owned()])]).unwrap();
    let track = CueTrack::new(Language::english(), vec![cue]).unwrap();
    assert!(print(&track, Format::Srt, &WriteOptions::default()).contains("100:00:00,000 --> 100:00:01,000"));
}

#[test]
fn every_format_is_told_from_its_own_text() {
    let options = WriteOptions { media: Some("https://example.org/a.mp3".to_owned()), ..WriteOptions::default() };
    for format in Format::ALL.into_iter().filter(|format| format.is_read()) {
        let told = if format == Format::Dfxp { Format::Imsc } else { format };
        assert_eq!(sniff(&print(&arabic(&MIXED), format, &options)), Some(told));
        assert_eq!(format.name().parse::<Format>().unwrap(), format);
    }
    assert!(read(b"nothing of the kind", None, None).unwrap_err().to_string().contains("begins `nothing of the kind`"));
}

#[test]
fn a_sound_bite_in_another_language_says_so_in_every_format_that_can() {
    let heard = br#"{"format": "rawi.transcript", "version": 1, "language": "ar", "duration_ms": 9000, "words": [
        {"text": "\u0642\u0627\u0644", "span": [0, 900]}, {"text": "\u0627\u0644\u0648\u0632\u064a\u0631.", "span": [1000, 2000]},
        {"text": "We", "span": [3000, 3400]}, {"text": "agree.", "span": [3500, 4500]}],
        "segments": [{"span": [0, 2000], "words": [0, 2]}, {"span": [3000, 4500], "words": [2, 4], "language": "en"}]}"#;
    let heard = crate::transcript::read(heard, None).unwrap();
    let track = cues_without_article(&heard, &CueOptions::new(Preset::PodcastVtt.rules()));
    assert_eq!(track.cues().iter().map(|c| c.language().cloned()).collect::<Vec<_>>(), [None, Some(Language::english())]);
    let printed = |format| print(&track, format, &WriteOptions::default());
    assert!(printed(Format::Vtt).contains("\n<lang en>We agree.</lang>\n"), "{}", printed(Format::Vtt));
    let embedded = printed(Format::Srt);
    assert!(embedded.contains("\r\nWe agree.\r\n"), "no mark of the other direction: {embedded}");
    let ttml = printed(Format::EbuTtD);
    assert!(ttml.contains(" xml:lang=\"en\""), "{ttml}");
    assert!(printed(Format::PodcastHtml).contains("<p lang=\"en\" dir=\"ltr\">We agree.</p>"));
    assert!(printed(Format::PodcastJson).contains("\"language\": \"en\""));
}
