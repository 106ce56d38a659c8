//! Who is connected right now, and what each socket has proved. Rebuilt at every wake.

use sommelier_house::Sorted;

use super::pace::{Pace, Strikes};
use super::{Actor, Audience, KnownSocket, Seat, SocketId, Timestamp};
use crate::mutant::{Mutant, planted};

/// Without a sign of life for this long a socket does not count as present.
const SILENT_AFTER_MS: u64 = 90_000;
/// Sockets that may hold one seat: a phone, a tablet, and what a bad Wi-Fi leaves half open.
const MOST_SOCKETS_A_SEAT: usize = 5;
/// After the oldest of six was let go, another sixth is refused for so long: two tabs that
/// reconnect by themselves would otherwise replace each other for ever.
const TRUCE_MS: u64 = 10_000;
/// Sockets that prove nothing may stay as long as there are no more than so many of them…
const MOST_IDLE_VISITORS: usize = 50;
/// …that are older than this.
const VISITOR_PATIENCE_MS: u64 = 10_000;

/// One open socket.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Guest {
    pub(crate) actor: Actor,
    pub(crate) ticks: bool,
    pub(crate) seen_at: Timestamp,
    /// All frames.
    pub(crate) frames: Pace,
    /// Answers among them.
    pub(crate) answers: Pace,
    /// Frames that were no message, or too many.
    pub(crate) bad_frames: Strikes,
    /// Wrong secrets.
    pub(crate) failures: Strikes,
    silent: bool,
}

/// Who is connected right now.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Company {
    guests: Sorted<SocketId, Box<Guest>>,
    /// Sockets of each seat, the oldest first.
    seats: Sorted<Seat, Vec<SocketId>>,
    hosts: Vec<SocketId>,
    /// Sockets that have proved nothing, and when they came.
    visitors: Sorted<SocketId, Timestamp>,
    /// Seats that have a socket which is not silent.
    present: Sorted<Seat, usize>,
    truces: Sorted<Seat, Timestamp>,
    ticking: usize,
}

impl Guest {
    fn new(ticks: bool, now: Timestamp) -> Self {
        Self {
            actor: Actor::Visitor,
            ticks,
            seen_at: now,
            frames: Pace::new(5, 20, now),
            answers: Pace::new(2, 10, now),
            bad_frames: Strikes::new(10, 60_000),
            failures: Strikes::new(4, 30_000),
            silent: false,
        }
    }
}

impl Company {
    /// A socket opened. Returns a visitor to close in its place, if too many of them sit idle.
    pub(crate) fn open(
        &mut self,
        socket: SocketId,
        ticks: bool,
        now: Timestamp,
    ) -> Option<SocketId> {
        let idle = self.idle(now);
        self.guests.insert(socket, Box::new(Guest::new(ticks, now)));
        self.visitors.insert(socket, now);
        idle
    }

    /// The visitor who makes room for the next socket, if too many of them sit idle.
    pub(crate) fn idle(&self, now: Timestamp) -> Option<SocketId> {
        // Numbers grow, so the first of them are the oldest.
        let (_, opened_at) = self.visitors.iter().nth(MOST_IDLE_VISITORS)?;
        let oldest = self.visitors.keys().next().copied();
        oldest.filter(|_| now.ms_since(*opened_at) > VISITOR_PATIENCE_MS)
    }

    /// A socket that outlived the room's memory.
    pub(crate) fn admit(&mut self, known: KnownSocket) {
        let guest = Guest::new(known.ticks, known.seen_at);
        self.guests.insert(known.socket, Box::new(guest));
        self.visitors.insert(known.socket, known.opened_at);
        self.become_actor(known.socket, known.actor, known.opened_at);
    }

    /// Nobody came later than now or was heard of later: what the wall clock said before it fell back would seem so.
    pub(crate) fn none_later_than(&mut self, now: Timestamp) {
        self.guests.values_mut().for_each(|guest| guest.seen_at = guest.seen_at.min(now));
        self.visitors.values_mut().for_each(|opened_at| *opened_at = (*opened_at).min(now));
    }

    /// A socket is gone. Returns who it was.
    pub(crate) fn close(&mut self, socket: SocketId) -> Actor {
        let Some(guest) = self.guests.remove(&socket) else { return Actor::Visitor };
        self.leave_role(socket, &guest);
        guest.actor
    }

