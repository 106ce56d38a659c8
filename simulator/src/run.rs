//! Many evenings, on as many threads as there are.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};

use crate::story::{Failure, evening};
use crate::worth::Worth;

/// Plays the evenings of `count` seeds from `first` on, each `step` after the one before. Of those that break a
/// promise the first by seed is told.
///
/// # Errors
///
/// The first failure.
pub fn evenings(
    first: u64,
    step: u64,
    count: u64,
    threads: usize,
    progress: &AtomicU64,
) -> Result<Worth, Box<Failure>> {
    let next = AtomicU64::new(0);
    let last = AtomicU64::new(count);
    let worth = Mutex::new(Worth::default());
    let failed: Mutex<Option<Box<Failure>>> = Mutex::new(None);
    std::thread::scope(|scope| {
        for _ in 0..threads.max(1) {
            scope.spawn(|| {
                let mut mine = Worth::default();
                loop {
                    let n = next.fetch_add(1, Ordering::Relaxed);
                    if n >= last.load(Ordering::Relaxed) {
                        break;
                    }
                    match evening(first.wrapping_add(n.wrapping_mul(step))) {
                        Ok(worth) => mine.add(&worth),
                        Err(failure) => {
                            // Those before it are still played: the first is told, whoever was faster.
                            last.fetch_min(n, Ordering::Relaxed);
                            let mut failed = failed.lock().unwrap_or_else(PoisonError::into_inner);
                            if failed.as_ref().is_none_or(|it| failure.seed < it.seed) {
                                *failed = Some(failure);
                            }
                        }
                    }
                    progress.fetch_add(1, Ordering::Relaxed);
                }
                worth.lock().unwrap_or_else(PoisonError::into_inner).add(&mine);
            });
        }
    });
    match failed.into_inner().unwrap_or_else(PoisonError::into_inner) {
        Some(failure) => Err(failure),
        None => Ok(worth.into_inner().unwrap_or_else(PoisonError::into_inner)),
    }
}
