//! What crosses the wire, and nothing else.
//!
//! **Invariant:** nothing here decides. A message is read, or it is refused for its shape; whether
//! it may be said is the business of [`crate::game`].

mod body;
mod client;
mod draft;
mod error;
mod server;
mod snapshot;
mod view;

pub use body::{
    CreateSession, HostCommand, JoinSession, NoFields, RejoinHost, RejoinSession, SeatCommand,
    SubmitAnswer, UpdateSession, WatchSession,
};
/// Bodies of plain HTTP are read as frames are; only the shell has such bodies.
#[cfg(target_arch = "wasm32")]
pub(crate) use client::fields;
pub use client::{ClientMessage, Unread};
pub use draft::{QuestionDraft, WineDraft};
pub use error::{CloseCode, ErrorCode, Refusal};
pub use server::{Frame, Mine, ParticipantResult, RevealView, RoomGlance, ServerMessage};
pub use snapshot::{HostSnapshot, ParticipantSnapshot, ScreenSnapshot};
pub use sommelier_house::{Category, Secret, SecretHash, excerpt};
pub use view::{
    OptionCount, OptionView, PhaseName, QuestionView, RankingEntry, SessionListEntry, SessionStatus,
};
