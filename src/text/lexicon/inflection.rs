//! The forms under which an inflected word may stand in a list: a light, over-generating lemmatiser. What it gives is only ever
//! looked up in closed lists, so that a form that is no word does no harm.

use crate::text::Normalised;

/// Letters that must be left of an Arabic word when a clitic, a prefix or an ending is taken off.
const MIN_ARABIC_LETTERS: usize = 3;
/// Letters that must be left of an English word.
const MIN_ENGLISH_LETTERS: usize = 2;

/// The word itself and every form that it may be an inflection of, each once.
pub(super) fn lemmas(word: &Normalised) -> Vec<String> {
    let key = word.key();
    let mut found = if key.is_ascii() { english(key) } else { arabic(key) };
    found.sort();
    found.dedup();
    found
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
        if let Some(stem) = stem.strip_suffix('e') {
            add(stem, "");
        }
    }
    for ending in ["ed", "ing"] {
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

fn arabic(key: &str) -> Vec<String> {
    let mut bases = vec![key];
    // و and ف first, then what binds closer to the word.
    bases.extend(key.strip_prefix(['و', 'ف']));
    for base in bases.clone() {
        let article = base.strip_prefix("ال").or_else(|| base.strip_prefix("لل"));
        let preposition = base.strip_prefix(['ب', 'ل', 'ك']);
        bases.extend(article);
        bases.extend(preposition);
        bases.extend(preposition.and_then(|rest| rest.strip_prefix("ال")));
        bases.extend(base.strip_prefix('س').filter(|rest| rest.starts_with(['ي', 'ت', 'ن', 'ا'])));
    }
    for base in bases.clone() {
        // The prefix of the imperfect tense.
        bases.extend(base.strip_prefix(['ي', 'ت', 'ن', 'ا']));
    }
    let mut found = Vec::new();
    for base in bases {
        let endings = ARABIC_ENDINGS.iter().filter_map(|ending| base.strip_suffix(ending));
        let forms = std::iter::once(base).chain(endings);
        found.extend(forms.filter(|form| form.chars().count() >= MIN_ARABIC_LETTERS).map(str::to_owned));
    }
    found.push(key.to_owned());
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
            ("وأكدت", "أكد"),
            ("سيرفضون", "رفض"),
            ("بالانسحاب", "انسحاب"),
            ("ويعارضها", "عارض"),
            ("للمدنيين", "مدني"),
        ] {
            let lemma = normalise(lemma).key().to_owned();
            assert!(lemmas(&normalise(word)).contains(&lemma), "{word} {lemma}: {:?}", lemmas(&normalise(word)));
        }
    }

    #[test]
    fn no_more_is_taken_off_than_a_word_can_lose() {
        assert_eq!(lemmas(&normalise("is")), ["is"]);
        assert_eq!(lemmas(&normalise("class")), ["class"]);
        assert!(!lemmas(&normalise("والد")).contains(&"لد".to_owned()));
    }
}
