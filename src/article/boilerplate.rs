//! Boilerplate by its words: what newsrooms print around a text, in Arabic and English.
//!
//! The lists come from the pages of UN News and of public broadcasters in both languages. Whole lines only: no word of a sentence
//! is ever boilerplate.

use std::collections::HashSet;
use std::sync::LazyLock;

use super::dates;
use super::phrases::{list, normalised, set};

/// Lines that are boilerplate as they stand.
const LINES: &str = "تنزيل|تحميل|حمل الملف|تنزيل الملف|استمع|استمع الآن|استمع إلى التقرير|استمع للتقرير|استماع|للاستماع|صورة|الصورة|\
    مصدر الصورة|حقوق الصورة|تعليق الصورة|صوت|الصوت|ملف صوتي|تسجيل صوتي|مقطع صوتي|مشاركة|شارك|شارك المقال|شارك هذا المقال|شاركها|\
    نسخ الرابط|انسخ الرابط|طباعة|اطبع|إرسال|أرسل|البريد الإلكتروني|بريد إلكتروني|اقرأ أيضا|اقرأ المزيد|قراءة المزيد|المزيد|\
    مواضيع ذات صلة|روابط ذات صلة|أخبار ذات صلة|قصص ذات صلة|مقالات ذات صلة|كلمات مفتاحية|الكلمات المفتاحية|كلمات دالة|الوسوم|وسوم|\
    اشترك|اشترك الآن|النشرة الإخبارية|تابعونا|تابعنا|الرئيسية|الصفحة الرئيسية|العودة إلى الأعلى|الأكثر قراءة|آخر الأخبار|\
    أحدث الأخبار|قد يعجبك أيضا|قد يهمك|قد يهمك أيضا|اخترنا لك|نرشح لك|شاهد أيضا|الأكثر مشاهدة|اترك تعليقا|أضف تعليقا|إعلان|التعليقات|تعليقات|المدة|نص التقرير|فيديو|انتقل إلى المحتوى|تخطي إلى المحتوى|\
    download|download audio|download mp3|listen|listen now|listen to the report|listen to story|play|play audio|pause|share|\
    share this|share this article|share this story|print|print this page|email|copy link|tweet|audio|audio file|image|images|\
    photo|photos|picture|photo credit|image source|image credit|image caption|photo caption|caption|related|related stories|\
    related articles|related links|related topics|read more|read also|see also|more|more on this story|more stories|tags|topics|\
    subscribe|sign up|newsletter|advertisement|home|back to top|top of page|duration|transcript|latest|latest news|most read|\
    follow us|comments|leave a comment|loading|embed|embed code|skip to content|skip to main content|menu|search|video|\
    you might also like|you may also like|you may like|recommended|recommended for you|recommended stories|read next|up next|\
    leave a reply|post a comment|editors recommendations|read the rest|read full article|about the author|trending|trending now|\
    popular|most popular|show caption|hide caption|toggle caption|enlarge this image";

/// Words of a share bar: a line of nothing else is boilerplate.
const SHARE: &str = "facebook|twitter|tweet|x|whatsapp|telegram|linkedin|email|mail|print|share|copy|link|instagram|youtube|rss|\
    reddit|pinterest|bluesky|threads|mastodon|download|listen|play|audio|mp3|فيسبوك|تويتر|واتساب|تلغرام|تيليغرام|لينكد|إن|\
    إنستغرام|يوتيوب|طباعة|مشاركة|شارك|نسخ|الرابط|البريد|الإلكتروني|بريد|إلكتروني|تنزيل|تحميل|استمع|صوت";

/// How a credit, a byline or a page note begins; the line is boilerplate when it is short.
const STARTS: &str = "مصدر الصورة|حقوق الصورة|تعليق الصورة|الصورة من|صورة من|صورة أرشيفية|تصوير|بقلم|إعداد|تقديم|إخراج|تاريخ النشر|\
    نشر في|نشر بتاريخ|آخر تحديث|المدة|مدة التقرير|الكلمات المفتاحية|كلمات مفتاحية|اقرأ أيضا|روابط ذات صلة|حقوق النشر|\
    جميع الحقوق محفوظة|photo by|photo credit|photo courtesy|photograph by|picture by|image credit|image source|image caption|un photo|\
    credit|credits|courtesy of|copyright|all rights reserved|duration|running time|published on|published at|last updated|\
    updated on|posted on|posted by|filed under|tagged|produced by|presented by|producer|presenter|sound engineer|read more|\
    read also|see also|related story|file photo|audio credit|music credit|our standards|news date|release date|additional reporting by|reporting by|editing by";

