use crate::align;
use crate::article::{self, ReadOptions};
use crate::transcript::{self, Engine, Word};

use super::*;
use crate::time::Span;

/// Words half a second apart, a pause of two seconds at each `|`.
pub(super) fn heard(words: &str, language: &str) -> Transcript {
    let mut at = 500;
    let mut found = Vec::new();
    for word in words.split_whitespace() {
        if word == "|" {
            at += 2000;
            continue;
        }
        found.push(Word {
            text: word.to_owned(),
            span: Some(Span::from_millis(at, at + 420)),
            confidence: Some(0.9),
            second_pass: false,
        });
        at += 500;
    }
    let engine = Engine { name: "replay".to_owned(), model: Some("test".to_owned()), ..Engine::default() };
    let duration = Some(crate::time::Millis::new(at + 1000));
    Transcript::new(engine, language.parse().unwrap(), duration, found, Vec::new(), None)
}

pub(super) const ENGLISH: (&str, &str) = (
    "New bridge links valley villages again\n\nPeople crossed the river on a new bridge this morning.\n\nMore from Sara Haddad:\n\n\
     Lorries had been waiting on the bank since before dawn, loaded with flour and medicine. The work took 140 days and cost less \
     than planned. A second bridge will be built further down the valley before next summer.\n\nPhoto: Roads Office <script>alert(1)</script>\n",
    "welcome to valley radio this is sara haddad | lorries had been waiting on the bank since before dawn loaded with flour and medicine | \
     the work took 190 days and cost less than planned | thank you for listening from the valley",
);

pub(super) const ARABIC: (&str, &str) = (
    "جسر جديد يعيد وصل قرى الوادي بعد ستة أشهر من العزلة\n\nالمزيد من التفاصيل في تقرير سارة حداد:\n\n\
     منذ ساعات الفجر اصطفت الشاحنات على ضفة النهر محملة بالطحين والوقود والدواء. وعند السابعة رفع العمال الحاجز الأخير فعبرت أولى المركبات.\n\n\
     وقال نادر سليم إن العمل استغرق 140 يوما.\n\nوتقول دائرة الطرق إن جسرا ثانيا سيبنى في أسفل الوادي قبل الصيف المقبل.\n\nمصدر الصورة\n",
    "أهلا بكم في إذاعة الوادي | منذ ساعات الفجر اصطفت الشاحنات على ضفة النهر محملة بالطحين والوقود والدواء | وعند السابعة رفع العمال الحاجز \
     الأخير فعبرت أولى الشاحنات | وقال نادر سليم ان العمل استغرق مئة وأربعين يوما | سارة حداد اذاعة الوادي",
);

pub(super) fn report((page, words): (&str, &str), language: &str) -> Report {
    let article = article::read(page.as_bytes(), &ReadOptions::default()).unwrap();
    let heard = heard(words, language);
    build(&align::align(&heard, &article), &heard, article.facts())
}

fn kinds(report: &Report) -> Vec<FindingKind> {
    report.findings.iter().map(|f| f.kind).collect()
}

fn html(report: &Report, options: &HtmlOptions) -> String {
    let mut page = Vec::new();
    write_html(report, options, &mut page).unwrap();
    String::from_utf8(page).unwrap()
}

#[test]
fn what_was_said_and_what_was_published_are_told_apart() {
    let report = report(ENGLISH, "en");
    assert_eq!(report.outcome(), Outcome::Differs);
    let found = kinds(&report);
    assert!(found.contains(&FindingKind::PublishedNotSaid), "{found:?}");
    assert!(found.contains(&FindingKind::SaidNotPublished), "{found:?}");
    let figure = report.sentences.iter().find(|s| s.published.contains("140")).unwrap();
    assert!(figure.changes.iter().any(|c| c.published.contains("140") && c.heard.contains("190")), "{:?}", figure.changes);
    let first = &report.findings[0];
    assert_eq!((first.kind, first.sentence), (FindingKind::ChangedMeaning, Some(figure.id)), "another figure stands first");
    assert_eq!(first.differences[0].kind, align::DifferenceKind::Number);
    assert_eq!(report.differences.meaning, 1);
    assert!(report.not_in_article.iter().any(|e| e.heard.contains("thank you for listening")));
    assert_eq!(report.coverage.sentences, 4);
    let sum: u64 = report.coverage.speech_ms + report.coverage.non_speech_ms;
    assert_eq!(sum, u64::from(report.provenance.duration_ms), "the stretches tile the recording");
}

#[test]
fn the_page_holds_no_foreign_markup_and_needs_nothing_from_outside() {
    let page =
        html(&report(ENGLISH, "en"), &HtmlOptions { audio: Some("a \"b\".mp3".to_owned()), ..HtmlOptions::default() });
    assert!(!page.contains("<script>alert"), "the article's text is escaped");
    assert!(page.contains("src=\"a &#34;b&#34;.mp3\""));
    assert!(page.contains("data-start=\"") && page.contains("<audio"));
    assert!(!page.contains("<link") && !page.contains("@import") && !page.contains("url("));
    let mute = html(
        &report(ENGLISH, "en"),
        &HtmlOptions { audio: Some("javascript:alert(1)".to_owned()), ..HtmlOptions::default() },
    );
    assert!(!mute.contains("<audio") && !mute.contains("data-start"), "nothing can be played");
}

