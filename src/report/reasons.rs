//! Reasons in Arabic, for an Arabic page. In English they are written by whoever gives them.

use crate::align::{RefusalCause, RefusalReason, SharedPassages, StretchReason};

use super::FindingReason;

/// Why a finding is one.
pub(super) fn finding_in_arabic(reason: &FindingReason) -> String {
    match reason {
        FindingReason::Refusal(reason) => refusal_in_arabic(reason),
        FindingReason::Stretch(reason) => stretch_in_arabic(reason),
        FindingReason::Repeats { sentence } => format!("تكرر الجملة {}", sentence + 1),
        FindingReason::EachTime { places, sentences } => {
            let numbers: Vec<String> = sentences.iter().map(|id| (id + 1).to_string()).collect();
            format!("في كل مرة: عدد المواضع {places}، في الجمل {}", numbers.join("، "))
        }
    }
}

/// Why the pair was refused.
pub(super) fn refusal_in_arabic(reason: &RefusalReason) -> String {
    match reason {
        RefusalReason::ArticleWithoutWords => "لا كلمات في المقال للمقارنة".to_owned(),
        RefusalReason::TranscriptWithoutWords => "لا كلمات في النص المسموع للمقارنة".to_owned(),
        RefusalReason::TooLittleShared { shared, cause } => {
            format!("{}؛ {}", shared_in_arabic(shared), cause_in_arabic(cause))
        }
        RefusalReason::Other(sentence) => sentence.clone(),
    }
}

fn shared_in_arabic(shared: &SharedPassages) -> String {
    match shared {
        SharedPassages::None { heard, printed, least } => {
            format!("المسموع {heard} كلمة والمنشور {printed}، ولا يشتركان في أي مقطع من {least} كلمات أو أكثر")
        }
        SharedPassages::Some { words, heard, longest } => {
            format!("ما يرد في المقال {words} فقط من {heard} كلمة مسموعة، وأطول مقطع مشترك كلماته {longest}")
        }
    }
}

fn cause_in_arabic(cause: &RefusalCause) -> String {
    match cause {
        RefusalCause::Languages { recording, article } => format!("لغة التسجيل «{recording}» ولغة المقال «{article}»"),
        RefusalCause::OneSubject => "والكلمات والأسماء المشتركة لا تزيد على ما تشترك فيه نصوص في موضوع واحد".to_owned(),
    }
}

/// Why a stretch of the recording got its verdict.
pub(super) fn stretch_in_arabic(reason: &StretchReason) -> String {
    match reason {
        StretchReason::SpeechWithoutWords { article_words: 0 } => "كلام لم يخرج منه برنامج التعرف أي كلمة".to_owned(),
        StretchReason::SpeechWithoutWords { article_words } => {
            format!("كلام لم يخرج منه برنامج التعرف أي كلمة؛ عدد كلمات المقال في هذا الموضع: {article_words}")
        }
        StretchReason::ArticleWordsFit { article_words } => {
            format!("لم تسمع كلمات حيث يتسع الوقت لكلمات من المقال عددها {article_words}")
        }
        StretchReason::NoTimes => "لا وقت موثوقا به لأي كلمة".to_owned(),
        StretchReason::RefusedTimes { words: 1 } => "وقت كلمة واحدة لا يمكن أن يكون صحيحا".to_owned(),
        StretchReason::RefusedTimes { words } => format!("أوقات كلمات عددها {words} لا يمكن أن تكون صحيحة"),
        StretchReason::Loop => "الكلمات تكرر نفسها".to_owned(),
        StretchReason::StockPhrase => "عبارة تولدها برامج التعرف فوق الصمت".to_owned(),
        StretchReason::WordsOverSilence => "كلمات في موضع لا كلام فيه".to_owned(),
        StretchReason::OtherLanguage { said, article } => format!("قيل بلغة «{said}» ولغة المقال «{article}»"),
        StretchReason::Translated { said, article } => format!("قيل بلغة «{said}» ونصه في المقال بلغة «{article}»"),
        StretchReason::Other(sentence) => sentence.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Language;

    #[test]
    fn a_reason_with_its_numbers_is_said_in_arabic() {
        let said = stretch_in_arabic(&StretchReason::SpeechWithoutWords { article_words: 12 });
        assert_eq!(said, "كلام لم يخرج منه برنامج التعرف أي كلمة؛ عدد كلمات المقال في هذا الموضع: 12");
        let both = refusal_in_arabic(&RefusalReason::TooLittleShared {
            shared: SharedPassages::Some { words: 9, heard: 140, longest: 4 },
            cause: RefusalCause::Languages { recording: Language::arabic(), article: Language::english() },
        });
        assert!(both.starts_with("ما يرد في المقال 9 فقط من 140") && both.ends_with("«ar» ولغة المقال «en»"), "{both}");
        let later = StretchReason::from("words of a later version".to_owned());
        assert_eq!(stretch_in_arabic(&later), "words of a later version");
    }
}
