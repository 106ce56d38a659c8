//! The world around one room: time, connections, and everything that travels or waits.

use std::collections::{BTreeMap, VecDeque};
use std::rc::Rc;

use sommelier_arena::driver::Driver;
use sommelier_arena::game::{Input, RejoinCredentials, Settings, Timestamp};
use sommelier_arena::host::Book;
use sommelier_arena::protocol::{ClientMessage, PhaseName, Secret, SessionListEntry};

use crate::client::{Client, Next, Role};
use crate::dice::Dice;
use crate::oracle::Oracle;
use crate::others::Others;
use crate::plan::Weather;
use crate::platform::{Ask, Out, Said, Simulated};
use crate::promises::course::{GRACE_MS, LATE_MS};
use crate::promises::secrets::Cause;
use crate::promises::{Broken, Kept, hold};
use crate::worth::Worth;

/// When every evening begins: 2026-11-21T20:00:00Z.
pub const EVENING: u64 = 1_795_291_200_000;
/// The code of the room.
pub const CODE: &str = "4821";
/// Our client pings every 20 s.
const PING_MS: u64 = 20_000;
/// So long after the last event the platform takes a room out of memory.
const HIBERNATES_MS: u64 = 10_000;
/// An answer that was not confirmed is sent again after this.
const RESEND_MS: u64 = 2_500;
/// Whoever cannot come in yet tries again after this.
const PATIENCE_MS: u64 = 6_000;
/// An alarm may ring so often in one millisecond.
const MOST_RINGS: u32 = 100;

/// One connection, as both ends see it.
#[derive(Clone, Debug)]
pub struct Link {
    /// Whose.
    pub client: usize,
    socket: Option<sommelier_arena::game::SocketId>,
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
    Text(String),
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
    /// The tasting: wines, the question whose answer is twisted, seconds.
    pub wines: (usize, Option<usize>, i64),
    /// So much time has passed.
    pub mono: u64,
    /// So far the wall clock is off.
    pub offset: i64,
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
    held: VecDeque<(u64, Out)>,
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
            waiting_seconds: if dice.chance(100) { dice.between(5, 300) } else { 30 * 86_400 },
            unjoined_seconds: if dice.chance(200) { dice.between(5, 120) } else { 48 * 3_600 },
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
            wines: (wines, twist, seconds),
            mono: 0,
            offset: 0,
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
        let guests = world.dice.between(1, 4);
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

    /// A client opens a connection, in place of the one it had.
    pub fn connect(&mut self, client: usize) {
        let worst = if self.weather == Weather::Network { 2_000 } else { 60 };
        let worst = if self.dice.chance(100) { worst } else { 30 };
        let latency_ms = 1 + self.dice.below(worst);
        let Some(it) = self.clients.get_mut(client) else { return };
        let ticks = it.version_1;
        let link = self.links.len();
        it.connected(link);
        self.links.push(Link {
            client,
            socket: None,
            ticks,
            cut: false,
            up_at: self.mono,
            down_at: self.mono,
            latency_ms,
        });
        self.up(link, Up::Open);
    }

    /// A client says something on its connection, if it has one.
    pub fn says(&mut self, client: usize, message: &ClientMessage) {
        let text = serde_json::to_string(message).unwrap_or_default();
        if let (ClientMessage::SubmitAnswer(answer), Some(it)) =
            (message, self.clients.get_mut(client))
        {
            it.unconfirmed = Some((answer.question_id.clone(), answer.option_id.clone()));
            if let Some(link) = it.link {
                self.later(RESEND_MS, Event::Resends(client, link));
            }
        }
        self.says_text(client, text);
    }

    /// The same with any text.
    pub fn says_text(&mut self, client: usize, text: String) {
        if let Some(link) = self.clients.get(client).and_then(|it| it.link) {
            self.up(link, Up::Text(text));
        }
    }

    /// A client sends bytes.
    pub fn says_bytes(&mut self, client: usize) {
        if let Some(link) = self.clients.get(client).and_then(|it| it.link) {
            self.up(link, Up::Binary);
        }
    }

    /// A client closes its connection, and opens another after a while if it stays.
    pub fn leaves(&mut self, client: usize) {
        let Some(link) = self.clients.get_mut(client).and_then(|it| it.link.take()) else { return };
        self.up(link, Up::Close);
        if let Some(link) = self.links.get_mut(link) {
            link.cut = true;
        }
        self.comes_back(client);
    }

