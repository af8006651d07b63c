//! Words that are not said for one another: opposites, members of one field that exclude each other, words that negate each other
//! by an affix, and words that are near in spelling or sound and mean something else.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::inflection::{Forms, lemmas, nouns, particles};
use super::{affix, contrast_arabic, contrast_english};
use crate::text::{Normalised, normalise};

/// How two words exclude each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Contrast {
    /// Opposites, or other members of one field: approve and reject, before and after, أكد and نفى, all and some.
    Opposite,
    /// One is the other, negated by an affix: legal and illegal, powerful and powerless, المركزية and اللامركزية.
    Negated,
    /// Near in spelling or sound, and another word: prosecution and persecution, تحرير and تحذير.
    Lookalike,
}

/// How the words exclude each other, whatever their inflection; `None` when no list says that they do. Symmetric. A word never
/// contrasts with a form of itself.
///
/// The lists are closed: two words of which this knows nothing may still be opposites.
///
/// ```
/// use rawi::text::{lexicon::{Contrast, contrast}, normalise};
/// let of = |a: &str, b: &str| contrast(&normalise(a), &normalise(b));
/// assert_eq!(of("approved", "rejects"), Some(Contrast::Opposite));
/// assert_eq!(of("وأكد", "ونفى"), Some(Contrast::Opposite));
/// assert_eq!(of("illegal", "legal"), Some(Contrast::Negated));
/// assert_eq!(of("disease", "ease"), None, "an affix, and no negation");
/// ```
#[must_use]
pub fn contrast(a: &Normalised, b: &Normalised) -> Option<Contrast> {
    if a == b || a.key().is_ascii() != b.key().is_ascii() {
        return None;
    }
    let (left, right) = (lemmas(a), lemmas(b));
    if affix::negates(&left, &right) {
        return Some(Contrast::Negated);
    }
    let (left_noun, right_noun) = (nouns(a), nouns(b));
    let opposite = OPPOSITES.contrasts(&left, &right)
        || NOUNS.contrasts(&left_noun, &right_noun)
        || PARTICLES.contrasts(&particles(a), &particles(b));
    if opposite {
        return Some(Contrast::Opposite);
    }
    LOOKALIKES.contrasts(&left_noun, &right_noun).then_some(Contrast::Lookalike)
}

static OPPOSITES: LazyLock<Fields> = LazyLock::new(|| Fields::of(&[contrast_english::OPPOSITES, contrast_arabic::VERBS]));
static NOUNS: LazyLock<Fields> = LazyLock::new(|| Fields::of(&[contrast_arabic::NOUNS]));
static PARTICLES: LazyLock<Fields> = LazyLock::new(|| Fields::of(&[contrast_arabic::PARTICLES]));
static LOOKALIKES: LazyLock<Fields> =
    LazyLock::new(|| Fields::of(&[contrast_english::LOOKALIKES, contrast_arabic::LOOKALIKES]));

/// Where a form stands: which field, and which of its sides.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Place {
    field: usize,
    side: usize,
}

/// Fields of words that exclude each other, by every form that is listed.
struct Fields {
    places: HashMap<String, Vec<Place>>,
}

impl Fields {
    /// Tables of fields: `|` between fields, `/` between the sides of one, spaces between the forms of a side.
    fn of(tables: &[&str]) -> Self {
        let mut places: HashMap<String, Vec<Place>> = HashMap::new();
        let fields = tables.iter().flat_map(|table| table.split('|')).filter(|field| !field.trim().is_empty());
        for (field, sides) in fields.enumerate() {
            for (side, forms) in sides.split('/').enumerate() {
                for form in forms.split_whitespace() {
                    places.entry(normalise(form).key().to_owned()).or_default().push(Place { field, side });
                }
            }
        }
        Self { places }
    }

    /// Where the forms stand. In a field that lists a word as it stands, nothing counts that it may be derived from: توعد threatens,
    /// though without its prefix it is وعد.
    fn places_of(&self, forms: &Forms) -> Vec<Place> {
        let listed = |forms: &[String]| -> Vec<Place> {
            forms.iter().filter_map(|form| self.places.get(form)).flatten().copied().collect()
        };
        let mut places = listed(&forms.exact);
        let derived = listed(&forms.derived);
        let fields: Vec<usize> = places.iter().map(|place| place.field).collect();
        places.extend(derived.into_iter().filter(|place| !fields.contains(&place.field)));
        places
    }

