//! The Worker's front door: which address leads where, who may come in, and how it is said.
//!
//! What can be decided without Cloudflare is in [`route`] and [`settings`], which compile
//! natively and have their tests beside them.

pub mod route;
pub mod settings;

#[cfg(target_arch = "wasm32")]
mod door;
#[cfg(target_arch = "wasm32")]
mod health;
#[cfg(target_arch = "wasm32")]
mod hosts;
#[cfg(target_arch = "wasm32")]
mod rooms;

#[cfg(target_arch = "wasm32")]
pub use door::fetch;
