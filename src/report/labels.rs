//! The words of the report itself, English and Arabic.

use crate::align::{AudioStatus, DifferenceKind, RefusalReason, SentenceStatus, StretchReason};
use crate::article::PartKind;
use crate::text::Language;

use super::{Captioned, Decision, FindingKind, FindingReason, Verdict, decision, reasons};
use crate::time::ClockStyle;

/// The words of one language.
pub(super) struct Labels {
    pub(super) lang: &'static str,
    pub(super) dir: &'static str,
    pub(super) report: &'static str,
    pub(super) coverage: &'static str,
    pub(super) sentences: &'static str,
    pub(super) words: &'static str,
    pub(super) speech: &'static str,
    pub(super) findings: &'static str,
    pub(super) notes: &'static str,
    pub(super) no_findings: &'static str,
    pub(super) article: &'static str,
    pub(super) published: &'static str,
    pub(super) said: &'static str,
    pub(super) extra: &'static str,
    pub(super) no_extra: &'static str,
    pub(super) refused: &'static str,
    pub(super) play: &'static str,
    pub(super) sentence: &'static str,
    pub(super) made_from: &'static str,
    pub(super) no_audio: &'static str,
    pub(super) lost_audio: &'static str,
    pub(super) confidence: &'static str,
    pub(super) same: &'static str,
    pub(super) inferred: &'static str,
    pub(super) moved: &'static str,
    pub(super) ambiguous: &'static str,
    pub(super) duplicate: &'static str,
    pub(super) nothing_heard: &'static str,
    pub(super) listen_here: &'static str,
    pub(super) misheard: &'static str,
    pub(super) timeline: &'static str,
    pub(super) show: &'static str,
    pub(super) verdict: &'static str,
    pub(super) copy: &'static str,
    pub(super) copied: &'static str,
    pub(super) save_csv: &'static str,
    pub(super) save_json: &'static str,
    pub(super) sounds: &'static str,
    pub(super) stage_direction: &'static str,
    pub(super) left_out: &'static str,
    pub(super) added: &'static str,
    pub(super) decided: &'static str,
    pub(super) orphaned: &'static str,
    verdicts: [&'static str; 4],
    to_confirm: &'static str,
    captioned_spoken: &'static str,
    captioned_published: &'static str,
    statuses: [&'static str; 4],
    parts: [&'static str; 6],
    audio: [&'static str; 5],
    finding: [&'static str; 14],
    differences: [&'static str; 8],
}

impl Labels {
    pub(super) fn of(language: &Language) -> &'static Self {
        if language.as_str() == "ar" { &ARABIC } else { &ENGLISH }
    }

    pub(super) fn status(&self, status: SentenceStatus) -> &'static str {
        self.statuses[match status {
            SentenceStatus::Spoken => 0,
            SentenceStatus::Partly => 1,
            SentenceStatus::NotSpoken => 2,
            SentenceStatus::Boilerplate => 3,
        }]
    }

    pub(super) fn part(&self, part: PartKind) -> &'static str {
        self.parts[match part {
            PartKind::Headline => 0,
            PartKind::Lead => 1,
            PartKind::Handover => 2,
            PartKind::Body => 3,
            PartKind::Quote => 4,
            PartKind::Boilerplate => 5,
        }]
    }

    pub(super) fn audio(&self, status: AudioStatus) -> &'static str {
        self.audio[match status {
            AudioStatus::InArticle => 0,
            AudioStatus::NotInArticle => 1,
            AudioStatus::NonSpeech => 2,
            AudioStatus::SuspectedHallucination => 3,
            AudioStatus::MissingTranscript => 4,
        }]
    }

    pub(super) fn finding(&self, kind: FindingKind) -> &'static str {
        self.finding[match kind {
            FindingKind::RefusedPair => 0,
            FindingKind::PublishedNotSaid => 1,
            FindingKind::Reworded => 2,
            FindingKind::Ambiguous => 3,
            FindingKind::SaidNotPublished => 4,
            FindingKind::SuspectedHallucination => 5,
            FindingKind::MissingTranscript => 6,
            FindingKind::Moved => 7,
            FindingKind::Duplicate => 8,
            FindingKind::NothingHeard => 9,
            FindingKind::ChangedMeaning => 10,
            FindingKind::Listen => 11,
            FindingKind::Misheard => 12,
            FindingKind::Translated => 13,
        }]
    }

    /// In what two wordings differ.
    pub(super) fn difference(&self, kind: DifferenceKind) -> &'static str {
        self.differences[match kind {
            DifferenceKind::Negation => 0,
            DifferenceKind::Number => 1,
            DifferenceKind::Date => 2,
            DifferenceKind::Name => 3,
            DifferenceKind::Opposite => 4,
            DifferenceKind::Wording => 5,
            DifferenceKind::Added => 6,
            DifferenceKind::Omitted => 7,
        }]
    }

