//! What a task makes of one recording: a file that holds all that a catalog wants, and where it comes from.
//!
//! A gzip file of two lines of JSON. The first says what it is and who made it when; the second is the outcome, which is the same to the
//! byte whoever made it, and whose hash stands in the first.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::gzip;
use super::key::BundleKey;
use super::store::{BundleStore, StoreError};
use crate::align::Alignment;
use crate::article::{Article, Facts, Part, PartKind};
use crate::catalog::{ArticleSource, RecordingFacts, ReportFacts};
use crate::text::{Language, Sha256, TextRange};
use crate::transcript::{self, Transcript};

/// `rawi.bundle`, the value of `format`.
pub const BUNDLE_FORMAT: &str = "rawi.bundle";
/// The version that this code writes.
pub const BUNDLE_VERSION: u32 = 1;

/// No bundle is larger: days of speech, compressed.
pub(super) const MOST_BYTES: u64 = 128 << 20;
/// What is in it is not larger either.
const MOST_UNPACKED_BYTES: usize = 512 << 20;

/// What was made of a recording, and of its article where it has one.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Bundle {
    /// Its name.
    pub key: BundleKey,
    /// Who made it, when and where.
    pub run: BundleRun,
    /// The recording. Where it lies is in [`BundleRun::recording`].
    pub recording: RecordingFacts,
    /// What is known of the report, without its recording.
    pub report: ReportFacts,
    /// The article, and where it came from.
    pub article: Option<(Article, ArticleSource)>,
    /// What was said.
    pub transcript: Transcript,
    /// The transcript against the article; there where an article is, a refused one too.
    pub alignment: Option<Alignment>,
}

/// Who made a bundle.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct BundleRun {
    /// The program and its version.
    pub program: String,
    /// The task of the plan.
    pub task: u32,
    /// The computer, where it has a name.
    pub host: Option<String>,
    /// Where the recording lay.
    pub recording: String,
    /// When it was done, in seconds since 1970.
    pub made_unix_s: i64,
    /// How long the last attempt took, in milliseconds.
    pub took_ms: u64,
}

impl BundleRun {
    /// A run of this program by the task `task` on the computer `host`, with the recording at `recording`.
    #[must_use]
    pub fn new(task: u32, host: Option<String>, recording: impl Into<String>) -> Self {
        let program = format!("rawi {}", env!("CARGO_PKG_VERSION"));
        Self { program, task, host, recording: recording.into(), made_unix_s: 0, took_ms: 0 }
    }
}

/// Why a file is no bundle that can be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum BundleError {
    /// It is damaged, or something else.
    #[error("it is no whole bundle: {reason}")]
    Damaged {
        /// What is wrong.
        reason: String,
    },
    /// A later rawi made it.
    #[error("it has version {found}, and this rawi reads up to {BUNDLE_VERSION}")]
    Newer {
        /// Its version.
        found: u32,
    },
    /// It is the bundle of other work.
    #[error("it is the bundle {found}, and its name is that of {expected}")]
    OtherKey {
        /// What it says that it is.
        found: BundleKey,
        /// What its name says.
        expected: BundleKey,
    },
}

#[derive(Serialize, Deserialize)]
struct Head {
    format: String,
    version: u32,
    key: BundleKey,
    content_sha256: Sha256,
    run: BundleRun,
}

#[derive(Serialize, Deserialize)]
struct Content {
    recording: RecordingFacts,
    report: ReportFacts,
    article: Option<Page>,
    transcript: Value,
    alignment: Option<Box<Alignment>>,
}

#[derive(Serialize, Deserialize)]
struct Page {
    language: Language,
    text: String,
    parts: Vec<(PartKind, TextRange)>,
    facts: Facts,
    source: ArticleSource,
}

impl Bundle {
    /// Its bytes.
    ///
    /// # Errors
    /// [`BundleError::Damaged`] when a number in it is none, which JSON has no word for.
    pub fn write(&self) -> Result<Vec<u8>, BundleError> {
        let page = |(article, source): &(Article, ArticleSource)| Page {
            language: article.language().clone(),
            text: article.text().to_owned(),
            parts: article.parts().iter().map(|part| (part.kind, part.range)).collect(),
            facts: article.facts().clone(),
            source: source.clone(),
        };
        // The article's text stands in it once.
        let bare = |alignment: &Alignment| {
            let mut bare = Box::new(alignment.clone());
            bare.article.text.clear();
            bare
        };
        let mut own = Vec::new();
        transcript::write_json(&self.transcript, &mut own).map_err(damaged)?;
        let content = Content {
            recording: self.recording.clone(),
            report: self.report.clone(),
            article: self.article.as_ref().map(page),
            transcript: serde_json::from_slice(&own).map_err(damaged)?,
            alignment: self.alignment.as_ref().map(bare),
        };
        let content = serde_json::to_vec(&content).map_err(damaged)?;
        let head = Head {
            format: BUNDLE_FORMAT.to_owned(),
            version: BUNDLE_VERSION,
            key: self.key,
            content_sha256: Sha256::of(&content),
            run: self.run.clone(),
        };
        let mut text = serde_json::to_vec(&head).map_err(damaged)?;
        text.push(b'\n');
        text.extend(content);
        text.push(b'\n');
        Ok(gzip::packed(&text))
    }

