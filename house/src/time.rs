//! Time, as the pure parts are told it.

use std::time::{Duration, UNIX_EPOCH};

use serde::{Deserialize, Serialize};

/// Unix time in milliseconds.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct Timestamp(pub u64);

impl Timestamp {
    /// This time, `ms` milliseconds later.
    #[must_use]
    pub fn plus_ms(self, ms: u64) -> Self {
        Self(self.0.saturating_add(ms))
    }

    /// This time, `ms` milliseconds earlier; never before 1970.
    #[must_use]
    pub fn minus_ms(self, ms: u64) -> Self {
        Self(self.0.saturating_sub(ms))
    }

    /// Milliseconds from `earlier` until now; zero if it lies ahead.
    #[must_use]
    pub fn ms_since(self, earlier: Self) -> u64 {
        self.0.saturating_sub(earlier.0)
    }
}

/// A time in ISO 8601, UTC, with milliseconds. Times past the year 9999 are shown as its end.
#[must_use]
pub fn iso_8601(at: Timestamp) -> String {
    const END_OF_9999_MS: u64 = 253_402_300_799_999;
    let since_1970 = Duration::from_millis(at.0.min(END_OF_9999_MS));
    humantime::format_rfc3339_millis(UNIX_EPOCH + since_1970).to_string()
}
