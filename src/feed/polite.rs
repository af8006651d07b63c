//! A pause between two questions to one server.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use crate::download::host;

/// How long a server is left alone between two questions.
const PAUSE: Duration = Duration::from_secs(1);

/// When each server was last asked, in one run. A server on this computer is asked without a pause.
///
/// ```
/// let mut politeness = rawi::feed::Politeness::default();
/// assert!(politeness.pause("https://example.org/feed").is_zero(), "it was not asked before");
/// politeness.asked("https://example.org/feed");
/// assert!(!politeness.pause("https://example.org/a.mp3").is_zero());
/// assert!(politeness.pause("https://example.com/a.mp3").is_zero(), "another one");
/// ```
#[derive(Debug, Clone, Default)]
pub struct Politeness {
    last: BTreeMap<String, Instant>,
}

impl Politeness {
    /// How long to wait before the server of `address` is asked.
    #[must_use]
    pub fn pause(&self, address: &str) -> Duration {
        let Some(host) = host(address).filter(|host| !is_here(host)) else { return Duration::ZERO };
        self.last.get(&host).map_or(Duration::ZERO, |last| PAUSE.saturating_sub(last.elapsed()))
    }

    /// Notes that the server of `address` was just asked.
    pub fn asked(&mut self, address: &str) {
        if let Some(host) = host(address) {
            self.last.insert(host, Instant::now());
        }
    }
}

fn is_here(host: &str) -> bool {
    let name = host.rsplit_once(':').map_or(host, |(name, _)| name);
    name == "localhost" || name.starts_with("127.") || name == "[::1]"
}