/// The same, when a colon follows.
const LABELS: &str = "صورة|الصورة|تقرير|كتب|كتبت|المحرر|المصدر|الموضوع|الوسوم|photo|image|picture|pictures|photos|audio|video|source|tags|\
    topics|by|author|words|text|editor|caption|duration|related|published|updated|date";

/// Units of a length, a size or a format.
const UNITS: &str = "min|mins|minute|minutes|sec|secs|second|seconds|hour|hours|h|m|s|mb|kb|gb|mp3|m4a|wav|ogg|kbps|دقيقة|دقائق|ثانية|ثوان|\
    ثواني|ساعة|ساعات|ميغابايت|كيلوبايت";

static LINE_SET: LazyLock<HashSet<String>> = LazyLock::new(|| set(LINES));
static SHARE_SET: LazyLock<HashSet<String>> = LazyLock::new(|| set(SHARE));
static UNIT_SET: LazyLock<HashSet<String>> = LazyLock::new(|| set(UNITS));
static START_LIST: LazyLock<Vec<String>> = LazyLock::new(|| list(STARTS));
static LABEL_SET: LazyLock<HashSet<String>> = LazyLock::new(|| set(LABELS));

/// Bytes of a line of boilerplate, at most: longer lines are text, whatever they begin with.
const MAX_BYTES: usize = 400;
/// Words of a credit or a byline, at most.
const MAX_CREDIT_WORDS: usize = 14;

/// Whether a line is what the page prints around its text: a button, a credit, a duration, a date, a byline.
pub(super) fn is_boilerplate(line: &str) -> bool {
    if line.len() > MAX_BYTES {
        return false;
    }
    let key = normalised(line);
    if key.is_empty() {
        return true;
    }
    let words: Vec<&str> = key.split(' ').collect();
    LINE_SET.contains(&key)
        || words.iter().all(|w| SHARE_SET.contains(*w))
        || is_measure(line)
        || is_address(line)
        || is_fault(line)
        || is_credit(line, &key, words.len())
        || (words.len() <= 12 && dates::is_date_line(line))
        || byline(line).is_some()
}

/// `8'24"`, `08:24`, `5 min`, `MP3, 4.2 MB`: figures and units only. A bare number may be a year or an answer.
fn is_measure(line: &str) -> bool {
    let pieces: Vec<&str> = line
        .split(|c: char| c.is_whitespace() || "·|()[]،/".contains(c))
        .filter(|p| p.contains(char::is_alphanumeric))
        .collect();
    let figure = |c: char| c.is_numeric() || ".,:'\"’”′″٫".contains(c);
    let unit = |piece: &str| {
        let rest = piece.trim_start_matches(figure);
        rest.is_empty() || UNIT_SET.contains(&normalised(rest)) || UNIT_SET.contains(&normalised(piece))
    };
    let plain_number = line.trim().chars().all(char::is_numeric);
    (1..=6).contains(&pieces.len()) && !plain_number && line.chars().any(char::is_numeric) && pieces.into_iter().all(unit)
}

/// An address that stands alone: `BVINEWS.COM`, `www.example.org/ar`, `news@example.org`.
fn is_address(line: &str) -> bool {
    let line = line.trim().trim_start_matches("http://").trim_start_matches("https://");
    let (host, path) = line.split_once('/').unwrap_or((line, ""));
    let Some((name, top)) = host.rsplit_once('.') else { return false };
    let letters = |part: &str| part.chars().all(|c| c.is_ascii_alphanumeric() || "-._@".contains(c));
    (2..=6).contains(&top.len())
        && top.bytes().all(|b| b.is_ascii_alphabetic())
        && name.len() > 2
        && letters(name)
        && !path.contains(char::is_whitespace)
}

