//! What an editor must be told, and what must stay quiet, in both languages.

use super::super::laws::{article, check, word};
use super::super::{Alignment, DifferenceKind, Weight, align};
use crate::text::Language;
use crate::transcript::{Engine, Transcript, Witness, Word, corrected};

/// `text` as it would be heard, each word as long as its letters take, every word with this confidence.
fn heard(text: &str, confidence: f32) -> Transcript {
    let mut at = 0;
    let words = text.split_whitespace().map(|text| {
        let from = at;
        at += 110 + 55 * text.chars().filter(|c| c.is_alphanumeric()).count() as u32;
        Word { confidence: Some(confidence), ..word(text, Some((from, at - 20))) }
    });
    Transcript::new(Engine::default(), Language::unknown(), None, words.collect(), Vec::new(), None)
}

fn judged(printed: &str, transcript: &Transcript) -> Alignment {
    let page = article(printed);
    let alignment = align(transcript, &page);
    check(transcript, &page, &alignment);
    alignment
}

pub(super) type Told = (String, String, DifferenceKind, Weight);

fn told(alignment: &Alignment) -> Vec<Told> {
    let text = |text: Option<&String>| text.cloned().unwrap_or_default();
    let differences = alignment.sentences.iter().flat_map(|s| &s.differences);
    let row = |d: &super::Difference| {
        (text(d.published.as_ref().map(|p| &p.text)), text(d.said.as_ref().map(|s| &s.text)), d.kind, d.weight)
    };
    differences.map(row).collect()
}

const ENGLISH: &str = "The council of the old harbour town met again on the first evening.";
const ARABIC: &str = "وصلت قوافل الإغاثة إلى مخيمات النازحين قرب الحدود بعد رحلة طويلة.";

/// One sentence among two that were read as printed, heard well: as the recogniser heard it, and as a person corrected it.
fn only(language: &str, printed: &str, spoken: &str) -> Vec<Told> {
    let around = if language == "ar" { ARABIC } else { ENGLISH };
    let page = format!("{around} {printed} {around}");
    let said = heard(&format!("{around} {spoken} {around}"), 0.97);
    let by_machine = told(&judged(&page, &said));
    let by_person =
        told(&judged(&page, &corrected(&said, &said.words().iter().map(|w| w.text.clone()).collect::<Vec<_>>().join(" "))));
    assert_eq!(by_machine, by_person, "{printed} / {spoken}");
    by_machine
}

/// All that is told of a page that was heard well.
pub(super) fn told_of(printed: &str, spoken: &str) -> Vec<Told> {
    told(&judged(printed, &heard(spoken, 0.97)))
}

/// All that is told of such a sentence, as the recogniser heard it and as a person corrected it.
pub(super) fn sides(printed: &str, spoken: &str) -> [Vec<super::Difference>; 2] {
    let around = if printed.contains('ا') { ARABIC } else { ENGLISH };
    let page = format!("{around} {printed} {around}");
    let said = heard(&format!("{around} {spoken} {around}"), 0.97);
    let fixed = corrected(&said, &said.words().iter().map(|w| w.text.clone()).collect::<Vec<_>>().join(" "));
    [said, fixed].map(|transcript| judged(&page, &transcript).sentences.into_iter().flat_map(|s| s.differences).collect())
}

/// A sentence of which most words were misheard is told once, and its words stand in that one difference.
#[test]
fn a_sentence_that_was_misheard_is_one_hearing() {
    let printed = "The ferry left the northern harbour shortly before the storm reached the coast.";
    let spoken = "The very leaf the nor turn arbor shortly be for the store rich the ghost.";
    let page = format!("{ENGLISH} {printed} {ENGLISH}");
    let found = judged(&page, &heard(&format!("{ENGLISH} {spoken} {ENGLISH}"), 0.4));
    let told: Vec<Weight> = found.sentences.iter().flat_map(|s| &s.differences).map(|d| d.weight).collect();
    assert_eq!(told, [Weight::Hearing], "{:?}", found.sentences[1].differences);
}

use DifferenceKind::{Date, Name, Negation, Number, Opposite};

