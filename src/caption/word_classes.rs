//! The closed lists that stand in for grammar, which a program does not have. Words are listed as [`normalise`] keeps them: lower
//! case, without vowel signs, all forms of alef one, «ى» as «ي», «ة» as «ه».

use std::collections::HashSet;
use std::sync::LazyLock;

use crate::text::normalise;

/// Conjunctions and relative words: the best words to begin a line with; none may end one.
static CONJUNCTIONS: List = LazyLock::new(|| {
    list(
        "and but or nor so yet because although though while when where if unless until since which who \
    whom whose that whereas whether after before how why what \
    او ام ثم بل حيث بينما عندما حين حينما اذا اذ لولا لان لانه لانها لكن لكنه لكنها ان انه انها انهم بان بانه بانها كما كي لكي \
    الذي التي الذين اللذين اللتين اللواتي",
    )
});

/// Prepositions: good words to begin a line with, after conjunctions; none may end one.
static PREPOSITIONS: List = LazyLock::new(|| {
    list(
        "in on at by for from of to with without within into onto over under about against between among \
    through during across behind near like as than toward despite upon along around beyond inside outside above below beneath till \
    في من الي علي عن مع بين حتي منذ خلال ضد حول لدي عند قبل بعد تحت فوق امام خلف ورا بشان بسبب رغم عبر نحو يوم صباح مسا دون بدون سوي الا",
    )
});

/// Articles, demonstratives, pronouns, auxiliaries, negations, degrees, vocatives and particles: none may end a line, since each
/// belongs to what follows.
static FUNCTION_WORDS: List = LazyLock::new(|| {
    list(
        "a an the this these those my your his her its our their some any every each no both such all half \
    i you he she it we they there am is are was were be been being has have had do does did will would shall should can \
    could may might must not never very more most less only even also just still already \
    لن لم لا ما قد سوف ليس ليست لست يا غير هذا هذه ذلك تلك هولا كل كافه بعض اي ايه جميع معظم عده نحن هو هي هم انا انت انتم \
    كان كانت كانوا يكون تكون يجب يمكن ينبغي يزال تزال زال زالت مازال مازالت هل اين كيف لماذا متي كم اكثر اقل مثل",
    )
});

/// Verbs of saying: a line should not end between one and who says it or to whom; it may in front of what is said («that», «إن»).
static SAYING: List =
    LazyLock::new(|| list("said says told asked added warned قال قالت قالوا اكد اكدت اضاف اضافت ذكر ذكرت اعلن اعلنت"));

/// Words that come before a noun in English as a rule.
static BEFORE_A_NOUN: List = LazyLock::new(|| {
    list(
        "new old first second third last next young big small great little long short high low good bad \
    many much few several other another same whole main own international national local united foreign public former \
    better best worse worst clean clear dark deep early easy fair free full hard heavy hot large late light major minor poor rich safe strong weak \
    wide legal illegal military political humanitarian",
    )
});

/// English words that look like adjectives by their ending and are nouns as a rule.
static NOUNS: List = LazyLock::new(|| {
    list(
        "hospital arrival animal festival capital signal material journal trial proposal approval survival rival \
    official individual professional criminal general music public topic traffic republic clinic critic panic fabric \
    vegetable executive objective initiative representative detective motive relative native perspective",
    )
});

/// Arabic words that come behind a noun as a rule: breaking before one parts it from that noun.
static BEHIND_A_NOUN: List = LazyLock::new(|| {
    list(
        "جديد جديده كبير كبيره صغير صغيره خطير خطيره طويل طويله قصير قصيره مهم مهمه واضح واضحه اخر اخري \
    كامل كامله شديد شديده واسع واسعه قوي قويه عام عامه خاص خاصه مشترك مشتركه سابق سابقه قادم قادمه مقبل مقبله ماضي حاد \
    حاده ضخم ضخمه عاجل عاجله فوري فوريه دايم دايمه مستمر مستمره مسلح مسلحه متحده ثابت ثابته",
    )
});

/// Titles: none may end a line, since the name follows; normalisation writes the short ones (Dr.) out.
static TITLES: List = LazyLock::new(|| {
    list(
        "mister missus ms doctor professor president secretary general minister ambassador \
    السيد السيده الدكتور الدكتوره الامين الرييس الوزير السفير المبعوث",
    )
});

/// Words whose first letter «و» is of their stem, and not the conjunction «and» written on to them.
static WAW_IN_STEM: List = LazyLock::new(|| {
    list(
        "وزير وزيره وزاره وزرا وكاله وكيل وكلا وثيقه وثايق واشنطن واسع واسعه واضح واضحه وحده وحدات وسط وسايل \
    وسيله وضع وصول وقت وقف وفد وفود وفاه ولايه ولايات وطن وطني وطنيه وعد وعي والد والده واحد واحده وجود وجه وصف وصل وقع ورقه \
    ورده ورا وحدها وحده وثيق وثيقه وشيك واقع واجب وسيط وجهه وظيفه وظايف",
    )
});

