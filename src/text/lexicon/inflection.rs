//! The forms under which an inflected word may stand in a list: a light, over-generating lemmatiser. What it gives is only ever
//! looked up in closed lists, so that a form that is no word does no harm.

use super::clitics::{without_clitics, without_conjunction};
use crate::text::Normalised;

/// Letters that must be left of an Arabic word when a clitic, a prefix or an ending is taken off.
const MIN_ARABIC_LETTERS: usize = 3;
/// Letters that must be left of an Arabic particle when a pronoun is taken off.
const MIN_PARTICLE_LETTERS: usize = 2;
/// Letters that must be left of an English word.
const MIN_ENGLISH_LETTERS: usize = 2;

/// The forms under which a word may be listed.
pub(super) struct Forms {
    /// The word as it stands, and without a conjunction and an article before it. Where one of these is listed, it is meant.
    pub(super) exact: Vec<String>,
    /// What it may be an inflection of.
    pub(super) derived: Vec<String>,
}

impl Forms {
    fn of(key: &str, derived: Vec<String>) -> Self {
        let mut exact: Vec<&str> = without_conjunction(key).collect();
        exact.extend(without_article(&exact));
        let exact: Vec<String> = exact.into_iter().map(str::to_owned).collect();
        let mut derived: Vec<String> = derived.into_iter().filter(|form| !exact.contains(form)).collect();
        derived.sort();
        derived.dedup();
        Self { exact, derived }
    }

    /// All forms.
    pub(super) fn all(&self) -> impl Iterator<Item = &String> {
        self.exact.iter().chain(&self.derived)
    }
}

/// The forms of a word of any kind: verbs in every person and tense, nouns, adjectives.
pub(super) fn lemmas(word: &Normalised) -> Forms {
    let key = word.key();
    let derived = if key.is_ascii() { english(key) } else { with_endings(verbs(bases(key))) };
    Forms::of(key, derived)
}

/// The forms of a noun: no prefix of a verb, and no ك, which begins too many words.
pub(super) fn nouns(word: &Normalised) -> Forms {
    let key = word.key();
    let derived = if key.is_ascii() {
        english(key)
    } else {
        let mut bases: Vec<&str> = without_conjunction(key).collect();
        bases.extend(without_article(&bases));
        bases.extend(without_conjunction(key).filter_map(|base| base.strip_prefix(['ب', 'ل'])));
        with_endings(bases)
    };
    Forms::of(key, derived)
}

/// The forms of a particle, a preposition or an adverb of time: proclitics before it, a pronoun behind it.
pub(super) fn particles(word: &Normalised) -> Forms {
    const PRONOUNS: &[&str] = &["ه", "ها", "هم", "هما", "هن", "نا", "كم", "ي"];
    let key = word.key();
    if key.is_ascii() {
        return Forms::of(key, Vec::new());
    }
    let mut derived = without_clitics(key);
    derived.extend(derived.clone().iter().filter_map(|form| form.strip_prefix("ال")).map(str::to_owned));
    for form in derived.clone() {
        let stems = PRONOUNS.iter().filter_map(|pronoun| form.strip_suffix(pronoun));
        derived.extend(stems.filter(|stem| stem.chars().count() >= MIN_PARTICLE_LETTERS).map(str::to_owned));
    }
    Forms::of(key, derived)
}

fn english(key: &str) -> Vec<String> {
    let mut found = vec![key.to_owned()];
    let mut add = |stem: &str, ending: &str| {
        if stem.len() >= MIN_ENGLISH_LETTERS {
            found.push(format!("{stem}{ending}"));
        }
    };
    if let Some(stem) = key.strip_suffix("ies").or_else(|| key.strip_suffix("ied")).or_else(|| key.strip_suffix("ily")) {
        add(stem, "y");
    }
    if let Some(stem) = key.strip_suffix('s').filter(|stem| !stem.ends_with('s')) {
        add(stem, "");
        // Boxes, buses, and not ones.
        if let Some(stem) = stem.strip_suffix('e').filter(|stem| stem.ends_with(['s', 'x', 'z', 'h', 'o'])) {
            add(stem, "");
        }
    }
    if let Some(stem) = key.strip_suffix("iest") {
        add(stem, "y");
    }
    for ending in ["ed", "ing", "est"] {
        if let Some(stem) = key.strip_suffix(ending) {
            add(stem, "");
            add(stem, "e");
            let mut last = stem.chars().rev();
            if last.next() == last.next() {
                add(stem.get(..stem.len().saturating_sub(1)).unwrap_or(""), "");
            }
        }
    }
    if let Some(stem) = key.strip_suffix("ly") {
        add(stem, "");
        add(stem, "le");
    }
    found
}