    /// Reads the bundle called `key` from its bytes.
    ///
    /// # Errors
    /// [`BundleError`].
    pub fn read(bytes: &[u8], key: BundleKey) -> Result<Self, BundleError> {
        let text = gzip::unpacked(bytes, MOST_UNPACKED_BYTES).map_err(damaged)?;
        let (head, content) = parted(&text)?;
        if head.key != key {
            return Err(BundleError::OtherKey { found: head.key, expected: key });
        }
        if Sha256::of(content) != head.content_sha256 {
            return Err(damaged("its content is not what its first line says"));
        }
        let content: Content = serde_json::from_slice(content).map_err(damaged)?;
        let transcript = transcript::read(content.transcript.to_string().as_bytes(), None).map_err(damaged)?;
        let article = content.article.map(|page| {
            let parts = page.parts.into_iter().map(|(kind, range)| Part { kind, range }).collect();
            (Article::from_parts(page.text, page.language, parts).with_facts(page.facts), page.source)
        });
        let alignment = match (content.alignment, &article) {
            (Some(alignment), Some((article, _))) => Some(fitting(*alignment, &transcript, article)?),
            (None, None) => None,
            _ => return Err(damaged("an article and an alignment go together")),
        };
        let (recording, report) = (content.recording, content.report);
        Ok(Self { key, run: head.run, recording, report, article, transcript, alignment })
    }
}

impl Bundle {
    /// Reads the bundle called `key` from `store`, and how many bytes it has there; else what is wrong with it.
    ///
    /// # Errors
    /// [`StoreError`] when the store cannot be read.
    pub fn load(store: &dyn BundleStore, key: BundleKey) -> Result<Result<(Self, usize), BundleError>, StoreError> {
        let Some(bytes) = store.read(&key.bundle_name(), MOST_BYTES)? else {
            return Ok(Err(damaged("it is not there any more")));
        };
        Ok(Self::read(&bytes, key).map(|bundle| (bundle, bytes.len())))
    }
}

/// Whether two bundles, as bytes, hold the same outcome, whoever made them.
pub(super) fn is_same_outcome(one: &[u8], other: &[u8]) -> bool {
    let hash = |bytes: &[u8]| {
        let text = gzip::unpacked(bytes, MOST_UNPACKED_BYTES).ok()?;
        let (head, content) = parted(&text).ok()?;
        (Sha256::of(content) == head.content_sha256).then_some((head.key, head.content_sha256))
    };
    hash(one).is_some_and(|one| hash(other) == Some(one))
}

fn parted(text: &[u8]) -> Result<(Head, &[u8]), BundleError> {
    #[derive(Deserialize)]
    struct Mark {
        format: String,
        version: u32,
    }
    let text = text.strip_suffix(b"\n").ok_or_else(|| damaged("it ends too early"))?;
    let end = text.iter().position(|byte| *byte == b'\n').ok_or_else(|| damaged("it has one line only"))?;
    let (head, content) = (&text[..end], &text[end + 1..]);
    let mark: Mark = serde_json::from_slice(head).map_err(damaged)?;
    if mark.format != BUNDLE_FORMAT {
        return Err(damaged(format!("its format is `{}`, not `{BUNDLE_FORMAT}`", mark.format)));
    }
    if mark.version > BUNDLE_VERSION {
        return Err(BundleError::Newer { found: mark.version });
    }
    Ok((serde_json::from_slice(head).map_err(damaged)?, content))
}

/// The alignment with the article's text, where it is one of these two.
fn fitting(mut alignment: Alignment, heard: &Transcript, article: &Article) -> Result<Alignment, BundleError> {
    if alignment.article.sha256 != Sha256::of(article.text().as_bytes()) || alignment.transcript.words != heard.words().len()
    {
        return Err(damaged("its alignment is that of other texts"));
    }
    article.text().clone_into(&mut alignment.article.text);
    Ok(alignment)
}

