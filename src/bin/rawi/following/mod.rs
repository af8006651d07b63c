//! Items of feeds become reports: recording, page and transcripts, each fetched once. What goes wrong with one item is told and costs the others nothing.

mod media;
mod names;
mod offered;
mod page;
mod session;
mod take;

pub(crate) use session::{Following, Trouble};
pub(crate) use take::is_due;
