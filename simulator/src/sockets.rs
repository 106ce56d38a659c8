//! The simulated sockets on the room's side: what each remembers while the room sleeps, and which the room has
//! closed though their owners have not answered.

use std::collections::BTreeMap;

use sommelier_arena::game::{Actor, KnownSocket, SocketId, Timestamp};

/// What a socket remembers.
#[derive(Clone, Copy, Debug)]
pub struct Attachment {
    /// Whose connection it is.
    pub link: usize,
    /// What it has proved.
    pub actor: Actor,
    /// Whether it wants ticks.
    pub ticks: bool,
    /// When it opened, on the wall clock.
    pub opened_at: Timestamp,
    /// The room has closed it.
    pub closed: bool,
    /// When the runtime last answered its ping, on the wall clock.
    pub pong: Option<Timestamp>,
}

/// Every socket that the platform knows of.
#[derive(Clone, Debug, Default)]
pub struct Sockets {
    listed: BTreeMap<SocketId, Attachment>,
    next: u64,
}

impl Sockets {
    /// Takes a new one in.
    pub fn accept(&mut self, link: usize, ticks: bool, opened_at: Timestamp) -> SocketId {
        self.next = self.next.max(1);
        let id = SocketId(self.next);
        self.next += 1;
        let attachment =
            Attachment { link, actor: Actor::Visitor, ticks, opened_at, closed: false, pong: None };
        self.listed.insert(id, attachment);
        id
    }

    /// The room's memory is gone: it numbers on from those that are listed.
    pub fn forget_numbers(&mut self) {
        self.next = self.listed.last_key_value().map_or(1, |(id, _)| id.0 + 1);
    }

    /// All connections are cut.
    pub fn cut_all(&mut self) -> Vec<Attachment> {
        std::mem::take(&mut self.listed).into_values().collect()
    }

    /// One that the room has not closed.
    #[must_use]
    pub fn open(&self, id: SocketId) -> Option<&Attachment> {
        self.listed.get(&id).filter(|it| !it.closed)
    }

    /// What a socket has proved, closed or not.
    #[must_use]
    pub fn actor(&self, id: SocketId) -> Option<Actor> {
        self.listed.get(&id).map(|it| it.actor)
    }

    /// One that the room has not closed, to change it.
    pub fn open_mut(&mut self, id: SocketId) -> Option<&mut Attachment> {
        self.listed.get_mut(&id).filter(|it| !it.closed)
    }

    /// Its close was answered, or it is gone.
    pub fn remove(&mut self, id: SocketId) {
        self.listed.remove(&id);
    }

    /// All that the room has not closed.
    pub fn all_open(&self) -> impl Iterator<Item = (SocketId, &Attachment)> {
        self.listed.iter().filter(|(_, it)| !it.closed).map(|(id, it)| (*id, it))
    }

    /// The same as a waking room hears of them.
    #[must_use]
    pub fn known(&self) -> Vec<KnownSocket> {
        let known = self.all_open().map(|(socket, it)| KnownSocket {
            socket,
            actor: it.actor,
            ticks: it.ticks,
            opened_at: it.opened_at,
            seen_at: it.pong.map_or(it.opened_at, |pong| pong.max(it.opened_at)),
        });
        known.collect()
    }
}
