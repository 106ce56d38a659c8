//! The host's word about seats: who may still come.

use super::Audience;
use super::journal::{By, What};
use super::phase::Phase;
use super::session::Session;
use super::turn::Turn;
use crate::protocol::{ErrorCode, Refusal};

impl Session {
    /// Closes the lobby to newcomers, or opens it again. Said twice, it is answered twice and done once.
    pub(crate) fn lock(&mut self, locked: bool, turn: &mut Turn) -> Result<(), Refusal> {
        let Phase::Waiting = self.state.phase else { return Err(ErrorCode::WrongPhase.into()) };
        let mut to = Audience::Hosts;
        if self.state.locked != locked {
            self.record(By::Host, if locked { What::Locked } else { What::Unlocked }, turn);
            to = Audience::Everyone;
        }
        turn.tell(to, self.state.rev, self.lobby());
        Ok(())
    }
}
