//! What holds of captions whatever people set by hand.

use proptest::prelude::*;

use super::*;
use crate::align::align;
use crate::article::{self, ReadOptions};
use crate::time::{Span, Timed, Timestamp};
use crate::transcript::{self, Transcript};

/// A transcript of these words, each a third of a second long, with a pause behind every `pause`th.
fn heard(words: &[&str], pause: usize, shift_ms: u32) -> Transcript {
    let mut at = shift_ms;
    let mut said = Vec::new();
    for (index, word) in words.iter().enumerate() {
        said.push(serde_json::json!({ "word": word, "start": f64::from(at) / 1000.0, "end": f64::from(at + 300) / 1000.0 }));
        at += if (index + 1) % pause == 0 { 1500 } else { 350 };
    }
    let file = serde_json::json!({ "language": "en", "words": said });
    transcript::read(file.to_string().as_bytes(), None).unwrap()
}

fn options(preset: Preset) -> CueOptions {
    CueOptions::new(preset.rules())
}

fn edited(heard: &Transcript, preset: Preset, overrides: &[CueOverride]) -> EditedCues {
    edited_cues_without_article(heard, &options(preset), overrides.to_vec())
}

/// The overrides after a change of them.
fn after(mut overrides: Vec<CueOverride>, changes: Vec<OverrideChange>) -> Vec<CueOverride> {
    let mut gone = Vec::new();
    for change in changes {
        match (change.of, change.to) {
            (Some(of), Some(to)) => overrides[of] = to,
            (Some(of), None) => gone.push(of),
            (None, Some(to)) => overrides.push(to),
            (None, None) => {}
        }
    }
    gone.sort_unstable();
    gone.into_iter().rev().for_each(|of| drop(overrides.remove(of)));
    overrides
}

fn texts(cues: &EditedCues) -> Vec<String> {
    cues.track().cues().iter().map(Cue::text).collect()
}

#[derive(Debug, Clone)]
enum Act {
    Rewrite(usize, Vec<usize>),
    Split(usize, usize),
    Join(usize),
    Move(usize, bool, i32),
    Reset(usize),
}

const WORDS: [&str; 8] = ["the", "bridge", "was", "opened", "again,", "and", "nobody", "knew."];

fn words() -> impl Strategy<Value = Vec<&'static str>> {
    prop::collection::vec(prop::sample::select(WORDS.to_vec()), 4..60)
}

fn act() -> impl Strategy<Value = Act> {
    let cue = 0..12_usize;
    prop_oneof![
        (cue.clone(), prop::collection::vec(0..WORDS.len() + 3, 1..9)).prop_map(|(cue, words)| Act::Rewrite(cue, words)),
        (cue.clone(), 1..8_usize).prop_map(|(cue, word)| Act::Split(cue, word)),
        cue.clone().prop_map(Act::Join),
        (cue.clone(), any::<bool>(), -900..900_i32).prop_map(|(cue, start, by)| Act::Move(cue, start, by)),
        cue.prop_map(Act::Reset),
    ]
}

