//! How a session comes to be, and how people come to have a part in it.

use rand::Rng;
use sommelier_house::tidy;

use super::journal::{By, Plan, What};
use super::phase::{Countdown, Phase};
use super::room::Game;
use super::roster::Roster;
use super::session::{HostPresence, Session};
use super::tasting::{Tasting, check_title, check_wines};
use super::turn::Turn;
use super::{
    Actor, Audience, Claim, Effect, Entry, Participant, RejoinCredentials, Row, Seat, SocketId,
    Verdict,
};
use crate::mutant::{Mutant, planted};
use crate::protocol::{
    CloseCode, CreateSession, ErrorCode, JoinSession, Refusal, RejoinHost, RejoinSession, Secret,
    SecretHash, ServerMessage, SessionListEntry, UpdateSession, WatchSession,
};
use crate::words;

/// Seconds a question stays open, unless the host says otherwise.
const DEFAULT_TIMER_SECONDS: i64 = 60;
/// The shortest and the longest a question may stay open, in seconds.
const TIMER_SECONDS: std::ops::RangeInclusive<i64> = 15..=120;
/// Characters of a display name, at most.
const LONGEST_NAME: usize = 24;
/// Characters of either half of a handle, at most.
const LONGEST_HALF: usize = 24;

impl Game {
    /// A session is wanted. What was asked for is checked here; whose handle it is, only the
    /// host's index can say.
    pub(crate) fn create(
        &mut self,
        socket: SocketId,
        create: CreateSession,
        turn: &mut Turn,
    ) -> Result<(), Refusal> {
        if self.session.is_some() {
            return self.create_again(socket, &create, turn);
        }
        let create = self.checked(create)?;
        let (host_id, drawn) = match create.host_id.clone() {
            Some(host_id) => (host_id, false),
            None => (words::host_handle(&mut turn.rng), true),
        };
        let (key, minted) = match create.host_key.clone() {
            Some(key) => (key, false),
            None => (fresh_secret(turn), true),
        };
        turn.effects.push(Effect::Claim(Box::new(Claim {
            socket,
            create,
            host_id,
            key,
            minted,
            drawn,
        })));
        Ok(())
    }

    /// The reply to a host's `create_session` was lost, and they sent it again: it made their
    /// session, and that is what they are told.
    fn create_again(
        &mut self,
        socket: SocketId,
        create: &CreateSession,
        turn: &mut Turn,
    ) -> Result<(), Refusal> {
        let theirs = self.session.as_ref().is_some_and(|session| {
            let Phase::Waiting = session.state.phase else { return false };
            let named = create.host_id.as_ref().is_none_or(|id| *id == session.state.host_id);
            let proved = match &create.host_key {
                Some(key) => session.state.host_key.is_of(key),
                None => {
                    self.company.actor(socket) == Actor::Host
                        || (self.settings.rejoin_credentials == RejoinCredentials::Handle
                            && create.host_id.is_some())
                }
            };
            named && proved
        });
        if !theirs {
            return Err(ErrorCode::SessionExists.into());
        }
        self.become_host(socket, turn);
        self.new_screen_key(socket, None, turn);
        Ok(())
    }

    fn checked(&self, create: CreateSession) -> Result<CreateSession, Refusal> {
        if create.host_id.as_deref().is_some_and(|id| !is_handle(id)) {
            return Err(Refusal::because(
                ErrorCode::BadMessage,
                "hostId: two words of A–Z and 0–9, joined by a hyphen, at most 24 characters each",
            ));
        }
        if create.host_key.as_ref().is_some_and(|key| !key.is_well_formed()) {
            return Err(malformed_secret("hostKey"));
        }
        let title = create.title.as_deref().map(check_title).transpose()?.flatten();
        let wines = create.wines.as_deref().unwrap_or_default();
        let wines = Some(check_wines(wines, self.settings.rejoin_credentials)?);
        Ok(CreateSession { title, wines, ..create })
    }

