//! Curated answers: lists that anyone may read and an admin keeps good.
//!
//! Read the modules in the order they are declared; each knows only those above it.

pub mod catalogue;

pub mod list;

pub mod seen;

pub mod suggestions;

pub mod ask;

pub mod ledger;

pub mod settings;

pub mod route;

#[cfg(target_arch = "wasm32")]
mod kv;
#[cfg(target_arch = "wasm32")]
mod rows;
#[cfg(target_arch = "wasm32")]
mod writer;

#[cfg(target_arch = "wasm32")]
mod reading;

#[cfg(target_arch = "wasm32")]
mod door;
