//! What a host's book keeps without a room, and how it gets one again.

#[cfg(test)]
mod tests;

use super::{Book, Line, LineId, NotNow};
use crate::game::Timestamp;
use crate::protocol::{CreateSession, SecretHash, SessionListEntry};

/// How many parked tastings a book keeps, each as large as a message may be. Rooms keep the others.
const MOST_PARKED: usize = 50;

/// Where a parked session is to be opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Opening {
    /// The code.
    pub code: String,
    /// What to send there; `None` when it was opened there before.
    pub tasting: Option<CreateSession>,
}

impl Book {
    /// Takes in a session whose room wants to go. `false` says that the room has to keep it: the handle is not
    /// that key's, or the book is full.
    pub fn park(
        &mut self,
        key: SecretHash,
        (entry, tasting): (SessionListEntry, CreateSession),
        version: u64,
        now: Timestamp,
    ) -> bool {
        let is_this = |id: &LineId| id.code == entry.code && id.created_at == entry.created_at;
        let others = self.lines.iter().filter(|(id, line)| line.is_parked() && !is_this(id));
        others.count() < MOST_PARKED && self.take(key, (entry, Some(tasting)), version, now)
    }

    /// Where a parked session is to be opened: under the first code of those `drawn` that the host has not used,
    /// and however often it is asked under the same one, unless that turned out to be `taken`.
    ///
    /// # Errors
    ///
    /// Not what is not parked, and not when no code is left.
    pub fn open(
        &mut self,
        id: &LineId,
        taken: Option<&str>,
        mut drawn: impl Iterator<Item = String>,
        now: Timestamp,
    ) -> Result<Opening, NotNow> {
        let line = self.lines.get(id).filter(|line| line.hiding.is_none());
        let line = line.ok_or(NotNow::NoSuchSession)?.clone();
        let tasting = line.tasting.clone();
        // A session that is there, or was erased, has neither.
        let before = line.opened_as.clone().filter(|_| tasting.is_some() || line.entry.is_none());
        if let Some(code) = before.filter(|code| taken != Some(code)) {
            return Ok(Opening { code, tasting });
        }
        if tasting.is_none() {
            return Err(NotNow::NoSuchSession);
        }
        let is_used = |code: &str| self.lines.keys().any(|id| id.code == code);
        let code = drawn.find(|code| !is_used(code)).ok_or(NotNow::NoCode)?;
        self.put(id.clone(), Line { opened_as: Some(code.clone()), ..line });
        self.use_at(now);
        Ok(Opening { code, tasting })
    }

    /// A parked session was opened: its new room tells of it from now on. `false` says that it was parked no more: if
    /// its old room has told of somebody who came there meanwhile, that room stays.
    pub fn opened(&mut self, id: &LineId) -> bool {
        let Some(line) = self.lines.get(id).filter(|line| line.is_parked()).cloned() else {
            return false;
        };
        self.put(id.clone(), line.opened());
        self.reprint();
        true
    }
}
