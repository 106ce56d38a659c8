//! A host's book: whose the handle is, which sessions were held under it, and when its published
//! copy is due. Pure, as the rules of a room are: told the time, it answers, and says what to write.
//!
//! **Invariant:** what was taken in is never lost to what arrives late. Entries are told apart by code
//! and creation, a smaller version never replaces a larger one, and what was erased stays erased.

mod line;
mod parking;
#[cfg(test)]
mod tests;

use sommelier_house::Sorted;

use crate::game::{RejoinCredentials, Timestamp, Verdict};
use crate::protocol::{CreateSession, PhaseName, Secret, SecretHash, SessionListEntry};

pub use line::{Hiding, Line, LineId};
pub use parking::Opening;
pub use sommelier_house::Press;

const SECOND: u64 = 1_000;
const DAY: u64 = 24 * 3_600 * SECOND;
/// How long a deleted session can be restored.
const RESTORABLE_MS: u64 = 60 * SECOND;
/// How long an entry is kept.
const KEPT_MS: u64 = 365 * DAY;
/// After how long without use a handle is free again. Longer than any entry is kept.
const UNUSED_MS: u64 = 400 * DAY;
/// How many entries a book holds; the oldest make room.
const MOST_LINES: usize = 1_000;

/// Who claimed the handle.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Owner {
    /// The hash of their key.
    pub key: SecretHash,
    /// When the handle was last used, to the day: a row a day is enough to know.
    pub used_at: Timestamp,
}

/// A row to be written, or to be taken away.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// The one row about the handle and its published copy.
    Host(Option<Owner>, Press),
    /// A line, new or in place of the one before.
    Line(LineId, Box<Line>),
    /// A line that is gone.
    Drop(LineId),
}

/// What has become due.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Due {
    /// What to publish, newest first, and the edition to report back to [`Book::published`].
    pub publish: Option<(u64, Vec<SessionListEntry>)>,
    /// Which sessions to erase, and whether a room has to be told; report each to [`Book::erased`].
    pub erase: Vec<(LineId, bool)>,
}

/// Why something cannot be done with a session of the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotNow {
    /// There is no such session in the list, or nothing of it to restore or to open.
    NoSuchSession,
    /// A question is open in its room.
    QuestionOpen,
    /// No code is left to open it under.
    NoCode,
}

/// A host's book.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Book {
    owner: Option<Owner>,
    press: Press,
    lines: Sorted<LineId, Line>,
    /// Counts what the published copy has to follow, for as long as the book is in memory.
    edition: u64,
    /// Whether this memory of the book has handed out an edition, and not heard of it since.
    handed_out: bool,
    changes: Vec<Change>,
}

impl Book {
    /// The book as it was written down.
    #[must_use]
    pub fn restore(
        owner: Option<Owner>,
        press: Press,
        lines: impl IntoIterator<Item = (LineId, Line)>,
    ) -> Self {
        Self { owner, press, lines: lines.into_iter().collect(), ..Self::default() }
    }

    /// What is to be written since the last call: all of it in one transaction.
    pub fn take_changes(&mut self) -> Vec<Change> {
        std::mem::take(&mut self.changes)
    }

    /// Whether this is the key of the handle; at one speed, also for a handle that nobody holds.
    #[must_use]
    pub fn opens_to(&self, key: &Secret, now: Timestamp) -> bool {
        self.owner(now).map_or(SecretHash::NOBODY, |owner| owner.key).is_of(key)
    }

    /// Claims the handle: granted to the key that was first, and to nobody after it. `minted` says that
    /// the client has sent no key, and lets it in where handles alone are proof enough.
    pub fn claim(
        &mut self,
        key: SecretHash,
        minted: bool,
        credentials: RejoinCredentials,
        now: Timestamp,
    ) -> Verdict {
        let held = self.owner(now).map(|owner| owner.key);
        let granted = match held {
            None => key,
            Some(held) if held == key => key,
            Some(held) if minted && credentials == RejoinCredentials::Handle => held,
            Some(_) => return Verdict::Taken,
        };
        if held.is_none() {
            self.clear();
            self.owner = Some(Owner { key: granted, used_at: now });
            self.write_host();
        } else {
            self.use_at(now);
        }
        Verdict::Granted(granted)
    }

