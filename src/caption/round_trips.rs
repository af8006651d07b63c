//! What rawi writes, rawi reads: the same cues, as far as the format can hold them. And no bytes make a reader panic.

use proptest::prelude::*;

use super::*;
use crate::text::Language;
use crate::time::Span;

/// Text with everything that formats trip over.
fn line() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just("نعم"),
        Just("قال"),
        Just("C++"),
        Just("<b>"),
        Just("&amp;"),
        Just("-->"),
        Just("a\"b\""),
        Just("]]>"),
        Just("12"),
        Just("{\\an8}"),
        Just("(UNRWA)"),
        Just("مُحَمَّد"),
        Just("e\u{301}"),
        Just("'x'"),
        Just("&"),
        Just("[00:01.00]"),
        Just("؟"),
        Just("—"),
    ];
    proptest::collection::vec(piece, 1..6).prop_map(|pieces| pieces.join(" "))
}

fn track() -> impl Strategy<Value = CueTrack> {
    let name = prop_oneof![Just(None), Just(Some("مي يعقوب")), Just(Some("A & <B>"))];
    let cue = (0u32..3000, 1u32..8000, proptest::collection::vec(line(), 1..3), name);
    (proptest::collection::vec(cue, 0..8), any::<bool>()).prop_map(|(cues, arabic)| {
        let mut at = 360_000_000 - 20_000;
        let cues = cues.into_iter().map(|(gap, lasts, lines, name)| {
            let start = at + gap;
            at = start + lasts;
            let turn = Turn { speaker: name.and_then(Speaker::new), label: None, lines };
            Cue::new(Span::from_millis(start, at), vec![turn]).unwrap().with_source(Source::Published, vec![3])
        });
        let language = if arabic { Language::arabic() } else { Language::english() };
        CueTrack::new(language, cues.collect()).unwrap()
    })
}

fn again(track: &CueTrack, format: Format) -> CueTrack {
    let text = print(track, format, &WriteOptions::default());
    let file = read(text.as_bytes(), Some(format), None).unwrap();
    CaptionFile { language: Some(track.language().clone()), ..file }.track()
}

fn spans(track: &CueTrack) -> Vec<Span> {
    track.cues().iter().map(Cue::span).collect()
}

fn texts(track: &CueTrack) -> Vec<String> {
    track.cues().iter().map(Cue::text).collect()
}

fn names(track: &CueTrack) -> Vec<Option<String>> {
    track.cues().iter().map(|cue| cue.speaker().map(|s| s.name().to_owned())).collect()
}

