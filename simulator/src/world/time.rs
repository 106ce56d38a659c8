//! Time: it passes, and what is due happens in its order.

use sommelier_arena::game::Input;

use super::travel::PATIENCE_MS;
use super::{Event, World};
use crate::client::{Client, Next};
use crate::platform::Ask;
use crate::promises::afterwards::i10_what_is_parked_can_be_opened;
use crate::promises::course::{GRACE_MS, LATE_MS};
use crate::promises::secrets::Cause;
use crate::promises::{Kept, hold};

impl World {
    /// Time passes, and everything that is due happens in its order.
    ///
    /// # Errors
    ///
    /// The promise that is broken meanwhile.
    pub fn passes(&mut self, ms: u64) -> Kept {
        let until = self.mono + ms;
        loop {
            let event = self.events.first_key_value().map(|((at, _), _)| *at);
            let alarm = self
                .driver
                .platform
                .disk
                .rings_at_ms(self.wall(), self.mono)
                .map(|at| at.max(self.alarm_late_until));
            let Some(next) = [event, alarm, self.nudge_at].into_iter().flatten().min() else {
                break;
            };
            if next > until {
                break;
            }
            self.mono = self.mono.max(next);
            self.i14_a_working_alarm_is_in_time()?;
            if event == Some(next) {
                if let Some((_, event)) = self.events.pop_first() {
                    self.happens(event)?;
                }
            } else if self.nudge_at == Some(next) {
                self.nudge_at = None;
                self.tell("nudged", &Cause::Nobody, Input::Nudged)?;
            } else {
                self.rings()?;
            }
        }
        self.mono = self.mono.max(until);
        self.i14_a_working_alarm_is_in_time()
    }

    /// I14: with a working alarm a question closes in time, though nobody says a word.
    pub(super) fn i14_a_working_alarm_is_in_time(&self) -> Kept {
        let Some(ends_at) = self.oracle.view.ends_at.filter(|_| self.alarm_works) else {
            return Ok(());
        };
        let now = self.oracle.view.room_time(self.wall());
        hold(now <= ends_at.plus_ms(GRACE_MS + LATE_MS), "I14", || {
            format!("open at {now:?} though the alarm works and it ended at {ends_at:?}")
        })
    }

    pub(super) fn happens(&mut self, event: Event) -> Kept {
        match event {
            Event::Arrives(link, up) => self.arrived(link, up),
            Event::Heard(link, said) => {
                self.heard(link, &said);
                Ok(())
            }
            Event::Closed(link, code) => {
                self.closed(link, code);
                Ok(())
            }
            Event::Durable(epoch) => {
                if epoch == self.epoch {
                    self.settle_one()?;
                }
                self.release()
            }
            Event::Answered(epoch, ask) => {
                if epoch == self.epoch {
                    self.asked -= 1;
                }
                let (credentials, wall) = (self.settings.rejoin_credentials, self.wall());
                let answer = self.others.answer(&ask, credentials, wall);
                // Whoever asked may be gone.
                let Some(input) = answer.filter(|_| epoch == self.epoch) else { return Ok(()) };
                let (kind, cause) = match &input {
                    Input::Claimed { claim, verdict } => {
                        ("claimed", Cause::Claimed(claim.clone(), *verdict))
                    }
                    Input::Listed { socket, asked: true, .. } => ("listed", Cause::Listed(*socket)),
                    Input::Listed { .. } => ("listed", Cause::Nobody),
                    Input::Published { .. } => ("published", Cause::Nobody),
                    Input::Parked { kept, .. } => ("parked", Cause::Parked(*kept)),
                    _ => ("drained", Cause::Nobody),
                };
                let Cause::Parked(true) = cause else {
                    return self.tell(kind, &cause, input).map(drop);
                };
                let before = self.oracle.view.clone();
                self.tell(kind, &cause, input)?;
                match &*ask {
                    Ask::Park(notice, _) if self.phase().is_none() => {
                        let book = self.others.books.get(&notice.host_id);
                        i10_what_is_parked_can_be_opened(book, &before, wall)
                    }
                    _ => Ok(()),
                }
            }
            Event::Connects(client) => {
                let stays = self.clients.get(client).is_some_and(|it| it.stays);
                if stays && !self.is_connected(client) {
                    self.connect(client);
                }
                Ok(())
            }
            Event::Greets(client, link) => {
                let it = self.clients.get(client).filter(|it| it.link == Some(link) && !it.is_in);
                match it.map(Client::greeting) {
                    Some(Some(greeting)) => self.says(client, &greeting),
                    Some(None) => self.later(PATIENCE_MS, Event::Greets(client, link)),
                    None => {}
                }
                Ok(())
            }
            Event::Resends(client, link) => {
                let it = self.clients.get(client).filter(|it| it.link == Some(link));
                if let Some(Next::Say(again)) = it.map(Client::resend) {
                    self.says(client, &again);
                }
                Ok(())
            }
        }
    }
}
