//! The page's files, by their names in one table: what is not there cannot be asked for.

use axum::body::Body;
use axum::extract::Path;
use axum::http::{Response, StatusCode, header};

macro_rules! assets {
    ($($name:literal $kind:literal)*) => {
        const ASSETS: &[(&str, &str, &str)] = &[
            // The check report's, too.
            ("shared.css", "text/css", include_str!("../../templates/shared.css")),
            $(($name, $kind, include_str!(concat!("page/", $name)))),*
        ];
    };
}

assets! {
    "api.js" "text/javascript"
    "app.js" "text/javascript"
    "approval.js" "text/javascript"
    "captioner.js" "text/javascript"
    "cue_edges.js" "text/javascript"
    "cue_limits.js" "text/javascript"
    "cue_panel.js" "text/javascript"
    "cue_rows.js" "text/javascript"
    "cue_saving.js" "text/javascript"
    "editor.js" "text/javascript"
    "findings.js" "text/javascript"
    "highlight.js" "text/javascript"
    "keys.js" "text/javascript"
    "parts.js" "text/javascript"
    "player.js" "text/javascript"
    "presence.js" "text/javascript"
    "rows.js" "text/javascript"
    "saving.js" "text/javascript"
    "sight.js" "text/javascript"
    "sounds.js" "text/javascript"
    "transport.js" "text/javascript"
    "ui.js" "text/javascript"
    "wave.js" "text/javascript"
    "words.js" "text/javascript"
    "work_list.js" "text/javascript"
    "review.css" "text/css"
    "icon.svg" "image/svg+xml"
}

const PAGE: &str = include_str!("page/index.html");

pub(super) async fn page() -> Response<Body> {
    answer("text/html", PAGE)
}

pub(super) async fn asset(Path(name): Path<String>) -> Response<Body> {
    match ASSETS.iter().find(|(known, _, _)| *known == name) {
        Some((_, kind, text)) => answer(kind, text),
        None => {
            let mut missing = Response::new(Body::empty());
            *missing.status_mut() = StatusCode::NOT_FOUND;
            missing
        }
    }
}

fn answer(kind: &str, text: &'static str) -> Response<Body> {
    let mut response = Response::new(Body::from(text));
    if let Ok(kind) = format!("{kind}; charset=utf-8").parse() {
        response.headers_mut().insert(header::CONTENT_TYPE, kind);
    }
    response
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    fn asset(name: &str) -> &'static str {
        ASSETS.iter().find(|(known, _, _)| *known == name).unwrap().2
    }

    /// What lies between `from` and the next `to`.
    fn between<'a>(text: &'a str, from: &str, to: &str) -> &'a str {
        let start = text.find(from).unwrap_or_else(|| panic!("no {from}")) + from.len();
        text[start..].split_once(to).unwrap().0
    }

    /// The names of a literal in JavaScript, and what they say: `name: "text", other: "text"`.
    fn entries(literal: &str) -> Vec<(String, String)> {
        let parts: Vec<&str> = literal.split('"').collect();
        let pairs = parts.chunks_exact(2);
        pairs
            .map(|pair| (pair[0].trim_matches(|c: char| !c.is_alphanumeric() && c != '_').to_owned(), pair[1].to_owned()))
            .collect()
    }

    #[test]
    fn whatever_the_page_says_it_says_in_both_languages() {
        let ui = asset("ui.js");
        for table in ["const WORDS = {", "const KINDS = {"] {
            let table = between(ui, table, "\n};");
            let [english, arabic] = [("en: {", "\n  ar: {"), ("\n  ar: {", "\0")].map(|(from, to)| {
                let all = format!("{table}\0");
                entries(between(&all, from, to))
            });
            let names = |all: &[(String, String)]| all.iter().map(|(name, _)| name.clone()).collect::<BTreeSet<_>>();
            assert_eq!(names(&english), names(&arabic));
            assert_eq!((english.len(), arabic.len()), (names(&english).len(), names(&arabic).len()), "none twice");
            assert!(english.iter().chain(&arabic).all(|(_, text)| !text.trim().is_empty()));
            let is_arabic = |text: &str| text.chars().any(|c| ('\u{600}'..='\u{6ff}').contains(&c));
            let foreign: Vec<_> = arabic.iter().filter(|(name, text)| !is_arabic(text) && name != "language").collect();
            assert!(foreign.is_empty(), "{foreign:?}");
        }
    }

    #[test]
    fn whatever_the_page_asks_for_by_a_name_is_in_the_table() {
        let known: BTreeSet<String> =
            entries(between(between(asset("ui.js"), "const WORDS = {", "\n};"), "en: {", "\n  ar: {"))
                .into_iter()
                .map(|(name, _)| name)
                .collect();
        for (file, kind, text) in ASSETS.iter().filter(|(_, kind, _)| *kind == "text/javascript") {
            for (at, _) in text.match_indices("t(\"") {
                let is_call = !text[..at].ends_with(|c: char| c.is_alphanumeric() || c == '.' || c == '_');
                let name = text[at + 3..].split('"').next().unwrap();
                assert!(!is_call || known.contains(name), "{file} ({kind}) asks for {name}");
            }
        }
    }

    #[test]
    fn every_key_is_explained_in_both_languages() {
        let keys = asset("keys.js");
        let rows: Vec<&str> =
            between(keys, "export const KEYS = [", "\n];").lines().filter(|line| line.contains("id:")).collect();
        assert!(rows.len() > 30);
        for row in rows {
            let said = |language: &str| between(row, &format!("{language}: \""), "\"").trim().len();
            assert!(said("en") > 2 && said("ar") > 2, "{row}");
        }
    }
}
