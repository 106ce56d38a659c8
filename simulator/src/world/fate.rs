//! What becomes of the room: it is told, stored, forgotten, rung and killed.

use sommelier_arena::game::{Actor, Input};

use super::{Event, World};
use crate::oracle::{Before, Oracle, PONG_KNOWN_MS};
use crate::platform::Out;
use crate::promises::secrets::Cause;
use crate::promises::{Broken, Kept, hold};

/// Our client pings every 20 s.
const PING_MS: u64 = 20_000;
/// So long after the last event the platform takes a room out of memory.
const HIBERNATES_MS: u64 = 10_000;
/// An alarm may ring so often in one millisecond.
const MOST_RINGS: u32 = 100;

impl World {
    /// Tells the room, and holds it to its promises; whether it could deal with it.
    ///
    /// # Errors
    ///
    /// The promise that it broke.
    pub fn tell(
        &mut self,
        kind: &'static str,
        cause: &Cause,
        input: Input,
    ) -> Result<bool, Broken> {
        self.hibernates();
        self.pings();
        let wall = self.wall();
        let platform = &mut self.driver.platform;
        platform.wall = wall;
        platform.commits.clear();
        platform.proved.clear();
        platform.out.clear();
        let sockets = platform.sockets.all_open().count();
        let host_is_here = platform.sockets.all_open().any(|(_, it)| it.actor == Actor::Host);
        let before = Before { wall, sockets, host_is_here };
        let phase = self.phase();
        let done = self.driver.happen(input).is_ok();
        let taken = done && Oracle::was_taken(&self.driver.platform, cause);
        self.worth.saw(phase, kind, matches!(cause, Cause::Said(..) | Cause::Nonsense(_)), taken);
        if let Some(words) = &mut self.words {
            let at = self.mono;
            let verdict = if !done {
                "fails"
            } else if taken {
                "done"
            } else {
                "refused"
            };
            words.push(format!("    {at:>9} ms  {kind}: {verdict}; {cause:?}"));
        }
        self.oracle.after(&self.driver, cause, &self.settings, before, done)?;
        self.spread()?;
        Ok(done)
    }

    /// A room that nothing has happened to for a while, and that waits for nothing, is out of memory by now.
    pub(super) fn hibernates(&mut self) {
        let quiet_ms = self.mono - self.told_at;
        self.told_at = self.mono;
        if quiet_ms >= HIBERNATES_MS && self.nudge_at.is_none() && self.asked == 0 {
            self.forgets();
            self.driver.platform.sockets.forget_numbers();
        }
    }

    /// How long nothing has happened to the room.
    pub(crate) fn quiet_ms(&self) -> u64 {
        self.mono - self.told_at
    }

    /// Pings are answered without the room.
    pub(super) fn pings(&mut self) {
        if self.mono - self.pinged_at < PING_MS {
            return;
        }
        self.pinged_at = self.mono;
        let wall = self.wall();
        // Those that the room has looked at are from before the jump, and as old by now as that was long; and while it
        // cannot read its disk it looks at none, so that of who leaves then it never hears.
        let disk = &self.driver.platform.disk;
        let is_known = self.mono >= self.jumped_at + PONG_KNOWN_MS
            && disk.refuses_reads + disk.refuses_writes == 0;
        let live: Vec<_> = self
            .driver
            .platform
            .sockets
            .all_open()
            .filter(|(_, it)| self.links.get(it.link).is_some_and(|link| !link.cut))
            .map(|(id, _)| id)
            .collect();
        for id in live {
            if let Some(it) = self.driver.platform.sockets.open_mut(id) {
                it.pong = Some(wall);
            }
            if is_known {
                self.oracle.pinged(id, wall);
            }
        }
    }

    /// What the event stored becomes durable, now or later; what it said leaves when it may.
    pub(super) fn spread(&mut self) -> Kept {
        let wall = self.wall();
        if let Some(nudge) = self.driver.platform.nudge.take() {
            self.nudge_at = nudge.map(|at| self.mono + at.ms_since(wall));
        }
        for (behind, out) in std::mem::take(&mut self.driver.platform.out) {
            // Whoever proves themselves in an event hears some of it as before and some as who they are now.
            let now = match &out {
                Out::Frame(socket, ..) => self.driver.platform.sockets.actor(*socket),
                Out::Close(..) | Out::Ask(_) => None,
            };
            self.held.push_back((behind, out, now));
        }
        let commits = !self.driver.platform.commits.is_empty();
        if let Some(when) = self.dies.filter(|_| commits) {
            self.dies = None;
            match when {
                0 => {}
                1 => {
                    // Stored, and nobody ever hears of it.
                    self.held.clear();
                    self.settle_all()?;
                }
                _ => self.settle_all()?,
            }
            self.kill();
            return Ok(());
        }
        self.schedule()?;
        self.release()
    }

