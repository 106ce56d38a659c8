//! A room: the one way in for everything that happens, and what time brings by itself.

use sommelier_house::iso_8601;

use super::command::{Command, Step};
use super::company::Company;
use super::courtesy::{Courtesies, Courtesy};
use super::journal::By;
use super::outbox::Parking;
use super::phase::{Countdown, Phase};
use super::session::{Due, HostPresence, Session, Unreadable};
use super::turn::Turn;
use super::{
    Actor, Audience, Effect, Handover, Input, KnownSocket, Moment, Seat, Settings, SocketId,
    Stored, Timestamp,
};
use crate::mutant::{Mutant, planted};
use crate::protocol::{
    ClientMessage, CloseCode, ErrorCode, PhaseName, Refusal, RoomGlance, Secret, ServerMessage,
    SubmitAnswer,
};

/// A message from a player, at most, in bytes.
const LARGEST_MESSAGE: usize = 16 * 1_024;
/// A message from who may create or edit a tasting, at most, in bytes.
const LARGEST_TASTING: usize = 256 * 1_024;
/// Version 1 shows a tick each second.
const TICK_MS: u64 = 1_000;

/// A room with or without a session in it, and everyone connected to it.
#[derive(Clone, Debug)]
pub struct Game {
    pub(crate) code: String,
    pub(crate) settings: Settings,
    pub(crate) session: Option<Session>,
    pub(crate) company: Company,
    pub(crate) lobby: Courtesy,
    pub(crate) presence: Courtesy,
    pub(crate) counted: Courtesy,
    /// When the next tick is to be said, if anyone wants it.
    tick: Option<Timestamp>,
    /// What the alarm is set to, on the wall clock, as far as this memory knows.
    alarm: Option<Timestamp>,
    nudge: Option<Timestamp>,
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
            lobby: Courtesy::new(250),
            presence: Courtesy::new(1_000),
            counted: Courtesy::new(250),
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
            self.company.admit(socket);
        }
    }

    /// What is to be told soon.
    #[must_use]
    pub fn courtesies(&self) -> Courtesies {
        Courtesies([self.lobby, self.presence, self.counted])
    }

    /// Takes over what another memory of this room had still to tell.
    pub fn owes(&mut self, Courtesies([lobby, presence, counted]): Courtesies) {
        (self.lobby, self.presence, self.counted) = (lobby, presence, counted);
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
        turn.effects.sort_by_key(Effect::turn);
        turn.effects
    }

    /// The sockets that hear what is said to an audience, and the seats behind them.
    #[must_use]
    pub fn hearing(&self, to: Audience) -> Vec<(SocketId, Option<Seat>)> {
        self.company.hearing(to)
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

    pub(crate) fn phase_name(&self) -> PhaseName {
        self.session.as_ref().map_or(PhaseName::Waiting, |session| session.state.phase.name())
    }

    /// After a wake: a host who was here when the memory was lost, and whose socket did not outlive
    /// it, has been away from now on. Who was cut off by us is not counted as gone any earlier.
    fn look_around(&mut self, turn: &mut Turn) {
        if !std::mem::take(&mut self.fresh) {
            return;
        }
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
            Input::Published { version } => {
                if let Some(session) = &mut self.session {
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
        if let Some(idle) = self.company.open(socket, ticks, turn.now) {
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

    /// The checks stand in the order that `protocol.md` gives them: size, rate, shape, session,
    /// role, phase, content.
    fn heard(&mut self, socket: SocketId, text: &str, turn: &mut Turn) {
        self.company.seen(socket, turn.now, turn.now);
        let actor = self.company.actor(socket);
        // While nobody has started, a stranger may be the host whose reply was lost.
        let may_write_tastings = match actor {
            Actor::Host => true,
            Actor::Visitor => self.phase_name() == PhaseName::Waiting,
            Actor::Seated(_) | Actor::Screen => false,
        };
        let largest = if may_write_tastings { LARGEST_TASTING } else { LARGEST_MESSAGE };
        if text.len() > largest {
            turn.refuse(socket, &ErrorCode::MessageTooLarge.into(), None);
            turn.close(socket, CloseCode::TooLarge);
            return;
        }
        let paced = self.company.get_mut(socket).is_none_or(|it| it.frames.take(turn.now));
        if !paced {
            return self.strike(socket, &ErrorCode::RateLimited.into(), None, turn);
        }
        let message = match ClientMessage::parse(text) {
            Ok(message) => message,
            Err(unread) => return self.strike(socket, &unread.refusal, unread.kind, turn),
        };
        let kind = message.kind();
        if let Err(refusal) = self.obey(socket, actor, message, turn) {
            self.refuse(socket, &refusal, kind, turn);
            self.after_refusal(socket, actor, refusal.code, turn);
        }
    }

    /// Refuses a message; one that came too fast is a bad frame, too.
    pub(crate) fn refuse(
        &mut self,
        socket: SocketId,
        refusal: &Refusal,
        kind: &str,
        turn: &mut Turn,
    ) {
        match refusal.code {
            ErrorCode::RateLimited => self.strike(socket, refusal, Some(kind.to_owned()), turn),
            _ => turn.refuse(socket, refusal, Some(kind.to_owned())),
        }
    }

    /// Refuses a frame of the kind of which ten in a minute close the socket.
    fn strike(
        &mut self,
        socket: SocketId,
        refusal: &Refusal,
        kind: Option<String>,
        turn: &mut Turn,
    ) {
        turn.refuse(socket, refusal, kind);
        let guest = self.company.get_mut(socket);
        if guest.is_some_and(|guest| guest.bad_frames.count(turn.now)) {
            turn.close(socket, CloseCode::Policy);
        }
    }

    /// What follows some refusals, so that who was refused is where the room is.
    fn after_refusal(&mut self, socket: SocketId, actor: Actor, code: ErrorCode, turn: &mut Turn) {
        match (code, actor) {
            (ErrorCode::StaleCommand, _) => self.tell_where_we_are(socket, turn),
            // Version 1 shows its choice as recorded before it hears back; the question again
            // clears it, and opens it there, so the pause is told again, too.
            (ErrorCode::WrongPhase, Actor::Seated(_)) if self.company.wants_ticks(socket) => {
                let Some(session) = &self.session else { return };
                let Phase::Asking { countdown: Countdown::Paused { remaining_ms }, .. } =
                    session.state.phase
                else {
                    return;
                };
                if let Some(view) = session.question_view(turn.now) {
                    let (to, rev) = (Audience::Socket(socket), session.state.rev);
                    turn.tell(to, rev, ServerMessage::Question(view));
                    turn.tell(to, rev, ServerMessage::TimerPaused { remaining_ms });
                }
            }
            _ => {}
        }
    }

    fn obey(
        &mut self,
        socket: SocketId,
        actor: Actor,
        message: ClientMessage,
        turn: &mut Turn,
    ) -> Result<(), Refusal> {
        if self.session.is_none() {
            return match message {
                ClientMessage::CreateSession(create) => self.create(socket, create, turn),
                // Version 1 sends this before every `create_session`.
                ClientMessage::RejoinHost(_) => Err(ErrorCode::InvalidHostId.into()),
                ClientMessage::UpdateSession(_)
                | ClientMessage::JoinSession(_)
                | ClientMessage::RejoinSession(_)
                | ClientMessage::WatchSession(_)
                | ClientMessage::SubmitAnswer(_)
                | ClientMessage::HostLock(_)
                | ClientMessage::HostUnlock(_)
                | ClientMessage::HostStart(_)
                | ClientMessage::HostPause(_)
                | ClientMessage::HostResume(_)
                | ClientMessage::HostReveal(_)
                | ClientMessage::HostNext(_)
                | ClientMessage::HostEnd(_)
                | ClientMessage::ListSessions(_)
                | ClientMessage::HostScreenKey(_) => Err(ErrorCode::SessionNotFound.into()),
            };
        }
        match Command::of(actor, message)? {
            Command::Create(create) => self.create(socket, create, turn),
            Command::Update(update) => self.update(&update, turn),
            Command::ProveHost(proof) => self.prove_host(socket, &proof, turn),
            Command::Join(join) => self.join(socket, actor, &join, turn),
            Command::ProveSeat(proof) => self.prove_seat(socket, &proof, turn),
            Command::Watch(proof) => self.watch(socket, &proof, turn),
            Command::Answer { seat, answer } => self.answer(socket, seat, &answer, turn),
            Command::Steer { step, expect_rev } => self.steer(step, expect_rev, turn),
            Command::ListSessions => {
                self.list_sessions(socket, true, turn);
                Ok(())
            }
            Command::NewScreenKey => {
                self.new_screen_key(socket, None, turn);
                Ok(())
            }
        }
    }

    fn steer(
        &mut self,
        step: Step,
        expect_rev: Option<u64>,
        turn: &mut Turn,
    ) -> Result<(), Refusal> {
        let Some(session) = &mut self.session else {
            return Err(ErrorCode::SessionNotFound.into());
        };
        let is_stale = expect_rev.is_some_and(|rev| rev != session.state.rev);
        if is_stale && !planted(Mutant::StaleCommandObeyed) {
            return Err(ErrorCode::StaleCommand.into());
        }
        match step {
            Step::Lock => session.lock(true, turn),
            Step::Unlock => session.lock(false, turn),
            Step::Start => session.start(turn),
            Step::Pause => session.pause(turn),
            Step::Resume => session.resume(turn),
            Step::Reveal => session.reveal(By::Host, turn),
            Step::Next => session.next(turn),
            Step::End => session.end(By::Host, turn),
        }
    }

    fn answer(
        &mut self,
        socket: SocketId,
        seat: Seat,
        answer: &SubmitAnswer,
        turn: &mut Turn,
    ) -> Result<(), Refusal> {
        let Some(session) = &mut self.session else {
            return Err(ErrorCode::SessionNotFound.into());
        };
        let paced = self.company.get_mut(socket).is_none_or(|it| it.answers.take(turn.now));
        if !paced {
            return Err(ErrorCode::RateLimited.into());
        }
        let present = self.company.present();
        if session.answer(seat, &answer.question_id, &answer.option_id, present, turn)? {
            self.counted.want();
        }
        Ok(())
    }

    /// Does what is overdue, whatever woke the room: an alarm that is late, early, repeated or lost
    /// does no harm.
    fn settle(&mut self, turn: &mut Turn) {
        while let Some(session) = &mut self.session {
            let due = match session.next_due(&self.settings) {
                Some((at, due)) if at <= turn.now => due,
                _ => return,
            };
            match due {
                Due::Close => {
                    // Cannot be refused: only an open question has this deadline.
                    let _ = session.reveal(By::Clock, turn);
                }
                Due::HostGone => match self.company.host_seen_at() {
                    Some(seen_at) if seen_at > session.state.host.seen_at => {
                        session.state.host.seen_at = seen_at;
                        turn.save = true;
                    }
                    _ => {
                        let _ = session.end(By::Clock, turn);
                    }
                },
                Due::Expire => self.forget(turn),
                Due::Park => {
                    session.state.parking = if self.company.has_host() {
                        Parking::PutOff(turn.now)
                    } else {
                        session.state.outbox.changed(turn.now);
                        Parking::Asked
                    };
                    turn.save = true;
                }
                Due::Publish => {
                    let version = session.state.outbox.send(turn.now);
                    turn.save = true;
                    let (host_id, key) = (session.state.host_id.clone(), session.state.host_key);
                    let entry = session.list_entry(&self.code);
                    turn.effects.push(match session.state.parking {
                        Parking::Asked => Effect::Park(Box::new(Handover {
                            host_id,
                            key,
                            entry,
                            version,
                            created_at: session.state.created_at,
                            tasting: session.as_sent(),
                        })),
                        Parking::Idle | Parking::PutOff(_) => {
                            Effect::Publish { host_id, key, entry: Box::new(entry), version }
                        }
                    });
                }
                Due::Drain => {
                    let (after, is_news) = session.state.drain.send(turn.now);
                    turn.save |= is_news;
                    let created_at = session.state.created_at;
                    turn.effects.push(Effect::Drain { created_at, after });
                }
            }
        }
    }

    /// The host deleted the session.
    fn erase(&mut self, created_at: &str, turn: &mut Turn) {
        if let Some(session) = &mut self.session
            && iso_8601(session.state.created_at) == created_at
        {
            // Ended already is just as well.
            let _ = session.end(By::Host, turn);
            self.forget(turn);
        }
    }

    /// The index has answered. A room that has news for it since, because somebody came, has asked or told it
    /// again: only the latest answer counts.
    fn parked(&mut self, created_at: Timestamp, version: u64, kept: bool, turn: &mut Turn) {
        let Some(session) = &mut self.session else { return };
        let state = &mut session.state;
        if state.created_at != created_at
            || state.parking != Parking::Asked
            || !state.outbox.acknowledged(version, turn.now)
        {
            return;
        }
        if kept {
            self.forget(turn);
        } else {
            state.parking = Parking::PutOff(turn.now);
            turn.save = true;
        }
    }

    fn forget(&mut self, turn: &mut Turn) {
        self.session = None;
        // Rows of this very event would outlive the rest.
        turn.effects.retain(|effect| {
            !matches!(
                effect,
                Effect::Write(_) | Effect::Publish { .. } | Effect::Park(_) | Effect::Drain { .. }
            )
        });
        turn.save = false;
        turn.effects.push(Effect::Forget);
        for socket in self.company.sockets() {
            turn.close(socket, CloseCode::Forgotten);
        }
    }

    /// What every event ends with: the session's row, the alarm, courtesies and their timer.
    fn finish(&mut self, rang: bool, turn: &mut Turn) {
        self.be_courteous(turn);
        let Some(session) = &mut self.session else {
            self.alarm = None;
            self.nudge = None;
            return;
        };
        if turn.save {
            // A socket's frames leave no trace in a memory that is lost: this is where they do.
            if let Some(at) = self.company.host_seen_at() {
                session.state.host.seen_at = session.state.host.seen_at.max(at);
            }
            turn.write(session.row());
        }
        let clock = session.state.clock;
        if let Some((at, due)) = session.next_due(&self.settings) {
            let at = clock.on_the_wall(at);
            // One that rang is spent, and so is one that should have.
            let rang = rang && !planted(Mutant::EarlyAlarmNotRearmed);
            let set = self.alarm.filter(|set| !rang && *set > clock.on_the_wall(turn.now));
            // An alarm is a row written, and one that rings early finds nothing to do and is set again. Only
            // in the middle of a question it would wake a room that sleeps.
            let will_do = |set| set == at || (set < at && due != Due::Close);
            if !set.is_some_and(will_do) {
                self.alarm = Some(at);
                turn.effects.push(Effect::WakeAt(Some(at)));
            }
        }
        let soon = [self.lobby.due(), self.presence.due(), self.counted.due(), self.tick];
        let soon = soon.into_iter().flatten().min();
        // Timers in memory are cheap but not free: one is set only when it differs, or has rung.
        if self.nudge != soon || self.nudge.is_some_and(|set| set <= turn.now) {
            self.nudge = soon;
            turn.effects.push(Effect::NudgeAt(soon.map(|at| clock.on_the_wall(at))));
        }
    }

    fn be_courteous(&mut self, turn: &mut Turn) {
        let Some(session) = &self.session else { return };
        if self.lobby.take(turn.now) {
            turn.mention(Audience::Everyone, session.lobby_updated());
        }
        if self.presence.take(turn.now) {
            let (away, count) = session.away(&self.company);
            turn.mention(Audience::HostsAndScreens, ServerMessage::Presence { away, count });
        }
        if self.counted.take(turn.now) {
            let counted = session.answered(None, self.company.present());
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