/// What a broken page prints of its own making: `Warning: … in /www/classes.php on line 407`.
fn is_fault(line: &str) -> bool {
    let kinds = ["Warning:", "Notice:", "Deprecated:", "Fatal error:", "Parse error:"];
    let starts = kinds.iter().any(|kind| line.trim_start().starts_with(kind));
    starts && line.rsplit_once(" on line ").is_some_and(|(_, number)| number.trim().bytes().all(|b| b.is_ascii_digit()))
}

fn is_credit(line: &str, key: &str, words: usize) -> bool {
    if words > MAX_CREDIT_WORDS {
        return false;
    }
    let line = line.trim_start_matches(['(', '[', ' ', '*', '-', '—', '–']);
    if line.starts_with(['©', 'Ⓒ']) || line.to_ascii_lowercase().starts_with("(c) ") {
        return true;
    }
    let ends_a_sentence = line.trim_end_matches([')', ']', ' ']).ends_with(['.', '؟', '?', '!']);
    let starts =
        START_LIST.iter().any(|s| key.strip_prefix(s.as_str()).is_some_and(|rest| rest.is_empty() || rest.starts_with(' ')));
    let labelled = line.split_once([':', '：']).is_some_and(|(label, _)| LABEL_SET.contains(&normalised(label)));
    (starts && !ends_a_sentence) || labelled
}

/// The name in `By Maria Lopez`, «بقلم: مي يعقوب», when the line holds nothing else.
pub(super) fn byline(line: &str) -> Option<&str> {
    let line = line.trim();
    let arabic = ["بقلم", "إعداد", "كتبت", "كتب"].iter().find_map(|start| {
        let rest = line.strip_prefix(start)?;
        let colon = rest.trim_start().strip_prefix(':');
        // «كتب الوزير رسالة» is a sentence; «كتب: فلان» is a byline.
        let needs_colon = start.starts_with("كتب");
        colon.or((!needs_colon && rest.starts_with(' ')).then_some(rest))
    });
    let english = ["By ", "BY ", "by ", "Words by ", "Written by ", "Report by "].iter().find_map(|start| {
        let rest = line.strip_prefix(start)?;
        let name = |w: &str| {
            w.chars().next().is_some_and(char::is_uppercase) || matches!(w, "de" | "van" | "von" | "al" | "and" | "bin")
        };
        rest.split_whitespace().all(name).then_some(rest)
    });
    let name = arabic.or(english)?.trim();
    let words = name.split_whitespace().count();
    ((1..=5).contains(&words) && !name.ends_with(['.', ':', '؟', '?', '!'])).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn boilerplate_is_known_in_both_languages() {
        for line in [
            "تنزيل",
            "استمع",
            "image",
            "مصدر الصورة",
            "8'24\"",
            "٨:٢٤",
            "5 min",
            "MP3 · 4.2 MB",
            "Photo: UNICEF/Haddad",
            "© وكالة الأنباء",
            "Facebook | X | WhatsApp",
            "فيسبوك تويتر واتساب",
            "By Maria Lopez",
            "بقلم: مي يعقوب",
            "2 August 2017",
            "2 آب/أغسطس 2017",
            "UN Photo/Manuel Elias",
            "الكلمات المفتاحية: سوريا، لبنان",
            "* * *",
            "BVINEWS.COM",
            "https://www.example.org/ar/news?id=5",
            "news@example.org",
            "Warning: Creating default object from empty value in /www/htdocs/classes.php on line 407",
            "Published on 3 May 2021",
        ] {
            assert!(is_boilerplate(line), "{line}");
        }
    }

    #[test]
    fn sentences_are_never_boilerplate() {
        for line in [
            "استمع الوزير إلى شرح مفصل عن المشروع.",
            "Listen to the river, she said.",
            "By Monday the road was open.",
            "2017",
            "صورة من الماضي عادت إلى أذهانهم.",
            "Photographs were found in the house.",
            "كتب الوزير رسالة إلى المجلس",
            "Print is not dead.",
            "Yes.",
            "U.S. officials agreed",
            "Warning: the road is closed on line 4 of the metro",
        ] {
            assert!(!is_boilerplate(line), "{line}");
        }
    }
}
