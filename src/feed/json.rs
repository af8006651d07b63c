//! JSON Feed.

use serde_json::Value;

use super::address::at;
use super::dates::{day, millis};
use super::found::{Error, Feed, choose_enclosure, key_of, named};
use crate::catalog::FeedItem;

pub(super) fn read(text: &str, address: &str) -> Result<Feed, Error> {
    let malformed = |error: serde_json::Error| Error::Malformed { form: "JSON Feed", reason: error.to_string() };
    let root: Value = serde_json::from_str(text).map_err(malformed)?;
    let Some(items) = root.get("items").and_then(Value::as_array) else {
        return Err(Error::NoFeed { found: "JSON without a list `items`".to_owned() });
    };
    let mut feed = Feed {
        title: text_of(&root, "title"),
        language: text_of(&root, "language"),
        next: text_of(&root, "next_url").and_then(|next| at(address, &next)),
        ..Feed::default()
    };
    let author = author(&root);
    for found in items {
        let item = item(found, address, author.as_ref(), &mut feed.warnings);
        feed.items.push(item);
    }
    Ok(feed)
}

fn item(found: &Value, address: &str, author: Option<&String>, warnings: &mut Vec<String>) -> FeedItem {
    let written = text_of(found, "date_published").or_else(|| text_of(found, "date_modified"));
    let mut item = FeedItem {
        title: text_of(found, "title"),
        link: text_of(found, "url").and_then(|link| at(address, &link)),
        date: written.as_deref().and_then(day),
        description: ["content_html", "content_text", "summary"].iter().find_map(|name| text_of(found, name)),
        reporter: self::author(found).or_else(|| author.cloned()),
        ..FeedItem::default()
    };
    if let Some(written) = written.filter(|_| item.date.is_none()) {
        warnings.push(format!("{} has a date that is none: `{written}`", named(&item)));
    }
    let tags = found.get("tags").and_then(Value::as_array).into_iter().flatten();
    item.tags = tags.filter_map(Value::as_str).map(str::to_owned).collect();
    let attachments = found.get("attachments").and_then(Value::as_array).into_iter().flatten();
    let one = |attachment: &Value| Some((at(address, &text_of(attachment, "url")?)?, text_of(attachment, "mime_type")));
    let seconds = attachments.clone().find_map(|attachment| attachment.get("duration_in_seconds")?.as_f64());
    item.duration_ms = seconds.and_then(millis).map(|length| length.as_millis());
    choose_enclosure(&mut item, attachments.filter_map(one).collect());
    key_of(&mut item, identity(found));
    item
}

/// The text of a member; an empty one is none.
fn text_of(value: &Value, name: &str) -> Option<String> {
    let text = value.get(name)?.as_str()?.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

/// An identity is a text; a number is taken for one.
fn identity(item: &Value) -> Option<String> {
    match item.get("id")? {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

fn author(value: &Value) -> Option<String> {
    let first = value.get("authors").and_then(|authors| authors.get(0)).or_else(|| value.get("author"))?;
    text_of(first, "name")
}
