//! Words by which a claim is not the reporter's own, or not certain: alleged, reportedly, المزعوم. Without one of them another thing
//! is claimed.

use std::collections::HashSet;
use std::sync::LazyLock;

use super::clitics::without_clitics;
use crate::text::{Normalised, normalise};

#[rustfmt::skip]
const HEDGES: &str = "alleged allegedly reportedly suspected apparently supposedly purported purportedly presumed presumably \
    ostensibly unconfirmed unverified so-called possibly probably perhaps potentially rumoured \
    مزعوم المزعوم مزعومة المزعومة مزعومين المزعومين يزعم تزعم يدعى مفترض المفترض مفترضة المفترضة محتمل المحتمل محتملة المحتملة مشتبه المشتبه ربما لعل يعتقد يرجح يبدو يحتمل يقال";

static KEYS: LazyLock<HashSet<String>> =
    LazyLock::new(|| HEDGES.split_whitespace().map(|word| normalise(word).key().to_owned()).collect());

/// Whether the word leaves open whether what is claimed is so.
///
/// ```
/// use rawi::text::{lexicon::is_hedge, normalise};
/// assert!(is_hedge(&normalise("allegedly")) && is_hedge(&normalise("المزعوم")) && !is_hedge(&normalise("armed")));
/// ```
#[must_use]
pub fn is_hedge(word: &Normalised) -> bool {
    without_clitics(word.key()).iter().any(|form| KEYS.contains(form))
}
