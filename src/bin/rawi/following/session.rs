//! A feed at work, and what may go wrong with it.

use rawi::catalog::StoredFeed;
use rawi::download::{self, Download, host, without_query};
use rawi::feed::Politeness;

use crate::error::Failure;
use crate::store::Store;
use crate::ui::Ui;

/// Why an item, or a part of it, could not be had.
pub(crate) enum Trouble {
    /// The whole run ends: a person stopped it, the disk is full, the catalog cannot be written.
    Stop(Box<Failure>),
    /// A server wants to be left alone: nothing is wrong with the item.
    Busy(String),
    /// It may be there another time.
    Later(String),
    /// There is none, and none was promised.
    Nothing(String),
    /// It is not what it should be.
    Never(String),
}

impl Trouble {
    /// What an error of a download means; `address` is told without its query, which may hold keys.
    pub(super) fn of(error: download::Error, address: &str, store: &Store) -> Self {
        use download::Error as E;
        let told = error.to_string().replace(address, without_query(address));
        match error {
            E::Busy { host, retry_after_s, .. } => {
                if let Some(seconds) = retry_after_s {
                    let seconds = i64::try_from(seconds).unwrap_or(i64::MAX);
                    if let Err(error) = store.catalog.set_host_wait(&host, seconds, store.now) {
                        return Self::from(error);
                    }
                }
                Self::Busy(host)
            }
            error @ (E::Stopped { .. } | E::NoRoom { .. } | E::Write { .. } | E::NotAFile { .. }) => {
                let hint = if matches!(error, E::Stopped { .. }) {
                    "the same command goes on where it stopped"
                } else {
                    "make room, and run it again"
                };
                Self::Stop(Box::new(Failure::from(error).hint(hint)))
            }
            E::Broken { .. } | E::TooSlow { .. } | E::Status { status: 408 | 425 | 500..=599, .. } => Self::Later(told),
            _ => Self::Never(told),
        }
    }
}

impl<E: Into<Failure>> From<E> for Trouble {
    fn from(error: E) -> Self {
        Self::Stop(Box::new(error.into()))
    }
}

/// What of an item could not be had, which costs it nothing else.
#[derive(Default)]
pub(super) struct Lacks {
    pub(super) told: Vec<String>,
    pub(super) waits: bool,
}

impl Lacks {
    /// A part of the item; `None` where it is lacking.
    pub(super) fn or_none<T>(&mut self, part: Result<T, Trouble>) -> Result<Option<T>, Trouble> {
        match part {
            Ok(part) => return Ok(Some(part)),
            Err(Trouble::Later(why) | Trouble::Never(why) | Trouble::Nothing(why)) => self.told.push(why),
            Err(Trouble::Busy(host)) => {
                self.told.push(format!("{host} asks to be left alone"));
                self.waits = true;
            }
            Err(stop) => return Err(stop),
        }
        Ok(None)
    }
}

/// One feed, as its items are taken in.
pub(crate) struct Following<'a> {
    pub(crate) store: &'a Store,
    pub(crate) feed: &'a StoredFeed,
    pub(crate) ui: &'a Ui,
    pub(crate) politeness: &'a mut Politeness,
    /// Fetches the recording again, to see whether it was uploaded anew.
    pub(crate) refetch: bool,
}

impl Following<'_> {
    /// A download that keeps to what the servers and the person wish, after the pause that its server is owed.
    pub(super) fn download(&mut self, address: &str) -> Result<Download, Trouble> {
        let waits: Vec<String> = self.store.catalog.host_waits(self.store.now)?.into_iter().map(|(host, _)| host).collect();
        if let Some(host) = host(address).filter(|host| waits.contains(host)) {
            return Err(Trouble::Busy(host));
        }
        std::thread::sleep(self.politeness.pause(address));
        self.politeness.asked(address);
        Ok(Download::address(address).sparing(waits).user_agent(self.feed.settings.user_agent.as_deref()))
    }
}
