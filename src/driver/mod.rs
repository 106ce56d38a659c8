//! One event of a room, or several of one moment: wake, let the rules decide, write, speak. All of it in one synchronous
//! step, on whatever platform: workerd plays rooms for guests, the simulator plays them for us, and both run this.

mod held;
mod platform;
mod tally;

use sommelier_house::Sorted;

use crate::game::{Courtesies, Effect, Game, Input, Moment, Row, Settings, SocketId, Timestamp};
use crate::mutant::{Mutant, planted};
use crate::protocol::{ErrorCode, Frame, ServerMessage};
use held::{Deed, Held};

pub use platform::{Found, Platform};
pub use tally::Tally;

/// How old the room's knowledge of its sockets' pongs may be.
const SWEEP_MS: u64 = 30_000;

/// An event could not be dealt with: nothing of it was written, and whoever caused it was told so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Failed(pub ErrorCode);

/// A room's memory, and the platform that it is played on.
#[derive(Debug)]
pub struct Driver<P> {
    /// What the room is played on.
    pub platform: P,
    code: String,
    settings: Settings,
    /// `None` until the room is woken, and after a write that failed: what is on disk is the truth.
    game: Option<Game>,
    /// What a memory that was dropped had still to tell.
    owed: Option<Courtesies>,
    /// What the rules have decided and nobody has seen.
    held: Held,
    /// Whether an event waits there for those after it.
    holds: bool,
    swept_at: Timestamp,
}

impl<P: Platform> Driver<P> {
    /// A room that is asleep.
    pub fn new(code: String, settings: Settings, platform: P) -> Self {
        let (game, owed, held, holds) = (None, None, Held::default(), false);
        Self { platform, code, settings, game, owed, held, holds, swept_at: Timestamp::default() }
    }

    /// From here on events wait for each other where they can: what they write is written together, and what they say is
    /// said after that. [`Driver::release`] ends it, in the same synchronous step.
    pub fn hold(&mut self) {
        self.holds = true;
    }

    /// Writes and says what was held. If it cannot be written none of it has happened, and all who caused it are told so.
    pub fn release(&mut self) {
        self.holds = false;
        // Whom it concerns has been told of a failure.
        self.carry_out().ok();
    }

    /// One event, from beginning to end; while events are held, up to what is written and said.
    ///
    /// # Errors
    ///
    /// It could not be dealt with, and its sender was told.
    pub fn happen(&mut self, input: Input) -> Result<(), Failed> {
        let sender = sender(&input);
        let happened = self.sweep_and_step(input);
        match (happened, sender) {
            (Err(Failed(code)), Some(sender)) => self.refuse(sender, code),
            (Ok(()), Some(sender)) if !self.held.is_empty() => self.held.senders.push(sender),
            _ => {}
        }
        happened
    }

    /// Looks at the room, woken if need be.
    ///
    /// # Errors
    ///
    /// It cannot be read.
    pub fn look(&mut self) -> Result<&Game, Failed> {
        self.woken().map(|game| &*game)
    }

    /// The room's memory, if it has any.
    pub fn game(&self) -> Option<&Game> {
        self.game.as_ref()
    }

    /// Loses the room's memory, as an eviction does.
    pub fn lose_memory(&mut self) {
        (self.game, self.owed) = (None, None);
    }

    /// Reads the room from disk unless it is in memory.
    fn woken(&mut self) -> Result<&mut Game, Failed> {
        if self.game.is_none() {
            let mut game = self.read().map_err(|why| {
                self.platform.failed("unreadable", &why);
                Failed(ErrorCode::Storage)
            })?;
            let sockets = self.platform.known_sockets();
            self.platform.woke(game.glance().phase, sockets.len());
            game.woken_with(sockets);
            if let Some(owed) = self.owed.take() {
                game.owes(owed);
            }
            // The first event after a wake looks at who is still there.
            self.swept_at = Timestamp::default();
            self.game = Some(game);
        }
        self.game.as_mut().ok_or(Failed(ErrorCode::Internal))
    }

    fn read(&mut self) -> Result<Game, String> {
        match self.platform.read().map_err(|error| error.to_string())? {
            Found::Nothing => Ok(Game::new(&self.code, self.settings)),
            Found::Session(stored) => {
                Game::restore(&self.code, self.settings, &stored).map_err(|error| error.to_string())
            }
            Found::Newer(version) => Err(format!("schema {version} is newer than this code")),
        }
    }

    fn sweep_and_step(&mut self, input: Input) -> Result<(), Failed> {
        self.woken()?;
        let now = self.platform.now();
        let is_long_ago = now.0.abs_diff(self.swept_at.0) >= SWEEP_MS;
        if is_long_ago || matches!(input, Input::AlarmRang) {
            self.swept_at = now;
            let seen = self.platform.pongs();
            self.step(Input::Pinged { seen }, now)?;
        }
        self.step(input, now)
    }

