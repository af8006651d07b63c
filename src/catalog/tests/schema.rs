use std::process::Command;

use super::*;

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
    catalog.save_alignment(kept.report, article, kept.transcript, &alignment(&page, &heard), 22).unwrap();
    (dir, catalog)
}

#[test]
fn every_example_of_the_schema_document_finds_something() {
    let (_dir, catalog) = filled();
    assert_eq!(examples().len(), 7);
    for example in examples() {
        let mut statement = catalog.database.prepare(example).unwrap();
        assert!(statement.query([]).unwrap().next().unwrap().is_some(), "{example}");
    }
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
