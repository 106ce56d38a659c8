//! The names that people add to their handles, where the host allows it.

use sommelier_house::tidy;

use super::journal::{By, What};
use super::phase::Phase;
use super::room::Game;
use super::session::Session;
use super::turn::Turn;
use super::{Entry, Row, Seat};
use crate::protocol::{ErrorCode, JoinSession, Refusal};

/// Characters of a display name, at most.
const LONGEST_NAME: usize = 24;

impl Session {
    /// The name that comes with a join, if there is one and names are allowed.
    pub(crate) fn name_given(&self, join: &JoinSession) -> Result<Option<String>, Refusal> {
        let Some(name) = join.display_name.as_ref().filter(|it| !it.trim().is_empty()) else {
            return Ok(None);
        };
        if !self.state.allow_names {
            return Ok(None);
        }
        let refuse = |rule: &str| {
            Err(Refusal::because(ErrorCode::BadMessage, format!("displayName: {rule}")))
        };
        match tidy(name, LONGEST_NAME) {
            Err(rule) => refuse(&rule),
            Ok(name) if self.roster.knows_as(&name) => {
                refuse("somebody here is called this already")
            }
            Ok(name) => Ok(Some(name)),
        }
    }

    /// The same of somebody who has a seat: until the start, and once. A join that is sent again names nobody twice.
    pub(crate) fn name_to_add(
        &self,
        seat: Seat,
        join: &JoinSession,
    ) -> Result<Option<String>, Refusal> {
        let is_named = self.roster.get(seat).is_none_or(|it| it.display_name.is_some());
        match self.state.phase {
            Phase::Waiting if !is_named => self.name_given(join),
            _ => Ok(None),
        }
    }
}

impl Game {
    /// Gives a name to somebody who had none; like a join it is no transition.
    pub(crate) fn add_name(&mut self, seat: Seat, name: String, turn: &mut Turn) {
        let Some(session) = &mut self.session else { return };
        let what = What::Named { seat, display_name: Some(name) };
        let entry = Entry { rev: session.state.rev, at: turn.now, by: By::Participant, what };
        session.apply(&entry);
        session.note(entry, turn);
        if let Some(participant) = session.roster.get(seat) {
            turn.write(Row::Changed(participant.clone()));
        }
        self.lobby.want();
    }
}
