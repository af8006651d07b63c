//! Who may ask: the page that this server served to whoever has its link, and nobody else.
//!
//! Threats are every web site that is open in the same browser, other users of this computer, and hostile names inside recordings and
//! articles. There is no cookie: on the loopback address a browser sends one port's cookies to every other port.

use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, Response, StatusCode, header};
use axum::middleware::Next;

use super::secrets::{Secrets, same};
use super::shared::Shared;

/// The header in which the page sends the link's secret.
pub(super) const TOKEN: &str = "x-rawi-token";

/// What the browser is told not to do, whatever stands in the data.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; media-src 'self'; connect-src 'self'; \
    base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'";

const HEADERS: [(&str, &str); 6] = [
    ("content-security-policy", POLICY),
    ("x-content-type-options", "nosniff"),
    ("referrer-policy", "no-referrer"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
    ("cache-control", "no-store"),
];

/// Why a request is refused before anything of it is looked at.
fn refusal(secrets: &Secrets, request: &Request) -> Option<StatusCode> {
    let headers = request.headers();
    let host = single(headers, &header::HOST);
    let named = request.uri().authority().map(|authority| authority.as_str());
    let ours = |name: &str| secrets.hosts.iter().any(|host| host == name);
    if !host.is_some_and(ours) || named.is_some_and(|name| !ours(name)) {
        return Some(StatusCode::MISDIRECTED_REQUEST);
    }
    let origin =
        |origin: &str| origin.strip_prefix("http://").is_some_and(|host| secrets.hosts.iter().any(|ours| ours == host));
    if headers.contains_key(header::ORIGIN) && !single(headers, &header::ORIGIN).is_some_and(origin) {
        return Some(StatusCode::FORBIDDEN);
    }
    let site = HeaderName::from_static("sec-fetch-site");
    let own = matches!(single(headers, &site), Some("same-origin" | "none"));
    if headers.contains_key(&site) && !own && !opens_the_page(request) {
        return Some(StatusCode::FORBIDDEN);
    }
    if request.uri().path().starts_with("/api/") {
        let sent = single(headers, &HeaderName::from_static(TOKEN)).unwrap_or_default();
        if !same(sent, &secrets.token) {
            return Some(StatusCode::UNAUTHORIZED);
        }
    }
    None
}

/// Whether somebody follows a link to the page, which holds no secret: the file through which the browser was started is of another site.
fn opens_the_page(request: &Request) -> bool {
    let says = |name: &'static str, value: &str| single(request.headers(), &HeaderName::from_static(name)) == Some(value);
    request.uri().path() == "/"
        && request.method() == Method::GET
        && says("sec-fetch-mode", "navigate")
        && says("sec-fetch-dest", "document")
}

/// The value of a header that stands there once.
fn single<'a>(headers: &'a HeaderMap, name: &HeaderName) -> Option<&'a str> {
    let mut values = headers.get_all(name).iter();
    values.next().filter(|_| values.next().is_none())?.to_str().ok()
}

/// Lets a request through or refuses it, and tells the browser what it must not do with the answer.
pub(super) async fn guard(State(shared): State<Shared>, request: Request, next: Next) -> Response<Body> {
    let mut response = match refusal(&shared.secrets, &request) {
        Some(status) => {
            let mut refused = Response::new(Body::empty());
            *refused.status_mut() = status;
            refused
        }
        None => next.run(request).await,
    };
    for (name, value) in HEADERS {
        response.headers_mut().entry(HeaderName::from_static(name)).or_insert(HeaderValue::from_static(value));
    }
    response
}
