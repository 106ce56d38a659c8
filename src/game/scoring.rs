//! What an answer is worth, and what rank a score makes. The one place to change for another scoring.

use std::cmp::Reverse;

use super::Seat;

/// Points for the right option: no speed bonus, no penalty.
const RIGHT: u32 = 100;

/// What an answer brings.
pub(crate) fn points(chosen: Option<u8>, correct: u8) -> u32 {
    if chosen == Some(correct) { RIGHT } else { 0 }
}

/// A seat with its score and rank.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Placed {
    pub(crate) seat: Seat,
    pub(crate) score: u32,
    pub(crate) rank: usize,
}

/// Ranks scores, best first; equal scores share a rank (1, 1, 3) and stand in the order of joining.
pub(crate) fn rank(scores: impl Iterator<Item = (Seat, u32)>) -> Vec<Placed> {
    let mut placed: Vec<_> = scores.map(|(seat, score)| Placed { seat, score, rank: 0 }).collect();
    placed.sort_unstable_by_key(|it| (Reverse(it.score), it.seat));
    let mut shared = (u32::MAX, 0);
    for (n, line) in placed.iter_mut().enumerate() {
        if n == 0 || line.score != shared.0 {
            shared = (line.score, n + 1);
        }
        line.rank = shared.1;
    }
    placed
}