    /// What captions show in a place where the two differ.
    pub(super) fn captioned(&self, captioned: &Captioned) -> String {
        match captioned.span {
            Some(span) => format!("{} {}", self.captioned_spoken, ClockStyle::Seconds.print(span.start())),
            None => self.captioned_published.to_owned(),
        }
    }

    /// Why the pair was refused, in this language.
    pub(super) fn refusal(&self, reason: &RefusalReason) -> String {
        if self.is_arabic() { reasons::refusal_in_arabic(reason) } else { reason.to_string() }
    }

    /// Why a stretch of the recording got its verdict, in this language.
    pub(super) fn stretch(&self, reason: &StretchReason) -> String {
        if self.is_arabic() { reasons::stretch_in_arabic(reason) } else { reason.to_string() }
    }

    /// Why a finding is one, in this language.
    pub(super) fn why(&self, reason: &FindingReason) -> String {
        if self.is_arabic() { reasons::finding_in_arabic(reason) } else { reason.to_string() }
    }

    /// What was decided, by whom, when and why: in one line.
    pub(super) fn decision(&self, decision: &Decision) -> String {
        let verdict = self.verdicts[match decision.verdict {
            Verdict::Article => 0,
            Verdict::Speech => 1,
            Verdict::Note => 2,
            Verdict::Open => 3,
        }];
        let colon = decision.note.as_ref().map(|note| format!(": {note}")).unwrap_or_default();
        let comma = if self.is_arabic() { "،" } else { "," };
        let confirm = if decision.to_confirm { format!("{comma} {}", self.to_confirm) } else { String::new() };
        let (author, day) = (&decision.author, decision::day(decision.decided_unix_s));
        format!("{verdict} ({author}{comma} {day}){confirm}{colon}")
    }

    fn is_arabic(&self) -> bool {
        self.lang == "ar"
    }
}

impl FindingReason {
    /// The same in Arabic where `language` is Arabic, else in English.
    #[must_use]
    pub fn told(&self, language: &Language) -> String {
        Labels::of(language).why(self)
    }
}

pub(super) const ENGLISH: Labels = Labels {
    lang: "en",
    dir: "ltr",
    report: "Check report",
    coverage: "Coverage",
    sentences: "sentences said",
    words: "words said as printed",
    speech: "of the speech is in the article",
    findings: "Findings",
    notes: "Notes",
    no_findings: "Nothing to look at: what was published was said, and the other way round.",
    article: "The article, sentence by sentence",
    published: "Published",
    said: "Said",
    extra: "Speech that is not in the article",
    no_extra: "None.",
    refused: "Refused: this recording and this article do not belong together. Nothing was aligned.",
    play: "Play from",
    sentence: "Sentence",
    made_from: "Made from",
    lost_audio: "The recording cannot be played from here. The page looks for it at:",
    no_audio: "The recording was not given; times cannot be played.",
    confidence: "confidence",
    same: "as published",
    inferred: "time inferred from its neighbours",
    moved: "said at another place than printed",
    ambiguous: "one of several equal sentences",
    duplicate: "repeats sentence",
    nothing_heard: "No words were heard in this recording, so that there is nothing to compare. This says nothing about the article.",
    listen_here: "Listen here",
    misheard: "Probably misheard",
    timeline: "The recording from start to end",
    show: "Show",
    verdict: "Verdict",
    copy: "Copy findings",
    copied: "Copied",
    save_csv: "Save as CSV",
    save_json: "Save as JSON",
    sounds: "Sounds",
    stage_direction: "stage direction",
    left_out: "left out",
    added: "added",
    decided: "Decided",
    orphaned: "Decisions on what is not there any more",
    verdicts: ["the article is right", "the speech is right", "note", "open"],
    to_confirm: "the finding has changed, please confirm",
    captioned_spoken: "captioned as spoken, at",
    captioned_published: "captioned as published",
    statuses: ["said", "said in part", "not said", "page furniture"],
    parts: ["headline", "lead", "hand-over", "body", "quote", "furniture"],
    audio: ["in the article", "not in the article", "no speech", "doubtful words", "no transcript"],
    finding: [
        "refused pair",
        "published, not said",
        "reworded",
        "ambiguous",
        "said, not published",
        "doubtful words",
        "no transcript",
        "moved",
        "duplicate",
        "no words were heard",
        "says something else",
        "listen here",
        "probably misheard",
        "said in another language",
    ],
    differences: ["negation", "number", "date", "name", "opposite", "wording", "added", "left out"],
};