    /// A socket has proved who it is. `false` if the seat will not take another socket now.
    /// Returns the socket that had to go for it, if any.
    pub(crate) fn prove(
        &mut self,
        socket: SocketId,
        actor: Actor,
        now: Timestamp,
    ) -> Result<Option<SocketId>, ()> {
        let mut leaves = None;
        if let Actor::Seated(seat) = actor {
            let held = self.seats.get(&seat).map(Vec::as_slice).unwrap_or_default();
            if held.len() >= MOST_SOCKETS_A_SEAT && !held.contains(&socket) {
                if self.truces.get(&seat).is_some_and(|at| now.ms_since(*at) < TRUCE_MS) {
                    return Err(());
                }
                leaves = held.first().copied();
                self.truces.insert(seat, now);
            }
        }
        self.become_actor(socket, actor, now);
        Ok(leaves)
    }

    fn become_actor(&mut self, socket: SocketId, actor: Actor, now: Timestamp) {
        let Some(mut guest) = self.guests.remove(&socket) else { return };
        self.leave_role(socket, &guest);
        let before = std::mem::replace(&mut guest.actor, actor);
        match actor {
            Actor::Visitor => {
                self.visitors.insert(socket, now);
            }
            Actor::Host => {
                if before != Actor::Host {
                    guest.frames = Pace::new(20, 60, now);
                }
                while planted(Mutant::SecondHostDemotesFirst)
                    && let Some(first) = self.hosts.pop()
                {
                    self.become_actor(first, Actor::Visitor, now);
                }
                self.hosts.push(socket);
            }
            Actor::Seated(seat) => {
                self.seats.update(seat, |sockets| sockets.push(socket));
                if !guest.silent {
                    self.present.update(seat, |sockets| *sockets += 1);
                }
            }
            Actor::Screen => {}
        }
        if actor != Actor::Visitor && guest.ticks {
            self.ticking += 1;
        }
        self.guests.insert(socket, guest);
    }

    /// Nobody holds this seat any more. Returns the sockets that did.
    pub(crate) fn vacate(&mut self, seat: Seat, now: Timestamp) -> Vec<SocketId> {
        let sockets = self.seats.get(&seat).cloned().unwrap_or_default();
        for socket in &sockets {
            self.become_actor(*socket, Actor::Visitor, now);
        }
        sockets
    }

    fn leave_role(&mut self, socket: SocketId, guest: &Guest) {
        self.visitors.remove(&socket);
        match guest.actor {
            Actor::Visitor | Actor::Screen => {}
            Actor::Host => self.hosts.retain(|other| *other != socket),
            Actor::Seated(seat) => {
                if let Some(sockets) = self.seats.get_mut(&seat) {
                    sockets.retain(|it| *it != socket && !planted(Mutant::CloseUnseatsOthers));
                    if sockets.is_empty() {
                        self.seats.remove(&seat);
                    }
                }
                if !guest.silent {
                    self.one_less_present(seat);
                }
            }
        }
        if guest.actor != Actor::Visitor && guest.ticks {
            self.ticking = self.ticking.saturating_sub(1);
        }
    }

    fn one_less_present(&mut self, seat: Seat) {
        if let Some(sockets) = self.present.get_mut(&seat) {
            *sockets -= 1;
            if *sockets == 0 {
                self.present.remove(&seat);
            }
        }
    }

    /// A socket gave a sign of life at this time, and it is `now`.
    pub(crate) fn seen(&mut self, socket: SocketId, at: Timestamp, now: Timestamp) {
        let Some(guest) = self.guests.get_mut(&socket) else { return };
        guest.seen_at = guest.seen_at.max(at);
        let silent = now.ms_since(guest.seen_at) > SILENT_AFTER_MS;
        let changed = silent != guest.silent;
        guest.silent = silent;
        if let (true, Actor::Seated(seat)) = (changed, guest.actor) {
            if silent {
                self.one_less_present(seat);
            } else {
                self.present.update(seat, |sockets| *sockets += 1);
            }
        }
    }

    /// A socket, if it is open.
    pub(crate) fn get_mut(&mut self, socket: SocketId) -> Option<&mut Guest> {
        self.guests.get_mut(&socket).map(Box::as_mut)
    }

