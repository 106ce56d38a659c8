//! What others have still to be told: the host's index, and the archive of journals. They may lag; they are
//! never in the way of the game.

use serde::{Deserialize, Serialize};

use super::Timestamp;

/// Joins come in crowds: the index hears of them together, this long after the first.
const GATHER_MS: u64 = 5_000;
/// Rows of the journal are handed over together, this long after the first of them: each time costs a row
/// or three.
const DRAIN_MS: u64 = 600_000;
/// The first wait for an answer; it doubles with each try…
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
    /// Whether this memory has told the index. What another memory told is told again instead of listening to the answer:
    /// what has changed since then is not known.
    #[serde(skip)]
    told: bool,
    /// Something changed since the index was told last.
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

    /// Somebody came, or was removed. Returns whether that is worth writing down: only the first of a crowd.
    pub(crate) fn counted(&mut self, now: Timestamp) -> bool {
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
        self.due = Some(next_try(self.tries, now));
        self.tries = self.tries.saturating_add(1);
        (self.told, self.changed) = (true, false);
        self.version += 1;
        self.version
    }

    /// The index has stored this version. Returns whether that changed anything here.
    pub(crate) fn acknowledged(&mut self, version: u64, now: Timestamp) -> bool {
        if !self.told || version != self.version || self.due.is_none() {
            return false;
        }
        self.tries = 0;
        self.due = self.changed.then(|| now.plus_ms(GATHER_MS));
        true
    }
}

/// Whether the host's index is asked to keep the tasting, so that the room can give its code back.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Parking {
    /// It is not.
    #[default]
    Idle,
    /// It is, in place of being told how the session stands, until it answers or somebody comes.
    Asked,
    /// Not at this time: the host was here, or the index would not keep it.
    PutOff(Timestamp),
}

/// Whether and when rows of the journal are to be handed to the archive.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Drain {
    /// The number of the last row that the archive is known to have.
    through: u64,
    due: Option<Timestamp>,
    tries: u32,
    /// A row was written since rows were first handed over. On disk, unlike [`Outbox`]'s: an answer that
    /// comes after a loss of memory must not speak for a row that was written after the question.
    written: bool,
}

impl Drain {
    /// When rows are to be handed over, if there are any: before the session is forgotten in any case.
    pub(crate) fn due(&self, forgotten_at: Option<Timestamp>) -> Option<Timestamp> {
        let due = self.due?;
        Some(forgotten_at.filter(|_| self.tries == 0).map_or(due, |at| due.min(at)))
    }

    /// A row was written. Returns whether that is news.
    pub(crate) fn written(&mut self, now: Timestamp) -> bool {
        let is_first = self.due.is_none();
        if is_first {
            self.due = Some(now.plus_ms(DRAIN_MS));
        }
        !std::mem::replace(&mut self.written, true) || is_first
    }

    /// Rows are being handed over now; without an answer they will be again. Returns the number after which
    /// they begin, and whether this is worth writing down: a first try is not. Should it be forgotten, the next
    /// is known by how late it comes, so that a room that sleeps in between tries less and less often, too.
    pub(crate) fn send(&mut self, now: Timestamp) -> (u64, bool) {
        if self.due.is_some_and(|due| now >= due.plus_ms(FIRST_WAIT_MS)) {
            self.tries = self.tries.max(1);
        }
        let is_retry = self.tries > 0;
        self.due = Some(next_try(self.tries, now));
        self.tries = self.tries.saturating_add(1);
        // The answer to a try may come when the next is under way, and knows nothing of the rows between.
        self.written &= is_retry;
        (self.through, is_retry)
    }

    /// The archive has all rows up to this number, and there may be `more` that were not handed over with
    /// them. Returns whether that is worth writing down.
    pub(crate) fn taken(&mut self, through: u64, more: bool, now: Timestamp) -> bool {
        if through < self.through || self.due.is_none() {
            return false;
        }
        self.through = through;
        self.tries = 0;
        self.due = match (more, self.written) {
            (true, _) => Some(now),
            (false, true) => Some(now.plus_ms(DRAIN_MS)),
            (false, false) => None,
        };
        !more
    }
}

fn next_try(tries: u32, now: Timestamp) -> Timestamp {
    now.plus_ms(FIRST_WAIT_MS.saturating_mul(1 << tries.min(10)).min(LONGEST_WAIT_MS))
}
