//! What is told to every open page: changes by others, and what the server has finished.

use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll};

use axum::body::Bytes;
use futures_core::Stream;
use serde::Serialize;
use tokio::sync::{Notify, mpsc};

use crate::catalog::{ReportId, StoredOperation};

/// A page that has not taken so many lines is let go; it comes back and reads everything anew.
const BEHIND: usize = 1024;

/// One line of the stream.
#[derive(Debug, Clone, Serialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub(super) enum Event {
    /// The stream has begun, or still goes on.
    Alive,
    /// A segment was changed.
    Operation { operation: StoredOperation },
    /// Somebody decided on a finding.
    Decision { report: ReportId },
    /// Something was set about a report's captions.
    Cues { report: ReportId },
    /// Somebody's caret is in a segment, or in none any more.
    Here { report: ReportId, by: String, segment: Option<u32> },
    /// A report was aligned with what was changed.
    Aligned { report: ReportId },
    /// The sound of a report is ready.
    Sound { report: ReportId },
    /// The status of a report changed.
    Status { report: ReportId },
}

/// All who listen.
#[derive(Debug, Clone, Default)]
pub(super) struct Hub {
    listeners: Arc<Mutex<Vec<mpsc::Sender<Bytes>>>>,
    /// Somebody did something: look now.
    pub(super) nudge: Arc<Notify>,
}

impl Hub {
    pub(super) fn tell(&self, event: &Event) {
        let Ok(mut line) = serde_json::to_vec(event) else { return };
        line.push(b'\n');
        let line = Bytes::from(line);
        let mut listeners = self.listeners.lock().unwrap_or_else(PoisonError::into_inner);
        listeners.retain(|listener| listener.try_send(line.clone()).is_ok());
    }

    pub(super) fn listen(&self) -> Listening {
        let (sender, receiver) = mpsc::channel(BEHIND);
        self.listeners.lock().unwrap_or_else(PoisonError::into_inner).push(sender);
        self.tell(&Event::Alive);
        Listening(receiver)
    }

    /// Ends every stream, so that connections can be closed.
    pub(super) fn close(&self) {
        self.listeners.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }
}

/// The lines for one page.
pub(super) struct Listening(mpsc::Receiver<Bytes>);

impl Stream for Listening {
    type Item = Result<Bytes, std::convert::Infallible>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.0.poll_recv(context).map(|line| line.map(Ok))
    }
}
