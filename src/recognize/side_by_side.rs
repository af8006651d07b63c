//! Pieces of work that do not need each other, done at once by several recognisers, each on a thread of its own; what comes of them
//! is taken in the order in which they were given.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError, mpsc};

use super::error::Error;
use super::recognizer::{Cancelled, Recognizer};

/// So many pieces for each recogniser are read ahead of the one that is taken next: one at work, one waiting.
const AHEAD: usize = 2;

/// A recogniser on a thread of its own.
type Worker = Box<dyn Recognizer + Send>;

/// Does each of the some `pieces` that `next` gives with `work`: on `recognizer` itself, or on several like it at once where it has
/// such. Gives each outcome, in order, to `take`. Both closures run on this thread: the recording is read and results are kept here.
///
/// # Errors
/// The first of `next`, of `work` or of `take`. What comes before it was taken, and what comes behind it is not.
pub(super) fn each_piece<P: Send, R: Send>(
    recognizer: &mut dyn Recognizer,
    pieces: usize,
    cancelled: &Cancelled,
    next: &mut dyn FnMut() -> Result<Option<P>, Error>,
    work: impl Fn(&mut dyn Recognizer, P, &Cancelled) -> Result<R, Error> + Sync,
    take: &mut dyn FnMut(R) -> Result<(), Error>,
) -> Result<(), Error> {
    let workers = recognizer.side_by_side(pieces);
    if !workers.is_empty() {
        return side_by_side(workers, cancelled, next, work, take);
    }
    while let Some(piece) = next()? {
        take(work(recognizer, piece, cancelled)?)?;
    }
    Ok(())
}

/// The same on `workers`.
fn side_by_side<P: Send, R: Send>(
    workers: Vec<Worker>,
    cancelled: &Cancelled,
    next: &mut dyn FnMut() -> Result<Option<P>, Error>,
    work: impl Fn(&mut dyn Recognizer, P, &Cancelled) -> Result<R, Error> + Sync,
    take: &mut dyn FnMut(R) -> Result<(), Error>,
) -> Result<(), Error> {
    let room = AHEAD * workers.len();
    let (given, waiting) = mpsc::channel::<(usize, P)>();
    let (told, heard) = mpsc::channel::<(usize, Result<R, Error>)>();
    let waiting = Mutex::new(waiting);
    let stop = Stop::new(cancelled);
    std::thread::scope(|scope| {
        for mut worker in workers {
            let (told, waiting, work, asked) = (told.clone(), &waiting, &work, stop.asked.clone());
            scope.spawn(move || {
                let piece = || waiting.lock().unwrap_or_else(PoisonError::into_inner).recv();
                while let Ok((number, piece)) = piece() {
                    if told.send((number, work(&mut *worker, piece, &asked))).is_err() {
                        break;
                    }
                }
            });
        }
        drop(told);
        // Dropped at the end of this block, whatever ends it: then the workers stop, in the middle of a piece too, and are done.
        let (_stop, given) = (stop, given);
        let (mut sent, mut taken, mut early) = (0, 0, BTreeMap::new());
        let mut more = true;
        loop {
            while more && sent < taken + room {
                match next()? {
                    Some(piece) => {
                        // Workers that are gone are told of below, by what they leave untold.
                        let _ = given.send((sent, piece));
                        sent += 1;
                    }
                    None => more = false,
                }
            }
            if taken == sent {
                return Ok(());
            }
            let Ok((number, outcome)) = heard.recv() else { return Err(Error::Cancelled) };
            early.insert(number, outcome);
            while let Some(outcome) = early.remove(&taken) {
                take(outcome?)?;
                taken += 1;
            }
        }
    })
}

/// Asks whether the person wants to stop, or the work is over.
struct Stop {
    over: Arc<AtomicBool>,
    asked: Cancelled,
}

impl Stop {
    fn new(cancelled: &Cancelled) -> Self {
        let over = Arc::new(AtomicBool::new(false));
        let (is_over, cancelled) = (over.clone(), cancelled.clone());
        Self { over, asked: Arc::new(move || is_over.load(Ordering::Relaxed) || cancelled()) }
    }
}

impl Drop for Stop {
    fn drop(&mut self) {
        self.over.store(true, Ordering::Relaxed);
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::super::recognizer::{RecognizedSegment, Window, WindowOptions};
    use super::*;
    use crate::text::Language;
    use crate::time::Millis;
    use crate::transcript::Engine;

    struct Nothing;

    impl Recognizer for Nothing {
        fn engine(&self) -> Engine {
            Engine::default()
        }

        fn longest_window(&self) -> Millis {
            Millis::new(30_000)
        }

        fn detect(&mut self, _: Window<'_>) -> Result<Option<(Language, f32)>, Error> {
            Ok(None)
        }

        fn recognize(&mut self, _: Window<'_>, _: &WindowOptions, _: &Cancelled) -> Result<Vec<RecognizedSegment>, Error> {
            Ok(Vec::new())
        }
    }

    fn workers(count: usize) -> Vec<Worker> {
        (0..count).map(|_| Box::new(Nothing) as Worker).collect()
    }

    /// What is taken of the pieces 0 to 19, of which `failing` fails.
    fn taken(count: usize, failing: Option<u64>) -> (Vec<u64>, Result<(), Error>) {
        let (mut pieces, mut taken) = (0..20u64, Vec::new());
        let never: Cancelled = Arc::new(|| false);
        let work = |_: &mut dyn Recognizer, piece: u64, asked: &Cancelled| {
            // The earlier of two takes longer.
            std::thread::sleep(Duration::from_millis((20 - piece) % 4));
            if failing.is_some_and(|failing| piece > failing) && asked() {
                return Err(Error::Cancelled);
            }
            if failing == Some(piece) { Err(Error::Prompt) } else { Ok(piece) }
        };
        let outcome = side_by_side(workers(count), &never, &mut || Ok(pieces.next()), work, &mut |piece| {
            taken.push(piece);
            Ok(())
        });
        (taken, outcome)
    }

    #[test]
    fn outcomes_are_taken_in_order_however_many_work() {
        for count in [1, 2, 3, 8, 40] {
            let (taken, outcome) = taken(count, None);
            assert!(outcome.is_ok());
            assert_eq!(taken, (0..20).collect::<Vec<_>>(), "{count} workers");
        }
    }

    #[test]
    fn what_comes_before_a_failure_is_taken_and_nothing_behind_it() {
        for count in [1, 3, 8] {
            let (taken, outcome) = taken(count, Some(7));
            assert!(matches!(outcome, Err(Error::Prompt)), "{outcome:?}");
            assert_eq!(taken, (0..7).collect::<Vec<_>>(), "{count} workers");
        }
    }

    #[test]
    fn no_more_is_read_ahead_than_there_is_room_for() {
        let (mut read, mut most, mut taken) = (0usize, 0usize, 0usize);
        let never: Cancelled = Arc::new(|| false);
        let counts = std::cell::RefCell::new((&mut read, &mut most, &mut taken));
        let mut next = || {
            let mut counts = counts.borrow_mut();
            if *counts.0 == 50 {
                return Ok(None);
            }
            *counts.0 += 1;
            *counts.1 = (*counts.1).max(*counts.0 - *counts.2);
            Ok(Some(()))
        };
        let mut take = |()| {
            *counts.borrow_mut().2 += 1;
            Ok(())
        };
        side_by_side(workers(3), &never, &mut next, |_, (), _| Ok(()), &mut take).unwrap();
        assert_eq!((taken, most), (50, AHEAD * 3));
    }
}
