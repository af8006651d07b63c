//! PDF documents made here, letter by letter, as office programs and browsers draw them.

use std::fmt::Write as _;

use super::super::page::{Mark, Page};
use super::*;

/// A document under construction: lines of text placed on pages.
struct Made {
    pages: Vec<String>,
    /// The characters of the font whose codes are their places here, from 1.
    letters: Vec<char>,
}

impl Made {
    fn new() -> Self {
        Self { pages: vec![String::new()], letters: Vec::new() }
    }

    fn next_page(&mut self) {
        self.pages.push(String::new());
    }

    /// Draws letters from the left, each as wide as half its size, at a place.
    fn draw(&mut self, (left, baseline): (f64, f64), size: f64, text: &str) -> &mut Self {
        let mut codes = String::new();
        for c in text.chars() {
            let at = self.letters.iter().position(|known| *known == c).unwrap_or_else(|| {
                self.letters.push(c);
                self.letters.len() - 1
            });
            let _ = write!(codes, "{:02x}", at + 1);
        }
        let page = self.pages.last_mut().unwrap();
        let _ = writeln!(page, "BT /F {size} Tf 1 0 0 1 {left} {baseline} Tm <{codes}> Tj ET");
        self
    }

    /// Draws a line of right-to-left text as it looks.
    fn draw_turned(&mut self, place: (f64, f64), size: f64, text: &str) -> &mut Self {
        let turned: String = text.chars().rev().collect();
        self.draw(place, size, &turned)
    }

    fn bytes(&self) -> Vec<u8> {
        let mut objects: Vec<String> = vec![String::new(), String::new()];
        let count = self.letters.len();
        let widths = "500 ".repeat(count);
        let names: String = (1..=count).map(|n| format!("/g{n} ")).collect();
        let shapes: String = (1..=count).map(|n| format!("/g{n} 4 0 R ")).collect();
        objects.push(format!(
            "<< /Type /Font /Subtype /Type3 /FontBBox [0 0 500 500] /FontMatrix [0.001 0 0 0.001 0 0] /FirstChar 1 /LastChar {count} \
             /Widths [{widths}] /Encoding << /Differences [1 {names}] >> /CharProcs << {shapes} >> /ToUnicode 5 0 R >>"
        ));
        objects.push(stream("500 0 d0 0 0 500 500 re f"));
        let mut map =
            "/CIDInit /ProcSet findresource begin begincmap 1 begincodespacerange <01> <ff> endcodespacerange\n".to_owned();
        for (at, c) in self.letters.iter().enumerate() {
            let units: String = c.encode_utf16(&mut [0; 2]).iter().map(|unit| format!("{unit:04x}")).collect();
            let _ = writeln!(map, "1 beginbfchar <{:02x}> <{units}> endbfchar", at + 1);
        }
        map.push_str("endcmap end");
        objects.push(stream(&map));
        let mut kids = String::new();
        for page in &self.pages {
            objects.push(stream(page));
            let content = objects.len();
            objects.push(format!(
                "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents {content} 0 R /Resources << /Font << /F 3 0 R >> >> >>"
            ));
            let _ = write!(kids, "{} 0 R ", objects.len());
        }
        objects[0] = "<< /Type /Catalog /Pages 2 0 R >>".to_owned();
        objects[1] = format!("<< /Type /Pages /Count {} /Kids [{kids}] >>", self.pages.len());
        document(&objects)
    }

    fn page(&self) -> Page {
        page(&self.bytes()).unwrap()
    }

    fn blocks(&self) -> Vec<(String, Mark)> {
        let page = self.page();
        page.blocks.iter().map(|block| (block.range.of(&page.text).to_owned(), block.mark)).collect()
    }
}

fn stream(content: &str) -> String {
    format!("<< /Length {} >>\nstream\n{content}\nendstream", content.len())
}

