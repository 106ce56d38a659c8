//! An evening that ended only because its host was away goes on where it stood.

use super::Timestamp;
use super::journal::{By, What};
use super::phase::Phase;
use super::session::Session;
use super::turn::Turn;
use crate::protocol::{ErrorCode, Refusal};

/// How long after such an end.
const REOPENABLE_MS: u64 = 24 * 3_600_000;

impl Session {
    /// Until when the evening can be reopened, if it has ended and stood somewhere.
    pub(crate) fn reopenable_until(&self) -> Option<Timestamp> {
        match &self.state.phase {
            Phase::Ended { at, stood: Some(_) } => Some(at.plus_ms(REOPENABLE_MS)),
            _ => None,
        }
    }

    /// Goes on where the evening stood; a question that was open is paused.
    pub(crate) fn reopen(&mut self, turn: &mut Turn) -> Result<(), Refusal> {
        if self.reopenable_until().is_none_or(|until| turn.now >= until) {
            return Err(ErrorCode::WrongPhase.into());
        }
        self.record(By::Host, What::Reopened, turn);
        self.state.host.seen_at = turn.now;
        self.state.outbox.changed(turn.now);
        Ok(())
    }
}
