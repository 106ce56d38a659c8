//! One evening from its plan to its end, beside its twin; and, when a promise breaks, the shortest story of it.

use sommelier_arena::protocol::PhaseName;

use crate::dice::Dice;
use crate::plan::{Move, plan};
use crate::promises::afterwards::{
    i8_everyone_sees_the_same, i9_never_stuck, i10_forgotten_in_time,
    the_journal_tells_the_evening, the_weather_clears,
};
use crate::promises::secrets::i4_the_correct_option_is_not_told_before_the_reveal;
use crate::promises::{Broken, Kept};
use crate::world::World;
use crate::worth::Worth;

/// Moves of an evening, at most.
pub const MOST_MOVES: usize = 300;

/// A promise that was broken, and how to see it again.
#[derive(Clone, Debug)]
pub struct Failure {
    /// Of the evening.
    pub seed: u64,
    /// What was broken in the whole evening.
    pub broken: Broken,
    /// The moves that are enough for it.
    pub moves: Vec<Move>,
    /// What happens in them.
    pub words: Vec<String>,
}

impl std::fmt::Display for Failure {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        writeln!(f, "seed {}: {}", self.seed, self.broken)?;
        writeln!(f, "{} moves are enough:", self.moves.len())?;
        self.words.iter().try_for_each(|word| writeln!(f, "{word}"))?;
        writeln!(f, "again: npm run simulate -- --seed {}", self.seed)
    }
}

/// Plays the evening of a seed.
///
/// # Errors
///
/// The promise that it breaks, with a short story of it.
pub fn evening(seed: u64) -> Result<Worth, Box<Failure>> {
    let moves = plan(seed, MOST_MOVES);
    play(seed, &moves, None).map_err(|broken| {
        let moves = shortened(moves, |moves| {
            play(seed, moves, None).err().is_some_and(|it| it.promise == broken.promise)
        });
        let mut words = Vec::new();
        let broken_at_last = play(seed, &moves, Some(&mut words)).err();
        Box::new(Failure { seed, broken: broken_at_last.unwrap_or(broken), moves, words })
    })
}

/// Plays these moves in the evening of a seed, and tells what happens if somebody wants to read it.
///
/// # Errors
///
/// The promise that they break.
pub fn play(seed: u64, moves: &[Move], words: Option<&mut Vec<String>>) -> Result<Worth, Broken> {
    let mut world = World::new(seed, None);
    world.words = words.is_some().then(Vec::new);
    let played = play_in(&mut world, seed, moves);
    if let (Some(words), Some(told)) = (words, world.words.take()) {
        *words = told;
    }
    played.map(|()| {
        world.worth.evenings = 1;
        world.worth
    })
}

fn play_in(world: &mut World, seed: u64, moves: &[Move]) -> Kept {
    let mut dice = Dice::new(seed);
    // Early ones more often: few evenings get far.
    let twist = usize::try_from(dice.below(5).min(dice.below(5))).unwrap_or_default();
    let mut twin = Some(World::new(seed, Some(twist)));
    for it in moves {
        world.does(it)?;
        if let Some(other) = &mut twin {
            other.does(it)?;
            if !i4_the_correct_option_is_not_told_before_the_reveal(world, other, twist)? {
                twin = None;
            }
        }
    }
    the_weather_clears(world)?;
    i8_everyone_sees_the_same(world)?;
    the_journal_tells_the_evening(world)?;
    i9_never_stuck(world, dice.chance(500))?;
    i8_everyone_sees_the_same(world)?;
    the_journal_tells_the_evening(world)?;
    world.worth.ended = u64::from(world.oracle.view.phase() == PhaseName::Ended);
    i10_forgotten_in_time(world)
}

/// Leaves out what it does not take to break the promise `still`, then shortens the waits.
#[must_use]
pub fn shortened(mut moves: Vec<Move>, still: impl Fn(&[Move]) -> bool) -> Vec<Move> {
    let mut size = moves.len().div_ceil(2);
    while size > 0 {
        let mut at = 0;
        while at < moves.len() {
            let mut fewer = moves.clone();
            fewer.drain(at..(at + size).min(moves.len()));
            if still(&fewer) {
                moves = fewer;
            } else {
                at += size;
            }
        }
        size /= 2;
    }
    for at in 0..moves.len() {
        for after_ms in [0, 10, 100, 1_000] {
            let mut shorter = moves.clone();
            let Some(it) = shorter.get_mut(at).filter(|it| it.after_ms > after_ms) else { break };
            it.after_ms = after_ms;
            if still(&shorter) {
                moves = shorter;
                break;
            }
        }
    }
    moves
}
