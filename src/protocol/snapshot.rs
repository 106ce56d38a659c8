//! Where a room is, for whoever comes back: what each role is shown of it.

use serde::Serialize;
use sommelier_house::Sorted;

use super::server::is_nobody;
use super::{PhaseName, QuestionView, RankingEntry, RevealView, WineDraft};

/// Where the room is, for a host.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "camelCase")]
pub struct HostSnapshot {
    /// The room's code.
    pub code: String,
    /// The host's handle.
    pub host_id: String,
    /// Where the evening is.
    pub phase: PhaseName,
    /// The host's title, or the first wine's name.
    pub title: String,
    /// Whether participants may add a display name.
    pub allow_names: bool,
    /// Whether a question closes soon after everyone present has answered.
    pub auto_reveal: bool,
    /// The wines with their answers.
    pub wines: Vec<WineDraft>,
    /// Handles: all up to 200; beyond, the 50 who came last.
    pub participants: Vec<String>,
    /// Display names of those listed, by handle.
    #[cfg_attr(test, ts(as = "std::collections::BTreeMap<String, String>"))]
    pub names: Sorted<String, String>,
    /// Whether the lobby is closed to newcomers.
    pub locked: bool,
    /// Seconds a question stays open.
    pub timer_seconds: u32,
    /// Which wine, from 0.
    pub current_round: usize,
    /// Which question of the wine, from 0.
    pub current_question: usize,
    /// The question, while one is open, revealed or just ranked.
    pub question: Option<QuestionView>,
    /// Milliseconds left, while a question is open or paused.
    pub remaining_ms: Option<u64>,
    /// How many have answered the question.
    pub answered_count: usize,
    /// Handles of those who have, at most 200; never what.
    pub answered: Vec<String>,
    /// How many have a seat.
    pub total_count: usize,
    /// The standings, bounded as in the standings' own frames.
    pub rankings: Vec<RankingEntry>,
    /// What was revealed, while it is on the table.
    pub reveal_data: Option<RevealView>,
    /// Handles of those without a live socket, at most 200.
    pub away: Vec<String>,
    /// How many have a socket and no part yet; missing while there is nobody.
    #[serde(skip_serializing_if = "is_nobody")]
    #[cfg_attr(test, ts(optional, as = "Option<usize>"))]
    pub joining: usize,
    /// Until when a session that ended because its host was away can be reopened, in Unix milliseconds.
    pub reopenable_until: Option<u64>,
    /// When the clock of the break shows zero, in Unix milliseconds, while there is one.
    pub on_break_until: Option<u64>,
    /// The room's time, in Unix milliseconds.
    pub server_time: u64,
}

/// Where the room is, for a participant.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "camelCase")]
pub struct ParticipantSnapshot {
    /// Their handle.
    pub pseudonym: String,
    /// Their score.
    pub score: u32,
    /// Where the evening is.
    pub phase: PhaseName,
    /// The question, while one is open or revealed.
    pub question: Option<QuestionView>,
    /// Milliseconds left, while a question is open or paused.
    pub remaining_ms: Option<u64>,
    /// The option they chose, while the question is open or revealed.
    pub selected_option_id: Option<String>,
    /// The standings, bounded as in the standings' own frames.
    pub rankings: Vec<RankingEntry>,
    /// Their own line.
    pub me: RankingEntry,
    /// How many have a seat.
    pub total_count: usize,
    /// What was revealed, while it is on the table.
    pub reveal_data: Option<RevealView>,
    /// When the clock of the break shows zero, in Unix milliseconds, while there is one.
    pub on_break_until: Option<u64>,
    /// The room's time, in Unix milliseconds.
    pub server_time: u64,
}

/// Where the room is, for a big screen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "camelCase")]
pub struct ScreenSnapshot {
    /// The room's code.
    pub code: String,
    /// Where the evening is.
    pub phase: PhaseName,
    /// The question, while one is open or revealed.
    pub question: Option<QuestionView>,
    /// Milliseconds left, while a question is open or paused.
    pub remaining_ms: Option<u64>,
    /// The standings, bounded as in the standings' own frames.
    pub rankings: Vec<RankingEntry>,
    /// What was revealed, while it is on the table.
    pub reveal_data: Option<RevealView>,
    /// Handles: all up to 200; beyond, the 50 who came last.
    pub participants: Vec<String>,
    /// How many have a seat.
    pub count: usize,
    /// How many have answered the question.
    pub answered_count: usize,
    /// How many have a seat.
    pub total_count: usize,
    /// When the clock of the break shows zero, in Unix milliseconds, while there is one.
    pub on_break_until: Option<u64>,
    /// The room's time, in Unix milliseconds.
    pub server_time: u64,
}
