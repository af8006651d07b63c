//! One request, and the way through redirections to what answers it.

use std::time::{Duration, Instant};

use ureq::http::{HeaderName, Method, Response, header};
use ureq::{Agent, Body};

use super::address::{host, resolved, without_query};
use super::error::Error;
use super::retry_after;

/// So many times one server may pass on to the next. Podcasts are led through half a dozen that count listeners.
const MOST_REDIRECTIONS: usize = 20;
/// How long a server may say nothing.
const LONGEST_SILENCE: Duration = Duration::from_secs(60);

/// How servers are asked.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Manners {
    /// By which name, when not by rawi's own.
    pub(super) user_agent: Option<String>,
    /// Servers that are not asked, also where a redirection leads to them.
    pub(super) spared: Vec<String>,
    /// How long all of it may take.
    pub(super) within: Option<Duration>,
}

/// Why one request ended without its body.
pub(super) enum Ended {
    /// Worth another.
    Broken(Box<dyn std::error::Error + Send + Sync>),
    /// Not.
    For(Box<Error>),
}

impl From<Error> for Ended {
    fn from(error: Error) -> Self {
        Ended::For(Box::new(error))
    }
}

/// The answer of the server that a request led to.
pub(super) struct Reached {
    pub(super) response: Response<Body>,
    /// Where it is.
    pub(super) address: String,
    /// Where the content lies for good, when every redirection said so.
    pub(super) moved_to: Option<String>,
}

/// A client with its manners, and when it began.
pub(super) struct Line {
    agent: Agent,
    manners: Manners,
    begun: Instant,
}

/// The client of every request: it goes by `name`, rawi's own by default, waits for no answer longer than `most` or a minute, and leaves
/// statuses and redirections to whoever asks.
pub(crate) fn client(name: Option<&str>, most: Option<Duration>) -> Agent {
    let silence = most.map_or(LONGEST_SILENCE, |most| most.min(LONGEST_SILENCE));
    let config = Agent::config_builder()
        .http_status_as_error(false)
        .max_redirects(0)
        .user_agent(name.unwrap_or(concat!("rawi/", env!("CARGO_PKG_VERSION"))))
        .timeout_connect(Some(silence.min(Duration::from_secs(30))))
        .timeout_recv_response(Some(silence))
        .timeout_per_read(Some(silence))
        .build();
    Agent::new_with_config(config)
}

impl Line {
    pub(super) fn new(manners: &Manners) -> Self {
        let agent = client(manners.user_agent.as_deref(), manners.within);
        Self { agent, manners: manners.clone(), begun: Instant::now() }
    }

    /// Refuses to go on when it took longer than it may.
    pub(super) fn check_time(&self, from: &str, done: u64) -> Result<(), Error> {
        match self.manners.within.filter(|within| self.begun.elapsed() > *within) {
            Some(within) => Err(Error::TooSlow { from: from.to_owned(), limit_s: within.as_secs(), done }),
            None => Ok(()),
        }
    }

    /// Asks, and follows where it is led. Redirections are followed here and not by the client, since it matters who was met on the way: a
    /// server that wants to be left alone, a circle, and whether the content moved for good.
    pub(super) fn reach(&self, method: &Method, from: &str, headers: &[(HeaderName, String)]) -> Result<Reached, Ended> {
        let mut address = from.to_owned();
        let mut passed: Vec<String> = Vec::new();
        let mut is_for_good = true;
        loop {
            let response = self.one(method, &address, headers)?;
            let status = response.status().as_u16();
            let next = match status {
                301 | 302 | 303 | 307 | 308 => response.headers().get(header::LOCATION),
                _ => None,
            };
            let Some(next) = next else {
                busy(&response, &host(&address).unwrap_or_default())?;
                let moved_to = (is_for_good && !passed.is_empty()).then(|| address.clone());
                return Ok(Reached { response, address, moved_to });
            };
            is_for_good &= matches!(status, 301 | 308);
            passed.push(address.clone());
            let next = std::str::from_utf8(next.as_bytes()).ok().and_then(|next| resolved(&address, next));
            let is_circle = next.as_ref().is_some_and(|next| passed.contains(next));
            match next.filter(|_| !is_circle && passed.len() <= MOST_REDIRECTIONS) {
                Some(next) => address = next,
                None => {
                    let last = is_circle.then(|| address.clone());
                    let chain = passed.iter().skip(1).chain(&last).map(|hop| without_query(hop).to_owned()).collect();
                    return Err(Error::Redirects { from: from.to_owned(), chain, is_circle }.into());
                }
            }
            self.check_time(from, 0)?;
        }
    }

    fn one(&self, method: &Method, address: &str, headers: &[(HeaderName, String)]) -> Result<Response<Body>, Ended> {
        if let Some(host) = host(address).filter(|host| self.manners.spared.contains(host)) {
            return Err(Error::Busy { host, status: 429, retry_after_s: None }.into());
        }
        let mut request = if *method == Method::HEAD { self.agent.head(address) } else { self.agent.get(address) };
        for (name, value) in headers {
            request = request.header(name, value);
        }
        request.call().map_err(|error| Ended::Broken(Box::new(error)))
    }
}

/// Refuses the answer of a server that wants to be left alone. One that fails for a moment and names no time may be asked again.
fn busy(response: &Response<Body>, host: &str) -> Result<(), Ended> {
    let status = response.status().as_u16();
    let asked = response.headers().get(header::RETRY_AFTER).and_then(|value| value.to_str().ok());
    let retry_after_s = asked.and_then(retry_after::seconds);
    if status == 429 || status == 503 && retry_after_s.is_some() {
        return Err(Error::Busy { host: host.to_owned(), status, retry_after_s }.into());
    }
    Ok(())
}
