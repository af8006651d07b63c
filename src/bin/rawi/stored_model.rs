//! A model that lies in a store of objects, brought to this computer.

use std::path::{Path, PathBuf};

use rawi::batch::ObjectBundles;
use rawi::download;
use rawi::models;
use rawi::recognize::Cancelled;

use crate::addresses::CREDENTIALS;
use crate::error::{Failure, Hint};
use crate::progress::{Bytes, Stage};
use crate::ui::Ui;

/// So many names of a directory are shown.
const SHOWN: usize = 5;

/// The file of the model at `address`, below `cache`.
pub(crate) fn file(address: &str, cache: &Path, ui: &Ui, cancelled: &Cancelled) -> Result<PathBuf, Failure> {
    let about = |failure: Failure| failure.about(format!("cannot take the model `{address}`"));
    let mut pieces = ObjectBundles::open(address).hint(CREDENTIALS).map_err(about)?;
    let beside = beside(address);
    let mut facts = ObjectBundles::open(&beside).hint(CREDENTIALS).map_err(about)?;
    let mut stage: Option<Stage<Bytes>> = None;
    let fetched = models::fetch_stored(&mut pieces, &mut facts, cache, &mut |progress| {
        if let Some(total) = progress.total {
            let stage = stage.get_or_insert_with(|| {
                ui.say(format!("fetching {address}"));
                ui.stage("downloading", Bytes(total))
            });
            stage.at(Bytes(progress.done));
        }
        !cancelled()
    });
    stage.into_iter().for_each(Stage::finish);
    fetched.map_err(|error| match error {
        models::Error::Download(download::Error::Status { status: 404, .. }) => about(nothing(address, &pieces)),
        models::Error::Download(error @ download::Error::Stopped { .. }) => {
            about(error.into()).hint("the same command goes on where it stopped")
        }
        models::Error::Download(error @ download::Error::Broken { .. }) => about(error.into()).hint(CREDENTIALS),
        error => about(error.into()),
    })
}

/// That no object lies there, and what does.
fn nothing(address: &str, place: &ObjectBundles) -> Failure {
    let below = match place.objects() {
        Ok(below) => below,
        Err(error) => return Failure::from(error).hint(CREDENTIALS),
    };
    let Some(first) = below.iter().find(|object| object.name.ends_with(".bin")).or(below.first()) else {
        return Failure::new("nothing lies there")
            .hint("check the address; it names one object: s3://bucket/models/ggml-base.bin");
    };
    let mut names: Vec<&str> = below.iter().take(SHOWN).map(|object| object.name.as_str()).collect();
    if below.len() > SHOWN {
        names.push("…");
    }
    let address = address.trim_end_matches('/');
    Failure::new(format!("it is a directory of {} ({}), and a model's file was expected", below.len(), names.join(", ")))
        .hint(format!("--model '{address}/{}'", first.name))
}

/// Where the facts of a model lie: a file of its name that ends in `.toml`.
fn beside(address: &str) -> String {
    let (folder, name) = address.rsplit_once('/').unwrap_or(("", address));
    format!("{folder}/{}.toml", name.rsplit_once('.').map_or(name, |(stem, _)| stem))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_facts_of_a_model_lie_beside_it() {
        assert_eq!(beside("s3://b/v1.2/ggml-base.en.bin"), "s3://b/v1.2/ggml-base.en.toml");
        assert_eq!(beside("s3://b/v1.2/ours"), "s3://b/v1.2/ours.toml");
    }
}