/// Endings of nouns and verbs, normalised: number, gender, case, person, and the pronouns that are joined to them.
const ARABIC_ENDINGS: &[&str] = &[
    "ه", "ت", "ا", "ي", "وا", "ون", "ين", "ان", "ات", "تا", "نا", "ها", "هم", "هما", "هن", "كم", "يه", "ته", "تها", "تهم",
    "وه", "وها", "وهم", "اه", "تان", "تين", "يين", "يون", "تم", "ني",
];

/// What is left of each without the article, alone or behind a preposition.
fn without_article<'a>(bases: &[&'a str]) -> Vec<&'a str> {
    const ARTICLES: &[&str] = &["ال", "لل", "بال", "كال"];
    let bare = |base: &&'a str| ARTICLES.iter().find_map(|article| base.strip_prefix(article));
    bases.iter().filter_map(bare).filter(|rest| rest.chars().count() >= MIN_PARTICLE_LETTERS).collect()
}

/// The word without each of its possible proclitics.
fn bases(key: &str) -> Vec<&str> {
    let mut bases: Vec<&str> = without_conjunction(key).collect();
    for base in bases.clone() {
        let preposition = base.strip_prefix(['ب', 'ل', 'ك']);
        bases.extend(base.strip_prefix("ال").or_else(|| base.strip_prefix("لل")));
        bases.extend(preposition);
        bases.extend(preposition.and_then(|rest| rest.strip_prefix("ال")));
        bases.extend(base.strip_prefix('س').filter(|rest| rest.starts_with(['ي', 'ت', 'ن', 'ا'])));
    }
    bases
}

/// The same, and what is left of each without the prefix of the imperfect tense.
fn verbs(mut bases: Vec<&str>) -> Vec<&str> {
    for base in bases.clone() {
        bases.extend(base.strip_prefix(['ي', 'ت', 'ن', 'ا']));
    }
    bases
}

fn with_endings(bases: Vec<&str>) -> Vec<String> {
    let mut found = Vec::new();
    for base in bases {
        // ألغت and ألغوا have lost the last letter of ألغى.
        let defective = ["ت", "وا"].iter().filter_map(|ending| base.strip_suffix(ending)).map(|stem| format!("{stem}ي"));
        found.extend(defective.filter(|form| form.chars().count() >= MIN_ARABIC_LETTERS));
        let stems = ARABIC_ENDINGS.iter().filter_map(|ending| base.strip_suffix(ending));
        let forms = std::iter::once(base).chain(stems);
        found.extend(forms.filter(|form| form.chars().count() >= MIN_ARABIC_LETTERS).map(str::to_owned));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::normalise;

    #[test]
    fn inflected_forms_lead_to_the_form_in_a_list() {
        for (word, lemma) in [
            ("rises", "rise"),
            ("banned", "ban"),
            ("closing", "close"),
            ("denied", "deny"),
            ("countries", "country"),
            ("legally", "legal"),
            ("possibly", "possible"),
            ("hottest", "hot"),
            ("wealthiest", "wealthy"),
            ("وأكدت", "أكد"),
            ("سيرفضون", "رفض"),
            ("بالانسحاب", "انسحاب"),
            ("ويعارضها", "عارض"),
            ("للمدنيين", "مدني"),
        ] {
            let lemma = normalise(lemma).key().to_owned();
            assert!(lemmas(&normalise(word)).all().any(|form| *form == lemma), "{word} {lemma}");
        }
    }

    #[test]
    fn no_more_is_taken_off_than_a_word_can_lose() {
        let has = |word: &str, form: &str| lemmas(&normalise(word)).all().any(|found| found == form);
        assert!(has("is", "is") && !has("is", "i") && !has("class", "clas") && !has("ones", "on"));
        assert!(!has("والد", "لد"));
        let noun = |word: &str, form: &str| nouns(&normalise(word)).all().any(|found| found == form);
        assert!(noun("بالأمن", "امن") && !noun("كامل", "امل") && !noun("يتسع", "تسع"));
        let particle = |word: &str, form: &str| particles(&normalise(word)).all().any(|found| found == form);
        assert!(particle("وبعدها", "بعد") && particle("إليهم", "الي") && !particle("التالي", "الي"));
    }
}
