//! Around a room's driver: what others are asked is awaited here, after the event; their answers are events.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::rc::Rc;
use std::time::Duration;

use futures::future::{AbortHandle, Abortable};
use sommelier_house::cloudflare::now;
use worker::{Delay, Env, State, wasm_bindgen_futures::spawn_local};

use super::cloudflare::{About, Cloudflare};
use super::outbound;
use crate::driver::{Driver, Failed, sender};
use crate::game::{Claim, Game, Input, Settings, Timestamp};

impl From<Failed> for worker::Error {
    fn from(Failed(code): Failed) -> Self {
        Self::from(code.to_string())
    }
}

/// A room: its driver, and what it waits for.
pub(super) struct Room {
    env: Env,
    driver: RefCell<Driver<Cloudflare>>,
    nudge: RefCell<Option<AbortHandle>>,
}

impl Room {
    pub(super) fn new(state: State, env: Env, settings: Settings) -> Self {
        let code = state.id().name().unwrap_or_default();
        let platform = Cloudflare::new(state, env.clone(), code.clone(), settings);
        let driver = RefCell::new(Driver::new(code, settings, platform));
        Self { env, driver, nudge: RefCell::default() }
    }

    /// Tells the room what has happened, and waits for what it has to ask of others before it can answer.
    pub(super) async fn tell(self: &Rc<Self>, input: Input) -> Result<(), Failed> {
        let mut claims = VecDeque::from(self.happen(input)?);
        while let Some(claim) = claims.pop_front() {
            let maker = self.platform(|it| it.sockets.maker(claim.socket));
            let verdict = outbound::claim(&self.env, &claim, maker.as_deref()).await;
            claims.extend(self.happen(Input::Claimed { claim: Box::new(claim), verdict })?);
        }
        Ok(())
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
    fn happen(self: &Rc<Self>, input: Input) -> Result<Vec<Claim>, Failed> {
        self.platform(|it| it.about = sender(&input).map(About::Socket));
        let happened = self.driver.borrow_mut().happen(input);
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
        happened.map(|()| claims)
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
