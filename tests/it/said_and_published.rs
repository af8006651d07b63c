//! What an editor tries first: the page says one thing and the voice another. Through the program, in both languages, as a recogniser
//! heard it and as a person corrected it.

use std::collections::BTreeSet;

use rawi::catalog::Catalog;
use rawi::time::Span;
use rawi::transcript::{Engine, Transcript, Word};
use serde_json::Value;

use crate::env::{Outcome, Place};
use crate::samples;

/// One word that differs: what was printed and what was said, either empty, and what that weighs.
type Pair = (&'static str, &'static str, &'static str);

/// A page with a sentence for each pair, and what was said instead.
struct Report {
    language: &'static str,
    title: &'static str,
    /// Sentences with `{}` where the wordings differ.
    sentences: &'static [(&'static str, Pair)],
}

const ENGLISH: Report = Report {
    language: "en",
    title: "Council hears of a quiet year in the valley",
    sentences: &[
        (
            "The old mill by the river was {} set on fire, the inspectors told the council on their return.",
            ("not", "", "meaning"),
        ),
        (
            "A bakery in the upper village sells a {} fudge that children carry home from school.",
            ("soft", "hard", "meaning"),
        ),
        (
            "Visits to the museum grew {} through the winter, according to the clerk who counts them.",
            ("weekly", "daily", "meaning"),
        ),
        (
            "The {} shelves in the lower village stood empty before noon because the lorries came late.",
            ("shop", "store", "wording"),
        ),
        ("The mayor said that the talks about the border are {} over and thanked her guests.", ("", "not", "meaning")),
        (
            "Officers of {} joined the search for the stolen paintings and praised the local police.",
            ("Interpol", "Europol", "meaning"),
        ),
        (
            "The vote about the new bridge will be held on {} in the assembly hall behind the church.",
            ("Wednesday", "Thursday", "meaning"),
        ),
        ("Teachers asked for {} more classrooms and for a bus that runs in the evening.", ("five", "nine", "meaning")),
        (
            "A lawyer explained that fishing above the dam is {} from October until the snow melts.",
            ("legal", "illegal", "meaning"),
        ),
    ],
};

const ARABIC: Report = Report {
    language: "ar",
    title: "المجلس البلدي يستعرض عاما هادئا في الوادي",
    sentences: &[
        ("وقد {} المجلس القرار الخاص ببناء الجسر الجديد بعد نقاش طويل شارك فيه سكان القرى.", ("اعتمد", "رفض", "meaning")),
        ("{} المتحدث أن المدارس ستفتح أبوابها في موعدها المعتاد بعد عطلة الصيف.", ("وأكد", "ونفى", "meaning")),
        ("وطلب المعلمون بناء {} قاعات جديدة وتسيير حافلة تعمل في ساعات المساء.", ("خمس", "تسع", "meaning")),
        ("وسيجري التصويت على ميزانية العام المقبل يوم {} في القاعة الكبرى خلف المسجد.", ("الأربعاء", "الخميس", "meaning")),
        ("وشاركت شرطة {} في البحث عن اللوحات المسروقة وأشادت بعمل الشرطة المحلية.", ("الإنتربول", "اليوروبول", "meaning")),
        ("وقال رئيس البلدية إن المحادثات بشأن الحدود {} تنته وشكر ضيوفه على صبرهم.", ("لم", "", "meaning")),
    ],
};

impl Report {
    /// The page as published.
    fn page(&self) -> String {
        let lines = self.sentences.iter().map(|(sentence, (printed, _, _))| filled(sentence, printed));
        format!("{}\n\n{}\n", self.title, lines.collect::<Vec<_>>().join("\n\n"))
    }

    /// What was said.
    fn said(&self) -> String {
        self.sentences.iter().map(|(sentence, (_, said, _))| filled(sentence, said)).collect::<Vec<_>>().join("\n")
    }

    /// What was said, had the page been read as it is.
    fn as_printed(&self) -> String {
        self.sentences.iter().map(|(sentence, (printed, _, _))| filled(sentence, printed)).collect::<Vec<_>>().join("\n")
    }

    fn pairs(&self) -> BTreeSet<(String, String, String)> {
        self.sentences.iter().map(|(_, (a, b, w))| ((*a).to_owned(), (*b).to_owned(), (*w).to_owned())).collect()
    }
}