    /// The host's index has answered; meanwhile anything may have happened here.
    pub(crate) fn claimed(&mut self, claim: Claim, verdict: Verdict, turn: &mut Turn) {
        let socket = claim.socket;
        let created = match verdict {
            // Sent twice, and the first has made it.
            _ if self.session.is_some() => self.create_again(socket, &claim.create, turn),
            Verdict::Granted(key) => {
                self.open(claim, key, turn);
                Ok(())
            }
            // A handle that was drawn is drawn again: the sender never asked for this one.
            Verdict::Taken if claim.drawn => {
                let host_id = words::host_handle(&mut turn.rng);
                turn.effects.push(Effect::Claim(Box::new(Claim { host_id, ..claim })));
                Ok(())
            }
            Verdict::Taken => Err(ErrorCode::HostIdTaken.into()),
            Verdict::Unreachable => Err(ErrorCode::Storage.into()),
            Verdict::TooMany => Err(ErrorCode::RateLimited.into()),
        };
        if let Err(refusal) = created {
            self.refuse(socket, &refusal, "create_session", turn);
        }
    }

    fn open(&mut self, claim: Claim, host_key: SecretHash, turn: &mut Turn) {
        let Claim { socket, create, host_id, key, minted, .. } = claim;
        let plan = Plan {
            title: create.title,
            allow_names: create.allow_names.unwrap_or(false),
            timer_seconds: timer_seconds(create.timer_seconds),
        };
        let tasting = Tasting::pour(create.wines.unwrap_or_default(), &mut turn.rng);
        let what = What::Created { host_id, plan, tasting };
        let entry = Entry { rev: 0, at: turn.now, by: By::Host, what };
        let Some(mut session) = Session::created(&entry) else { return };
        session.state.host_key = host_key;
        session.state.outbox.changed(turn.now);
        session.note(entry, turn);
        turn.write(session.wines_row());
        turn.save = true;
        self.session = Some(session);
        self.become_host(socket, turn);
        let made_here = minted && host_key.is_of(&key);
        self.new_screen_key(socket, made_here.then_some(key), turn);
    }

    /// Edits a session that has not started; what is missing stays.
    pub(crate) fn update(
        &mut self,
        update: &UpdateSession,
        turn: &mut Turn,
    ) -> Result<(), Refusal> {
        let credentials = self.settings.rejoin_credentials;
        let Some(session) = &mut self.session else {
            return Err(ErrorCode::SessionNotFound.into());
        };
        if update.expect_rev.is_some_and(|rev| rev != session.state.rev) {
            return Err(ErrorCode::StaleCommand.into());
        }
        let Phase::Waiting = session.state.phase else { return Err(ErrorCode::GameStarted.into()) };
        let title = update.title.as_deref().map(check_title).transpose()?;
        let wines =
            update.wines.as_deref().map(|wines| check_wines(wines, credentials)).transpose()?;
        let state = &session.state;
        let plan = Plan {
            title: title.unwrap_or_else(|| state.title.clone()),
            allow_names: update.allow_names.unwrap_or(state.allow_names),
            timer_seconds: match update.timer_seconds {
                None => state.timer_seconds,
                asked => timer_seconds(asked),
            },
        };
        let tasting = wines.map(|wines| Tasting::pour(wines, &mut turn.rng));
        let wines_change = tasting.is_some();
        session.record(By::Host, What::Edited { plan, tasting }, turn);
        if wines_change {
            turn.write(session.wines_row());
        }
        session.state.outbox.changed(turn.now);
        let updated = ServerMessage::SessionUpdated {
            wines: session.tasting.drafts().to_vec(),
            timer_seconds: session.state.timer_seconds,
            session_title: session.title(),
        };
        turn.tell(Audience::Hosts, session.state.rev, updated);
        Ok(())
    }

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