#[test]
fn an_editor_is_told_of_every_changed_claim() {
    for (language, printed, spoken, published, said, kind) in [
        ("en", "The police car was not set on fire.", "The police car was set on fire.", "not", "", Negation),
        ("en", "The war is not over for them.", "The war is over for them.", "not", "", Negation),
        ("en", "The war is over for them.", "The war is not over for them.", "", "not", Negation),
        ("en", "The raid was legal, said the court.", "The raid was illegal, said the court.", "legal", "illegal", Negation),
        (
            "en",
            "The notice was issued by Interpol in May.",
            "The notice was issued by Europol in May.",
            "Interpol",
            "Europol",
            Name,
        ),
        (
            "en",
            "They will meet again on Wednesday morning.",
            "They will meet again on Thursday morning.",
            "Wednesday",
            "Thursday",
            Date,
        ),
        ("en", "At least five people were hurt.", "At least nine people were hurt.", "five", "nine", Number),
        ("en", "She sells soft fudge to visitors.", "She sells hard fudge to visitors.", "soft", "hard", Opposite),
        ("en", "The trade grew weekly in the valley.", "The trade grew daily in the valley.", "weekly", "daily", Opposite),
        ("ar", "اعتمد المجلس قرارا بشأن المساعدات أمس.", "رفض المجلس قرارا بشأن المساعدات أمس.", "اعتمد", "رفض", Opposite),
        ("ar", "وأكد الوزير وجود خطة للإجلاء.", "ونفى الوزير وجود خطة للإجلاء.", "وأكد", "ونفى", Opposite),
        ("ar", "لا يزال الطريق مفتوحا أمام القوافل.", "لم يعد الطريق مفتوحا أمام القوافل.", "لا يزال", "لم يعد", Negation),
        ("ar", "وصل الوفد في كانون الأول إلى المدينة.", "وصل الوفد في كانون الثاني إلى المدينة.", "الأول", "الثاني", Date),
        ("en", "Mali has closed its border again.", "Malawi has closed its border again.", "Mali", "Malawi", Name),
        ("ar", "لم تصل المساعدات إلى القرية.", "تصل المساعدات إلى القرية.", "لم", "", Negation),
        (
            "en",
            "They will vote in Geneva on the treaty.",
            "They will vote in Vienna on the treaty.",
            "Geneva",
            "Vienna",
            Name,
        ),
        ("en", "Dr. Omar Haddad spoke to them.", "Dr. Omar Hamdan spoke to them.", "Haddad", "Hamdan", Name),
        (
            "ar",
            "قالت المهندسة سلوى الشريف إن الماء قليل.",
            "قالت المهندسة سلوى المصري إن الماء قليل.",
            "الشريف",
            "المصري",
            Name,
        ),
    ] {
        let expected = vec![(published.to_owned(), said.to_owned(), kind, Weight::Meaning)];
        assert_eq!(only(language, printed, spoken), expected, "{printed} / {spoken}");
    }
}

/// None of these names is in a list: who says something, whose relative he is and what stands before the name of a place tells.
#[test]
fn arabic_names_are_told_by_their_place_in_the_clause() {
    for (printed, spoken, published, said) in [
        (
            "وقال وزير الزراعة، شاهر القصيمي، إن الموسم ضعيف.",
            "وقال وزير الزراعة شاهر الدوماني إن الموسم ضعيف",
            "القصيمي",
            "الدوماني",
        ),
        ("وما زال يفتقد صديقه قصي منذ عام كامل.", "وما زال يفتقد صديقه لقمان منذ عام كامل", "قصي", "لقمان"),
        ("نزل المطر على بلدة عين الفيجة طوال الصباح.", "نزل المطر على بلدة عين المريج طوال الصباح", "الفيجة", "المريج"),
        ("عاد إلى معهد المخطوطات العربية في الخريف.", "عاد إلى معهد المخطوطات العبرية في الخريف", "العربية", "العبرية"),
    ] {
        let told = only("ar", printed, spoken);
        assert_eq!(told, [(published.to_owned(), said.to_owned(), Name, Weight::Meaning)], "{printed}");
    }
}

#[test]
fn a_particle_is_told_alone_though_the_form_of_its_verb_follows() {
    for (printed, spoken, particle) in [
        ("وفي كانون الثاني لم يشارك الوفد في الجلسة.", "وفي يناير شارك الوفد في الجلسة.", "لم"),
        ("لن توفر المحطة ماء للقرى.", "ستوفر المحطة ماء للقرى.", "لن"),
    ] {
        let page = format!("{ARABIC} {printed} {ARABIC}");
        let found = told(&judged(&page, &heard(&format!("{ARABIC} {spoken} {ARABIC}"), 0.97)));
        let claims: Vec<&Told> = found.iter().filter(|told| told.3 == Weight::Meaning).collect();
        assert_eq!(claims, [&(particle.to_owned(), String::new(), Negation, Weight::Meaning)], "{printed} / {spoken}");
    }
}

