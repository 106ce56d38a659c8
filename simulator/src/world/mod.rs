//! The world around one room: who is there, what travels, what waits, and what time it is.

mod fate;
mod time;
mod travel;

use std::collections::{BTreeMap, VecDeque};
use std::rc::Rc;

use sommelier_arena::driver::Driver;
use sommelier_arena::game::{Actor, RejoinCredentials, Settings, SocketId, Timestamp};
use sommelier_arena::protocol::{ClientMessage, PhaseName, Secret};

use crate::client::{Client, Role};
use crate::dice::Dice;
use crate::oracle::Oracle;
use crate::others::Others;
use crate::plan::Weather;
use crate::platform::{Ask, Out, Said, Simulated};
use crate::worth::Worth;

/// When every evening begins: 2026-11-21T20:00:00Z.
pub const EVENING: u64 = 1_795_291_200_000;
/// The code of the room.
pub const CODE: &str = "4821";

/// One connection, as both ends see it.
#[derive(Clone, Debug)]
pub struct Link {
    /// Whose.
    pub client: usize,
    socket: Option<SocketId>,
    ticks: bool,
    /// Nothing that is sent from now on arrives.
    cut: bool,
    up_at: u64,
    down_at: u64,
    latency_ms: u64,
}

#[derive(Debug)]
enum Up {
    Open,
    Text(String, Option<Box<ClientMessage>>),
    Binary,
    Close,
}

#[derive(Debug)]
enum Event {
    Arrives(usize, Up),
    Heard(usize, Rc<Said>),
    Closed(usize, u16),
    Durable(u64),
    Answered(u64, Box<Ask>),
    Connects(usize),
    Greets(usize, usize),
    Resends(usize, usize),
}

/// The world.
#[derive(Debug)]
pub struct World {
    /// The room.
    pub driver: Driver<Simulated>,
    /// What it is held to.
    pub oracle: Oracle,
    /// The index and the archive.
    pub others: Others,
    /// Everybody.
    pub clients: Vec<Client>,
    /// What the run was worth.
    pub worth: Worth,
    /// How the deployment is set.
    pub settings: Settings,
    /// The latest key for screens.
    pub screen_key: Option<Secret>,
    /// One-time links that the host was given, with whose seat it is.
    pub links_given: Vec<(String, Secret)>,
    /// The tasting: wines, the question whose answer is twisted, seconds.
    pub wines: (usize, Option<usize>, i64),
    /// So much time has passed.
    pub mono: u64,
    /// So far the wall clock is off…
    pub offset: i64,
    /// …since it jumped at this time.
    pub jumped_at: u64,
    /// Commits take up to so long.
    pub slow_ms: u64,
    /// The alarm does not ring before this.
    pub alarm_late_until: u64,
    /// The alarm's handler fails so many times.
    pub alarm_fails: u32,
    /// No fault has touched the alarm.
    pub alarm_works: bool,
    /// The process dies with the next commit: before it is durable (0), after (1), after its frames (2).
    pub dies: Option<u64>,
    /// A digest of all that was said to anyone but hosts.
    pub told: u64,
    /// What happens, in words, if anybody wants to read it.
    pub words: Option<Vec<String>>,
    links: Vec<Link>,
    events: BTreeMap<(u64, u64), Event>,
    sequence: u64,
    held: VecDeque<(u64, Out, Option<Actor>)>,
    durable_at: u64,
    scheduled: u64,
    epoch: u64,
    nudge_at: Option<u64>,
    pinged_at: u64,
    told_at: u64,
    /// Questions to others that are still to be answered.
    asked: u64,
    rings: (u64, u32),
    weather: Weather,
    dice: Dice,
}