fn document(objects: &[String]) -> Vec<u8> {
    let mut bytes = "%PDF-1.4\n".to_owned();
    let mut places = Vec::new();
    for (at, object) in objects.iter().enumerate() {
        places.push(bytes.len());
        let _ = write!(bytes, "{} 0 obj\n{object}\nendobj\n", at + 1);
    }
    let table = bytes.len();
    let _ = write!(bytes, "xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1);
    for place in places {
        let _ = writeln!(bytes, "{place:010} 00000 n ");
    }
    let _ = write!(bytes, "trailer << /Size {} /Root 1 0 R >>\nstartxref\n{table}\n%%EOF\n", objects.len() + 1);
    bytes.into_bytes()
}

#[test]
fn lines_become_paragraphs_and_large_type_headings() {
    let mut made = Made::new();
    made.draw((40.0, 740.0), 24.0, "Drought drives families");
    made.draw((40.0, 700.0), 12.0, "Officials said that more than 2.5 million people");
    made.draw((40.0, 684.0), 12.0, "needed help, and many fled the well-known val-");
    made.draw((40.0, 668.0), 12.0, "ley of the north.");
    made.draw((40.0, 640.0), 12.0, "Sara Haddad has more on this story.");
    assert_eq!(
        made.blocks(),
        [
            ("Drought drives families".to_owned(), Mark::Title),
            (
                "Officials said that more than 2.5 million people needed help, and many fled the well-known valley of the north."
                    .to_owned(),
                Mark::None
            ),
            ("Sara Haddad has more on this story.".to_owned(), Mark::None),
        ]
    );
}

#[test]
fn right_to_left_lines_are_read_in_their_order() {
    for (logical, drawn) in [
        ("قالت المتحدثة في النقاش", "شاقنلا يف ةثدحتملا تلاق"),
        ("وقعت على Arms Trade Treaty في 24 نيسان", "ناسين 24 يف Arms Trade Treaty ىلع تعقو"),
        ("بين 2016 - 2017 بنسبة 12,5% كلها", "اهلك %12,5 ةبسنب 2017 - 2016 نيب"),
        ("عام (2017)، «وهو» آخر", "رخآ »وهو« ،)2017( ماع"),
    ] {
        let mut made = Made::new();
        made.draw((40.0, 700.0), 12.0, drawn);
        made.draw_turned((40.0, 600.0), 12.0, "كلام عربي كثير لا شك في أنه هكذا");
        assert_eq!(made.blocks()[0].0, logical);
    }
}

#[test]
fn brackets_stored_as_they_look_are_turned() {
    // ( drawn where the text has ), as browsers store it.
    let mut made = Made::new();
    made.draw_turned((40.0, 700.0), 12.0, "قال )بن علي( في »تونس« أمس");
    assert_eq!(made.blocks()[0].0, "قال (بن علي) في «تونس» أمس");
}

#[test]
fn words_drawn_apart_have_a_blank_and_marks_their_letter() {
    let mut made = Made::new();
    made.draw((40.0, 700.0), 12.0, "one");
    made.draw((64.0, 700.0), 12.0, "two");
    // Drawn twice, for bold type.
    made.draw((64.3, 700.0), 12.0, "two");
    assert_eq!(made.blocks()[0].0, "one two");
    let mut shapes = Made::new();
    shapes.draw((40.0, 700.0), 12.0, "o\u{fb03}ce");
    assert_eq!(shapes.blocks()[0].0, "office");
    let mut forms = Made::new();
    forms.draw_turned((40.0, 700.0), 12.0, "\u{fefb} \u{feb3}\u{fefc}\u{fee1}");
    assert_eq!(forms.blocks()[0].0, "لا سلام");
}

#[test]
fn paragraphs_of_one_line_are_told_apart_and_a_printed_address_set_aside() {
    let mut made = Made::new();
    made.draw((40.0, 785.0), 8.0, "11/26/26, 6:46 PM");
    for (at, text) in ["One said this.", "Two said that and more of it.", "More in a report by three:"].iter().enumerate() {
        made.draw((40.0, 740.0 - 26.0 * f64::from(u8::try_from(at).unwrap())), 12.0, text);
    }
    made.draw((40.0, 660.0), 12.0, "Four began a sentence that");
    made.draw((40.0, 646.0), 12.0, "went on.");
    let marks: Vec<(Mark, usize)> = made.blocks().iter().map(|(text, mark)| (*mark, text.len())).collect();
    assert_eq!(marks, [(Mark::None, 14), (Mark::None, 29), (Mark::None, 26), (Mark::None, 35), (Mark::Boilerplate, 17)]);
}

#[test]
fn a_mark_stays_with_its_letter() {
    // From the left as browsers draw it: the mark before its letter.
    let mut made = Made::new();
    made.draw((40.0, 700.0), 12.0, "تع").draw((52.5, 700.0), 12.0, "ّ").draw((52.0, 700.0), 12.0, "قو");
    assert_eq!(made.blocks()[0].0, "وقّعت");
}

#[test]
fn strokes_that_stretch_a_word_are_none_of_its_letters() {
    let mut made = Made::new();
    made.draw_turned((40.0, 700.0), 12.0, "نيسان/أبريل");
    assert_eq!(made.blocks()[0].0, "نيسان/أبريل");
    for line in 0..3 {
        let baseline = 600.0 - 20.0 * f64::from(line);
        made.draw((40.0, baseline), 12.0, "ل").draw((46.0, baseline), 11.0, "/").draw((48.0, baseline), 11.0, "/");
        made.draw((53.0, baseline), 12.0, "قا").draw((65.0, baseline), 11.0, "/").draw((70.5, baseline), 12.0, "ف");
    }
    assert!(made.blocks()[1].0.starts_with("فاقل فاقل"), "{:?}", made.blocks());
}

#[test]
fn a_sentence_goes_on_over_pages_and_their_numbers_are_set_aside() {
    let mut made = Made::new();
    made.draw((40.0, 780.0), 9.0, "The Daily Report").draw((40.0, 60.0), 12.0, "The talks were to").draw(
        (300.0, 20.0),
        9.0,
        "1",
    );
    made.next_page();
    made.draw((40.0, 780.0), 9.0, "The Daily Report").draw((40.0, 740.0), 12.0, "begin on Monday.").draw(
        (300.0, 20.0),
        9.0,
        "2",
    );
    let blocks = made.blocks();
    assert_eq!(blocks[0], ("The talks were to begin on Monday.".to_owned(), Mark::None));
    assert!(blocks[1..].iter().all(|(_, mark)| *mark == Mark::Boilerplate) && blocks.len() == 5, "{blocks:?}");
}

/// Lines of two columns, as they stand beside each other.
const BESIDE: [(&str, &str); 6] = [
    ("Officials said that more than", "the fighting had gone on for a"),
    ("two million people needed help", "week, and the roads were shut."),
    ("and many had fled the valley of", "Sara Haddad, who was there, has"),
    ("the north. Their houses burned,", "spoken to them. Her report will"),
    ("they told the reporters, while", "be heard at six in the evening"),
    ("no one came from the capital as", "on all stations."),
];

#[test]
fn columns_drawn_across_are_read_one_behind_the_other() {
    let mut made = Made::new();
    made.draw((40.0, 740.0), 24.0, "Drought drives families away from home");
    for (at, (left, right)) in BESIDE.iter().enumerate() {
        let baseline = 700.0 - 14.0 * f64::from(u8::try_from(at).unwrap());
        made.draw((40.0, baseline), 12.0, left).draw((250.0, baseline - 3.0), 12.0, right);
    }
    made.draw((40.0, 590.0), 12.0, "A line under both of them that is as long as the page is wide.");
    let read: String = BESIDE.map(|(left, _)| left).join(" ") + " " + &BESIDE.map(|(_, right)| right).join(" ");
    let blocks: Vec<String> = made.blocks().into_iter().map(|(text, _)| text).collect();
    assert_eq!(blocks[1..], [read, "A line under both of them that is as long as the page is wide.".to_owned()]);
}

#[test]
fn columns_of_right_to_left_text_begin_at_the_right() {
    let right = [
        "قالت المتحدثة إن الحكومة تعد",
        "خطة جديدة للمدارس في الشمال",
        "وإن الأموال سوف تأتي قريبا من",
        "البنك ومن الدول التي وعدت بها",
    ];
    let left = [
        "خلال الأسبوع الماضي في المدينة",
        "وكان الوزير قد زار المنطقة أمس",
        "والتقى هناك بالأهالي والمعلمين",
        "وعاد في المساء إلى العاصمة مرة",
    ];
    let mut made = Made::new();
    for at in 0..4_u8 {
        let baseline = 700.0 - 14.0 * f64::from(at);
        made.draw_turned((40.0, baseline), 12.0, left[usize::from(at)]);
        made.draw_turned((260.0, baseline), 12.0, right[usize::from(at)]);
    }
    let blocks: Vec<String> = made.blocks().into_iter().map(|(text, _)| text).collect();
    assert_eq!(blocks.join(" "), [right.join(" "), left.join(" ")].join(" "));
}

#[test]
fn a_table_is_read_row_by_row() {
    let mut made = Made::new();
    for (at, (name, said)) in
        [("Yes", "92"), ("No", "14"), ("Abstained", "21"), ("Absent", "3"), ("Not asked", "none"), ("All", "130")]
            .iter()
            .enumerate()
    {
        let baseline = 700.0 - 14.0 * f64::from(u8::try_from(at).unwrap());
        made.draw((40.0, baseline), 12.0, name).draw((250.0, baseline), 12.0, said);
    }
    let blocks: Vec<String> = made.blocks().into_iter().map(|(text, _)| text).collect();
    assert_eq!(blocks.join(" "), "Yes 92 No 14 Abstained 21 Absent 3 Not asked none All 130");
}

#[test]
fn what_cannot_be_read_is_told() {
    assert_eq!(page(&Made::new().bytes()).err(), Some(PdfFault::NoText { pages: 1 }));
    assert_eq!(page(b"%PDF-1.7\nnothing").err(), Some(PdfFault::Damaged));
    let catalog = "<< /Type /Catalog /Pages 2 0 R /Encrypt << /Filter /Standard >> >>".to_owned();
    assert_eq!(page(&document(&[catalog])).err(), Some(PdfFault::Encrypted));
}

#[test]
fn bombs_are_refused_before_they_unpack() {
    let zeros = miniz_oxide::deflate::compress_to_vec_zlib(&vec![0; 3 << 20], 6);
    let mut bomb = document(&[]);
    bomb.extend_from_slice(b"1 0 obj << /Filter /FlateDecode >>\nstream\r\n");
    bomb.extend_from_slice(&zeros);
    let most = Most { unpacked: 2 << 20, ..MOST };
    assert_eq!(page_within(&bomb, most).err(), Some(PdfFault::TooLarge));
    for filters in
        ["/Filter [/FlateDecode /FlateDecode]", "/F#69lter [ /Fl/Fl ]", "/Filter [/ASCII85Decode /LZW /RunLengthDecode]"]
    {
        assert_eq!(page(&document(&[format!("<< {filters} >>")])).err(), Some(PdfFault::TooLarge), "{filters}");
    }
    assert_eq!(page(&document(&["<< /Filter [/ASCII85Decode /FlateDecode] >>".to_owned()])).err(), Some(PdfFault::Damaged));
}

#[test]
fn a_page_that_calls_itself_ends() {
    // Each form draws the next one twelve times: 12¹⁰ letters.
    let mut objects = vec![
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        "<< /Type /Pages /Count 1 /Kids [3 0 R] >>".to_owned(),
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R /Resources << /XObject << /X 5 0 R >> >> >>"
            .to_owned(),
        stream("/X Do"),
    ];
    for next in 6..=15 {
        let calls = "/X Do ".repeat(12);
        objects.push(format!(
            "<< /Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X {next} 0 R >> >> /Length {} >>\nstream\n{calls}\nendstream",
            calls.len()
        ));
    }
    objects
        .push("<< /Type /XObject /Subtype /Form /BBox [0 0 9 9] /Length 10 >>\nstream\n0 0 9 9 re f\nendstream".to_owned());
    let most = Most { drawn: 20_000, ..MOST };
    assert_eq!(page_within(&document(&objects), most).err(), Some(PdfFault::TooLarge));
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(64))]

    #[test]
    fn no_damage_makes_it_panic(at in 0_usize..4000, bytes in proptest::collection::vec(proptest::prelude::any::<u8>(), 0..12)) {
        let mut made = Made::new();
        made.draw((40.0, 740.0), 24.0, "Drought").draw_turned((40.0, 700.0), 12.0, "وقعت على ذلك");
        let mut document = made.bytes();
        let at = at % document.len();
        let end = (at + bytes.len()).min(document.len());
        document.splice(at..end, bytes);
        if let Ok(page) = page(&document) {
            for block in page.blocks {
                assert!(!block.range.of(&page.text).is_empty());
            }
        }
    }
}
