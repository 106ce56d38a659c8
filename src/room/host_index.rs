//! The index of one host: keeps their book, and publishes a copy of it to KV.
//!
//! SQLite is the truth. KV takes one write a second per key and serves stale reads, so this object is the
//! copy's only writer, and writes it from its alarm: no room ever waits for KV.

use std::cell::RefCell;

use futures::future::join_all;
use serde::Deserialize;
use sommelier_house::cloudflare::{
    Answered, Bell, Call, bearer, delete_all, now, respond, tell_error,
};
use sommelier_house::{Object, from_json};
use worker::{
    DurableObject, Env, Error, Method, Request, Response, Result, State, durable_object,
    wasm_bindgen,
};

use super::ROOMS;
use super::counts;
use super::host_storage::BookDisk;
use super::outbound::{ClaimBody, EntryBody, SessionsBody, hand_over, is_taken};
use super::published;
use crate::driver::Tally;
use crate::game::RejoinCredentials;
use crate::host::{Book, LineId, NotNow, Opening};
use crate::http::{Fault, unauthorized};
use crate::protocol::{CreateSession, ErrorCode, PhaseName, Secret, SessionListEntry, fields};
use crate::words::room_codes;

/// The one writer of a host's list of sessions.
#[durable_object(alarm)]
pub struct HostIndex {
    state: State,
    env: Env,
    credentials: RejoinCredentials,
    /// How long a session waits.
    waiting_ms: u64,
    disk: BookDisk,
    /// `None` until it is needed, and after a write that failed.
    book: RefCell<Option<Book>>,
    bell: Bell,
}

impl DurableObject for HostIndex {
    fn new(state: State, env: Env) -> Self {
        let (settings, _) = super::settings(&env);
        Self {
            disk: BookDisk::new(state.storage()),
            credentials: settings.rejoin_credentials,
            waiting_ms: settings.waiting_seconds * 1_000,
            book: RefCell::default(),
            bell: Bell::default(),
            state,
            env,
        }
    }

    async fn fetch(&self, request: Request) -> Result<Response> {
        respond(self.answer(request).await)
    }

    async fn alarm(&self) -> Result<Response> {
        self.bell.rang();
        let due = self.with_book(|book| book.due(now(), self.waiting_ms));
        let due = due.map_err(|fault| fault.message)?;
        for (line, has_room) in due.erase {
            let told = !has_room || self.erase_room(&line.code, &line.created_at).await;
            self.with_book(|book| book.erased(&line, told, now())).ok();
        }
        if let Some((edition, list)) = due.publish {
            let written = self.publish(&list).await;
            // Where that cannot be noted the platform rings again, later each time; else it would be at once.
            let noted = self.with_book(|book| book.published(edition, written, now()));
            noted.map_err(|fault| fault.message)?;
        }
        counts::tell(&self.env);
        // What was set to ring at once, should this not have come so far, rings when there is more to do.
        self.bell.rang();
        let is_blank = self.with_book(|book| book.is_blank()).map_err(|fault| fault.message)?;
        if is_blank {
            self.blank()?;
        }
        Response::empty()
    }
}

impl HostIndex {
    async fn answer(&self, mut request: Request) -> Answered {
        self.bell.look(&self.state).await.map_err(|error| cannot("no alarm", &error))?;
        let body = match request.method() {
            Method::Post => request.text().await.map_err(|_| ErrorCode::Internal)?,
            _ => String::new(),
        };
        let path = request.path();
        let segments: Vec<_> = path.trim_start_matches('/').split('/').collect();
        match (request.method(), segments.as_slice()) {
            (Method::Get, ["probe"]) if self.disk.answers() => Ok((200, "{}".to_owned())),
            (Method::Get, ["probe"]) => Err(ErrorCode::Storage.into()),
            // From rooms, which have proved their host.
            (Method::Post, ["claim"]) => self.claim(&body),
            (Method::Post, ["entries"]) => self.take_in(&body),
            (Method::Post, ["parked"]) => self.park(&body),
            (Method::Get, ["entries"]) => self.list(),
            // From the edge, with the host's key.
            (method, segments) => {
                let key = bearer(request.headers()).unwrap_or_default();
                let is_theirs =
                    self.with_book(|book| book.opens_to(&Secret::from(key.as_str()), now()))?;
                match (method, segments) {
                    _ if !is_theirs => Err(unauthorized()),
                    (Method::Get, ["sessions"]) => self.list(),
                    (Method::Delete, ["sessions", code]) => self.hide(code, &key).await,
                    (Method::Post, ["sessions", code, "restore"]) => self.restore(code),
                    (Method::Post, ["sessions", code, "open"]) => {
                        self.open(code, &body, &key).await
                    }
                    (Method::Delete, [""]) => self.forget(&key).await,
                    _ => Err(ErrorCode::SessionNotFound.into()),
                }
            }
        }
    }

