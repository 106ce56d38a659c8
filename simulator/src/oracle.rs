//! Holds a room to its promises after everything that happens, by what it stores and what it says.

use std::collections::{BTreeSet, VecDeque};
use std::rc::Rc;

use sommelier_arena::driver::Driver;
use sommelier_arena::game::{Actor, RejoinCredentials, Timestamp};
use sommelier_arena::protocol::{ClientMessage, ServerMessage};

use crate::platform::{Out, Said, Simulated};
use crate::promises::answers::{Confirmed, i1_no_confirmed_answer_is_lost};
use crate::promises::course::{
    i14_every_event_settles_what_is_overdue, i14_no_answer_after_the_deadline,
};
use crate::promises::secrets::{
    Cause, Proven, i7_a_role_takes_its_proof, i7_only_who_holds_the_secret_acts,
    i7_only_who_holds_the_secret_hears, i7_who_holds_the_secret_may_act, i15_one_person_one_seat,
};
use crate::promises::wire::{
    i11_bounded, i11_rows_are_bounded, i12_always_answered, i13_heard_means_stored,
};
use crate::promises::{Kept, hold};
use crate::tale::{Fact, Tale, What, facts};

/// What is known of a room from outside.
#[derive(Debug, Default)]
pub struct Oracle {
    /// The evening as the room sees it.
    pub view: Tale,
    /// The evening as a kill would leave it.
    pub durable: Tale,
    /// What each socket has proved.
    pub proven: Proven,
    /// Questions whose answers were ever shown, in this session or one before it.
    revealed: BTreeSet<u32>,
    pending: VecDeque<Rc<Vec<Fact>>>,
    confirmed: Confirmed,
    /// The latest time that the room's clock has shown.
    latest: Timestamp,
    /// The latest commit deleted everything.
    forgotten: bool,
}

impl Oracle {
    /// Something is said to the room.
    pub fn hears(&mut self, cause: &Cause) {
        if let Cause::Said(socket, said) = cause
            && let ClientMessage::SubmitAnswer(answer) = &**said
            && let Actor::Seated(seat) = self.proven.of(*socket)
            && let Some((number, question)) = self.view.question(&answer.question_id)
            && let Some(option) = question.options.iter().position(|it| it.id == answer.option_id)
        {
            self.confirmed.attempt(number, seat.0, u8::try_from(option).unwrap_or(u8::MAX));
        }
    }

    /// An event is over: `done` if the room has dealt with it. It began with so many `sockets`.
    ///
    /// # Errors
    ///
    /// The promise that it broke.
    pub fn after(
        &mut self,
        driver: &Driver<Simulated>,
        cause: &Cause,
        credentials: RejoinCredentials,
        (wall, sockets): (Timestamp, usize),
        done: bool,
    ) -> Kept {
        let platform = &driver.platform;
        if !platform.commits.is_empty() {
            let before = self.view.clone();
            for commit in &platform.commits {
                let facts = facts(commit)?;
                self.view.follow(&facts)?;
                self.revealed.extend(&self.view.revealed);
                self.pending.push_back(Rc::new(facts));
            }
            self.proofs(&before, platform, cause, credentials)?;
            let new = self.pending.len() - platform.commits.len();
            for at in new..self.pending.len() {
                let Some(facts) = self.pending.get(at).cloned() else { continue };
                let facts = &facts;
                i7_only_who_holds_the_secret_acts(&before, &self.view, &self.proven, cause, facts)?;
                self.times(&before, facts, wall)?;
            }
            if self.view.seats.len() != before.seats.len() {
                i15_one_person_one_seat(&self.view)?;
            }
            i11_rows_are_bounded(platform.disk.view())?;
        } else if !platform.proved.is_empty() {
            let before = self.view.clone();
            self.proofs(&before, platform, cause, credentials)?;
        }
        self.latest = self.latest.max(self.view.room_time(wall));
        i7_who_holds_the_secret_may_act(&self.proven, cause, platform)?;
        i12_always_answered(platform, cause.sender())?;
        i11_bounded(platform, sockets)?;
        if done {
            i14_every_event_settles_what_is_overdue(&self.view, wall)?;
        }
        let Some(game) = driver.game() else { return Ok(()) };
        let glance = game.glance();
        let exists = !self.view.moments.is_empty();
        hold(glance.phase == self.view.phase() && glance.exists == exists, "I6", || {
            format!("the room is in {:?}, its rows in {:?}", glance.phase, self.view.phase())
        })
    }