    /// Takes in how a session stands. What is stale, erased or of another key changes nothing; `false`
    /// says that the handle is not that key's.
    pub fn take_in(
        &mut self,
        key: SecretHash,
        entry: SessionListEntry,
        version: u64,
        now: Timestamp,
    ) -> bool {
        self.take(key, (entry, None), version, now)
    }

    fn take(
        &mut self,
        key: SecretHash,
        (entry, tasting): (SessionListEntry, Option<CreateSession>),
        version: u64,
        now: Timestamp,
    ) -> bool {
        if self.owner(now).is_none_or(|owner| owner.key != key) {
            return false;
        }
        self.use_at(now);
        let id = LineId { created_at: entry.created_at.clone(), code: entry.code.clone() };
        let opened_as = self.lines.get(&id).and_then(|line| line.opened_as.clone());
        let line = match self.lines.get(&id) {
            None => Line::new(entry, version, now),
            Some(line) => match line.followed_by(entry, version) {
                None => return true,
                Some(line) => line,
            },
        };
        let line = match tasting {
            Some(tasting) => Line { opened_as, ..line.parked(tasting) },
            None => line,
        };
        self.put(id, line);
        while self.lines.len() > MOST_LINES {
            // What is parked is nowhere else.
            let oldest = self.lines.iter().find(|(_, line)| !line.is_parked());
            let Some(oldest) = oldest.map(|(id, _)| id.clone()) else { break };
            self.lines.remove(&oldest);
            self.changes.push(Change::Drop(oldest));
        }
        self.reprint();
        true
    }

    /// The sessions, newest first.
    #[must_use]
    pub fn list(&self) -> Vec<SessionListEntry> {
        self.lines.values().rev().filter_map(Line::shown).cloned().collect()
    }

    /// The newest session under this code, and whether the code's room can still be its: a room that
    /// holds a later one is none of its business.
    #[must_use]
    pub fn find(&self, code: &str) -> Option<(LineId, bool)> {
        let mut under_code = self.lines.iter().rev().filter(|(id, _)| id.code == code).enumerate();
        let (later, (id, _)) = under_code.find(|(_, (_, line))| line.shown().is_some())?;
        Some((id.clone(), later == 0))
    }

    /// Which rooms may still be there, and when the newest session in each was created; those on their
    /// way out, too.
    #[must_use]
    pub fn rooms(&self) -> Sorted<String, String> {
        let kept = self.lines.iter().filter(|(_, line)| line.entry.is_some());
        // The newest comes last, and stays.
        kept.map(|(id, _)| (id.code.clone(), id.created_at.clone())).collect()
    }

    /// Hides a session at once; it is erased a minute later. `room` is the phase of its room, if that
    /// room is this session's to erase.
    ///
    /// # Errors
    ///
    /// Not while a question is open, and not what is not in the list.
    pub fn hide(
        &mut self,
        id: &LineId,
        room: Option<PhaseName>,
        now: Timestamp,
    ) -> Result<(), NotNow> {
        if room.is_some_and(PhaseName::has_open_question) {
            return Err(NotNow::QuestionOpen);
        }
        let line = self.lines.get(id).filter(|line| line.shown().is_some());
        let mut line = line.cloned().ok_or(NotNow::NoSuchSession)?;
        line.hiding = Some(Hiding::new(now.plus_ms(RESTORABLE_MS), room.is_some()));
        self.put(id.clone(), line);
        self.use_at(now);
        self.reprint();
        Ok(())
    }

    /// Shows the session again that was hidden last under this code.
    ///
    /// # Errors
    ///
    /// When nothing is hidden under it, or its minute is over.
    pub fn restore_session(&mut self, code: &str, now: Timestamp) -> Result<(), NotNow> {
        let hidden = self.lines.iter().filter(|(id, line)| {
            id.code == code && line.hiding.as_ref().is_some_and(|hiding| hiding.is_restorable(now))
        });
        let last = hidden.max_by_key(|(_, line)| line.hiding.as_ref().map(Hiding::due_at));
        let (id, line) = last.ok_or(NotNow::NoSuchSession)?;
        let (id, line) = (id.clone(), Line { hiding: None, ..line.clone() });
        self.put(id, line);
        self.use_at(now);
        self.reprint();
        Ok(())
    }

    /// Forgets the host, whose rooms were `erased`: what remains is the handle, free for anyone. The published copy goes
    /// as well. `false` says that another room has come meanwhile: nothing is forgotten then.
    pub fn forget(&mut self, erased: &Sorted<String, String>) -> bool {
        let rooms = self.rooms();
        let all = rooms.iter().all(|(code, created_at)| erased.get(code) == Some(created_at));
        if all {
            self.let_go();
        }
        all
    }

