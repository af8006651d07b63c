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

/// The models that are advised, from the most accurate to the least: those that run well on an ordinary computer. The turbo model is
/// nearly as accurate as the large one in a fraction of its time, so that `large-v3` itself is never advised. Quantised to five bits a
/// model loses little accuracy and needs a third of the memory.
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

/// Chooses a model for a recording in `language` (`None`: to be detected) on a computer with `memory_mb` millions of bytes free, half
/// of which is left to other programs.
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
    let is_english = language.is_some_and(|l| l.starts_with("en"));
    let is_usable = |model: &InstalledModel| (model.file.multilingual || is_english) && memory_of(model) <= memory_mb;
    let usable = installed.iter().enumerate().filter(|(_, model)| is_usable(model));
    let here = usable.max_by_key(|(_, model)| size(model)).map(|(place, _)| place);
    let reason = format!(
        "{} understands {} and takes {} MB of the {memory_mb} MB that are free",
        best.name,
        language.map_or_else(|| "every language that Whisper knows".to_owned(), |l| format!("`{l}`")),
        best.memory_mb
    );
    Some(Advice { best, here, reason })
}

/// Memory that a model that is not published needs beyond its weights, in millions of bytes.
const MEMORY_BESIDE_WEIGHTS_MB: u64 = 200;

/// Memory that a model needs to run, in millions of bytes.
fn memory_of(model: &InstalledModel) -> u64 {
    model.published.map_or(model.file.bytes / 1_000_000 + MEMORY_BESIDE_WEIGHTS_MB, |published| published.memory_mb)
}

/// The size of the encoder, and of equals the length of the file: a larger encoder is more accurate, and with it the less quantised
/// model. Not all weights, since the turbo models have a large encoder and few decoder layers.
fn size(model: &InstalledModel) -> (u64, u64) {
    let sizes = &model.file.hyperparameters;
    (u64::from(sizes.n_audio_layer) * u64::from(sizes.n_audio_state), model.file.bytes)
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
