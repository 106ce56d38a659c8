//! One event of a room: wake, let the rules decide, write, speak. All of it in one synchronous step, so
//! that no other event can come between; only what other objects are asked is awaited, and after it.

use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, VecDeque};
use std::future::Future;
use std::rc::Rc;
use std::time::Duration;

use futures::future::{AbortHandle, Abortable};
use sommelier_house::cloudflare::{delete_all, now};
use worker::{Delay, Env, State, console_error, console_log, wasm_bindgen_futures::spawn_local};

use super::archive;
use super::outbound::{self, EntryBody};
use super::sockets::Sockets;
use super::storage::{Disk, Found};
use crate::game::{Claim, Effect, Game, Input, Moment, Row, Seed, Settings, SocketId, Timestamp};
use crate::protocol::{ErrorCode, Frame, ServerMessage};

/// How old the room's knowledge of its sockets' pongs may be.
const SWEEP_MS: u64 = 30_000;

/// An event could not be dealt with: nothing of it was written, and whoever caused it was told so.
#[derive(Debug)]
pub(super) struct Failed(pub(super) ErrorCode);

impl From<Failed> for worker::Error {
    fn from(Failed(code): Failed) -> Self {
        Self::from(code.to_string())
    }
}

/// A room: its rules, and the platform that they are played on.
pub(super) struct Room {
    pub(super) state: State,
    pub(super) env: Env,
    code: String,
    settings: Settings,
    pub(super) disk: Disk,
    /// `None` until the room is woken, and after a write that failed: what is on disk is the truth.
    game: RefCell<Option<Game>>,
    pub(super) sockets: RefCell<Sockets>,
    nudge: RefCell<Option<AbortHandle>>,
    swept_at: Cell<Timestamp>,
}

impl Room {
    pub(super) fn new(state: State, env: Env, settings: Settings) -> Self {
        Self {
            code: state.id().name().unwrap_or_default(),
            disk: Disk::new(&state),
            sockets: RefCell::new(Sockets::of(&state)),
            game: RefCell::default(),
            nudge: RefCell::default(),
            swept_at: Cell::default(),
            settings,
            state,
            env,
        }
    }

    /// Tells the room what has happened, and waits for what it has to ask of others before it can answer.
    pub(super) async fn tell(self: &Rc<Self>, input: Input) -> Result<(), Failed> {
        let mut claims = VecDeque::from(self.happen(input)?);
        while let Some(claim) = claims.pop_front() {
            let maker = self.sockets.borrow().maker(claim.socket);
            let verdict = outbound::claim(&self.env, &claim, maker.as_deref()).await;
            claims.extend(self.happen(Input::Claimed { claim: Box::new(claim), verdict })?);
        }
        Ok(())
    }

    /// Looks at the room, woken if need be.
    pub(super) fn look<T>(&self, at: impl FnOnce(&Game) -> T) -> Result<T, Failed> {
        self.wake()?;
        match &*self.game.borrow() {
            Some(game) => Ok(at(game)),
            None => Err(Failed(ErrorCode::Internal)),
        }
    }

    /// Reads the room from disk unless it is in memory.
    pub(super) fn wake(&self) -> Result<(), Failed> {
        if self.game.borrow().is_some() {
            return Ok(());
        }
        let cannot = |why: String| {
            self.log("unreadable", Some(&why));
            Failed(ErrorCode::Storage)
        };
        let mut game = match self.disk.read().map_err(|error| cannot(error.to_string()))? {
            Found::Nothing => Game::new(&self.code, self.settings),
            Found::Session(stored) => Game::restore(&self.code, self.settings, &stored)
                .map_err(|error| cannot(error.to_string()))?,
            Found::Newer(version) => {
                return Err(cannot(format!("schema {version} is newer than this code")));
            }
        };
        let sockets = self.sockets.borrow().known(&self.state);
        let woke = serde_json::json!({
            "event": "woke", "room": self.code, "phase": game.glance().phase, "sockets": sockets.len(),
        });
        console_log!("{woke}");
        game.woken_with(sockets);
        // The first event after a wake looks at who is still there.
        self.swept_at.set(Timestamp::default());
        self.game.replace(Some(game));
        Ok(())
    }

    /// One event, from beginning to end; returns the claims that it makes.
    fn happen(self: &Rc<Self>, input: Input) -> Result<Vec<Claim>, Failed> {
        let mut claims = Vec::new();
        let sender = sender(&input);
        let happened = self.wake().and_then(|()| {
            let swept = self.swept_at.get();
            let is_long_ago = now().0.abs_diff(swept.0) >= SWEEP_MS;
            if is_long_ago || matches!(input, Input::AlarmRang) {
                self.swept_at.set(now());
                let seen = self.sockets.borrow().pongs(&self.state);
                self.step(Input::Pinged { seen }, &mut claims)?;
            }
            self.step(input, &mut claims)
        });
        if let (Err(Failed(code)), Some(sender)) = (&happened, sender) {
            self.refuse(sender, *code);
        }
        happened.map(|()| claims)
    }

    fn step(self: &Rc<Self>, input: Input, claims: &mut Vec<Claim>) -> Result<(), Failed> {
        let mut seed = [0; 32];
        getrandom::fill(&mut seed).map_err(|_| Failed(ErrorCode::Internal))?;
        let moment = Moment { wall: now(), seed: Seed(seed) };
        // A write that failed has put the room out of memory: the rest of its event wakes it again.
        self.wake()?;
        let effects = match &mut *self.game.borrow_mut() {
            Some(game) => game.handle(input, moment),
            None => return Err(Failed(ErrorCode::Internal)),
        };
        let (lasting, rest): (Vec<_>, Vec<_>) = effects
            .into_iter()
            .partition(|effect| matches!(effect, Effect::Write(_) | Effect::WakeAt(_)));
        self.write(lasting)?;
        let mut closed = Vec::new();
        for effect in rest {
            if let Effect::Close { socket, .. } = effect {
                closed.push(socket);
            }
            if let Err(error) = self.obey(effect, claims) {
                self.log("not obeyed", Some(&error.to_string()));
            }
        }
        // Whoever is closed is gone at once; some never answer a close.
        closed.into_iter().try_for_each(|socket| self.step(Input::Closed { socket }, claims))
    }

