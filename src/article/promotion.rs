//! Lines with which a newsroom speaks of itself around a text: subscribe, follow us, this article is copyrighted. Unlike
//! boilerplate lines these are sentences, so a line counts only where its words and the address to the reader leave no doubt,
//! and never where somebody is quoted. The lists come from the ends of articles of some forty newsrooms in both languages.

use std::collections::HashSet;
use std::sync::LazyLock;

use super::phrases::{list, normalised, set};

/// Words of such a line, at most.
const MAX_WORDS: usize = 50;

/// Where a newsroom is followed, or what one gets from it.
const MEDIA: &str = "newsletter|newsletters|app|apps|twitter|facebook|instagram|whatsapp|telegram|youtube|tiktok|linkedin|inbox|subscriber|\
    subscribers|subscription|edition|email|emails|mailing|channel|editor|membership|نشرتنا|النشرة|تطبيق|تطبيقنا|تويتر|فيسبوك|\
    انستغرام|إنستغرام|واتساب|تلغرام|تيليغرام|يوتيوب|قناتنا|صفحتنا|حسابنا|بريدك";
/// What the reader is asked to do.
const ASKED: &str = "subscribe|sign|signing|follow|download|join|receive|register|log|get|keep|donate|submit|click|like|send|اشترك|اشتركوا|\
    للاشتراك|تابع|تابعوا|تابعونا|تابعنا|لمتابعة|حمل|حملوا|لتحميل|انضم|انضموا|للانضمام|سجل|اضغط|يمكنكم|يمكنك";
/// Words for reader and newsroom.
const ADDRESS: &str = "you|your|our|us|me";
/// How such a line begins, where a medium is named or something is asked besides.
const OPENINGS: &str = "for the latest|for more news|for more stories|to view the full story|to read the full|to continue reading|get the latest|\
    never miss|don t miss|stay up to date|if you re seeing this|if you are seeing this|لمتابعة آخر الأخبار|لمزيد من الأخبار|للمزيد من الأخبار";
/// What only such a line says.
const CERTAIN: &str = "all rights reserved|copyrighted property of|permission must be obtained|may not be published broadcast|\
    not responsible for the opinions|views expressed in this article|opinions expressed in this article|affiliate links|\
    earn a commission|receive a commission|references to products from|through an independent review process|sign up here|\
    sign up for our|sign up to our|subscribe to our|follow us on|like us on|join our whatsapp|help us continue|\
    let us know in the comments|the thomson reuters trust principles|تابعونا على|تابعنا على|اشترك في نشرتنا|اشتركوا في نشرتنا|جميع الحقوق محفوظة|\
    لا يعبر بالضرورة عن رأي|لا تعبر بالضرورة عن رأي|انضم إلى قناتنا|انضموا إلى قناتنا";

static MEDIA_SET: LazyLock<HashSet<String>> = LazyLock::new(|| set(MEDIA));
static ASKED_SET: LazyLock<HashSet<String>> = LazyLock::new(|| set(ASKED));
static ADDRESS_SET: LazyLock<HashSet<String>> = LazyLock::new(|| set(ADDRESS));
static OPENING_LIST: LazyLock<Vec<String>> = LazyLock::new(|| list(OPENINGS));
static CERTAIN_LIST: LazyLock<Vec<String>> = LazyLock::new(|| list(CERTAIN));

/// Whether a line speaks of the newsroom and not of the news.
pub(super) fn is_promotion(line: &str) -> bool {
    if line.len() > MAX_WORDS * 12 || line.contains(['"', '“', '«']) {
        return false;
    }
    let key = normalised(line);
    let words: Vec<&str> = key.split(' ').collect();
    if words.len() > MAX_WORDS {
        return false;
    }
    let padded = format!(" {key} ");
    if CERTAIN_LIST.iter().any(|phrase| padded.contains(&format!(" {phrase} "))) {
        return true;
    }
    let has = |table: &HashSet<String>| words.iter().any(|word| table.contains(*word));
    let opens = OPENING_LIST.iter().any(|opening| padded.starts_with(&format!(" {opening} ")));
    let asks_first = words.first().is_some_and(|word| ASKED_SET.contains(*word));
    (opens && (has(&MEDIA_SET) || has(&ASKED_SET)))
        || (has(&MEDIA_SET) && has(&ASKED_SET) && (asks_first || has(&ADDRESS_SET)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_newsroom_says_of_itself_is_known() {
        for line in [
            "Follow the paper on Twitter and Instagram.",
            "Subscribe now to our morning edition for the full story.",
            "For the latest stories download the apps of the paper for iOS and Android.",
            "To view the full story, please subscribe. You can choose a monthly plan.",
            "Never miss the latest news by signing up to our newsletter today!",
            "© 2022 The Paper. This article is the copyrighted property of the paper. Written permission must be obtained before reprint.",
            "The station is not responsible for the opinions of contributors.",
            "We want to hear what you think. Submit a letter to the editor or write to us.",
            "تابعونا على تويتر وفيسبوك",
            "حملوا تطبيق الإذاعة لتصلكم الأخبار",
        ] {
            assert!(is_promotion(line), "{line}");
        }
    }

    #[test]
    fn news_about_newsletters_and_apps_is_news() {
        for line in [
            "The company said that its app was downloaded by two million people.",
            "Police asked residents to follow the warnings on Twitter.",
            "\"Subscribe to our newsletter,\" the letter said.",
            "Subscribers of the newspaper received an email on Monday.",
            "The union has called on members to join the strike.",
            "وقالت الشركة إن تطبيق الخرائط حمله مليونا شخص.",
            "We want to get you the medicine, she said.",
            "Twitter said that it would sign the agreement.",
        ] {
            assert!(!is_promotion(line), "{line}");
        }
    }
}
