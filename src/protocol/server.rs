//! What a room may say to a browser.

use serde::Serialize;
use sommelier_house::Sorted;

use super::snapshot::{HostSnapshot, ParticipantSnapshot, ScreenSnapshot};
use super::{
    ErrorCode, OptionCount, PhaseName, QuestionView, RankingEntry, ReviewedQuestion, Secret,
    SessionListEntry, WineDraft,
};

/// Everything a room may say to a browser, told apart by its `type`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export, optional_fields))]
#[serde(tag = "type", rename_all_fields = "camelCase")]
pub enum ServerMessage {
    /// The first frame of every socket: what anyone may know.
    #[serde(rename = "server:state_snapshot")]
    StateSnapshot {
        /// `waiting` also in a room that holds no session.
        phase: PhaseName,
        /// The room's code.
        code: String,
        /// The room's time, in Unix milliseconds.
        server_time: u64,
    },
    /// The host's session is there; also the answer to `host:screen_key`.
    #[serde(rename = "session:created")]
    SessionCreated {
        /// The room's code.
        code: String,
        /// The host's handle.
        host_id: String,
        /// The host's secret, when the server made it.
        #[serde(skip_serializing_if = "Option::is_none")]
        host_key: Option<Secret>,
        /// A fresh secret for big screens; those before it are dead.
        screen_key: Secret,
    },
    /// The tasting was edited.
    #[serde(rename = "host:session_updated")]
    SessionUpdated {
        /// The wines with their answers.
        wines: Vec<WineDraft>,
        /// Seconds a question stays open.
        timer_seconds: u32,
        /// The host's title, or the first wine's name.
        session_title: String,
        /// A question closes by itself once everyone present has answered; missing where it does not.
        #[serde(skip_serializing_if = "std::ops::Not::not")]
        #[cfg_attr(test, ts(optional, as = "Option<bool>"))]
        auto_reveal: bool,
    },
    /// The participant has a seat.
    #[serde(rename = "participant:joined")]
    Joined {
        /// Their handle.
        pseudonym: String,
        /// The secret of the seat, when the server made it.
        #[serde(skip_serializing_if = "Option::is_none")]
        rejoin_token: Option<Secret>,
    },
    /// The host has removed the participant: their token is dead for this room, and the socket is closed.
    #[serde(rename = "participant:removed")]
    Removed {},
    /// What makes a one-time link to a seat.
    #[serde(rename = "host:seat_link")]
    SeatLink {
        /// Whose seat.
        pseudonym: String,
        /// The secret of the link, for its fragment; those before it are dead.
        seat_key: Secret,
        /// Until when it is good, in Unix milliseconds.
        expires_at: u64,
    },
    /// Who is in the lobby.
    #[serde(rename = "lobby:updated")]
    LobbyUpdated {
        /// All up to 200; beyond, the 50 who came last.
        participants: Vec<String>,
        /// How many there are.
        count: usize,
        /// Display names of those listed, by handle.
        #[cfg_attr(test, ts(as = "std::collections::BTreeMap<String, String>"))]
        names: Sorted<String, String>,
        /// Nobody new may join; missing while anybody may.
        #[serde(skip_serializing_if = "std::ops::Not::not")]
        #[cfg_attr(test, ts(optional, as = "Option<bool>"))]
        locked: bool,
        /// Whether participants may add a display name; missing where they may not.
        #[serde(skip_serializing_if = "std::ops::Not::not")]
        #[cfg_attr(test, ts(optional, as = "Option<bool>"))]
        allow_names: bool,
    },
    /// Who has a seat and no socket.
    #[serde(rename = "lobby:presence")]
    Presence {
        /// Handles, at most 200.
        away: Vec<String>,
        /// How many are away.
        count: usize,
        /// How many have a socket and no part yet; missing while there is nobody.
        #[serde(skip_serializing_if = "is_nobody")]
        #[cfg_attr(test, ts(optional, as = "Option<usize>"))]
        joining: usize,
    },
    /// Where the room is, for a host who comes back.
    #[serde(rename = "host:state_snapshot")]
    HostSnapshot(Box<HostSnapshot>),
    /// Where the room is, for a participant who comes back.
    #[serde(rename = "participant:state_snapshot")]
    ParticipantSnapshot(Box<ParticipantSnapshot>),
    /// Where the room is, for a big screen.
    #[serde(rename = "screen:state_snapshot")]
    ScreenSnapshot(Box<ScreenSnapshot>),
    /// The host's sessions, newest first.
    #[serde(rename = "sessions:list")]
    SessionsList {
        /// One line each.
        sessions: Vec<SessionListEntry>,
    },
    /// The first question follows.
    #[serde(rename = "game:started")]
    Started {},
    /// A question has opened.
    #[serde(rename = "game:question")]
    Question(QuestionView),
    /// A second has passed; only for those who do not count down by themselves.
    #[serde(rename = "game:timer_tick")]
    TimerTick {
        /// Milliseconds left.
        remaining_ms: u64,
    },
    /// The countdown stands still, or has more left than it had.
    #[serde(rename = "game:timer_paused")]
    TimerPaused {
        /// Milliseconds left.
        remaining_ms: u64,
        /// The question's full time from now on, when the host has just added to it.
        #[serde(skip_serializing_if = "Option::is_none")]
        timer_ms: Option<u64>,
    },
    /// The countdown runs again, or ends at another time than it did.
    #[serde(rename = "game:timer_resumed")]
    TimerResumed {
        /// Milliseconds left.
        remaining_ms: u64,
        /// When clients show zero, in Unix milliseconds.
        ends_at: u64,
        /// The question's full time from now on, when the host has just added to it.
        #[serde(skip_serializing_if = "Option::is_none")]
        timer_ms: Option<u64>,
    },
    /// A break has begun, or lasts until another time than it did, or is over.
    #[serde(rename = "game:break")]
    Break {
        /// When its clock shows zero, in Unix milliseconds; `null` when it is over. Only the
        /// host ends it.
        #[cfg_attr(test, ts(optional = false))]
        until: Option<u64>,
    },
    /// The answer is on disk.
    #[serde(rename = "participant:answer_recorded")]
    AnswerRecorded {
        /// Which question.
        question_id: String,
        /// Which option.
        option_id: String,
    },
    /// Somebody answered for the first time; never what.
    #[serde(rename = "game:participant_answered")]
    ParticipantAnswered {
        /// Who, or the last of several; hosts only.
        #[serde(skip_serializing_if = "Option::is_none")]
        pseudonym: Option<String>,
        /// All of them, if there were several since the frame before, in order; hosts only.
        #[serde(skip_serializing_if = "Vec::is_empty")]
        #[cfg_attr(test, ts(optional, as = "Option<Vec<String>>"))]
        pseudonyms: Vec<String>,
        /// How many have answered.
        answered_count: usize,
        /// How many have a seat.
        total_count: usize,
        /// How many of those have a live socket.
        present_count: usize,
    },
    /// The answer is out.
    #[serde(rename = "game:answer_revealed")]
    AnswerRevealed(RevealView),
    /// The standings after a question.
    #[serde(rename = "game:question_leaderboard")]
    QuestionLeaderboard {
        /// Best first: everyone up to 50 participants, beyond that the best 20.
        rankings: Vec<RankingEntry>,
        /// Which question of the wine, from 0.
        question_index: usize,
        /// Questions a wine.
        total_questions: usize,
        /// Which wine, from 0.
        round_index: usize,
        /// Wines in the tasting.
        total_rounds: usize,
        /// The recipient's own line.
        #[serde(skip_serializing_if = "Option::is_none")]
        me: Option<RankingEntry>,
    },
    /// The standings after a wine.
    #[serde(rename = "game:round_leaderboard")]
    RoundLeaderboard {
        /// Best first, bounded as above.
        rankings: Vec<RankingEntry>,
        /// Which wine, from 0.
        round_index: usize,
        /// Wines in the tasting.
        total_rounds: usize,
        /// The recipient's own line.
        #[serde(skip_serializing_if = "Option::is_none")]
        me: Option<RankingEntry>,
    },
    /// The final standings, which stay.
    #[serde(rename = "game:final_leaderboard")]
    FinalLeaderboard {
        /// Best first, bounded as above.
        rankings: Vec<RankingEntry>,
        /// The recipient's own line.
        #[serde(skip_serializing_if = "Option::is_none")]
        me: Option<RankingEntry>,
    },
    /// What a participant answered to each question that was played, and what was right.
    #[serde(rename = "participant:review")]
    Review {
        /// In the order they were asked.
        questions: Vec<ReviewedQuestion>,
    },
    /// The session is over; no socket is closed because of it.
    #[serde(rename = "session:ended")]
    SessionEnded {},
    /// A message was refused, and changed nothing.
    #[serde(rename = "error")]
    Error {
        /// Which rule refused it.
        code: ErrorCode,
        /// The same in English words, naming the field.
        message: String,
        /// The `type` of the message that was refused.
        #[serde(skip_serializing_if = "Option::is_none")]
        reply_to: Option<String>,
    },
}

