//! Names that no list has, by the word before them: in Arabic, where no capital tells a name, it is the title, the occupation or
//! the kind of place that does.

use std::collections::HashSet;
use std::ops::Range;
use std::sync::LazyLock;

use super::clitics::without_clitics;
use super::function_word::{is_function_word, is_title};
use super::name::{NameKind, NameMention};
use super::sayer::{is_saying, sayers};
use crate::text::{Token, normalise};

/// Occupations behind which a name stands.
#[rustfmt::skip]
const OCCUPATIONS: &str = "مراسلنا مراسلتنا مراسل مراسلة زميلنا زميلتنا الزميل الزميلة موفدنا موفدتنا الباحث الباحثة الخبير الخبيرة المحلل المحللة الكاتب الكاتبة الصحفي الصحفية \
    الصحافي الصحافية الطبيب الطبيبة الجراح المحامي المحامية المعلم المعلمة المهندسة الطالب الطالبة السائق المزارع المخرج المخرجة الممثل الممثلة اللاعب المدرب الناشط الناشطة \
    البروفيسور البروفسور الرفيق الشاعر الشاعرة الروائي الروائية الفنان الفنانة المطرب السياسي الزعيم القائد المرشح المرشحة المستشار المستشارة المندوب مندوب مندوبة الحاجة الشهيد \
    القبطان الربان الفلاح المزارعة البائع البائعة الناطق الناطقة القيادي القيادية المفتي القس المدون المدونة الإعلامي الإعلامية المصور المصورة الطيار الضابط الجندي الشرطي الممرض الممرضة \
    الصيدلي الصيدلانية المؤرخ المؤرخة الناقد الموسيقي المغني المغنية الرسام الرسامة الأديب الأديبة المترجم المترجمة الناشر اللاجئ اللاجئة النازح النازحة المتطوع المتطوعة \
    المسعف المسعفة المدرس المدرسة المتسابق العداء العداءة";

/// Kinds of place behind which its name stands.
#[rustfmt::skip]
const PLACES: &str = "مدينة بلدة قرية حي محافظة ولاية جامعة محطة جزيرة نهر سد وادي خليج شارع ميناء مطار مستشفى جبل بحيرة واحة مخيم معبر مقاطعة إقليم جمهورية مملكة إمارة صحيفة قناة نادي سفينة \
    قلعة مسجد كنيسة متحف ميدان هضبة سهل مضيق دير معسكر سجن ضاحية بلدية ضريح شلال منجم حقل";

/// Titles behind which a family name with the article stands: "السيد الحداد". Behind others it is an adjective: "الأمين العام".
#[rustfmt::skip]
const HONORIFICS: &str = "السيد السيدة الآنسة الدكتور الدكتورة الأستاذ الأستاذة الشيخ الشيخة المهندس المهندسة الحاج الحاجة البروفيسور البروفسور القاضي القاضية العميد اللواء العقيد المقدم الرائد النقيب \
    الفريق المشير الجنرال مراسلنا مراسلتنا زميلنا زميلتنا الزميل الزميلة";

/// What stands behind a title and is no name.
#[rustfmt::skip]
const OTHER: &str = "باسم شركة وزارة حكومة رئاسة لجنة هيئة منظمة مجلس حركة حزب اتحاد نقابة جمعية مؤسسة شؤون قسم وحدة إدارة مركز معهد كلية سابق سابقا شاب شابة كبير كبيرة عام عامة أول ثان \
    قبل بعد تحت فوق أمام خلف وراء قرب ضد عبر أثناء قبيل عقب قبالة داخل خارج وسط";

/// Bodies, in the form before their name: "وزارة الصحة", but not "الوزارة".
#[rustfmt::skip]
const BODIES: &str = "وزارة منظمة هيئة لجنة مجلس حركة حزب اتحاد نقابة جمعية مؤسسة شركة صندوق برنامج وكالة بنك مصرف مفوضية محكمة نيابة";

/// Relations, with the pronoun of whose they are, behind which a name stands: "صديقه حسان".
#[rustfmt::skip]
const RELATIONS: &str = "صديقه صديقها صديقته صديقتها زوجته زوجها ابنه ابنها ابنته ابنتها شقيقه شقيقها شقيقته شقيقتها أخوه أخيه أخوها أخته أختها والده والدها والدته والدتها جده جدها جدته جدتها \
    عمه عمها خاله خالها طفله طفلها طفلته طفلتها حفيده حفيدته جاره جارها جارته جارتها زميله زميلها زميلته زميلتها شريكه شريكته خطيبها خطيبته صديقي زوجي زوجتي ابني ابنتي أخي أختي";

