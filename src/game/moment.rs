//! When something happens, and the chance it brings along: the only time and randomness the rules know.

use chacha20::ChaCha20Rng;
use rand::SeedableRng;
use serde::{Deserialize, Serialize};
pub use sommelier_house::Timestamp;

/// 256 bits of the platform's randomness, others for each event. Secrets may be made from it, so it is never stored.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Seed(pub [u8; 32]);

impl Seed {
    /// The generator that everything random in one event is drawn from, in one fixed order.
    #[must_use]
    pub fn rng(self) -> ChaCha20Rng {
        ChaCha20Rng::from_seed(self.0)
    }
}

impl std::fmt::Debug for Seed {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Seed(…)")
    }
}

/// What the shell tells the rules with every event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moment {
    /// The wall clock. It may jump; [`Clock`] makes the room's own time of it.
    pub wall: Timestamp,
    /// Fresh randomness.
    pub seed: Seed,
}

/// The room's own clock: the wall clock plus a skew that grows whenever the wall clock falls back,
/// so that time never goes back and a countdown never gets longer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Clock {
    skew_ms: u64,
    last: Timestamp,
}

impl Clock {
    /// The clock of a room whose time begins now.
    #[must_use]
    pub fn starting(now: Timestamp) -> Self {
        Self { skew_ms: 0, last: now }
    }

    /// The room's time, as the wall clock shows `wall`; and whether the wall clock had fallen back,
    /// which is worth writing down.
    pub fn read(&mut self, wall: Timestamp) -> (Timestamp, bool) {
        let now = wall.plus_ms(self.skew_ms);
        let fell_back = now < self.last;
        if fell_back {
            self.skew_ms = self.skew_ms.saturating_add(self.last.ms_since(now));
        } else {
            self.last = now;
        }
        (self.last, fell_back)
    }

    /// When something that was seen on the wall clock was, in the room's time.
    #[must_use]
    pub fn in_the_room(&self, wall: Timestamp) -> Timestamp {
        wall.plus_ms(self.skew_ms)
    }

    /// What the wall clock will show at this time of the room: alarms know no skew.
    #[must_use]
    pub fn on_the_wall(&self, at: Timestamp) -> Timestamp {
        at.minus_ms(self.skew_ms)
    }
}