    /// Whether the two stand on different sides of a field, and nowhere on the same side of it.
    fn contrasts(&self, left: &Forms, right: &Forms) -> bool {
        let (left, right) = (self.places_of(left), self.places_of(right));
        let shared = |field: usize| left.iter().any(|place| place.field == field && right.contains(place));
        let apart = |a: &Place, b: &Place| a.field == b.field && a.side != b.side && !shared(a.field);
        left.iter().any(|a| right.iter().any(|b| apart(a, b)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(a: &str, b: &str) -> Option<Contrast> {
        contrast(&normalise(a), &normalise(b))
    }

    #[test]
    fn opposites_meet_in_every_inflection_and_in_both_orders() {
        for (a, b) in [
            ("approved", "rejected"),
            ("rises", "fell"),
            ("won", "lost"),
            ("winning", "losing"),
            ("open", "closed"),
            ("before", "after"),
            ("denies", "confirmed"),
            ("hard", "soft"),
            ("all", "some"),
            ("must", "may"),
            ("men", "women"),
            ("killed", "wounded"),
            ("guilty", "innocent"),
            ("northern", "southern"),
            ("اعتمد", "رفض"),
            ("وأكد", "ونفى"),
            ("أكدت", "نفت"),
            ("يؤكد", "ينفي"),
            ("ارتفعت", "انخفضت"),
            ("الارتفاع", "الانخفاض"),
            ("سيفتح", "سيغلق"),
            ("فاز", "خسر"),
            ("قبل", "بعد"),
            ("الشمالية", "الجنوبية"),
            ("وافقت", "رفضت"),
            ("الحكومة", "المعارضة"),
            ("القتلى", "الجرحى"),
            ("أكثر", "أقل"),
            ("وعد", "توعد"),
            ("الابن", "الابنة"),
            ("إليهم", "منهم"),
            ("مساء", "صباحا"),
        ] {
            assert_eq!((of(a, b), of(b, a)), (Some(Contrast::Opposite), Some(Contrast::Opposite)), "{a} {b}");
        }
    }

    #[test]
    fn lookalikes_are_told_although_they_are_near() {
        for (a, b) in [
            ("prosecution", "persecution"),
            ("hostages", "hospitals"),
            ("adopted", "adapted"),
            ("council", "counsel"),
            ("حوار", "حصار"),
            ("تحرير", "تحذير"),
            ("الجنود", "الحدود"),
            ("حظر", "حضر"),
            ("بعد", "بعض"),
            ("حسن", "حسين"),
            ("Hassan", "Hussein"),
        ] {
            assert_eq!((of(a, b), of(b, a)), (Some(Contrast::Lookalike), Some(Contrast::Lookalike)), "{a} {b}");
        }
    }

    #[test]
    fn other_words_and_forms_of_one_word_do_not_contrast() {
        for (a, b) in [
            ("rise", "rose"),
            ("rises", "rising"),
            ("approve", "approved"),
            ("open", "opened"),
            ("table", "chair"),
            ("rose", "rows"),
            ("colour", "color"),
            ("said", "told"),
            ("أكد", "وأكدت"),
            ("ارتفع", "ارتفاع"),
            ("رفض", "الرفض"),
            ("مدينة", "بلدة"),
            ("قال", "أضاف"),
            ("الدولة", "دولة"),
            ("before", "بعد"),
            ("ones", "off"),
            ("التالي", "من"),
            ("نفوق", "تحت"),
            ("كامل", "الأمن"),
            ("تظهر", "صباحا"),
            ("تقديم", "جديد"),
            ("المليون", "فارغة"),
            ("Hassan", "Hasan"),
        ] {
            assert_eq!(of(a, b), None, "{a} {b}");
        }
    }

    #[test]
    fn every_field_has_two_sides_and_no_form_on_both() {
        let opposites =
            [contrast_english::OPPOSITES, contrast_arabic::VERBS, contrast_arabic::NOUNS, contrast_arabic::PARTICLES];
        let tables = opposites.into_iter().chain([contrast_english::LOOKALIKES, contrast_arabic::LOOKALIKES]);
        for field in tables.flat_map(|table| table.split('|')).filter(|field| !field.trim().is_empty()) {
            let sides: Vec<Vec<String>> = field
                .split('/')
                .map(|side| side.split_whitespace().map(|form| normalise(form).key().to_owned()).collect())
                .collect();
            assert!(sides.len() >= 2 && sides.iter().all(|side| !side.is_empty()), "{field}");
            for (at, side) in sides.iter().enumerate() {
                let elsewhere = |form: &String| sides.iter().skip(at + 1).any(|other| other.contains(form));
                assert!(!side.iter().any(elsewhere), "{field}");
            }
        }
    }
}
