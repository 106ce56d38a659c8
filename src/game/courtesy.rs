//! Things worth telling soon, but not each time: the first at once, then so many a second, the last
//! one always.

use super::Timestamp;

/// One kind of news and how often it may be told. Lives in memory only: who comes after a sleep
/// gets a snapshot.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Courtesy {
    every_ms: u64,
    last: Option<Timestamp>,
    wanted: bool,
}

/// What a room has to tell soon, as another memory of it can take it over.
#[derive(Clone, Copy, Debug)]
pub struct Courtesies(pub(crate) [Courtesy; 3]);

impl Courtesy {
    /// Nothing to tell yet.
    pub(crate) fn new(every_ms: u64) -> Self {
        Self { every_ms, last: None, wanted: false }
    }

    /// There is news.
    pub(crate) fn want(&mut self) {
        self.wanted = true;
    }

    /// Whether it is to be told now; if so it counts as told.
    pub(crate) fn take(&mut self, now: Timestamp) -> bool {
        let due = self.due().is_some_and(|at| at <= now);
        if due {
            self.wanted = false;
            self.last = Some(now);
        }
        due
    }

    /// When it is to be told, if there is news.
    pub(crate) fn due(&self) -> Option<Timestamp> {
        self.wanted.then(|| self.last.map_or(Timestamp(0), |last| last.plus_ms(self.every_ms)))
    }
}
