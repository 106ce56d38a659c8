//! Things worth telling soon, but not each time: the first at once, then so many a second, the last
//! one always.

use super::pace::Pace;
use super::room::Game;
use super::turn::Turn;
use super::{Audience, Timestamp};
use crate::protocol::ServerMessage;

/// Version 1 shows a tick each second.
const TICK_MS: u64 = 1_000;

/// How often the lobby is told: version 1 shows who comes as they come.
const LOBBY_MS: u64 = 250;
/// To guests about so many frames of it a second at most: each hears every one, and a crowd that joins is told little by any.
const LOBBY_FRAMES: u64 = 1_000;
/// Who has come since guests were told last makes their pace this slow at most: a crowd that comes at once is told together,
/// and does not wait for as long as it grows.
const CROWD_MS: u64 = 1_000;

/// So long a first answer may wait for others before hosts are told of all of them.
const TOGETHER_MS: u64 = 100;

/// One kind of news and how often it may be told. Lives in memory only: who comes after a sleep
/// gets a snapshot.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Courtesy {
    every_ms: u64,
    last: Option<Timestamp>,
    wanted: bool,
}

/// News of the lobby: who watches it sees who comes as they come, a crowd hears of itself less often.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct LobbyNews {
    to_watchers: Courtesy,
    to_guests: Courtesy,
}

/// How many are joining, as hosts and screens were told last, and since when that is not so. Told with who is away, and
/// only once it has lasted for that pace: whoever has their part sooner makes no frame.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Joining {
    /// `None` when not all of them were told the same.
    told: Option<usize>,
    differs_since: Option<Timestamp>,
}

/// First answers that hosts have not heard of. Each is told at once, up to ten a second; what is more is told together.
#[derive(Clone, Debug)]
pub(crate) struct Untold {
    pace: Pace,
    /// Who gave them, in order.
    names: Vec<String>,
    since: Timestamp,
}

/// What a room has to tell soon, as another memory of it can take it over.
#[derive(Clone, Copy, Debug)]
pub struct Courtesies {
    pub(crate) lobby: LobbyNews,
    pub(crate) presence: Courtesy,
    pub(crate) joining: Joining,
    pub(crate) counted: Courtesy,
    /// Hosts were not told of all who have answered.
    pub(crate) hosts_lag: bool,
}

impl Courtesy {
    /// Nothing to tell yet.
    pub(crate) fn new(every_ms: u64) -> Self {
        Self { every_ms, last: None, wanted: false }
    }

    /// There is news.
    pub(crate) fn want(&mut self) {
        self.wanted = true;
    }

    /// Whether it is to be told now; if so it counts as told.
    pub(crate) fn take(&mut self, now: Timestamp) -> bool {
        let due = self.due().is_some_and(|at| at <= now);
        if due {
            self.wanted = false;
            self.last = Some(now);
        }
        due
    }

    /// When it is to be told, if there is news.
    pub(crate) fn due(&self) -> Option<Timestamp> {
        self.wanted.then(|| self.may_be_told_at())
    }

    /// When it may be told again.
    fn may_be_told_at(&self) -> Timestamp {
        self.last.map_or(Timestamp(0), |last| last.plus_ms(self.every_ms))
    }
}

impl LobbyNews {
    /// Nothing to tell yet.
    pub(crate) fn new() -> Self {
        Self { to_watchers: Courtesy::new(LOBBY_MS), to_guests: Courtesy::new(LOBBY_MS) }
    }

    /// There is news.
    pub(crate) fn want(&mut self) {
        self.to_watchers.want();
        self.to_guests.want();
    }

    /// Who is to be told now, in a lobby of so many; if anyone, they count as told.
    fn take(&mut self, guests: usize, now: Timestamp) -> Option<Audience> {
        let watchers = self.to_watchers.take(now);
        let pace = LOBBY_MS.max(guests as u64 * 1_000 / LOBBY_FRAMES);
        self.to_guests.every_ms = self.to_guests.every_ms.max(pace.min(CROWD_MS));
        if !self.to_guests.take(now) {
            return watchers.then_some(Audience::HostsAndScreens);
        }
        self.to_guests.every_ms = pace;
        Some(if watchers { Audience::Everyone } else { Audience::Seated })
    }

