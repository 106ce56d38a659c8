//! What the rules have decided and nobody has seen: all of it is written before any of it is said.

use sommelier_house::Sorted;

use super::Tally;
use crate::game::{Courtesies, Effect, Game, Row, Seat, SocketId, Timestamp};
use crate::protocol::{Frame, Mine};

/// Of one event, or of several.
#[derive(Debug, Default)]
pub(super) struct Held {
    /// To be written.
    pub(super) rows: Vec<Row>,
    /// The alarm to be set, if it is to change.
    pub(super) alarm: Option<Option<Timestamp>>,
    /// All rows go, those above too.
    pub(super) forgets: bool,
    /// To be said and done then, in order.
    pub(super) then: Vec<Deed>,
    /// What the room had still to tell before.
    pub(super) owed: Option<Courtesies>,
    /// Whose events these are.
    pub(super) senders: Vec<SocketId>,
    /// What came in.
    pub(super) heard: Tally,
    /// That, and what comes of it.
    pub(super) done: Tally,
    /// The log is told the counts.
    pub(super) is_told: bool,
    /// The room cannot go on before some of it is done.
    urgent: bool,
}

/// Something to be said or done.
#[derive(Clone, Debug)]
pub(super) enum Deed {
    /// To those who heard such things as it was decided: whoever came later in the same moment is told by their own event.
    Say { hearing: Vec<(SocketId, Option<Seat>)>, frame: Frame, mine: Sorted<Seat, Mine> },
    /// Anything else.
    Do(Effect),
}

impl Held {
    /// What an event of this game has decided.
    pub(super) fn take_in(
        &mut self,
        effects: Vec<Effect>,
        game: &Game,
        owed: Courtesies,
        heard: Tally,
    ) {
        self.owed.get_or_insert(owed);
        self.heard.add(heard);
        self.done.add(heard);
        for effect in effects {
            self.done.add(Tally::of_effect(&effect));
            match effect {
                Effect::Write(row) => self.rows.push(row),
                Effect::WakeAt(at) => self.alarm = Some(at),
                Effect::Forget => (self.forgets, self.urgent) = (true, true),
                Effect::Say { to, frame, mine } => {
                    self.then.push(Deed::Say { hearing: game.hearing(to), frame, mine });
                }
                Effect::Prove { .. }
                | Effect::NudgeAt(_)
                | Effect::List { .. }
                | Effect::Publish(_)
                | Effect::Park { .. }
                | Effect::Drain { .. } => self.then.push(Deed::Do(effect)),
                // What these bring comes before all other events.
                Effect::Close { .. } | Effect::Recall { .. } | Effect::Claim(_) => {
                    self.urgent = true;
                    self.then.push(Deed::Do(effect));
                }
            }
        }
    }

    /// Whether there is nothing to write, say or do.
    pub(super) fn is_empty(&self) -> bool {
        self.rows.is_empty() && self.alarm.is_none() && !self.forgets && self.then.is_empty()
    }

    /// Whether all of it may wait for events of the same moment.
    pub(super) fn can_wait(&self) -> bool {
        !self.urgent
    }
}