#[test]
fn every_heard_word_stands_in_one_place_of_the_report() {
    let said = "[Music] welcome to valley radio (laughs) | lorries had been waiting on the bank since before dawn loaded with flour and \
        medicine more on this story | the work took 190 long days and cost less than planned | thank you for listening";
    for (pair, language) in [((ENGLISH.0, said), "en"), (ENGLISH, "en"), (ARABIC, "ar")] {
        let report = report(pair, language);
        let lines = report.sentences.iter().filter(|line| line.duplicate_of.is_none()).flat_map(|line| &line.heard_words);
        let extras = report.not_in_article.iter().map(|extra| &extra.heard_words);
        let sounds = report.sounds.iter().map(|sound| &sound.heard_words);
        let mut places: Vec<usize> = lines.chain(extras).chain(sounds).flat_map(|words| words.indices()).collect();
        places.sort_unstable();
        assert_eq!(places, (0..report.provenance.words).collect::<Vec<_>>(), "{language}");
    }
}

#[test]
fn what_was_more_likely_misheard_is_no_finding() {
    let mut report = report(ENGLISH, "en");
    let line = report.sentences.iter_mut().find(|line| line.published.contains("140")).unwrap();
    line.differences.iter_mut().for_each(|difference| difference.weight = align::Weight::Hearing);
    let found = findings::of(&report.pair, &report.language, &report.sentences, &[]);
    let of_figure: Vec<_> = found.iter().filter(|f| f.published.as_ref().is_some_and(|p| p.contains("140"))).collect();
    assert_eq!(of_figure.iter().map(|f| f.kind).collect::<Vec<_>>(), [FindingKind::Listen], "a number is listened to");
    assert!(of_figure.iter().all(|f| f.kind.is_note()));
}

#[test]
fn a_stage_direction_meets_its_sound() {
    let page = "People crossed the river on a new bridge this morning.\n\n(Applause)\n\nLorries had been waiting on the bank since before dawn.\n";
    let said = "people crossed the river on a new bridge this morning *applause* | lorries had been waiting on the bank since before dawn";
    let report = report((page, said), "en");
    let direction = report.sentences.iter().find(|line| line.published == "(Applause)").unwrap();
    assert_eq!(direction.sound.as_ref().map(|sound| sound.text.as_str()), Some("*applause*"));
    assert_eq!(report.outcome(), Outcome::Agrees, "{:?}", report.findings);
    let page = html(&report, &HtmlOptions::default());
    assert!(page.contains("stage direction") && page.contains("*applause*"));
}

#[test]
fn no_words_is_no_wrong_pair() {
    let report = report((ENGLISH.0, "[Music] | ♪"), "en");
    assert_eq!(kinds(&report), [FindingKind::NothingHeard]);
    assert!(matches!(report.outcome(), Outcome::Refused(refusal) if refusal.to_string().starts_with("no words were heard")));
    let mut text = Vec::new();
    write_text(&report, &TextOptions::default(), &mut text).unwrap();
    let text = String::from_utf8(text).unwrap();
    assert!(text.contains("no words were heard") && !text.contains("do not belong together"), "{text}");
    assert!(!html(&report, &HtmlOptions::default()).contains("do not belong together"));
}

#[test]
fn sentences_are_numbered_from_one_and_findings_name_the_next_command() {
    let report = report(ENGLISH, "en");
    let mut text = Vec::new();
    write_text(&report, &TextOptions { colour: false, report: Some("7") }, &mut text).unwrap();
    let text = String::from_utf8(text).unwrap();
    assert!(!text.contains("sentence 0"), "{text}");
    let first = &report.findings[0];
    assert!(text.contains(&format!("says something else, sentence {}", first.sentence.unwrap() + 1)), "{text}");
    let span = first.span.unwrap();
    let listen = format!("rawi clip 7 --from {} --to {} -o clip.wav", span.start(), span.end());
    assert!(
        text.contains(&listen) && text.contains("rawi transcript export 7") && text.contains("rawi caption 7"),
        "{text}"
    );
}

#[test]
fn the_page_is_tables_a_timeline_and_findings_to_take_away() {
    let report = report(
        (
            "</script><b>A bridge</b>\n\nThe work took 140 days and cost less than planned.\n",
            "the work took 190 days and cost less than planned",
        ),
        "en",
    );
    let page = html(&report, &HtmlOptions { audio: Some("r.mp3".to_owned()), ..HtmlOptions::default() });
    assert_eq!(page.matches("<table").count(), page.matches("</table>").count());
    assert!(page.contains("scope=\"row\"") && page.contains("scope=\"col\"") && page.contains("class=\"timeline\""));
    let data = page.split("id=\"data\">").nth(1).unwrap().split("</script>").next().unwrap();
    let rows: serde_json::Value = serde_json::from_str(data).unwrap();
    assert_eq!(rows.as_array().unwrap().len(), report.findings.len());
    assert_eq!(rows[0]["kind"], "changed_meaning");
    assert_eq!(page.matches("type=\"checkbox\"").count(), 1, "one kind of finding");
}

