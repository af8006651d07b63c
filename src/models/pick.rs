use super::{InstalledModel, PublishedModel, manifest};

/// Which model to use, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Advice {
    /// The best model for the language and memory, whether it is there or not.
    pub best: &'static PublishedModel,
    /// The best of those that are there, with its place in the given list.
    pub here: Option<usize>,
    /// Why `best`, in a sentence for a person.
    pub reason: String,
}

/// From best to least, for a newsroom's accuracy on an ordinary machine: the turbo model is nearly as good as the large one
/// in a fraction of its time, so that `large-v3` itself is never advised. Quantised to five bits a model loses little and
/// fits in a third of the memory.
const ORDER: [&str; 9] = [
    "large-v3-turbo",
    "large-v3-turbo-q8_0",
    "large-v3-turbo-q5_0",
    "medium-q5_0",
    "small",
    "small-q5_1",
    "base",
    "base-q5_1",
    "tiny-q5_1",
];

/// Chooses a model for a recording in `language` (`None`: to be detected) on a machine with `memory_mb` millions of bytes free,
/// of which half is left to other programmes.
///
/// ```
/// let advice = rawi::models::pick(Some("ar"), 8000, &[]).unwrap();
/// assert_eq!(advice.best.name, "large-v3-turbo");
/// assert_eq!(rawi::models::pick(Some("ar"), 300, &[]).unwrap().best.name, "tiny-q5_1");
/// ```
///
/// `None` only when the manifest holds none of the models it ranks, which tests forbid.
#[must_use]
pub fn pick(language: Option<&str>, memory_mb: u64, installed: &[InstalledModel]) -> Option<Advice> {
    let budget = memory_mb / 2;
    let ranked: Vec<&'static PublishedModel> =
        ORDER.iter().filter_map(|name| manifest().iter().find(|m| m.name == **name)).collect();
    let best = *ranked.iter().find(|m| m.memory_mb <= budget).or_else(|| ranked.last())?;
    let usable =
        |i: &&InstalledModel| language.is_none_or(|l| l.starts_with("en")) && language.is_some() || i.file.multilingual;
    let here = installed
        .iter()
        .enumerate()
        .filter(|(_, i)| usable(i) && memory_of(i) <= memory_mb)
        .max_by_key(|(_, i)| power(i))
        .map(|(place, _)| place);
    let reason = format!(
        "{} understands {} and takes {} MB of the {memory_mb} MB that are free",
        best.name,
        language.map_or_else(|| "every language that Whisper knows".to_owned(), |l| format!("`{l}`")),
        best.memory_mb
    );
    Some(Advice { best, here, reason })
}

fn memory_of(i: &InstalledModel) -> u64 {
    i.published.map_or(i.file.bytes / 1_000_000 + 200, |p| p.memory_mb)
}

/// More weights hear better, and among the same count the less quantised; the turbo models, whose decoder was cut down, count
/// by their encoder.
fn power(i: &InstalledModel) -> (u64, u64) {
    let h = &i.file.hyperparameters;
    (u64::from(h.n_audio_layer) * u64::from(h.n_audio_state), i.file.bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_ranked_model_is_in_the_manifest_and_needs_less_than_the_one_before() {
        let memory: Vec<u64> = ORDER.iter().map(|n| super::super::find(n).unwrap().memory_mb).collect();
        assert!(memory.is_sorted_by(|a, b| a > b), "{memory:?}");
    }
}