/// Abbreviations: the stop behind them ends no sentence.
static ABBREVIATIONS: List = LazyLock::new(|| list("Mr. Mrs. Ms. Dr. Prof. St. Gen. Sen. Rep. U.S. U.N. e.g. i.e."));

/// Words, to be looked up.
type List = LazyLock<HashSet<&'static str>>;

fn list(words: &'static str) -> HashSet<&'static str> {
    words.split_ascii_whitespace().collect()
}

/// Whether `word` is on the list.
fn listed(list: &List, word: &str) -> bool {
    list.contains(word)
}

/// Whether `word` is on the list, as it stands or without its proclitics, the Arabic letters that are written on to words:
/// «و» and, «ف» so, «ب» in, «ل» for, «ك» as.
fn listed_with_clitics(list: &List, word: &str) -> bool {
    let rest = word.strip_prefix(['و', 'ف']).unwrap_or(word);
    [word, rest].into_iter().chain(rest.strip_prefix(['ب', 'ل', 'ك'])).any(|form| listed(list, form))
}

/// Whether `word`, normalised, may not end a line, because it belongs to the next word.
pub(super) fn leans(word: &str) -> bool {
    [&CONJUNCTIONS, &PREPOSITIONS, &FUNCTION_WORDS, &TITLES].into_iter().any(|list| listed_with_clitics(list, word))
        || word == "و"
        || is_number_word(word)
        || listed(&BEFORE_A_NOUN, word)
}

/// Whether `word`, normalised, is a verb of saying.
pub(super) fn says(word: &str) -> bool {
    listed_with_clitics(&SAYING, word)
}

/// Whether `word`, normalised, is by its ending most likely an adjective before its noun.
pub(super) fn is_adjective(word: &str) -> bool {
    let ending = ["al", "ic", "ous", "ive", "ful", "less", "able", "ible"].iter().any(|end| word.ends_with(end));
    ending && word.len() > 5 && !listed(&NOUNS, word)
}

/// Whether a line may well begin with `word`, normalised, since it is a conjunction or begins with one.
pub(super) fn is_conjunction(word: &str) -> bool {
    listed(&CONJUNCTIONS, word) || begins_with_waw(word)
}

/// Whether `word`, normalised, is a preposition, or an Arabic one written together with its noun's article.
pub(super) fn is_preposition(word: &str) -> bool {
    let joined = ["بال", "لل", "كال"].iter().any(|p| word.starts_with(p) && word.chars().count() > 4);
    listed(&PREPOSITIONS, word) || joined
}

/// Whether `word`, normalised, belongs to the noun in front of it.
pub(super) fn is_behind_a_noun(word: &str) -> bool {
    listed(&BEHIND_A_NOUN, word) || word.ends_with("يه") && word.chars().count() > 4 && !word.starts_with("ال")
}

/// Whether `word`, normalised, is a title in front of a name.
pub(super) fn is_title(word: &str) -> bool {
    listed(&TITLES, word)
}

/// Whether `word` is an abbreviation whose stop ends no sentence.
pub(super) fn is_abbreviation(word: &str) -> bool {
    listed(&ABBREVIATIONS, word)
}

/// Whether `word` is a number in words, which belongs to what it counts; the Arabic «one» stands behind it and does not.
fn is_number_word(word: &str) -> bool {
    !matches!(word, "واحد" | "واحده") && normalise(word).number().is_some()
}

/// Whether `word` begins with the conjunction «و»: it is long enough for that, and not listed with the letter in its stem.
fn begins_with_waw(word: &str) -> bool {
    word.starts_with('و') && word.chars().count() > 3 && !listed(&WAW_IN_STEM, word)
}

/// The letters of a word as they are listed.
pub(super) fn word_key(word: &str) -> String {
    normalise(word).key().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_normalised_as_words_are() {
        let lists = [
            &CONJUNCTIONS,
            &PREPOSITIONS,
            &FUNCTION_WORDS,
            &BEFORE_A_NOUN,
            &NOUNS,
            &BEHIND_A_NOUN,
            &TITLES,
            &WAW_IN_STEM,
            &SAYING,
        ];
        let words = lists.into_iter().flat_map(|list| list.iter());
        let never_met: Vec<&&str> = words.filter(|word| word_key(word) != **word).collect();
        assert!(never_met.is_empty(), "the lists hold forms that no normalised word has: {never_met:?}");
    }

    #[test]
    fn every_conjunction_and_preposition_leans() {
        for word in CONJUNCTIONS.iter().chain(PREPOSITIONS.iter()) {
            assert!(leans(word), "{word}");
        }
    }
}
