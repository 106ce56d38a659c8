//! What one event brings about, gathered while it is decided.

use chacha20::ChaCha20Rng;
use rand::Rng;
use sommelier_house::Sorted;

use super::{Actor, Audience, Effect, Moment, Row, Seat, SocketId, Timestamp};
use crate::protocol::{CloseCode, Frame, Mine, Refusal, Secret, ServerMessage};

/// One event on its way through the rules: its time, its chance, and what it has brought about.
pub(crate) struct Turn {
    pub(crate) now: Timestamp,
    pub(crate) rng: ChaCha20Rng,
    pub(crate) effects: Vec<Effect>,
    /// Whether the session's own row has to be written again.
    pub(crate) save: bool,
}

impl Turn {
    pub(crate) fn new(now: Timestamp, moment: Moment) -> Self {
        Self { now, rng: moment.seed.rng(), effects: Vec::new(), save: false }
    }

    /// 128 random bits that nobody has had before.
    pub(crate) fn fresh_secret(&mut self) -> Secret {
        let mut bits = [0; 16];
        self.rng.fill_bytes(&mut bits);
        Secret::from_bits(bits)
    }

    /// Says something about the game, with the room's `rev`.
    pub(crate) fn tell(&mut self, to: Audience, rev: u64, message: ServerMessage) {
        self.effects.push(Effect::say(to, Frame { message, rev: Some(rev) }));
    }

    /// The same, with a part for each participant.
    pub(crate) fn tell_each(
        &mut self,
        to: Audience,
        rev: u64,
        message: ServerMessage,
        mine: Sorted<Seat, Mine>,
    ) {
        self.effects.push(Effect::Say { to, frame: Frame { message, rev: Some(rev) }, mine });
    }

    /// Says something that is not about the game.
    pub(crate) fn mention(&mut self, to: Audience, message: ServerMessage) {
        self.effects.push(Effect::say(to, Frame { message, rev: None }));
    }

    /// Tells a sender why they were refused.
    pub(crate) fn refuse(&mut self, socket: SocketId, refusal: &Refusal, reply_to: Option<String>) {
        let error =
            ServerMessage::Error { code: refusal.code, message: refusal.message(), reply_to };
        self.mention(Audience::Socket(socket), error);
    }

    pub(crate) fn write(&mut self, row: Row) {
        self.effects.push(Effect::Write(row));
    }

    pub(crate) fn close(&mut self, socket: SocketId, code: CloseCode) {
        self.effects.push(Effect::Close { socket, code });
    }

    pub(crate) fn prove(&mut self, socket: SocketId, actor: Actor) {
        self.effects.push(Effect::Prove { socket, actor });
    }
}