/// Given names that are other words too, and hardly stand as those before an article: "منصور الحداد", but "حسن التنظيم".
#[rustfmt::skip]
const HARDLY_ELSE: &str = "منصور خالد وليد ماجد سالم سليم طارق شاكر ياسر رشيد راشد مراد منير نديم فريد باسل حازم طاهر وسيم أسعد برهان فادي شادي نادر نضال نوري رابح يزيد حمد عرفات عاطف بسام رجب عمر سعد سعيد \
    مختار ناصر حبيب بشير محسن مهدي نجيب قاسم رفيق صالح كريمة لطيفة ياسمين نسرين رانيا سوسن زهراء هند";

static OCCUPATION_KEYS: LazyLock<HashSet<String>> = LazyLock::new(|| keys(OCCUPATIONS));
static RELATION_KEYS: LazyLock<HashSet<String>> = LazyLock::new(|| keys(RELATIONS));
static BODY_KEYS: LazyLock<HashSet<String>> = LazyLock::new(|| keys(BODIES));
static PLACE_KEYS: LazyLock<HashSet<String>> = LazyLock::new(|| keys(PLACES));
static HONORIFIC_KEYS: LazyLock<HashSet<String>> = LazyLock::new(|| keys(HONORIFICS));
static OTHER_KEYS: LazyLock<HashSet<String>> = LazyLock::new(|| keys(OTHER));
static HARDLY_ELSE_KEYS: LazyLock<HashSet<String>> = LazyLock::new(|| keys(HARDLY_ELSE));

fn keys(table: &str) -> HashSet<String> {
    table.split_whitespace().map(|word| normalise(word).key().to_owned()).collect()
}

/// What leads to a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Lead {
    /// A title or an occupation before which no family name with the article stands.
    Office,
    Honorific,
    Place,
    Relation,
    /// A part of the name itself.
    Name,
}

/// A person has two names behind a title as a rule.
const MOST: usize = 2;

/// For each token, whether an Arabic title, occupation or kind of place stands before it, or before the name whose second word it
/// is, or a given name stands before it. `names` are those of the same tokens. What joins names (ابن, بنت, عبد) does not count as one.
///
/// ```
/// use rawi::text::{lexicon::{introduced_names, names}, tokens};
/// let tokens = tokens("قالت المهندسة ليلى الشريف في مدينة المرسى");
/// let flags = introduced_names(&tokens, &names(&tokens));
/// assert_eq!(flags, [false, false, true, true, false, false, true]);
/// ```
#[must_use]
pub fn introduced_names(tokens: &[Token], names: &[NameMention]) -> Vec<bool> {
    let (mut flags, sayers) = (vec![false; tokens.len()], sayers(tokens));
    // What leads to the next word, and how many names may follow.
    let (mut lead, mut left) = (Lead::Office, 0);
    for (at, token) in tokens.iter().enumerate() {
        let key = token.normalised.key();
        let given = left > 0 && lead == Lead::Name;
        if key.is_ascii() || token.normalised.number().is_some() || is_in(&OTHER_KEYS, token) {
            left = 0;
        } else if let Some(next) = introduces(token).filter(|_| !given) {
            (lead, left) = (next, if matches!(next, Lead::Place | Lead::Relation) { 1 } else { MOST });
        } else if (is_function_word(&token.normalised) && !(left > 0 && is_person(at, names))) || is_led(key) {
            left = 0;
        } else if OPENING.contains(&key) {
            flags[at] = left > 0;
            (lead, left) = (Lead::Name, left.max(1));
        } else if left > 0 && !(matches!(lead, Lead::Office | Lead::Relation) && has_article(key)) {
            flags[at] = true;
            let opens = JOINING.contains(&key) || (lead == Lead::Place && WITHIN_PLACES.contains(&key));
            left -= usize::from(!opens);
            // The name of a place may have an adjective: "السد الكبير".
            left += usize::from(lead == Lead::Place && has_article(key));
            lead = Lead::Name;
        }
        let awaited = flags[at] || (!is_function_word(&token.normalised) && (sayers[at] || is_awaited(tokens, at)));
        if is_given_name(at, token, names, awaited) {
            (lead, left) = (Lead::Name, left.max(1));
        }
    }
    flags
}