fn damaged(reason: impl ToString) -> BundleError {
    BundleError::Damaged { reason: reason.to_string() }
}

#[cfg(test)]
pub(super) mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::align::align;
    use crate::article::ReadOptions;

    /// A small one, with an article or without.
    pub(in super::super) fn sample(seed: u8, with_article: bool) -> Bundle {
        let said = format!(
            "WEBVTT\n\n00:01.000 --> 00:03.000\nthree convoys crossed bridge {seed}\n\n00:04.000 --> 00:06.000\non monday they said\n"
        );
        let heard = transcript::read(said.as_bytes(), None).unwrap();
        let text = format!("Three convoys crossed bridge {seed}. On Monday, they said. Nobody was hurt.");
        let page = crate::article::read(text.as_bytes(), &ReadOptions::named("a.txt")).unwrap();
        let source = ArticleSource::new("/shows/a.txt", Sha256::of(text.as_bytes())).unwrap();
        let sha256 = Sha256::of(&[seed]);
        let mut recording = RecordingFacts::new(sha256, "-", "mp3", 44_100, 1).unwrap();
        recording.duration_ms = 7_000;
        let key = BundleKey::of(sha256, with_article.then_some(source.sha256), heard.engine());
        let alignment = with_article.then(|| align(&heard, &page));
        let run = BundleRun::new(3, Some("node7".to_owned()), format!("/shows/{seed}.mp3"));
        let (report, article) = (ReportFacts::new(format!("Bridge {seed}")), with_article.then_some((page, source)));
        Bundle { key, run, recording, report, article, transcript: heard, alignment }
    }

    #[test]
    fn a_bundle_is_read_as_it_was_written() {
        for with_article in [true, false] {
            let bundle = sample(1, with_article);
            let bytes = bundle.write().unwrap();
            assert_eq!(Bundle::read(&bytes, bundle.key).unwrap(), bundle);
            let other = sample(2, with_article).key;
            assert_eq!(
                Bundle::read(&bytes, other).unwrap_err(),
                BundleError::OtherKey { found: bundle.key, expected: other }
            );
        }
    }

    #[test]
    fn the_same_outcome_is_known_whoever_made_it() {
        let one = sample(1, true);
        let mut other = one.clone();
        other.run.made_unix_s = 99;
        other.run.host = None;
        assert_ne!(one.write().unwrap(), other.write().unwrap());
        assert!(is_same_outcome(&one.write().unwrap(), &other.write().unwrap()));
        other.report.title.push('!');
        assert!(!is_same_outcome(&one.write().unwrap(), &other.write().unwrap()));
        assert!(!is_same_outcome(b"", b""), "nothing is no outcome");
    }

    #[test]
    fn what_does_not_fit_together_is_refused() {
        let bundle = sample(1, true);
        let text = gzip::unpacked(&bundle.write().unwrap(), 1 << 20).unwrap();
        let text = String::from_utf8(text).unwrap();
        let told = |text: &str| Bundle::read(&gzip::packed(text.as_bytes()), bundle.key).unwrap_err().to_string();
        assert_eq!(
            told(&text.replace("Nobody", "Somebo")),
            "it is no whole bundle: its content is not what its first line says"
        );
        assert_eq!(
            told(&text.replacen("\"version\":1", "\"version\":2", 1)),
            "it has version 2, and this rawi reads up to 1"
        );
        assert_eq!(told(text.trim_end()), "it is no whole bundle: it ends too early");
        // As somebody would who mends the hash too.
        let honest = |content: String| {
            let (head, before) = text.trim_end().split_once('\n').unwrap();
            let hash = |text: &str| Sha256::of(text.as_bytes()).to_string();
            format!("{}\n{content}\n", head.replace(&hash(before), &hash(&content)))
        };
        let content = text.trim_end().split_once('\n').unwrap().1.to_owned();
        assert!(told(&honest(content.replace("Nobody", "Somebo"))).ends_with("its alignment is that of other texts"));
        let mut value: Value = serde_json::from_str(&content).unwrap();
        value["alignment"] = Value::Null;
        assert!(told(&honest(value.to_string())).ends_with("an article and an alignment go together"));
    }

    proptest! {
        #[test]
        fn a_changed_byte_is_never_another_outcome(at in any::<prop::sample::Index>(), bit in 0..8_u8) {
            let bundle = sample(1, true);
            let mut bytes = bundle.write().unwrap();
            let place = at.index(bytes.len());
            bytes[place] ^= 1 << bit;
            if let Ok(read) = Bundle::read(&bytes, bundle.key) { prop_assert_eq!(read, bundle) }
        }
    }
}
