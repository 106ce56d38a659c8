//! The simulator itself: the same seed is the same evening, and a broken promise makes a short story.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on stops")]

use sommelier_arena_simulator::plan::plan;
use sommelier_arena_simulator::story::{MOST_MOVES, play, shortened};

#[test]
fn the_same_seed_is_the_same_evening() {
    for seed in 0..10 {
        let told = || {
            let mut words = Vec::new();
            play(seed, &plan(seed, MOST_MOVES), Some(&mut words)).unwrap();
            words
        };
        let first = told();
        assert!(first.len() > 20);
        assert_eq!(first, told(), "seed {seed}");
    }
    assert_ne!(plan(1, MOST_MOVES), plan(2, MOST_MOVES));
}

#[test]
fn a_story_is_shortened_to_the_moves_that_it_takes() {
    let moves = plan(7, MOST_MOVES);
    let kinds: Vec<_> = moves.iter().map(|it| it.kind).collect();
    let (first, last) = (kinds[3], kinds[40]);
    // Anything with these two, one after the other, counts as broken.
    let breaks = |moves: &[sommelier_arena_simulator::plan::Move]| {
        let at = moves.iter().position(|it| it.kind == first);
        at.is_some_and(|at| moves.iter().skip(at + 1).any(|it| it.kind == last))
    };
    let short = shortened(moves, breaks);
    let short: Vec<_> = short.iter().map(|it| (it.after_ms, it.kind)).collect();
    assert_eq!(short, [(0, first), (0, last)]);
}
