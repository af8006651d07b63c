//! What podcasts say of an episode in vocabularies of their own, whatever the form of the feed.

use super::address::at;
use super::element::Element;
use super::namespace::Space::{Dublin, Itunes, Media, Plain, Podcast};
use crate::catalog::FeedTranscript;
use crate::text::Checksum;

/// Subjects of an item, at most.
const MOST_TAGS: usize = 64;

/// Who reports: of the persons the first whose role says so, else the first that is no guest.
pub(super) fn reporter(found: &Element) -> Option<String> {
    let role = |person: &&Element| person.attribute("role").unwrap_or("host").to_ascii_lowercase();
    let persons: Vec<&Element> = found.all(Podcast, "person").collect();
    let reporter = persons.iter().find(|person| matches!(role(person).as_str(), "reporter" | "correspondent"));
    let host = persons.iter().find(|person| role(person) != "guest");
    let named = reporter.or(host).and_then(|person| person.own_text());
    named
        .or_else(|| found.text_of(Dublin, "creator"))
        .or_else(|| found.text_of(Itunes, "author"))
        .or_else(|| found.text_of(Plain, "author"))
}

/// From where: the place that the item is about.
pub(super) fn place(found: &Element) -> Option<String> {
    found.text_of(Podcast, "location")
}

/// Its subjects, each once.
pub(super) fn tags(found: &Element) -> Vec<String> {
    let one = |element: &Element| element.attribute("text").or_else(|| element.attribute("term")).map(str::to_owned);
    let categories = found.elements().filter(|element| element.name == "category" || element.name == "subject");
    let categories = categories.filter_map(|element| one(element).or_else(|| element.own_text()));
    let lists =
        [(Itunes, "keywords"), (Media, "keywords")].map(|(space, name)| found.text_of(space, name).unwrap_or_default());
    let words: Vec<String> = lists.iter().flat_map(|list| list.split(',')).map(|word| word.trim().to_owned()).collect();
    let mut tags: Vec<String> = Vec::new();
    for tag in categories.chain(words) {
        if !tag.is_empty() && tags.len() < MOST_TAGS && !tags.contains(&tag) {
            tags.push(tag);
        }
    }
    tags
}

/// Where its chapters lie.
pub(super) fn chapters(found: &Element, base: &str) -> Option<String> {
    found.all(Podcast, "chapters").find_map(|chapters| at(base, chapters.attribute("url")?))
}

/// Transcripts, those with times first: captions, then what has times by its form, then text.
pub(super) fn transcripts(found: &Element, base: &str, language: Option<&str>) -> Vec<FeedTranscript> {
    let one = |element: &Element| {
        Some(FeedTranscript {
            address: at(base, element.attribute("url")?)?,
            media_type: element.attribute("type").unwrap_or_default().to_ascii_lowercase(),
            language: element.attribute("language").or(language).map(str::to_owned),
            is_captions: element.attribute("rel") == Some("captions"),
        })
    };
    let mut all: Vec<FeedTranscript> = found.all(Podcast, "transcript").filter_map(one).collect();
    let has_times = |transcript: &FeedTranscript| {
        transcript.is_captions || ["vtt", "srt", "subrip", "json"].iter().any(|form| transcript.media_type.contains(form))
    };
    all.sort_by_key(|transcript| (!transcript.is_captions, !has_times(transcript)));
    all
}

/// Where the media of an item lie that stand in vocabularies of podcasts, with their types.
pub(super) fn media(found: &Element, base: &str) -> Vec<(String, Option<String>)> {
    let content = found.all(Media, "content").chain(found.all(Media, "group").flat_map(|group| group.all(Media, "content")));
    let content = content.filter_map(|element| Some((at(base, element.attribute("url")?)?, kind(element))));
    let other = found.all(Podcast, "alternateEnclosure").filter_map(|alternate| {
        let source = alternate.all(Podcast, "source").find_map(|source| at(base, source.attribute("uri")?))?;
        Some((source, kind(alternate)))
    });
    content.chain(other).collect()
}

/// The checksums that the feed tells of copies of the recording, for each of the places where the copy lies. Signatures are not checked.
pub(super) fn integrity(found: &Element, base: &str) -> Vec<(String, Checksum)> {
    let of = |alternate: &Element| {
        let sums = alternate.all(Podcast, "integrity").filter(|sum| sum.attribute("type") == Some("sri"));
        let written: Vec<&str> = sums.filter_map(|sum| sum.attribute("value")).collect();
        let sums = Checksum::of_integrity(&written.join(" "));
        let places = alternate.all(Podcast, "source").filter_map(|source| at(base, source.attribute("uri")?));
        places.flat_map(|place| sums.iter().map(move |sum| (place.clone(), *sum)).collect::<Vec<_>>()).collect::<Vec<_>>()
    };
    found.all(Podcast, "alternateEnclosure").flat_map(of).collect()
}

/// The type that an element names.
pub(super) fn kind(element: &Element) -> Option<String> {
    element.attribute("type").map(str::to_owned)
}