    fn step(&mut self, input: Input, wall: Timestamp) -> Result<(), Failed> {
        let seed = self.platform.seed().map_err(|_| Failed(ErrorCode::Internal))?;
        // A write that failed has put the room out of memory: the rest of its event wakes it again.
        self.woken()?;
        let Self { game: Some(game), held, .. } = self else {
            return Err(Failed(ErrorCode::Internal));
        };
        let owed = game.courtesies();
        let (phase, rang) = (game.phase_name(), matches!(input, Input::AlarmRang));
        let heard = Tally::of_input(&input, game.overdue_ms(wall));
        let effects = game.handle(input, Moment { wall, seed });
        // Not at every message: one line stands for many.
        held.is_told |= rang || phase != game.phase_name();
        held.take_in(effects, game, owed, heard);
        if self.holds && self.held.can_wait() { Ok(()) } else { self.carry_out() }
    }

    /// Writes what is held, then says and does what follows from it.
    fn carry_out(&mut self) -> Result<(), Failed> {
        let held = std::mem::take(&mut self.held);
        if planted(Mutant::SaidBeforeStored) {
            held.then.iter().cloned().for_each(|it| drop(self.obey(it)));
        }
        let Held { rows, alarm, forgets, then, owed, senders, heard, done, is_told, .. } = held;
        if let Err(failed) = self.write(rows, alarm, forgets) {
            self.platform.count(heard);
            self.owed = owed;
            senders.into_iter().for_each(|sender| self.refuse(sender, failed.0));
            return Err(failed);
        }
        self.platform.count(done);
        let is_told = is_told || done.rooms > 0;
        let mut follow = Vec::new();
        for deed in then {
            match &deed {
                // Whoever is closed is gone at once; some never answer a close. Should that not be written, what was
                // said before stands: the next wake leaves them out.
                Deed::Do(Effect::Close { socket, .. }) => {
                    follow.push(Input::Closed { socket: *socket });
                }
                Deed::Do(Effect::Recall { socket, seat, questions }) => {
                    let (socket, seat) = (*socket, *seat);
                    let answers = self.platform.answers_of(seat, questions);
                    let answers = answers
                        .inspect_err(|error| self.platform.failed("unreadable", &error.to_string()))
                        .ok();
                    follow.push(Input::Recalled { socket, seat, answers });
                }
                _ => {}
            }
            if let Err(error) = self.obey(deed) {
                self.platform.failed("not obeyed", &error.to_string());
            }
        }
        // At once, too: what led to it is written.
        let holds = std::mem::replace(&mut self.holds, false);
        for input in follow {
            let now = self.platform.now();
            self.step(input, now).ok();
        }
        self.holds = holds;
        if is_told {
            self.platform.tell_counts();
        }
        Ok(())
    }

    /// Commits all rows, and the alarm with them: what is on disk must not wait for a deadline that nobody set. What
    /// forgets takes all rows away. If that fails the memory is ahead of the disk, and is dropped.
    fn write(
        &mut self,
        rows: Vec<Row>,
        alarm: Option<Option<Timestamp>>,
        forgets: bool,
    ) -> Result<(), Failed> {
        let written = if forgets {
            self.platform.forget()
        } else if rows.is_empty() && alarm.is_none() {
            Ok(())
        } else {
            self.platform.write(rows, alarm)
        };
        written.map_err(|error| {
            self.platform.failed("not written", &error.to_string());
            if !planted(Mutant::MemoryKeptWithoutCommit) {
                self.game = None;
            }
            Failed(ErrorCode::Storage)
        })
    }

    fn obey(&mut self, deed: Deed) -> Result<(), P::Error> {
        let effect = match deed {
            Deed::Say { hearing, frame, mine } => {
                self.platform.say(&hearing, &frame, &mine);
                return Ok(());
            }
            Deed::Do(effect) => effect,
        };
        match effect {
            // They went before; what is read comes back as an input.
            Effect::Write(_)
            | Effect::Forget
            | Effect::WakeAt(_)
            | Effect::Say { .. }
            | Effect::Recall { .. } => {}
            Effect::Prove { socket, actor } => self.platform.prove(socket, actor)?,
            Effect::Close { socket, code } => self.platform.close(socket, code)?,
            Effect::NudgeAt(at) => self.platform.nudge_at(at),
            Effect::Claim(claim) => self.platform.claim(*claim),
            Effect::List { host_id, socket, asked } => self.platform.list(host_id, socket, asked),
            Effect::Publish(notice) => self.platform.publish(*notice),
            Effect::Park { notice, tasting } => self.platform.park(*notice, *tasting),
            Effect::Drain { created_at, after } => self.platform.drain(created_at, after)?,
        }
        Ok(())
    }

    /// The only thing that a room says by itself, without its rules.
    fn refuse(&mut self, to: SocketId, code: ErrorCode) {
        let message = ServerMessage::Error { code, message: code.to_string(), reply_to: None };
        self.platform.say(&[(to, None)], &Frame { message, rev: None }, &Sorted::default());
    }
}

/// Who is to be told when this fails.
pub(crate) fn sender(input: &Input) -> Option<SocketId> {
    match input {
        Input::Opened { socket, .. }
        | Input::Heard { socket, .. }
        | Input::HeardBinary { socket } => Some(*socket),
        Input::Claimed { claim, .. } => Some(claim.socket),
        Input::Listed { socket, asked, .. } => asked.then_some(*socket),
        Input::Recalled { socket, .. } => Some(*socket),
        Input::Closed { .. }
        | Input::Pinged { .. }
        | Input::Published { .. }
        | Input::Parked { .. }
        | Input::Drained { .. }
        | Input::AlarmRang
        | Input::Nudged
        | Input::Erased { .. } => None,
    }
}
