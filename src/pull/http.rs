//! HTTP: bytes of other sites, within limits; the only user of the network.

use crate::problem::Refusal;
use std::{io::Read, time::Duration};
use ureq::Agent;

pub struct Client(Agent);

/// What a file may be.
#[derive(Clone, Copy)]
pub struct Limits {
    pub bytes: u64,
    pub line: usize,
}

/// Why there are no bytes.
pub enum Missing {
    /// The site cannot be reached, or does not have the file.
    Gone(String),
    Refused(Refusal, Option<usize>),
}

const CONNECT: Duration = Duration::from_secs(10);
/// Between two pieces of an answer.
const SILENCE: Duration = Duration::from_secs(20);
const WHOLE: Duration = Duration::from_secs(600);

impl Default for Client {
    fn default() -> Self {
        let config = Agent::config_builder()
            .user_agent(concat!("niemyet/", env!("CARGO_PKG_VERSION")))
            .http_status_as_error(false)
            .max_redirects(0)
            .max_redirects_will_error(false)
            .timeout_connect(Some(CONNECT))
            .timeout_recv_response(Some(SILENCE))
            .timeout_per_read(Some(SILENCE))
            .timeout_global(Some(WHOLE));
        Self(config.build().new_agent())
    }
}

impl Client {
    pub fn get(&self, url: &str, limits: Limits) -> Result<Vec<u8>, Missing> {
        let gone = |why: &dyn ToString| Missing::Gone(why.to_string());
        let mut answer = self.0.get(url).call().map_err(|why| gone(&why))?;
        let status = answer.status();
        if status.is_redirection() {
            let to = answer.headers().get("location").and_then(|to| to.to_str().ok()).unwrap_or_default();
            return Err(Missing::Refused(Refusal::Moved { to: to.to_owned() }, None));
        }
        if status.as_u16() != 200 {
            return Err(Missing::Gone(format!("HTTP {}", status.as_u16())));
        }
        taken(&mut answer.body_mut().as_reader(), limits)
    }
}

/// Reads no more than is needed to know that a limit is passed.
fn taken(from: &mut impl Read, limits: Limits) -> Result<Vec<u8>, Missing> {
    let mut bytes = Vec::new();
    let (mut line, mut number, mut piece) = (0, 1, [0; 16 * 1024]);
    loop {
        let len = match from.read(&mut piece) {
            Ok(0) => return Ok(bytes),
            Ok(len) => len,
            Err(why) if why.kind() == std::io::ErrorKind::Interrupted => continue,
            Err(why) => return Err(Missing::Gone(why.to_string())),
        };
        let piece = piece.get(..len).unwrap_or_default();
        for byte in piece {
            line += 1;
            if *byte == b'\n' {
                (line, number) = (0, number + 1);
            }
            if line > limits.line {
                return Err(Missing::Refused(Refusal::LongLine { bytes: limits.line }, Some(number)));
            }
        }
        bytes.extend(piece);
        if bytes.len() as u64 > limits.bytes {
            return Err(Missing::Refused(Refusal::TooLarge { bytes: limits.bytes }, None));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_limit_stops_the_reading() {
        const LIMITS: Limits = Limits { bytes: 40_000, line: 30_000 };
        let mut endless = std::io::repeat(b'a').take(1 << 40);
        let why = taken(&mut endless, LIMITS);
        assert!(matches!(why, Err(Missing::Refused(Refusal::LongLine { bytes: 30_000 }, Some(1)))));
        assert!((1 << 40) - endless.limit() < 40_000);
        let why = taken(&mut std::io::repeat(b'\n'), LIMITS);
        assert!(matches!(why, Err(Missing::Refused(Refusal::TooLarge { bytes: 40_000 }, None))));
        assert!(matches!(taken(&mut &b"ab\nc\n"[..], LIMITS), Ok(bytes) if bytes == b"ab\nc\n"));
    }
}
