//! How a session comes to be, and what else its host may ask for.

use super::journal::{By, Plan, What};
use super::phase::Phase;
use super::room::Game;
use super::session::Session;
use super::tasting::{Tasting, check_title, check_wines};
use super::turn::Turn;
use super::{Actor, Audience, Claim, Effect, Entry, RejoinCredentials, SocketId, Verdict};
use crate::protocol::{
    CloseCode, CreateSession, ErrorCode, Refusal, Secret, SecretHash, ServerMessage,
    SessionListEntry, UpdateSession,
};
use crate::words;

/// Seconds a question stays open, unless the host says otherwise.
const DEFAULT_TIMER_SECONDS: i64 = 60;
/// The shortest and the longest a question may stay open, in seconds.
const TIMER_SECONDS: std::ops::RangeInclusive<i64> = 15..=120;
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
            None => (turn.fresh_secret(), true),
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
        self.joining.show(0);
        self.new_screen_key(socket, None, turn);
        // Whoever came meanwhile is in their lobby, too.
        if let Some(session) = self.session.as_ref().filter(|it| it.roster.len() > 0) {
            turn.mention(Audience::Socket(socket), session.lobby());
        }
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
            auto_reveal: create.auto_reveal.unwrap_or(false),
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
        self.joining.show(0);
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
            auto_reveal: update.auto_reveal.unwrap_or(state.auto_reveal),
            timer_seconds: match update.timer_seconds {
                None => state.timer_seconds,
                asked => timer_seconds(asked),
            },
        };
        let tasting = wines.map(|wines| Tasting::pour(wines, &mut turn.rng));
        let wines_change = tasting.is_some();
        let names_change = plan.allow_names != state.allow_names;
        session.record(By::Host, What::Edited { plan, tasting }, turn);
        if wines_change {
            turn.write(session.wines_row());
        }
        session.state.outbox.changed(turn.now);
        session.tell_tasting(turn);
        if names_change {
            self.lobby.want();
        }
        Ok(())
    }

    /// Makes a fresh key for big screens, kills the one before, and tells the host who asked.
    pub(crate) fn new_screen_key(
        &mut self,
        socket: SocketId,
        host_key: Option<Secret>,
        turn: &mut Turn,
    ) {
        let screen_key = turn.fresh_secret();
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
}

fn timer_seconds(asked: Option<i64>) -> u32 {
    let seconds = asked.unwrap_or(DEFAULT_TIMER_SECONDS);
    let seconds = seconds.clamp(*TIMER_SECONDS.start(), *TIMER_SECONDS.end());
    u32::try_from(seconds).unwrap_or_default()
}

/// Refuses a secret that is none.
pub(crate) fn malformed_secret(field: &str) -> Refusal {
    let rule = format!("{field}: 128 random bits in 22 base64url characters");
    Refusal::because(ErrorCode::BadMessage, rule)
}

/// Whether a text is a handle: `TANNIC-FALCON`.
fn is_handle(text: &str) -> bool {
    let is_half = |half: &str| {
        (1..=LONGEST_HALF).contains(&half.len())
            && half.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit())
    };
    text.split_once('-').is_some_and(|(first, second)| is_half(first) && is_half(second))
}
