//! Transcripts that a feed offers with an item: kept as they came, to be compared with what was heard.

use rawi::catalog::{FeedTranscript, ReportId, StoredFeedItem};
use rawi::download::{Answer, Marks};
use rawi::feed::file_of;
use rawi::transcript;

use super::page;
use super::session::{Following, Lacks, Trouble};
use crate::input::{self, What};
use crate::signals::cancelled;

/// Of one item no more are fetched.
const MOST: usize = 4;
/// The most bytes of one.
const MOST_BYTES: u64 = 64 << 20;

/// Fetches what is not here yet; gives what there is, in words. What cannot be had is added to `lacks`.
pub(super) fn fetch(
    following: &mut Following<'_>,
    item: &StoredFeedItem,
    report: ReportId,
    lacks: &mut Lacks,
) -> Result<Vec<String>, Trouble> {
    let known = following.store.catalog.offered(report)?;
    let mut told = Vec::new();
    for offered in item.item.transcripts.iter().take(MOST) {
        let is_here = known.iter().any(|known| known.facts.address == offered.address);
        let got = if is_here { Ok(()) } else { one(following, offered, report) };
        if lacks.or_none(got)?.is_some() {
            told.push(format!("a transcript ({})", offered.media_type));
        }
    }
    Ok(told)
}

fn one(following: &mut Following<'_>, offered: &FeedTranscript, report: ReportId) -> Result<(), Trouble> {
    let address = &offered.address;
    let bytes = match file_of(address) {
        Some(path) => input::read(path, What::Transcript).map_err(|failure| Trouble::Never(failure.message().to_owned()))?,
        None => {
            let is_stopped = cancelled();
            let download = following.download(address)?.at_most(MOST_BYTES).within(page::LONGEST);
            let answer = download.ask(&Marks::default(), &mut || !is_stopped());
            following.politeness.asked(address);
            match answer.map_err(|error| Trouble::of(error, address, following.store))? {
                Answer::Changed(document) => document.bytes,
                Answer::Unchanged => return Ok(()),
            }
        }
    };
    // A page that says that it is gone is no transcript.
    if offered.media_type != "text/html" {
        transcript::read(&bytes, Some(address))
            .map_err(|error| Trouble::Never(format!("the transcript {address}: {error}")))?;
    }
    following.store.catalog.keep_offered(report, offered, &bytes, following.store.now)?;
    Ok(())
}
