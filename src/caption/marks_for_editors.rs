//! What was said and not published is told to whoever edits, in every format that has a place for it, and to nobody else.

use super::*;
use crate::text::Language;
use crate::time::Span;

/// A cue that says more than the article, one that says another word, one that leaves a word out.
fn track() -> CueTrack {
    let cue = |n: u32, line: &str, places: Vec<Unpublished>| {
        let cue = Cue::new(Span::from_millis(n * 2000, n * 2000 + 1900), vec![Turn::of(vec![line.to_owned()])]).unwrap();
        cue.with_source(Source::Mixed, vec![n as usize]).with_unpublished(places)
    };
    let place = |words: std::ops::Range<usize>, published: Option<&str>| Unpublished {
        heard: words.clone(),
        words,
        published: published.map(str::to_owned),
    };
    let cues = vec![
        cue(0, "Amal has more on <this> story.", vec![place(3..6, None)]),
        cue(1, "The store is --> open.", vec![place(1..2, Some("shop"))]),
        cue(2, "It was set on fire.", vec![place(2..2, Some("not"))]),
        cue(3, "As printed.", Vec::new()),
    ];
    CueTrack::new(Language::english(), cues).unwrap()
}

#[test]
fn each_format_has_its_own_way() {
    let printed = |format| print(&track(), format, &WriteOptions::default());
    for (format, marks) in [
        (
            Format::Vtt,
            [
                "NOTE said, not published: on <this> story.\n",
                "NOTE said: store; published: shop\n",
                "NOTE published, not said: not\n",
            ],
        ),
        (
            Format::Imsc,
            [
                "<ttm:desc>said, not published: on &lt;this&gt; story.</ttm:desc>",
                "said: store; published: shop",
                "published, not said: not",
            ],
        ),
        (
            Format::PodcastHtml,
            [
                "title=\"said, not published: on &lt;this&gt; story.\"",
                "said: store; published: shop",
                "published, not said: not",
            ],
        ),
        (Format::Text, ["more {on <this> story.}", "The {store; published: shop} is", "It was {published: not} set"]),
        (
            Format::Ohms,
            ["NOTE said, not published: on <this> story.\n", "NOTE said: store", "NOTE published, not said: not"],
        ),
    ] {
        let text = printed(format);
        assert!(marks.iter().all(|mark| text.contains(mark)), "{format:?}: {text}");
    }
    for format in [Format::PodcastJson, Format::WhisperJson] {
        let value: serde_json::Value = serde_json::from_str(&printed(format)).unwrap();
        let told: Vec<_> = value["segments"].as_array().unwrap().iter().map(|s| s["unpublished"][0].clone()).collect();
        assert_eq!(told[0], serde_json::json!({ "said": "on <this> story.", "published": null }));
        assert_eq!(told[1], serde_json::json!({ "said": "store", "published": "shop" }));
        assert_eq!(told[2], serde_json::json!({ "said": null, "published": "not" }));
        assert!(told[3].is_null());
    }
}

#[test]
fn a_mark_changes_nothing_of_what_is_read() {
    let unmarked: Vec<Cue> = track().cues().iter().map(|cue| cue.clone().with_unpublished(Vec::new())).collect();
    let unmarked = CueTrack::new(Language::english(), unmarked).unwrap();
    for format in Format::ALL.into_iter().filter(|format| format.is_read()) {
        let cues = |track: &CueTrack| {
            let text = print(track, format, &WriteOptions::default());
            let mut file = read(text.as_bytes(), Some(format), None).unwrap();
            file.unreadable.clear();
            file.cues
        };
        assert_eq!(cues(&track()), cues(&unmarked), "{format:?}");
        assert_eq!(cues(&track()).len(), 4, "{format:?}");
    }
}