/// Words of the name of a body or a place, at most.
const LONGEST: usize = 3;

/// For each token, whether it belongs to the name of a body, which is told by the word before it: "برنامج الأغذية العالمي". Such a word
/// is a name there and nowhere else. A name that is not of words with the article is listed or none.
pub(crate) fn names_of_bodies(tokens: &[Token]) -> Vec<bool> {
    let mut flags = vec![false; tokens.len()];
    for body in (0..tokens.len()).filter(|at| is_in(&BODY_KEYS, &tokens[*at])) {
        let name = (body + 1..tokens.len()).take(LONGEST).take_while(|at| is_defined(tokens, *at));
        name.for_each(|at| flags[at] = true);
    }
    flags
}

/// The names of places that have an adjective: "الوادي الكبير" behind "سد". One of their words makes another place.
pub(crate) fn names_of_places(tokens: &[Token]) -> Vec<Range<usize>> {
    let of = |at: usize| {
        let named = introduces(&tokens[at]) == Some(Lead::Place) && is_defined(tokens, at + 1) && is_defined(tokens, at + 2);
        named.then(|| at + 1..at + 3)
    };
    (0..tokens.len()).filter_map(of).collect()
}

/// Whether the word has the article, alone or behind لـ ("للطفولة"), no mark stands before it, and it is no number.
fn is_defined(tokens: &[Token], at: usize) -> bool {
    let beside = |token: &Token| at.checked_sub(1).is_some_and(|b| token.range.start() <= tokens[b].range.end() + 1);
    tokens.get(at).is_some_and(|token| {
        let key = token.normalised.key();
        let defined = has_article(key) || key.starts_with("لل");
        defined && beside(token) && token.normalised.number().is_none() && !is_function_word(&token.normalised)
    })
}

/// Whether the neighbours of a word that is a given name too make it one: it begins the sentence, a verb of saying stands before it,
/// or what joins names behind it.
fn is_awaited(tokens: &[Token], at: usize) -> bool {
    let key = |at: usize| tokens.get(at).map_or("", |token| token.normalised.key());
    let said = at.checked_sub(1).and_then(|before| tokens.get(before)).is_some_and(|before| is_saying(&before.normalised));
    let family = has_article(key(at + 1)) && tokens.get(at).is_some_and(|token| is_in(&HARDLY_ELSE_KEYS, token));
    at == 0
        || said
        || family
        || JOINING.contains(&key(at + 1))
        || (key(at + 1).starts_with("بو") && key(at + 1).chars().count() > 3)
}

/// Whether the last word of a person's name stands at `at`. One that is another word too is so only where a name is awaited.
fn is_given_name(at: usize, token: &Token, names: &[NameMention], awaited: bool) -> bool {
    let certain = |name: &&NameMention| name.certain || awaited;
    person(at, names).filter(certain).is_some() && (awaited || !is_function_word(&token.normalised))
}

/// The person's name whose last word stands at `at`.
fn person(at: usize, names: &[NameMention]) -> Option<&NameMention> {
    let found = names.binary_search_by(|name| (name.words.end - 1).cmp(&at)).ok().and_then(|found| names.get(found));
    found.filter(|name| name.entries.iter().any(|entry| entry.kind == NameKind::Person))
}

fn is_person(at: usize, names: &[NameMention]) -> bool {
    person(at, names).is_some_and(|name| name.certain)
}

/// Words that only stand within a name, before another part of it.
const OPENING: [&str; 3] = ["بن", "ابو", "عبد"];

/// Words within a name that another must follow.
const JOINING: [&str; 6] = ["عبد", "بن", "ابن", "بنت", "ولد", "ابو"];

/// Words with which the name of a place begins, before another part of it: "عين الصفا".
const WITHIN_PLACES: [&str; 22] = [
    "عين", "بيت", "دير", "تل", "راس", "كفر", "ام", "ابو", "بني", "باب", "جسر", "خان", "بئر", "بير", "دار", "شرم", "سيدي",
    "ذات", "مرج", "قصر", "برج", "طور",
];

fn has_article(key: &str) -> bool {
    key.starts_with("ال")
}

fn is_in(table: &HashSet<String>, token: &Token) -> bool {
    without_clitics(token.normalised.key()).iter().any(|form| table.contains(form))
}

