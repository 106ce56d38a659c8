//! The evening as its rows tell it, worked out anew: no rule of the game is asked.

use std::collections::BTreeMap;
use std::rc::Rc;

use sommelier_arena::game::{Participant, Timestamp};
use sommelier_arena::protocol::{PhaseName, RankingEntry};

use crate::facts::{Clock, Fact, Header, Line, Poured, Question, What};
use crate::promises::{Kept, course};

/// What a right answer is worth.
const RIGHT: u32 = 100;

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

/// An evening.
#[derive(Clone, Debug, Default)]
pub struct Tale {
    /// The session's row, if there is a session.
    pub header: Option<Header>,
    /// The wines.
    pub wines: Rc<Poured>,
    /// Who has a seat.
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
    /// When it ended.
    pub ended_at: Option<Timestamp>,
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
            What::Joined { .. } => return Ok(()),
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
        let mut order: Vec<usize> = (0..self.seats.len()).collect();
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