/// A table of which most rows are one word is taken for a list of words.
fn is_word_list(track: &CueTrack) -> bool {
    track.cues().iter().any(|cue| cue.text().split_whitespace().count() < 2)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn formats_with_a_place_for_everything_give_the_same_track(track in track()) {
        prop_assert_eq!(&again(&track, Format::Vtt), &track);
        for format in [Format::WhisperJson, Format::PodcastJson, Format::WebAnnotation, Format::Iiif] {
            let back = again(&track, format);
            prop_assert_eq!(spans(&back), spans(&track), "{:?}", format);
            prop_assert_eq!(names(&back), names(&track));
            let lines = |t: &CueTrack| t.cues().iter().map(|c| c.lines().map(str::to_owned).collect::<Vec<_>>()).collect::<Vec<_>>();
            prop_assert_eq!(lines(&back), lines(&track));
        }
        prop_assert_eq!(texts(&again(&track, Format::Ohms)), texts(&track));
        prop_assert_eq!(spans(&again(&track, Format::Ohms)), spans(&track));
    }

    #[test]
    fn formats_that_show_names_in_the_text_give_the_same_lines_and_times(track in track()) {
        for format in [Format::EbuTtD, Format::Imsc, Format::Dfxp] {
            let back = again(&track, format);
            prop_assert_eq!(names(&back), names(&track));
            prop_assert_eq!(spans(&back), spans(&track));
            prop_assert_eq!(back.cues().iter().map(Cue::shown).collect::<Vec<_>>(), track.cues().iter().map(Cue::shown).collect::<Vec<_>>());
        }
        let back = again(&track, Format::Srt);
        prop_assert_eq!(spans(&back), spans(&track));
        let legible: Vec<Vec<String>> = track.cues().iter().map(|c| c.lines().map(srt::legible).collect()).collect();
        prop_assert_eq!(back.cues().iter().map(Cue::shown).collect::<Vec<_>>(), legible);
    }

    #[test]
    fn formats_of_one_line_give_the_same_text(track in track()) {
        for format in [Format::TextGrid, Format::Eaf] {
            let back = again(&track, format);
            prop_assert_eq!(spans(&back), spans(&track));
            prop_assert_eq!(texts(&back), texts(&track));
            prop_assert_eq!(names(&back), names(&track));
        }
        let back = again(&track, Format::Audacity);
        prop_assert_eq!(spans(&back), spans(&track));
        let plain = |text: String| text.trim_start_matches('\\').to_owned();
        prop_assert_eq!(texts(&back), texts(&track).into_iter().map(plain).collect::<Vec<_>>());
    }

    #[test]
    fn formats_that_round_or_leave_out_times_give_the_same_text_at_the_same_starts(track in track()) {
        let starts = |t: &CueTrack, unit: u32| t.cues().iter().map(|c| c.span().start().as_millis() / unit).collect::<Vec<_>>();
        let back = again(&track, Format::PodcastHtml);
        prop_assert_eq!(starts(&back, 1), starts(&track, 1));
        prop_assert_eq!((texts(&back), names(&back)), (texts(&track), names(&track)));
        // Hundredths: two cues that begin within one become one.
        let apart = track.cues().windows(2).all(|w| w[0].span().start().as_millis() / 10 + 1 < w[1].span().start().as_millis() / 10);
        if apart {
            let back = again(&track, Format::Lrc);
            prop_assert_eq!(starts(&back, 10), starts(&track, 10));
            let round = |text: String| text.replace('[', "(").replace(']', ")");
            prop_assert_eq!(texts(&back), texts(&track).into_iter().map(round).collect::<Vec<_>>());
        }
    }

    #[test]
    fn formats_of_hundredths_and_of_tables_give_the_same_text(track in track()) {
        let legible = |t: &CueTrack| t.cues().iter().map(|c| c.text().replace("\\a", "＼a")).collect::<Vec<_>>();
        for format in [Format::Ass, Format::Csv] {
            if format == Format::Csv && is_word_list(&track) {
                continue;
            }
            let back = again(&track, format);
            let hundredths = format == Format::Ass;
            let at = |t: &CueTrack| t.cues().iter().map(|c| {
                let both = [c.span().start(), c.span().end()].map(|at| at.as_millis());
                both.map(|ms| if hundredths { (ms + 5) / 10 } else { ms })
            }).collect::<Vec<_>>();
            // Cues of less than a hundredth may have no length then.
            if !hundredths || track.cues().iter().all(|cue| cue.span().duration().as_millis() > 10) {
                prop_assert_eq!(at(&back), at(&track), "{:?}", format);
                prop_assert_eq!(legible(&back), legible(&track));
                prop_assert_eq!(back.cues().iter().map(|c| c.lines().count()).collect::<Vec<_>>(), track.cues().iter().map(|c| c.lines().count()).collect::<Vec<_>>());
            }
        }
        let back = again(&track, Format::Sbv);
        prop_assert_eq!(spans(&back), spans(&track));
        prop_assert_eq!(back.cues().iter().map(Cue::shown).collect::<Vec<_>>(), track.cues().iter().map(Cue::shown).collect::<Vec<_>>());
    }

    #[test]
    fn what_is_converted_without_a_loss_comes_back_the_same(track in track()) {
        let file = CaptionFile::from(&track);
        for format in Format::ALL.into_iter().filter(|format| format.is_read()) {
            let there = convert(&file, format, &WriteOptions::default());
            prop_assert_eq!(there.cues, track.cues().len());
            let read_back = read(&there.bytes, Some(format), None).unwrap();
            let back = CaptionFile { language: Some(track.language().clone()), ..read_back }.track();
            // A name that stands among the words is no loss of any, and no name of a speaker any more.
            if there.lost.iter().all(|loss| *loss == Loss::Language) {
                prop_assert_eq!((spans(&back), texts(&back), names(&back)), (spans(&track), texts(&track), names(&track)), "{:?}", format);
            }
        }
    }

    #[test]
    fn what_one_format_holds_another_that_can_gives_back_to_the_byte(track in track()) {
        let plain: Vec<Cue> = track.cues().iter().map(|cue| cue.clone().with_source(Source::Unknown, Vec::new())).collect();
        let track = CueTrack::new(track.language().clone(), plain).unwrap();
        // What stands three times one behind the other is taken for captions that roll.
        prop_assume!(track.cues().windows(2).all(|two| two[0].text() != two[1].text()));
        let options = WriteOptions::default();
        let vtt = convert(&CaptionFile::from(&track), Format::Vtt, &options);
        prop_assert_eq!(&vtt.lost, &vec![Loss::Language]);
        let language = Some(track.language().clone());
        for between in [Format::WhisperJson, Format::PodcastJson, Format::WebAnnotation, Format::Iiif, Format::Csv, Format::Imsc, Format::EbuTtD, Format::Dfxp] {
            if between == Format::Csv && is_word_list(&track) {
                continue;
            }
            let file = CaptionFile { language: language.clone(), ..read(&vtt.bytes, None, None).unwrap() };
            let there = convert(&file, between, &options);
            prop_assert!(there.lost.iter().all(|loss| matches!(loss, Loss::SpeakersInText(_) | Loss::Language)), "{:?}: {:?}", between, there.lost);
            let file = CaptionFile { language: language.clone(), ..read(&there.bytes, Some(between), None).unwrap() };
            let back = convert(&file, Format::Vtt, &options);
            prop_assert_eq!(String::from_utf8(back.bytes).unwrap(), String::from_utf8(vtt.bytes.clone()).unwrap(), "{:?}", between);
        }
    }

    #[test]
    fn no_bytes_make_a_reader_panic(bytes in proptest::collection::vec(any::<u8>(), 0..200), text in "[\\[\\]<>{}\":,0-9a&;#x\n\r\t./=\\-WEBVT ]{0,120}") {
        for format in Format::ALL {
            for bytes in [&bytes[..], text.as_bytes()] {
                if let Ok(file) = read(bytes, Some(format), Some("windows-1256")) {
                    let _ = lint(&file, &Preset::NetflixAr.rules(), None);
                    let _ = fit(&file, &Preset::PodcastSrt.rules());
                }
            }
        }
        let _ = read(&bytes, None, None);
    }
}
