//! What a single word or figure says of a number. Runs of them are read by [`numbers`](super::numbers).

pub(super) mod arabic;
pub(super) mod english;
pub(super) mod figure;
mod sense;
mod value;

pub use sense::{Form, Unit};
pub(super) use sense::{Sense, forms_meet};
pub use value::Value;