#[cfg_attr(
    not(target_arch = "wasm32"),
    expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes it by reference")
)]
pub(super) fn is_nobody(count: &usize) -> bool {
    *count == 0
}

/// A reveal: one shape for all, with what only some may see left out for the others.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export, optional_fields))]
#[serde(rename_all = "camelCase")]
pub struct RevealView {
    /// The right option.
    pub correct_option_id: String,
    /// How many chose each option.
    pub distribution: Vec<OptionCount>,
    /// The host has corrected which option is right, and everybody was scored anew.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    #[cfg_attr(test, ts(optional, as = "Option<bool>"))]
    pub corrected: bool,
    /// Everybody's points; hosts only.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub results: Option<Vec<ParticipantResult>>,
    /// The recipient's points for this question; participants only.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub my_points: Option<u32>,
    /// The recipient's score after it; participants only.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub my_total_score: Option<u32>,
}

/// What a question brought one participant.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "camelCase")]
pub struct ParticipantResult {
    /// Who.
    pub pseudonym: String,
    /// Points for this question.
    pub points: u32,
    /// Score after it.
    pub total_score: u32,
}

/// What anyone may know of a room, over plain HTTP.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "camelCase")]
pub struct RoomGlance {
    /// The room's code.
    pub code: String,
    /// Whether the room holds a session.
    pub exists: bool,
    /// `waiting` also in a room that holds none.
    pub phase: PhaseName,
    /// Seats taken.
    pub participant_count: usize,
}

