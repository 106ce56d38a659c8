//! Holds a room to its promises after everything that happens, by what it stores and what it says.

use std::collections::{BTreeSet, VecDeque};
use std::rc::Rc;

use sommelier_arena::driver::Driver;
use sommelier_arena::game::{Actor, RejoinCredentials, Row, Settings, SocketId, Timestamp};
use sommelier_arena::protocol::{ClientMessage, ServerMessage};

use crate::disk::Commit;
use crate::facts::{Fact, What, facts};
use crate::platform::{Out, Said, Simulated};
use crate::promises::answers::{Confirmed, i1_no_confirmed_answer_is_lost};
use crate::promises::course::{
    i9_not_ended_while_the_host_is_here, i10_not_forgotten_early, i10_not_parked_early,
    i14_every_event_settles_what_is_overdue, i14_no_answer_after_the_deadline,
};
use crate::promises::secrets::{
    Cause, Proven, i7_a_refusal_changes_nothing, i7_a_role_takes_its_proof,
    i7_only_who_holds_the_secret_acts, i7_only_who_holds_the_secret_hears,
    i7_who_holds_the_secret_may_act, i15_one_person_one_seat,
};
use crate::promises::wire::{
    i11_bounded, i11_rows_are_bounded, i11_strangers_are_bounded, i12_always_answered,
    i13_heard_means_stored,
};
use crate::promises::{Kept, hold};
use crate::tale::Tale;

/// How an event began.
#[derive(Clone, Copy, Debug)]
pub struct Before {
    /// What the wall clock shows.
    pub wall: Timestamp,
    /// How many sockets were open.
    pub sockets: usize,
    /// Whether one of them was the host's.
    pub host_is_here: bool,
}

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
    /// What is not durable yet, and when the host had been seen by then.
    pending: VecDeque<(Rc<Vec<Fact>>, Timestamp)>,
    confirmed: Confirmed,
    /// The latest time that the room's clock has shown.
    latest: Timestamp,
    /// When the host was here for sure, in the room's time: now, and as a kill would leave it.
    host_seen: (Timestamp, Timestamp),
    /// To which connections which session's reveals were told.
    shown: BTreeSet<(usize, Timestamp, u64)>,
    /// The latest commit deleted everything.
    forgotten: bool,
}

/// A room may know of a pong only so much later: they come every 20 s, and it looks every 30 s.
pub const PONG_KNOWN_MS: u64 = 50_000;

impl Oracle {
    /// Something that was said to the room was taken.
    fn took(&mut self, cause: &Cause) {
        if let Cause::Said(socket, said) = cause
            && let ClientMessage::SubmitAnswer(answer) = &**said
            && let Actor::Seated(seat) = self.proven.of(*socket)
            && let Some((number, question)) = self.view.question(&answer.question_id)
            && let Some(option) = question.options.iter().position(|it| it.id == answer.option_id)
        {
            self.confirmed.attempt(number, seat.0, u8::try_from(option).unwrap_or(u8::MAX));
        }
    }

