//! Whether a process that claimed a recording still runs, where Linux says so. Elsewhere it is not known, and a claim ends by its time.

use std::fs;
use std::path::Path;

/// What distinguishes process `pid` from a later one of the same number: the boot of this computer, the namespace of process numbers
/// (a container has its own), and the start of the process. `None` where the system does not say.
pub(super) fn identity(pid: u32) -> Option<String> {
    let (boot, numbers) = here()?;
    Some(format!("{boot} {numbers} {}", started(pid)?))
}

/// Whether the process `pid` of that identity runs; `None` when that cannot be seen from here.
pub(super) fn is_running(pid: u32, identity: &str) -> Option<bool> {
    let (boot, numbers) = here()?;
    let mut parts = identity.split(' ');
    let (its_boot, its_numbers, its_start) = (parts.next()?, parts.next()?, parts.next()?);
    // Where the processes of others are hidden, the first one is too.
    if its_boot != boot || its_numbers != numbers || !Path::new("/proc/1/stat").exists() {
        return None;
    }
    Some(started(pid).is_some_and(|start| start == its_start))
}

/// The name of this computer, where the system says one.
pub fn host() -> Option<String> {
    let name = fs::read_to_string("/proc/sys/kernel/hostname").ok()?;
    Some(name.trim().to_owned()).filter(|name| !name.is_empty())
}

fn here() -> Option<(String, String)> {
    let boot = fs::read_to_string("/proc/sys/kernel/random/boot_id").ok()?;
    let numbers = fs::read_link("/proc/self/ns/pid").ok()?;
    Some((boot.trim().to_owned(), numbers.to_str()?.replace(' ', "")))
}

/// When a process began, in clock ticks since the start of the computer; `None` when it has ended.
fn started(pid: u32) -> Option<String> {
    let stat = fs::read_to_string(format!("/proc/{pid}/stat")).ok()?;
    // The second field is the program's name in brackets and may hold anything.
    let mut fields = stat.rsplit_once(')')?.1.split_whitespace();
    let state = fields.next()?;
    // Field 22 of the line; the state, which came last, is field 3.
    (!matches!(state, "Z" | "X")).then(|| fields.nth(18).map(str::to_owned))?
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::*;

    #[test]
    fn a_process_runs_until_it_ends_and_a_later_one_of_its_number_is_another() {
        let mut child = std::process::Command::new("sleep").arg("60").spawn().unwrap();
        let id = identity(child.id()).unwrap();
        assert_eq!(is_running(child.id(), &id), Some(true));
        assert_eq!(is_running(std::process::id(), &id), Some(false), "the number alone does not tell");
        child.kill().unwrap();
        // Not waited for yet: it has ended all the same.
        let deadline = std::time::Instant::now() + std::time::Duration::from_secs(10);
        while is_running(child.id(), &id) == Some(true) && std::time::Instant::now() < deadline {
            std::thread::sleep(std::time::Duration::from_millis(5));
        }
        assert_eq!(is_running(child.id(), &id), Some(false));
        child.wait().unwrap();
        assert_eq!(is_running(child.id(), &id), Some(false));
        assert_eq!(is_running(1, &format!("another-boot{id}")), None, "nobody sees into another computer");
    }
}
