//! Names that the news is full of, in both languages: countries with their peoples and capitals, and organisations. One entry has
//! all its names, so that two texts that name it differently agree, and two entries that are spelled alike do not.

use std::collections::{HashMap, HashSet};
use std::ops::Range;
use std::sync::LazyLock;

use super::cities::CITIES;
use super::clitics::without_clitics;
use super::countries::COUNTRIES;
use super::families::FAMILIES;
use super::organisations::ORGANISATIONS;
use super::peoples::PEOPLES;
use super::persons::{PERSONS, SPELLED_ONE_WAY};
use crate::text::{Token, tokens};

/// What a name is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum NameKind {
    /// A country or territory.
    Country,
    /// Its people, or what belongs to it: Iraqi, عراقية; also a people, faith or continent of no one country: Kurdish, أوروبي.
    Nationality,
    /// Its capital.
    Capital,
    /// An organisation.
    Organisation,
    /// A person, by one of its names.
    Person,
    /// A city or a region.
    Place,
}

/// An entry of the lists: two names with equal entries are names of one thing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct NamedEntry {
    /// What it is.
    pub kind: NameKind,
    /// Which of its kind; a country, its nationality and its capital have one number.
    pub number: u16,
}

/// A listed name among words that were read.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct NameMention {
    /// Its words, as indices into those that were read.
    pub words: Range<usize>,
    /// What it may name: more than one entry for a spelling that two share (عمان is Oman and Amman). Never empty.
    pub entries: Vec<NamedEntry>,
    /// Whether the spelling, without its capitals, has no other sense (us, polish; مالي, which is also "financial").
    pub certain: bool,
}

impl NameMention {
    /// Whether the two can be names of one thing.
    ///
    /// ```
    /// use rawi::text::{lexicon::names, tokens};
    /// let same = |a: &str, b: &str| names(&tokens(a))[0].may_be_same(&names(&tokens(b))[0]);
    /// assert!(same("the United Kingdom", "Britain") && same("بريطانيا", "the UK") && same("Iraqis", "العراقيون"));
    /// assert!(!same("Iran", "Iraq") && !same("Interpol", "Europol") && !same("النيجر", "نيجيريا"));
    /// ```
    #[must_use]
    pub fn may_be_same(&self, other: &Self) -> bool {
        self.entries.iter().any(|entry| other.entries.contains(entry))
    }
}

/// Peoples of no country are numbered from here: countries have the numbers before.
const FIRST_PEOPLE: u16 = 1000;

/// Families are numbered from here: given names have the numbers before.
const FIRST_FAMILY: u16 = 2000;

/// The names in a column.
fn alternatives(column: &str) -> impl Iterator<Item = &str> {
    column.split('|').map(str::trim).filter(|name| !name.is_empty())
}

/// A name as its tokens are normalised.
fn phrase(name: &str) -> Vec<String> {
    tokens(name).iter().map(|token| token.normalised.key().to_owned()).collect()
}

type Index = HashMap<Vec<String>, Vec<NamedEntry>>;

static NAMES: LazyLock<Index> = LazyLock::new(|| {
    let mut index = Index::new();
    let mut add = |name: &str, kind: NameKind, number: u16| {
        let entries = index.entry(phrase(name)).or_default();
        let entry = NamedEntry { kind, number };
        if !entries.contains(&entry) {
            entries.push(entry);
        }
    };
    let rows = |table: &'static str| (0..).zip(table.lines().filter(|line| !line.trim().is_empty()));
    for (number, row) in rows(COUNTRIES) {
        for (column, names) in row.split(';').enumerate() {
            let kind = match column % 3 {
                0 => NameKind::Country,
                1 => NameKind::Nationality,
                _ => NameKind::Capital,
            };
            for name in alternatives(names) {
                add(name, kind, number);
            }
        }
    }
    for (table, kind) in [(ORGANISATIONS, NameKind::Organisation), (CITIES, NameKind::Place)] {
        for (number, row) in rows(table) {
            for name in row.split(';').flat_map(alternatives) {
                add(name, kind, number);
            }
        }
    }
    for (number, row) in rows(PEOPLES) {
        for name in row.split(';').flat_map(alternatives) {
            add(name, NameKind::Nationality, FIRST_PEOPLE + number);
        }
    }
    let persons = PERSONS.lines().filter(|line| !line.trim().is_empty()).chain(SPELLED_ONE_WAY.split_whitespace());
    for (number, row) in (0..).zip(persons) {
        for name in alternatives(row) {
            add(name, NameKind::Person, number);
        }
    }
    // One that is a given name too is that.
    for (number, family) in (FIRST_FAMILY..).zip(FAMILIES.split_whitespace()) {
        let entry = NamedEntry { kind: NameKind::Person, number };
        index.entry(phrase(family)).or_insert_with(|| vec![entry]);
    }
    index
});
/// Names of one word that have another sense when their capital is not seen.
#[rustfmt::skip]
const AMBIGUOUS: &str = "us who polish pole poles turkey chad jordan georgia guinea china victoria amnesty chile wales cologne florence leeds \
    said rami sami sara jean martin frank hazem rim nur mai issam iman amal kelly shah sahar samar ghazi \
    علي عمر حسن سعيد سعد خالد وليد سالم سليم صالح صلاح ناصر منصور كريم جمال جميل كمال عادل أمين أمير أشرف أيمن بشير باسل فريد حبيب حازم جلال خليل ماجد مالك مراد مختار منير نديم نجيب قاسم \
    رفيق راشد رشيد رياض شريف شادي طاهر وسيم ياسر أسعد بدر برهان فادي فرج حداد حافظ حكيم جواد مهدي ماهر محسن منتصر نادر ناجي نضال نوري رعد رابح رائد شاكر طيب توفيق يزيد حمد حميد طارق \
    هناء هدى ندى نوال نور سناء صفية دلال دنيا أمل أمينة أسماء آية بسمة فرح حنان إيمان جميلة كريمة لطيفة مي مها ملاك منى وفاء يسرى زهراء ياسمين سارة عرفات عاطف بسام رجب حنا جان الأسد سوسن تهاني نسرين رانيا طلعت علاء غازي فايز لبيب مأمون معتز إلهام بشرى تغريد ثريا خلود ليلا دعاء رغد سحر سمر عبير عزة عفاف فاتن وسام بهاء ضياء هند زكي صبحي شفيق وديع \
    مالي بنين سيول سول العيون كابل تركي قطري صحراوي المغرب فتح قسد الجزيرة فيكتوريا نوك حلب الحديدة جنين الخليل العقبة البندقية ليون القرم سرت فاس عدن الأقصر الزرقاء الرقة النجف";

