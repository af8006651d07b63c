use super::*;

fn key(word: &str) -> String {
    normalise(word).key().to_owned()
}

fn words(text: &str) -> Vec<&str> {
    tokens(text).iter().map(|t| t.range.of(text)).collect()
}

fn best(text: &str) -> Option<(Value, usize)> {
    let tokens = tokens(text);
    let found = numbers(&tokens);
    found.first().filter(|n| n.tokens.start == 0).map(|n| (n.value, tokens.len() - n.tokens.end))
}

#[test]
fn spellings_of_one_word_have_one_key() {
    for row in [
        "مسؤول مسئول مسءول مسوول مَسْؤُولٌ",
        "رئيس رءيس رييس رئـــيس",
        "مؤتمر مءتمر موتمر مو\u{654}تمر",
        "أحمد احمد إحمد ا\u{654}حمد آحمد",
        "إلى الى الي إلي",
        "مدرسة مدرسه مدرسۃ",
        "هٰذا هذا ه\u{200f}ذا ﻫﺬﺍ",
        "كتابی کتابي كتابى كتابي",
        "لا ﻻ",
        "ثلاثمئة ثلاثمائة ثلاثمئه",
        "مائة مئة",
        "شؤون شئون شءون",
        "ڤيينا فيينا",
        "پاريس باريس",
        "١٬٠٠٠ 1,000 1000 ۱۰۰۰",
        "٣٫٥٪ 3.5% 3,5%",
        "colour Color COLOUR",
        "organisation organization",
        "don't don’t dont don`t",
        "centre center",
        "travelled traveled",
        "Mr. mister Mr",
        "Dr. Doctor",
        "Aug. August",
        "co-operation cooperation",
        "U.N UN",
        "Straße STRASSE",
        "café cafe\u{301} CAFE",
        "İstanbul istanbul",
    ] {
        let keys: Vec<_> = row.split(' ').map(key).collect();
        assert!(keys.iter().all(|k| *k == keys[0]), "{row}: {keys:?}");
    }
}

#[test]
fn other_words_have_other_keys() {
    for (a, b) in [
        ("ماء", "ما"),
        ("علم", "عمل"),
        ("قالت", "قاله"),
        ("price", "prize"),
        ("five", "fife"),
        ("й", "и"),
        ("हिन्दी", "हनद"),
        ("1.5", "15"),
        ("3%", "3"),
        ("Mr", "Mrs"),
        ("general", "generals"),
    ] {
        assert_ne!(key(a), key(b), "{a} {b}");
    }
    assert_eq!(key("हिन्दी"), "हिन्दी");
    assert_eq!(words("联合国 2026年"), ["联", "合", "国", "2026", "年"]);
}

#[test]
fn clitics_do_not_part_a_word() {
    for (a, b) in [
        ("والحكومة", "حكومة"),
        ("بالحكومة", "الحكومة"),
        ("للأمم", "الأمم"),
        ("وقال", "قال"),
        ("سيكون", "يكون"),
        ("ألمانيا", "لألمانيا"),
        ("الوزير", "وزير"),
        ("ووزير", "وزير"),
        ("والوزير", "وزير"),
        ("لوزير", "وزير"),
    ] {
        let (a, b) = (&tokens(a)[0], &tokens(b)[0]);
        assert!(similarity(&a.normalised, &b.normalised).score >= 0.95, "{a:?} {b:?}");
    }
}

#[test]
fn names_meet_by_sound_across_scripts() {
    for (a, b) in [
        ("غوتيريش", "Guterres"),
        ("جوتيريس", "Guterres"),
        ("غوتيريش", "جوتيريس"),
        ("أنطونيو", "Antonio"),
        ("بوتين", "Putin"),
        ("ترامب", "Trump"),
        ("ڤولكر", "Volker"),
        ("نيويورك", "نيو يورك"),
    ] {
        assert!(similarity(&normalise(a), &normalise(b)).is_alike(), "{a} {b}");
    }
}

#[test]
fn words_are_what_a_reader_speaks() {
    for (text, expected) in [
        ("well-known co-operation twenty-three", "well|known|co-operation|twenty|three"),
        ("1,000.5 and 3.5% of $3bn", "1,000.5|and|3.5%|of|$3bn"),
        ("١٬٠٠٠ ثم ٣٫٥٪ و٥٠ %", "١٬٠٠٠|ثم|٣٫٥٪|و|٥٠ %"),
        ("the U.N. said end.Start", "the|U.N|said|end|Start"),
        ("8'24\" at 8:24", "8'24|at|8:24"),
        ("G20 15كم 21st 1980s 24/11/2026", "G|20|15|كم|21st|1980s|24|11|2026"),
        ("US$5 5 € Al-Qaeda's rock 'n' roll", "US$5|5 €|Al-Qaeda's|rock|n|roll"),
        ("\u{200f}قال\u{200e} \u{2067}نعم\u{2069}", "قال|نعم"),
        ("الأونروا (UNRWA)", "الأونروا|UNRWA"),
    ] {
        assert_eq!(words(text).join("|"), expected);
    }
}

