//! How fast one socket may speak.

use super::Timestamp;

/// A budget that refills with time: `per_second` on average, `burst` at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Pace {
    per_second: u64,
    burst: u64,
    /// Thousandths of a message that may be sent now.
    left: u64,
    at: Timestamp,
}

impl Pace {
    /// A full budget.
    pub(crate) fn new(per_second: u64, burst: u64, now: Timestamp) -> Self {
        Self { per_second, burst, left: burst * 1_000, at: now }
    }

    /// Takes one from the budget, if one is there.
    pub(crate) fn take(&mut self, now: Timestamp) -> bool {
        // Milliseconds times messages a second are thousandths of a message.
        let refilled = self.left.saturating_add(now.ms_since(self.at) * self.per_second);
        self.left = refilled.min(self.burst * 1_000);
        self.at = now;
        let allowed = self.left >= 1_000;
        if allowed {
            self.left -= 1_000;
        }
        allowed
    }
}

/// Counts mishaps of one kind; so many within so long are too many.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Strikes {
    most: usize,
    within_ms: u64,
    at: Vec<Timestamp>,
}

impl Strikes {
    /// None yet.
    pub(crate) fn new(most: usize, within_ms: u64) -> Self {
        Self { most, within_ms, at: Vec::new() }
    }

    /// Counts one more; `true` when that makes too many.
    pub(crate) fn count(&mut self, now: Timestamp) -> bool {
        self.at.retain(|at| now.ms_since(*at) < self.within_ms);
        self.at.push(now);
        self.at.len() >= self.most
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_budget_allows_its_burst_and_then_its_rate() {
        let mut pace = Pace::new(5, 20, Timestamp(0));
        assert_eq!((0..100).filter(|_| pace.take(Timestamp(0))).count(), 20);
        assert!(!pace.take(Timestamp(199)));
        assert!(pace.take(Timestamp(200)));
        assert_eq!((0..100).filter(|_| pace.take(Timestamp(1_000_000))).count(), 20);
    }

    #[test]
    fn strikes_are_forgotten_after_their_time() {
        let mut strikes = Strikes::new(3, 1_000);
        assert!(!strikes.count(Timestamp(0)));
        assert!(!strikes.count(Timestamp(500)));
        assert!(!strikes.count(Timestamp(1_200)));
        assert!(strikes.count(Timestamp(1_300)));
    }
}