    fn let_go(&mut self) {
        self.clear();
        self.owner = None;
        self.write_host();
        self.reprint();
    }

    /// Whether there is nothing left to keep.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        self.owner.is_none() && self.lines.is_empty() && !self.press.behind
    }

    /// When the book next has something to do by itself. A session waits for `waiting_ms`.
    #[must_use]
    pub fn next_due(&self, waiting_ms: u64) -> Option<Timestamp> {
        let lines = self.lines.values().flat_map(|line| {
            let kept_until = line.since.plus_ms(KEPT_MS);
            [Some(kept_until), line.lapses_at(waiting_ms), line.hiding.as_ref().map(Hiding::due_at)]
        });
        let unused = self.owner.as_ref().map(|owner| owner.used_at.plus_ms(UNUSED_MS));
        lines.chain([unused, self.press.due_at()]).flatten().min()
    }

    /// Lets go of what was kept long enough, and says what else has become due. A session waits for `waiting_ms`.
    pub fn due(&mut self, now: Timestamp, waiting_ms: u64) -> Due {
        if self.owner.is_some() && self.owner(now).is_none() {
            self.let_go();
        }
        let old = |line: &Line| line.since.plus_ms(KEPT_MS) <= now;
        let gone: Vec<_> =
            self.lines.iter().filter(|(_, line)| old(line)).map(|(id, _)| id.clone()).collect();
        if !gone.is_empty() {
            self.reprint();
        }
        for id in gone {
            self.lines.remove(&id);
            self.changes.push(Change::Drop(id));
        }
        let lapsed = self.lines.iter().filter_map(|(id, line)| {
            let is_over = line.lapses_at(waiting_ms).is_some_and(|at| at <= now);
            is_over.then(|| (id.clone(), line.clone().lapsed()))
        });
        for (id, line) in lapsed.collect::<Vec<_>>() {
            self.put(id, line);
            self.reprint();
        }
        let erase = self.lines.iter().filter_map(|(id, line)| {
            let hiding = line.hiding.as_ref().filter(|hiding| hiding.due_at() <= now)?;
            Some((id.clone(), hiding.has_room))
        });
        let erase = erase.collect();
        let ready = self.press.due_at().is_some_and(|at| at <= now);
        self.handed_out |= ready;
        Due { publish: ready.then(|| (self.edition, self.list())), erase }
    }

    /// The published copy was written, or could not be and is due again later.
    pub fn published(&mut self, edition: u64, written: bool, now: Timestamp) {
        if written {
            // Editions are counted anew by each memory: what another one handed out may be older than this book.
            let is_whole = self.handed_out && edition == self.edition;
            self.press.printed(is_whole, now);
        } else {
            self.press.jammed(now);
        }
        self.handed_out = false;
        self.write_host();
    }

    /// The room of a hidden session was told, or could not be and is told again later.
    pub fn erased(&mut self, id: &LineId, told: bool, now: Timestamp) {
        let Some(line) = self.lines.get(id).cloned() else { return };
        let Some(hiding) = line.hiding else { return };
        let line = if told { line.erased() } else { line.hidden_again(hiding.tried(now)) };
        self.put(id.clone(), line);
    }

    fn owner(&self, now: Timestamp) -> Option<&Owner> {
        self.owner.as_ref().filter(|owner| now < owner.used_at.plus_ms(UNUSED_MS))
    }

    fn use_at(&mut self, now: Timestamp) {
        let Some(owner) = &mut self.owner else { return };
        if now.ms_since(owner.used_at) >= DAY {
            owner.used_at = now;
            self.write_host();
        }
    }

    fn clear(&mut self) {
        let lines = std::mem::take(&mut self.lines).into_iter();
        self.changes.extend(lines.map(|(id, _)| Change::Drop(id)));
    }

    fn put(&mut self, id: LineId, line: Line) {
        self.changes.push(Change::Line(id.clone(), Box::new(line.clone())));
        self.lines.insert(id, line);
    }

    /// What is published no longer is what the book says.
    fn reprint(&mut self) {
        self.edition += 1;
        if self.press.fall_behind() {
            self.write_host();
        }
    }

    fn write_host(&mut self) {
        self.changes.push(Change::Host(self.owner.clone(), self.press));
    }
}