#[test]
fn numbers_have_one_value_however_said() {
    for (value, forms) in [
        (
            "2370",
            "2370; ٢٣٧٠; 2,370; ألفان وثلاثمئة وسبعون; ألفين وثلاثمائة وسبعين; twenty-three seventy; two thousand three hundred and seventy; two three seven zero; اثنان ثلاثة سبعة صفر; ألفين و ثلاثمئة و سبعين",
        ),
        ("1984", "nineteen eighty-four; ألف وتسعمئة وأربعة وثمانون; ألف وتسعمائة وأربع وثمانين"),
        ("2005", "twenty oh five; two thousand and five; ألفين وخمسة"),
        ("1.5", "1.5; ١٫٥; one point five; واحد فاصلة خمسة; واحد وخمسة من عشرة; واحد ونصف; one and a half"),
        (
            "1500000",
            "1.5 million; مليون ونصف المليون; مليون ونصف; one and a half million; a million and a half; مليون وخمسمئة ألف; 1.5 مليون; one million five hundred thousand",
        ),
        ("500000", "half a million; نصف مليون; خمسمائة ألف; 500 thousand"),
        ("200", "مئتان; مائتين; مئتي; two hundred; 200"),
        ("2", "اثنان; اثنتين; two; 2"),
        ("12", "اثنا عشر; اثنتي عشرة; twelve; a dozen"),
        ("21", "الحادي والعشرون; twenty-first; 21st; الحادية والعشرين"),
        ("25000", "خمسة وعشرون ألفا; twenty-five thousand; ٢٥ ألف"),
        ("3000000000", "ثلاثة مليارات; 3 billion; three billion; 3 مليارات"),
        ("0.1", "one tenth; 0.1; zero point one"),
        ("0.75", "three quarters; ثلاثة أرباع; 0.75; zero point seven five; صفر فاصلة خمسة وسبعين"),
        ("20500", "20 ألفا و500; عشرون ألفا وخمسمئة; twenty thousand five hundred"),
        ("1001", "a thousand and one; ألف وواحد; ألف وواحدة"),
    ] {
        let wanted = Value::decimal(value);
        for form in forms.split("; ") {
            assert_eq!(best(form).filter(|b| b.1 == 0).map(|b| b.0), wanted, "{form}");
        }
    }
}

fn split(text: &str) -> Vec<&str> {
    sentences(text, TextRange::at(0, text.len())).iter().map(|r| r.of(text)).collect()
}

#[test]
fn sentences_end_where_a_reader_stops() {
    for expected in [
        vec!["Mr. Smith of the U.N. said so.", "He left."],
        vec!["It fell 3.5% in the U.S.", "The rest is unknown."],
        vec!["“I came. ", "I saw.” ", "He won!"],
        vec!["Wait… there is more.", "Yes."],
        vec!["قال: «جئنا. ", "رأينا.» ", "هل فهمت؟", "نعم!"],
        vec!["بلغت 3.5 في المئة، وفق د. سعاد بركات.", "المزيد في تقرير ريم:"],
        vec!["A headline without a stop\n\n", "The lead."],
        vec!["好。", "是。"],
    ] {
        let text = expected
            .iter()
            .map(|s| if s.ends_with([' ', '\n']) || s.ends_with('。') { s.to_string() } else { format!("{s} ") })
            .collect::<String>();
        assert_eq!(split(&text), expected.iter().map(|s| s.trim()).collect::<Vec<_>>());
    }
}

#[test]
fn a_mark_makes_no_arabic_word_of_a_latin_one() {
    // U+FE71 is a tatweel with a vowel sign.
    for (word, expected) in [("Àﹱ", "a"), ("Àـ", "a"), ("Àبـ", "àب")] {
        assert_eq!(key(word), expected);
        assert_eq!(key(expected), expected);
    }
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(256))]

    #[test]
    fn any_text_keeps_its_offsets(text in "[a-zA-Zء-ي\u{64b}-\u{655}\u{200c}-\u{200f}\u{2066}-\u{2069}0-9٠-٩ .,:;'’«»()%$٪٫٬?؟!…\n&_-]{0,60}|\\PC{0,40}") {
        let mut end = 0;
        for token in tokens(&text) {
            assert!(token.range.start() >= end && !token.range.is_empty());
            end = token.range.end();
            assert!(!token.range.of(&text).is_empty(), "on character boundaries");
            assert_eq!(normalise(token.range.of(&text)).key(), token.normalised.key());
            assert_eq!(normalise(token.normalised.key()).key(), token.normalised.key(), "normalising a key changes nothing");
            assert_eq!(similarity(&token.normalised, &token.normalised).kind, SimilarityKind::Variant);
        }
        numbers(&tokens(&text)).iter().for_each(|n| assert!(n.tokens.start < n.tokens.end && n.tokens.end <= tokens(&text).len()));
        let mut rest = text.as_str().to_owned();
        for range in sentences(&text, TextRange::at(0, text.len())).iter().rev() {
            assert!(!range.of(&text).is_empty());
            rest.replace_range(range.start()..range.end(), "");
        }
        assert!(rest.trim().is_empty(), "every byte is in a sentence: {rest:?}");
    }
}
