//! Knowledge of words in Arabic and English, as closed lists: which words negate, exclude each other, belong to dates, are names,
//! carry no meaning of their own, sound alike. It serves to judge whether what was said and what was published mean the same.
//!
//! A closed list is right about what it holds and silent about everything else: `None` and an empty list mean "not known here".
//! Every function takes words as they were [normalised](super::normalise), or [tokens](super::tokens) in running order where the
//! neighbours of a word decide; inflection and Arabic proclitics are no matter. Numbers are read by [`numbers`](super::numbers).

mod abbreviation;
mod affix;
mod cities;
mod clitics;
mod contraction;
mod contrast;
mod contrast_arabic;
mod contrast_english;
mod countries;
mod date;
mod dual;
mod families;
mod function_word;
mod hedge;
mod homophone;
mod inflection;
mod introduced;
mod kind_word;
mod measure;
mod name;
mod negation;
mod organisations;
mod peoples;
mod persons;
mod sayer;
mod spelling;
#[cfg(test)]
mod tests;

pub use abbreviation::is_abbreviation_of;
pub use contraction::{are_contracted_alike, is_contraction_of};
pub use contrast::{Contrast, contrast};
pub use date::{DateMention, DateWord, TimeOfDay, dates};
pub(crate) use date::{HIJRI_MONTHS, MONTHS};
pub use dual::counts_two_alike;
pub(crate) use dual::{is_counted_otherwise, is_dual_of};
pub use function_word::{is_function_word, is_title};
pub use hedge::is_hedge;
pub use homophone::sounds_equal;
pub use introduced::introduced_names;
pub(crate) use introduced::{leads_to_name, names_of_bodies, names_of_places};
pub use kind_word::is_kind_word;
pub use measure::is_one_measure;
pub use name::{NameKind, NameMention, NamedEntry, names};
pub(crate) use negation::is_denying;
pub use negation::{Negation, NegationKind, negations};
#[cfg(feature = "review")]
pub(crate) use sayer::is_saying;
pub(crate) use sayer::sayers;
pub use spelling::{ends_in_either_alif, has_other_seat, is_same_spelled};
