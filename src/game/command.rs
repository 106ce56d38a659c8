//! What is meant by what was said: a message with its sender proved.

use super::{Actor, Seat};
use crate::mutant::{Mutant, planted};
use crate::protocol::{
    ClientMessage, CreateSession, ErrorCode, JoinSession, Refusal, RejoinHost, RejoinSession,
    SeatCommand, SubmitAnswer, UpdateSession, WatchSession,
};

/// A message whose sender may say it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Command {
    Create(CreateSession),
    Update(UpdateSession),
    ProveHost(RejoinHost),
    Join(JoinSession),
    ProveSeat(RejoinSession),
    Watch(WatchSession),
    Answer { seat: Seat, answer: SubmitAnswer },
    Remove(SeatCommand),
    Reseat(SeatCommand),
    Steer { step: Step, expect_rev: Option<u64> },
    ListSessions,
    NewScreenKey,
}

/// The host's steps through the evening.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Step {
    Lock,
    Unlock,
    Start,
    Pause,
    Resume,
    Reveal,
    Next,
    End,
    Reopen,
}

impl Command {
    /// Decides what is meant, and refuses what this actor may not say. The only place where
    /// authority is checked.
    ///
    /// # Errors
    ///
    /// `UNAUTHORIZED`, `NOT_JOINED`.
    pub(crate) fn of(actor: Actor, message: ClientMessage) -> Result<Self, Refusal> {
        let host = |command: Self| match actor {
            Actor::Host => Ok(command),
            Actor::Visitor | Actor::Seated(_) | Actor::Screen => {
                Err(ErrorCode::Unauthorized.into())
            }
        };
        let steer = |step, expect_rev| host(Self::Steer { step, expect_rev });
        match message {
            ClientMessage::CreateSession(create) => Ok(Self::Create(create)),
            ClientMessage::RejoinHost(proof) => Ok(Self::ProveHost(proof)),
            ClientMessage::RejoinSession(proof) => Ok(Self::ProveSeat(proof)),
            ClientMessage::WatchSession(proof) => Ok(Self::Watch(proof)),
            ClientMessage::JoinSession(join) => match actor {
                Actor::Visitor | Actor::Seated(_) => Ok(Self::Join(join)),
                Actor::Host | Actor::Screen => Err(Refusal::because(
                    ErrorCode::Unauthorized,
                    "This connection is the host's or a screen's; join from another.",
                )),
            },
            ClientMessage::SubmitAnswer(answer) => match actor {
                Actor::Seated(seat) => Ok(Self::Answer { seat, answer }),
                Actor::Visitor | Actor::Host | Actor::Screen => Err(ErrorCode::NotJoined.into()),
            },
            ClientMessage::UpdateSession(update) if planted(Mutant::EditByStranger) => {
                Ok(Self::Update(update))
            }
            ClientMessage::UpdateSession(update) => host(Self::Update(update)),
            ClientMessage::HostLock(it) => steer(Step::Lock, it.expect_rev),
            ClientMessage::HostUnlock(it) => steer(Step::Unlock, it.expect_rev),
            ClientMessage::HostStart(it) => steer(Step::Start, it.expect_rev),
            ClientMessage::HostPause(it) => steer(Step::Pause, it.expect_rev),
            ClientMessage::HostResume(it) => steer(Step::Resume, it.expect_rev),
            ClientMessage::HostReveal(it) => steer(Step::Reveal, it.expect_rev),
            ClientMessage::HostNext(it) => steer(Step::Next, it.expect_rev),
            ClientMessage::HostEnd(it) => steer(Step::End, it.expect_rev),
            ClientMessage::HostRemove(it) => host(Self::Remove(it)),
            ClientMessage::HostReseat(it) => host(Self::Reseat(it)),
            ClientMessage::HostReopen(it) => steer(Step::Reopen, it.expect_rev),
            ClientMessage::ListSessions(_) => host(Self::ListSessions),
            ClientMessage::HostScreenKey(_) => host(Self::NewScreenKey),
        }
    }
}
