//! Where the evening has got to, with exactly the data that moment needs.

use serde::{Deserialize, Serialize};
use sommelier_house::Sorted;

use super::{Seat, Timestamp};
use crate::protocol::PhaseName;

/// How long after clients show zero answers are still taken, for those on a slow link.
pub(crate) const GRACE_MS: u64 = 500;

/// Where the evening has got to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Phase {
    /// Participants are arriving.
    Waiting,
    /// A question takes answers, or would if its countdown did not stand still.
    Asking { asked: Asked, countdown: Countdown },
    /// Its answer is on the table.
    Revealed(Asked),
    /// The standings after it.
    Ranked(Asked),
    /// The standings after a wine, counted from 0.
    RoundRanked { round: u32 },
    /// The final standings. Where it stood is kept if the evening ended only because its host was away.
    Ended {
        at: Timestamp,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        stood: Option<Box<Self>>,
    },
}

/// A question that was put, and what was answered. Answers have rows of their own on disk.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Asked {
    /// Counted through the whole tasting, from 0.
    pub(crate) number: u32,
    /// What the host has added to its time.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub(crate) extended_ms: u64,
    /// The host has corrected which option is right.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub(crate) corrected: bool,
    /// The latest option of each who gave one.
    #[serde(skip)]
    pub(crate) answers: Sorted<Seat, u8>,
}

/// A question's countdown. Paused is a state of the countdown, not of the evening.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Countdown {
    /// Clients show zero then.
    Running { ends_at: Timestamp },
    /// Stands still with this much left.
    Paused { remaining_ms: u64 },
}

#[cfg_attr(
    not(target_arch = "wasm32"),
    expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes it by reference")
)]
fn is_zero(ms: &u64) -> bool {
    *ms == 0
}

impl Countdown {
    /// Milliseconds left.
    pub(crate) fn remaining_ms(self, now: Timestamp) -> u64 {
        match self {
            Self::Running { ends_at } => ends_at.ms_since(now),
            Self::Paused { remaining_ms } => remaining_ms,
        }
    }

    /// When clients show zero, if it runs.
    pub(crate) fn ends_at(self) -> Option<Timestamp> {
        match self {
            Self::Running { ends_at } => Some(ends_at),
            Self::Paused { .. } => None,
        }
    }

    /// When the question closes, if it runs.
    pub(crate) fn closes_at(self) -> Option<Timestamp> {
        self.ends_at().map(|at| at.plus_ms(GRACE_MS))
    }
}

impl Phase {
    /// The name on the wire; the only place where it is made.
    pub(crate) fn name(&self) -> PhaseName {
        match self {
            Self::Waiting => PhaseName::Waiting,
            Self::Asking { countdown: Countdown::Running { .. }, .. } => PhaseName::QuestionOpen,
            Self::Asking { countdown: Countdown::Paused { .. }, .. } => PhaseName::QuestionPaused,
            Self::Revealed(_) => PhaseName::QuestionRevealed,
            Self::Ranked(_) => PhaseName::QuestionLeaderboard,
            Self::RoundRanked { .. } => PhaseName::RoundLeaderboard,
            Self::Ended { .. } => PhaseName::Ended,
        }
    }

    /// The question that was put last, while its answers still matter.
    pub(crate) fn asked(&self) -> Option<&Asked> {
        match self {
            Self::Asking { asked, .. } | Self::Revealed(asked) | Self::Ranked(asked) => Some(asked),
            Self::Waiting | Self::RoundRanked { .. } | Self::Ended { .. } => None,
        }
    }

    /// The same, to put answers into.
    fn asked_mut(&mut self) -> Option<&mut Asked> {
        match self {
            Self::Asking { asked, .. } | Self::Revealed(asked) | Self::Ranked(asked) => Some(asked),
            Self::Waiting | Self::RoundRanked { .. } | Self::Ended { .. } => None,
        }
    }

    /// Where the evening stood when its host stayed away; anywhere else, where it is.
    fn stood(&self) -> &Self {
        match self {
            Self::Ended { stood: Some(stood), .. } => stood,
            here => here,
        }
    }

    /// The question whose answers a waking room needs: also one that the evening could go on with.
    pub(crate) fn kept(&self) -> Option<&Asked> {
        self.stood().asked()
    }

    /// The same, to put answers into.
    pub(crate) fn kept_mut(&mut self) -> Option<&mut Asked> {
        match self {
            Self::Ended { stood: Some(stood), .. } => stood.asked_mut(),
            here => here.asked_mut(),
        }
    }

    /// The question that is open, or was when the host stayed away: its answers are in no journal yet.
    pub(crate) fn open_mut(&mut self) -> Option<&mut Asked> {
        match self {
            Self::Asking { asked, .. } => Some(asked),
            Self::Ended { stood: Some(stood), .. } => stood.open_mut(),
            _ => None,
        }
    }

    /// The same moment with the countdown standing still.
    pub(crate) fn paused(mut self, now: Timestamp) -> Self {
        if let Self::Asking { countdown, .. } = &mut self {
            *countdown = Countdown::Paused { remaining_ms: countdown.remaining_ms(now) };
        }
        self
    }

    /// The question whose points count already.
    pub(crate) fn scored(&self) -> Option<&Asked> {
        match self.stood() {
            Self::Revealed(asked) | Self::Ranked(asked) => Some(asked),
            Self::Waiting | Self::Asking { .. } | Self::RoundRanked { .. } | Self::Ended { .. } => {
                None
            }
        }
    }

    /// The countdown of a question that is open or paused.
    pub(crate) fn countdown(&self) -> Option<Countdown> {
        match self {
            Self::Asking { countdown, .. } => Some(*countdown),
            Self::Waiting
            | Self::Revealed(_)
            | Self::Ranked(_)
            | Self::RoundRanked { .. }
            | Self::Ended { .. } => None,
        }
    }
}
