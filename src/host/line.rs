//! One line of a host's book: how a session stands, or that it was erased.

use super::{RESTORABLE_MS, SECOND};
use crate::game::Timestamp;
use crate::protocol::{CreateSession, SessionListEntry, SessionStatus};

/// What tells sessions apart. Sorted, the newest comes last.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct LineId {
    /// When the session was created, as its entry says it.
    pub created_at: String,
    /// The code of its room.
    pub code: String,
}

/// One line of a host's book.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// How the session stands; `None` when it was erased, which is remembered so that news of it that
    /// come late do not bring it back.
    pub entry: Option<SessionListEntry>,
    /// The room counts these up.
    pub version: u64,
    /// When the book first heard of it.
    pub since: Timestamp,
    /// Set when the host has deleted it, and until it is erased.
    pub hiding: Option<Hiding>,
    /// While it is parked: what its host could send to make it again. An answer: it is never published.
    pub tasting: Option<CreateSession>,
    /// The code under which it is being opened, or was: asked again, it is opened there again.
    pub opened_as: Option<String>,
}

impl Line {
    pub(super) fn new(entry: SessionListEntry, version: u64, since: Timestamp) -> Self {
        let entry = Some(entry);
        Self { entry, version, since, hiding: None, tasting: None, opened_as: None }
    }

    /// The line after this news of it, unless they are stale or it was erased.
    pub(super) fn followed_by(&self, entry: SessionListEntry, version: u64) -> Option<Self> {
        (self.entry.is_some() && version > self.version).then_some(Self {
            entry: Some(entry),
            version,
            since: self.since,
            hiding: self.hiding,
            tasting: None,
            opened_as: None,
        })
    }

    /// The line of a session that needs no room.
    pub(super) fn parked(self, tasting: CreateSession) -> Self {
        let entry = self.entry.map(|entry| SessionListEntry { parked: true, ..entry });
        Self { entry, tasting: Some(tasting), ..self }
    }

    pub(super) fn is_parked(&self) -> bool {
        self.tasting.is_some()
    }

    /// The line of a session that lives on under another code.
    pub(super) fn opened(self) -> Self {
        Self { entry: None, tasting: None, ..self }
    }

    /// When a session that waits has had its time: its room goes then, and has nobody left to tell it.
    pub(super) fn lapses_at(&self, waiting_ms: u64) -> Option<Timestamp> {
        let waits = self.entry.as_ref().is_some_and(|it| it.status == SessionStatus::Waiting);
        (waits && !self.is_parked()).then(|| self.since.plus_ms(waiting_ms))
    }

    /// The line of a session that has had its time. Should its room still tell of it, that counts.
    pub(super) fn lapsed(self) -> Self {
        let status = SessionStatus::Ended;
        Self { entry: self.entry.map(|entry| SessionListEntry { status, ..entry }), ..self }
    }

    /// What the host sees of it.
    pub(super) fn shown(&self) -> Option<&SessionListEntry> {
        if self.hiding.is_some() { None } else { self.entry.as_ref() }
    }

    pub(super) fn erased(self) -> Self {
        Self { entry: None, hiding: None, tasting: None, opened_as: None, ..self }
    }

    pub(super) fn hidden_again(self, hiding: Hiding) -> Self {
        Self { hiding: Some(hiding), ..self }
    }
}

/// A session on its way out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Hiding {
    /// When it is to be erased.
    pub erase_at: Timestamp,
    /// Whether there is a room to be told.
    pub has_room: bool,
    /// How often telling the room has failed.
    pub tries: u32,
}

impl Hiding {
    pub(super) fn new(erase_at: Timestamp, has_room: bool) -> Self {
        Self { erase_at, has_room, tries: 0 }
    }

    pub(super) fn due_at(&self) -> Timestamp {
        self.erase_at
    }

    /// Once erasing was tried, the room may be gone already.
    pub(super) fn is_restorable(&self, now: Timestamp) -> bool {
        self.tries == 0 && now < self.erase_at
    }

    pub(super) fn tried(self, now: Timestamp) -> Self {
        let wait = (5 * SECOND) << self.tries.min(10);
        let tries = self.tries.saturating_add(1);
        Self { erase_at: now.plus_ms(wait.min(RESTORABLE_MS * 60)), tries, ..self }
    }
}
