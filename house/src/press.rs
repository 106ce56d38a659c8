//! When a published copy is due: KV takes one write a second for a key, and may fail.

use crate::Timestamp;

/// KV's own limit for one key.
const BETWEEN_MS: u64 = 1_000;
const LONGEST_WAIT_MS: u64 = 600_000;

/// How a published copy stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Press {
    /// Whether it is behind the original. Kept on disk, so that no failure makes it stay behind.
    pub behind: bool,
    /// When it was last written, or last could not be.
    pub tried_at: Timestamp,
    /// How often in a row it could not be.
    pub failures: u32,
}

impl Press {
    /// The original has changed; whether that is news.
    pub fn fall_behind(&mut self) -> bool {
        !std::mem::replace(&mut self.behind, true)
    }

    /// When it may be written next, if it has to be.
    #[must_use]
    pub fn due_at(self) -> Option<Timestamp> {
        let wait = (BETWEEN_MS << self.failures.min(20)).min(LONGEST_WAIT_MS);
        self.behind.then(|| self.tried_at.plus_ms(wait))
    }

    /// It was written; `whole` unless the original has changed meanwhile.
    pub fn printed(&mut self, whole: bool, now: Timestamp) {
        *self = Self { behind: !whole, tried_at: now, failures: 0 };
    }

    /// It could not be written.
    pub fn jammed(&mut self, now: Timestamp) {
        *self = Self { behind: true, tried_at: now, failures: self.failures.saturating_add(1) };
    }
}
