//! What was counted here, until it is told: a line in the log, and a data point where a dataset is bound.
//!
//! Rooms of one isolate count together, and the isolate outlives a room's sleep. What it had not told when it ends is
//! not told at all: these are counts to watch by, and what a tasting rests on is on disk.

use std::cell::Cell;

use worker::{AnalyticsEngineDataPointBuilder, Env, console_error, console_log};

use crate::driver::Tally;

/// The binding of the dataset.
const COUNTS: &str = "COUNTS";

thread_local! {
    static COUNTED: Cell<Tally> = Cell::default();
}

/// Counts something.
pub(super) fn count(tally: Tally) {
    let mut counted = COUNTED.get();
    counted.add(tally);
    COUNTED.set(counted);
}

/// Tells what was counted, if anything was.
pub(super) fn tell(env: &Env) {
    let counted = COUNTED.take();
    if counted == Tally::default() {
        return;
    }
    console_log!("{}", serde_json::json!({ "event": "counts", "counts": counted }));
    if let Ok(dataset) = env.analytics_engine(COUNTS) {
        let point = AnalyticsEngineDataPointBuilder::new().doubles(counted.numbers());
        if let Err(error) = point.write_to(&dataset) {
            let why = error.to_string();
            console_error!("{}", serde_json::json!({ "event": "not counted", "why": why }));
        }
    }
}
