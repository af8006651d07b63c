use std::process::Command;

use super::*;
use crate::align::{Difference, DifferenceKind, PublishedWords, Weight};

fn examples() -> Vec<&'static str> {
    let text = include_str!("../SCHEMA.md");
    let block = text.split("```sql\n").nth(1).and_then(|rest| rest.split("```").next()).unwrap();
    block.split(";\n").map(str::trim).filter(|example| !example.is_empty()).collect()
}

fn filled() -> (tempfile::TempDir, Catalog) {
    let (dir, catalog) = shelf();
    let kept = shelve(&catalog, "مجلس الأمن", 'a');
    let correction = Correction { corrects: kept.transcript, author: None, note: None };
    catalog.save_correction(&transcript(&HEARD), &correction, 20).unwrap();
    // A third sentence that nobody said.
    let page = article(&format!("{PAGE} وبقي هذا مكتوبا فقط."));
    let article = catalog.attach_article(kept.report, &page, None, 21).unwrap().id();
    let heard = transcript(&HEARD[..2]);
    let mut aligned = alignment(&page, &heard);
    let words = &aligned.sentences[0].words;
    let published = PublishedWords { range: words[0].range, text: words[0].range.of(page.text()).to_owned() };
    aligned.sentences[0].differences.push(Difference {
        at: published.range.start(),
        published: Some(published),
        said: None,
        kind: DifferenceKind::Omitted,
        weight: Weight::Meaning,
        confidence: 0.9,
    });
    catalog.save_alignment(kept.report, article, kept.transcript, &aligned, 22).unwrap();
    (dir, catalog)
}

#[test]
fn every_example_of_the_schema_document_finds_something() {
    let (_dir, catalog) = filled();
    assert_eq!(examples().len(), 9);
    for example in examples() {
        let mut statement = catalog.database.prepare(example).unwrap();
        assert!(statement.query([]).unwrap().next().unwrap().is_some(), "{example}");
    }
}

#[test]
fn the_overview_counts_the_places_that_differ() {
    let (_dir, catalog) = filled();
    let report = catalog.reports().unwrap().remove(0);
    assert_eq!((report.meaning_changes, report.wording_changes, report.misheard), (Some(1), Some(0), Some(0)));
}

#[test]
fn a_person_with_the_sqlite3_shell_reads_verdicts_clock_times_and_what_was_heard() {
    let (_dir, catalog) = filled();
    let sql = "SELECT sentence, verdict, said_from, said_until, heard FROM sentences_heard;
        SELECT verdict, said_from, said_until, heard FROM speech_not_in_article;";
    let shell = Command::new("sqlite3").arg("-readonly").arg(catalog.path()).arg(sql).output();
    let Ok(shell) = shell else {
        crate::required::skip("no sqlite3 shell");
        return;
    };
    let expected = "0|spoken|0:00.000|0:02.400|عقد مجلس الامن جلسه طارئة\n1|spoken|0:02.500|0:05.400|دعا الامين العام الى وقف القتال\n\
        2|not_spoken|||\nnot_in_article|0:50.000|1:00.000|وقف القتال\n";
    assert_eq!(String::from_utf8_lossy(&shell.stdout), expected, "{}", String::from_utf8_lossy(&shell.stderr));
}