    /// A connection breaks. The room hears of it after `unnoticed_ms`.
    pub fn breaks(&mut self, client: usize, unnoticed_ms: u64) {
        let Some(link) = self.clients.get_mut(client).and_then(|it| it.link.take()) else { return };
        if let Some(link) = self.links.get_mut(link) {
            link.cut = true;
        }
        self.later(unnoticed_ms, Event::Arrives(link, Up::Close));
        self.comes_back(client);
    }

    fn comes_back(&mut self, client: usize) {
        if self.clients.get(client).is_some_and(|it| it.stays) {
            let after_ms = self.dice.between(200, 4_000);
            self.later(after_ms, Event::Connects(client));
        }
    }

    fn up(&mut self, link: usize, what: Up) {
        let now = self.mono;
        let jitter = self.dice.below(10);
        let Some(it) = self.links.get_mut(link).filter(|it| !it.cut) else { return };
        it.up_at = it.up_at.max(now + it.latency_ms + jitter);
        let at = it.up_at;
        self.at(at, Event::Arrives(link, what));
    }

    fn down(&mut self, link: usize, event: Event) {
        let now = self.mono;
        let jitter = self.dice.below(10);
        let Some(it) = self.links.get_mut(link).filter(|it| !it.cut) else { return };
        it.down_at = it.down_at.max(now + it.latency_ms + jitter);
        let at = it.down_at;
        self.at(at, event);
    }

    /// Time passes, and everything that is due happens in its order.
    ///
    /// # Errors
    ///
    /// The promise that is broken meanwhile.
    pub fn passes(&mut self, ms: u64) -> Kept {
        let until = self.mono + ms;
        loop {
            let event = self.events.first_key_value().map(|((at, _), _)| *at);
            let alarm = self
                .driver
                .platform
                .disk
                .rings_at_ms(self.wall(), self.mono)
                .map(|at| at.max(self.alarm_late_until));
            let Some(next) = [event, alarm, self.nudge_at].into_iter().flatten().min() else {
                break;
            };
            if next > until {
                break;
            }
            self.mono = self.mono.max(next);
            self.i14_a_working_alarm_is_in_time()?;
            if event == Some(next) {
                if let Some((_, event)) = self.events.pop_first() {
                    self.happens(event)?;
                }
            } else if self.nudge_at == Some(next) {
                self.nudge_at = None;
                self.tell("nudged", &Cause::Nobody, Input::Nudged)?;
            } else {
                self.rings()?;
            }
        }
        self.mono = self.mono.max(until);
        self.i14_a_working_alarm_is_in_time()
    }

    /// I14: with a working alarm a question closes in time, though nobody says a word.
    fn i14_a_working_alarm_is_in_time(&self) -> Kept {
        let Some(ends_at) = self.oracle.view.ends_at.filter(|_| self.alarm_works) else {
            return Ok(());
        };
        let now = self.oracle.view.room_time(self.wall());
        hold(now <= ends_at.plus_ms(GRACE_MS + LATE_MS), "I14", || {
            format!("open at {now:?} though the alarm works and it ended at {ends_at:?}")
        })
    }