#[test]
fn an_arabic_report_runs_from_right_to_left() {
    let report = report(ARABIC, "ar");
    let page = html(&report, &HtmlOptions::default());
    assert!(page.contains("<html lang=\"ar\" dir=\"rtl\">"));
    assert!(page.contains("تقرير المراجعة"));
    let english = html(&report, &HtmlOptions { language: Some(Language::english()), ..HtmlOptions::default() });
    assert!(english.contains("<html lang=\"en\" dir=\"ltr\">") && english.contains("lang=\"ar\" dir=\"rtl\""));
}

#[test]
fn a_refused_pair_has_one_finding() {
    let words = "the weather tomorrow will be mild with rain in the north and sun along the coast after noon and winds from the west | ".repeat(3);
    let report = report((ENGLISH.0, &words), "en");
    assert_eq!(report.pair.verdict, align::PairVerdict::Refused);
    assert_eq!(kinds(&report), [FindingKind::RefusedPair]);
    assert!(matches!(report.outcome(), Outcome::Refused(refusal) if Some(&refusal.reason) == report.pair.reason.as_ref()));
    let mut text = Vec::new();
    write_text(&report, &TextOptions::default(), &mut text).unwrap();
    assert!(String::from_utf8(text).unwrap().contains("refused: this recording and this article do not belong together"));
}

#[test]
fn the_terminal_gets_no_escapes_from_the_article() {
    let page = ENGLISH.0.replace("flour", "flo\u{1b}[31mur\u{202e}");
    let report = report((&page, ENGLISH.1), "en");
    let mut text = Vec::new();
    write_text(&report, &TextOptions { colour: false, report: Some("1") }, &mut text).unwrap();
    let text = String::from_utf8(text).unwrap();
    assert!(!text.contains(['\u{1b}', '\u{202e}']), "{text}");
    assert!(text.contains("sentences  ") && text.contains("published, not said"), "{text}");
}

#[test]
fn the_json_is_stable_and_whole() {
    let report = report(ARABIC, "ar");
    let (mut one, mut two) = (Vec::new(), Vec::new());
    write_json(&report, &mut one).unwrap();
    write_json(&super::tests::report(ARABIC, "ar"), &mut two).unwrap();
    assert_eq!(one, two);
    let value: serde_json::Value = serde_json::from_slice(&one).unwrap();
    assert_eq!((value["format"].as_str(), value["version"].as_u64()), (Some("rawi.report"), Some(1)));
    assert_eq!(value["sentences"].as_array().unwrap().len(), report.sentences.len());
}

#[test]
fn indices_that_do_not_fit_quote_nothing() {
    let article = article::read(ENGLISH.0.as_bytes(), &ReadOptions::default()).unwrap();
    let heard = heard(ENGLISH.1, "en");
    let alignment = align::align(&heard, &article);
    let none = transcript::read(b"{\"words\":[]}", None).unwrap();
    let report = build(&alignment, &none, article.facts());
    assert!(report.not_in_article.iter().all(|e| e.heard.is_empty()));
}

#[test]
fn a_sound_bite_and_its_translation_are_one_finding_that_says_both_languages() {
    let (first, quote, last) = (
        "غمرت مياه الفيضان قرى بعيدة في الجنوب ونزح آلاف السكان نحو المرتفعات.",
        "«علينا أن نتحرك معا الآن قبل أن تصل هذه الأسلحة إلى الأيدي الخطأ».",
        "وافتتحت منظمة خيرية مدرسة جديدة لأطفال النازحين قرب الحدود الشمالية.",
    );
    let bite = "we must act together now before these weapons reach the wrong hands";
    let report = report((&format!("{first}\n\n{quote}\n\n{last}"), &format!("{first} | {bite} | {last}")), "ar");
    let told: Vec<&Finding> = report.findings.iter().filter(|f| f.kind == FindingKind::Translated).collect();
    assert_eq!(kinds(&report), [FindingKind::Translated], "once, neither unsaid nor unpublished besides");
    assert_eq!((told[0].published.as_deref(), told[0].heard.as_deref()), (Some(quote), Some(bite)));
    assert!(told[0].span.is_some() && report.outcome() == Outcome::Differs);
    assert!(report.not_in_article.is_empty() && report.sentences[1].heard.as_deref() == Some(bite));
    let page = html(&report, &HtmlOptions::default());
    assert!(page.contains(&format!("<p class=\"said\" lang=\"en\" dir=\"ltr\">{bite}</p>")), "read aloud as English");
    assert!(page.contains("قيل بلغة «en» ونصه في المقال بلغة «ar»"));
}
