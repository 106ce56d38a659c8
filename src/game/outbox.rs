//! What the host's index has still to be told. It may lag; it is never in the way of the game.

use serde::{Deserialize, Serialize};

use super::Timestamp;

/// Joins come in crowds: the index hears of them together, this long after the first.
const GATHER_MS: u64 = 5_000;
/// The first wait for an answer from the index; it doubles with each try…
const FIRST_WAIT_MS: u64 = 10_000;
/// …up to this.
const LONGEST_WAIT_MS: u64 = 600_000;

/// Whether and when the host's index is to be told how the session stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Outbox {
    due: Option<Timestamp>,
    version: u64,
    tries: u32,
    /// Something changed since the index was told last. In memory only: without an answer it is
    /// told again anyway.
    #[serde(skip)]
    changed: bool,
}

impl Outbox {
    /// When the index is to be told, if it is.
    pub(crate) fn due(&self) -> Option<Timestamp> {
        self.due
    }

    /// Something changed that the index should know at once.
    pub(crate) fn changed(&mut self, now: Timestamp) {
        self.changed = true;
        self.tries = 0;
        self.due = Some(now);
    }

    /// Somebody joined. Returns whether that is worth writing down: only the first of a crowd.
    pub(crate) fn joined(&mut self, now: Timestamp) -> bool {
        self.changed = true;
        let first = self.due.is_none();
        if first {
            self.tries = 0;
            self.due = Some(now.plus_ms(GATHER_MS));
        }
        first
    }

    /// The index is being told now; without an answer it will be again. Returns the version.
    pub(crate) fn send(&mut self, now: Timestamp) -> u64 {
        let wait = FIRST_WAIT_MS.saturating_mul(1 << self.tries.min(10)).min(LONGEST_WAIT_MS);
        self.due = Some(now.plus_ms(wait));
        self.tries = self.tries.saturating_add(1);
        self.changed = false;
        self.version += 1;
        self.version
    }

    /// The index has stored this version. Returns whether that changed anything here.
    pub(crate) fn acknowledged(&mut self, version: u64, now: Timestamp) -> bool {
        if version != self.version || self.due.is_none() {
            return false;
        }
        self.tries = 0;
        self.due = self.changed.then(|| now.plus_ms(GATHER_MS));
        true
    }
}