/// Does one thing; `None` where it cannot be done.
fn done(cues: &EditedCues, act: &Act) -> Option<Vec<OverrideChange>> {
    match act {
        Act::Rewrite(cue, words) => {
            let text: Vec<&str> = words.iter().map(|w| WORDS.get(*w).copied().unwrap_or("forty-two")).collect();
            cues.rewrite(*cue, &text.join(" "), Wording::Hand).ok()
        }
        Act::Split(cue, word) => cues.split(*cue, *word).ok(),
        Act::Join(cue) => cues.join(*cue).ok(),
        Act::Move(cue, is_start, by) => {
            let span = cues.track().cues().get(*cue)?.span();
            let (edge, from) = if *is_start { (CueEdge::Start, span.start()) } else { (CueEdge::End, span.end()) };
            let to = Timestamp::from_millis(from.as_millis().saturating_add_signed(*by));
            cues.move_edge(*cue, edge, Some(to)).ok()
        }
        Act::Reset(cue) => Some(cues.reset(*cue)),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(120))]

    #[test]
    fn whatever_is_set_captions_stay_in_order_and_no_time_is_made_up(
        words in words(), pause in 3..9_usize, acts in prop::collection::vec(act(), 1..8),
    ) {
        let heard = heard(&words, pause, 1000);
        let mut overrides = Vec::new();
        for act in &acts {
            let cues = edited(&heard, Preset::PodcastVtt, &overrides);
            let Some(changes) = done(&cues, act) else { continue };
            overrides = after(overrides, changes);
        }
        let spans: Vec<Span> = heard.words().iter().filter_map(|word| word.span).collect();
        for preset in [Preset::PodcastVtt, Preset::PodcastSrt, Preset::NetflixEn, Preset::Bbc] {
            let cues = edited(&heard, preset, &overrides);
            let all = cues.track().cues().to_vec();
            prop_assert!(CueTrack::new(cues.track().language().clone(), all.clone()).is_ok());
            for time in all.iter().flat_map(Cue::words) {
                if let Timed::Heard(span) = time {
                    prop_assert!(spans.contains(span), "{span} was not heard");
                }
            }
            prop_assert_eq!(cues.standings().len(), overrides.len());
        }
        // Without any, both ways to make captions make the same.
        let none = edited(&heard, Preset::PodcastVtt, &[]);
        prop_assert_eq!(none.track(), &cues_without_article(&heard, &options(Preset::PodcastVtt)));
    }

    #[test]
    fn a_text_stays_one_cue_and_its_neighbours_stay_as_they_are(
        words in words(), pause in 3..9_usize, cue in 0..12_usize, said in prop::collection::vec(0..WORDS.len() + 3, 1..20),
    ) {
        let heard = heard(&words, pause, 1000);
        let before = edited(&heard, Preset::PodcastVtt, &[]);
        let Some(changes) = done(&before, &Act::Rewrite(cue, said.clone())) else { return Ok(()) };
        let overrides = after(Vec::new(), changes);
        let cues = edited(&heard, Preset::PodcastVtt, &overrides);
        let mut wanted = texts(&before);
        wanted[cue] = said.iter().map(|w| WORDS.get(*w).copied().unwrap_or("forty-two")).collect::<Vec<_>>().join(" ");
        prop_assert_eq!(texts(&cues), wanted);
        prop_assert!(cues.standings().iter().all(|standing| *standing == Standing::Applied));
        prop_assert_eq!(cues.set_on(cue).len(), overrides.len());
        prop_assert_eq!(after(overrides, cues.reset(cue)), vec![]);
    }

    #[test]
    fn a_split_and_a_join_undo_each_other(words in words(), pause in 3..9_usize, cue in 0..12_usize, word in 1..8_usize) {
        let heard = heard(&words, pause, 1000);
        let before = edited(&heard, Preset::PodcastVtt, &[]);
        let Ok(changes) = before.split(cue, word) else { return Ok(()) };
        let split = after(Vec::new(), changes);
        let cues = edited(&heard, Preset::PodcastVtt, &split);
        prop_assert_eq!(cues.track().cues().len(), before.track().cues().len() + 1);
        let joined = after(split, cues.join(cue).unwrap());
        prop_assert_eq!(joined, vec![]);
    }

    #[test]
    fn what_was_set_is_found_when_all_is_heard_a_little_later(
        words in words(), pause in 3..9_usize, acts in prop::collection::vec(act(), 1..5), later in 0..300_u32,
    ) {
        // Each word once: of words that are repeated side by side another one may be taken, as the times then say.
        let words: Vec<String> = words.iter().enumerate().map(|(at, word)| format!("{at}{word}")).collect();
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        let now = heard(&words, pause, 1000);
        let mut overrides = Vec::new();
        for act in &acts {
            let cues = edited(&now, Preset::PodcastVtt, &overrides);
            let Some(changes) = done(&cues, act) else { continue };
            overrides = after(overrides, changes);
        }
        let was = edited(&now, Preset::PodcastVtt, &overrides);
        let cues = edited(&heard(&words, pause, 1000 + later), Preset::PodcastVtt, &overrides);
        // An edge may come to where it would be anyway, and then there is nothing to do; its words are found all the same.
        let found = |cues: &EditedCues| {
            let as_found = |standing| if standing == Standing::Unused { Standing::Applied } else { standing };
            cues.standings().iter().map(|standing| as_found(*standing)).collect::<Vec<_>>()
        };
        prop_assert_eq!(found(&cues), found(&was));
        prop_assert_eq!(texts(&cues), texts(&was));
    }
}