/// Whether a word leads to a name and is none itself: a title, an occupation, a kind of place.
pub(crate) fn leads_to_name(token: &Token) -> bool {
    introduces(token).is_some()
}

/// Whether a preposition is joined to an article: "للأمم". No name goes on so.
fn is_led(key: &str) -> bool {
    ["لل", "بال", "كال"].iter().any(|start| key.starts_with(start))
}

fn introduces(token: &Token) -> Option<Lead> {
    // Titles and occupations with the article, places without: their forms tell "the minister Khan" from "a minister of".
    let titled = token.normalised.key().contains("ال") && is_title(&token.normalised);
    if is_in(&HONORIFIC_KEYS, token) {
        Some(Lead::Honorific)
    } else if titled || is_in(&OCCUPATION_KEYS, token) {
        Some(Lead::Office)
    } else if is_in(&RELATION_KEYS, token) {
        Some(Lead::Relation)
    } else {
        is_in(&PLACE_KEYS, token).then_some(Lead::Place)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::lexicon::names;
    use crate::text::tokens;

    fn flagged(text: &str) -> Vec<&str> {
        let tokens = tokens(text);
        tokens
            .iter()
            .zip(introduced_names(&tokens, &names(&tokens)))
            .filter(|(_, flag)| *flag)
            .map(|(t, _)| t.range.of(text))
            .collect()
    }

    #[test]
    fn what_stands_behind_a_title_or_a_kind_of_place_is_a_name() {
        assert_eq!(flagged("وأضاف الدكتور وائل صبري أن العينة صغيرة"), ["وائل", "صبري"]);
        assert_eq!(flagged("من قرية الدوحة إلى بلدة هالن"), ["الدوحة", "هالن"]);
        assert_eq!(flagged("مراسلتنا لينا عبد الكريم"), ["لينا", "عبد", "الكريم"]);
        assert_eq!(flagged("قال الأمين العام أنطونيو غوتيريش"), ["أنطونيو", "غوتيريش"]);
        assert_eq!(flagged("ويقول منصور الغالي إن"), ["الغالي"]);
        assert_eq!(flagged("قرب سد الوادي الكبير في"), ["الوادي", "الكبير"]);
        assert_eq!(flagged("السيد الحداد"), ["الحداد"]);
        assert_eq!(flagged("عند مدخل بلدة عين الفيجة تدور الرحى"), ["عين", "الفيجة"]);
        assert_eq!(flagged("لكنه يفتقد صديقه قصي الذي رحل"), ["قصي"]);
        assert_eq!(flagged("مع الدكتورة آنا هولم في"), ["آنا", "هولم"]);
    }

    #[test]
    fn other_words_are_none() {
        for text in [
            "قال إن الوزارة ستشتري ألف طن",
            "قال الأمين العام للأمم المتحدة",
            "وأضافت المتحدثة باسم الشركة أن",
            "على مساحة واسعة",
            "رأيت حسن التنظيم",
        ] {
            assert_eq!(flagged(text), Vec::<&str>::new(), "{text}");
        }
        assert_eq!(flagged("Dr. Khan said"), Vec::<&str>::new());
    }

    #[test]
    fn what_stands_behind_a_body_belongs_to_its_name_there() {
        let of = |text: &'static str| {
            let tokens = tokens(text);
            let flags = names_of_bodies(&tokens);
            tokens.iter().zip(flags).filter(|(_, flag)| *flag).map(|(t, _)| t.range.of(text)).collect::<Vec<_>>()
        };
        assert_eq!(of("من برنامج الأغذية العالمي ومن"), ["الأغذية", "العالمي"]);
        assert_eq!(of("منظمة الأمم المتحدة للطفولة، اليونيسف"), ["الأمم", "المتحدة", "للطفولة"]);
        assert_eq!(of("وقالت وزارة التعليم إن البرنامج الجديد"), ["التعليم"]);
        assert_eq!(of("في شركة محلية صغيرة"), Vec::<&str>::new());
    }

    #[test]
    fn a_place_with_an_adjective_is_named_by_both_words() {
        assert_eq!(names_of_places(&tokens("في محطة المينا الكبرى")), vec![2..4]);
        assert_eq!(names_of_places(&tokens("في محطة الميناء. يقول")), []);
        assert_eq!(names_of_places(&tokens("في مدينة هالن القديمة")), []);
    }
}
