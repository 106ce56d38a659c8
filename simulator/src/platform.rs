//! The simulated platform of one room. What the room says and asks gathers in the order it was said, each with the
//! commits that it has to wait for.

use std::cell::Cell;
use std::rc::Rc;

use sommelier_arena::driver::{Found, Platform, Tally};
use sommelier_arena::game::{
    Actor, Claim, KnownSocket, Notice, Row, Seat, Seed, SocketId, Timestamp,
};
use sommelier_arena::protocol::{CloseCode, CreateSession, Frame, Mine, PhaseName, ServerMessage};
use sommelier_house::Sorted;

use crate::dice::Dice;
use crate::disk::{Commit, Disk, Refused};
use crate::sockets::{Attachment, Sockets};

/// Something the room said, as it travels.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    /// What.
    pub message: ServerMessage,
    /// The room's `rev`, if it came along.
    pub rev: Option<u64>,
    /// The part of the one who hears it.
    pub mine: Option<Mine>,
    /// To the byte.
    pub text: String,
}

/// What leaves the room.
#[derive(Clone, Debug)]
pub enum Out {
    /// A frame, on this connection, to whom the socket has proved to be.
    Frame(SocketId, usize, Actor, Rc<Said>),
    /// A close.
    Close(SocketId, usize, CloseCode),
    /// A question to somebody else.
    Ask(Ask),
}

/// What the room asks of others.
#[derive(Clone, Debug)]
pub enum Ask {
    /// For a handle.
    Claim(Box<Claim>),
    /// For the host's sessions.
    List(String, SocketId, bool),
    /// To take news of the session.
    Publish(Box<Notice>),
    /// To keep the tasting, so that the room may go.
    Park(Box<Notice>, Box<CreateSession>),
    /// To take rows of the journal: through which one they go, and whether there are more.
    Drain(Timestamp, u64, bool),
}

/// Rows of the journal that are handed over at once: few, so that there are more.
const ROWS_AT_ONCE: usize = 7;

/// One room's platform.
#[derive(Debug)]
pub struct Simulated {
    /// Storage and alarm.
    pub disk: Disk,
    /// Sockets.
    pub sockets: Sockets,
    /// What the wall clock shows.
    pub wall: Timestamp,
    /// The timer, on the wall clock, as it was last set.
    pub nudge: Option<Option<Timestamp>>,
    /// What was said and asked since it was last taken, with the number of commits to wait for.
    pub out: Vec<(u64, Out)>,
    /// Commits of the event under way, in order.
    pub commits: Vec<Rc<Commit>>,
    /// So many of them were made before the latest step of the event: a sweep of the sockets is one of its own.
    pub committed_before: usize,
    /// What was counted, from the first event on.
    pub counted: Cell<Tally>,
    /// Proofs of the event under way.
    pub proved: Vec<(SocketId, Actor)>,
    seeds: Dice,
}

impl Simulated {
    /// A platform whose randomness comes from these dice.
    #[must_use]
    pub fn new(wall: Timestamp, seeds: Dice) -> Self {
        Self {
            disk: Disk::default(),
            sockets: Sockets::default(),
            wall,
            nudge: None,
            out: Vec::new(),
            commits: Vec::new(),
            committed_before: 0,
            counted: Cell::default(),
            proved: Vec::new(),
            seeds,
        }
    }

    fn commit(&mut self, commit: Commit) -> Result<(), Refused> {
        let commit = Rc::new(commit);
        self.disk.commit(Rc::clone(&commit))?;
        self.commits.push(commit);
        Ok(())
    }

    fn let_out(&mut self, out: Out) {
        self.out.push((self.disk.made(), out));
    }
}

impl Platform for Simulated {
    type Error = Refused;

    fn now(&self) -> Timestamp {
        self.wall
    }

    fn seed(&mut self) -> Result<Seed, Refused> {
        // What each step begins with.
        self.committed_before = self.commits.len();
        Ok(Seed(self.seeds.bits()))
    }

