//! What was counted here, until it is told: a line in the log, and a data point where a dataset is bound.
//!
//! Rooms of one isolate count together, and the isolate outlives a room's sleep. What it had not told when it ends is
//! not told at all: these are counts to watch by, and what a tasting rests on is on disk.

use std::cell::Cell;

use sommelier_house::{Object, cloudflare as log};
use worker::{AnalyticsEngineDataPointBuilder, Env};

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
    log::tell(Object::event("counts").with("counts", &counted));
    if let Ok(dataset) = env.analytics_engine(COUNTS) {
        let point = AnalyticsEngineDataPointBuilder::new().doubles(counted.numbers());
        if let Err(error) = point.write_to(&dataset) {
            log::tell_error(Object::event("not counted").with("why", &error.to_string()));
        }
    }
}
