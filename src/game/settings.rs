//! What a deployment may set about its rooms.

use serde::{Deserialize, Serialize};
use sommelier_house::Reader;

/// How participants and hosts prove who they are when they come back.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RejoinCredentials {
    /// By their secret.
    #[default]
    Secret,
    /// By their handle alone, as version 1 does: anyone may take any seat.
    Handle,
}

/// What a deployment may set about its rooms. All durations are in seconds, as the settings are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Settings {
    /// `REJOIN_CREDENTIALS`.
    pub rejoin_credentials: RejoinCredentials,
    /// `MAX_PARTICIPANTS`: seats a room, 1–5,000.
    pub max_participants: usize,
    /// `WAITING_SECONDS`: how long a session waits to be started.
    pub waiting_seconds: u64,
    /// `UNJOINED_SECONDS`: after how long without its host one that nobody has joined is parked.
    pub unjoined_seconds: u64,
    /// `ENDED_SECONDS`: how long an ended session is kept.
    pub ended_seconds: u64,
    /// `HOST_AWAY_SECONDS`: how long a started session goes on without its host.
    pub host_away_seconds: u64,
    /// Whether `JOURNAL_DB` is bound: journals are handed to it.
    pub archives_journals: bool,
    /// `JOURNAL_DAYS`: how long it keeps them.
    pub journal_days: u64,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            rejoin_credentials: RejoinCredentials::Secret,
            max_participants: 250,
            waiting_seconds: 30 * 24 * 3_600,
            unjoined_seconds: 48 * 3_600,
            ended_seconds: 7 * 24 * 3_600,
            host_away_seconds: 3_600,
            archives_journals: false,
            journal_days: 365,
        }
    }
}

/// Sockets that a room listens to beyond one for each seat: the host's, screens', second devices', half-open ones, and
/// of those who knock.
const SPARE_SOCKETS: usize = 1_000;

impl Settings {
    /// Whether a room that listens to so many sockets takes in another one.
    #[must_use]
    pub fn takes_another_socket(&self, open: usize) -> bool {
        open < self.max_participants + SPARE_SOCKETS
    }

    /// Reads the settings by name. A malformed one keeps its default and is told in one sentence
    /// each: the game works without what it can do without.
    pub fn read(lookup: impl Fn(&str) -> Option<String>) -> (Self, Vec<String>) {
        let mut reader = Reader::new(lookup);
        let defaults = Self::default();
        // A century: far beyond any use, and safe to add to any time.
        const LONGEST_SECONDS: u64 = 3_153_600_000;
        let max = reader.whole("MAX_PARTICIPANTS", 250, 1..=5_000);
        let waiting_seconds =
            reader.whole("WAITING_SECONDS", defaults.waiting_seconds, 1..=LONGEST_SECONDS);
        let unjoined_seconds =
            reader.whole("UNJOINED_SECONDS", defaults.unjoined_seconds, 1..=LONGEST_SECONDS);
        let ended_seconds =
            reader.whole("ENDED_SECONDS", defaults.ended_seconds, 1..=LONGEST_SECONDS);
        let host_away_seconds =
            reader.whole("HOST_AWAY_SECONDS", defaults.host_away_seconds, 1..=LONGEST_SECONDS);
        let journal_days = reader.whole("JOURNAL_DAYS", defaults.journal_days, 1..=36_500);
        let rejoin_credentials = match reader.text("REJOIN_CREDENTIALS").as_deref() {
            None | Some("secret") => RejoinCredentials::Secret,
            Some("handle") => RejoinCredentials::Handle,
            Some(_) => {
                reader.fault(
                    "REJOIN_CREDENTIALS must be \"secret\" or \"handle\"; \"secret\" is used.",
                );
                RejoinCredentials::Secret
            }
        };
        let settings = Self {
            rejoin_credentials,
            max_participants: usize::try_from(max).unwrap_or(defaults.max_participants),
            waiting_seconds,
            unjoined_seconds,
            ended_seconds,
            host_away_seconds,
            // A binding is no variable: the shell looks for it.
            archives_journals: false,
            journal_days,
        };
        (settings, reader.into_faults())
    }
}