    fn read(&mut self) -> Result<Found, Refused> {
        self.disk.read()
    }

    fn answers_of(&mut self, seat: Seat, questions: &[u32]) -> Result<Vec<(u32, u8)>, Refused> {
        self.disk.answers_of(seat, questions)
    }

    fn write(&mut self, rows: Vec<Row>, alarm: Option<Option<Timestamp>>) -> Result<(), Refused> {
        self.commit(Commit::Write(rows, alarm))
    }

    fn forget(&mut self) -> Result<(), Refused> {
        self.commit(Commit::DeleteAll)
    }

    fn known_sockets(&self) -> Vec<KnownSocket> {
        self.sockets.known()
    }

    fn pongs(&self) -> Vec<(SocketId, Timestamp)> {
        self.sockets.all_open().filter_map(|(id, it)| Some((id, it.pong?))).collect()
    }

    fn prove(&mut self, socket: SocketId, actor: Actor) -> Result<(), Refused> {
        if let Some(attachment) = self.sockets.open_mut(socket) {
            attachment.actor = actor;
        }
        self.proved.push((socket, actor));
        Ok(())
    }

    fn say(&mut self, to: &[(SocketId, Option<Seat>)], frame: &Frame, mine: &Sorted<Seat, Mine>) {
        if to.is_empty() {
            return;
        }
        let said = |mine: Option<&Mine>, text| {
            Rc::new(Said {
                message: frame.message.clone(),
                rev: frame.rev,
                mine: mine.cloned(),
                text,
            })
        };
        let text = frame.to_json();
        let shared = said(None, text.clone());
        for (socket, seat) in to {
            let Some(&Attachment { link, actor, .. }) = self.sockets.open(*socket) else {
                continue;
            };
            let said = match seat.and_then(|seat| mine.get(&seat)) {
                Some(mine) => said(Some(mine), mine.appended_to(&text)),
                None => Rc::clone(&shared),
            };
            self.let_out(Out::Frame(*socket, link, actor, said));
        }
    }

    fn close(&mut self, socket: SocketId, code: CloseCode) -> Result<(), Refused> {
        if let Some(attachment) = self.sockets.open_mut(socket) {
            attachment.closed = true;
            let link = attachment.link;
            self.let_out(Out::Close(socket, link, code));
        }
        Ok(())
    }

    fn nudge_at(&mut self, at: Option<Timestamp>) {
        self.nudge = Some(at);
    }

    fn claim(&mut self, claim: Claim) {
        self.let_out(Out::Ask(Ask::Claim(Box::new(claim))));
    }

    fn list(&mut self, host_id: String, socket: SocketId, asked: bool) {
        self.let_out(Out::Ask(Ask::List(host_id, socket, asked)));
    }

    fn publish(&mut self, notice: Notice) {
        self.let_out(Out::Ask(Ask::Publish(Box::new(notice))));
    }

    fn park(&mut self, notice: Notice, tasting: CreateSession) {
        self.let_out(Out::Ask(Ask::Park(Box::new(notice), Box::new(tasting))));
    }

    fn drain(&mut self, created_at: Timestamp, after: u64) -> Result<(), Refused> {
        let rows = self.disk.view().journal.len();
        let after = usize::try_from(after).unwrap_or(usize::MAX);
        let through = rows.min(after.saturating_add(ROWS_AT_ONCE)).max(after);
        let more = through < rows;
        self.let_out(Out::Ask(Ask::Drain(created_at, through as u64, more)));
        Ok(())
    }

    fn woke(&self, _phase: PhaseName, _sockets: usize) {}

    fn failed(&self, _what: &str, _why: &str) {
        self.count(Tally::ERROR);
    }

    fn count(&self, tally: Tally) {
        let mut counted = self.counted.get();
        counted.add(tally);
        self.counted.set(counted);
    }

    fn tell_counts(&self) {}
}
