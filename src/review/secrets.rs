//! The secrets of one run.

use crate::text::Sha256;

/// The secrets of one run.
#[derive(Debug, Clone)]
pub(super) struct Secrets {
    pub(super) token: String,
    pub(super) hosts: [String; 2],
}

impl Secrets {
    pub(super) fn new(port: u16) -> Result<Self, std::io::Error> {
        let mut chance = [0_u8; 16];
        getrandom::fill(&mut chance).map_err(std::io::Error::other)?;
        let token = chance.iter().map(|byte| format!("{byte:02x}")).collect();
        Ok(Self { token, hosts: [format!("127.0.0.1:{port}"), format!("localhost:{port}")] })
    }

    /// What lets a player have one file until the server stops: it cannot send headers.
    pub(super) fn ticket(&self, file: &str) -> String {
        Sha256::of(format!("ticket\u{1f}{}\u{1f}{file}", self.token).as_bytes()).short(32)
    }
}

/// Whether two secrets are the same, in a time that does not tell how much of them is.
pub(super) fn same(a: &str, b: &str) -> bool {
    a.len() == b.len() && a.bytes().zip(b.bytes()).fold(0, |differs, (a, b)| differs | (a ^ b)) == 0
}
