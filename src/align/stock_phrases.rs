//! Phrases that recognisers are known to say over silence and music. They come from the subtitles of web videos that the
//! models were trained on.

/// One of them.
pub(super) struct StockPhrase {
    pub(super) words: &'static str,
    /// No report says it, so that it is suspect even where nobody knows whether there was speech. The others are things
    /// people do say: they are suspect on silence only.
    pub(super) never_in_reports: bool,
}

const fn never(words: &'static str) -> StockPhrase {
    StockPhrase { words, never_in_reports: true }
}

const fn seldom(words: &'static str) -> StockPhrase {
    StockPhrase { words, never_in_reports: false }
}

/// Longer phrases stand before those that they contain.
pub(super) const PHRASES: &[StockPhrase] = &[
    never("thank you so much for watching"),
    never("thank you very much for watching"),
    never("thank you for watching"),
    never("thanks for watching"),
    never("thank you for your viewing"),
    never("please subscribe to my channel"),
    never("please subscribe to our channel"),
    never("please subscribe"),
    never("don't forget to subscribe"),
    never("don't forget to like and subscribe"),
    never("like and subscribe"),
    never("subscribe to my channel"),
    never("subscribe to our channel"),
    never("subscribe to the channel"),
    never("hit the bell icon"),
    never("see you in the next video"),
    never("see you next video"),
    never("subtitles by the amara.org community"),
    never("subtitles by the amara org community"),
    never("subtitles by"),
    never("subs by"),
    never("captions by"),
    never("transcription by castingwords"),
    never("لا تنسوا الاشتراك في القناة"),
    never("لا تنسى الاشتراك في القناة"),
    never("لا تنس الاشتراك في القناة"),
    never("لا تنسوا الاشتراك"),
    never("اشتركوا في القناة"),
    never("اشترك في القناة"),
    never("الاشتراك في القناة"),
    never("وتفعيل زر الجرس"),
    never("تفعيل زر الجرس"),
    never("تفعيل الجرس"),
    never("شكرا على المشاهدة"),
    never("شكرا لكم على المشاهدة"),
    never("شكرا للمشاهدة"),
    never("شكرا لمشاهدتكم"),
    never("شكرا على مشاهدتكم"),
    never("شكرا لحسن المشاهدة"),
    never("ترجمة نانسي قنقر"),
    never("نانسي قنقر"),
    never("الى اللقاء في الفيديو القادم"),
    never("اراكم في الفيديو القادم"),
    never("نراكم في الفيديو القادم"),
    never("sous titres réalisés par la communauté d'amara org"),
    never("untertitel der amara.org community"),
    never("untertitel im auftrag des zdf"),
    never("subtítulos realizados por la comunidad de amara.org"),
    seldom("thank you very much"),
    seldom("thank you"),
    seldom("thanks"),
    seldom("bye bye"),
    seldom("bye"),
    seldom("you"),
    seldom("music"),
    seldom("applause"),
    seldom("شكرا جزيلا"),
    seldom("شكرا لكم"),
    seldom("شكرا"),
    seldom("موسيقى"),
    seldom("تصفيق"),
    seldom("السلام عليكم"),
    seldom("في امان الله"),
];
