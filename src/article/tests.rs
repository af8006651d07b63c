use std::path::PathBuf;

use proptest::prelude::*;

use super::PartKind::{Body, Boilerplate, Handover, Headline, Lead, Quote};
use super::*;

fn kinds(article: &Article) -> Vec<PartKind> {
    article.parts().iter().map(|p| p.kind).collect()
}

fn texts(article: &Article, kind: PartKind) -> Vec<&str> {
    article.parts().iter().filter(|p| p.kind == kind).map(|p| p.range.of(article.text())).collect()
}

fn named(name: &str) -> ReadOptions {
    ReadOptions { name: Some(name.to_owned()), ..ReadOptions::default() }
}

fn sample(name: &str) -> Article {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("samples/articles").join(name);
    read(&std::fs::read(&path).unwrap(), &named(name)).unwrap()
}

#[test]
fn plain_text_keeps_every_byte() {
    let text = "Title line\r\n\r\n  First  sentence.\tSecond.\u{a0}\r\nThird one here.\r\n";
    let article = read(format!("\u{feff}{text}").as_bytes(), &ReadOptions::default()).unwrap();
    assert_eq!(article.text(), text);
    assert_eq!(article.facts().encoding, "UTF-8");
}

#[test]
fn words_that_a_page_sets_apart_are_not_glued() {
    for (markup, text) in [
        ("<span class='dateline'>CAIRO</span><span>The talks ended</span>", "CAIRO The talks ended"),
        ("<span>Cairo</span>The talks ended", "Cairo The talks ended"),
        ("<span>القاهرة</span><span>قال الوزير</span>", "القاهرة قال الوزير"),
        ("read <a>one</a><a>two</a>", "read one two"),
        // Parts of words.
        ("<span>T</span><span>he talks</span>", "The talks"),
        ("<span>The min</span><span>ister said</span>", "The minister said"),
        (
            "<b>bold</b>text, H<sub>2</sub>O, Mc<b>Donald</b>, <span>Mc</span><span>Donald</span>",
            "boldtext, H2O, McDonald, McDonald",
        ),
        ("<span>NA</span><span>TO</span> <i>القا</i><i>هرة</i>", "NATO القاهرة"),
    ] {
        let page = format!("<html><body><p>{markup}</p></body></html>");
        assert_eq!(read(page.as_bytes(), &named("a.html")).unwrap().text().trim(), text);
    }
}

#[test]
fn what_is_no_article_is_refused_by_name() {
    let error = |bytes: &[u8]| read(bytes, &ReadOptions::default()).unwrap_err().to_string();
    assert_eq!(error(b""), "the article is empty");
    assert_eq!(error(" \n\u{a0}\u{feff}\n".as_bytes()), "the article is empty");
    assert_eq!(
        error(b"<html><head><title>x</title></head><body><script>var a;</script></body></html>"),
        "the page holds no text that could be an article (78 bytes of HTML)"
    );
    assert_eq!(error(&vec![b'a'; MAX_BYTES + 1]), "the article has 16777217 bytes, and more than 16777216 are not read");
}

#[test]
fn a_page_deep_as_a_well_is_read_without_falling_in() {
    let deep = format!("<html><body>{}<p>At the bottom stands a sentence.</p>", "<div>".repeat(50_000));
    let article = read(deep.as_bytes(), &ReadOptions::default()).unwrap();
    assert!(article.text().contains("At the bottom stands a sentence."));
}

