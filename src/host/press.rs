//! When the published copy of a book is due: KV takes one write a second, and may fail.

use super::SECOND;
use crate::game::Timestamp;

/// KV's own limit for one key.
const BETWEEN_MS: u64 = SECOND;
const LONGEST_WAIT_MS: u64 = 600 * SECOND;

/// How the published copy stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Press {
    /// Whether it is behind the book. Kept on disk, so that no failure makes it stay behind.
    pub behind: bool,
    /// When it was last written, or last could not be.
    pub tried_at: Timestamp,
    /// How often in a row it could not be.
    pub failures: u32,
}

impl Press {
    /// The book has changed; whether that is news.
    pub(super) fn stop(&mut self) -> bool {
        !std::mem::replace(&mut self.behind, true)
    }

    pub(super) fn is_due(self) -> bool {
        self.behind
    }

    pub(super) fn due_at(self) -> Option<Timestamp> {
        let wait = (BETWEEN_MS << self.failures.min(20)).min(LONGEST_WAIT_MS);
        self.behind.then(|| self.tried_at.plus_ms(wait))
    }

    /// It was written; `whole` unless the book has changed meanwhile.
    pub(super) fn printed(&mut self, whole: bool, now: Timestamp) {
        *self = Self { behind: !whole, tried_at: now, failures: 0 };
    }

    pub(super) fn jammed(&mut self, now: Timestamp) {
        *self = Self { behind: true, tried_at: now, failures: self.failures.saturating_add(1) };
    }
}
