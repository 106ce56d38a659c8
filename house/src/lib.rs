//! What the Workers of Sommelier Arena share: how texts, times, secrets, refusals and pages are treated.
//!
//! **Invariant:** nothing here knows the game, or the lists of answers.

mod address;
mod category;
mod digest;
mod fault;
mod json;
mod origin;
mod press;
mod secret;
mod settings;
mod sorted;
mod text;
mod time;

#[cfg(target_arch = "wasm32")]
pub mod cloudflare;

pub use address::network;
pub use category::Category;
pub use digest::digest;
pub use fault::Fault;
pub use json::{Object, fields, from_json};
pub use origin::{Origins, origin_of};
pub use press::Press;
pub use secret::{Secret, SecretHash};
pub use settings::Reader;
pub use sorted::Sorted;
pub use text::{excerpt, folded, folded_without_accents, tidy};
pub use time::{Timestamp, iso_8601};