    fn happens(&mut self, event: Event) -> Kept {
        match event {
            Event::Arrives(link, up) => self.arrived(link, up),
            Event::Heard(link, said) => {
                self.heard(link, &said);
                Ok(())
            }
            Event::Closed(link, code) => {
                self.closed(link, code);
                Ok(())
            }
            Event::Durable(epoch) => {
                if epoch == self.epoch {
                    self.settle_one()?;
                }
                self.release()
            }
            Event::Answered(epoch, ask) => {
                if epoch == self.epoch {
                    self.asked -= 1;
                }
                let (credentials, wall) = (self.settings.rejoin_credentials, self.wall());
                let answer = self.others.answer(&ask, credentials, wall);
                // Whoever asked may be gone.
                let Some(input) = answer.filter(|_| epoch == self.epoch) else { return Ok(()) };
                let (kind, cause) = match &input {
                    Input::Claimed { claim, verdict } => {
                        let key = Some(claim.key.hash());
                        ("claimed", Cause::Claimed(claim.socket, *verdict, key))
                    }
                    Input::Listed { socket, asked: true, .. } => ("listed", Cause::Listed(*socket)),
                    Input::Listed { .. } => ("listed", Cause::Nobody),
                    Input::Published { .. } => ("published", Cause::Nobody),
                    Input::Parked { .. } => ("parked", Cause::Nobody),
                    _ => ("drained", Cause::Nobody),
                };
                let was_there = self.phase().is_some();
                self.tell(kind, &cause, input)?;
                if let Ask::Park(handover) = &*ask
                    && was_there
                    && self.phase().is_none()
                {
                    let keeps = |book: &Book| {
                        let its =
                            |it: &SessionListEntry| it.created_at == handover.entry.created_at;
                        book.list().iter().any(|it| it.parked && its(it))
                    };
                    let kept = self.others.books.get(&handover.host_id).is_some_and(keeps);
                    hold(kept, "I10", || "a tasting that was parked is nowhere".to_owned())?;
                }
                Ok(())
            }
            Event::Connects(client) => {
                if !self.is_connected(client) {
                    self.connect(client);
                }
                Ok(())
            }
            Event::Greets(client, link) => {
                let it = self.clients.get(client).filter(|it| it.link == Some(link) && !it.is_in);
                match it.map(Client::greeting) {
                    Some(Some(greeting)) => self.says(client, &greeting),
                    Some(None) => self.later(PATIENCE_MS, Event::Greets(client, link)),
                    None => {}
                }
                Ok(())
            }
            Event::Resends(client, link) => {
                let it = self.clients.get(client).filter(|it| it.link == Some(link));
                if let Some(Next::Say(again)) = it.map(Client::resend) {
                    self.says(client, &again);
                }
                Ok(())
            }
        }
    }

    /// Something reaches the room.
    fn arrived(&mut self, link: usize, up: Up) -> Kept {
        let Some(&Link { socket, ticks, .. }) = self.links.get(link) else { return Ok(()) };
        match (up, socket) {
            (Up::Open, _) => {
                if self.driver.look().is_err() {
                    self.down(link, Event::Closed(link, 1006));
                    return Ok(());
                }
                let wall = self.wall();
                let id = self.driver.platform.sockets.accept(link, ticks, wall);
                if let Some(link) = self.links.get_mut(link) {
                    link.socket = Some(id);
                }
                self.tell("opened", &Cause::Opened(id), Input::Opened { socket: id, ticks })
                    .map(drop)
            }
            (Up::Text(text), Some(id)) if self.is_open(id, link) => {
                let (kind, cause) = match ClientMessage::parse(&text) {
                    Ok(message) => (message.kind(), Cause::Said(id, Box::new(message))),
                    Err(_) => ("nonsense", Cause::Nonsense(id)),
                };
                self.oracle.hears(&cause);
                self.tell(kind, &cause, Input::Heard { socket: id, text }).map(drop)
            }
            (Up::Binary, Some(id)) if self.is_open(id, link) => self
                .tell("binary", &Cause::Nonsense(id), Input::HeardBinary { socket: id })
                .map(drop),
            (Up::Close, Some(id)) if self.is_open(id, link) => {
                self.driver.platform.sockets.remove(id);
                self.oracle.proven.forget(id);
                self.tell("closed", &Cause::Nobody, Input::Closed { socket: id }).map(drop)
            }
            // The room has closed it, or is not the one that it was opened to.
            _ => Ok(()),
        }
    }

    fn is_open(&self, id: sommelier_arena::game::SocketId, link: usize) -> bool {
        self.driver.platform.sockets.open(id).is_some_and(|it| it.link == link)
    }

    /// A client hears a frame.
    fn heard(&mut self, link: usize, said: &Said) {
        let Some(client) = self.links.get(link).filter(|it| !it.cut).map(|it| it.client) else {
            return;
        };
        let wines = self.wines;
        let Some(it) = self.clients.get_mut(client).filter(|it| it.link == Some(link)) else {
            return;
        };
        match it.hear(said, wines) {
            Next::Nothing => {}
            Next::Say(message) => self.says(client, &message),
            Next::Later => self.later(PATIENCE_MS, Event::Greets(client, link)),
            Next::ScreenKey(key) => {
                for screen in self.clients.iter_mut().filter(|it| it.role == Role::Screen) {
                    screen.secret = Some(key.clone());
                }
                self.screen_key = Some(key);
            }
        }
    }

