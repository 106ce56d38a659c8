//! What is counted for whoever runs this: how much and how well, never who or what.

use serde::Serialize;

use crate::game::{Effect, Input, Row};
use crate::protocol::ServerMessage;

/// How late something may be done before it counts as late.
const LATE_MS: u64 = 1_000;

/// Counts of all rooms together, since they were told last.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Tally {
    /// Sessions that were made.
    pub rooms: u64,
    /// Seats that were taken.
    pub joins: u64,
    /// Frames that were heard.
    pub messages: u64,
    /// Refusals that were told.
    pub refused: u64,
    /// What failed on our side; each has a line of its own in the log.
    pub errors: u64,
    /// What was done more than a second after it was due, because an alarm was late or lost.
    pub alarms_late: u64,
    /// Times that the index, its published copy or the archive was told in vain.
    pub projections_late: u64,
    /// Sockets that were closed at once because their room had as many as it listens to.
    pub turned_away: u64,
}

impl Tally {
    /// Something failed.
    pub const ERROR: Self = Self { errors: 1, ..Self::NOTHING };
    /// A projection was told in vain.
    pub const PROJECTION_LATE: Self = Self { projections_late: 1, ..Self::NOTHING };
    /// A socket was turned away.
    pub const TURNED_AWAY: Self = Self { turned_away: 1, ..Self::NOTHING };
    const NOTHING: Self = Self {
        rooms: 0,
        joins: 0,
        messages: 0,
        refused: 0,
        errors: 0,
        alarms_late: 0,
        projections_late: 0,
        turned_away: 0,
    };

    /// What comes in, to a room that had something to do this long ago.
    pub(super) fn of_input(input: &Input, overdue_ms: u64) -> Self {
        let is_frame = matches!(input, Input::Heard { .. } | Input::HeardBinary { .. });
        let is_late = overdue_ms > LATE_MS;
        Self { messages: is_frame.into(), alarms_late: is_late.into(), ..Self::NOTHING }
    }

    /// What comes of it, once that is written.
    pub(super) fn of_effect(effect: &Effect) -> Self {
        match effect {
            Effect::Write(Row::Participant(_)) => Self { joins: 1, ..Self::NOTHING },
            Effect::Write(Row::Journal(entry)) if entry.makes_session() => {
                Self { rooms: 1, ..Self::NOTHING }
            }
            Effect::Say { frame, .. } if matches!(frame.message, ServerMessage::Error { .. }) => {
                Self { refused: 1, ..Self::NOTHING }
            }
            _ => Self::NOTHING,
        }
    }

    /// All of them, in this order, for which a dataset has columns and no names.
    #[must_use]
    pub fn numbers(self) -> [f64; 8] {
        let Self { rooms, joins, messages, refused, .. } = self;
        let Self { errors, alarms_late, projections_late, turned_away, .. } = self;
        [rooms, joins, messages, refused, errors, alarms_late, projections_late, turned_away]
            .map(|it| it as f64)
    }

    /// Counts this, too.
    pub fn add(&mut self, more: Self) {
        self.rooms += more.rooms;
        self.joins += more.joins;
        self.messages += more.messages;
        self.refused += more.refused;
        self.errors += more.errors;
        self.alarms_late += more.alarms_late;
        self.projections_late += more.projections_late;
        self.turned_away += more.turned_away;
    }
}
