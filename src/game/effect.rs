//! Everything a room may ask of the world.

use sommelier_house::Sorted;

use super::{Actor, Claim, Entry, Seat, SocketId, Timestamp};
use crate::protocol::{CloseCode, CreateSession, Frame, Mine, SecretHash, SessionListEntry};

/// Everything a room may ask of the world. The shell obeys in order: [`super::Game::handle`] returns
/// what lasts before what is heard, so that nobody is told of something the room could still forget.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Write this row. All rows of one event are one transaction.
    Write(Row),
    /// Forget everything: all rows and the alarm. What is still said in this event is the last that is heard.
    Forget,
    /// Set the one alarm to this wall-clock time, or none.
    WakeAt(Option<Timestamp>),
    /// Write down who this socket has proved to be, where it outlives the room's memory.
    Prove {
        /// Which socket.
        socket: SocketId,
        /// Who it is.
        actor: Actor,
    },
    /// Say something.
    Say {
        /// Who hears it.
        to: Audience,
        /// What is said; serialised once for all.
        frame: Frame,
        /// What each participant hears besides; see [`Mine::appended_to`].
        mine: Sorted<Seat, Mine>,
    },
    /// Close a socket, after what was said to it.
    Close {
        /// Which.
        socket: SocketId,
        /// Why.
        code: CloseCode,
    },
    /// Nudge the room at this wall-clock time if it is still in memory, or never: a timer for
    /// courtesies, which a sleeping room may forget. Replaces the timer before it.
    NudgeAt(Option<Timestamp>),
    /// Ask the host's index for a handle; the answer is [`super::Input::Claimed`].
    Claim(Box<Claim>),
    /// Ask the host's index for its sessions; the answer is [`super::Input::Listed`].
    List {
        /// Whose.
        host_id: String,
        /// Who asks.
        socket: SocketId,
        /// Whether they asked in words.
        asked: bool,
    },
    /// Tell the host's index how the session stands; the answer is [`super::Input::Published`], and
    /// without one the room tells it again later. Never in the way of the game.
    Publish(Box<Notice>),
    /// Hand a tasting that nobody has joined to the host's index, to be kept there without a room; the answer is
    /// [`super::Input::Parked`], and until there is one the room keeps it, too, and asks again.
    Park {
        /// With how the session stands.
        notice: Box<Notice>,
        /// What its host could send to make it again.
        tasting: Box<CreateSession>,
    },
    /// Read what a seat answered to these questions, a row each at most; the answer is
    /// [`super::Input::Recalled`].
    Recall {
        /// Who asks.
        socket: SocketId,
        /// Whose answers.
        seat: Seat,
        /// Which questions, counted through the whole tasting.
        questions: Vec<u32>,
    },
    /// Hand rows of the journal to the archive; the answer is [`super::Input::Drained`], and without one the
    /// room tries again later. Never in the way of the game.
    Drain {
        /// When the session was created: with the room's code, whose journal it is.
        created_at: Timestamp,
        /// The number of the last row that the archive has.
        after: u64,
    },
}

/// What the host's index is told of a session.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// Whose index.
    pub host_id: String,
    /// The hash of the host's key.
    pub key: SecretHash,
    /// The session as the list shows it.
    pub entry: SessionListEntry,
    /// Which version of the entry this is; a smaller one that arrives later is stale.
    pub version: u64,
    /// When the session was created: with the room's code, which session it is.
    pub created_at: Timestamp,
}

/// One row of the room's storage. See `docs-site/docs/data.md` for the tables.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Row {
    /// The one row of table `session`.
    Session {
        /// Everything small, as JSON.
        state: String,
        /// The number of the question whose answers a waking room needs.
        question: Option<u32>,
    },
    /// The one row of table `tasting`; written when the wines change and only then.
    Tasting {
        /// The wines, as JSON.
        wines: String,
    },
    /// A new row of table `participant`.
    Participant(Participant),
    /// A row of table `participant` that has another token, or a name that it had not.
    Changed(Participant),
    /// A row of table `answer`, new or in place of the one before.
    Answer {
        /// Counted through the whole tasting, from 0.
        question: u32,
        /// Whose.
        seat: Seat,
        /// Which of the four options, from 0.
        option: u8,
    },
    /// A new row of table `journal`, numbered from 1 by the table.
    Journal(Entry),
}

/// A participant as stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Participant {
    /// Their place.
    pub seat: Seat,
    /// Their handle.
    pub pseudonym: String,
    /// The name they added.
    pub display_name: Option<String>,
    /// The hash of the secret of the seat.
    pub token: SecretHash,
}

/// What a waking room reads: all of it, and nothing more.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Stored {
    /// [`Row::Session`]'s `state`.
    pub state: String,
    /// [`Row::Tasting`]'s `wines`.
    pub wines: String,
    /// All participants, by seat.
    pub participants: Vec<Participant>,
    /// The answers to the question that [`Row::Session`] names.
    pub answers: Vec<(Seat, u8)>,
}

/// Who hears a message. A [`Actor::Visitor`] hears only what is said to its own socket.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Audience {
    /// One socket, whoever it is.
    Socket(SocketId),
    /// Every socket of one seat.
    Seat(Seat),
    /// The host's sockets.
    Hosts,
    /// Big screens.
    Screens,
    /// The host's sockets and big screens.
    HostsAndScreens,
    /// Seated participants.
    Seated,
    /// Seated participants and big screens.
    Guests,
    /// The host's sockets, seated participants and big screens.
    Everyone,
    /// Those of [`Audience::Everyone`] who do not count down by themselves.
    Ticking,
}

impl Effect {
    /// Something said that is the same for all who hear it.
    #[must_use]
    pub fn say(to: Audience, frame: Frame) -> Self {
        Self::Say { to, frame, mine: Sorted::default() }
    }

    /// So many turns there are.
    pub(crate) const TURNS: u8 = 5;

    /// What lasts comes first, then what is heard, then what may fail and be tried again.
    #[must_use]
    pub fn turn(&self) -> u8 {
        match self {
            Self::Write(_) | Self::Forget => 0,
            Self::WakeAt(_) => 1,
            Self::Prove { .. } | Self::Say { .. } => 2,
            Self::Close { .. } => 3,
            Self::NudgeAt(_)
            | Self::Claim(_)
            | Self::List { .. }
            | Self::Publish(_)
            | Self::Park { .. }
            | Self::Recall { .. }
            | Self::Drain { .. } => 4,
        }
    }
}