    fn become_host(&mut self, socket: SocketId, turn: &mut Turn) {
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
            let pseudonym = session.roster.pseudonym(seat).to_owned();
            self.take_seat(socket, seat, turn)?;
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
        let display_name = match &join.display_name {
            Some(name) if session.state.allow_names && !name.trim().is_empty() => {
                Some(checked_name(name, &session.roster)?)
            }
            _ => None,
        };
        let taken =
            |name: &str| session.roster.has_pseudonym(name) || session.roster.knows_as(name);
        let pseudonym = words::pseudonym(&mut turn.rng, taken).ok_or(ErrorCode::SessionFull)?;
        let (token, minted) = match &join.rejoin_token {
            Some(token) => (token.clone(), false),
            None => (fresh_secret(turn), true),
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
        turn.save |= session.state.outbox.joined(turn.now);
        session.stay(turn);
        self.take_role(socket, Actor::Seated(seat), turn);
        let joined = ServerMessage::Joined { pseudonym, rejoin_token: minted.then_some(token) };
        turn.mention(Audience::Socket(socket), joined);
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
        let Some(session) = &self.session else { return Err(ErrorCode::SessionNotFound.into()) };
        let seat = match &proof.rejoin_token {
            Some(token) => session.roster.prove(&proof.pseudonym, token),
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

    fn take_seat(&mut self, socket: SocketId, seat: Seat, turn: &mut Turn) -> Result<(), Refusal> {
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

    /// Makes a fresh key for big screens, kills the one before, and tells the host who asked.
    pub(crate) fn new_screen_key(
        &mut self,
        socket: SocketId,
        host_key: Option<Secret>,
        turn: &mut Turn,
    ) {
        let screen_key = fresh_secret(turn);
        let Some(session) = &mut self.session else { return };
        session.state.screen_key = screen_key.hash();
        turn.save = true;
        let created = ServerMessage::SessionCreated {
            code: self.code.clone(),
            host_id: session.state.host_id.clone(),
            host_key,
            screen_key,
        };
        turn.tell(Audience::Socket(socket), session.state.rev, created);
        for screen in self.company.screens() {
            turn.close(screen, CloseCode::Credentials);
        }
    }

    /// Asks the host's index for the host's sessions.
    pub(crate) fn list_sessions(&mut self, socket: SocketId, asked: bool, turn: &mut Turn) {
        if let Some(session) = &self.session {
            let host_id = session.state.host_id.clone();
            turn.effects.push(Effect::List { host_id, socket, asked });
        }
    }

    /// The host's index has answered.
    pub(crate) fn listed(
        &mut self,
        socket: SocketId,
        asked: bool,
        sessions: Option<Vec<SessionListEntry>>,
        turn: &mut Turn,
    ) {
        // Meanwhile the socket may have become somebody else.
        let is_host = self.company.actor(socket) == Actor::Host;
        let refusal = match sessions {
            Some(sessions) if is_host => {
                let list = ServerMessage::SessionsList { sessions };
                return turn.mention(Audience::Socket(socket), list);
            }
            Some(_) => ErrorCode::Unauthorized,
            None => ErrorCode::Internal,
        };
        if asked {
            turn.refuse(socket, &refusal.into(), Some("list_sessions".to_owned()));
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
            Phase::Waiting => turn.mention(to, session.lobby_updated()),
            Phase::Asking { countdown: Countdown::Paused { remaining_ms }, .. } => {
                turn.tell(to, rev, ServerMessage::TimerPaused { remaining_ms: *remaining_ms });
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

fn timer_seconds(asked: Option<i64>) -> u32 {
    let seconds = asked.unwrap_or(DEFAULT_TIMER_SECONDS);
    let seconds = seconds.clamp(*TIMER_SECONDS.start(), *TIMER_SECONDS.end());
    u32::try_from(seconds).unwrap_or_default()
}

fn fresh_secret(turn: &mut Turn) -> Secret {
    let mut bits = [0; 16];
    turn.rng.fill_bytes(&mut bits);
    Secret::from_bits(bits)
}

fn malformed_secret(field: &str) -> Refusal {
    let rule = format!("{field}: 128 random bits in 22 base64url characters");
    Refusal::because(ErrorCode::BadMessage, rule)
}

fn checked_name(name: &str, roster: &Roster) -> Result<String, Refusal> {
    let refuse =
        |rule: &str| Err(Refusal::because(ErrorCode::BadMessage, format!("displayName: {rule}")));
    match tidy(name, LONGEST_NAME) {
        Err(rule) => refuse(&rule),
        Ok(name) if roster.knows_as(&name) => refuse("somebody here is called this already"),
        Ok(name) => Ok(name),
    }
}

/// Whether a text is a handle: `TANNIC-FALCON`.
pub(crate) fn is_handle(text: &str) -> bool {
    let is_half = |half: &str| {
        (1..=LONGEST_HALF).contains(&half.len())
            && half.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit())
    };
    text.split_once('-').is_some_and(|(first, second)| is_half(first) && is_half(second))
}
