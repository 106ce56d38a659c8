//! What may be shown to everybody. None of these types has room for a secret.

use serde::{Deserialize, Serialize};

use super::Category;

/// The phases as the wire names them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "snake_case")]
pub enum PhaseName {
    /// Participants are arriving; also what a room without a session says.
    Waiting,
    /// A question takes answers.
    QuestionOpen,
    /// Its clock stands still.
    QuestionPaused,
    /// Its answer is on the table.
    QuestionRevealed,
    /// The standings after a question.
    QuestionLeaderboard,
    /// The standings after a wine.
    RoundLeaderboard,
    /// The final standings, which stay.
    Ended,
}

impl PhaseName {
    /// Whether a question is on the table unanswered: open, or paused.
    #[must_use]
    pub fn has_open_question(self) -> bool {
        match self {
            Self::QuestionOpen | Self::QuestionPaused => true,
            Self::Waiting
            | Self::QuestionRevealed
            | Self::QuestionLeaderboard
            | Self::RoundLeaderboard
            | Self::Ended => false,
        }
    }
}

/// One option as everybody sees it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct OptionView {
    /// Opaque id, echoed in `submit_answer`.
    pub id: String,
    /// What is written on the button.
    pub text: String,
}

/// A question without its answer: there is no field here to leak one through.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export, optional_fields))]
#[serde(rename_all = "camelCase")]
pub struct QuestionView {
    /// Opaque id, echoed in `submit_answer`.
    pub question_id: String,
    /// What is asked, in English.
    pub prompt: String,
    /// What it is about; clients word the question in the player's language.
    pub category: Category,
    /// The four options, in one order for all.
    pub options: Vec<OptionView>,
    /// Which wine, from 0.
    pub round_index: usize,
    /// Which question of the wine, from 0.
    pub question_index: usize,
    /// Questions a wine.
    pub total_questions: usize,
    /// Wines in the tasting.
    pub total_rounds: usize,
    /// The full time of this question in milliseconds, with what the host has added to it.
    pub timer_ms: u64,
    /// When clients show zero, in Unix milliseconds; missing while the clock stands.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ends_at: Option<u64>,
    /// The room's time as this was said, in Unix milliseconds.
    pub server_time: u64,
}

/// How many chose an option.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "camelCase")]
pub struct OptionCount {
    /// Which option.
    pub option_id: String,
    /// How many.
    pub count: usize,
}

/// A question that was played, as one participant looks back on it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "camelCase")]
pub struct ReviewedQuestion {
    /// Its id.
    pub question_id: String,
    /// What was asked, in English.
    pub prompt: String,
    /// What it was about.
    pub category: Category,
    /// Which wine, from 0.
    pub round_index: usize,
    /// The four options, in the order they were shown.
    pub options: Vec<OptionView>,
    /// The option they chose.
    pub selected_option_id: Option<String>,
    /// The right option.
    pub correct_option_id: String,
    /// What their answer brought.
    pub points: u32,
    /// The host left it out: it brought nobody anything.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    #[cfg_attr(test, ts(optional, as = "Option<bool>"))]
    pub skipped: bool,
}

/// One line of the standings.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export, optional_fields))]
#[serde(rename_all = "camelCase")]
pub struct RankingEntry {
    /// Who.
    pub pseudonym: String,
    /// The sum of their points.
    pub score: u32,
    /// From 1; equal scores share a rank (1, 1, 3).
    pub rank: usize,
    /// The name they added, where the host allows it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub display_name: Option<String>,
    /// True in one's own line if others hold the same place, also those whom the list does not name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub shared: Option<bool>,
}

/// Where a session stands, as a host's list tells it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "snake_case")]
pub enum SessionStatus {
    /// Not started.
    Waiting,
    /// Under way.
    Active,
    /// Over.
    Ended,
}

/// One line of a host's list of sessions, told apart by `code` and `createdAt`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export, optional_fields))]
#[serde(rename_all = "camelCase")]
pub struct SessionListEntry {
    /// The room's code.
    pub code: String,
    /// The host's title, or the first wine's name.
    pub title: String,
    /// ISO 8601, UTC, with milliseconds.
    pub created_at: String,
    /// Where it stands.
    pub status: SessionStatus,
    /// Seats taken.
    pub participant_count: usize,
    /// The final standings, once it is over.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub final_rankings: Option<Vec<RankingEntry>>,
    /// It waits without a room: its code is anyone's, and it gets a new one when it is opened.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    #[cfg_attr(test, ts(optional, as = "Option<bool>"))]
    pub parked: bool,
}
