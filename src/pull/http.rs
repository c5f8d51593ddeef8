//! HTTP: bytes of other sites, within limits; the only user of the network.

use crate::problem::Refusal;
use std::{
    io::Read,
    time::{Duration, Instant},
};
use ureq::{
    Agent, Error,
    tls::{Certificate, RootCerts, TlsConfig},
};

/// How long sites are waited for.
#[derive(Clone, Copy, Debug)]
pub struct Patience {
    /// Until the name of the server is known, and again until a connection stands with its certificate checked.
    pub connect: Duration,
    /// Until the head of an answer is there, and between two pieces of it.
    pub silence: Duration,
    /// For all that is asked of one site in a run.
    pub whole: Duration,
}

impl Default for Patience {
    fn default() -> Self {
        Self { connect: Duration::from_secs(10), silence: Duration::from_secs(20), whole: Duration::from_secs(600) }
    }
}

pub struct Client {
    agent: Agent,
    whole: Duration,
}

/// The files of one site, all asked for before the time of its visit is over.
pub struct Visit<'c> {
    agent: &'c Agent,
    until: Instant,
}

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
    /// Its certificate is out of date, for another name, or of an authority that this machine does not trust.
    Untrusted(String),
    Refused(Refusal, Option<usize>),
}

/// What this machine trusts: the file or folder in `SSL_CERT_FILE` or `SSL_CERT_DIR`, else the system's own store; the
/// list of Mozilla as of the build where there is none. Where what is named has no certificate nothing is trusted: that is
/// noticed.
fn authorities() -> RootCerts {
    let found = rustls_native_certs::load_native_certs();
    let chosen = ["SSL_CERT_FILE", "SSL_CERT_DIR"].iter().any(|name| std::env::var_os(name).is_some());
    if !chosen && found.certs.is_empty() && found.errors.is_empty() {
        return RootCerts::WebPki;
    }
    found.certs.iter().map(|certificate| Certificate::from_der(certificate).to_owned()).into()
}

impl Client {
    pub fn new(patience: Patience) -> Self {
        let config = Agent::config_builder()
            .user_agent(concat!("niemyet/", env!("CARGO_PKG_VERSION")))
            .tls_config(TlsConfig::builder().root_certs(authorities()).build())
            .http_status_as_error(false)
            .max_redirects(0)
            .max_redirects_will_error(false)
            .timeout_resolve(Some(patience.connect))
            .timeout_connect(Some(patience.connect))
            .timeout_recv_response(Some(patience.silence))
            .timeout_per_read(Some(patience.silence))
            .timeout_per_write(Some(patience.silence));
        Self { agent: config.build().new_agent(), whole: patience.whole }
    }

    #[expect(clippy::disallowed_methods, reason = "only how long is waited depends on the clock")]
    pub fn visit(&self) -> Visit<'_> {
        Visit { agent: &self.agent, until: Instant::now() + self.whole }
    }
}

impl Visit<'_> {
    pub fn get(&self, url: &str, limits: Limits) -> Result<Vec<u8>, Missing> {
        #[expect(clippy::disallowed_methods, reason = "only how long is waited depends on the clock")]
        let left = self.until.saturating_duration_since(Instant::now());
        let request = self.agent.get(url).header("accept-encoding", "identity");
        let mut answer = request.config().timeout_global(Some(left)).build().call().map_err(missing)?;
        let head =
            |name| answer.headers().get(name).and_then(|value| value.to_str().ok()).unwrap_or_default().to_owned();
        let status = answer.status();
        if status.is_redirection() {
            return Err(Missing::Refused(Refusal::Moved { to: head("location") }, None));
        }
        if status.as_u16() != 200 {
            return Err(Missing::Gone(format!("HTTP {}", status.as_u16())));
        }
        let encoding = head("content-encoding");
        if !matches!(encoding.as_str(), "" | "identity") {
            return Err(Missing::Refused(Refusal::Encoded { how: encoding }, None));
        }
        taken(&mut answer.body_mut().as_reader(), limits)
    }
}

fn missing(why: Error) -> Missing {
    let tls = match &why {
        Error::Rustls(why) => Some(why),
        Error::Io(why) => why.get_ref().and_then(|why| why.downcast_ref()),
        _ => None,
    };
    match tls {
        Some(rustls::Error::InvalidCertificate(why)) => Missing::Untrusted(why.to_string()),
        _ => Missing::Gone(why.to_string()),
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
