//! The one writer of all lists: keeps the ledger, and publishes a copy of each list to KV.
//!
//! SQLite is the truth. KV takes one write a second per key, has no compare-and-set and serves stale
//! reads, so nothing else of ours writes the copies; hands may. The door keeps what a `PUT` replaces
//! under names of its own.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;

use futures::future::join_all;
use serde::{Deserialize, Serialize};
use sommelier_house::cloudflare::{Answered, Bell, now, respond, tell_error, variable};
use sommelier_house::{Category, Fault, Object, digest};
use worker::{
    DurableObject, Env, Error, Method, Request, Response, Result, State, durable_object,
    wasm_bindgen,
};

use crate::ask::Ask;
use crate::kv;
use crate::ledger::{Ledger, Moment};
use crate::rows::Rows;
use crate::seen::Seen;
use crate::settings::Settings;

/// The binding of the writer.
pub(crate) const WRITER: &str = "WRITER";
/// There is one.
pub(crate) const NAME: &str = "answers";

/// What the edge sends: what is asked, and what KV shows of the lists that it is about.
#[derive(Serialize, Deserialize)]
pub(crate) struct Letter {
    pub(crate) ask: Ask,
    pub(crate) seen: BTreeMap<Category, Seen>,
}

/// The one writer of all lists.
#[durable_object(alarm)]
pub struct AnswersWriter {
    state: State,
    env: Env,
    suggestions_a_day: Option<u32>,
    rows: Rows,
    /// `None` until it is needed, and after a write that failed.
    ledger: RefCell<Option<Ledger>>,
    bell: Bell,
    /// While copies are on their way, when the alarm is to ring next is not known.
    is_publishing: Cell<bool>,
}

impl DurableObject for AnswersWriter {
    fn new(state: State, env: Env) -> Self {
        let (settings, _) = Settings::read(|name| variable(&env, name));
        Self {
            rows: Rows::new(state.storage()),
            suggestions_a_day: settings.suggestions_a_day,
            ledger: RefCell::default(),
            bell: Bell::default(),
            is_publishing: Cell::new(false),
            state,
            env,
        }
    }

    async fn fetch(&self, request: Request) -> Result<Response> {
        respond(self.answer(request).await)
    }

    async fn alarm(&self) -> Result<Response> {
        self.is_publishing.set(true);
        let published = self.publish_what_is_due().await;
        self.is_publishing.set(false);
        self.bell.rang();
        // An error makes the runtime ring again; otherwise the next time is set by looking.
        published.and_then(|()| self.with_ledger(|_| ())).map_err(|fault| fault.message)?;
        Response::empty()
    }
}

impl AnswersWriter {
    async fn answer(&self, mut request: Request) -> Answered {
        self.bell.look(&self.state).await.map_err(|error| cannot("no alarm", &error))?;
        if request.method() == Method::Get {
            // Looking also sets the alarm, should it have given up.
            self.with_ledger(|_| ())?;
            return if self.rows.answer() { Ok((200, "{}".to_owned())) } else { Err(storage()) };
        }
        let body = request.text().await.map_err(|error| cannot("no letter", &error))?;
        let Letter { ask, seen } =
            serde_json::from_str(&body).map_err(|error| cannot("no letter", &error.into()))?;
        let mut salt = [0; 32];
        getrandom::fill(&mut salt).map_err(|_| storage())?;
        let moment =
            Moment { now: now(), salt: digest(salt), suggestions_a_day: self.suggestions_a_day };
        self.with_ledger(|ledger| ledger.handle(ask, &seen, &moment))?
    }

    async fn publish_what_is_due(&self) -> std::result::Result<(), Fault> {
        let due = self.with_ledger(|ledger| ledger.due(now()))?;
        let published = join_all(due.into_iter().map(|category| self.publish(category))).await;
        published.into_iter().collect()
    }

    async fn publish(&self, category: Category) -> std::result::Result<(), Fault> {
        let found = match kv::in_time(kv::find(&self.env, category)).await {
            Ok(found) => found,
            Err(error) => {
                log("not looked", category, &error);
                return self.with_ledger(|ledger| ledger.not_looked(category, now()));
            }
        };
        let seen = Seen::of(found.text.as_deref(), found.rev);
        let edition = self.with_ledger(|ledger| ledger.edition(category, &seen, now()))?;
        let Some(edition) = edition else { return Ok(()) };
        let written = kv::in_time(kv::publish(&self.env, category, &edition)).await;
        if let Err(error) = &written {
            log("not published", category, error);
        }
        let is_written = written.is_ok();
        self.with_ledger(|ledger| ledger.published(category, &edition, is_written, now()))
    }

    /// Opens the ledger, lets `then` read or write in it, and commits what was written. If that fails, the
    /// ledger is put away: what is on disk is the truth.
    fn with_ledger<T>(&self, then: impl FnOnce(&mut Ledger) -> T) -> std::result::Result<T, Fault> {
        let mut open = self.ledger.borrow_mut();
        let mut ledger = match open.take() {
            Some(ledger) => ledger,
            None => self.rows.read().map_err(|error| cannot("unreadable", &error))?,
        };
        let answer = then(&mut ledger);
        let changes = ledger.take_changes();
        if !changes.is_empty() {
            self.rows.write(changes).map_err(|error| cannot("not written", &error))?;
        }
        if !self.is_publishing.get() {
            let rung = self.bell.ring_at(&self.state, ledger.next_due());
            rung.map_err(|error| cannot("no alarm", &error))?;
        }
        *open = Some(ledger);
        Ok(answer)
    }
}

fn cannot(event: &str, error: &Error) -> Fault {
    tell_error(Object::event(event).with("object", "writer").with("why", &error.to_string()));
    storage()
}

fn log(event: &str, category: Category, error: &Error) {
    let line = Object::event(event).with("category", category.wire_name());
    tell_error(line.with("why", &error.to_string()));
}

/// What could not be read or written.
pub(crate) fn storage() -> Fault {
    let words = "This could not be written down; nothing was changed, try again.";
    Fault::new(503, "STORAGE", words)
}