    /// An event is over: `done` if the room has dealt with it.
    ///
    /// # Errors
    ///
    /// The promise that it broke.
    pub fn after(
        &mut self,
        driver: &Driver<Simulated>,
        cause: &Cause,
        settings: &Settings,
        began: Before,
        done: bool,
    ) -> Kept {
        let platform = &driver.platform;
        let Before { wall, sockets, .. } = began;
        let credentials = settings.rejoin_credentials;
        // A jump of the wall clock that was taken back before the room wrote its time down has never been.
        self.host_seen.0 = self.host_seen.0.min(self.view.room_time(wall));
        let was_refused = !Self::was_taken(platform, cause);
        let taken = done && !was_refused;
        if taken {
            self.took(cause);
        }
        if !platform.commits.is_empty() {
            let before = self.view.clone();
            for commit in &platform.commits {
                let facts = facts(commit)?;
                self.not_early(&facts, cause, settings, began)?;
                facts.iter().try_for_each(|fact| match fact {
                    Fact::Journal(line) => {
                        i1_no_confirmed_answer_is_lost(&self.view, line, &self.confirmed)
                    }
                    _ => Ok(()),
                })?;
                self.view.follow(&facts)?;
                self.revealed.extend(&self.view.revealed);
                // A question that was overdue as its session was deleted: shown, and not written down any more.
                if facts.iter().any(|fact| matches!(fact, Fact::Forgotten)) {
                    self.revealed.extend(before.moments.last().and_then(|it| it.question));
                }
                // What no row of the session tells, a room that dies has never seen.
                let told = |fact: &Fact| matches!(fact, Fact::Session(_) | Fact::Forgotten);
                let seen = if facts.iter().any(told) {
                    self.host_seen.0
                } else {
                    self.host_seen_by_then()
                };
                self.pending.push_back((Rc::new(facts), seen));
            }
            self.proofs(&before, platform, cause, credentials)?;
            let new = self.pending.len() - platform.commits.len();
            for at in new..self.pending.len() {
                let Some((facts, _)) = self.pending.get(at).cloned() else { continue };
                let facts = &facts;
                if was_refused {
                    i7_a_refusal_changes_nothing(facts, cause)?;
                }
                i7_only_who_holds_the_secret_acts(&before, &self.view, &self.proven, cause, facts)?;
                self.times(&before, facts, wall)?;
            }
            if self.view.seats != before.seats {
                i15_one_person_one_seat(&self.view)?;
            }
            i11_rows_are_bounded(platform.disk.view(), &self.view, settings.max_participants)?;
        } else if !platform.proved.is_empty() {
            let before = self.view.clone();
            self.proofs(&before, platform, cause, credentials)?;
        }
        self.latest = self.latest.max(self.view.room_time(wall));
        let is_host = |socket: SocketId| self.proven.of(socket) == Actor::Host;
        if cause.sender().is_some_and(is_host) {
            self.host_was_here(platform, wall);
        }
        i7_who_holds_the_secret_may_act(&self.proven, cause, platform)?;
        i12_always_answered(platform, cause.sender())?;
        i11_bounded(platform, sockets)?;
        i11_strangers_are_bounded(platform, cause)?;
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

    /// The host gives a sign of life. Only what is written down outlives the room's memory.
    pub fn host_was_here(&mut self, platform: &Simulated, wall: Timestamp) {
        let is_state = |row: &Row| matches!(row, Row::Session { .. });
        let mut latest = platform.commits.iter().skip(platform.committed_before);
        let is_written = latest.any(|commit| match &**commit {
            Commit::Write(rows, _) => rows.iter().any(is_state),
            Commit::DeleteAll => false,
        });
        if is_written {
            self.host_seen.0 = self.host_seen.0.max(self.view.room_time(wall));
        }
    }

    fn host_seen_by_then(&self) -> Timestamp {
        self.pending.back().map_or(self.host_seen.1, |(_, seen)| *seen)
    }

    /// A ping of this socket is answered.
    pub fn pinged(&mut self, socket: SocketId, wall: Timestamp) {
        if self.proven.of(socket) == Actor::Host {
            let known = self.view.room_time(wall).minus_ms(PONG_KNOWN_MS);
            self.host_seen.0 = self.host_seen.0.max(known);
        }
    }

    /// Nothing ends or is forgotten before its time.
    fn not_early(
        &mut self,
        facts: &[Fact],
        cause: &Cause,
        settings: &Settings,
        Before { wall, host_is_here, .. }: Before,
    ) -> Kept {
        let now = self.latest.max(self.view.room_time(wall));
        facts.iter().try_for_each(|fact| match fact {
            Fact::Forgotten => {
                let host = (host_is_here, self.host_seen.0);
                // The next session has a clock of its own.
                self.latest = Timestamp::default();
                self.host_seen.0 = Timestamp::default();
                match cause {
                    Cause::Erased => Ok(()),
                    Cause::Parked(true) => i10_not_parked_early(&self.view, host, settings, now)
                        .or_else(|early| {
                            // It may have had its time as well.
                            i10_not_forgotten_early(&self.view, settings, now).map_err(|_| early)
                        }),
                    _ => i10_not_forgotten_early(&self.view, settings, now),
                }
            }
            Fact::Journal(line) => {
                i9_not_ended_while_the_host_is_here(&self.view, line, self.host_seen.0, settings)
            }
            _ => Ok(()),
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
        self.pending.push_back((Rc::default(), self.host_seen_by_then()));
    }

    /// The oldest commit has become durable.
    ///
    /// # Errors
    ///
    /// The promise that it broke.
    pub fn safe(&mut self) -> Kept {
        let Some((facts, host_seen)) = self.pending.pop_front() else { return Ok(()) };
        self.host_seen.1 = host_seen;
        self.durable.follow(&facts)?;
        self.forgotten = facts.iter().any(|fact| matches!(fact, Fact::Forgotten));
        facts.iter().try_for_each(|fact| match fact {
            Fact::Forgotten => {
                self.confirmed.clear();
                Ok(())
            }
            Fact::Journal(line) => {
                if matches!(line.what, What::Created { .. }) {
                    self.confirmed.clear();
                }
                i1_no_confirmed_answer_is_lost(&self.durable, line, &self.confirmed)
            }
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
        // A review shows what the host left out, too.
        if let ServerMessage::Review { questions } = &said.message {
            let shown = questions.iter().filter_map(|it| self.durable.question(&it.question_id));
            self.revealed.extend(shown.map(|(number, _)| number));
        }
        if let ServerMessage::AnswerRecorded { question_id, option_id } = &said.message
            && let Actor::Seated(seat) = actor
            && let Some((number, question)) = self.durable.question(question_id)
            && let Some(option) = question.options.iter().position(|it| it.id == *option_id)
        {
            self.confirmed.confirm(number, seat.0, u8::try_from(option).unwrap_or(u8::MAX));
        }
        Ok(())
    }

    /// I5, on the wire: nobody is shown the answer of a question twice on one connection.
    ///
    /// # Errors
    ///
    /// A second time.
    pub fn shows_once(&mut self, link: usize, said: &Said) -> Kept {
        let (ServerMessage::AnswerRevealed(_), Some(rev)) = (&said.message, said.rev) else {
            return Ok(());
        };
        let first = self.shown.insert((link, self.durable.created_at, rev));
        hold(first, "I5", || format!("connection {link} is shown an answer again: {}", said.text))
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
        self.host_seen.0 = self.host_seen.1;
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
