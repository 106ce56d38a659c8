//! The evening as its rows tell it, worked out anew: no rule of the game is asked.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use serde::Deserialize;
use sommelier_arena::game::{Participant, Row, Timestamp};
use sommelier_arena::protocol::{PhaseName, RankingEntry, SecretHash, WineDraft};

use crate::disk::Commit;
use crate::promises::{Broken, Kept, course};

/// What a right answer is worth.
const RIGHT: u32 = 100;

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
    /// The answer.
    Revealed {
        /// Which question's.
        question: u32,
        /// What counted.
        answers: Vec<Given>,
    },
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
}

/// Where the evening was at one transition.
#[derive(Clone, Debug)]
pub struct Moment {
    /// The phase.
    pub phase: PhaseName,
    /// The question that was put last, while it matters.
    pub question: Option<u32>,
    /// Everybody's score, by seat.
    pub scores: Rc<Vec<u32>>,
    /// When clients show zero, while the clock runs.
    pub ends_at: Option<Timestamp>,
    /// So much is left, while it stands.
    pub remaining_ms: Option<u64>,
}

impl Moment {
    /// The same with the clock standing still.
    fn paused(self, now: Timestamp) -> Self {
        let Some(ends_at) = self.ends_at else { return self };
        let remaining_ms = Some(ends_at.ms_since(now));
        Self { phase: PhaseName::QuestionPaused, ends_at: None, remaining_ms, ..self }
    }
}

/// An evening.
#[derive(Clone, Debug, Default)]
pub struct Tale {
    /// The session's row, if there is a session.
    pub header: Option<Header>,
    /// The wines.
    pub wines: Rc<Poured>,
    /// Who has a seat, or had one.
    pub seats: Vec<Participant>,
    /// Every answer, by question and seat.
    pub answers: BTreeMap<(u32, u32), u8>,
    /// The transitions from the first, which is the session's creation.
    pub moments: Vec<Moment>,
    /// When clients show zero, while the clock runs.
    pub ends_at: Option<Timestamp>,
    /// So long a question is open.
    pub timer_ms: u64,
    /// Numbers of the questions whose answers were shown.
    pub revealed: Vec<u32>,
    /// When the session was created.
    pub created_at: Timestamp,
    /// Nobody new may come.
    pub locked: bool,
    /// Who had to go.
    pub removed: BTreeSet<u32>,
    /// Links that were used.
    pub spent: BTreeSet<SecretHash>,
    /// Where it stood when it ended because its host was away.
    pub stood: Option<Moment>,
    /// When it ended.
    pub ended_at: Option<Timestamp>,
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
                let value = serde_json::to_value(entry).map_err(unreadable)?;
                Fact::Journal(serde_json::from_value(value).map_err(unreadable)?)
            }
        });
    }
    Ok(facts)
}

impl Tale {
    /// Goes on by what a commit says; a journal's row that does not follow is a broken promise.
    ///
    /// # Errors
    ///
    /// The promise that is broken.
    pub fn follow(&mut self, facts: &[Fact]) -> Kept {
        // Seats and answers first: rows of one commit are there at once.
        for fact in facts {
            match fact {
                Fact::Session(header) => self.header = Some(header.clone()),
                Fact::Participant(participant) => self.seats.push(participant.clone()),
                Fact::Changed(new) => self.change(new),
                Fact::Answer { question, seat, option } => {
                    self.answers.insert((*question, *seat), *option);
                }
                Fact::Forgotten => *self = Self::default(),
                Fact::Journal(_) => {}
            }
        }
        facts.iter().try_for_each(|fact| match fact {
            Fact::Journal(line) => self.turn(line),
            _ => Ok(()),
        })
    }

    fn change(&mut self, new: &Participant) {
        let Some(old) = self.seats.get_mut(new.seat.0 as usize) else { return };
        if old.token != new.token {
            let links = self.header.iter().flat_map(|it| &it.links);
            self.spent.extend(links.filter(|it| it.seat == new.seat.0).map(|it| it.key));
        }
        *old = new.clone();
    }

    fn is_seated(&self, seat: usize) -> bool {
        u32::try_from(seat).is_ok_and(|seat| !self.removed.contains(&seat))
    }

    /// Who has a seat.
    pub fn seated(&self) -> impl Iterator<Item = &Participant> {
        self.seats.iter().filter(|it| !self.removed.contains(&it.seat.0))
    }

