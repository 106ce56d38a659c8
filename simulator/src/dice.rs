//! Chance, all of it from one number: the same seed throws the same dice.

use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;

/// Dice that always fall the same way.
#[derive(Clone, Debug)]
pub struct Dice(ChaCha8Rng);

impl Dice {
    /// Dice for this seed.
    #[must_use]
    pub fn new(seed: u64) -> Self {
        Self(ChaCha8Rng::seed_from_u64(seed))
    }

    /// Any number.
    pub fn any(&mut self) -> u64 {
        self.0.next_u64()
    }

    /// A number from 0 up to `most`, without it.
    pub fn below(&mut self, most: u64) -> u64 {
        self.any() % most.max(1)
    }

    /// A number from `least` up to `most`, with both.
    pub fn between(&mut self, least: u64, most: u64) -> u64 {
        least + self.below(most.saturating_sub(least) + 1)
    }

    /// True so many times in a thousand.
    pub fn chance(&mut self, per_mille: u64) -> bool {
        self.below(1_000) < per_mille
    }

    /// The place of one of so many.
    pub fn place(&mut self, of: usize) -> usize {
        usize::try_from(self.below(of as u64)).unwrap_or_default()
    }

    /// One of these, if there are any.
    pub fn pick<'a, T>(&mut self, of: &'a [T]) -> Option<&'a T> {
        of.get(self.place(of.len()))
    }

    /// 256 bits, as an event's seed has them.
    pub fn bits(&mut self) -> [u8; 32] {
        let mut bits = [0; 32];
        self.0.fill_bytes(&mut bits);
        bits
    }
}