    /// What a socket has proved.
    pub(crate) fn actor(&self, socket: SocketId) -> Actor {
        self.guests.get(&socket).map_or(Actor::Visitor, |guest| guest.actor)
    }

    /// Whether a socket has proved to be the host's.
    pub(crate) fn is_host(&self, socket: SocketId) -> bool {
        self.hosts.contains(&socket)
    }

    /// Whether a socket wants ticks.
    pub(crate) fn wants_ticks(&self, socket: SocketId) -> bool {
        self.guests.get(&socket).is_some_and(|guest| guest.ticks)
    }

    /// Whether anyone who may hear ticks wants them.
    pub(crate) fn anyone_ticks(&self) -> bool {
        self.ticking > 0
    }

    /// Whether the host has a socket here.
    pub(crate) fn has_host(&self) -> bool {
        !self.hosts.is_empty()
    }

    /// The host's last sign of life, of those sockets that are still open.
    pub(crate) fn host_seen_at(&self) -> Option<Timestamp> {
        self.hosts.iter().filter_map(|socket| Some(self.guests.get(socket)?.seen_at)).max()
    }

    /// Whether a seat has a live socket.
    pub(crate) fn is_present(&self, seat: Seat) -> bool {
        self.present.contains_key(&seat)
    }

    /// The seats that have a live socket.
    pub(crate) fn present_seats(&self) -> impl Iterator<Item = Seat> {
        self.present.keys().copied()
    }

    /// How many seats have a live socket.
    pub(crate) fn present(&self) -> usize {
        self.present.len()
    }

    /// How many have a socket and have not said yet who they are, or were not heard yet.
    pub(crate) fn joining(&self) -> usize {
        self.visitors.len()
    }

    /// Every open socket.
    pub(crate) fn sockets(&self) -> impl Iterator<Item = SocketId> {
        self.guests.keys().copied()
    }

    /// The sockets of all big screens.
    pub(crate) fn screens(&self) -> impl Iterator<Item = SocketId> {
        self.guests
            .iter()
            .filter(|(_, guest)| guest.actor == Actor::Screen)
            .map(|(socket, _)| *socket)
    }

    /// The sockets that hear what is said to an audience, and the seats behind them.
    pub(crate) fn hearing(&self, to: Audience) -> Vec<(SocketId, Option<Seat>)> {
        match to {
            Audience::Socket(socket) => {
                let guest = self.guests.get(&socket);
                guest.map(|guest| (socket, seat_of(guest.actor))).into_iter().collect()
            }
            Audience::Seat(seat) => {
                let sockets = self.seats.get(&seat).map(Vec::as_slice).unwrap_or_default();
                sockets.iter().map(|socket| (*socket, Some(seat))).collect()
            }
            Audience::Hosts => self.hosts.iter().map(|socket| (*socket, None)).collect(),
            Audience::Screens
            | Audience::HostsAndScreens
            | Audience::Seated
            | Audience::Guests
            | Audience::Everyone
            | Audience::Ticking => self
                .guests
                .iter()
                .filter(|(_, guest)| hears(guest, to))
                .map(|(socket, guest)| (*socket, seat_of(guest.actor)))
                .collect(),
        }
    }
}

fn seat_of(actor: Actor) -> Option<Seat> {
    match actor {
        Actor::Seated(seat) => Some(seat),
        Actor::Visitor | Actor::Host | Actor::Screen => None,
    }
}

/// Whether what is said to many is said to this one, too.
fn hears(guest: &Guest, to: Audience) -> bool {
    let (host, screen, seated) = match guest.actor {
        Actor::Visitor => return planted(Mutant::VisitorHearsBroadcasts),
        Actor::Host => (true, false, false),
        Actor::Screen => (false, true, false),
        Actor::Seated(_) => (false, false, true),
    };
    match to {
        Audience::Hosts => host,
        Audience::Screens => screen,
        Audience::HostsAndScreens => host || screen,
        Audience::Seated => seated,
        Audience::Guests => seated || screen,
        Audience::Everyone => true,
        Audience::Ticking => guest.ticks,
        Audience::Socket(_) | Audience::Seat(_) => false,
    }
}
