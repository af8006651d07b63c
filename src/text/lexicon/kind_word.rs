//! Words that tell what kind of organisation, event or place a name is of, and so that it is no person's.

use std::collections::HashSet;
use std::sync::LazyLock;

use super::clitics::without_clitics;
use crate::text::{Normalised, normalise};

/// Without words that are family names too (Park, Church, Cross).
#[rustfmt::skip]
const ENGLISH: &str = "ministry ministries department council councils agency agencies authority authorities commission committee organisation organization organisations \
    organizations office bureau secretariat parliament senate congress assembly government administration union federation confederation association society foundation fund \
    bank programme program project initiative institute institution university college school academy hospital clinic centre center company corporation corp inc ltd group \
    holdings airlines airways network channel television radio news press times tribune gazette journal newspaper media reuters afp league party movement front brigade brigades \
    army forces navy police court tribunal mission embassy consulate delegation alliance coalition forum conference convention summit agreement treaty protocol declaration \
    campaign charity trust rights crescent nations states republic kingdom province district county governorate camp affairs command team club games olympics festival award prize \
    airport port harbour bridge dam ocean sea gulf desert islands peninsula war revolution borders taskforce service services staff doctors africa asia europe america";

#[rustfmt::skip]
const ARABIC: &str = "وزارة وزارات مجلس مجالس منظمة منظمات وكالة وكالات هيئة هيئات لجنة لجان مؤسسة مؤسسات جمعية جمعيات اتحاد نقابة حزب حركة جبهة حكومة برلمان مكتب دائرة مديرية إدارة قسم مركز معهد \
    جامعة كلية مدرسة مستشفى بنك مصرف صندوق برنامج شركة شركات مجموعة شبكة قناة إذاعة تلفزيون صحيفة جريدة مجلة محكمة نيابة شرطة جيش قوات كتائب بعثة سفارة قنصلية أمانة مفوضية رئاسة سلطة سلطات \
    رابطة تحالف ائتلاف منتدى مؤتمر قمة مبادرة مشروع حملة اتفاق اتفاقية معاهدة نادي مخيم حي شارع ميدان ساحة جسر محافظة ولاية مدينة بلدة قرية بلدية ميناء مطار جهاز ديوان أمم دولة مملكة جمهورية رويترز أطباء";

static KEYS: LazyLock<HashSet<String>> = LazyLock::new(|| {
    [ENGLISH, ARABIC]
        .iter()
        .flat_map(|table| table.split_whitespace())
        .map(|word| normalise(word).key().to_owned())
        .collect()
});

/// Whether a word tells what kind of organisation, event or place a name is of, Arabic proclitics and an English possessive aside.
/// Arabic words count with their article (`الوزارة`) too.
///
/// ```
/// use rawi::text::{lexicon::is_kind_word, normalise};
/// assert!(is_kind_word(&normalise("Council")) && is_kind_word(&normalise("والوزارة")) && !is_kind_word(&normalise("Khan")));
/// ```
#[must_use]
pub fn is_kind_word(word: &Normalised) -> bool {
    let key = word.key();
    let bare = key.strip_suffix("'s").or_else(|| key.strip_suffix("\u{2019}s")).unwrap_or(key);
    without_clitics(bare)
        .iter()
        .any(|form| KEYS.contains(form) || form.strip_prefix("ال").is_some_and(|rest| KEYS.contains(rest)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::lexicon::names;
    use crate::text::{lexicon::NameKind, tokens};

    #[test]
    fn kinds_of_organisations_are_known_and_no_given_name_is_one() {
        for word in ["Ministry", "agency", "Council's", "وزارة", "المجلس", "ومنظمة", "للوكالة", "هيئة", "لجنة"]
        {
            assert!(is_kind_word(&normalise(word)), "{word}");
        }
        for word in ["Khan", "Park", "ليلى", "هلال", "الحداد", "أمين"] {
            assert!(!is_kind_word(&normalise(word)), "{word}");
        }
        for word in ENGLISH.split_whitespace().chain(ARABIC.split_whitespace()) {
            let found = names(&tokens(word));
            let given =
                found.iter().any(|name| name.certain && name.entries.iter().any(|entry| entry.kind == NameKind::Person));
            assert!(!given, "{word}");
        }
    }
}
