//! The docs under the game's own domain: `/docs` and all below it comes from where the docs are.
//!
//! Read the modules in the order they are declared; each knows only those above it.

pub mod site;

pub mod headers;

pub mod settings;

#[cfg(target_arch = "wasm32")]
mod door;