    fn proofs(
        &mut self,
        before: &Tale,
        platform: &Simulated,
        cause: &Cause,
        credentials: RejoinCredentials,
    ) -> Kept {
        platform.proved.iter().try_for_each(|proof| {
            let (view, proven) = (&self.view, &mut self.proven);
            i7_a_role_takes_its_proof(before, view, proven, cause, credentials, *proof)
        })
    }

    /// I14: a transition is as old as the room's clock says, worked out from the wall clock. While that has fallen
    /// back the room's stands still, at the latest time that it has seen and still remembers.
    fn times(&mut self, before: &Tale, facts: &[Fact], wall: Timestamp) -> Kept {
        let now = before.room_time(wall);
        self.latest = self.latest.max(now);
        let times = now..=self.latest;
        facts.iter().try_for_each(|fact| match fact {
            Fact::Journal(line) => hold(times.contains(&line.at), "I14", || {
                format!("{line:?} at {now:?} of the room's time")
            }),
            Fact::Answer { .. } => i14_no_answer_after_the_deadline(before, now),
            _ => Ok(()),
        })
    }

    /// Rows that the rules know nothing of, as that an alarm is spent.
    pub fn skip(&mut self) {
        self.pending.push_back(Rc::default());
    }

    /// The oldest commit has become durable.
    ///
    /// # Errors
    ///
    /// The promise that it broke.
    pub fn safe(&mut self) -> Kept {
        let Some(facts) = self.pending.pop_front() else { return Ok(()) };
        self.durable.follow(&facts)?;
        self.forgotten = facts.iter().any(|fact| matches!(fact, Fact::Forgotten));
        facts.iter().try_for_each(|fact| match fact {
            Fact::Forgotten => {
                self.confirmed.clear();
                Ok(())
            }
            Fact::Journal(line) => match line.what {
                What::Created { .. } => {
                    self.confirmed.clear();
                    Ok(())
                }
                What::Revealed { question, .. } => {
                    i1_no_confirmed_answer_is_lost(&self.durable, &self.confirmed, question)
                }
                _ => Ok(()),
            },
            _ => Ok(()),
        })
    }

    /// A frame leaves the room.
    ///
    /// # Errors
    ///
    /// The promise that it breaks.
    pub fn leaves(&mut self, actor: Actor, said: &Rc<Said>) -> Kept {
        i7_only_who_holds_the_secret_hears(actor, said)?;
        // The last words of a session that was deleted with the same commit.
        if self.forgotten && said.rev.is_some() {
            return Ok(());
        }
        i13_heard_means_stored(&self.durable, actor, said)?;
        if let ServerMessage::AnswerRecorded { question_id, option_id } = &said.message
            && let Actor::Seated(seat) = actor
            && let Some((number, question)) = self.durable.question(question_id)
            && let Some(option) = question.options.iter().position(|it| it.id == *option_id)
        {
            self.confirmed.confirm(number, seat.0, u8::try_from(option).unwrap_or(u8::MAX));
        }
        Ok(())
    }

    /// Whether a question's answer was ever shown.
    #[must_use]
    pub fn was_revealed(&self, question: usize) -> bool {
        self.revealed.iter().any(|it| *it as usize == question)
    }

    /// What was not durable is gone.
    pub fn kill(&mut self) {
        self.view = self.durable.clone();
        self.pending.clear();
        self.proven.clear();
    }

    /// Whether a message was taken: whether its sender was refused nothing.
    #[must_use]
    pub fn was_taken(platform: &Simulated, cause: &Cause) -> bool {
        let sender = cause.sender();
        !platform.out.iter().any(|(_, out)| match out {
            Out::Frame(socket, _, _, said) => {
                Some(*socket) == sender && matches!(said.message, ServerMessage::Error { .. })
            }
            _ => false,
        })
    }
}