static AMBIGUOUS_KEYS: LazyLock<HashSet<String>> = LazyLock::new(|| {
    let given: HashSet<String> = AMBIGUOUS.split_whitespace().flat_map(phrase).collect();
    given.into_iter().chain(FAMILIES.split_whitespace().flat_map(phrase)).collect()
});
static MAX_WORDS: LazyLock<usize> = LazyLock::new(|| NAMES.keys().map(Vec::len).max().unwrap_or(0));

/// The listed names among `tokens`, in order, the longest that begins at a word first; they do not overlap. Arabic proclitics before
/// a name and the endings of nationalities are no matter.
#[must_use]
pub fn names(tokens: &[Token]) -> Vec<NameMention> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        // Most words begin no name: they are passed over before runs of several are built.
        let longest = if begins_a_name(&tokens[at]) { (*MAX_WORDS).min(tokens.len() - at) } else { 0 };
        let mention = (1..=longest).rev().find_map(|length| {
            let run = tokens.get(at..at + length)?;
            let (entries, certain) = entries(run)?;
            Some(NameMention { words: at..at + length, entries, certain })
        });
        at = mention.as_ref().map_or(at + 1, |mention| mention.words.end);
        found.extend(mention);
    }
    found
}

static FIRST_WORDS: LazyLock<HashSet<String>> =
    LazyLock::new(|| NAMES.keys().filter_map(|words| words.first().cloned()).collect());

fn begins_a_name(token: &Token) -> bool {
    let forms = without_clitics(token.normalised.key());
    let owned = |form: &String| form.is_ascii() && form.strip_suffix('s').is_some_and(|bare| FIRST_WORDS.contains(bare));
    forms.iter().any(|form| FIRST_WORDS.contains(form) || FIRST_WORDS.contains(bare(form)) || owned(form))
}

fn entries(run: &[Token]) -> Option<(Vec<NamedEntry>, bool)> {
    let (first, rest) = run.split_first()?;
    let rest: Vec<String> = rest.iter().map(|token| token.normalised.key().to_owned()).collect();
    without_clitics(first.normalised.key()).iter().find_map(|first| {
        let mut words = vec![first.clone()];
        words.extend(rest.iter().cloned());
        let owner = || words.split_last().and_then(|(last, before)| owner(before, last));
        let entries = NAMES.get(&words).cloned().or_else(|| nationality(&words)).or_else(owner)?;
        let bare = first.strip_suffix('s').unwrap_or(first);
        let certain = words.len() > 1 || !(AMBIGUOUS_KEYS.contains(first) || AMBIGUOUS_KEYS.contains(bare));
        Some((entries, certain))
    })
}

/// A name with the s of the owner or of a plural: the EU's, whose apostrophe is no part of a key.
fn owner(before: &[String], last: &str) -> Option<Vec<NamedEntry>> {
    let bare = last.strip_suffix('s').filter(|bare| bare.len() > 1 && last.is_ascii())?;
    NAMES.get(&before.iter().cloned().chain([bare.to_owned()]).collect::<Vec<_>>()).cloned()
}

/// Endings of an Arabic nationality, normalised: gender, number and case.
const NISBA_ENDINGS: &[&str] = &["ه", "ون", "ين", "ات", "ان", "تان", "تين", "ا"];