const SAID: [&str; 12] =
    ["The", "council", "approved", "the", "bridge.", "It", "will", "cost", "forty", "million", "crowns", "today."];

#[test]
fn a_split_inside_a_text_stays_when_either_part_is_written_anew() {
    let heard = heard(&SAID, 12, 1000);
    let mut overrides = Vec::new();
    let set = |overrides: &Vec<CueOverride>, change: &dyn Fn(&EditedCues) -> Vec<OverrideChange>| {
        after(overrides.clone(), change(&edited(&heard, Preset::Ted, overrides)))
    };
    overrides =
        set(&overrides, &|cues| cues.rewrite(0, "The council agreed to build a new bridge.", Wording::Hand).unwrap());
    overrides = set(&overrides, &|cues| cues.split(0, 3).unwrap());
    let cues = edited(&heard, Preset::Ted, &overrides);
    assert_eq!(texts(&cues)[..2], ["The council agreed", "to build a new bridge."], "{:?}", texts(&cues));
    overrides = set(&overrides, &|cues| cues.rewrite(0, "The town council agreed", Wording::Hand).unwrap());
    let cues = edited(&heard, Preset::Ted, &overrides);
    assert_eq!(texts(&cues)[..2], ["The town council agreed", "to build a new bridge."]);
    assert_eq!(overrides.len(), 2, "one text, one cut");
}

#[test]
fn lines_that_a_person_made_are_kept_within_the_limits_under_which_they_were_made() {
    let heard = heard(&SAID, 12, 1000);
    let made = edited(&heard, Preset::PodcastSrt, &[]);
    let overrides = after(Vec::new(), made.rewrite(0, "The council\napproved the bridge.", Wording::Hand).unwrap());
    let lines = |preset| edited(&heard, preset, &overrides).track().cues()[0].lines().map(str::to_owned).collect::<Vec<_>>();
    assert_eq!(lines(Preset::PodcastSrt)[..2], ["The council", "approved the bridge."]);
    assert_eq!(lines(Preset::NetflixEn).len(), 1, "{:?}", lines(Preset::NetflixEn));
}

#[test]
fn a_text_too_long_for_other_limits_is_cut_there_and_stays_whole_here() {
    let heard = heard(&SAID, 12, 1000);
    let made = edited(&heard, Preset::PodcastVtt, &[]);
    let text = "The council approved the new bridge over the river at the end of a long night of debate";
    let overrides = after(Vec::new(), made.rewrite(0, text, Wording::Hand).unwrap());
    let cues = |preset| edited(&heard, preset, &overrides);
    assert_eq!(texts(&cues(Preset::PodcastVtt))[0], text);
    let breaches = lint(&CaptionFile::from(cues(Preset::PodcastVtt).track()), &Preset::PodcastVtt.rules(), Some(&heard));
    assert!(breaches.iter().any(|breach| breach.cue == 1 && breach.rule == Rule::Lines), "told: {breaches:?}");
    let srt = cues(Preset::PodcastSrt);
    assert!(srt.track().cues()[0].lines().all(|line| line.chars().count() <= 32), "{:?}", texts(&srt));
    assert!(texts(&srt).join(" ").starts_with(text));
}

