//! The evening as its rows tell it, worked out anew: no rule of the game is asked.

use std::collections::{BTreeMap, BTreeSet};
use std::iter;
use std::rc::Rc;

use sommelier_arena::game::{Participant, Timestamp};
use sommelier_arena::protocol::{PhaseName, QuestionDraft, RankingEntry, SecretHash, WineDraft};

use crate::facts::{Clock, Fact, Header, Line, Plan, Poured, Question, What};
use crate::promises::{Kept, answers, course};

/// What a right answer is worth.
const RIGHT: u32 = 100;
/// Questions of a wine.
const A_WINE: u32 = 5;

/// Where the evening was at one transition.
#[derive(Clone, Debug)]
pub struct Moment {
    /// The phase.
    pub phase: PhaseName,
    /// The question that was put last, while it matters.
    pub question: Option<u32>,
    /// The options that counted when its answer was shown, without those of whoever had to go since.
    pub counted: Rc<Vec<u8>>,
    /// Everybody's score, by seat.
    pub scores: Rc<Vec<u32>>,
    /// When clients show zero, while the clock runs.
    pub ends_at: Option<Timestamp>,
    /// So much is left, while it stands.
    pub remaining_ms: Option<u64>,
    /// How long the question that was put last is open in all.
    pub full_ms: u64,
    /// Its right option, as far as the host knew.
    pub right: Option<u8>,
    /// The host has corrected it.
    pub corrected: bool,
    /// When the clock of the break shows zero, while there is one.
    pub on_break: Option<Timestamp>,
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
    /// Whether one closes soon after everyone present has answered.
    pub auto_reveal: bool,
    /// Numbers of the questions whose answers were shown.
    pub revealed: Vec<u32>,
    /// Numbers of those that the host left out.
    pub skipped: Vec<u32>,
    /// Right options that the wines had wrong.
    pub corrections: BTreeMap<u32, u8>,
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
        let mut next = self.moment();
        match &line.what {
            What::Joined { .. } | What::Named { .. } => return Ok(()),
            What::Created { plan, tasting } => {
                self.plans(plan);
                self.wines = Rc::clone(&tasting.0);
                self.created_at = line.at;
            }
            What::Edited { plan, tasting } => {
                self.plans(plan);
                if let Some(tasting) = tasting {
                    self.wines = Rc::clone(&tasting.0);
                }
            }
            What::Removed { seat } => {
                self.removed.insert(*seat);
                if let Some(question) = next.question {
                    self.answers.remove(&(question, *seat));
                    next.counted = self.chosen(question);
                }
            }
            What::Reopened => {
                self.ended_at = None;
                next = self.stood.take().unwrap_or(next);
            }
            What::Locked => self.locked = true,
            What::Unlocked => self.locked = false,
            What::Asked { question, ends_at } => {
                next.phase = PhaseName::QuestionOpen;
                next.question = Some(*question);
                next.ends_at = Some(*ends_at);
                (next.remaining_ms, next.corrected) = (None, false);
                (next.full_ms, next.right) = (self.timer_ms, self.right(*question));
            }
            What::Paused { remaining_ms } => {
                next.phase = PhaseName::QuestionPaused;
                (next.ends_at, next.remaining_ms) = (None, Some(*remaining_ms));
            }
            What::Resumed { ends_at } => {
                next.phase = PhaseName::QuestionOpen;
                (next.ends_at, next.remaining_ms) = (Some(*ends_at), None);
            }
            What::Hurried { ends_at } => next.ends_at = Some(*ends_at),
            What::Extended { seconds } => {
                let by_ms = seconds * 1_000;
                next.full_ms += by_ms;
                next.ends_at = next.ends_at.map(|at| at.plus_ms(by_ms));
                next.remaining_ms = next.remaining_ms.map(|ms| ms + by_ms);
            }
            What::Skipped { question } => {
                self.skipped.push(*question);
                (next.ends_at, next.remaining_ms) = (None, None);
            }
            What::Revealed { question, answers } => {
                answers::i2_nobody_is_scored_twice(self, *question, answers)?;
                self.revealed.push(*question);
                next.counted = self.chosen(*question);
                next.phase = PhaseName::QuestionRevealed;
                (next.ends_at, next.remaining_ms) = (None, None);
                next.scores = Rc::new(self.summed());
            }
            What::Corrected { question, option, answers } => {
                self.corrections.insert(*question, *option);
                answers::i2_nobody_is_scored_twice(self, *question, answers)?;
                (next.right, next.corrected) = (Some(*option), true);
                next.scores = Rc::new(self.summed());
            }
            What::Ranked => next.phase = PhaseName::QuestionLeaderboard,
            What::RoundRanked { .. } => {
                (next.phase, next.question) = (PhaseName::RoundLeaderboard, None);
            }
            What::BreakBegan { until } => next.on_break = Some(*until),
            What::BreakEnded => next.on_break = None,
            What::Ended => {
                self.ended_at = Some(line.at);
                self.stood = (line.by == "clock").then(|| next.clone().paused(line.at));
                (next.phase, next.question) = (PhaseName::Ended, None);
                (next.ends_at, next.remaining_ms) = (None, None);
            }
        }
        self.ends_at = next.ends_at;
        self.moments.push(next);
        Ok(())
    }

    fn plans(&mut self, plan: &Plan) {
        self.timer_ms = plan.timer_seconds * 1_000;
        self.auto_reveal = plan.auto_reveal;
    }

    /// The right option of a question, as far as the host knows by now.
    #[must_use]
    pub fn right(&self, question: u32) -> Option<u8> {
        let poured = self.wines.questions.get(question as usize).map(|it| it.correct);
        self.corrections.get(&question).copied().or(poured)
    }

    /// Whether these are the host's wines as far as they know by now; a corrected question may list its distractors in
    /// any order.
    #[must_use]
    pub fn are_the_wines(&self, said: &[WineDraft]) -> bool {
        let poured = &self.wines;
        let texts = |draft: &QuestionDraft| {
            let all = iter::once(&draft.correct_answer).chain(&draft.distractors);
            all.cloned().collect::<BTreeSet<_>>()
        };
        said.len() == poured.drafts.len()
            && (0..).zip(said.iter().zip(&poured.drafts)).all(|(wine, (said, poured_wine))| {
                let pairs = said.questions.iter().zip(&poured_wine.questions);
                let named = said.name == poured_wine.name
                    || self.corrections.contains_key(&(wine * A_WINE + A_WINE - 1));
                named
                    && (wine * A_WINE..).zip(pairs).all(|(number, (said, before))| {
                        let Some(option) = self.corrections.get(&number) else {
                            return said == before;
                        };
                        let asked = poured.questions.get(number as usize);
                        let right = asked.and_then(|it| it.options.get(usize::from(*option)));
                        right.is_some_and(|it| it.text == said.correct_answer)
                            && (&said.category, texts(said)) == (&before.category, texts(before))
                    })
            })
    }

    /// What everybody has chosen.
    fn chosen(&self, question: u32) -> Rc<Vec<u8>> {
        let answers = self.answers.range((question, 0)..=(question, u32::MAX));
        Rc::new(answers.map(|(_, option)| *option).collect())
    }

    /// Everybody's score: the sum of what their answers to revealed questions are worth.
    fn summed(&self) -> Vec<u32> {
        let points = |seat: usize| {
            let seat = u32::try_from(seat).unwrap_or(u32::MAX);
            let right = |number: &&u32| {
                let chosen = self.answers.get(&(**number, seat));
                chosen.is_some() && chosen.copied() == self.right(**number)
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
            counted: Rc::default(),
            scores: Rc::default(),
            ends_at: None,
            remaining_ms: None,
            full_ms: 0,
            right: None,
            corrected: false,
            on_break: None,
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
                shared: None,
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
