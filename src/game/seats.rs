//! The host's word about seats: who may still come, who has to go, and who gets back what they have lost.

use super::journal::{By, What};
use super::phase::Phase;
use super::room::Game;
use super::session::{SeatLink, Session};
use super::turn::Turn;
use super::{Actor, Audience, Row, Seat, SocketId, Timestamp};
use crate::mutant::{Mutant, planted};
use crate::protocol::{
    CloseCode, ErrorCode, Refusal, RejoinSession, SeatCommand, Secret, SecretHash, ServerMessage,
};

/// How long a one-time link is good.
const LINK_MS: u64 = 600_000;

impl Session {
    /// Closes the lobby to newcomers, or opens it again. Said twice, it is answered twice and done once.
    pub(crate) fn lock(&mut self, locked: bool, turn: &mut Turn) -> Result<(), Refusal> {
        let Phase::Waiting = self.state.phase else { return Err(ErrorCode::WrongPhase.into()) };
        let mut to = Audience::Hosts;
        if self.state.locked != locked {
            self.record(By::Host, if locked { What::Locked } else { What::Unlocked }, turn);
            to = Audience::Everyone;
        }
        turn.tell(to, self.state.rev, self.lobby());
        Ok(())
    }

    /// Tells whoever proves a seat that was taken away that it was; returns whether that is so.
    pub(crate) fn turns_away(&self, socket: SocketId, seat: Seat, turn: &mut Turn) -> bool {
        let is_gone = self.roster.is_gone(seat) && !planted(Mutant::RemovedComeBack);
        if is_gone {
            say_removed(socket, turn);
        }
        is_gone
    }

    /// Whose seat a host means, anywhere but at the end.
    fn seat_meant(&self, command: &SeatCommand) -> Result<Seat, Refusal> {
        if let Phase::Ended { .. } = self.state.phase {
            return Err(ErrorCode::WrongPhase.into());
        }
        let unknown = || Refusal::because(ErrorCode::InvalidPseudonym, "pseudonym: nobody here");
        self.roster.seat_of(&command.pseudonym).ok_or_else(unknown)
    }

    /// A fresh link to a seat; the one before is dead.
    fn link_to(&mut self, seat: Seat, turn: &mut Turn) -> (Secret, Timestamp) {
        let (key, until) = (turn.fresh_secret(), turn.now.plus_ms(LINK_MS));
        let links = &mut self.state.links;
        links.retain(|it| it.seat != seat && it.until > turn.now);
        links.push(SeatLink { seat, key: key.hash(), until });
        turn.save = true;
        (key, until)
    }

    /// Uses a link up: from now on its seat is that of the client's own fresh token. `None` if there is none, or not
    /// with this secret. Takes the same time whether handle or secret is wrong.
    pub(crate) fn redeem(
        &mut self,
        proof: &RejoinSession,
        token: &Secret,
        turn: &mut Turn,
    ) -> Result<Option<Seat>, Refusal> {
        let Some(key) = &proof.seat_key else { return Ok(None) };
        let seat = self.roster.seat_of(&proof.pseudonym);
        let link = self.state.links.iter().find(|it| Some(it.seat) == seat && it.until > turn.now);
        let hash = link.map_or(SecretHash::NOBODY, |link| link.key);
        let (true, Some(seat)) = (hash.is_of(key), seat) else { return Ok(None) };
        if !token.is_well_formed() || self.roster.seat_of_token(token).is_some() {
            let rule =
                "rejoinToken: choose a fresh one, 128 random bits in 22 base64url characters";
            return Err(Refusal::because(ErrorCode::BadMessage, rule));
        }
        if !planted(Mutant::LinkUsedTwice) {
            self.state.links.retain(|it| it.seat != seat);
        }
        if let Some(participant) = self.roster.change(seat, |it| it.token = token.hash()) {
            turn.write(Row::Changed(participant.clone()));
        }
        turn.save = true;
        Ok(Some(seat))
    }
}

impl Game {
    /// Takes somebody's seat away for good.
    pub(crate) fn remove(
        &mut self,
        socket: SocketId,
        command: &SeatCommand,
        turn: &mut Turn,
    ) -> Result<(), Refusal> {
        let session = self.where_expected(command.expect_rev)?;
        let seat = session.seat_meant(command)?;
        if session.roster.is_gone(seat) {
            self.tell_where_we_are(socket, turn);
            return Ok(());
        }
        session.record(By::Host, What::Removed { seat }, turn);
        session.state.links.retain(|it| it.seat != seat);
        session.state.outbox.counted(turn.now);
        // Phones show standings without them at once; elsewhere they show nobody but themselves.
        session.tell_standings(turn);
        for socket in self.company.vacate(seat, turn.now) {
            say_removed(socket, turn);
            turn.prove(socket, Actor::Visitor);
        }
        self.lobby.want();
        self.presence.want();
        self.tell_where_we_are_to(Audience::HostsAndScreens, turn);
        Ok(())
    }

    /// Makes a one-time link to somebody's seat, for whom the host gives it to. Until it is used nothing changes.
    pub(crate) fn reseat(
        &mut self,
        socket: SocketId,
        command: &SeatCommand,
        turn: &mut Turn,
    ) -> Result<(), Refusal> {
        let session = self.where_expected(command.expect_rev)?;
        let seat = session.seat_meant(command)?;
        if session.roster.is_gone(seat) {
            return Err(Refusal::because(ErrorCode::InvalidPseudonym, "pseudonym: was removed"));
        }
        let (seat_key, until) = session.link_to(seat, turn);
        let pseudonym = command.pseudonym.clone();
        let link = ServerMessage::SeatLink { pseudonym, seat_key, expires_at: until.0 };
        turn.mention(Audience::Socket(socket), link);
        Ok(())
    }

    /// Whoever has used a link sits there now; those who held the seat by its old token go.
    pub(crate) fn move_in(
        &mut self,
        socket: SocketId,
        seat: Seat,
        turn: &mut Turn,
    ) -> Result<(), Refusal> {
        for old in self.company.vacate(seat, turn.now) {
            if old != socket {
                turn.prove(old, Actor::Visitor);
                turn.close(old, CloseCode::Credentials);
            }
        }
        self.take_seat(socket, seat, turn)?;
        self.tell_where_we_are(socket, turn);
        Ok(())
    }
}

fn say_removed(socket: SocketId, turn: &mut Turn) {
    turn.mention(Audience::Socket(socket), ServerMessage::Removed {});
    turn.close(socket, CloseCode::Removed);
}
