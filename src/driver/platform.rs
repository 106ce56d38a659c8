//! What a room is played on: everything that its driver may ask of the world, and nothing else.

use std::fmt::Display;

use sommelier_house::Sorted;

use super::Tally;
use crate::game::{
    Actor, Claim, KnownSocket, Notice, Row, Seat, Seed, SocketId, Stored, Timestamp,
};
use crate::protocol::{CloseCode, CreateSession, Frame, Mine, PhaseName};

/// What a room finds on its disk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Found {
    /// No session.
    Nothing,
    /// A session.
    Session(Stored),
    /// Tables of a version that this code does not know; they are left alone.
    Newer(i64),
}

/// What a room is played on. Nothing here waits: what others have to be asked is taken down, and their answers
/// come back as inputs.
pub trait Platform {
    /// Why something could not be done.
    type Error: Display;

    /// The wall clock.
    fn now(&self) -> Timestamp;

    /// Fresh randomness for one event.
    ///
    /// # Errors
    ///
    /// There is none to be had.
    fn seed(&mut self) -> Result<Seed, Self::Error>;

    /// Reads what a waking room needs.
    ///
    /// # Errors
    ///
    /// Storage does not answer.
    fn read(&mut self) -> Result<Found, Self::Error>;

    /// Reads what a seat answered to these questions, as `(question, option)`: a row each at most.
    ///
    /// # Errors
    ///
    /// Storage does not answer.
    fn answers_of(&mut self, seat: Seat, questions: &[u32]) -> Result<Vec<(u32, u8)>, Self::Error>;

    /// Writes all rows, the later of two in place of the earlier, and sets the alarm, or does nothing. The outer
    /// `None` leaves the alarm as it is.
    ///
    /// # Errors
    ///
    /// Nothing of it was written.
    fn write(
        &mut self,
        rows: Vec<Row>,
        alarm: Option<Option<Timestamp>>,
    ) -> Result<(), Self::Error>;

    /// Takes away all rows and the alarm.
    ///
    /// # Errors
    ///
    /// Storage does not answer.
    fn forget(&mut self) -> Result<(), Self::Error>;

    /// The sockets that outlived the room's memory, with what each remembers.
    fn known_sockets(&self) -> Vec<KnownSocket>;

    /// When each socket's ping was last answered without waking the room.
    fn pongs(&self) -> Vec<(SocketId, Timestamp)>;

    /// Writes down who a socket has proved to be.
    ///
    /// # Errors
    ///
    /// It could not be written.
    fn prove(&mut self, socket: SocketId, actor: Actor) -> Result<(), Self::Error>;

    /// Says something to these sockets, to each with the part of its seat.
    fn say(&mut self, to: &[(SocketId, Option<Seat>)], frame: &Frame, mine: &Sorted<Seat, Mine>);

    /// Closes a socket, after what was said to it.
    ///
    /// # Errors
    ///
    /// It is on its way out by itself.
    fn close(&mut self, socket: SocketId, code: CloseCode) -> Result<(), Self::Error>;

    /// Replaces the one timer, which ends with the room's memory.
    fn nudge_at(&mut self, at: Option<Timestamp>);

    /// Asks the host's index for a handle, before anything else happens to the sender.
    fn claim(&mut self, claim: Claim);

    /// Asks the host's index for its sessions.
    fn list(&mut self, host_id: String, socket: SocketId, asked: bool);

    /// Tells the host's index how the session stands.
    fn publish(&mut self, notice: Notice);

    /// Asks the host's index to keep the tasting.
    fn park(&mut self, notice: Notice, tasting: CreateSession);

    /// Hands rows of the journal to the archive: read here and now, sent when nobody waits for it.
    ///
    /// # Errors
    ///
    /// They could not be read.
    fn drain(&mut self, created_at: Timestamp, after: u64) -> Result<(), Self::Error>;

    /// Notes that the room was read from disk.
    fn woke(&self, phase: PhaseName, sockets: usize);

    /// Notes what failed, and counts it.
    fn failed(&self, what: &str, why: &str);

    /// Counts something.
    fn count(&self, tally: Tally);

    /// Tells whoever runs this what was counted: at the turns of an evening, never at each message.
    fn tell_counts(&self);
}