    /// A client hears that its connection is closed.
    fn closed(&mut self, link: usize, code: u16) {
        let Some(client) = self.links.get(link).filter(|it| !it.cut).map(|it| it.client) else {
            return;
        };
        // It answers the close; one in eight never does.
        if code != 1006 && !self.dice.chance(125) {
            self.up(link, Up::Close);
        }
        if let Some(it) = self.links.get_mut(link) {
            it.cut = true;
        }
        let Some(it) = self.clients.get_mut(client).filter(|it| it.link == Some(link)) else {
            return;
        };
        it.link = None;
        it.is_in = false;
        // A screen is shown the new key, a host looks again; for others a 4xxx is the end.
        it.stays &= code < 4_000 || matches!(it.role, Role::Host | Role::Screen);
        self.comes_back(client);
    }

    /// Tells the room, and holds it to its promises; whether it could deal with it.
    ///
    /// # Errors
    ///
    /// The promise that it broke.
    pub fn tell(
        &mut self,
        kind: &'static str,
        cause: &Cause,
        input: Input,
    ) -> Result<bool, Broken> {
        self.hibernates();
        self.pings();
        let wall = self.wall();
        let platform = &mut self.driver.platform;
        platform.wall = wall;
        platform.commits.clear();
        platform.proved.clear();
        platform.out.clear();
        let sockets = platform.sockets.all_open().count();
        let phase = self.phase();
        let done = self.driver.happen(input).is_ok();
        let taken = done && Oracle::was_taken(&self.driver.platform, cause);
        self.worth.saw(phase, kind, matches!(cause, Cause::Said(..) | Cause::Nonsense(_)), taken);
        if let Some(words) = &mut self.words {
            let at = self.mono;
            let verdict = if !done {
                "fails"
            } else if taken {
                "done"
            } else {
                "refused"
            };
            words.push(format!("    {at:>9} ms  {kind}: {verdict}; {cause:?}"));
        }
        let credentials = self.settings.rejoin_credentials;
        self.oracle.after(&self.driver, cause, credentials, (wall, sockets), done)?;
        self.spread()?;
        Ok(done)
    }

    /// A room that nothing has happened to for a while, and that waits for nothing, is out of memory by now.
    fn hibernates(&mut self) {
        let quiet_ms = self.mono - self.told_at;
        self.told_at = self.mono;
        if quiet_ms >= HIBERNATES_MS && self.nudge_at.is_none() && self.asked == 0 {
            self.forgets();
            self.driver.platform.sockets.forget_numbers();
        }
    }

    /// Pings are answered without the room.
    fn pings(&mut self) {
        if self.mono - self.pinged_at < PING_MS {
            return;
        }
        self.pinged_at = self.mono;
        let wall = self.wall();
        let live: Vec<_> = self
            .driver
            .platform
            .sockets
            .all_open()
            .filter(|(_, it)| self.links.get(it.link).is_some_and(|link| !link.cut))
            .map(|(id, _)| id)
            .collect();
        for id in live {
            if let Some(it) = self.driver.platform.sockets.open_mut(id) {
                it.pong = Some(wall);
            }
        }
    }

    /// What the event stored becomes durable, now or later; what it said leaves when it may.
    fn spread(&mut self) -> Kept {
        let wall = self.wall();
        if let Some(nudge) = self.driver.platform.nudge.take() {
            self.nudge_at = nudge.map(|at| self.mono + at.ms_since(wall));
        }
        self.held.extend(self.driver.platform.out.drain(..));
        let commits = !self.driver.platform.commits.is_empty();
        if let Some(when) = self.dies.filter(|_| commits) {
            self.dies = None;
            match when {
                0 => {}
                1 => {
                    // Stored, and nobody ever hears of it.
                    self.held.clear();
                    self.settle_all()?;
                }
                _ => self.settle_all()?,
            }
            self.kill();
            return Ok(());
        }
        self.schedule()?;
        self.release()
    }

