//! The lines of an exported catalog: taken whole or not at all, sound afterwards, and exported again as they would be taken again.
#![no_main]

use libfuzzer_sys::fuzz_target;
use rawi::catalog::Catalog;

fuzz_target!(|bytes: &[u8]| {
    let first = imported("first.db", bytes);
    let Some(lines) = first else { return };
    let second = imported("second.db", &lines).expect("what was exported is imported");
    assert_eq!(String::from_utf8_lossy(&second), String::from_utf8_lossy(&lines));
});

/// What a new catalog exports after it has taken `lines`; `None` when it refused them, and holds nothing.
fn imported(name: &str, lines: &[u8]) -> Option<Vec<u8>> {
    let path = rawi_fuzz::path(name);
    rawi_fuzz::remove_catalog(&path);
    let catalog = Catalog::open(&path).expect("a new catalog");
    let taken = catalog.import_json_lines(lines);
    if taken.is_err() {
        assert!(catalog.reports().expect("the catalog is read").is_empty());
        return None;
    }
    assert_eq!(catalog.check().expect("the catalog is examined"), []);
    let mut out = Vec::new();
    catalog.export_json_lines(None, &mut out).expect("it is written to memory");
    Some(out)
}
