//! What was said to a room: how a frame is read, whose it is, and what follows a refusal.

use super::command::{Command, Step};
use super::journal::By;
use super::phase::{Countdown, Phase};
use super::room::Game;
use super::session::Session;
use super::turn::Turn;
use super::{Actor, Audience, Seat, SocketId};
use crate::mutant::{Mutant, planted};
use crate::protocol::{
    ClientMessage, CloseCode, ErrorCode, PhaseName, Refusal, ServerMessage, SubmitAnswer,
};

/// A message from a player, at most, in bytes.
const LARGEST_MESSAGE: usize = 16 * 1_024;
/// A message from who may create or edit a tasting, at most, in bytes.
const LARGEST_TASTING: usize = 256 * 1_024;

impl Game {
    /// The checks stand in the order that `protocol.md` gives them: size, rate, shape, session,
    /// role, phase, content.
    pub(crate) fn heard(&mut self, socket: SocketId, text: &str, turn: &mut Turn) {
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

    /// Whether a tasting that was sent as a request is longer than this room, which has begun, reads of a stranger's. It would
    /// be told that the room is taken, if it were read: that is how the host's index knows to draw another code.
    #[must_use]
    pub fn is_taken_for(&self, tasting: &str) -> bool {
        self.phase_name() != PhaseName::Waiting && tasting.len() > LARGEST_MESSAGE
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
                    let paused = ServerMessage::TimerPaused { remaining_ms, timer_ms: None };
                    turn.tell(to, rev, paused);
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
                | ClientMessage::HostRemove(_)
                | ClientMessage::HostReseat(_)
                | ClientMessage::HostReopen(_)
                | ClientMessage::HostExtend(_)
                | ClientMessage::HostSkip(_)
                | ClientMessage::HostBreak(_)
                | ClientMessage::HostResumeBreak(_)
                | ClientMessage::HostCorrect(_)
                | ClientMessage::ListSessions(_)
                | ClientMessage::HostScreenKey(_)
                | ClientMessage::Review(_) => Err(ErrorCode::SessionNotFound.into()),
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
            Command::Remove(command) => self.remove(socket, &command, turn),
            Command::Reseat(command) => self.reseat(socket, &command, turn),
            Command::Steer { step, expect_rev } => self.steer(step, expect_rev, turn),
            Command::ListSessions => {
                self.list_sessions(socket, true, turn);
                Ok(())
            }
            Command::NewScreenKey => {
                self.new_screen_key(socket, None, turn);
                Ok(())
            }
            Command::Review { seat } => self.review(socket, seat, turn),
        }
    }

    fn steer(
        &mut self,
        step: Step,
        expect_rev: Option<u64>,
        turn: &mut Turn,
    ) -> Result<(), Refusal> {
        // Before it changes what they belong to.
        self.tell_untold(turn);
        let session = self.where_expected(expect_rev)?;
        match step {
            Step::Lock => session.lock(true, turn),
            Step::Unlock => session.lock(false, turn),
            Step::Start => session.start(turn),
            Step::Pause => session.pause(turn),
            Step::Resume => session.resume(turn),
            Step::Reveal => session.reveal(By::Host, turn),
            Step::Next => session.next(turn),
            Step::End => session.end(By::Host, turn),
            Step::Reopen => {
                session.reopen(turn)?;
                // What everyone has seen last was its end.
                self.tell_where_we_are_to(Audience::Everyone, turn);
                Ok(())
            }
            Step::Extend { seconds } => session.extend(seconds, turn),
            Step::Skip => session.skip(turn),
            Step::Break { seconds } => session.take_a_break(seconds, turn),
            Step::ResumeBreak => session.resume_break(turn),
            Step::Correct(correct) => session.correct(&correct, turn),
        }
    }

    /// The session, if it is where the sender of a command believes it to be.
    pub(crate) fn where_expected(
        &mut self,
        expect_rev: Option<u64>,
    ) -> Result<&mut Session, Refusal> {
        let session = self.session.as_mut().ok_or(ErrorCode::SessionNotFound)?;
        let is_stale = expect_rev.is_some_and(|rev| rev != session.state.rev);
        if is_stale && !planted(Mutant::StaleCommandObeyed) {
            return Err(ErrorCode::StaleCommand.into());
        }
        Ok(session)
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
        if session.answer(seat, &answer.question_id, &answer.option_id, turn)? {
            let name = session.roster.pseudonym(seat).to_owned();
            if self.untold.add(name, turn.now) {
                self.tell_untold(turn);
            }
            self.counted.want();
            self.hurry(turn);
        }
        Ok(())
    }
}