    fn claim(&self, body: &str) -> Answered {
        let ClaimBody { key, minted } = fields(body)?;
        let verdict = self.with_book(|book| book.claim(key, minted, self.credentials, now()))?;
        json(200, &verdict)
    }

    fn take_in(&self, body: &str) -> Answered {
        let EntryBody { key, entry, version, .. } = fields(body)?;
        match self.with_book(|book| book.take_in(key, entry, version, now()))? {
            true => Ok((200, "{}".to_owned())),
            false => Err(ErrorCode::HostIdTaken.into()),
        }
    }

    fn park(&self, body: &str) -> Answered {
        let EntryBody { key, entry, version, tasting } = fields(body)?;
        let tasting = tasting.ok_or(ErrorCode::BadMessage)?;
        match self.with_book(|book| book.park(key, (entry, tasting), version, now()))? {
            true => Ok((200, "{}".to_owned())),
            false => Err(Fault::new(409, "NOT_KEPT", "This tasting is not kept here.")),
        }
    }

    fn list(&self) -> Answered {
        let sessions = self.with_book(|book| book.list())?;
        json(200, &SessionsBody { sessions })
    }

    async fn hide(&self, code: &str, key: &str) -> Answered {
        let found = self.with_book(|book| book.find(code))?;
        let (line, may_have_room) = found.ok_or(NotNow::NoSuchSession)?;
        let room = if may_have_room { self.standing(code, key).await? } else { None };
        self.with_book(|book| book.hide(&line, room, now()))??;
        Ok((200, Object::default().with("code", code).with("restorableMs", &60_000).end()))
    }

    fn restore(&self, code: &str) -> Answered {
        self.with_book(|book| book.restore_session(code, now()))??;
        Ok((200, Object::default().with("code", code).end()))
    }

    /// Gives a parked session a room. The book is told the code before the room is: a reply that is lost, and
    /// even one that never was given, leads to the same room again.
    async fn open(&self, code: &str, body: &str, key: &str) -> Answered {
        #[derive(Deserialize)]
        #[serde(rename_all = "camelCase")]
        struct Which {
            created_at: String,
        }
        let Which { created_at } = fields(body)?;
        let line = LineId { created_at, code: code.to_owned() };
        let mut rng = super::rng()?;
        let mut codes = room_codes(&mut rng);
        let mut taken = None;
        loop {
            let Opening { code, tasting } =
                self.with_book(|book| book.open(&line, taken.as_deref(), &mut codes, now()))??;
            let was_opened = tasting.is_none();
            let tasting = CreateSession {
                host_id: self.state.id().name(),
                host_key: Some(Secret::from(key)),
                ..tasting.unwrap_or_default()
            };
            let reply = hand_over(&self.env, &code, "/", &tasting, None).await;
            let reply = reply.map_err(|error| cannot("not opened", &error))?;
            if is_taken(&reply) {
                taken = Some(code);
                continue;
            }
            // That the room cannot answer now is no sign of what it holds.
            if was_opened && (400..500).contains(&reply.status) {
                return Err(NotNow::NoSuchSession.into());
            }
            if reply.is_ok() && !was_opened && self.with_book(|book| book.opened(&line))? {
                // If it never heard that its tasting is safe, the old room is still there.
                self.erase_room(&line.code, &line.created_at).await;
            }
            return Ok((reply.status, reply.body));
        }
    }

