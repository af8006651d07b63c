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
