//! Ctrl-C (SIGINT), a polite end (SIGTERM) and a terminal that goes away (SIGHUP): the first asks long work to stop, which keeps what
//! is finished and says how to go on; the second ends the program at once, with the exit code that shells know for it.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, OnceLock};

use rawi::recognize::Cancelled;
use signal_hook::consts::{SIGINT, SIGTERM};
use signal_hook::flag;

/// Asked by long work: whether to stop.
pub(crate) fn cancelled() -> Cancelled {
    static ASKED: OnceLock<Arc<AtomicBool>> = OnceLock::new();
    let asked = ASKED.get_or_init(|| {
        let asked = Arc::new(AtomicBool::new(false));
        listen(&asked);
        asked
    });
    let asked = asked.clone();
    Arc::new(move || asked.load(Ordering::SeqCst))
}

/// The same for work that a scheduler asks to end: it asks twice and more, and each time but the first changes nothing. Only Ctrl-C a
/// second time ends the program at once.
pub(crate) fn cancelled_by_scheduler() -> Cancelled {
    let asked = Arc::new(AtomicBool::new(false));
    let _ = flag::register_conditional_shutdown(SIGINT, 128 + SIGINT, asked.clone());
    for signal in [SIGINT, SIGTERM] {
        // Whoever starts it may ignore what schedulers send; a task listens all the same.
        let _ = flag::register(signal, asked.clone());
    }
    Arc::new(move || asked.load(Ordering::SeqCst))
}

/// Without a handler a signal still ends the program, and finished windows are kept either way: a failure to set one is let go.
fn listen(asked: &Arc<AtomicBool>) {
    for signal in [SIGINT, SIGTERM] {
        if !is_ignored(signal) {
            // In this order: the first time nothing is asked yet when the program would be ended.
            let _ = flag::register_conditional_shutdown(signal, 128 + signal, asked.clone());
            let _ = flag::register(signal, asked.clone());
        }
    }
    // A terminal that goes away may tell several times: from the system, and from the shell.
    #[cfg(unix)]
    if !is_ignored(signal_hook::consts::SIGHUP) {
        let _ = flag::register(signal_hook::consts::SIGHUP, asked.clone());
    }
}

/// Whether who started the program wants it not to hear a signal, as `nohup` does with SIGHUP. Where the system does not tell, nobody.
fn is_ignored(signal: i32) -> bool {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let mask = status.lines().find_map(|line| line.strip_prefix("SigIgn:"));
    let mask = mask.and_then(|mask| u64::from_str_radix(mask.trim(), 16).ok()).unwrap_or(0);
    mask >> (signal - 1) & 1 == 1
}