    /// When somebody is to be told, if there is news.
    pub(crate) fn due(&self) -> Option<Timestamp> {
        [self.to_watchers, self.to_guests].iter().filter_map(Courtesy::due).min()
    }
}

impl Joining {
    /// Nobody is, and nobody has been told otherwise.
    pub(crate) fn nobody() -> Self {
        Self { told: Some(0), differs_since: None }
    }

    /// So many are joining now.
    pub(crate) fn notice(&mut self, joining: usize, now: Timestamp) {
        match self.told == Some(joining) {
            true => self.differs_since = None,
            false => self.differs_since = self.differs_since.or(Some(now)),
        }
    }

    /// So many were told of.
    pub(crate) fn tell(&mut self, joining: usize) {
        *self = Self { told: Some(joining), differs_since: None };
    }

    /// One of them is shown so many: by a snapshot, or, to whoever has just made the session, nobody.
    pub(crate) fn show(&mut self, joining: usize) {
        self.told = self.told.filter(|told| *told == joining);
    }

    /// When it is to be told with this courtesy, if it lasts.
    pub(crate) fn due(&self, with: &Courtesy) -> Option<Timestamp> {
        self.differs_since.map(|since| since.plus_ms(with.every_ms).max(with.may_be_told_at()))
    }
}

impl Untold {
    /// None.
    pub(crate) fn new() -> Self {
        let pace = Pace::new(1_000 / TOGETHER_MS, 1_000 / TOGETHER_MS, Timestamp(0));
        Self { pace, names: Vec::new(), since: Timestamp(0) }
    }

    /// One more; whether it is to be told now.
    pub(crate) fn add(&mut self, name: String, now: Timestamp) -> bool {
        if self.names.is_empty() {
            self.since = now;
        }
        self.names.push(name);
        self.pace.take(now)
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.names.is_empty()
    }

    /// When they are to be told, if there are any.
    pub(crate) fn due(&self) -> Option<Timestamp> {
        (!self.is_empty()).then(|| self.since.plus_ms(TOGETHER_MS))
    }
}

impl Game {
    /// Tells hosts who has answered, if they have not heard of all.
    pub(crate) fn tell_untold(&mut self, turn: &mut Turn) {
        let names = std::mem::take(&mut self.untold.names);
        let Some(session) = &self.session else { return };
        // After a question has been left, who answered it is no news.
        if names.is_empty() || session.state.phase.countdown().is_none() {
            return;
        }
        let told = session.answered(names, self.company.present());
        turn.tell(Audience::Hosts, session.state.rev, told);
    }

    /// Says what is to be said by now.
    pub(crate) fn be_courteous(&mut self, turn: &mut Turn) {
        if std::mem::take(&mut self.hosts_lag) {
            self.tell_where_we_are_to(Audience::Hosts, turn);
        }
        if self.untold.due().is_some_and(|at| at <= turn.now) {
            self.untold.pace.take(turn.now);
            self.tell_untold(turn);
        }
        let Some(session) = &self.session else { return };
        if let Some(to) = self.lobby.take(session.roster.len(), turn.now) {
            turn.mention(to, session.lobby());
        }
        let joining = self.company.joining();
        self.joining.notice(joining, turn.now);
        if self.joining.due(&self.presence).is_some_and(|at| at <= turn.now) {
            self.presence.want();
        }
        if self.presence.take(turn.now) {
            self.joining.tell(joining);
            turn.mention(Audience::HostsAndScreens, session.presence(&self.company));
        }
        if self.counted.take(turn.now) {
            let counted = session.answered(Vec::new(), self.company.present());
            turn.tell(Audience::Screens, session.state.rev, counted);
        }
        let running = session.state.phase.countdown().filter(|it| it.ends_at().is_some());
        let Some(remaining_ms) = running.map(|it| it.remaining_ms(turn.now)) else {
            self.tick = None;
            return;
        };
        if !self.company.anyone_ticks() {
            self.tick = None;
            return;
        }
        if self.tick.is_some_and(|at| at <= turn.now) {
            let tick = ServerMessage::TimerTick { remaining_ms };
            turn.tell(Audience::Ticking, session.state.rev, tick);
            self.tick = None;
        }
        if self.tick.is_none() && remaining_ms > 0 {
            // On the countdown's own whole seconds.
            let to_next = (remaining_ms - 1) % TICK_MS + 1;
            self.tick = Some(turn.now.plus_ms(to_next));
        }
    }
}
