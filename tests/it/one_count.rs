//! How many sentences were said is one count with one meaning, whichever command tells it. What `rawi make` tells of it is tested with the
//! main job.

use rawi::catalog::Catalog;
use rawi::report::SentenceCount;

use crate::env::Place;
use crate::samples;

fn number(value: &serde_json::Value, key: &str) -> usize {
    value[key].as_u64().unwrap().try_into().unwrap()
}

/// The count that `rawi check` gives, and what all other commands must say.
fn counted(place: &Place, name: &str) -> SentenceCount {
    let check = place.rawi(&["check", "1", "--json"]).json();
    let coverage = &check["coverage"];
    let [sentences, spoken, partly] = ["sentences", "sentences_spoken", "sentences_partly"].map(|key| number(coverage, key));
    let count = SentenceCount { sentences, spoken, partly };
    let told = place.rawi(&["check", "1"]).stdout;
    let line = format!("sentences  {} of {sentences} said (", spoken + partly);
    let in_part = format!("%), {partly} of them in part\n");
    assert!(told.contains(&line) && told.contains(&in_part), "{name}, check: {told}");
    let listed = place.rawi(&["list", "--json"]).json();
    let listed = ["sentences", "spoken", "partly"].map(|key| number(&listed[0], key));
    assert_eq!(listed, [sentences, spoken, partly], "{name}, list --json");
    let meaning = number(&check["differences"], "meaning");
    let state = if meaning > 0 { format!("{count}; {meaning} in meaning") } else { count.to_string() };
    let list = place.rawi(&["list"]).done();
    assert!(list.contains(&format!("  {state}  ")), "{name}, list: {list}");
    let show = place.rawi(&["show", "1"]).done();
    assert!(show.contains(&format!("\nstate      {state}\n")), "{name}, show: {show}");
    count
}

#[test]
fn align_check_list_and_show_give_the_same_count_of_every_sample() {
    for name in samples::NAMES {
        let place = Place::new();
        place.sample(&format!("{name}.mp3"));
        place.sample(&format!("{name}.article.txt"));
        place.rawi(&["add", &format!("{name}.mp3"), "--article", &format!("{name}.article.txt")]).done();
        let catalog = Catalog::open(&place.path("catalog.db")).unwrap();
        let recording = catalog.recordings().unwrap()[0].id;
        catalog.save_transcript(recording, &samples::heard(name), 1_500_000_000).unwrap();
        let aligned = place.rawi(&["align", "1"]).stderr;
        let count = counted(&place, name);
        assert!(aligned.contains(&format!("aligned: {count}; ")), "{name}, align: {aligned}");
    }
}
