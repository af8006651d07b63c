use super::*;

#[test]
fn a_caret_is_where_it_was_set_last_until_its_lease_ends_or_it_is_taken_away() {
    let (_dir, catalog) = shelf();
    let report = catalog.add_report(&ReportFacts::new("Bridge"), 1).unwrap();
    let at = |author: &str, segment, until_unix_s| Presence { report, author: author.to_owned(), segment, until_unix_s };
    for presence in [at("Jo", 1, 40), at("أمل", 3, 45), at("Jo", 2, 50)] {
        catalog.keep_presence(&presence, 10).unwrap();
    }
    assert_eq!(catalog.presences(44).unwrap(), [at("Jo", 2, 50), at("أمل", 3, 45)]);
    assert_eq!(catalog.presences(45).unwrap(), [at("Jo", 2, 50)]);
    catalog.keep_presence(&at("Mona", 1, 80), 50).unwrap();
    assert_eq!(catalog.presences(0).unwrap(), [at("Mona", 1, 80)], "leases that ended are swept up");
    catalog.end_presence(report, "Mona").unwrap();
    catalog.end_presence(report, "nobody").unwrap();
    assert_eq!(catalog.presences(0).unwrap(), []);
    let elsewhere = Presence { report: ReportId::new(9), ..at("Jo", 1, 80) };
    assert!(matches!(catalog.keep_presence(&elsewhere, 1), Err(Error::NoRow { .. })));
}
