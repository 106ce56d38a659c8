//! `npm run simulate`: plays evenings until one breaks a promise or all are played.
//!
//! `--seed S` alone plays that evening and tells it; with `--evenings N` it plays N from S on.
#![expect(clippy::print_stdout, reason = "a program that is read on a terminal")]
#![expect(
    clippy::disallowed_methods,
    reason = "it tells how long it took; the evenings have a time of their own"
)]

use std::process::ExitCode;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::{Duration, Instant};

use sommelier_arena_simulator::run::evenings;

const USAGE: &str = "simulate [--evenings N] [--seed S] [--threads T]";

fn main() -> ExitCode {
    let Some([count, seed, threads]) = arguments() else {
        println!("{USAGE}");
        return ExitCode::from(2);
    };
    let threads = threads.and_then(|it| usize::try_from(it).ok()).unwrap_or_else(cores);
    // One seed alone is one evening: the one that somebody wants to see again.
    let count = count.unwrap_or(if seed.is_some() { 1 } else { 20_000 });
    let seed = seed.unwrap_or_else(any_seed);
    println!("{count} evenings from seed {seed} on, {threads} at a time");
    let began = Instant::now();
    let (played, over) = (AtomicU64::new(0), AtomicBool::new(false));
    let told = std::thread::scope(|scope| {
        scope.spawn(|| {
            while !over.load(Ordering::Relaxed) {
                std::thread::park_timeout(Duration::from_secs(1));
                let (so_far, seconds) = (played.load(Ordering::Relaxed), began.elapsed().as_secs());
                if seconds > 0 && so_far < count {
                    println!("{so_far} evenings in {seconds} s, {} a second", so_far / seconds);
                }
            }
        });
        let told = evenings(seed, 1, count, threads, &played);
        over.store(true, Ordering::Relaxed);
        told
    });
    let seconds = began.elapsed().as_secs_f64();
    match told {
        Ok(worth) => {
            println!("{}", worth.table());
            println!("{}", worth.summary(seed, seconds));
            match worth.is_enough(None) {
                Err(lacking) if count > 1 => {
                    println!("{lacking}");
                    ExitCode::FAILURE
                }
                _ => ExitCode::SUCCESS,
            }
        }
        Err(failure) => {
            println!("{failure}");
            ExitCode::FAILURE
        }
    }
}

/// The numbers after `--evenings`, `--seed` and `--threads`.
fn arguments() -> Option<[Option<u64>; 3]> {
    let mut numbers = [None; 3];
    let mut words = std::env::args().skip(1);
    while let Some(word) = words.next() {
        let at = ["--evenings", "--seed", "--threads"].iter().position(|it| *it == word)?;
        *numbers.get_mut(at)? = Some(words.next()?.parse().ok()?);
    }
    Some(numbers)
}

fn cores() -> usize {
    std::thread::available_parallelism().map_or(1, usize::from)
}

/// A seed that nobody has chosen.
fn any_seed() -> u64 {
    use std::hash::{BuildHasher, RandomState};
    RandomState::new().hash_one(std::process::id()) >> 16
}
