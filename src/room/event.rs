//! Around a room's driver: what others are asked is awaited here, after the event; their answers are events.

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::panic::AssertUnwindSafe;
use std::pin::Pin;
use std::rc::Rc;
use std::time::Duration;

use futures::future::{AbortHandle, Abortable};
use sommelier_house::Object;
use sommelier_house::cloudflare::{now, tell};
use worker::wasm_bindgen::JsValue;
use worker::wasm_bindgen_futures::{future_to_promise, spawn_local};
use worker::{Delay, Env, State};

use super::cloudflare::{About, Claimed, Cloudflare};
use super::outbound;
use super::request::SWITCHED;
use crate::driver::{Driver, Failed, sender};
use crate::game::{Game, Input, Settings, SocketId, Timestamp};

/// So long what somebody says may wait for what others say. Without an await between them all they write is one
/// commit, and nothing of it leaves before that. A commit costs about 140 µs in bare workerd, four times what the
/// message does; of the processor for a game of 1,000, four milliseconds took 3 % less than two.
const GATHER_MS: u64 = 4;

impl From<Failed> for worker::Error {
    fn from(Failed(code): Failed) -> Self {
        Self::from(code.to_string())
    }
}

/// What is still to come of an event that has happened.
pub(super) type Rest = Pin<Box<dyn Future<Output = ()>>>;

/// What the runtime gets once an event is over, which most are at once.
pub(super) fn when_over(rest: Option<Rest>, answer: JsValue) -> JsValue {
    match rest {
        None => answer,
        Some(rest) => promise(async move {
            rest.await;
            Ok(answer)
        }),
    }
}

/// What the runtime waits for.
pub(crate) fn promise(answer: impl Future<Output = worker::Result<JsValue>> + 'static) -> JsValue {
    let answer = async move { answer.await.map_err(JsValue::from) };
    future_to_promise(AssertUnwindSafe(answer)).into()
}

/// A room: its driver, and what it waits for.
pub(super) struct Room {
    env: Env,
    settings: Settings,
    driver: RefCell<Driver<Cloudflare>>,
    nudge: RefCell<Option<AbortHandle>>,
    /// What was said while others spoke, in the order in which it came.
    gathered: RefCell<Vec<Input>>,
    /// Sockets that came among them, as the log calls them, of which it has not been told.
    arrived: RefCell<Vec<String>>,
    /// When it was last caught up with what was said.
    last_at: Cell<Timestamp>,
    /// Somebody who drew this code is making a session.
    pub(super) is_being_made: Cell<bool>,
}

impl Room {
    pub(super) fn new(state: State, env: Env, settings: Settings) -> Self {
        let code = state.id().name().unwrap_or_default();
        let platform = Cloudflare::new(state, env.clone(), code.clone(), settings);
        let driver = RefCell::new(Driver::new(code, settings, platform));
        Self {
            env,
            settings,
            driver,
            nudge: RefCell::default(),
            gathered: RefCell::default(),
            arrived: RefCell::default(),
            last_at: Cell::default(),
            is_being_made: Cell::default(),
        }
    }

    /// Tells the room what has happened, after all that was gathered before it, and waits for what it has to ask of
    /// others before it can answer.
    pub(super) async fn tell(self: &Rc<Self>, input: Input) -> Result<(), Failed> {
        self.catch_up();
        let claims = self.happen(input)?;
        self.settle(claims).await
    }

    /// Tells the room what somebody has said or that they came: at once in a quiet room and when it is the host,
    /// else together with what others say within [`GATHER_MS`]. If it fails the sender is told.
    pub(super) fn hear(self: &Rc<Self>, input: Input) -> Option<Rest> {
        let others_wait = !self.gathered.borrow().is_empty();
        let is_quiet = || now().ms_since(self.last_at.get()) >= GATHER_MS;
        let is_hosts = || matches!(&input, Input::Heard { socket, .. } if self.is_host(*socket));
        if (!others_wait && is_quiet()) || is_hosts() {
            return self.begin(input);
        }
        self.gathered.borrow_mut().push(input);
        // Whoever came first waits for all of them.
        let room = (!others_wait).then(|| Rc::clone(self))?;
        Some(Box::pin(async move {
            Delay::from(Duration::from_millis(GATHER_MS)).await;
            room.catch_up();
        }))
    }

    /// As [`Room::tell`], but what is to be waited for is handed back: mostly there is nothing.
    fn begin(self: &Rc<Self>, input: Input) -> Option<Rest> {
        self.catch_up();
        let claims = self.happen(input).ok().filter(|claims| !claims.is_empty())?;
        let room = Rc::clone(self);
        Some(Box::pin(async move {
            // Who claimed has been told of a failure already.
            room.settle(claims).await.ok();
        }))
    }