#[test]
fn another_wording_that_was_heard_well_is_told() {
    let expected = vec![("shop".to_owned(), "store".to_owned(), DifferenceKind::Wording, Weight::Wording)];
    assert_eq!(only("en", "The bread was on shop shelves.", "The bread was on store shelves."), expected);
}

#[test]
fn one_word_in_two_forms_is_no_difference() {
    for (language, printed, spoken) in [
        ("en", "The colour of the harbour changed.", "The color of the harbor changed."),
        ("en", "They don't know the way.", "They do not know the way."),
        ("en", "It happened in 1984, she said.", "It happened in nineteen eighty four, she said."),
        (
            "en",
            "Some 2,370 people came to the hall.",
            "Some two thousand three hundred and seventy people came to the hall.",
        ),
        ("en", "She cannot be there, I am sure.", "She can't be there, I'm sure."),
        ("en", "It cost $2.4 million to build.", "It cost two point four million dollars to build."),
        ("en", "A ten-year-old boy was found.", "A 10-year-old boy was found."),
        ("en", "Later Ms Brennan met them.", "Later Ms Brennen met them."),
        ("en", "They went not only to the sea.", "They went, um, not only to the sea."),
        ("en", "It may rain in May again.", "It May rain in may again."),
        ("en", "The rose stood by the window.", "The rows stood by the window."),
        ("ar", "وصل في كانون الأول وفد كبير.", "وصل في ديسمبر وفد كبير."),
        ("ar", "وصل في كانون الثاني وفد كبير.", "وصل في يناير وفد كبير."),
        ("ar", "ليس فقط في عمان بل في كل مكان.", "ليس فقط في عمّان بل في كل مكان."),
        (
            "ar",
            "لا يزال الطريق مغلقا ما لم يصل الدعم غير أن الأمل باق.",
            "لا يزال الطريق مغلقا ما لم يصل الدعم غير أن الأمل باق.",
        ),
        ("ar", "عاد اللاجئون في عام 1998 إلى بيوتهم.", "عاد اللاجئون في عام ألف وتسعمئة وثمانية وتسعين إلى بيوتهم."),
        ("ar", "وصل اللاجئون إلى المخيم أمس.", "وصل اللاجئين إلى المخيم أمس."),
        ("ar", "شاركت دولتان في اجتماع طويل.", "شاركت دولتين في اجتماع طويل."),
        ("en", "I'm sure that there's time, and that's all.", "I am sure that there is time, and that is all."),
        ("en", "They are queueing and it is alright.", "They are queuing and it is all right."),
        (
            "en",
            "A ticket is $11.50 and takes 3/4 of an hour.",
            "A ticket is eleven dollars fifty and takes three quarters of an hour.",
        ),
        ("en", "They will meet again in the town hall.", "They will they will meet again in the the town hall."),
        ("en", "So, um, they went to the sea.", "So they went to the sea."),
    ] {
        assert_eq!(only(language, printed, spoken), [], "{printed} / {spoken}");
    }
}

#[test]
fn words_said_beyond_a_sentence_stand_in_a_difference() {
    let added = only("en", "John Carter has more.", "John Carter has more on this story.");
    let expected: Vec<Told> = vec![(String::new(), "on this story".to_owned(), DifferenceKind::Added, Weight::Wording)];
    assert_eq!(added, expected);
}

#[test]
fn what_the_recogniser_takes_back_is_a_mishearing() {
    let page = format!("{ENGLISH} The notice came from Interpol in May. {ENGLISH}");
    let said = heard(&format!("{ENGLISH} The notice came from Europol in May. {ENGLISH}"), 0.97);
    let at = said.words().iter().position(|w| w.text == "Europol").unwrap();
    for (margin, weight) in [(-2.0, Weight::Hearing), (9.0, Weight::Meaning)] {
        let asked = Witness { words: at..at + 1, published: "Interpol".to_owned(), margin, model: None };
        assert_eq!(told(&judged(&page, &said.clone().with_witnesses(vec![asked])))[0].3, weight);
    }
}