    /// Forgets the host with all their rooms; nothing of it while a question is open in one of them.
    async fn forget(&self, key: &str) -> Answered {
        let rooms = self.with_book(|book| book.rooms())?;
        let standings = join_all(rooms.keys().map(|code| self.standing(code, key))).await;
        let mut theirs = Vec::new();
        for ((code, created_at), standing) in rooms.iter().zip(standings) {
            match standing? {
                Some(phase) if phase.has_open_question() => {
                    return Err(NotNow::QuestionOpen.into());
                }
                Some(_) => theirs.push(self.erase_room(code, created_at)),
                None => {}
            }
        }
        let erased = join_all(theirs).await;
        if erased.contains(&false) || !self.with_book(|book| book.forget(&rooms))? {
            return Err(ErrorCode::Storage.into());
        }
        Ok((200, "{}".to_owned()))
    }

    /// The phase of a room, if it holds a session of this key.
    async fn standing(
        &self,
        code: &str,
        key: &str,
    ) -> std::result::Result<Option<PhaseName>, Fault> {
        #[derive(Deserialize)]
        struct Standing {
            phase: PhaseName,
            theirs: bool,
        }
        let call = Call::new(Method::Get, "/standing").bearing(key);
        let reply = call.to(&self.env, ROOMS, code).await.map_err(|_| ErrorCode::Storage)?;
        let standing: Standing = from_json(&reply.body).map_err(|_| ErrorCode::Storage)?;
        Ok(standing.theirs.then_some(standing.phase))
    }

    async fn erase_room(&self, code: &str, created_at: &str) -> bool {
        let call = Call::new(Method::Delete, "/").with(created_at.to_owned());
        let reply = call.to(&self.env, ROOMS, code).await;
        reply.is_ok_and(|reply| reply.is_ok())
    }

    /// Whether nothing of this list is owed any more: it was written, or there is nowhere to write it, as `/health` tells.
    async fn publish(&self, list: &[SessionListEntry]) -> bool {
        if !published::is_bound(&self.env) {
            return true;
        }
        let host_id = self.state.id().name().unwrap_or_default();
        let written = published::write(&self.env, &host_id, list).await;
        if let Err(error) = &written {
            counts::count(Tally::PROJECTION_LATE);
            log("not published", &error.to_string());
        }
        written.is_ok()
    }

    /// Opens the book, lets `then` read or write in it, and commits what was written. If that fails, the
    /// book is put away: what is on disk is the truth.
    fn with_book<T>(&self, then: impl FnOnce(&mut Book) -> T) -> std::result::Result<T, Fault> {
        let mut open = self.book.borrow_mut();
        let mut book = self.opened(open.take())?;
        let answer = then(&mut book);
        *open = Some(self.committed(book)?);
        Ok(answer)
    }

    // Apart from what is done with it: the compiler writes that anew for everything that is.
    fn opened(&self, book: Option<Book>) -> std::result::Result<Book, Fault> {
        book.map_or_else(|| self.disk.read().map_err(|error| cannot("unreadable", &error)), Ok)
    }

    fn committed(&self, mut book: Book) -> std::result::Result<Book, Fault> {
        let changes = book.take_changes();
        if !changes.is_empty() {
            self.disk.write(changes).map_err(|error| cannot("not written", &error))?;
        }
        if let Err(error) = self.bell.ring_at(&self.state, book.next_due(self.waiting_ms)) {
            log("no alarm", &error.to_string());
        }
        Ok(book)
    }

    /// Nothing is kept of a handle that is free.
    fn blank(&self) -> Result<()> {
        delete_all(&self.state)?;
        self.disk.was_deleted();
        self.book.replace(None);
        self.bell.rang();
        Ok(())
    }
}

fn json(status: u16, body: &impl serde::Serialize) -> Answered {
    Ok((status, serde_json::to_string(body).map_err(|_| ErrorCode::Internal)?))
}

fn cannot(event: &str, error: &Error) -> Fault {
    log(event, &error.to_string());
    ErrorCode::Storage.into()
}

fn log(event: &str, why: &str) {
    counts::count(Tally::ERROR);
    tell_error(Object::event(event).with("object", "host_index").with("why", why));
}

impl From<NotNow> for Fault {
    fn from(not_now: NotNow) -> Self {
        match not_now {
            NotNow::NoSuchSession => ErrorCode::SessionNotFound.into(),
            NotNow::NoCode => ErrorCode::SessionExists.into(),
            NotNow::QuestionOpen => Self::new(
                409,
                "QUESTION_OPEN",
                "A question is open in this session; reveal it or end the game first.",
            ),
        }
    }
}