/// A message as it is sent: with the room's `rev` if it is about the game.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export, optional_fields))]
pub struct Frame {
    /// What is said.
    #[cfg_attr(test, ts(flatten))]
    pub message: ServerMessage,
    /// Counts the room's transitions; missing where the message is not about the game.
    pub rev: Option<u64>,
}

impl ServerMessage {
    /// The message alone, as JSON.
    #[must_use]
    pub fn to_json(&self) -> String {
        // Maps with string keys and plain numbers always serialise.
        serde_json::to_string(self).unwrap_or_default()
    }
}

impl Frame {
    /// The text that travels.
    #[must_use]
    pub fn to_json(&self) -> String {
        let message = self.message.to_json();
        // At the end of the object, which has a field at least: to serialise it as a part of this one would be a
        // second serialiser of every message.
        match (self.rev, message.strip_suffix('}')) {
            (Some(rev), Some(fields)) => format!("{fields},\"rev\":{rev}}}"),
            _ => message,
        }
    }
}

/// The personal part of a frame that many hear: what is missing is not theirs to hear.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Mine {
    /// The recipient's own line of the standings.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub me: Option<RankingEntry>,
    /// The recipient's points for the question.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub my_points: Option<u32>,
    /// The recipient's score after it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub my_total_score: Option<u32>,
}

impl Mine {
    /// The shared text with this part at its end, so that the shared part is serialised only once.
    #[must_use]
    pub fn appended_to(&self, shared: &str) -> String {
        let mine = serde_json::to_string(self).unwrap_or_default();
        match (shared.strip_suffix('}'), mine.strip_prefix('{')) {
            (Some(shared), Some(mine)) if mine.len() > 1 => format!("{shared},{mine}"),
            _ => shared.to_owned(),
        }
    }
}