    /// Each new commit becomes durable in its turn.
    pub(super) fn schedule(&mut self) -> Kept {
        while self.scheduled < self.driver.platform.disk.made() {
            self.scheduled += 1;
            let slow = self.slow_ms;
            let latency = if slow > 0 { self.dice.below(slow) } else { 0 };
            let waits = self.scheduled > self.driver.platform.disk.safe() + 1;
            if latency == 0 && !waits {
                self.settle_one()?;
                continue;
            }
            self.durable_at = self.durable_at.max(self.mono + latency);
            self.at(self.durable_at, Event::Durable(self.epoch));
        }
        Ok(())
    }

    pub(super) fn settle_one(&mut self) -> Kept {
        self.driver.platform.disk.settle_one();
        self.oracle.safe()?;
        // Whatever waited for this one goes before the next.
        self.release()
    }

    pub(super) fn settle_all(&mut self) -> Kept {
        while self.driver.platform.disk.safe() < self.driver.platform.disk.made() {
            self.settle_one()?;
        }
        self.scheduled = self.driver.platform.disk.made();
        self.release()
    }

    /// Lets out what no longer has to wait.
    pub(super) fn release(&mut self) -> Kept {
        let safe = self.driver.platform.disk.safe();
        while self.held.front().is_some_and(|(behind, ..)| *behind <= safe) {
            let Some((_, out, now)) = self.held.pop_front() else { break };
            match out {
                Out::Frame(_, link, actor, said) => {
                    let now = now.unwrap_or(actor);
                    match self.oracle.leaves(actor, &said) {
                        Err(_) if now != actor => self.oracle.leaves(now, &said)?,
                        kept => kept?,
                    }
                    self.oracle.shows_once(link, &said)?;
                    if ![actor, now].contains(&Actor::Host) {
                        self.note(link as u64, said.text.as_bytes());
                    }
                    self.down(link, Event::Heard(link, said));
                }
                Out::Close(socket, link, code) => {
                    self.oracle.proven.forget(socket);
                    self.note(link as u64, &code.number().to_le_bytes());
                    self.down(link, Event::Closed(link, code.number()));
                }
                Out::Ask(ask) => {
                    let latency = self.dice.below(self.others.latency_ms.max(1));
                    self.asked += 1;
                    self.later(latency, Event::Answered(self.epoch, Box::new(ask)));
                }
            }
        }
        Ok(())
    }

    /// FNV-1a over all that was said, eight bytes at a time.
    pub(super) fn note(&mut self, link: u64, bytes: &[u8]) {
        let words = bytes.chunks(8).map(|chunk| {
            let mut word = [0; 8];
            word.iter_mut().zip(chunk).for_each(|(to, from)| *to = *from);
            u64::from_le_bytes(word)
        });
        for word in [link, bytes.len() as u64].into_iter().chain(words) {
            self.told = (self.told ^ word).wrapping_mul(0x0000_0100_0000_01b3).rotate_left(23);
        }
    }

    /// The alarm rings.
    ///
    /// # Errors
    ///
    /// The promise that is broken by it.
    pub fn rings(&mut self) -> Kept {
        self.rings =
            if self.rings.0 == self.mono { (self.mono, self.rings.1 + 1) } else { (self.mono, 0) };
        hold(self.rings.1 < MOST_RINGS, "I9", || {
            "the alarm is set to the past again and again".to_owned()
        })?;
        let epoch = self.epoch;
        self.driver.platform.disk.ring();
        let done = match self.alarm_fails.checked_sub(1) {
            Some(left) => {
                self.alarm_fails = left;
                false
            }
            None => self.tell("alarm", &Cause::Nobody, Input::AlarmRang)?,
        };
        if epoch == self.epoch {
            let made = self.driver.platform.disk.made();
            self.driver.platform.disk.rang(done, self.mono);
            if self.driver.platform.disk.made() > made {
                self.oracle.skip();
            }
            self.schedule()?;
        }
        Ok(())
    }

    /// The process dies: what is not durable is gone, and all connections with it.
    pub fn kill(&mut self) {
        self.driver.platform.disk.kill();
        self.oracle.kill();
        self.held.clear();
        self.durable_at = self.mono;
        self.scheduled = self.driver.platform.disk.made();
        self.forgets();
        for attachment in self.driver.platform.sockets.cut_all() {
            // Most see it at once, some only when no pong comes.
            let after_ms = if self.dice.chance(800) { 20 } else { 25_000 };
            self.later(after_ms, Event::Closed(attachment.link, 1006));
        }
        self.driver.platform.sockets.forget_numbers();
    }

    /// The room is evicted in peace, with its sockets or without.
    ///
    /// # Errors
    ///
    /// The promise that is broken by what becomes durable.
    pub fn evicts(&mut self, takes_sockets: bool) -> Kept {
        self.settle_all()?;
        if takes_sockets {
            self.kill();
        } else {
            self.forgets();
            self.driver.platform.sockets.forget_numbers();
        }
        Ok(())
    }

    pub(super) fn forgets(&mut self) {
        self.driver.lose_memory();
        self.nudge_at = None;
        self.epoch += 1;
        self.asked = 0;
    }
}
