//! The rules. Pure: given the same inputs at the same moments, the same effects.
//!
//! **Invariant:** nothing here reads a clock, draws a random number, awaits, or knows that Cloudflare
//! exists. Read [`Input`] and [`Effect`], a page each, and you know what a room does.

mod admission;
mod command;
mod company;
mod courtesy;
mod due;
mod effect;
mod heard;
mod hosting;
mod input;
mod journal;
mod moment;
mod names;
mod outbox;
mod pace;
mod phase;
mod reopening;
mod results;
mod review;
mod room;
mod roster;
mod scoring;
mod seats;
mod session;
mod settings;
mod standings;
mod steering;
mod tasting;
mod turn;
mod view;

pub use courtesy::Courtesies;
pub use effect::{Audience, Effect, Notice, Participant, Row, Stored};
pub use input::{Actor, Claim, Input, KnownSocket, Seat, SocketId, Verdict};
pub use journal::{Entry, Replayed};
pub use moment::{Clock, Moment, Seed, Timestamp};
pub use results::{ParticipantLine, QuestionLine, Results};
pub use room::Game;
pub use session::Unreadable;
pub use settings::{RejoinCredentials, Settings};