/// The weights that are told of one sentence, heard so surely, by a recogniser that was asked for both texts of the place of `at` with
/// this margin where it is told.
fn weights(printed: &str, spoken: &str, confidence: f32, asked: Option<(&str, f32)>) -> Vec<Weight> {
    let around = if printed.is_ascii() { ENGLISH } else { ARABIC };
    let said = heard(&format!("{around} {spoken} {around}"), confidence);
    let place = asked.map(|(word, margin)| {
        let at = said.words().iter().position(|w| w.text == word).unwrap();
        Witness { words: at..at, published: String::new(), margin, model: None }
    });
    let said = said.with_witnesses(place.into_iter().collect());
    told(&judged(&format!("{around} {printed} {around}"), &said)).into_iter().map(|told| told.3).collect()
}

#[test]
fn what_recognisers_make_of_a_word_is_no_other_word() {
    let (quiet, told) = (Weight::Hearing, Weight::Wording);
    for (printed, spoken, confidence, weight) in [
        // No recogniser writes the printed word.
        ("The old man feel'st the cold of the sea.", "The old man fields the cold of the sea.", 0.97, quiet),
        ("The old man feel'st the cold of the sea.", "The old man understood the cold of the sea.", 0.97, told),
        ("They gave it to thine own brother there.", "They gave it to thy own brother there.", 0.97, quiet),
        // A word that is the printed day to the ear.
        ("وقف صباح الناس أمام البلدية طويلا.", "وقف سبح الناس أمام البلدية طويلا.", 0.97, quiet),
        // Several words in a run, none of which was heard well.
        (
            "They sat on wooden kitchen chairs all evening with their neighbours.",
            "They sat on marble garden benches all evening with their neighbours.",
            0.4,
            quiet,
        ),
        (
            "They sat on wooden kitchen chairs all evening with their neighbours.",
            "They sat on marble garden benches all evening with their neighbours.",
            0.97,
            told,
        ),
        // One word for another, where the recogniser believes in none round about, and where it does.
        ("They sat on kitchen chairs all evening.", "They sat on garden chairs all evening.", 0.45, quiet),
        ("They sat on kitchen chairs all evening.", "They sat on garden chairs all evening.", 0.6, told),
    ] {
        let found = weights(printed, spoken, confidence, None);
        assert!(found.iter().all(|found| *found == weight) && !found.is_empty(), "{printed} / {spoken}: {found:?}");
    }
}

/// A clause is as likely with a function word as without to a recogniser, whatever was said.
#[test]
fn its_answer_says_nothing_of_a_function_word_that_was_left_out() {
    for (printed, weight) in [
        ("The bread was sold on the long shelves.", Weight::Hearing),
        ("The bread was sold on cheap long shelves.", Weight::Wording),
    ] {
        let found = weights(printed, "The bread was sold on long shelves.", 0.97, Some(("long", 13.0)));
        assert_eq!(found, [weight], "{printed}");
    }
}

#[test]
fn what_is_claimed_at_another_place_of_the_sentence_is_no_other_claim() {
    for (printed, spoken, claims) in [
        ("بلغت نسبة التصويت 66 في المئة حتى مساء أمس.", "بلغت نسبة التصويت مساء أمس إلى ستة وستين في المئة.", 0),
        ("بلغت نسبة التصويت 66 في المئة حتى مساء أمس.", "بلغت نسبة التصويت صباح اليوم إلى ستة وستين في المئة.", 2),
        ("They took Hassan's report from the camp.", "They took Hassan from the camp.", 0),
        ("They took Hassan's report from the camp.", "They took Karim's report from the camp.", 1),
    ] {
        let around = if printed.is_ascii() { ENGLISH } else { ARABIC };
        let said = heard(&format!("{around} {spoken} {around}"), 0.97);
        let by_hand = corrected(&said, &said.words().iter().map(|w| w.text.clone()).collect::<Vec<_>>().join(" "));
        let page = format!("{around} {printed} {around}");
        let found = told(&judged(&page, &by_hand));
        let meaning = found.iter().filter(|told| told.3 == Weight::Meaning).count();
        assert_eq!(meaning, claims, "{printed} / {spoken}: {found:?}");
    }
}

#[test]
fn a_particle_that_the_next_word_begins_with_is_no_difference() {
    let spoken = "يحتاجون إلى الماء والدواء و، وهناك خوف من الجفاف.";
    assert_eq!(only("ar", "يحتاجون إلى الماء والدواء، وهناك خوف من الجفاف.", spoken), []);
}
