//! The wall clock, and the one alarm of an object, set without waiting.
//!
//! worker's own `set_alarm` is a future, and a future is a place where another event may come between.
//! The runtime does the same without: the write joins those before it, and what is said waits for it.

use worker::{Result, State};

use crate::Timestamp;

/// The wall clock.
#[must_use]
pub fn now() -> Timestamp {
    Timestamp(worker::Date::now().as_millis())
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