/// The real page that the rules were first drawn from; it is not part of the project.
#[test]
fn the_model_report_is_told_apart_part_by_part() {
    let shared =
        std::env::var_os("RAWI_SHARED").map_or(PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared"), PathBuf::from);
    let Ok(bytes) = std::fs::read(shared.join("data/mai-yacoub/article.txt")) else {
        return println!("skipped: the shared test data is not here");
    };
    let article = read(&bytes, &named("article.txt")).unwrap();
    assert_eq!(article.text().as_bytes(), bytes);
    assert_eq!(article.language(), &Language::arabic());
    let expected = [
        Boilerplate,
        Headline,
        Headline,
        Boilerplate,
        Lead,
        Lead,
        Lead,
        Handover,
        Body,
        Body,
        Quote,
        Body,
        Boilerplate,
        Body,
        Body,
        Quote,
        Body,
        Body,
        Quote,
        Boilerplate,
        Body,
        Quote,
        Body,
        Boilerplate,
    ];
    assert_eq!(kinds(&article), expected);
    let mut speakers: Vec<&str> =
        article.sentences().iter().filter_map(|s| s.speaker).map(|r| r.of(article.text())).collect();
    speakers.dedup();
    assert_eq!(speakers, ["جيهانغير خان", "السيد خان", "ويكسيونغ تشن", "يوري فيدوتوف"]);
}

#[test]
fn the_samples_say_the_same_in_every_form() {
    for (language, speakers) in [("ar", ["نادر سليم", "هدى المصري"]), ("en", ["Peter Lang", "Anna Moretti"])]
    {
        let plain = sample(&format!("bridge-{language}.txt"));
        let page = sample(&format!("bridge-{language}.html"));
        let marked = sample(&format!("bridge-{language}.md"));
        for article in [&plain, &page, &marked] {
            assert_eq!(article.language().as_str(), language);
            assert_eq!(texts(article, Handover).len(), 1, "{language} {:?}: {:?}", article.facts().form, kinds(article));
            assert_eq!(texts(article, Lead), texts(&plain, Lead), "{language} {:?}", article.facts().form);
            assert_eq!(texts(article, Body), texts(&plain, Body), "{language} {:?}", article.facts().form);
            assert_eq!(texts(article, Quote), texts(&plain, Quote), "{language} {:?}", article.facts().form);
            assert!(!texts(article, Headline).is_empty());
            assert_eq!(article.facts().title.as_deref(), texts(article, Headline).first().copied());
            let mut found: Vec<&str> =
                article.sentences().iter().filter_map(|s| s.speaker).map(|r| r.of(article.text())).collect();
            found.dedup();
            assert_eq!(found, speakers, "{language} {:?}", article.facts().form);
        }
        assert_eq!(page.facts().date.as_deref(), Some("2024-11-18"));
        assert!(
            page.facts().author.is_some()
                && page.facts().site.is_some()
                && page.facts().url.is_some()
                && page.facts().image.is_some()
        );
        assert!(texts(&page, Boilerplate).len() >= 3, "{:?}", texts(&page, Boilerplate));
    }
}

#[test]
fn an_old_arabic_page_in_windows_1256_reads_like_the_new_one() {
    let page = sample("bridge-ar.html");
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("samples/articles/bridge-ar.html");
    let text = std::fs::read_to_string(path).unwrap().replace("utf-8", "windows-1256");
    let (bytes, _, lost) = encoding_rs::WINDOWS_1256.encode(&text);
    assert!(!lost, "the sample has only letters that windows-1256 has");
    let old = read(&bytes, &named("old.html")).unwrap();
    assert_eq!(old.facts().encoding, "windows-1256");
    assert_eq!(old.text(), page.text());
}

/// A page with all that stands around a story today: menu, trail, player, sharing, advertisement, links, newsletter.
#[test]
fn a_crowded_news_page_gives_its_story_and_nothing_else() {
    let page = sample("news-ar.html");
    let story = [Lead, Handover, Body, Quote, Body, Body];
    let kept: Vec<PartKind> = kinds(&page).into_iter().filter(|k| *k != Boilerplate && *k != Headline).collect();
    assert_eq!(kept, story);
    assert_eq!(texts(&page, Headline), ["فتح الجسر القديم بعد عامين من الإصلاح"]);
    for around in ["تنزيل 03:20", "إعلان", "اقرأ أيضا", "مصدر الصورة: وكالة النهر"] {
        assert!(texts(&page, Boilerplate).contains(&around), "{around}");
    }
    assert!(!page.text().contains("ملفات تعريف الارتباط") && !page.text().contains("اشترك"), "{}", page.text());
    let facts = page.facts();
    assert_eq!((facts.date.as_deref(), facts.author.as_deref()), (Some("2017-08-02"), Some("سارة حداد")));
    assert_eq!(facts.url.as_deref(), Some("https://example.org/ar/news/1"));
}

/// A page of the time of tables and line breaks, without one paragraph in it.
#[test]
fn a_page_of_line_breaks_is_told_apart_too() {
    let page = sample("news-1999-en.html");
    assert_eq!(kinds(&page), [Headline, Lead, Handover, Body, Quote, Body, Boilerplate]);
    assert_eq!(texts(&page, Handover), ["Sara Haddad reports:"]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn no_bytes_make_it_panic_and_every_range_fits(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        for name in ["a.txt", "a.md", "a.html"] {
            if let Ok(article) = read(&bytes, &named(name)) {
                prop_assert!(article.parts().iter().all(|p| article.text().get(p.range.start()..p.range.end()).is_some()));
            }
        }
    }

    #[test]
    fn no_markup_makes_it_panic(page in "(<(p|div|h1|/p|br|a href=x|blockquote|article|/div|span class=share|!--|script|table|li)>|[ \"«»:.a-zا-ي\n]{1,9}){0,40}") {
        let _ = read(page.as_bytes(), &named("a.html"));
        let _ = read(format!("<html>{page}").as_bytes(), &named("a.html"));
    }

    #[test]
    fn an_article_comes_back_from_its_text_and_parts(text in "([A-Z][a-z]{1,9}[ .:\"]{1,2}|[ء-ي]{2,8}[ .:»«]|\n\n){1,60}") {
        if let Ok(article) = read(text.as_bytes(), &ReadOptions::default()) {
            prop_assert_eq!(article.text(), text.as_str());
            let again = Article::from_parts(text.clone(), article.language().clone(), article.parts().to_vec()).with_facts(article.facts().clone());
            prop_assert_eq!(again, article);
        }
    }
}

/// Every file that ever gave trouble, under every name: an answer or an error with words, and ranges that fit.
#[test]
fn hostile_samples_are_survived() {
    let dir = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("samples/hostile");
    let mut count = 0;
    for entry in std::fs::read_dir(dir).unwrap().map(Result::unwrap) {
        let bytes = std::fs::read(entry.path()).unwrap();
        count += 1;
        for name in ["a.txt", "a.md", "a.html"] {
            match read(&bytes, &named(name)) {
                Ok(article) => {
                    assert!(
                        article.sentences().iter().all(|s| article.text().get(s.range.start()..s.range.end()).is_some())
                    );
                }
                Err(error) => assert!(error.to_string().starts_with("the "), "{error}"),
            }
        }
    }
    assert!(count >= 10, "the hostile samples are here");
}

#[test]
fn a_class_name_above_the_text_makes_no_boilerplate_of_it() {
    let paragraph =
        "The council met on Tuesday and spoke about the river for most of the day, and then went home to think. ";
    let text: String = (0..4).map(|i| format!("<p>{i}. {}</p>", paragraph.repeat(2))).collect();
    let around = "<div class='comments'>".to_owned() + &format!("<div>{}</div>", paragraph.repeat(20)) + "</div>";
    let page = format!(
        "<html><body><article class='print-active'><h1>A river rises</h1><div class='content sticky-sidebar-parent'>{text}</div>\
         </article>{around}</body></html>"
    );
    let article = read(page.as_bytes(), &ReadOptions::named("page.html")).unwrap();
    let body = article.parts().iter().filter(|p| matches!(p.kind, PartKind::Body | PartKind::Lead)).count();
    assert_eq!(body, 4, "{:?}", article.parts());
}

/// The text of a page without what is printed around it.
fn text_of(page: &str) -> String {
    let article = read(page.as_bytes(), &ReadOptions::named("page.html")).unwrap();
    let own = article.parts().iter().filter(|part| part.kind != PartKind::Boilerplate);
    own.map(|part| part.range.of(article.text())).collect::<Vec<_>>().join("\n")
}

const OPENING: &str = "<h1>Mills of the upper valley</h1><p>Seven mills once stood along the upper valley, and each of them had a miller of \
    its own, who lived beside the wheel and kept the weir.</p><p>Three of them still grind in autumn, when the water is high enough for \
    the old wheels.</p>";

#[test]
fn a_page_that_is_one_form_from_top_to_bottom_is_read() {
    let page =
        format!("<body><form id=mainform>{OPENING}<label>Your name</label><form><button>Send</button></form></form></body>");
    let text = text_of(&page);
    assert!(text.contains("Seven mills") && text.contains("still grind"), "{text}");
    let beside = format!("<body><main>{OPENING}</main><form><p>Write to us about the mills you know.</p></form></body>");
    assert!(!text_of(&beside).contains("Write to us"));
}

#[test]
fn figures_in_the_cells_of_a_table_are_what_it_says_and_a_table_that_only_places_a_page_is_none() {
    let rows = ["Upper|2.3 GB/s|12 m", "Middle|5 min|8 m", "Lower|08:24|7 m"]
        .map(|row| row.split('|').map(|cell| format!("<td>{cell}</td>")).collect::<String>())
        .map(|row| format!("<tr>{row}</tr>"))
        .concat();
    let text = text_of(&format!(
        "<body><article>{OPENING}<figure><table>{rows}</table></figure><p>The table is from last year.</p></article></body>"
    ));
    for cell in ["2.3 GB/s", "5 min", "08:24", "Lower"] {
        assert!(text.contains(cell), "{cell}: {text}");
    }
    let placed = format!(
        "<body><table><tr><td>Home</td><td>{OPENING}{OPENING}</td><td>5 min</td></tr><tr><td>a</td><td>b</td><td>c</td></tr></table></body>"
    );
    assert!(!text_of(&placed).contains("5 min"), "a length in a line of its own");
}

#[test]
fn a_row_of_pictures_has_its_text_in_the_captions_and_one_picture_has_not() {
    let slide = |n: usize| {
        format!(
            "<figure><img src={n}.jpg><figcaption><p>Mill number {n} was built of stone, and its wheel turned until the frost.</p></figcaption></figure>"
        )
    };
    let slides: String = (1..=9).map(slide).collect();
    let text = text_of(&format!("<body><article>{OPENING}{slides}</article></body>"));
    assert!(text.contains("Mill number 1 ") && text.contains("Mill number 9 "), "{text}");
    let one = text_of(&format!("<body><article>{OPENING}{}</article></body>", slide(1)));
    assert!(!one.contains("Mill number 1 "), "{one}");
}

#[test]
fn a_text_that_is_leafed_through_in_its_place_is_read_to_its_end_and_other_hidden_text_is_not() {
    let leaf = |n: usize, style: &str| {
        format!(
            "<div class='leaf hidden' style='display: {style}'><p>Leaf {n} tells of the mill that stands behind the bend of the river there.</p></div>"
        )
    };
    let first = format!("<div class=leaf style='display: block'>{OPENING}</div>");
    let hidden: String = (2..=4).map(|n| leaf(n, "none")).collect();
    let text = text_of(&format!("<body><article>{first}{hidden}</article></body>"));
    assert!(text.contains("Leaf 2 tells") && text.contains("Leaf 4 tells"), "{text}");
    let menu = format!("<body><article><div class=leaf>{OPENING}</div>{}</article></body>", leaf(2, "none"));
    assert!(!text_of(&menu).contains("Leaf 2"), "nothing says that the first is a leaf");
}

#[test]
fn an_anchor_that_is_never_closed_makes_no_link_of_the_text_behind_it() {
    let page = format!("<body><article><h2><a name=top>Mills</h2>{OPENING}</article></body>");
    let text = text_of(&page);
    assert!(text.contains("Seven mills") && text.contains("still grind"), "{text}");
}