    fn turn(&mut self, line: &Line) -> Kept {
        course::i5_one_reveal_per_question(self, line)?;
        course::i6_only_the_documented_transitions(self, line)?;
        course::i14_the_countdown_is_as_planned(self, line)?;
        course::i14_no_timed_reveal_before_the_deadline(self, line)?;
        let before = self.moment();
        let (phase, question) = match &line.what {
            What::Created { plan, tasting } => {
                self.timer_ms = plan.timer_seconds * 1_000;
                self.wines = Rc::clone(&tasting.0);
                self.created_at = line.at;
                (PhaseName::Waiting, None)
            }
            What::Edited { plan, tasting } => {
                self.timer_ms = plan.timer_seconds * 1_000;
                if let Some(tasting) = tasting {
                    self.wines = Rc::clone(&tasting.0);
                }
                (PhaseName::Waiting, None)
            }
            What::Joined { .. } | What::Named { .. } => return Ok(()),
            What::Removed { seat } => {
                self.removed.insert(*seat);
                if let Some(question) = before.question {
                    self.answers.remove(&(question, *seat));
                }
                self.moments.push(before);
                return Ok(());
            }
            What::Reopened => {
                self.ended_at = None;
                let stood = self.stood.take().unwrap_or(before);
                self.moments.push(stood);
                return Ok(());
            }
            What::Locked | What::Unlocked => {
                self.locked = matches!(line.what, What::Locked);
                (PhaseName::Waiting, None)
            }
            What::Asked { question, ends_at } => {
                self.ends_at = Some(*ends_at);
                (PhaseName::QuestionOpen, Some(*question))
            }
            What::Paused { .. } => {
                self.ends_at = None;
                (PhaseName::QuestionPaused, before.question)
            }
            What::Resumed { ends_at } => {
                self.ends_at = Some(*ends_at);
                (PhaseName::QuestionOpen, before.question)
            }
            What::Revealed { question, answers } => {
                crate::promises::answers::i2_nobody_is_scored_twice(self, *question, answers)?;
                self.ends_at = None;
                self.revealed.push(*question);
                (PhaseName::QuestionRevealed, Some(*question))
            }
            What::Ranked => (PhaseName::QuestionLeaderboard, before.question),
            What::RoundRanked { .. } => (PhaseName::RoundLeaderboard, None),
            What::Ended => {
                self.ends_at = None;
                self.ended_at = Some(line.at);
                self.stood = (line.by == "clock").then(|| before.clone().paused(line.at));
                (PhaseName::Ended, None)
            }
        };
        let scores = match line.what {
            What::Revealed { .. } => Rc::new(self.summed()),
            _ => before.scores,
        };
        let remaining_ms = match line.what {
            What::Paused { remaining_ms } => Some(remaining_ms),
            _ => None,
        };
        let ends_at = self.ends_at;
        self.moments.push(Moment { phase, question, scores, ends_at, remaining_ms });
        Ok(())
    }

    /// Everybody's score: the sum of what their answers to revealed questions are worth.
    fn summed(&self) -> Vec<u32> {
        let points = |seat: usize| {
            let seat = u32::try_from(seat).unwrap_or(u32::MAX);
            let right = |number: &&u32| {
                let question = self.wines.questions.get(**number as usize);
                let chosen = self.answers.get(&(**number, seat));
                chosen.is_some() && chosen == question.map(|it| &it.correct)
            };
            u32::try_from(self.revealed.iter().filter(right).count()).unwrap_or(u32::MAX) * RIGHT
        };
        (0..self.seats.len()).map(points).collect()
    }

    /// Where the evening is.
    #[must_use]
    pub fn moment(&self) -> Moment {
        let nothing = || Moment {
            phase: PhaseName::Waiting,
            question: None,
            scores: Rc::default(),
            ends_at: None,
            remaining_ms: None,
        };
        self.moments.last().cloned().unwrap_or_else(nothing)
    }

    /// The number of the latest transition.
    #[must_use]
    pub fn rev(&self) -> u64 {
        (self.moments.len() as u64).saturating_sub(1)
    }

    /// Where it was at a transition.
    #[must_use]
    pub fn at_rev(&self, rev: u64) -> Option<&Moment> {
        self.moments.get(usize::try_from(rev).ok()?)
    }

    /// The phase.
    #[must_use]
    pub fn phase(&self) -> PhaseName {
        self.moments.last().map_or(PhaseName::Waiting, |moment| moment.phase)
    }

    /// The question with this id.
    #[must_use]
    pub fn question(&self, id: &str) -> Option<(u32, &Question)> {
        (0..).zip(&self.wines.questions).find(|(_, question)| question.id == id)
    }

    /// The room's time, as the wall clock shows `wall`.
    #[must_use]
    pub fn room_time(&self, wall: Timestamp) -> Timestamp {
        let Clock { skew_ms, last } = self.header.as_ref().map(|it| it.clock).unwrap_or_default();
        wall.plus_ms(skew_ms).max(last)
    }

    /// The standings that these scores make, best first.
    #[must_use]
    pub fn standings(&self, scores: &[u32]) -> Vec<RankingEntry> {
        let score = |seat: usize| scores.get(seat).copied().unwrap_or_default();
        let mut order: Vec<usize> =
            (0..self.seats.len()).filter(|it| self.is_seated(*it)).collect();
        order.sort_by_key(|seat| (std::cmp::Reverse(score(*seat)), *seat));
        let line = |seat: usize| {
            let better = order.iter().filter(|other| score(**other) > score(seat)).count();
            let participant = self.seats.get(seat)?;
            Some(RankingEntry {
                pseudonym: participant.pseudonym.clone(),
                score: score(seat),
                rank: better + 1,
                display_name: participant.display_name.clone(),
            })
        };
        order.iter().filter_map(|seat| line(*seat)).collect()
    }

    /// The seat of a handle.
    #[must_use]
    pub fn seat_of(&self, pseudonym: &str) -> Option<u32> {
        let place = self.seats.iter().position(|it| it.pseudonym == pseudonym)?;
        u32::try_from(place).ok()
    }
}
