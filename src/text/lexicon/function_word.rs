//! Function words, which carry grammar and little meaning, and honorifics.

use std::collections::HashSet;
use std::sync::LazyLock;

use super::clitics::without_clitics;
use crate::text::{Normalised, normalise};

/// Articles, prepositions, conjunctions, pronouns and auxiliary verbs. Words of negation and number are none.
#[rustfmt::skip]
const FUNCTION_WORDS: &str = "a an the this that these those and or but if so as than then of in on at by for from to into onto with about over under after before \
    through during between among upon off up down out i me my mine we us our ours you your yours he him his she her hers it its they them their theirs who whom whose which what \
    be am is are was were been being have has had having do does did done will would shall should can could may might must there here just also too very \
    it's i'm he's she's we're they're you're that's there's thou thee thy thine thyself ye hath hast doth dost shalt \
    i've we've they've i'll he'll we'll they'll i'd he'd we'd they'd let's \
    في من إلى على عن مع حتى منذ بين خلال عند لدى نحو حول أن إن أنه أنها أنهم أنهما إنه إنها إنهم أو ثم بل لكن لكنه لكنها لأن لأنه لأنها كما كي لكي إذا إذ لو قد لقد سوف \
    هو هي هم هن هما أنا نحن أنت أنتم هذا هذه هذان هذين هؤلاء ذلك تلك أولئك الذي التي الذين اللذين اللتين اللواتي ما من كان كانت كانوا يكون تكون كنا كنت \
    فيه فيها فيهم منه منها منهم إليه إليها إليهم عليه عليها عليهم عنه عنها عنهم معه معها معهم له لها لهم لنا لي به بها بهم بنا لديه لديها لديهم بينهم بينها عنده عندها \
    و ف ب ل ك مما عما بما فيما إنما أما أي أيضا هناك هنا حيث عندما بعدما بينما كل كلا";

/// Honorifics and titles of office that stand before a name, or go for one.
#[rustfmt::skip]
const TITLES: &str = "mister mr mrs missus ms miss sir dame lord lady madam doctor dr professor prof saint st general colonel captain lieutenant sergeant major \
    commander admiral senator representative governor reverend president minister premier chancellor king queen prince princess emir sheikh imam ayatollah pope \
    bishop archbishop cardinal rabbi ambassador secretary director chairman chairwoman chairperson chief judge justice mayor congressman congresswoman spokesman \
    spokeswoman spokesperson envoy commissioner deputy inspector officer \
    السيد السيدة الآنسة الدكتور الدكتورة الأستاذ الأستاذة الشيخ الشيخة الأمير الأميرة الملك الملكة الرئيس الرئيسة الوزير الوزيرة السفير السفيرة العميد اللواء العقيد المقدم الرائد النقيب \
    الفريق المشير الجنرال القاضي القاضية المدير المديرة الأمين المتحدث المتحدثة المبعوث المبعوثة المفوض المفوضة النائب النائبة البابا المطران الإمام الحاج المهندس \
    رئيس رئيسة وزير وزيرة سفير سفيرة مدير مديرة متحدث متحدثة مبعوث مفوض نائب نائبة أمين";

static FUNCTION_KEYS: LazyLock<HashSet<String>> = LazyLock::new(|| keys(FUNCTION_WORDS));
static TITLE_KEYS: LazyLock<HashSet<String>> = LazyLock::new(|| keys(TITLES));

fn keys(table: &str) -> HashSet<String> {
    table.split_whitespace().map(|word| normalise(word).key().to_owned()).collect()
}

/// Whether a word is a function word, Arabic proclitics aside.
///
/// ```
/// use rawi::text::{lexicon::is_function_word, normalise};
/// assert!(is_function_word(&normalise("the")) && is_function_word(&normalise("وإلى")));
/// assert!(!is_function_word(&normalise("not")) && !is_function_word(&normalise("مدينة")));
/// ```
#[must_use]
pub fn is_function_word(word: &Normalised) -> bool {
    without_clitics(word.key()).iter().any(|form| FUNCTION_KEYS.contains(form))
}

/// Whether a word is an honorific or a title of office.
///
/// ```
/// use rawi::text::{lexicon::is_title, normalise};
/// assert!(is_title(&normalise("Dr.")) && is_title(&normalise("والوزيرة")) && !is_title(&normalise("Khan")));
/// ```
#[must_use]
pub fn is_title(word: &Normalised) -> bool {
    without_clitics(word.key()).iter().any(|form| TITLE_KEYS.contains(form))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_with_a_meaning_of_their_own_are_no_function_words() {
        for word in [
            "not",
            "no",
            "never",
            "لم",
            "لن",
            "ليس",
            "غير",
            "five",
            "خمسة",
            "war",
            "حرب",
            "المدينة",
            "وزير",
            "كتاب",
            "بلد",
            "لبنان",
        ] {
            assert!(!is_function_word(&normalise(word)), "{word}");
        }
        for word in ["The", "of", "they're", "was", "فيها", "وعليهم", "الذين", "كانت", "لذلك", "بهذا"]
        {
            assert!(is_function_word(&normalise(word)), "{word}");
        }
    }

    #[test]
    fn titles_are_known_and_names_are_none() {
        for word in ["Mr", "President", "Colonel", "السيد", "للرئيس", "وزيرة"] {
            assert!(is_title(&normalise(word)), "{word}");
        }
        for word in ["Maria", "محمد", "city", "دولة"] {
            assert!(!is_title(&normalise(word)), "{word}");
        }
    }
}
