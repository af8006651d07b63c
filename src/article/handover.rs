//! The line that hands over to the recording, by its words.

use std::collections::HashSet;
use std::sync::LazyLock;

use super::phrases::{normalised, set};

/// Bytes of a hand-over line, at most.
const MAX_BYTES: usize = 400;
/// Words of a hand-over line, at most.
const MAX_WORDS: usize = 22;

/// Whether a line hands over to the recording: «المزيد من التفاصيل في تقرير مي يعقوب:», `More from Sara Haddad:`,
/// `Daniel Dickinson reports.` Radio pages print the presenter's link, then such a line, then the reporter's text.
pub(super) fn is_handover(line: &str) -> bool {
    if line.len() > MAX_BYTES {
        return false;
    }
    let key = normalised(line);
    let words: Vec<&str> = key.split(' ').collect();
    let ends_with_colon = line.trim_end().ends_with([':', '：']);
    words.len() <= MAX_WORDS
        && (is_arabic_handover(&words, ends_with_colon) || is_english_handover(line, &key, &words, ends_with_colon))
}

fn is_arabic_handover(words: &[&str], ends_with_colon: bool) -> bool {
    static REPORT: LazyLock<HashSet<String>> = LazyLock::new(|| set("تقرير|التقرير|تقريرها|تقريره|بتقرير|لتقرير|وتقرير"));
    static MORE: LazyLock<HashSet<String>> = LazyLock::new(|| {
        set(
            "المزيد|مزيد|للمزيد|التفاصيل|تفاصيل|بالتفاصيل|بالمزيد|نستمع|لنستمع|فلنستمع|استمعوا|إليكم|يوافينا|توافينا|تابعوا|نتابع|أعد|أعدت|أعده|أعدته|وافانا|وافتنا",
        )
    });
    let has = |table: &HashSet<String>| words.iter().any(|w| table.contains(*w));
    let starts = |table: &HashSet<String>| words.iter().take(2).any(|w| table.contains(*w));
    // «التفاصيل في تقرير فلان» without a colon is a sentence when it goes on, so it must begin the line and be short.
    (starts(&MORE) && has(&REPORT) && (ends_with_colon || words.len() <= 10))
        || (ends_with_colon && words.len() <= 7 && starts(&REPORT))
        || (ends_with_colon && words.len() <= 12 && starts(&MORE))
}

fn is_english_handover(line: &str, key: &str, words: &[&str], ends_with_colon: bool) -> bool {
    let quoted = line.contains(['"', '“', '«']);
    let ends = |tails: &[&str]| tails.iter().any(|tail| key.ends_with(tail));
    let opening = [
        "more from ",
        "more details from ",
        "more details in ",
        "more in ",
        "with more ",
        "here is ",
        "here s ",
        "listen to ",
    ];
    let opens =
        opening.iter().any(|start| key.starts_with(start)) || line.trim_start().to_lowercase().starts_with("here's ");
    let report = words.iter().any(|w| matches!(*w, "report" | "reports" | "story" | "details" | "more"));
    let tails = [
        " has more",
        " has the details",
        " has details",
        " has this report",
        " has the story",
        " has the latest",
        " has the report",
        " filed this report",
        " sent this report",
        " sent us this report",
        " has been finding out",
        " takes up the story",
    ];
    !quoted
        && ((opens && ends_with_colon && (report || key.starts_with("more ")))
            || (words.len() <= 14 && ends(&tails))
            || (words.len() <= 7 && key.ends_with(" reports") && starts_with_a_name(line)))
}

/// Two capitalised words at the start: `Daniel Dickinson reports.`, and not `The agency reports.`
fn starts_with_a_name(line: &str) -> bool {
    let mut words = line.split_whitespace();
    let capital = |w: Option<&str>| w.is_some_and(|w| w.chars().next().is_some_and(char::is_uppercase));
    let first = words.next();
    first != Some("The") && first != Some("A") && capital(first) && capital(words.next())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn handovers_are_known_and_mentions_of_reports_are_not() {
        for line in [
            "المزيد من التفاصيل في تقرير مي يعقوب:",
            "التفاصيل في تقرير سالم الحداد",
            "نستمع إلى تقرير الزميلة نور:",
            "تقرير مي يعقوب:",
            "More from Maria Lopez:",
            "Daniel Dickinson reports.",
            "Sara Haddad has more.",
            "Here's Sara Haddad with this report:",
        ] {
            assert!(is_handover(line), "{line}");
        }
        for line in [
            "وجاء في تقرير المنظمة أن المزيد من الأسر نزحت من بيوتها.",
            "The agency reports.",
            "More from the fields is expected this year.",
            "وقال إن التفاصيل سترد لاحقا.",
            "He added:",
            "وأضاف:",
            "The minister has more to say about the reports of last week than he said.",
        ] {
            assert!(!is_handover(line), "{line}");
        }
    }
}
