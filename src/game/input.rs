//! Everything that can happen to a room.

use serde::{Deserialize, Serialize};

use super::Timestamp;
use crate::protocol::{CreateSession, Secret, SecretHash, SessionListEntry};

/// One connection, numbered by the shell; never used twice in a room's life in memory.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct SocketId(pub u64);

/// A participant's place at the table: the number of those who joined before.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Seat(pub u32);

/// Who is behind a socket, as that socket has proved it. Never taken from a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Actor {
    /// Has proved nothing.
    Visitor,
    /// Holds the host's key.
    Host,
    /// Holds the token of a seat.
    Seated(Seat),
    /// Holds the key for big screens.
    Screen,
}

/// A socket as the shell knows it from its attachment, when it wakes a room.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct KnownSocket {
    /// Its number.
    pub socket: SocketId,
    /// What it had proved.
    pub actor: Actor,
    /// Whether it wants a tick each second.
    pub ticks: bool,
    /// When it opened, on the wall clock.
    pub opened_at: Timestamp,
    /// Its last sign of life that the runtime knows of, on the wall clock.
    pub seen_at: Timestamp,
}

/// Everything that can happen to a room.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Input {
    /// A socket opened (or an HTTP request that speaks as one did).
    Opened {
        /// Its number.
        socket: SocketId,
        /// Whether it wants a tick each second: `false` with `?ticks=0`.
        ticks: bool,
    },
    /// A text frame came, as it is.
    Heard {
        /// From whom.
        socket: SocketId,
        /// The text.
        text: String,
    },
    /// A binary frame came.
    HeardBinary {
        /// From whom.
        socket: SocketId,
    },
    /// A socket is gone.
    Closed {
        /// Which.
        socket: SocketId,
    },
    /// The runtime answered pings without waking the room; these are the latest of each socket.
    Pinged {
        /// When each was last heard of, on the wall clock.
        seen: Vec<(SocketId, Timestamp)>,
    },
    /// The host's index answered [`super::Effect::Claim`].
    Claimed {
        /// What had been asked.
        claim: Box<Claim>,
        /// The answer.
        verdict: Verdict,
    },
    /// The host's index answered [`super::Effect::List`].
    Listed {
        /// Who had asked.
        socket: SocketId,
        /// Whether they had asked in words; a list that merely comes along may fail in silence.
        asked: bool,
        /// The sessions, newest first; `None` when the index could not be reached.
        sessions: Option<Vec<SessionListEntry>>,
    },
    /// What [`super::Effect::Recall`] asked for was read.
    Recalled {
        /// Who had asked.
        socket: SocketId,
        /// Whose answers.
        seat: Seat,
        /// The answers as `(question, option)`; `None` when they could not be read.
        answers: Option<Vec<(u32, u8)>>,
    },
    /// The host's index has stored what [`super::Effect::Publish`] sent.
    Published {
        /// Of which session: a later one under the same code is not meant.
        created_at: Timestamp,
        /// Which version of the entry.
        version: u64,
    },
    /// The host's index answered [`super::Effect::Park`].
    Parked {
        /// Of which session: a later one under the same code is not meant.
        created_at: Timestamp,
        /// Which version of the entry.
        version: u64,
        /// Whether the tasting is safe there; otherwise the index will not have it.
        kept: bool,
    },
    /// The archive has stored what [`super::Effect::Drain`] handed over.
    Drained {
        /// Whose journal: a later session under the same code has another.
        created_at: Timestamp,
        /// The number of the last row that the archive has.
        through: u64,
        /// Whether there were more rows than could be handed over at once.
        more: bool,
    },
    /// The alarm rang. It says no more than that: the rules decide what is due.
    AlarmRang,
    /// The in-memory timer of [`super::Effect::NudgeAt`] is up.
    Nudged,
    /// The host deleted the session: end it, tell everyone, forget it.
    Erased {
        /// When it was created, as the host's list says it: a later session under the same code is
        /// none of that list entry's business.
        created_at: String,
    },
}

/// A host handle that a session wants to be created under.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claim {
    /// Who is creating.
    pub socket: SocketId,
    /// What they asked for, already checked.
    pub create: CreateSession,
    /// The handle.
    pub host_id: String,
    /// The key; only its hash goes to the index.
    pub key: Secret,
    /// Whether the server made the key, because the client sent none.
    pub minted: bool,
    /// Whether the server drew the handle, because the client sent none.
    pub drawn: bool,
}

/// What the host's index says of a [`Claim`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// The handle is theirs. The hash is that of its key: the claimed one, or, where handles alone
    /// are proof enough, the one it already had.
    Granted(SecretHash),
    /// It belongs to another key.
    Taken,
    /// The index could not be reached.
    Unreachable,
    /// It was not asked: too many sessions are made where this one is.
    TooMany,
}