impl World {
    /// A world with an empty room, a host who wants to fill it, and some guests.
    #[must_use]
    pub fn new(seed: u64, twist: Option<usize>) -> Self {
        let mut dice = Dice::new(seed ^ 0x5eed_0f7e_57ed_0001);
        let weather = Weather::of(seed);
        let by_handle = dice.chance(150);
        let settings = Settings {
            rejoin_credentials: if by_handle {
                RejoinCredentials::Handle
            } else {
                RejoinCredentials::Secret
            },
            max_participants: usize::try_from(dice.between(4, 12)).unwrap_or(4),
            waiting_seconds: if dice.chance(100) { dice.between(60, 300) } else { 30 * 86_400 },
            unjoined_seconds: if dice.chance(200) { dice.between(60, 300) } else { 48 * 3_600 },
            ended_seconds: if dice.chance(300) { dice.between(5, 120) } else { 7 * 86_400 },
            host_away_seconds: if dice.chance(200) { dice.between(10, 120) } else { 3_600 },
            archives_journals: dice.chance(700),
            journal_days: 365,
        };
        let wines = usize::try_from(1 + dice.below(2) * dice.below(2)).unwrap_or(1);
        let seconds = i64::try_from(dice.between(15, 60)).unwrap_or(15);
        let platform = Simulated::new(Timestamp(EVENING), Dice::new(dice.any()));
        let mut world = Self {
            driver: Driver::new(CODE.to_owned(), settings, platform),
            oracle: Oracle::default(),
            others: Others { latency_ms: 30, ..Others::default() },
            clients: Vec::new(),
            worth: Worth::default(),
            settings,
            screen_key: None,
            links_given: Vec::new(),
            wines: (wines, twist, seconds),
            mono: 0,
            offset: 0,
            jumped_at: 0,
            slow_ms: 0,
            alarm_late_until: 0,
            alarm_fails: 0,
            alarm_works: true,
            dies: None,
            told: 0,
            words: None,
            links: Vec::new(),
            events: BTreeMap::new(),
            sequence: 0,
            held: VecDeque::new(),
            durable_at: 0,
            scheduled: 0,
            epoch: 0,
            nudge_at: None,
            pinged_at: 0,
            told_at: 0,
            asked: 0,
            rings: (0, 0),
            weather,
            dice,
        };
        let host_speaks_version_1 = by_handle && world.dice.chance(500);
        world.arrives(Role::Host, host_speaks_version_1, 0);
        // Now and then nobody comes.
        let guests = if world.dice.chance(80) { 0 } else { world.dice.between(1, 4) };
        for guest in 0..guests {
            let version_1 = by_handle && world.dice.chance(500);
            world.arrives(Role::Guest, version_1, 300 + 400 * guest);
        }
        world.arrives(Role::Screen, false, 1_500);
        world.arrives(Role::Stranger, false, 100);
        world
    }

    /// Somebody arrives, and connects after a while.
    pub fn arrives(&mut self, role: Role, version_1: bool, after_ms: u64) -> usize {
        let secret = match role {
            Role::Screen => self.screen_key.clone(),
            Role::Host | Role::Guest | Role::Rival | Role::Stranger => Some(self.secret()),
        };
        self.clients.push(Client::new(role, version_1, secret));
        let client = self.clients.len() - 1;
        self.later(after_ms, Event::Connects(client));
        client
    }

    fn secret(&mut self) -> Secret {
        let bits = self.dice.bits();
        let mut half = [0; 16];
        half.iter_mut().zip(bits).for_each(|(to, from)| *to = from);
        Secret::from_bits(half)
    }

    /// The wall clock.
    #[must_use]
    pub fn wall(&self) -> Timestamp {
        Timestamp((EVENING + self.mono).saturating_add_signed(self.offset))
    }

    /// The phase, if there is a session.
    #[must_use]
    pub fn phase(&self) -> Option<PhaseName> {
        (!self.oracle.view.moments.is_empty()).then(|| self.oracle.view.phase())
    }

    /// Whether a client is connected, as far as it knows.
    #[must_use]
    pub fn is_connected(&self, client: usize) -> bool {
        self.clients.get(client).is_some_and(|it| it.link.is_some())
    }

    /// The clients of a role.
    #[must_use]
    pub fn of_role(&self, role: Role) -> Vec<usize> {
        let all = self.clients.iter().enumerate();
        all.filter(|(_, client)| client.role == role).map(|(n, _)| n).collect()
    }

    fn later(&mut self, after_ms: u64, event: Event) {
        self.at(self.mono + after_ms, event);
    }

    fn at(&mut self, at: u64, event: Event) {
        self.sequence += 1;
        self.events.insert((at, self.sequence), event);
    }
}
