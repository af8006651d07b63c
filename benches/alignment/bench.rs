//! The cases that are scored: every text, by a recipe and a seed.

use rawi::align::align;

use crate::generate::{Case, case};
use crate::recipe::Recipe;
use crate::score::Score;
use crate::text::Text;

/// The texts, and the seeds from which cases are made of them.
pub struct Bench {
    pub texts: Vec<Text>,
    /// For each text: how another agency told the story, where that was written.
    pub other_agency: Vec<Option<Text>>,
    seeds: u64,
    pub base: u64,
}

impl Bench {
    pub fn new(seeds: impl Fn(usize) -> u64, base: u64) -> Self {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/alignment/texts");
        let mut files: Vec<_> = std::fs::read_dir(&folder).expect("the texts").flatten().map(|e| e.path()).collect();
        files.retain(|p| p.extension().is_some_and(|e| e == "txt"));
        files.sort();
        let name = |p: &std::path::Path| p.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let text = |p: &std::path::Path| Some(Text::read(&name(p), &std::fs::read_to_string(p).ok()?));
        let texts: Vec<Text> = files.iter().filter_map(|p| text(p)).collect();
        let other_agency = files.iter().map(|p| text(&folder.join("other-agency").join(name(p)))).collect();
        Self { seeds: seeds(texts.len()), texts, other_agency, base }
    }

    pub fn cases(&self, recipe: Recipe) -> impl Iterator<Item = Case> + '_ {
        let texts = self.texts.len();
        (0..self.seeds)
            .flat_map(move |seed| (0..texts).map(move |t| case(&self.texts, t, recipe, self.base + seed * 1000 + t as u64)))
    }

    pub fn score(&self, recipe: Recipe, score: &mut Score) {
        for case in self.cases(recipe) {
            score.add(&case, &align(&case.transcript, &case.article));
        }
    }
}