fn filled(sentence: &str, word: &str) -> String {
    sentence.replace("{}", word).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A catalog in which a recogniser heard `text`, surely, of a report with this page.
fn heard(report: &Report, text: &str) -> Place {
    heard_with(report, text, 0.97)
}

/// The same, where the recogniser gives each word this confidence.
fn heard_with(report: &Report, text: &str, confidence: f32) -> Place {
    let place = Place::new();
    place.sample("en-council.mp3");
    place.write("page.txt", report.page());
    place.rawi(&["add", "en-council.mp3", "--article", "page.txt"]).done();
    let mut start = 0;
    let mut words = Vec::new();
    for text in text.split_whitespace() {
        let span = Some(Span::from_millis(start, start + 360));
        // A bar is a pause.
        start += if text == "|" { 4_000 } else { 400 };
        if text != "|" {
            words.push(Word { text: text.to_owned(), span, confidence: Some(confidence), second_pass: false });
        }
    }
    let transcript = Transcript::new(Engine::default(), report.language.parse().unwrap(), None, words, Vec::new(), None);
    keep(&place, &transcript);
    place
}

/// Puts a transcript of the only recording into the catalog.
fn keep(place: &Place, transcript: &Transcript) {
    let catalog = Catalog::open(&place.path("catalog.db")).unwrap();
    let recording = catalog.recordings().unwrap()[0].id;
    catalog.save_transcript(recording, transcript, 1_500_000_000).unwrap();
}

/// The same, where the recogniser heard the printed words and a person corrected what was said.
fn corrected(report: &Report) -> Place {
    let place = heard(report, &report.as_printed());
    place.write("corrected.txt", report.said());
    place.rawi(&["transcript", "import", "1", "corrected.txt"]).done();
    place
}

fn text(value: &Value) -> String {
    value["text"].as_str().unwrap_or("").to_owned()
}

/// Published and said words of all differences, with their weights.
fn differences(check: &Value) -> BTreeSet<(String, String, String)> {
    let findings = check["findings"].as_array().unwrap().iter();
    let all = findings.flat_map(|finding| finding["differences"].as_array().unwrap());
    all.map(|d| (text(&d["published"]), text(&d["said"]), d["weight"].as_str().unwrap().to_owned())).collect()
}

/// The terminal names each pair with a line for each side, and the caption that shows the spoken word.
fn terminal_tells(report: &Report, out: &Outcome) {
    for (_, (printed, said, weight)) in report.sentences {
        let lines = match (*printed, *said) {
            (printed, "") => vec![format!("left out   {printed}\n")],
            ("", said) => vec![format!("added      {said}\n")],
            (printed, said) => vec![format!("printed    {printed}\n"), format!("said       {said}\n")],
        };
        assert!(lines.iter().all(|line| out.stdout.contains(line)), "{printed} / {said}: {}", out.shown());
        let captioned = if *weight == "meaning" { "captioned as spoken, at 0:" } else { "captioned as published" };
        let behind = out.stdout.split(lines.last().unwrap().as_str()).nth(1).unwrap();
        assert!(behind.lines().next().unwrap().contains(captioned), "{printed} / {said}: {}", out.shown());
    }
}

/// Captions show the spoken word where it means something else, and the printed one on request.
fn captions_tell(report: &Report, place: &Place) {
    let words = |vtt: &str| {
        let lines = vtt.lines().filter(|line| !line.contains("-->") && !line.starts_with("NOTE"));
        lines.collect::<Vec<_>>().join(" ").split_whitespace().map(str::to_owned).collect::<Vec<_>>().join(" ")
    };
    let shown = place.rawi(&["caption", "1", "--format", "srt", "--bidi", "none"]);
    let printed = place.rawi(&["caption", "1", "--format", "srt", "--bidi", "none", "--text", "published"]);
    let [shown, printed] = [shown.done(), printed.done()].map(|srt| words(&without_numbers(&srt)));
    for (sentence, (published, said, weight)) in report.sentences {
        let as_spoken = if *weight == "meaning" { said } else { published };
        assert!(shown.contains(&filled(sentence, as_spoken)), "{published} / {said}: {shown}");
        assert!(printed.contains(&filled(sentence, published)), "{published} / {said}: {printed}");
    }
}

/// SubRip without the numbers of its cues.
fn without_numbers(srt: &str) -> String {
    srt.lines().filter(|line| line.parse::<u32>().is_err()).collect::<Vec<_>>().join("\n")
}

fn every_pair_is_told(report: &Report, place: &Place) {
    let check = place.rawi(&["check", "1", "--json"]);
    assert_eq!(check.code, Some(1), "{}", check.shown());
    let check = check.json();
    assert_eq!(differences(&check), report.pairs());
    assert_eq!(check["differences"]["hearing"], 0, "nothing of it was misheard");
    let terminal = place.rawi(&["check", "1"]);
    assert_eq!(terminal.code, Some(1));
    terminal_tells(report, &terminal);
    assert_eq!(place.rawi(&["check", "1", "--html", "page.html"]).code, Some(1));
    let page = std::fs::read_to_string(place.path("page.html")).unwrap();
    for (_, (printed, said, _)) in report.sentences {
        for (element, word) in [("del", printed), ("ins", said)] {
            let shown = page
                .split(&format!("<{element}"))
                .skip(1)
                .any(|rest| rest.split("</bdi>").next().unwrap().ends_with(&format!(">{word}")));
            assert!(word.is_empty() || shown, "{printed} / {said} on the page");
        }
    }
    captions_tell(report, place);
}

#[test]
fn what_the_editor_plants_is_told_as_heard_and_as_corrected() {
    for report in [ENGLISH, ARABIC] {
        every_pair_is_told(&report, &heard(&report, &report.said()));
        every_pair_is_told(&report, &corrected(&report));
    }
}

#[test]
fn a_page_that_was_read_as_it_is_has_nothing_to_look_at() {
    for report in [ENGLISH, ARABIC] {
        let place = heard(&report, &report.as_printed());
        let check = place.rawi(&["check", "1"]);
        assert_eq!(check.code, Some(0), "{}", check.shown());
        assert!(check.stdout.contains("\nno findings\n"), "{}", check.shown());
    }
}

#[test]
fn sounds_are_captioned_as_the_preset_wants_and_are_no_findings() {
    for (report, direction, shown) in [
        (ENGLISH, "(Applause)", [("podcast-vtt", "[applause]"), ("bbc", "APPLAUSE"), ("ted", "(applause)")]),
        (ARABIC, "(تصفيق)", [("podcast-vtt", "[تصفيق]"), ("bbc", "[تصفيق]"), ("netflix-ar-sdh", "[تصفيق]")]),
    ] {
        let said = report.as_printed();
        let (first, rest) = said.split_once('\n').unwrap();
        let place = heard(&report, &format!("[Music] | {first} {direction} | {rest} | [Music]"));
        let printed = report.page().replacen(first, &format!("{first}\n\n{direction}"), 1);
        place.write("page.txt", &printed);
        place.rawi(&["add", "en-council.mp3", "--article", "page.txt"]).done();
        let check = place.rawi(&["check", "1"]);
        assert_eq!(check.code, Some(0), "{}", check.shown());
        let lines = place.rawi(&["check", "1", "--json"]).json();
        let met = lines["sentences"].as_array().unwrap().iter().find(|line| line["published"] == direction);
        assert_eq!(met.map(|line| text(&line["sound"])).as_deref(), Some(direction));
        for (preset, label) in shown {
            let captions = place.rawi(&["caption", "1", "--preset", preset]).done();
            assert_eq!(captions.matches(label).count(), 1, "{preset}: {captions}");
            assert!(!captions.contains("said, not published"), "{captions}");
        }
        let without = place.rawi(&["caption", "1", "--preset", "netflix-other", "--format", "text"]).done();
        assert!(!without.contains(['[', '(']), "{without}");
    }
}

#[test]
fn what_differs_throughout_is_one_finding_with_its_places() {
    let page = "Haddad opened the new school in the valley.\n\nThe parents asked Haddad for a second bus.\n\n\
        After the speech Haddad walked to the mill with her guests.\n\nThe council will hear Haddad again before the summer.\n";
    let report = Report { language: "en", title: "School opens in the valley after three years", sentences: &[] };
    let place = heard(&report, &page.replace("Haddad", "Mansour"));
    place.write("page.txt", format!("{}\n\n{page}", report.title));
    place.rawi(&["add", "en-council.mp3", "--article", "page.txt"]).done();
    let check = place.rawi(&["check", "1"]);
    assert_eq!(check.code, Some(1), "{}", check.shown());
    assert!(check.stdout.contains("\nfindings (1)\n"), "{}", check.shown());
    assert!(check.stdout.contains("because    each time: 4 places, in sentences 2, 3, 4, 5\n"), "{}", check.shown());
    assert_eq!(check.stdout.matches("said       Mansour\n").count(), 1, "{}", check.shown());
    let finding = &place.rawi(&["check", "1", "--json"]).json()["findings"][0];
    let sentences = finding["places"].as_array().unwrap().iter().map(|place| place["sentence"].as_u64().unwrap());
    assert_eq!(sentences.collect::<Vec<_>>(), [1, 2, 3, 4]);
    assert_eq!(finding["differences"].as_array().unwrap().len(), 4);
}

/// Check pages of every kind: findings, notes, what was misheard, with and without a recording that plays, and the two refusals.
/// Written where `scripts/pages` wants them.
#[test]
fn pages_are_written_for_the_browser() {
    let Some(out) = std::env::var_os("RAWI_PAGES_OUT").map(std::path::PathBuf::from) else {
        return println!("skipped: RAWI_PAGES_OUT is not set");
    };
    let write = |place: &Place, name: &str| {
        let to = out.join(format!("{name}.html"));
        let written = place.rawi(&["check", "1", "--html", to.to_str().unwrap()]);
        assert!(matches!(written.code, Some(1 | 3)) && to.exists(), "{}", written.shown());
    };
    for report in [ENGLISH, ARABIC] {
        let name = |kind: &str| format!("{}-{kind}", report.language);
        write(&heard(&report, &report.said()), &name("planted"));
        let noisy = heard_with(&report, &report.said().replace("council", "counsel").replace("بناء", "بنا"), 0.3);
        std::fs::remove_file(noisy.path("en-council.mp3")).unwrap();
        write(&noisy, &name("misheard"));
        write(&heard(&report, "[Music]"), &name("nothing-heard"));
        write(&heard(if report.language == "en" { &ARABIC } else { &ENGLISH }, &report.said()), &name("refused"));
    }
    for name in samples::NAMES {
        let place = Place::new();
        place.sample(&format!("{name}.mp3"));
        place.sample(&format!("{name}.article.txt"));
        place.rawi(&["add", &format!("{name}.mp3"), "--article", &format!("{name}.article.txt")]).done();
        keep(&place, &samples::heard(name));
        write(&place, name);
    }
}
