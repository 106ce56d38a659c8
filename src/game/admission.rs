//! How people come to have a part in a session, and come back to it.

use super::hosting::malformed_secret;
use super::journal::{By, What};
use super::phase::{Countdown, Phase};
use super::room::Game;
use super::session::HostPresence;
use super::turn::Turn;
use super::{Actor, Audience, Effect, Entry, Participant, RejoinCredentials, Row, Seat, SocketId};
use crate::mutant::{Mutant, planted};
use crate::protocol::{
    CloseCode, ErrorCode, JoinSession, Refusal, RejoinHost, RejoinSession, ServerMessage,
    WatchSession,
};
use crate::words;

impl Game {
    /// Who holds the host's key is the host, in as many tabs as they like.
    pub(crate) fn prove_host(
        &mut self,
        socket: SocketId,
        proof: &RejoinHost,
        turn: &mut Turn,
    ) -> Result<(), Refusal> {
        let Some(session) = &self.session else { return Err(ErrorCode::InvalidHostId.into()) };
        let named = session.state.host_id == proof.host_id;
        let proved = match &proof.host_key {
            Some(key) => session.state.host_key.is_of(key),
            None => self.settings.rejoin_credentials == RejoinCredentials::Handle,
        };
        if !(named && proved) {
            let counts = proof.host_key.is_some();
            return Err(self.failed(socket, ErrorCode::InvalidHostId, counts, turn));
        }
        self.become_host(socket, turn);
        self.tell_where_we_are(socket, turn);
        self.list_sessions(socket, false, turn);
        Ok(())
    }

    pub(crate) fn become_host(&mut self, socket: SocketId, turn: &mut Turn) {
        self.take_role(socket, Actor::Host, turn);
        let Some(session) = &mut self.session else { return };
        session.stay(turn);
        if !session.state.host.here {
            session.state.host = HostPresence { here: true, seen_at: turn.now };
            turn.save = true;
            if planted(Mutant::AlarmNotSetOnReturn) {
                turn.effects.push(Effect::WakeAt(None));
            }
        }
    }

    /// Takes a seat, or finds the one that this token or this socket has already.
    pub(crate) fn join(
        &mut self,
        socket: SocketId,
        actor: Actor,
        join: &JoinSession,
        turn: &mut Turn,
    ) -> Result<(), Refusal> {
        let Some(session) = &mut self.session else {
            return Err(ErrorCode::SessionNotFound.into());
        };
        let known = match actor {
            Actor::Seated(seat) => Some(seat),
            Actor::Visitor | Actor::Host | Actor::Screen => {
                let token = join.rejoin_token.as_ref();
                let token = token.filter(|_| !planted(Mutant::RetriedJoinTakesSecondSeat));
                token.and_then(|token| session.roster.seat_of_token(token))
            }
        };
        if let Some(seat) = known {
            if session.turns_away(socket, seat, turn) {
                return Ok(());
            }
            let pseudonym = session.roster.pseudonym(seat).to_owned();
            let name = session.name_to_add(seat, join)?;
            self.take_seat(socket, seat, turn)?;
            if let Some(name) = name {
                self.add_name(seat, name, turn);
            }
            let joined = ServerMessage::Joined { pseudonym, rejoin_token: None };
            turn.mention(Audience::Socket(socket), joined);
            self.tell_where_we_are(socket, turn);
            return Ok(());
        }
        let Phase::Waiting = session.state.phase else { return Err(ErrorCode::GameStarted.into()) };
        if session.state.locked && !planted(Mutant::LockedLobbyTakesOneMore) {
            return Err(ErrorCode::LobbyLocked.into());
        }
        let one_more = usize::from(planted(Mutant::FullRoomTakesOneMore));
        if session.roster.len() >= self.settings.max_participants + one_more {
            return Err(ErrorCode::SessionFull.into());
        }
        if join.rejoin_token.as_ref().is_some_and(|token| !token.is_well_formed()) {
            return Err(malformed_secret("rejoinToken"));
        }
        let display_name = session.name_given(join)?;
        let taken =
            |name: &str| session.roster.has_pseudonym(name) || session.roster.knows_as(name);
        let pseudonym = words::pseudonym(&mut turn.rng, taken).ok_or(ErrorCode::SessionFull)?;
        let (token, minted) = match &join.rejoin_token {
            Some(token) => (token.clone(), false),
            None => (turn.fresh_secret(), true),
        };
        let participant = Participant {
            seat: session.roster.next_seat(),
            pseudonym: pseudonym.clone(),
            display_name,
            token: token.hash(),
        };
        let seat = participant.seat;
        let what = What::Joined {
            seat,
            pseudonym: pseudonym.clone(),
            display_name: participant.display_name.clone(),
        };
        let (rev, at) = (session.state.rev, turn.now);
        session.note(Entry { rev, at, by: By::Participant, what }, turn);
        session.roster.take(participant.clone());
        turn.write(Row::Participant(participant));
        turn.save |= session.state.outbox.counted(turn.now);
        session.stay(turn);
        self.take_role(socket, Actor::Seated(seat), turn);
        let joined = ServerMessage::Joined { pseudonym, rejoin_token: minted.then_some(token) };
        turn.mention(Audience::Socket(socket), joined);
        if let Some(session) = self.session.as_ref().filter(|it| it.state.break_until.is_some()) {
            session.tell_break(Audience::Socket(socket), turn);
        }
        self.lobby.want();
        Ok(())
    }