#[test]
fn an_edge_is_where_it_was_set_and_the_cue_before_makes_room() {
    let heard = heard(&SAID, 5, 1000);
    let made = edited(&heard, Preset::PodcastVtt, &[]);
    let second = made.track().cues()[1].span();
    let earlier = Timestamp::from_millis(second.start().as_millis() - 700);
    let mut overrides = after(Vec::new(), made.move_edge(1, CueEdge::Start, Some(earlier)).unwrap());
    let cues = edited(&heard, Preset::PodcastVtt, &overrides);
    assert_eq!(cues.track().cues()[1].span().start(), earlier);
    assert!(cues.track().cues()[0].span().end() <= earlier);
    overrides = after(overrides, cues.move_edge(1, CueEdge::End, Some(Timestamp::from_millis(1))).unwrap());
    let cues = edited(&heard, Preset::PodcastVtt, &overrides);
    assert_eq!(cues.track().cues()[1].span(), Span::between(earlier, Timestamp::from_millis(earlier.as_millis() + 1)));
    let overrides = after(overrides, cues.reset(1));
    assert_eq!(edited(&heard, Preset::PodcastVtt, &overrides).track(), made.track());
}

#[test]
fn what_is_gone_is_told_and_what_changed_is_to_be_confirmed() {
    let made = edited(&heard(&SAID, 12, 1000), Preset::PodcastVtt, &[]);
    let overrides = after(Vec::new(), made.rewrite(0, "Agreed.", Wording::Hand).unwrap());
    let mut other = SAID;
    other[2] = "rejected";
    let cues = edited(&heard(&other, 12, 1000), Preset::PodcastVtt, &overrides);
    assert_eq!(cues.standings(), [Standing::ToConfirm]);
    assert_eq!(texts(&cues)[0], "Agreed.");
    let strange = ["nothing", "of", "all", "this", "was", "ever", "said", "by", "anybody", "here", "or", "there"];
    let cues = edited(&heard(&strange, 12, 1000), Preset::PodcastVtt, &overrides);
    assert_eq!(cues.standings(), [Standing::Gone]);
    assert_eq!(cues.track(), &cues_without_article(&heard(&strange, 12, 1000), &options(Preset::PodcastVtt)));
}

#[test]
fn with_an_article_a_text_tells_whose_it_is_and_voices_joined_stay_two_turns() {
    let heard = transcript::read(
        r#"{"language": "en", "segments": [
            {"start": 1.0, "end": 3.0, "speaker": "Amal", "text": "The bridge is open."},
            {"start": 3.1, "end": 5.0, "speaker": "Jo", "text": "Nobody has crossed it."}]}"#
            .as_bytes(),
        None,
    )
    .unwrap();
    let page = article::read(b"The bridge is open. Nobody has crossed it.", &ReadOptions::default()).unwrap();
    let alignment = align(&heard, &page);
    let pair = alignment.matched(&heard, &page).unwrap();
    let made = edited_cues(pair, &options(Preset::PodcastSrt), Vec::new());
    assert_eq!(made.track().cues()[0].source(), Source::Published);
    let mut overrides = after(Vec::new(), made.join(0).unwrap());
    let joined = edited_cues(pair, &options(Preset::PodcastSrt), overrides.clone());
    let cue = &joined.track().cues()[0];
    assert_eq!(cue.turns().iter().filter_map(|turn| turn.label.as_deref()).collect::<Vec<_>>(), ["Amal:", "Jo:"]);
    overrides = after(overrides, joined.rewrite(0, "The bridge is open. Nobody crossed it.", Wording::Hand).unwrap());
    let cues = edited_cues(pair, &options(Preset::PodcastSrt), overrides);
    assert_eq!(cues.track().cues()[0].shown(), ["Amal: The bridge is open.", "Jo: Nobody crossed it."]);
    assert_eq!(cues.standings()[1], Standing::Applied);
}
