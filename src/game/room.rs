//! A room: the one way in for everything that happens.

use super::company::Company;
use super::courtesy::{Courtesies, Courtesy, Joining, LobbyNews, Untold};
use super::session::{HostPresence, Session, Unreadable};
use super::turn::Turn;
use super::{
    Actor, Audience, Effect, Input, KnownSocket, Moment, Seat, Settings, SocketId, Stored,
    Timestamp,
};
use crate::mutant::{Mutant, planted};
use crate::protocol::{
    CloseCode, ErrorCode, PhaseName, Refusal, RoomGlance, Secret, ServerMessage,
};

/// A room with or without a session in it, and everyone connected to it.
#[derive(Clone, Debug)]
pub struct Game {
    pub(crate) code: String,
    pub(crate) settings: Settings,
    pub(crate) session: Option<Session>,
    pub(crate) company: Company,
    pub(crate) lobby: LobbyNews,
    pub(crate) presence: Courtesy,
    pub(crate) joining: Joining,
    pub(crate) counted: Courtesy,
    pub(crate) untold: Untold,
    /// Another memory of this room owed them more than this one knows.
    pub(crate) hosts_lag: bool,
    /// When the next tick is to be said, if anyone wants it.
    pub(crate) tick: Option<Timestamp>,
    /// What the alarm is set to, on the wall clock, as far as this memory knows.
    pub(crate) alarm: Option<Timestamp>,
    pub(crate) nudge: Option<Timestamp>,
    /// Nothing has happened since the memory was made.
    fresh: bool,
}

impl Game {
    /// A room that holds nothing.
    #[must_use]
    pub fn new(code: &str, settings: Settings) -> Self {
        Self {
            code: code.to_owned(),
            settings,
            session: None,
            company: Company::default(),
            lobby: LobbyNews::new(),
            presence: Courtesy::new(1_000),
            joining: Joining::nobody(),
            counted: Courtesy::new(250),
            untold: Untold::new(),
            hosts_lag: false,
            tick: None,
            alarm: None,
            nudge: None,
            fresh: true,
        }
    }

    /// A room as it was written down: the same room, but for who is connected.
    ///
    /// # Errors
    ///
    /// What is stored was not written by these rules.
    pub fn restore(code: &str, settings: Settings, stored: &Stored) -> Result<Self, Unreadable> {
        Ok(Self { session: Some(Session::restore(stored)?), ..Self::new(code, settings) })
    }

    /// Sockets that outlived the room's memory.
    pub fn woken_with(&mut self, sockets: Vec<KnownSocket>) {
        for mut socket in sockets {
            socket.opened_at = self.in_the_room(socket.opened_at);
            socket.seen_at = self.in_the_room(socket.seen_at);
            let is_gone = |seat| self.session.as_ref().is_some_and(|it| it.roster.is_gone(seat));
            if let Actor::Seated(seat) = socket.actor
                && is_gone(seat)
            {
                socket.actor = Actor::Visitor;
            }
            self.company.admit(socket);
        }
        // A room sleeps only after it has told what was to be told.
        self.joining.tell(self.company.joining());
    }

    /// What is to be told soon.
    #[must_use]
    pub fn courtesies(&self) -> Courtesies {
        let hosts_lag = self.hosts_lag || !self.untold.is_empty();
        let Self { lobby, presence, joining, counted, .. } = *self;
        Courtesies { lobby, presence, joining, counted, hosts_lag }
    }

    /// Takes over what another memory of this room had still to tell.
    pub fn owes(&mut self, owed: Courtesies) {
        (self.lobby, self.presence, self.counted) = (owed.lobby, owed.presence, owed.counted);
        self.joining = owed.joining;
        self.hosts_lag = owed.hosts_lag;
    }

    fn in_the_room(&self, wall: Timestamp) -> Timestamp {
        self.session.as_ref().map_or(wall, |session| session.state.clock.in_the_room(wall))
    }

    /// The one way in: something happened, at this moment; what should be done?
    ///
    /// Whatever is overdue happens first. A refusal is an effect, too, said to the sender; what was
    /// refused changes nothing. Effects come with what lasts before what is heard.
    pub fn handle(&mut self, input: Input, moment: Moment) -> Vec<Effect> {
        let (now, fell_back) = match &mut self.session {
            Some(session) => session.state.clock.read(moment.wall),
            None => (moment.wall, false),
        };
        let mut turn = Turn::new(now, moment);
        turn.save = fell_back;
        self.look_around(&mut turn);
        let rang = input == Input::AlarmRang;
        if let Input::Pinged { seen } = &input {
            // Before anyone is judged by when they were last heard of.
            self.pinged(seen, &turn);
        }
        if !planted(Mutant::AnswerAfterClosing) {
            self.settle(&mut turn);
        }
        self.take(input, &mut turn);
        self.settle(&mut turn);
        self.finish(rang, &mut turn);
        let mut effects = turn.effects;
        (0..Effect::TURNS).fold(Vec::with_capacity(effects.len()), |mut ordered, turn| {
            ordered.extend(effects.extract_if(.., |it| it.turn() == turn));
            ordered
        })
    }

    /// The sockets that hear what is said to an audience, and the seats behind them.
    #[must_use]
    pub fn hearing(&self, to: Audience) -> Vec<(SocketId, Option<Seat>)> {
        self.company.hearing(to)
    }

