//! The fuzz targets. Under `cargo test` a bounded number of inputs; `npm run fuzz -- --minutes 10` for as long as
//! one likes. An input that fails is printed with its seed: `BOLERO_RANDOM_SEED` plays it again.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::needless_pass_by_value,
    clippy::print_stdout,
    dead_code,
    missing_docs,
    unreachable_pub,
    reason = "a test stops where something is not as it should be; the table serves the rules' tests, too"
)]

mod frames;
mod party;
mod rooms;
#[path = "../../../tests/rules/table.rs"]
mod table;

use std::sync::atomic::{AtomicU64, Ordering};

/// How many frames a target has said.
struct Count {
    target: &'static str,
    frames: AtomicU64,
}

impl Count {
    const fn of(target: &'static str) -> Self {
        Self { target, frames: AtomicU64::new(0) }
    }

    /// One more; whoever waits for minutes wants to see something now and then.
    fn one(&self) {
        let said = self.frames.fetch_add(1, Ordering::Relaxed) + 1;
        if said.is_multiple_of(1_000_000) {
            println!("{}: {said} frames", self.target);
        }
    }

    fn tell(&self) {
        println!("{}: {} frames in all", self.target, self.frames.load(Ordering::Relaxed));
    }
}
