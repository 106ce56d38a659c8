//! The simulated storage and its alarm, as the platform documents them: a commit is all or nothing, is seen at once,
//! and is durable only later; whoever is told of it waits for that; a kill takes away what is not durable.

use std::collections::{BTreeMap, VecDeque};

use sommelier_arena::driver::Found;
use sommelier_arena::game::{Entry, Participant, Row, Seat, Stored, Timestamp};

/// Everything that is stored.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rows {
    /// The session's row, and the question whose answers belong to it.
    pub session: Option<(String, Option<u32>)>,
    /// The wines.
    pub wines: String,
    /// Who has a seat.
    pub participants: Vec<Participant>,
    /// All answers.
    pub answers: BTreeMap<(u32, Seat), u8>,
    /// The journal.
    pub journal: Vec<Entry>,
    /// When the alarm is to ring, on the wall clock.
    pub alarm: Option<Timestamp>,
}

/// What one event stores.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Commit {
    /// These rows, and the alarm if it is set or deleted.
    Write(Vec<Row>, Option<Option<Timestamp>>),
    /// Everything is deleted.
    DeleteAll,
}

/// Why nothing was stored or read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Refused;

impl std::fmt::Display for Refused {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("the simulated storage refuses")
    }
}

/// How often a failed alarm rings again.
const RETRIES: u32 = 6;
/// The first wait before a failed alarm rings again; it doubles.
const FIRST_RETRY_MS: u64 = 2_000;

/// A disk with one alarm.
#[derive(Clone, Debug, Default)]
pub struct Disk {
    view: Rows,
    durable: Rows,
    pending: VecDeque<Commit>,
    made: u64,
    /// How many of the next writes are refused.
    pub refuses_writes: u32,
    /// How many of the next reads are.
    pub refuses_reads: u32,
    failures: u32,
    /// A failed alarm rings again at this time of the platform's own clock.
    retry_at_ms: Option<u64>,
}

impl Disk {
    /// What the room sees.
    #[must_use]
    pub fn view(&self) -> &Rows {
        &self.view
    }

    /// What would outlive a kill.
    #[must_use]
    pub fn durable(&self) -> &Rows {
        &self.durable
    }

    /// How many commits were made: whatever is said now waits for this many.
    #[must_use]
    pub fn made(&self) -> u64 {
        self.made
    }

    /// How many of them are durable.
    #[must_use]
    pub fn safe(&self) -> u64 {
        self.made - self.pending.len() as u64
    }

    /// Reads what a waking room needs.
    ///
    /// # Errors
    ///
    /// When it was told to refuse.
    pub fn read(&mut self) -> Result<Found, Refused> {
        spend(&mut self.refuses_reads)?;
        let Some((state, question)) = self.view.session.clone() else { return Ok(Found::Nothing) };
        let answers = self.view.answers.iter().filter(|((number, _), _)| Some(*number) == question);
        Ok(Found::Session(Stored {
            state,
            wines: self.view.wines.clone(),
            participants: self.view.participants.clone(),
            answers: answers.map(|((_, seat), option)| (*seat, *option)).collect(),
        }))
    }

    /// Commits, all or nothing.
    ///
    /// # Errors
    ///
    /// When it was told to refuse: nothing has happened then.
    pub fn commit(&mut self, commit: Commit) -> Result<(), Refused> {
        spend(&mut self.refuses_writes)?;
        if self.view.has_seat_of(&commit) {
            return Err(Refused);
        }
        if !matches!(commit, Commit::Write(_, None)) {
            // A new alarm has no past.
            self.failures = 0;
            self.retry_at_ms = None;
        }
        self.view.apply(commit.clone());
        self.pending.push_back(commit);
        self.made += 1;
        Ok(())
    }

    /// The oldest commit reaches the platters.
    pub fn settle_one(&mut self) {
        if let Some(commit) = self.pending.pop_front() {
            self.durable.apply(commit);
        }
    }

    /// What is not durable is gone.
    pub fn kill(&mut self) {
        self.view = self.durable.clone();
        self.made -= self.pending.len() as u64;
        self.pending.clear();
        self.failures = 0;
        self.retry_at_ms = None;
    }

    /// When the alarm rings, at the earliest, if the wall clock shows `wall` at `now_ms` of the platform's own.
    #[must_use]
    pub fn rings_at_ms(&self, wall: Timestamp, now_ms: u64) -> Option<u64> {
        let at = self.durable.alarm.filter(|_| self.view.alarm == self.durable.alarm)?;
        Some(self.retry_at_ms.unwrap_or(now_ms + at.ms_since(wall)))
    }

    /// The handler begins: inside it no alarm is set.
    pub fn ring(&mut self) {
        self.view.alarm = None;
    }

    /// The handler has ended. One that failed rings again, six times at most.
    pub fn rang(&mut self, done: bool, now_ms: u64) {
        if done {
            self.failures = 0;
            self.retry_at_ms = None;
            if self.view.alarm.is_none() {
                // That it is spent is stored like anything else.
                self.pending.push_back(Commit::Write(Vec::new(), Some(None)));
                self.made += 1;
            }
            return;
        }
        let retries = self.failures;
        self.failures += 1;
        if retries >= RETRIES {
            self.lose_alarm();
        } else {
            self.view.alarm = self.durable.alarm;
            self.retry_at_ms = Some(now_ms + (FIRST_RETRY_MS << retries));
        }
    }

    /// The alarm never rings.
    pub fn lose_alarm(&mut self) {
        self.failures = 0;
        self.retry_at_ms = None;
        self.view.alarm = None;
        self.durable.alarm = None;
    }
}

impl Rows {
    /// A seat is a primary key.
    fn has_seat_of(&self, commit: &Commit) -> bool {
        let Commit::Write(rows, _) = commit else { return false };
        rows.iter().any(|row| {
            matches!(row, Row::Participant(new)
                if self.participants.iter().any(|old| old.seat == new.seat))
        })
    }

    fn apply(&mut self, commit: Commit) {
        let (rows, alarm) = match commit {
            Commit::Write(rows, alarm) => (rows, alarm),
            Commit::DeleteAll => {
                *self = Self::default();
                return;
            }
        };
        for row in rows {
            match row {
                Row::Session { state, question } => self.session = Some((state, question)),
                Row::Tasting { wines } => self.wines = wines,
                Row::Participant(participant) => self.participants.push(participant),
                Row::Changed(new) => {
                    if let Some(old) = self.participants.iter_mut().find(|it| it.seat == new.seat) {
                        *old = new;
                    }
                }
                Row::Answer { question, seat, option } => {
                    self.answers.insert((question, seat), option);
                }
                Row::Journal(entry) => self.journal.push(entry),
            }
        }
        if let Some(alarm) = alarm {
            self.alarm = alarm;
        }
    }
}

fn spend(refusals: &mut u32) -> Result<(), Refused> {
    match refusals.checked_sub(1) {
        Some(left) => {
            *refusals = left;
            Err(Refused)
        }
        None => Ok(()),
    }
}
