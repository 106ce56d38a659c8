//! Who may make which transition happen, and by which words.

use sommelier_arena::game::{Actor, Seat, Verdict};
use sommelier_arena::protocol::ClientMessage;

use super::secrets::{Cause, Proven};
use crate::facts::{Line, What};

/// Whether a transition was brought about by whoever may. `first` is the number of the first one that the host has
/// made happen in the same event: a question that is left out is a row before what follows it, and so is a break that
/// ends because the host goes on.
pub fn is_told_to(proven: &Proven, cause: &Cause, line: &Line, first: u64) -> bool {
    match (line.by.as_str(), &line.what, cause) {
        ("clock", What::Revealed { .. } | What::Ended | What::BreakEnded, _)
        | ("host", What::Ended | What::BreakEnded, Cause::Erased)
        | ("host", What::Created { .. }, Cause::Claimed(_, Verdict::Granted(_))) => true,
        ("host", What::Created { .. } | What::Joined { .. } | What::Named { .. }, _) => false,
        ("host", what, Cause::Said(socket, said)) => {
            let fresh = expected_rev(said).is_none_or(|rev| first == rev + 1);
            proven.of(*socket) == Actor::Host && is_asked_for(what, said) && fresh
        }
        ("clock", What::Hurried { .. }, Cause::Said(socket, said)) => {
            matches!(**said, ClientMessage::SubmitAnswer(_))
                && matches!(proven.of(*socket), Actor::Seated(_))
        }
        (
            "participant",
            What::Joined { seat } | What::Named { seat },
            Cause::Said(socket, said),
        ) => {
            matches!(**said, ClientMessage::JoinSession(_))
                && proven.of(*socket) == Actor::Seated(Seat(*seat))
        }
        _ => false,
    }
}

/// Where its sender believes the room to be.
fn expected_rev(said: &ClientMessage) -> Option<u64> {
    match said {
        ClientMessage::UpdateSession(update) => update.expect_rev,
        ClientMessage::HostStart(it)
        | ClientMessage::HostPause(it)
        | ClientMessage::HostResume(it)
        | ClientMessage::HostReveal(it)
        | ClientMessage::HostNext(it)
        | ClientMessage::HostEnd(it)
        | ClientMessage::HostSkip(it)
        | ClientMessage::HostLock(it)
        | ClientMessage::HostUnlock(it)
        | ClientMessage::HostReopen(it)
        | ClientMessage::HostResumeBreak(it) => it.expect_rev,
        ClientMessage::HostRemove(it) | ClientMessage::HostReseat(it) => it.expect_rev,
        ClientMessage::HostExtend(it) => it.expect_rev,
        ClientMessage::HostBreak(it) => it.expect_rev,
        ClientMessage::HostCorrect(it) => it.expect_rev,
        _ => None,
    }
}

/// Whether this message is the one that does this.
fn is_asked_for(what: &What, said: &ClientMessage) -> bool {
    use ClientMessage::{HostEnd, HostNext, HostSkip, HostStart};
    match what {
        What::Created { .. } | What::Joined { .. } | What::Named { .. } | What::Hurried { .. } => {
            false
        }
        What::Removed { .. } => matches!(said, ClientMessage::HostRemove(_)),
        What::Reopened => matches!(said, ClientMessage::HostReopen(_)),
        What::Locked => matches!(said, ClientMessage::HostLock(_)),
        What::Unlocked => matches!(said, ClientMessage::HostUnlock(_)),
        What::Edited { .. } => matches!(said, ClientMessage::UpdateSession(_)),
        What::Asked { .. } => matches!(said, HostStart(_) | HostNext(_) | HostSkip(_)),
        What::Paused { .. } => matches!(said, ClientMessage::HostPause(_)),
        What::Resumed { .. } => matches!(said, ClientMessage::HostResume(_)),
        What::Extended { seconds } => {
            matches!(said, ClientMessage::HostExtend(it) if u64::try_from(it.seconds) == Ok(*seconds))
        }
        What::Skipped { .. } => matches!(said, HostSkip(_)),
        What::Revealed { .. } => matches!(said, ClientMessage::HostReveal(_)),
        What::Corrected { .. } => matches!(said, ClientMessage::HostCorrect(_)),
        What::Ranked => matches!(said, HostNext(_)),
        What::RoundRanked { .. } => matches!(said, HostNext(_) | HostSkip(_)),
        What::BreakBegan { .. } => matches!(said, ClientMessage::HostBreak(_)),
        What::BreakEnded => matches!(
            said,
            ClientMessage::HostResumeBreak(_) | HostStart(_) | HostNext(_) | HostEnd(_)
        ),
        What::Ended => matches!(said, HostEnd(_) | HostNext(_)),
    }
}