    /// Gives a seat back to who holds its token.
    pub(crate) fn prove_seat(
        &mut self,
        socket: SocketId,
        proof: &RejoinSession,
        turn: &mut Turn,
    ) -> Result<(), Refusal> {
        let Some(session) = &mut self.session else {
            return Err(ErrorCode::SessionNotFound.into());
        };
        let seat = match &proof.rejoin_token {
            Some(token) => match session.roster.prove(&proof.pseudonym, token) {
                None => match session.redeem(proof, token, turn)? {
                    Some(seat) => return self.move_in(socket, seat, turn),
                    None => None,
                },
                seat => seat,
            },
            None if self.settings.rejoin_credentials == RejoinCredentials::Handle => {
                session.roster.seat_of(&proof.pseudonym)
            }
            None if planted(Mutant::SeatByName) => session.roster.seat_of(&proof.pseudonym),
            None => None,
        };
        let Some(seat) = seat else {
            let counts = proof.rejoin_token.is_some();
            return Err(self.failed(socket, ErrorCode::InvalidPseudonym, counts, turn));
        };
        if session.turns_away(socket, seat, turn) {
            return Ok(());
        }
        self.take_seat(socket, seat, turn)?;
        self.tell_where_we_are(socket, turn);
        Ok(())
    }

    /// Lets a big screen watch.
    pub(crate) fn watch(
        &mut self,
        socket: SocketId,
        proof: &WatchSession,
        turn: &mut Turn,
    ) -> Result<(), Refusal> {
        let Some(session) = &self.session else { return Err(ErrorCode::SessionNotFound.into()) };
        if !session.state.screen_key.is_of(&proof.screen_key) {
            return Err(self.failed(socket, ErrorCode::Unauthorized, true, turn));
        }
        self.take_role(socket, Actor::Screen, turn);
        self.tell_where_we_are(socket, turn);
        // Its snapshot, unlike a host's, has no room for this.
        self.joining.show(self.company.joining());
        if let Some(session) = &self.session {
            turn.mention(Audience::Socket(socket), session.presence(&self.company));
        }
        Ok(())
    }

    /// A wrong secret: one answer for all of them, and the fourth in 30 s closes the socket.
    fn failed(
        &mut self,
        socket: SocketId,
        code: ErrorCode,
        counts: bool,
        turn: &mut Turn,
    ) -> Refusal {
        let guest = self.company.get_mut(socket).filter(|_| counts);
        if guest.is_some_and(|guest| guest.failures.count(turn.now)) {
            turn.close(socket, CloseCode::Credentials);
        }
        code.into()
    }

    pub(crate) fn take_seat(
        &mut self,
        socket: SocketId,
        seat: Seat,
        turn: &mut Turn,
    ) -> Result<(), Refusal> {
        let was_present = self.company.is_present(seat);
        match self.company.prove(socket, Actor::Seated(seat), turn.now) {
            Ok(replaced) => {
                if let Some(oldest) = replaced {
                    turn.close(oldest, CloseCode::Replaced);
                }
            }
            Err(_) => {
                turn.close(socket, CloseCode::Replaced);
                let rule = "This seat is open in too many places.";
                return Err(Refusal::because(ErrorCode::RateLimited, rule));
            }
        }
        turn.prove(socket, Actor::Seated(seat));
        if !was_present {
            self.presence.want();
        }
        Ok(())
    }

    /// Roles that any number of sockets may have.
    fn take_role(&mut self, socket: SocketId, actor: Actor, turn: &mut Turn) {
        // Only seats that are held already refuse a socket, and a new seat is held by none.
        let _ = self.company.prove(socket, actor, turn.now);
        turn.prove(socket, actor);
    }

    /// The same for all of an audience.
    pub(crate) fn tell_where_we_are_to(&mut self, to: Audience, turn: &mut Turn) {
        for (socket, _) in self.company.hearing(to) {
            self.tell_where_we_are(socket, turn);
        }
    }

    /// The snapshot for whoever is behind a socket, and after it what version 1 does not read from
    /// snapshots.
    pub(crate) fn tell_where_we_are(&mut self, socket: SocketId, turn: &mut Turn) {
        let Some(session) = &self.session else { return };
        let (now, rev) = (turn.now, session.state.rev);
        let (snapshot, seat) = match self.company.actor(socket) {
            Actor::Visitor => return,
            Actor::Host => {
                let snapshot = session.host_snapshot(&self.code, &self.company, now);
                self.joining.show(snapshot.joining);
                (ServerMessage::HostSnapshot(Box::new(snapshot)), None)
            }
            Actor::Seated(seat) => match session.participant_snapshot(seat, now) {
                Some(snapshot) => {
                    (ServerMessage::ParticipantSnapshot(Box::new(snapshot)), Some(seat))
                }
                None => return,
            },
            Actor::Screen => {
                let snapshot = session.screen_snapshot(&self.code, now);
                (ServerMessage::ScreenSnapshot(Box::new(snapshot)), None)
            }
        };
        let to = Audience::Socket(socket);
        turn.tell(to, rev, snapshot);
        match &session.state.phase {
            Phase::Waiting => turn.mention(to, session.lobby()),
            Phase::Asking { countdown: Countdown::Paused { remaining_ms }, .. } => {
                turn.tell(
                    to,
                    rev,
                    ServerMessage::TimerPaused { remaining_ms: *remaining_ms, timer_ms: None },
                );
            }
            Phase::Asking { countdown: countdown @ Countdown::Running { .. }, .. } => {
                if self.company.wants_ticks(socket) {
                    let remaining_ms = countdown.remaining_ms(now);
                    turn.tell(to, rev, ServerMessage::TimerTick { remaining_ms });
                }
            }
            Phase::Revealed(_) => {}
            Phase::Ranked(_) | Phase::RoundRanked { .. } | Phase::Ended { .. } => {
                session.retell_standings(socket, seat, turn);
            }
        }
    }
}
