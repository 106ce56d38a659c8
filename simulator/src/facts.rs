//! What the stored rows say, read by their documented form: no type of the game's is asked what it means.

use std::rc::Rc;

use serde::Deserialize;
use sommelier_arena::game::{Participant, Row, Timestamp};
use sommelier_arena::protocol::{SecretHash, WineDraft};

use crate::disk::Commit;
use crate::promises::Broken;

/// One thing that a row says.
#[derive(Clone, Debug)]
pub enum Fact {
    /// The session's own row.
    Session(Header),
    /// Somebody has a seat.
    Participant(Participant),
    /// Somebody has another token, or a name.
    Changed(Participant),
    /// Somebody has chosen.
    Answer {
        /// Which question.
        question: u32,
        /// Whose.
        seat: u32,
        /// Which option.
        option: u8,
    },
    /// A row of the journal.
    Journal(Line),
    /// Everything was deleted.
    Forgotten,
}

/// What matters of the session's row.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Header {
    /// The host's handle.
    pub host_id: String,
    /// The hash of their key.
    pub host_key: Option<SecretHash>,
    /// The hash of the screens' key.
    pub screen_key: Option<SecretHash>,
    /// When the session was created.
    pub created_at: Timestamp,
    /// The room's clock.
    pub clock: Clock,
    /// One-time links that are good.
    #[serde(default)]
    pub links: Vec<Link>,
}

/// A one-time link.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
pub struct Link {
    /// To which seat.
    pub seat: u32,
    /// The hash of its secret.
    pub key: SecretHash,
    /// So long it is good.
    pub until: Timestamp,
}

/// The room's clock as it is stored.
#[derive(Clone, Copy, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Clock {
    /// How far it is ahead of the wall clock.
    pub skew_ms: u64,
    /// What it showed last.
    pub last: Timestamp,
}

/// A row of the journal.
#[derive(Clone, Debug, Deserialize)]
pub struct Line {
    /// The number of the transition.
    pub rev: u64,
    /// The room's time.
    pub at: Timestamp,
    /// Who: `host`, `participant` or `clock`.
    pub by: String,
    /// What.
    #[serde(flatten)]
    pub what: What,
}

/// What a row of the journal says.
#[derive(Clone, Debug, Deserialize)]
#[serde(tag = "what", rename_all = "snake_case", rename_all_fields = "camelCase")]
pub enum What {
    /// A session.
    Created {
        /// How they are asked.
        plan: Plan,
        /// Its wines.
        tasting: Wines,
    },
    /// It was changed.
    Edited {
        /// How they are asked from now on.
        plan: Plan,
        /// New wines.
        tasting: Option<Wines>,
    },
    /// Somebody came.
    Joined {
        /// Where they sit.
        seat: u32,
    },
    /// Somebody has a name.
    Named {
        /// Where they sit.
        seat: u32,
    },
    /// Somebody had to go.
    Removed {
        /// Where they sat.
        seat: u32,
    },
    /// Nobody new may come.
    Locked,
    /// Anybody may.
    Unlocked,
    /// A question.
    Asked {
        /// Its number.
        question: u32,
        /// When clients show zero.
        ends_at: Timestamp,
    },
    /// The clock stands.
    Paused {
        /// With so much left.
        remaining_ms: u64,
    },
    /// It runs again.
    Resumed {
        /// When clients show zero.
        ends_at: Timestamp,
    },
    /// More time.
    Extended {
        /// So many seconds.
        seconds: u64,
    },
    /// Everyone present has answered.
    Hurried {
        /// When clients show zero.
        ends_at: Timestamp,
    },
    /// A question is left out.
    Skipped {
        /// Which.
        question: u32,
    },
    /// The answer.
    Revealed {
        /// Which question's.
        question: u32,
        /// What counted.
        answers: Vec<Given>,
    },
    /// Another answer.
    Corrected {
        /// Which question's.
        question: u32,
        /// The option that is right.
        option: u8,
        /// What counted, by it.
        answers: Vec<Given>,
    },
    /// A break.
    BreakBegan {
        /// When its clock shows zero.
        until: Timestamp,
    },
    /// It is over.
    BreakEnded,
    /// Standings.
    Ranked,
    /// Standings after a wine.
    RoundRanked {
        /// Which, from 0.
        round: u32,
    },
    /// The end.
    Ended,
    /// It was none.
    Reopened,
}

/// How the wines are asked.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Plan {
    /// How long a question is open.
    pub timer_seconds: u64,
    /// Whether one closes soon after everyone present has answered.
    pub auto_reveal: bool,
}

/// An answer that counted.
#[derive(Clone, Copy, Debug, Deserialize)]
pub struct Given {
    /// Whose.
    pub seat: u32,
    /// Which option.
    pub option: u8,
    /// What it brought.
    pub points: u32,
}

/// Wines that more than one may look at.
#[derive(Clone, Debug, Deserialize)]
#[serde(from = "Poured")]
pub struct Wines(pub Rc<Poured>);

impl From<Poured> for Wines {
    fn from(poured: Poured) -> Self {
        Self(Rc::new(poured))
    }
}

/// The wines as they were poured.
#[derive(Debug, Default, Deserialize)]
pub struct Poured {
    /// As the host wrote them.
    pub drafts: Vec<WineDraft>,
    /// As they are asked.
    pub questions: Vec<Question>,
}

/// A question as it is asked.
#[derive(Debug, Deserialize)]
pub struct Question {
    /// Its id.
    pub id: String,
    /// Its options.
    pub options: Vec<Choice>,
    /// The right one.
    pub correct: u8,
}

/// An option.
#[derive(Debug, Deserialize)]
pub struct Choice {
    /// Its id.
    pub id: String,
    /// What it says.
    pub text: String,
}

/// Reads what a commit says.
///
/// # Errors
///
/// When a row cannot be read: what is stored is documented.
pub fn facts(commit: &Commit) -> Result<Vec<Fact>, Broken> {
    let unreadable = |why: serde_json::Error| Broken::new("I6", format!("a row is odd: {why}"));
    let rows = match commit {
        Commit::DeleteAll => return Ok(vec![Fact::Forgotten]),
        Commit::Write(rows, _) => rows,
    };
    let mut facts = Vec::with_capacity(rows.len());
    for row in rows {
        facts.push(match row {
            Row::Session { state, .. } => {
                Fact::Session(serde_json::from_str(state).map_err(unreadable)?)
            }
            // The journal tells it, too.
            Row::Tasting { .. } => continue,
            Row::Participant(participant) => Fact::Participant(participant.clone()),
            Row::Changed(participant) => Fact::Changed(participant.clone()),
            Row::Answer { question, seat, option } => {
                Fact::Answer { question: *question, seat: seat.0, option: *option }
            }
            Row::Journal(entry) => {
                let text = serde_json::to_string(entry).map_err(unreadable)?;
                Fact::Journal(serde_json::from_str(&text).map_err(unreadable)?)
            }
        });
    }
    Ok(facts)
}
