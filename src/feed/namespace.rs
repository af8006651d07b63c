//! Which vocabulary an element is of.

/// A vocabulary that feeds use.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Space {
    /// RSS has none of its own.
    #[default]
    Plain,
    Atom,
    Itunes,
    Content,
    Dublin,
    Media,
    Podcast,
    Xml,
    Other,
}

/// By its address, whatever its case.
pub(super) fn of_address(address: &str) -> Space {
    let address = address.trim().to_ascii_lowercase();
    let address = address.trim_end_matches('/');
    match address {
        ""
        | "http://purl.org/rss/1.0"
        | "http://backend.userland.com/rss2"
        | "http://www.w3.org/1999/02/22-rdf-syntax-ns#" => Space::Plain,
        "http://www.w3.org/2005/atom" | "http://purl.org/atom/ns#" => Space::Atom,
        "http://www.itunes.com/dtds/podcast-1.0.dtd" => Space::Itunes,
        "http://purl.org/rss/1.0/modules/content" => Space::Content,
        "http://purl.org/dc/elements/1.1" | "http://purl.org/dc/terms" => Space::Dublin,
        "http://search.yahoo.com/mrss" => Space::Media,
        "https://podcastindex.org/namespace/1.0" => Space::Podcast,
        // The earlier address of the same vocabulary, with whatever stands behind it.
        _ if address.contains("github.com/podcastindex-org/podcast-namespace") => Space::Podcast,
        _ => Space::Other,
    }
}

/// By its usual prefix, where a feed declares none.
pub(super) fn of_prefix(prefix: &str) -> Space {
    match prefix {
        "" | "rss" | "rdf" => Space::Plain,
        "atom" => Space::Atom,
        "itunes" => Space::Itunes,
        "content" => Space::Content,
        "dc" | "dcterms" => Space::Dublin,
        "media" => Space::Media,
        "podcast" => Space::Podcast,
        "xml" => Space::Xml,
        _ => Space::Other,
    }
}
