//! What time brings by itself: what is overdue is done first, and the alarm is set for the next.

use sommelier_house::iso_8601;

use super::journal::By;
use super::outbox::Parking;
use super::room::Game;
use super::session::Due;
use super::turn::Turn;
use super::{Effect, Notice, Timestamp};
use crate::mutant::{Mutant, planted};
use crate::protocol::CloseCode;

impl Game {
    /// Does what is overdue, whatever woke the room: an alarm that is late, early, repeated or lost
    /// does no harm.
    pub(crate) fn settle(&mut self, turn: &mut Turn) {
        while let Some(session) = &mut self.session {
            let due = match session.next_due(&self.settings) {
                Some((at, due)) if at <= turn.now => due,
                _ => return,
            };
            match due {
                Due::Close => {
                    self.tell_untold(turn);
                    if let Some(session) = &mut self.session {
                        // Cannot be refused: only an open question has this deadline.
                        let _ = session.reveal(By::Clock, turn);
                    }
                }
                Due::HostGone => match self.company.host_seen_at() {
                    Some(seen_at) if seen_at > session.state.host.seen_at => {
                        session.state.host.seen_at = seen_at;
                        turn.save = true;
                    }
                    _ => {
                        let _ = session.end(By::Clock, turn);
                    }
                },
                Due::Expire => self.forget(turn),
                Due::Park => {
                    session.state.parking = if self.company.has_host() {
                        Parking::PutOff(turn.now)
                    } else {
                        session.state.outbox.changed(turn.now);
                        Parking::Asked
                    };
                    turn.save = true;
                }
                Due::Publish => {
                    let version = session.state.outbox.send(turn.now);
                    turn.save = true;
                    let notice = Box::new(Notice {
                        host_id: session.state.host_id.clone(),
                        key: session.state.host_key,
                        entry: session.list_entry(&self.code),
                        version,
                        created_at: session.state.created_at,
                    });
                    turn.effects.push(match session.state.parking {
                        Parking::Asked => {
                            Effect::Park { notice, tasting: Box::new(session.as_sent()) }
                        }
                        Parking::Idle | Parking::PutOff(_) => Effect::Publish(notice),
                    });
                }
                Due::Drain => {
                    let (after, is_news) = session.state.drain.send(turn.now);
                    turn.save |= is_news;
                    let created_at = session.state.created_at;
                    turn.effects.push(Effect::Drain { created_at, after });
                }
            }
        }
    }

    /// How long ago on the wall clock that was due which is still to be done. The archive is left out: a first
    /// try of it that was forgotten looks like one that is late.
    pub(crate) fn overdue_ms(&self, wall: Timestamp) -> u64 {
        let due = self.session.as_ref().and_then(|session| {
            let (at, due) = session.next_due(&self.settings)?;
            (due != Due::Drain).then(|| session.state.clock.on_the_wall(at))
        });
        due.map_or(0, |at| wall.ms_since(at))
    }

    /// The host deleted the session.
    pub(crate) fn erase(&mut self, created_at: &str, turn: &mut Turn) {
        if let Some(session) = &mut self.session
            && iso_8601(session.state.created_at) == created_at
        {
            // Ended already is just as well.
            let _ = session.end(By::Host, turn);
            self.forget(turn);
        }
    }

    /// The index has answered. A room that has news for it since, because somebody came, has asked or told it
    /// again: only the latest answer counts.
    pub(crate) fn parked(
        &mut self,
        created_at: Timestamp,
        version: u64,
        kept: bool,
        turn: &mut Turn,
    ) {
        let Some(session) = &mut self.session else { return };
        let state = &mut session.state;
        if state.created_at != created_at
            || state.parking != Parking::Asked
            || !state.outbox.acknowledged(version, turn.now)
        {
            return;
        }
        if kept || planted(Mutant::ForgottenUnkept) {
            self.forget(turn);
        } else {
            state.parking = Parking::PutOff(turn.now);
            turn.save = true;
        }
    }

    fn forget(&mut self, turn: &mut Turn) {
        self.session = None;
        // What was still to be told ends with it; when it was told last is a time of its own clock.
        let Self { lobby, presence, joining, counted, untold, .. } =
            Self::new(&self.code, self.settings);
        (self.lobby, self.presence, self.counted) = (lobby, presence, counted);
        (self.joining, self.untold) = (joining, untold);
        // Rows of this very event would outlive the rest.
        turn.effects.retain(|effect| {
            !matches!(
                effect,
                Effect::Write(_) | Effect::Publish(_) | Effect::Park { .. } | Effect::Drain { .. }
            )
        });
        turn.save = false;
        turn.effects.push(Effect::Forget);
        for socket in self.company.sockets() {
            turn.close(socket, CloseCode::Forgotten);
        }
    }

    /// What every event ends with: the session's row, the alarm, courtesies and their timer.
    pub(crate) fn finish(&mut self, rang: bool, turn: &mut Turn) {
        self.be_courteous(turn);
        let Some(session) = &mut self.session else {
            self.alarm = None;
            self.nudge = None;
            return;
        };
        if turn.save {
            // A socket's frames leave no trace in a memory that is lost: this is where they do.
            if let Some(at) = self.company.host_seen_at() {
                session.state.host.seen_at = session.state.host.seen_at.max(at);
            }
            turn.write(session.row());
        }
        let clock = session.state.clock;
        if let Some((at, due)) = session.next_due(&self.settings) {
            let at = clock.on_the_wall(at);
            // One that rang is spent, and so is one that should have.
            let rang = rang && !planted(Mutant::EarlyAlarmNotRearmed);
            let set = self.alarm.filter(|set| !rang && *set > clock.on_the_wall(turn.now));
            // An alarm is a row written, and one that rings early finds nothing to do and is set again. Only
            // in the middle of a question it would wake a room that sleeps.
            let will_do = |set| set == at || (set < at && due != Due::Close);
            if !set.is_some_and(will_do) {
                self.alarm = Some(at);
                turn.effects.push(Effect::WakeAt(Some(at)));
            }
        }
        let soon = [
            self.lobby.due(),
            self.presence.due(),
            self.joining.due(&self.presence),
            self.counted.due(),
            self.untold.due(),
            self.tick,
        ];
        let soon = soon.into_iter().flatten().min();
        // Timers in memory are cheap but not free: one is set only when it differs, or has rung.
        if self.nudge != soon || self.nudge.is_some_and(|set| set <= turn.now) {
            self.nudge = soon;
            turn.effects.push(Effect::NudgeAt(soon.map(|at| clock.on_the_wall(at))));
        }
    }
}