    /// Each new commit becomes durable in its turn.
    fn schedule(&mut self) -> Kept {
        while self.scheduled < self.driver.platform.disk.made() {
            self.scheduled += 1;
            let slow = self.slow_ms;
            let latency = if slow > 0 { self.dice.below(slow) } else { 0 };
            let waits = self.scheduled > self.driver.platform.disk.safe() + 1;
            if latency == 0 && !waits {
                self.settle_one()?;
                continue;
            }
            self.durable_at = self.durable_at.max(self.mono + latency);
            self.at(self.durable_at, Event::Durable(self.epoch));
        }
        Ok(())
    }

    fn settle_one(&mut self) -> Kept {
        self.driver.platform.disk.settle_one();
        self.oracle.safe()?;
        // Whatever waited for this one goes before the next.
        self.release()
    }

    fn settle_all(&mut self) -> Kept {
        while self.driver.platform.disk.safe() < self.driver.platform.disk.made() {
            self.settle_one()?;
        }
        self.scheduled = self.driver.platform.disk.made();
        self.release()
    }

    /// Lets out what no longer has to wait.
    fn release(&mut self) -> Kept {
        let safe = self.driver.platform.disk.safe();
        while self.held.front().is_some_and(|(behind, _)| *behind <= safe) {
            let Some((_, out)) = self.held.pop_front() else { break };
            match out {
                Out::Frame(_, link, actor, said) => {
                    self.oracle.leaves(actor, &said)?;
                    if actor != sommelier_arena::game::Actor::Host {
                        self.note(link as u64, said.text.as_bytes());
                    }
                    self.down(link, Event::Heard(link, said));
                }
                Out::Close(socket, link, code) => {
                    self.oracle.proven.forget(socket);
                    self.note(link as u64, &code.number().to_le_bytes());
                    self.down(link, Event::Closed(link, code.number()));
                }
                Out::Ask(ask) => {
                    let latency = self.dice.below(self.others.latency_ms.max(1));
                    self.asked += 1;
                    self.later(latency, Event::Answered(self.epoch, Box::new(ask)));
                }
            }
        }
        Ok(())
    }

    /// FNV-1a over all that was said.
    fn note(&mut self, link: u64, bytes: &[u8]) {
        for byte in link.to_le_bytes().iter().chain(bytes) {
            self.told = (self.told ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3);
        }
    }

    /// The alarm rings.
    ///
    /// # Errors
    ///
    /// The promise that is broken by it.
    pub fn rings(&mut self) -> Kept {
        self.rings =
            if self.rings.0 == self.mono { (self.mono, self.rings.1 + 1) } else { (self.mono, 0) };
        hold(self.rings.1 < MOST_RINGS, "I9", || {
            "the alarm is set to the past again and again".to_owned()
        })?;
        let epoch = self.epoch;
        self.driver.platform.disk.ring();
        let done = match self.alarm_fails.checked_sub(1) {
            Some(left) => {
                self.alarm_fails = left;
                false
            }
            None => self.tell("alarm", &Cause::Nobody, Input::AlarmRang)?,
        };
        if epoch == self.epoch {
            let made = self.driver.platform.disk.made();
            self.driver.platform.disk.rang(done, self.mono);
            if self.driver.platform.disk.made() > made {
                self.oracle.skip();
            }
            self.schedule()?;
        }
        Ok(())
    }

    /// The process dies: what is not durable is gone, and all connections with it.
    pub fn kill(&mut self) {
        self.driver.platform.disk.kill();
        self.oracle.kill();
        self.held.clear();
        self.durable_at = self.mono;
        self.scheduled = self.driver.platform.disk.made();
        self.forgets();
        for attachment in self.driver.platform.sockets.cut_all() {
            // Most see it at once, some only when no pong comes.
            let after_ms = if self.dice.chance(800) { 20 } else { 25_000 };
            self.later(after_ms, Event::Closed(attachment.link, 1006));
        }
        self.driver.platform.sockets.forget_numbers();
    }

    /// The room is evicted in peace, with its sockets or without.
    ///
    /// # Errors
    ///
    /// The promise that is broken by what becomes durable.
    pub fn evicts(&mut self, takes_sockets: bool) -> Kept {
        self.settle_all()?;
        if takes_sockets {
            self.kill();
        } else {
            self.forgets();
            self.driver.platform.sockets.forget_numbers();
        }
        Ok(())
    }

    fn forgets(&mut self) {
        self.driver.lose_memory();
        self.nudge_at = None;
        self.epoch += 1;
        self.asked = 0;
    }
}
