//! Sommelier Arena: the room in which a blind tasting is played, and the door that leads to it.
//!
//! Read the modules in the order they are declared; each knows only those above it.

pub mod protocol;

pub mod words;

pub mod mutant;

pub mod game;

pub mod driver;

pub mod host;

pub mod http;

#[cfg(target_arch = "wasm32")]
mod room;

// Its pure parts compile everywhere, so that they are tested where tests are quick.
pub mod edge;