/// A word without its article and the ending of a nationality.
fn bare(word: &str) -> &str {
    let word = word.strip_prefix("ال").unwrap_or(word);
    let base = NISBA_ENDINGS.iter().find_map(|ending| word.strip_suffix(ending).filter(|base| base.ends_with('ي')));
    base.unwrap_or(word)
}

/// An Arabic nationality in another form than the masculine singular: العراقية, عراقيون, الكورية الجنوبية.
fn nationality(words: &[String]) -> Option<Vec<NamedEntry>> {
    if words.iter().all(|word| word.is_ascii()) {
        return None;
    }
    let found = NAMES.get(&words.iter().map(|word| bare(word).to_owned()).collect::<Vec<_>>())?;
    let nationalities: Vec<NamedEntry> = found.iter().filter(|entry| entry.kind == NameKind::Nationality).copied().collect();
    (!nationalities.is_empty()).then_some(nationalities)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn first(text: &str) -> NameMention {
        names(&tokens(text)).into_iter().next().unwrap_or_else(|| panic!("no name in {text}"))
    }

    #[test]
    fn names_of_one_thing_agree() {
        for (a, b) in [
            ("UK", "Britain"),
            ("the United States", "America"),
            ("أمريكا", "الولايات المتحدة"),
            ("Ivory Coast", "Côte d'Ivoire"),
            ("Myanmar", "Burma"),
            ("Türkiye", "Turkey"),
            ("Kyiv", "كييف"),
            ("the United Nations", "UN"),
            ("الأمم المتحدة", "للأمم المتحدة"),
            ("UNICEF", "اليونيسف"),
            ("the WHO", "منظمة الصحة العالمية"),
            ("Iraqi", "عراقية"),
            ("والعراقيين", "العراقيون"),
            ("South Koreans", "الكوريون الجنوبيون"),
            ("الأتراك", "تركي"),
            ("بالعراق", "العراق"),
        ] {
            assert!(first(a).may_be_same(&first(b)), "{a} {b}: {:?} {:?}", first(a), first(b));
        }
    }

    #[test]
    fn names_that_are_near_differ() {
        for (a, b) in [
            ("Iran", "Iraq"),
            ("Iranian", "Iraqi"),
            ("Niger", "Nigeria"),
            ("Austria", "Australia"),
            ("Slovakia", "Slovenia"),
            ("Mali", "Malawi"),
            ("Mauritania", "Mauritius"),
            ("Sudan", "South Sudan"),
            ("North Korea", "South Korea"),
            ("Guinea", "Guinea-Bissau"),
            ("Congo", "DR Congo"),
            ("Dominica", "Dominican Republic"),
            ("Interpol", "Europol"),
            ("UNICEF", "UNESCO"),
            ("UNHCR", "OHCHR"),
            ("IMF", "World Bank"),
            ("ICC", "ICJ"),
            ("Fatah", "Hamas"),
            ("Security Council", "General Assembly"),
            ("إيران", "العراق"),
            ("النيجر", "نيجيريا"),
            ("النمسا", "أستراليا"),
            ("السودان", "جنوب السودان"),
            ("كوريا الشمالية", "كوريا الجنوبية"),
            ("ليبيا", "لبنان"),
            ("سوريا", "روسيا"),
            ("الليبية", "اللبنانية"),
            ("الإنتربول", "اليوروبول"),
            ("اليونيسف", "اليونسكو"),
            ("فتح", "حماس"),
            ("مجلس الأمن", "الجمعية العامة"),
        ] {
            assert!(!first(a).may_be_same(&first(b)), "{a} {b}");
        }
    }

    #[test]
    fn other_words_are_no_listed_names() {
        for text in
            ["the market was open", "وصلت القافلة إلى المدينة", "polish the table", "we mean it", "who came", "us and them"]
        {
            let known: Vec<_> = names(&tokens(text)).into_iter().filter(|name| name.certain).collect();
            assert!(known.is_empty(), "{text} {known:?}");
        }
    }

    /// Spellings that two entries share in truth.
    const SHARED: &[&str] = &["عمان", "congolese", "كونغولي", "dominican"];

    #[test]
    fn no_spelling_is_in_two_entries_unless_it_is_known_to_be() {
        for (words, entries) in NAMES.iter() {
            let first = entries[0].number;
            let list = |e: &NamedEntry| {
                [NameKind::Organisation, NameKind::Person, NameKind::Place].iter().position(|kind| *kind == e.kind)
            };
            let one = entries.iter().all(|e| e.number == first && list(e) == list(&entries[0]));
            assert!(one || SHARED.contains(&words.join(" ").as_str()), "{words:?} {entries:?}");
        }
    }

    #[test]
    fn every_country_has_six_columns_and_a_name_in_both_languages() {
        for row in COUNTRIES.lines().filter(|line| !line.trim().is_empty()) {
            let columns: Vec<&str> = row.split(';').map(str::trim).collect();
            assert!(columns.len() == 6 && !columns[0].is_empty() && !columns[3].is_empty(), "{row}");
        }
        assert!(COUNTRIES.lines().count() >= 190);
    }
}