pub(super) const ARABIC: Labels = Labels {
    lang: "ar",
    dir: "rtl",
    report: "تقرير المراجعة",
    coverage: "التغطية",
    sentences: "من الجمل قيلت",
    words: "من الكلمات قيلت كما نشرت",
    speech: "من الكلام وارد في المقال",
    findings: "ملاحظات تحتاج إلى مراجعة",
    notes: "للعلم",
    no_findings: "لا شيء يحتاج إلى مراجعة: ما نشر قيل، وما قيل نشر.",
    article: "المقال جملة جملة",
    published: "المنشور",
    said: "المسموع",
    extra: "كلام غير وارد في المقال",
    no_extra: "لا يوجد.",
    refused: "مرفوض: هذا التسجيل لا يخص هذا المقال، ولم تجر أي مطابقة.",
    play: "تشغيل من",
    sentence: "الجملة",
    made_from: "المصدر",
    lost_audio: "يتعذر تشغيل التسجيل من هنا. تبحث الصفحة عنه في:",
    no_audio: "لم يرفق التسجيل، فلا يمكن تشغيل الأوقات.",
    confidence: "الثقة",
    same: "كما نشر",
    inferred: "وقت مستنتج مما قبله وما بعده",
    moved: "قيلت في غير موضعها",
    ambiguous: "واحدة من جمل متطابقة",
    duplicate: "تكرر الجملة",
    nothing_heard: "لم تسمع أي كلمة في هذا التسجيل، فلا شيء للمقارنة. ولا يدل ذلك على شيء في المقال.",
    listen_here: "استمع هنا",
    misheard: "أخطاء سمع على الأرجح",
    timeline: "التسجيل من أوله إلى آخره",
    show: "إظهار",
    verdict: "الحكم",
    copy: "نسخ الملاحظات",
    copied: "نسخت",
    save_csv: "حفظ بصيغة CSV",
    save_json: "حفظ بصيغة JSON",
    sounds: "أصوات",
    stage_direction: "وصف لصوت",
    left_out: "محذوف",
    added: "مضاف",
    decided: "ما بت فيه",
    orphaned: "قرارات في ما لم يعد موجودا",
    verdicts: ["المقال هو الصحيح", "المسموع هو الصحيح", "ملاحظة", "غير محسوم"],
    to_confirm: "تغير الموضع، يرجى التأكيد",
    captioned_spoken: "في التسميات التوضيحية كما قيل، عند",
    captioned_published: "في التسميات التوضيحية كما نشر",
    statuses: ["قيلت", "قيلت جزئيا", "لم تقل", "من إطار الصفحة"],
    parts: ["عنوان", "مقدمة", "تمهيد للتقرير", "متن", "اقتباس", "إطار الصفحة"],
    audio: ["وارد في المقال", "غير وارد في المقال", "بلا كلام", "كلمات مشكوك فيها", "كلام بلا نص"],
    finding: [
        "تسجيل ومقال لا يتطابقان",
        "نشر ولم يقل",
        "صياغة مختلفة",
        "ملتبس",
        "قيل ولم ينشر",
        "كلمات مشكوك فيها",
        "كلام بلا نص",
        "في غير موضعه",
        "مكرر",
        "لم تسمع كلمات",
        "معنى مختلف",
        "استمع هنا",
        "خطأ سمع على الأرجح",
        "قيل بلغة أخرى",
    ],
    differences: ["نفي", "عدد", "تاريخ", "اسم", "ضد", "صياغة", "مضاف", "محذوف"],
};
