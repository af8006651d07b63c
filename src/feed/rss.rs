//! RSS 2.0 and what was before it, and RSS 1.

use super::address::at;
use super::dates::{day, length};
use super::element::Element;
use super::found::{Feed, choose_enclosure, key_of, named};
use super::namespace::Space::{Atom, Content, Dublin, Itunes, Plain};
use super::podcast;
use crate::catalog::FeedItem;

/// A feed is asked once a day, whatever it says of itself.
const LONGEST_HOLD_S: u32 = 86_400;

pub(super) fn read(root: &Element, address: &str) -> Feed {
    let nothing = Element::default();
    let channel = root.all(Plain, "channel").next().unwrap_or(&nothing);
    let link = |relation| channel.all(Atom, "link").find(move |link| link.attribute("rel") == Some(relation));
    let next = link("next").or_else(|| link("prev-archive"));
    let minutes = channel.text_of(Plain, "ttl").and_then(|ttl| ttl.parse::<u32>().ok());
    let mut feed = Feed {
        title: channel.text_of(Plain, "title"),
        language: channel.text_of(Plain, "language").or_else(|| channel.text_of(Dublin, "language")),
        next: next.and_then(|link| at(address, link.attribute("href")?)),
        holds_s: minutes.map(|minutes| minutes.saturating_mul(60).min(LONGEST_HOLD_S)),
        ..Feed::default()
    };
    let author = podcast::reporter(channel);
    // In RSS 1 the items stand beside the channel.
    for found in channel.all(Plain, "item").chain(root.all(Plain, "item")) {
        let item = item(found, address, &mut feed);
        feed.items.push(FeedItem { reporter: item.reporter.clone().or_else(|| author.clone()), ..item });
    }
    feed
}

fn item(found: &Element, address: &str, feed: &mut Feed) -> FeedItem {
    let base = found.attribute("base").unwrap_or(address);
    let link = |text: Option<String>| text.and_then(|text| at(base, &text));
    let guid = found.all(Plain, "guid").next();
    let identity = guid.and_then(Element::own_text).or_else(|| found.attribute("about").map(str::to_owned));
    // An identity that says that it is an address is one, when there is no other.
    let is_address = guid.is_none_or(|guid| guid.attribute("isPermaLink") != Some("false"));
    let permanent = identity.clone().filter(|text| is_address && text.contains("://"));
    let mut item = FeedItem {
        title: found.text_of(Plain, "title").or_else(|| found.text_of(Itunes, "title")),
        link: link(found.text_of(Plain, "link")).or_else(|| link(permanent)),
        description: found
            .text_of(Content, "encoded")
            .or_else(|| found.text_of(Plain, "description"))
            .or_else(|| found.text_of(Itunes, "summary")),
        reporter: podcast::reporter(found),
        place: podcast::place(found),
        tags: podcast::tags(found),
        chapters: podcast::chapters(found, base),
        integrity: podcast::integrity(found, base),
        transcripts: podcast::transcripts(found, base, feed.language.as_deref()),
        duration_ms: found.text_of(Itunes, "duration").and_then(|text| length(&text)).map(|length| length.as_millis()),
        ..FeedItem::default()
    };
    let written = found.text_of(Plain, "pubDate").or_else(|| found.text_of(Dublin, "date"));
    item.date = written.as_deref().and_then(day);
    if let Some(written) = written.filter(|_| item.date.is_none()) {
        feed.warnings.push(format!("{} has a date that is none: `{written}`", named(&item)));
    }
    choose_enclosure(&mut item, enclosures(found, base));
    key_of(&mut item, identity);
    item
}

/// All that an item has of media, in the order of worth.
fn enclosures(found: &Element, base: &str) -> Vec<(String, Option<String>)> {
    let of = |element: &Element, name: &str| Some((at(base, element.attribute(name)?)?, podcast::kind(element)));
    let plain = found.all(Plain, "enclosure").filter_map(|enclosure| of(enclosure, "url"));
    let atom = found.all(Atom, "link").filter(|link| link.attribute("rel") == Some("enclosure"));
    plain.chain(atom.filter_map(|link| of(link, "href"))).chain(podcast::media(found, base)).collect()
}