    /// Commits all rows of an event, and its alarm with them: what is on disk must not wait for a deadline that
    /// nobody set. If that fails the memory is ahead of the disk, and is dropped.
    fn write(&self, lasting: Vec<Effect>) -> Result<(), Failed> {
        let (mut rows, mut alarm) = (Vec::<Row>::new(), None);
        for effect in lasting {
            match effect {
                Effect::Write(row) => rows.push(row),
                Effect::WakeAt(at) => alarm = Some(at),
                _ => {}
            }
        }
        if rows.is_empty() && alarm.is_none() {
            return Ok(());
        }
        self.disk.write(rows, alarm).map_err(|error| {
            self.log("not written", Some(&error.to_string()));
            self.game.replace(None);
            Failed(ErrorCode::Storage)
        })
    }

    fn obey(self: &Rc<Self>, effect: Effect, claims: &mut Vec<Claim>) -> worker::Result<()> {
        match effect {
            // They went before, in one transaction.
            Effect::Write(_) | Effect::WakeAt(_) => {}
            Effect::Forget => {
                delete_all(&self.state)?;
                self.disk.was_deleted();
            }
            Effect::Prove { socket, actor } => self.sockets.borrow().prove(socket, actor)?,
            Effect::Say { to, frame, mine } => {
                let hearing = match &*self.game.borrow() {
                    Some(game) => game.hearing(to),
                    None => Vec::new(),
                };
                self.sockets.borrow_mut().say(&hearing, &frame, &mine);
            }
            Effect::Close { socket, code } => self.sockets.borrow_mut().close(socket, code)?,
            Effect::NudgeAt(at) => self.nudge_at(at),
            Effect::Claim(claim) => claims.push(*claim),
            Effect::List { host_id, socket, asked } => {
                let env = self.env.clone();
                self.later(async move {
                    let sessions = outbound::list(&env, &host_id).await;
                    Some(Input::Listed { socket, asked, sessions })
                });
            }
            Effect::Publish { host_id, key, entry, version } => {
                let env = self.env.clone();
                self.later(async move {
                    let body = EntryBody { key, entry: *entry, version };
                    let settled = outbound::publish(&env, &host_id, &body).await;
                    settled.then_some(Input::Published { version })
                });
            }
            Effect::Drain { created_at, after } => self.drain(created_at, after)?,
        }
        Ok(())
    }

    /// Hands rows of the journal to the archive: read here and now, sent when nobody waits for it.
    fn drain(self: &Rc<Self>, created_at: Timestamp, after: u64) -> worker::Result<()> {
        let (rows, more) = self.disk.journal_after(after)?;
        let oldest = now().minus_ms(self.settings.journal_days * 24 * 3_600_000);
        let room = Rc::clone(self);
        self.later(async move {
            let through = rows.last().map_or(after, |row| row.n);
            if !rows.is_empty() {
                let stored = archive::store(&room.env, &room.code, created_at, &rows, oldest).await;
                stored.map_err(|error| room.log("not archived", Some(&error.to_string()))).ok()?;
            }
            Some(Input::Drained { created_at, through, more })
        });
        Ok(())
    }

    /// Asks somebody else without keeping the event waiting; the answer is an event of its own.
    fn later(self: &Rc<Self>, asked: impl Future<Output = Option<Input>> + 'static) {
        let room = Rc::clone(self);
        self.state.wait_until(async move {
            if let Some(answer) = asked.await {
                // Whatever failed was logged where it did.
                room.tell(answer).await.ok();
            }
        });
    }

    /// Replaces the one timer. It ends with the room's memory; without one the room may sleep.
    fn nudge_at(self: &Rc<Self>, at: Option<Timestamp>) {
        let (timer, registration) = AbortHandle::new_pair();
        if let Some(before) = self.nudge.replace(at.map(|_| timer)) {
            before.abort();
        }
        let Some(at) = at else { return };
        let wait = Delay::from(Duration::from_millis(at.ms_since(now())));
        let room = Rc::clone(self);
        spawn_local(async move {
            if Abortable::new(wait, registration).await.is_ok() {
                room.nudge.replace(None);
                room.tell(Input::Nudged).await.ok();
            }
        });
    }

    /// The only thing that the shell itself ever says.
    fn refuse(&self, to: SocketId, code: ErrorCode) {
        let message = ServerMessage::Error { code, message: code.to_string(), reply_to: None };
        let frame = Frame { message, rev: None };
        self.sockets.borrow_mut().say(&[(to, None)], &frame, &BTreeMap::new());
    }

    fn log(&self, event: &str, why: Option<&str>) {
        console_error!("{}", serde_json::json!({ "event": event, "room": self.code, "why": why }));
    }
}

/// Who is to be told when this fails.
fn sender(input: &Input) -> Option<SocketId> {
    match input {
        Input::Opened { socket, .. }
        | Input::Heard { socket, .. }
        | Input::HeardBinary { socket } => Some(*socket),
        Input::Claimed { claim, .. } => Some(claim.socket),
        Input::Closed { .. }
        | Input::Pinged { .. }
        | Input::Listed { .. }
        | Input::Published { .. }
        | Input::Drained { .. }
        | Input::AlarmRang
        | Input::Nudged
        | Input::Erased { .. } => None,
    }
}
