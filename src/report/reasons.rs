//! The alignment gives its reasons in English; on an Arabic page they are said in Arabic.

use std::borrow::Cow;

/// Reasons as the alignment words them, `{}` for a number or a name, and the same in Arabic.
const ARABIC: &[(&str, &str)] = &[
    ("speech for which the recogniser gave no words", "كلام لم يخرج منه برنامج التعرف أي كلمة"),
    (
        "speech for which the recogniser gave no words; the article has {} words here",
        "كلام لم يخرج منه برنامج التعرف أي كلمة؛ عدد كلمات المقال في هذا الموضع: {}",
    ),
    (
        "no words were heard where the article has {} that would fit",
        "لم تسمع كلمات حيث يتسع الوقت لكلمات من المقال عددها {}",
    ),
    ("no word has a time that can be believed", "لا وقت موثوقا به لأي كلمة"),
    ("the recogniser's time of one word cannot be true", "وقت كلمة واحدة لا يمكن أن يكون صحيحا"),
    ("the recogniser's times of {} words cannot be true", "أوقات كلمات عددها {} لا يمكن أن تكون صحيحة"),
    ("the words repeat themselves", "الكلمات تكرر نفسها"),
    ("a phrase that recognisers say over silence", "عبارة تولدها برامج التعرف فوق الصمت"),
    ("words where no speech is", "كلمات في موضع لا كلام فيه"),
    ("the article has no words to compare", "لا كلمات في المقال للمقارنة"),
    ("the transcript has no words to compare", "لا كلمات في النص المسموع للمقارنة"),
    (
        "of {} heard words and {} printed ones, not one passage of {} words or more is the same",
        "المسموع {} كلمة والمنشور {}، ولا يشتركان في أي مقطع من {} كلمات أو أكثر",
    ),
    (
        "only {} of {} heard words lie in passages that the article has; the longest of them has {} words",
        "ما يرد في المقال {} فقط من {} كلمة مسموعة، وأطول مقطع مشترك كلماته {}",
    ),
    ("the recording's language is `{}`, the article's `{}`", "لغة التسجيل «{}» ولغة المقال «{}»"),
    (
        "words and names in common are no more than texts on one subject share",
        "والكلمات والأسماء المشتركة لا تزيد على ما تشترك فيه نصوص في موضوع واحد",
    ),
];

/// A reason in Arabic; as it is when its wording is not known here.
pub(super) fn in_arabic(reason: &str) -> Cow<'_, str> {
    if let Some(whole) = known(reason) {
        return Cow::Owned(whole);
    }
    // Two reasons may be joined.
    match reason.rsplit_once("; ").map(|(first, second)| (known(first), known(second))) {
        Some((Some(first), Some(second))) => Cow::Owned(format!("{first}؛ {second}")),
        _ => Cow::Borrowed(reason),
    }
}

fn known(reason: &str) -> Option<String> {
    ARABIC.iter().find_map(|(english, arabic)| {
        let found = values(english, reason)?;
        Some(found.iter().fold((*arabic).to_owned(), |text, value| text.replacen("{}", value, 1)))
    })
}

/// What stands in the places of `{}`; `None` when `text` is not of this pattern.
fn values<'t>(pattern: &str, text: &'t str) -> Option<Vec<&'t str>> {
    let mut parts = pattern.split("{}");
    let mut rest = text.strip_prefix(parts.next()?)?;
    let mut found = Vec::new();
    for part in parts {
        let end = if part.is_empty() { rest.len() } else { rest.find(part)? };
        let value = &rest[..end];
        if value.is_empty() || value.contains(char::is_whitespace) {
            return None;
        }
        found.push(value);
        rest = &rest[end + part.len()..];
    }
    rest.is_empty().then_some(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reason_with_its_numbers_is_said_in_arabic() {
        let said = in_arabic("speech for which the recogniser gave no words; the article has 12 words here");
        assert_eq!(said, "كلام لم يخرج منه برنامج التعرف أي كلمة؛ عدد كلمات المقال في هذا الموضع: 12");
        let both = in_arabic(
            "only 9 of 140 heard words lie in passages that the article has; the longest of them has 4 words; the recording's language is `ar`, the article's `en`",
        );
        assert!(both.starts_with("ما يرد في المقال 9 فقط من 140") && both.ends_with("«ar» ولغة المقال «en»"), "{both}");
        assert_eq!(in_arabic("words of a later version"), "words of a later version");
    }

    /// When the alignment words a reason anew, its Arabic must follow.
    #[test]
    fn the_alignment_still_says_every_reason_of_the_table() {
        let align = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src/align");
        let mut source = String::new();
        for name in ["audio.rs", "holes.rs", "pair.rs"] {
            source.push_str(&std::fs::read_to_string(align.join(name)).unwrap());
        }
        let missing: Vec<&str> = ARABIC
            .iter()
            .map(|(english, _)| *english)
            .filter(|english| {
                let longest = english.split("{}").max_by_key(|part| part.len()).unwrap();
                !source.contains(longest)
            })
            .collect();
        assert!(missing.is_empty(), "the alignment no longer says {missing:?}");
    }
}
