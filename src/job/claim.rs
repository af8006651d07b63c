//! The claim of a run to its recording, kept in the catalog.

use std::hash::{BuildHasher, Hasher, RandomState};

use super::keeper::Worker;
use super::process;
use crate::catalog::{Claim, Claimant};

/// How long a claim stands without being renewed, in seconds, where nobody can see whether its process still runs: longer than a
/// large model needs for a window on a slow computer.
pub(super) const LEASE_S: i64 = 600;

/// This run as one that claims.
pub(super) fn claimant() -> Claimant {
    let random = || RandomState::new().build_hasher().finish();
    let pid = std::process::id();
    Claimant {
        holder: format!("{:016x}{:016x}", random(), random()),
        pid,
        host: process::host(),
        process: process::identity(pid).unwrap_or_default(),
    }
}

/// Whether a claim still stands at `now`, in seconds since 1970: its process runs or, where that cannot be seen from this computer,
/// its time is not over.
pub fn claim_stands(claim: &Claim, now: i64) -> bool {
    process::is_running(claim.claimant.pid, &claim.claimant.process).unwrap_or(now < claim.until_unix_s)
}

pub(super) fn worker(claim: Claim) -> Worker {
    Worker { pid: claim.claimant.pid, host: claim.claimant.host }
}