    /// A socket is gone, after all that it said.
    pub(super) fn lose(self: &Rc<Self>, socket: SocketId) -> Option<Rest> {
        self.catch_up();
        self.platform(|it| it.about = Some(About::Socket(socket)));
        // Woken while the socket is still listed: a room that slept must learn who it is that leaves.
        self.look(|_| ()).ok();
        self.platform(|it| it.sockets.remove(socket));
        self.begin(Input::Closed { socket })
    }

    /// What was gathered, in the order in which it came, each an event of its own, all in one synchronous step; but
    /// nothing of a socket that the room has closed meanwhile. Whoever claims a handle waits by themselves.
    fn catch_up(self: &Rc<Self>) {
        self.last_at.set(now());
        let gathered = self.gathered.take();
        if gathered.is_empty() {
            return;
        }
        self.tell_of_arrivals();
        self.driver.borrow_mut().hold();
        for input in gathered {
            if !self.platform(|it| it.sockets.listens_to(&input)) {
                continue;
            }
            for claim in self.happen(input).unwrap_or_default() {
                let room = Rc::clone(self);
                let settled = async move {
                    // Who claimed has been told of a failure already.
                    room.settle(vec![claim]).await.ok();
                };
                self.platform(|it| it.state.wait_until(settled));
            }
        }
        self.platform(|it| it.about = None);
        self.driver.borrow_mut().release();
        // Claims do not wait for others: they were made above.
        self.attend();
    }

    /// A socket has come. A line of the log takes a twentieth of a join, so those that are gathered share one.
    pub(super) fn has_come(&self, id: &[String]) {
        self.arrived.borrow_mut().extend_from_slice(id);
        if self.gathered.borrow().is_empty() {
            self.tell_of_arrivals();
        }
    }

    fn tell_of_arrivals(&self) {
        let ids = self.arrived.take();
        if !ids.is_empty() {
            self.tell_of_upgrade(&ids, SWITCHED);
        }
    }

    /// Tells the log how sockets that wanted to come were answered.
    pub(super) fn tell_of_upgrade(&self, ids: &[String], status: u16) {
        let line = Object::event("upgrade");
        let line = if let [id] = ids { line.with("id", id) } else { line.with("ids", ids) };
        let line = line.with("route", "room");
        tell(line.with("room", &self.platform(|it| it.code.clone())).with("status", &status));
    }

    /// Asks for the handles that are claimed, and for those that are claimed because of the answers.
    async fn settle(self: &Rc<Self>, claims: Vec<Claimed>) -> Result<(), Failed> {
        let mut claims = VecDeque::from(claims);
        while let Some(Claimed { claim, maker }) = claims.pop_front() {
            let verdict = outbound::claim(&self.env, &claim, maker.as_deref()).await;
            self.catch_up();
            claims.extend(self.happen(Input::Claimed { claim: Box::new(claim), verdict })?);
        }
        Ok(())
    }

    /// Whether the room can listen to one more: nobody is refused because of those who prove nothing, as one of them goes.
    pub(super) fn takes_another_socket(&self) -> bool {
        self.settings.takes_another_socket(self.platform(|it| it.sockets.count()))
            || self.look(|game| game.has_idle_visitor(now())).unwrap_or_default()
    }

    fn is_host(&self, socket: SocketId) -> bool {
        self.driver.borrow().game().is_some_and(|game| game.is_host(socket))
    }

    /// Looks at the room, woken if need be.
    pub(super) fn look<T>(&self, at: impl FnOnce(&Game) -> T) -> Result<T, Failed> {
        self.driver.borrow_mut().look().map(at)
    }

    /// The room's disk and sockets.
    pub(super) fn platform<T>(&self, at: impl FnOnce(&mut Cloudflare) -> T) -> T {
        at(&mut self.driver.borrow_mut().platform)
    }

    /// One event; returns the claims that it makes. What was asked is asked even if the event has failed:
    /// what came of its first steps stands.
    fn happen(self: &Rc<Self>, input: Input) -> Result<Vec<Claimed>, Failed> {
        self.platform(|it| it.about = sender(&input).map(About::Socket));
        let happened = self.driver.borrow_mut().happen(input);
        let claims = self.attend();
        happened.map(|()| claims)
    }

    /// Sees to what came of events: the timer, what others are asked, and the claims, which are handed back.
    fn attend(self: &Rc<Self>) -> Vec<Claimed> {
        let (claims, asked, nudge) = self.platform(|it| {
            (std::mem::take(&mut it.claims), std::mem::take(&mut it.asked), it.nudge.take())
        });
        if let Some(at) = nudge {
            self.nudge_at(at);
        }
        for asked in asked {
            let room = Rc::clone(self);
            let answered = async move {
                if let Some(answer) = asked.await {
                    // Whatever failed was logged where it did.
                    room.tell(answer).await.ok();
                }
            };
            self.platform(|it| it.state.wait_until(answered));
        }
        claims
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
}