    /// Whether somebody who has proved nothing would go for the next who comes.
    #[must_use]
    pub fn has_idle_visitor(&self, now: Timestamp) -> bool {
        self.company.idle(self.in_the_room(now)).is_some()
    }

    /// What anyone may know of the room.
    #[must_use]
    pub fn glance(&self) -> RoomGlance {
        RoomGlance {
            code: self.code.clone(),
            exists: self.session.is_some(),
            phase: self.phase_name(),
            participant_count: self.session.as_ref().map_or(0, |session| session.roster.len()),
        }
    }

    /// Whether this is the key of the session's host.
    #[must_use]
    pub fn holds_key(&self, key: &Secret) -> bool {
        self.session.as_ref().is_some_and(|session| session.state.host_key.is_of(key))
    }

    /// Whether a socket has proved to be the host's.
    #[must_use]
    pub fn is_host(&self, socket: SocketId) -> bool {
        self.company.is_host(socket)
    }

    pub(crate) fn phase_name(&self) -> PhaseName {
        self.session.as_ref().map_or(PhaseName::Waiting, |session| session.state.phase.name())
    }

    /// After a wake: a host who was here when the memory was lost, and whose socket did not outlive
    /// it, has been away from now on. Who was cut off by us is not counted as gone any earlier.
    fn look_around(&mut self, turn: &mut Turn) {
        if !std::mem::take(&mut self.fresh) {
            return;
        }
        self.company.none_later_than(turn.now);
        let Some(session) = &mut self.session else { return };
        if session.state.host.here && !self.company.has_host() {
            session.state.host.here = false;
            session.state.host.seen_at = turn.now;
            turn.save = true;
        }
    }

    fn take(&mut self, input: Input, turn: &mut Turn) {
        match input {
            Input::Opened { socket, ticks } => self.opened(socket, ticks, turn),
            Input::Heard { socket, text } => self.heard(socket, &text, turn),
            Input::HeardBinary { socket } => {
                let rule = "Frames are text here.";
                let refusal = Refusal::because(ErrorCode::BadMessage, rule);
                turn.refuse(socket, &refusal, None);
                turn.close(socket, CloseCode::Binary);
            }
            Input::Closed { socket } => self.closed(socket, turn),
            Input::Claimed { claim, verdict } => self.claimed(*claim, verdict, turn),
            Input::Listed { socket, asked, sessions } => self.listed(socket, asked, sessions, turn),
            Input::Recalled { socket, seat, answers } => {
                self.recalled(socket, seat, answers, turn);
            }
            Input::Published { created_at, version } => {
                if let Some(session) = &mut self.session
                    && session.state.created_at == created_at
                {
                    turn.save |= session.state.outbox.acknowledged(version, turn.now);
                }
            }
            Input::Parked { created_at, version, kept } => {
                self.parked(created_at, version, kept, turn);
            }
            Input::Drained { created_at, through, more } => {
                if let Some(session) = &mut self.session
                    && session.state.created_at == created_at
                {
                    turn.save |= session.state.drain.taken(through, more, turn.now);
                }
            }
            // A timer that rang is spent, whatever the clock says.
            Input::Nudged => self.nudge = None,
            Input::AlarmRang if planted(Mutant::PointsAddedAgain) => {
                self.session.iter_mut().for_each(Session::settle_scores);
            }
            Input::AlarmRang | Input::Pinged { .. } => {}
            Input::Erased { created_at } => self.erase(&created_at, turn),
        }
    }

    /// A socket that never pinged, as version 1's never do, counts for as long as it is open: its owner may be thinking, and
    /// no question is to be cut short because of that.
    fn pinged(&mut self, seen: &[(SocketId, Timestamp)], turn: &Turn) {
        let present = self.company.present();
        for (socket, at) in seen {
            let at = self.in_the_room(*at).min(turn.now);
            self.company.seen(*socket, at, turn.now);
        }
        if self.company.present() != present {
            self.presence.want();
        }
    }

    fn opened(&mut self, socket: SocketId, ticks: bool, turn: &mut Turn) {
        let idle = self.company.open(socket, ticks, turn.now);
        if let Some(idle) = idle.filter(|_| !planted(Mutant::StrangersStay)) {
            turn.close(idle, CloseCode::TryLater);
        }
        let snapshot = ServerMessage::StateSnapshot {
            phase: self.phase_name(),
            code: self.code.clone(),
            server_time: turn.now.0,
        };
        match &self.session {
            Some(session) => turn.tell(Audience::Socket(socket), session.state.rev, snapshot),
            None => turn.mention(Audience::Socket(socket), snapshot),
        }
    }

    fn closed(&mut self, socket: SocketId, turn: &mut Turn) {
        let actor = self.company.close(socket);
        let Some(session) = &mut self.session else { return };
        match actor {
            Actor::Visitor | Actor::Screen => {}
            Actor::Seated(seat) => {
                if !self.company.is_present(seat) {
                    self.presence.want();
                }
            }
            Actor::Host => {
                // A tab that is left may have been silent for longer than the one that goes.
                if session.state.host.here {
                    let here = self.company.has_host();
                    session.state.host = HostPresence { here, seen_at: turn.now };
                    turn.save = true;
                }
            }
        }
    }
}
