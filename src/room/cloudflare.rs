//! What rooms are played on in earnest: Cloudflare's storage, sockets and clock, and the other objects.

use std::future::Future;
use std::pin::Pin;

use sommelier_house::cloudflare::{delete_all, now, tell, tell_error};
use sommelier_house::{Object, Sorted};
use worker::{Env, Error, Result, State};

use super::archive;
use super::counts;
use super::outbound::{self, EntryBody};
use super::sockets::Sockets;
use super::storage::Disk;
use crate::driver::{Found, Platform, Tally};
use crate::game::{
    Actor, Claim, Input, KnownSocket, Notice, Row, Seat, Seed, Settings, SocketId, Timestamp,
};
use crate::protocol::{CloseCode, CreateSession, Frame, Mine, PhaseName};

/// Drawn at once for so many events: the call into JavaScript takes longer than the drawing.
const SEEDS: usize = 32;

/// Somebody else is being asked; what they answer is an event, if it is anything.
pub(super) type Asked = Pin<Box<dyn Future<Output = Option<Input>>>>;

/// A claim, and whom a session counts for that is made by it: its socket may be gone once that is asked.
pub(super) struct Claimed {
    pub(super) claim: Claim,
    pub(super) maker: Option<String>,
}

/// Whose event it is.
pub(super) enum About {
    Socket(SocketId),
    /// One that has no socket yet, by its id.
    Request(String),
}

/// A room's platform. What has to be waited for gathers here until the event is over.
pub(super) struct Cloudflare {
    pub(super) state: State,
    env: Env,
    pub(super) code: String,
    journal_days: u64,
    pub(super) disk: Disk,
    pub(super) sockets: Sockets,
    pub(super) claims: Vec<Claimed>,
    pub(super) asked: Vec<Asked>,
    /// Whose event this is.
    pub(super) about: Option<About>,
    /// For the next events, each for one.
    seeds: Vec<Seed>,
    /// The timer is to be replaced by this one.
    pub(super) nudge: Option<Option<Timestamp>>,
}

impl Cloudflare {
    pub(super) fn new(state: State, env: Env, code: String, settings: Settings) -> Self {
        Self {
            disk: Disk::new(&state),
            sockets: Sockets::of(&state),
            journal_days: settings.journal_days,
            claims: Vec::new(),
            asked: Vec::new(),
            about: None,
            seeds: Vec::new(),
            nudge: None,
            state,
            env,
            code,
        }
    }

    /// What the log calls the connection or request whose event this is.
    fn id(&self) -> Option<String> {
        match self.about.as_ref()? {
            About::Socket(socket) => self.sockets.request_of(*socket),
            About::Request(id) => Some(id.clone()),
        }
    }
}

impl Platform for Cloudflare {
    type Error = Error;

    fn now(&self) -> Timestamp {
        now()
    }

    fn seed(&mut self) -> Result<Seed> {
        if let Some(seed) = self.seeds.pop() {
            return Ok(seed);
        }
        let mut drawn = [[0; 32]; SEEDS];
        getrandom::fill(drawn.as_flattened_mut())
            .map_err(|error| Error::from(error.to_string()))?;
        let [first, others @ ..] = drawn.map(Seed);
        self.seeds.extend(others);
        Ok(first)
    }

    fn read(&mut self) -> Result<Found> {
        self.disk.read()
    }

    fn answers_of(&mut self, seat: Seat, questions: &[u32]) -> Result<Vec<(u32, u8)>> {
        self.disk.answers_of(seat, questions)
    }

    fn write(&mut self, rows: Vec<Row>, alarm: Option<Option<Timestamp>>) -> Result<()> {
        self.disk.write(rows, alarm)
    }

    fn forget(&mut self) -> Result<()> {
        delete_all(&self.state)?;
        self.disk.was_deleted();
        Ok(())
    }

    fn known_sockets(&self) -> Vec<KnownSocket> {
        self.sockets.known(&self.state)
    }

    fn pongs(&self) -> Vec<(SocketId, Timestamp)> {
        self.sockets.pongs(&self.state)
    }

    fn prove(&mut self, socket: SocketId, actor: Actor) -> Result<()> {
        self.sockets.prove(socket, actor)
    }

    fn say(&mut self, to: &[(SocketId, Option<Seat>)], frame: &Frame, mine: &Sorted<Seat, Mine>) {
        self.sockets.say(to, frame, mine);
    }

    fn close(&mut self, socket: SocketId, code: CloseCode) -> Result<()> {
        self.sockets.close(socket, code)
    }

    fn nudge_at(&mut self, at: Option<Timestamp>) {
        self.nudge = Some(at);
    }

    fn claim(&mut self, claim: Claim) {
        let maker = self.sockets.maker(claim.socket);
        self.claims.push(Claimed { claim, maker });
    }

    fn list(&mut self, host_id: String, socket: SocketId, asked: bool) {
        let env = self.env.clone();
        self.asked.push(Box::pin(async move {
            let sessions = outbound::list(&env, &host_id).await;
            Some(Input::Listed { socket, asked, sessions })
        }));
    }

    fn publish(&mut self, notice: Notice) {
        let env = self.env.clone();
        self.asked.push(Box::pin(async move {
            let Notice { host_id, key, entry, version, created_at } = notice;
            let body = EntryBody { key, entry, version, tasting: None };
            let settled = outbound::publish(&env, &host_id, &body).await;
            if !settled {
                counts::count(Tally::PROJECTION_LATE);
            }
            settled.then_some(Input::Published { created_at, version })
        }));
    }

    fn park(&mut self, notice: Notice, tasting: CreateSession) {
        let env = self.env.clone();
        self.asked.push(Box::pin(async move {
            let Notice { host_id, key, entry, version, created_at } = notice;
            let body = EntryBody { key, entry, version, tasting: Some(tasting) };
            let kept = outbound::park(&env, &host_id, &body).await;
            if kept.is_none() {
                counts::count(Tally::PROJECTION_LATE);
            }
            kept.map(|kept| Input::Parked { created_at, version, kept })
        }));
    }

    fn drain(&mut self, created_at: Timestamp, after: u64) -> Result<()> {
        let (rows, more) = self.disk.journal_after(after)?;
        let oldest = now().minus_ms(self.journal_days * 24 * 3_600_000);
        let (env, code) = (self.env.clone(), self.code.clone());
        self.asked.push(Box::pin(async move {
            let through = rows.last().map_or(after, |row| row.n);
            if !rows.is_empty() {
                let stored = archive::store(&env, &code, created_at, &rows, oldest).await;
                if let Err(error) = stored {
                    counts::count(Tally::PROJECTION_LATE);
                    failed(&code, None, "not archived", &error.to_string());
                    return None;
                }
            }
            Some(Input::Drained { created_at, through, more })
        }));
        Ok(())
    }

    fn woke(&self, phase: PhaseName, sockets: usize) {
        let woke = Object::event("woke").with("room", &self.code).with("id", &self.id());
        tell(woke.with("phase", &phase).with("sockets", &sockets));
    }

    fn failed(&self, what: &str, why: &str) {
        failed(&self.code, self.id().as_deref(), what, why);
    }

    fn count(&self, tally: Tally) {
        counts::count(tally);
    }

    fn tell_counts(&self) {
        counts::tell(&self.env);
    }
}

fn failed(room: &str, id: Option<&str>, what: &str, why: &str) {
    counts::count(Tally::ERROR);
    tell_error(Object::event(what).with("room", room).with("id", &id).with("why", why));
}
