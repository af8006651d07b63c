//! Names that no list has, by the word before them: in Arabic, where no capital tells a name, it is the title, the occupation or
//! the kind of place that does.

use std::collections::HashSet;
use std::sync::LazyLock;

use super::clitics::without_clitics;
use super::function_word::{is_function_word, is_title};
use super::name::{NameKind, NameMention};
use crate::text::{Token, normalise};

/// Occupations and kinds of place and body behind which a name stands.
#[rustfmt::skip]
const INTRODUCING: &str = "مراسلنا مراسلتنا مراسل مراسلة زميلنا زميلتنا الزميل الزميلة موفدنا موفدتنا الباحث الباحثة الخبير الخبيرة المحلل المحللة الكاتب الكاتبة الصحفي الصحفية \
    الصحافي الصحافية الطبيب الطبيبة الجراح المحامي المحامية المعلم المعلمة المهندسة الطالب الطالبة السائق المزارع المخرج المخرجة الممثل الممثلة اللاعب المدرب الناشط الناشطة \
    البروفيسور البروفسور الرفيق الشاعر الشاعرة الروائي الروائية الفنان الفنانة المطرب السياسي الزعيم القائد المرشح المرشحة المستشار المستشارة المندوب مندوب مندوبة الحاجة الشهيد \
    مدينة بلدة قرية حي محافظة ولاية جامعة محطة جزيرة نهر سد وادي خليج شارع ميناء مطار مستشفى جبل بحيرة واحة مخيم معبر قضاء ناحية مقاطعة إقليم دولة جمهورية مملكة إمارة";

static INTRODUCING_KEYS: LazyLock<HashSet<String>> =
    LazyLock::new(|| INTRODUCING.split_whitespace().map(|word| normalise(word).key().to_owned()).collect());

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
    let mut flags = vec![false; tokens.len()];
    let mut left = 0;
    let persons = names.iter().filter(|name| name.entries.iter().any(|entry| entry.kind == NameKind::Person));
    let persons: HashSet<usize> = persons.map(|name| name.words.end - 1).collect();
    for (at, (flag, token)) in flags.iter_mut().zip(tokens).enumerate() {
        let key = token.normalised.key();
        if key.is_ascii() || token.normalised.number().is_some() {
            left = 0;
        } else if introduces(token) {
            left = MOST;
        } else if is_function_word(&token.normalised) {
            left = 0;
        } else if left > 0 {
            *flag = true;
            left -= usize::from(!JOINING.contains(&key));
        }
        if persons.contains(&at) {
            left = left.max(1);
        }
    }
    flags
}

/// Words within a name that another must follow.
const JOINING: [&str; 6] = ["عبد", "بن", "ابن", "بنت", "ولد", "ابو"];

fn introduces(token: &Token) -> bool {
    // Titles and occupations with the article, places without: their forms tell "the minister Khan" from "a minister of".
    let titled = token.normalised.key().contains("ال") && is_title(&token.normalised);
    titled || without_clitics(token.normalised.key()).iter().any(|form| INTRODUCING_KEYS.contains(form))
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
    }

    #[test]
    fn other_words_are_none() {
        assert_eq!(flagged("قال إن الوزارة ستشتري ألف طن"), Vec::<&str>::new());
        assert_eq!(flagged("Dr. Khan said"), Vec::<&str>::new());
    }
}
