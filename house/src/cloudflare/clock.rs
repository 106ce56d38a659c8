//! The wall clock, how long somebody else is waited for, and the one alarm of an object, set without waiting.
//!
//! worker's own `set_alarm` is a future, and a future is a place where another event may come between.
//! The runtime does the same without: the write joins those before it, and what is said waits for it.

use std::cell::Cell;
use std::time::Duration;

use futures::future::{Either, select};
use worker::{Delay, Error, Result, State};

use crate::Timestamp;

/// The wall clock.
#[must_use]
pub fn now() -> Timestamp {
    Timestamp(js_sys::Date::now() as u64)
}

/// What somebody answers within this time, if they do: one that hangs is as good as one that refuses. What was
/// asked of them may still be done later.
pub async fn within<T>(longest: Duration, asked: impl Future<Output = T>) -> Option<T> {
    match select(Box::pin(asked), Delay::from(longest)).await {
        Either::Left((answer, _)) => Some(answer),
        Either::Right(_) => None,
    }
}

/// What `who` answers, if they do within this time; being late is an error as any other.
///
/// # Errors
///
/// Theirs, or that they were late.
pub async fn in_time<T>(
    who: &str,
    longest: Duration,
    asked: impl Future<Output = Result<T>>,
) -> Result<T> {
    let in_vain = || Err(Error::from(format!("{who} did not answer in time")));
    within(longest, asked).await.unwrap_or_else(in_vain)
}

/// Sets the alarm to this wall-clock time, or takes it away.
///
/// # Errors
///
/// When the runtime refuses; a write that fails later resets the object.
pub fn set_alarm(state: &State, at: Option<Timestamp>) -> Result<()> {
    let storage = state.storage();
    let options = js_sys::Object::new();
    match at {
        Some(at) => {
            let date = js_sys::Date::new(&(at.0 as f64).into());
            storage.as_raw().set_alarm(date, options).map(drop)?;
        }
        None => {
            storage.as_raw().delete_alarm(options).map(drop)?;
        }
    }
    Ok(())
}

/// Forgets all rows and the alarm, without waiting.
///
/// # Errors
///
/// When the runtime refuses.
pub fn delete_all(state: &State) -> Result<()> {
    Ok(state.storage().as_raw().delete_all().map(drop)?)
}

/// An object's alarm as it is set. An alarm is a row written, so it is set only when it has to be.
#[derive(Default)]
pub struct Bell {
    /// The outer `None` is "not looked yet".
    set: Cell<Option<Option<Timestamp>>>,
}

impl Bell {
    /// Looks how the alarm is set, once.
    ///
    /// # Errors
    ///
    /// When storage does not say.
    pub async fn look(&self, state: &State) -> Result<()> {
        if self.set.get().is_none() {
            let set = state.storage().get_alarm().await?;
            self.set.set(Some(set.and_then(|at| u64::try_from(at).ok()).map(Timestamp)));
        }
        Ok(())
    }

    /// The alarm has rung: none is set.
    pub fn rang(&self) {
        self.set.set(Some(None));
    }

    /// Sets the alarm if none rings by then: one that rings early only finds nothing to do.
    ///
    /// # Errors
    ///
    /// When the runtime refuses.
    pub fn ring_at(&self, state: &State, due: Option<Timestamp>) -> Result<()> {
        let Some(due) = due else { return Ok(()) };
        if self.set.get().flatten().is_some_and(|set| set <= due) {
            return Ok(());
        }
        set_alarm(state, Some(due))?;
        self.set.set(Some(Some(due)));
        Ok(())
    }
}
