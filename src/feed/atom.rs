//! Atom.

use super::address::at;
use super::dates::{day, length};
use super::element::Element;
use super::found::{Feed, choose_enclosure, key_of, named};
use super::namespace::Space::{Atom, Itunes};
use super::podcast;
use crate::catalog::FeedItem;

pub(super) fn read(root: &Element, address: &str) -> Feed {
    let base = base_of(root, address);
    let mut feed = Feed {
        title: root.text_of(Atom, "title"),
        language: root.attribute("lang").map(str::to_owned),
        next: link(root, "next", &base).or_else(|| link(root, "prev-archive", &base)),
        ..Feed::default()
    };
    let author = author(root);
    for entry in root.all(Atom, "entry") {
        let base = base_of(entry, &base);
        let written = entry.text_of(Atom, "published").or_else(|| entry.text_of(Atom, "updated"));
        let mut item = FeedItem {
            title: entry.text_of(Atom, "title"),
            link: link(entry, "alternate", &base),
            date: written.as_deref().and_then(day),
            description: entry.text_of(Atom, "content").or_else(|| entry.text_of(Atom, "summary")),
            reporter: self::author(entry).or_else(|| podcast::reporter(entry)).or_else(|| author.clone()),
            place: podcast::place(entry),
            tags: podcast::tags(entry),
            chapters: podcast::chapters(entry, &base),
            integrity: podcast::integrity(entry, &base),
            transcripts: podcast::transcripts(entry, &base, feed.language.as_deref()),
            duration_ms: entry.text_of(Itunes, "duration").and_then(|text| length(&text)).map(|length| length.as_millis()),
            ..FeedItem::default()
        };
        if let Some(written) = written.filter(|_| item.date.is_none()) {
            feed.warnings.push(format!("{} has a date that is none: `{written}`", named(&item)));
        }
        let enclosures = entry.all(Atom, "link").filter(|link| link.attribute("rel") == Some("enclosure"));
        let enclosures = enclosures.filter_map(|link| Some((at(&base, link.attribute("href")?)?, podcast::kind(link))));
        choose_enclosure(&mut item, enclosures.chain(podcast::media(entry, &base)).collect());
        key_of(&mut item, entry.text_of(Atom, "id"));
        feed.items.push(item);
    }
    feed
}

/// Against which address others inside an element count.
fn base_of(element: &Element, outer: &str) -> String {
    element.attribute("base").and_then(|base| at(outer, base)).unwrap_or_else(|| outer.to_owned())
}

fn author(element: &Element) -> Option<String> {
    element.all(Atom, "author").find_map(|author| author.text_of(Atom, "name"))
}

/// The address of the first link of this relation; one without a relation is the page itself.
fn link(element: &Element, relation: &str, base: &str) -> Option<String> {
    let found = element.all(Atom, "link").find(|link| link.attribute("rel").unwrap_or("alternate") == relation);
    found.and_then(|link| at(base, link.attribute("href")?))
}
