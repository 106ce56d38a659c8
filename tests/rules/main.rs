//! The rules of the room, one file per chapter of `docs-site/docs/rules.md`. Each test is named after
//! the rule it carries.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::needless_pass_by_value,
    missing_docs,
    unreachable_pub,
    reason = "a test stops where something is not as it should be"
)]

mod asking;
mod clock;
mod evening;
mod hosting;
mod identity;
mod journal;
mod lifetime;
mod lobby;
mod recording;
mod scoring;
mod seats;
mod secrecy;
mod table;
mod wire;
