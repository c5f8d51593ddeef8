//! How long each step took, for `--timings`.

use std::time::Instant;

pub struct Stopwatch {
    /// Start of the step; none when nobody asked.
    since: Option<Instant>,
}

impl Stopwatch {
    pub fn start(asked: bool) -> Self {
        Self { since: asked.then(now) }
    }

    /// Prints the time since the last step, or since the start.
    pub fn lap(&mut self, step: &str) {
        if let Some(since) = &mut self.since {
            super::say(&format!("{step} {} ms", since.elapsed().as_millis()));
            *since = now();
        }
    }
}

#[expect(clippy::disallowed_methods, reason = "printed for --timings; no part of the site")]
fn now() -> Instant {
    Instant::now()
}
