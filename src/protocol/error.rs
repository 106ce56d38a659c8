//! Why something was refused, and why a socket was closed.

use std::fmt;

use serde::{Deserialize, Serialize};

/// Why a message was refused. A closed list: clients switch on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum ErrorCode {
    /// The room holds no session.
    SessionNotFound,
    /// The room holds another host's session, or one that has begun.
    SessionExists,
    /// No wines were given.
    NoWines,
    /// A rule about wines is broken; the message names it.
    InvalidWines,
    /// It is too late to join or to edit.
    GameStarted,
    /// Every seat is taken.
    SessionFull,
    /// The host has closed the lobby to newcomers.
    LobbyLocked,
    /// A game needs a participant.
    NoParticipants,
    /// Unknown handle, or a wrong or missing secret: one answer for all.
    InvalidPseudonym,
    /// Unknown host, or a wrong or missing key: one answer for all.
    InvalidHostId,
    /// The handle belongs to another key.
    HostIdTaken,
    /// Only the host may do this.
    Unauthorized,
    /// Only a seated participant may do this.
    NotJoined,
    /// It does not fit the phase.
    WrongPhase,
    /// The room has moved on since the sender last looked.
    StaleCommand,
    /// Not the open question.
    UnknownQuestion,
    /// Not one of its options.
    UnknownOption,
    /// Not a message of a known shape; the field is named.
    BadMessage,
    /// A `type` nobody knows.
    UnknownType,
    /// Larger than a message may be.
    MessageTooLarge,
    /// More than a person or a page can send.
    RateLimited,
    /// It could not be written down.
    Storage,
    /// It failed, and that is our fault.
    Internal,
}

impl fmt::Display for ErrorCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::SessionNotFound => "There is no tasting under this code.",
            Self::SessionExists => "There is already a tasting under this code.",
            Self::NoWines => "wines: a tasting needs at least one wine.",
            Self::InvalidWines => "wines: a rule about wines is broken.",
            Self::GameStarted => "The game has started.",
            Self::SessionFull => "Every seat of this tasting is taken.",
            Self::LobbyLocked => "The host has closed the lobby; ask them to open it.",
            Self::NoParticipants => "Nobody has joined yet.",
            Self::InvalidPseudonym => "This seat could not be given back: unknown name or secret.",
            Self::InvalidHostId => "Unknown host, or not their key.",
            Self::HostIdTaken => "hostId: this handle belongs to another key; take another.",
            Self::Unauthorized => "Only the host may do this.",
            Self::NotJoined => "Take a seat first.",
            Self::WrongPhase => "This does not fit the moment of the game.",
            Self::StaleCommand => "The room has moved on since; here is where it is.",
            Self::UnknownQuestion => "questionId: this is not the open question.",
            Self::UnknownOption => "optionId: this is not one of the question's options.",
            Self::BadMessage => "This is not a message.",
            Self::UnknownType => "type: nobody knows this type.",
            Self::MessageTooLarge => "This message is too large.",
            Self::RateLimited => "Too much, too fast; wait a moment.",
            Self::Storage => "This could not be written down; nothing was changed, try again.",
            Self::Internal => "Something failed on our side; try again.",
        })
    }
}

/// A refused message: which rule, and the words for it. What was refused changed nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// Which rule.
    pub code: ErrorCode,
    detail: Option<String>,
}

impl Refusal {
    /// A refusal that names the field and the rule.
    #[must_use]
    pub fn because(code: ErrorCode, detail: impl Into<String>) -> Self {
        Self { code, detail: Some(detail.into()) }
    }

    /// The words for it, in English.
    #[must_use]
    pub fn message(&self) -> String {
        self.detail.clone().unwrap_or_else(|| self.code.to_string())
    }
}

impl From<ErrorCode> for Refusal {
    fn from(code: ErrorCode) -> Self {
        Self { code, detail: None }
    }
}

/// Why the room closes a socket.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum CloseCode {
    /// A binary frame.
    Binary,
    /// Bad frames or too many of them.
    Policy,
    /// A frame over the size limit.
    TooLarge,
    /// The room is full of sockets.
    TryLater,
    /// The room was forgotten.
    Forgotten,
    /// A newer socket took this one's place.
    Replaced,
    /// The host removed the participant.
    Removed,
    /// There is no such room.
    NoSuchRoom,
    /// Wrong credentials, or ones that are no longer good.
    Credentials,
}

impl CloseCode {
    /// The code on the wire. After a 4xxx our client does not reconnect.
    #[must_use]
    pub fn number(self) -> u16 {
        match self {
            Self::Binary => 1003,
            Self::Policy => 1008,
            Self::TooLarge => 1009,
            Self::TryLater => 1013,
            Self::Forgotten => 4000,
            Self::Replaced => 4001,
            Self::Removed => 4003,
            Self::NoSuchRoom => 4004,
            Self::Credentials => 4008,
        }
    }

    /// The reason sent along.
    #[must_use]
    pub fn reason(self) -> &'static str {
        match self {
            Self::Binary => "text frames only",
            Self::Policy => "too many bad messages",
            Self::TooLarge => "message too large",
            Self::TryLater => "the room is full, try later",
            Self::Forgotten => "this tasting is over and forgotten",
            Self::Replaced => "opened elsewhere",
            Self::Removed => "removed by the host",
            Self::NoSuchRoom => "no such room",
            Self::Credentials => "credentials are not good",
        }
    }
}
