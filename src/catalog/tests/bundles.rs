use super::json_lines::exported;
use super::*;
use crate::catalog::{BundleTaken, MadeBy, NewBundle};

struct Parts {
    recording: RecordingFacts,
    report: ReportFacts,
    article: Article,
    source: ArticleSource,
    transcript: Transcript,
    alignment: Alignment,
    made: MadeBy,
}

fn parts(seed: char) -> Parts {
    let (article, transcript) = (article(PAGE), transcript(&HEARD));
    let alignment = alignment(&article, &transcript);
    let source = ArticleSource::new("/shows/a.html", Sha256::of(b"a page")).unwrap();
    let made = MadeBy { program: "rawi 0.1.0".into(), host: Some("node7".into()), made_unix_s: 50, took_ms: 1_234 };
    let (recording, report) = (recording("-", seed), ReportFacts::new(format!("Report {seed}")));
    Parts { recording, report, article, source, transcript, alignment, made }
}

impl Parts {
    fn bundle(&self, key: &[u8]) -> NewBundle<'_> {
        NewBundle {
            key: Sha256::of(key),
            recording: &self.recording,
            report: &self.report,
            article: Some((&self.article, &self.source, &self.alignment)),
            transcript: &self.transcript,
            made: &self.made,
        }
    }
}

fn kinds(taken: &[BundleTaken]) -> String {
    let letter = |taken: &BundleTaken| match taken {
        BundleTaken::New(_) => 'n',
        BundleTaken::Known => 'k',
        BundleTaken::Refused(_) => 'r',
    };
    taken.iter().map(letter).collect()
}

#[test]
fn bundles_are_taken_once_in_any_portions_and_a_wrong_one_leaves_nothing() {
    let (a, b, mut wrong) = (parts('a'), parts('b'), parts('c'));
    wrong.alignment.pair.score = f32::NAN;
    let ((_x, once), (_y, twice)) = (shelf(), shelf());
    let all = [a.bundle(b"a"), wrong.bundle(b"c"), b.bundle(b"b")];
    assert_eq!(kinds(&once.take_bundles(&all, 90).unwrap()), "nrn");
    for portion in [&all[..1], &all[..2], &all] {
        twice.take_bundles(portion, 90).unwrap();
    }
    assert_eq!(kinds(&twice.take_bundles(&all, 99).unwrap()), "krk");
    assert_eq!(exported(&once, None), exported(&twice, None));
    assert_eq!(once.recordings().unwrap().len(), 2, "nothing of the wrong one");
    assert_eq!(once.bundle_keys().unwrap(), [Sha256::of(b"a"), Sha256::of(b"b")].into());
    assert_eq!(once.check().unwrap(), []);
}

#[test]
fn what_the_catalog_has_stays_and_gets_what_is_new() {
    let (_dir, catalog) = shelf();
    let kept = shelve(&catalog, "A person's title", 'a');
    let correction = Correction::new(kept.transcript, Some("Mai".into()), None);
    let corrected = catalog.save_correction(&transcript(&["another", "wording"]), &correction, 20).unwrap();
    let mut other = parts('a');
    let same = other.bundle(b"a");
    assert_eq!(kinds(&catalog.take_bundles(&[same], 90).unwrap()), "n");
    let report = catalog.report(kept.report).unwrap();
    assert_eq!(report.facts.title, "A person's title");
    let recording = report.facts.recording.unwrap();
    assert_eq!(catalog.shown_transcript(recording).unwrap(), Some(corrected), "the correction is shown");
    assert_eq!(catalog.transcript_versions(recording).unwrap().len(), 2, "the machine's was there");
    assert_eq!(catalog.article_versions(kept.report).unwrap().len(), 1);
    // By another model, of a changed page.
    other.transcript = transcript(&HEARD[..2]);
    other.article = article(&PAGE.replace("طارئة", "عادية"));
    other.alignment = alignment(&other.article, &other.transcript);
    assert_eq!(kinds(&catalog.take_bundles(&[other.bundle(b"b")], 91).unwrap()), "n");
    assert_eq!(catalog.transcript_versions(recording).unwrap().len(), 3);
    assert_eq!(catalog.article_versions(kept.report).unwrap().len(), 2);
    assert_eq!(catalog.reports().unwrap().len(), 1);
}

#[test]
fn where_a_transcript_comes_from_is_exported_and_goes_with_its_recording() {
    let ((_x, from), (_y, to)) = (shelf(), shelf());
    let a = parts('a');
    from.take_bundles(&[a.bundle(b"a")], 90).unwrap();
    let lines = exported(&from, None);
    assert!(lines.contains(r#""row":"bundle","key":""#) && lines.contains(r#""host":"node7""#), "{lines}");
    to.import_json_lines(lines.as_bytes()).unwrap();
    to.import_json_lines(lines.as_bytes()).unwrap();
    assert_eq!(exported(&to, None), lines);
    assert_eq!(kinds(&to.take_bundles(&[a.bundle(b"a")], 99).unwrap()), "k");
    let report = to.reports().unwrap()[0].report.id;
    to.remove_report(report, 90).unwrap();
    assert!(to.bundle_keys().unwrap().is_empty());
    assert_eq!(kinds(&to.take_bundles(&[a.bundle(b"a")], 99).unwrap()), "n", "what was removed may come again");
}

#[test]
fn the_words_of_a_refused_bundle_are_listed_with_the_next_that_has_them() {
    let (a, mut wrong) = (parts('a'), parts('c'));
    wrong.alignment.pair.score = f32::NAN;
    let (_dir, catalog) = shelf();
    assert_eq!(kinds(&catalog.take_bundles(&[wrong.bundle(b"c"), a.bundle(b"a")], 90).unwrap()), "rn");
    assert_eq!(catalog.search("قتال", 5).unwrap().len(), 1, "without the article that stands before it in the text");
}
