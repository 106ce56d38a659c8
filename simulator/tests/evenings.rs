//! Twenty thousand evenings, two thousand in each weather, and what they were worth together.

#![allow(
    clippy::panic,
    clippy::print_stdout,
    reason = "a broken promise stops its test, and a run says what it was worth"
)]

use std::sync::atomic::AtomicU64;
use std::sync::{Mutex, PoisonError};

use sommelier_arena_simulator::plan::{WEATHERS, Weather};
use sommelier_arena_simulator::run::evenings;
use sommelier_arena_simulator::worth::Worth;

/// Evenings of each weather; `SIMULATED_EVENINGS` sets how many there are in all.
const EACH: u64 = 2_000;

/// Plays the evenings of one weather: those whose seed ends with its digit.
fn play(weather: Weather) -> Worth {
    let digit = WEATHERS.iter().position(|it| *it == weather).unwrap_or_default() as u64;
    let asked = std::env::var("SIMULATED_EVENINGS").ok().and_then(|it| it.parse::<u64>().ok());
    let each = asked.map_or(EACH, |all| all.div_ceil(WEATHERS.len() as u64));
    // The tests themselves run side by side.
    match evenings(digit, WEATHERS.len() as u64, each, 1, &AtomicU64::new(0)) {
        Ok(worth) => worth,
        Err(failure) => panic!("{failure}"),
    }
}

/// Adds a weather to those that were played already; the last of the ten holds all of them to what they must have met.
fn together(worth: &Worth) -> Result<(), String> {
    static ALL: Mutex<(usize, Option<Worth>)> = Mutex::new((0, None));
    let mut all = ALL.lock().unwrap_or_else(PoisonError::into_inner);
    all.0 += 1;
    let last = all.0 == WEATHERS.len();
    let sum = all.1.get_or_insert_default();
    sum.add(worth);
    if !last {
        return Ok(());
    }
    println!("{}", sum.table());
    sum.is_enough(None)
}

macro_rules! weathers {
    ($($name:ident: $weather:ident,)*) => {$(
        #[test]
        fn $name() {
            let worth = play(Weather::$weather);
            assert_eq!(worth.is_enough(Some(Weather::$weather)), Ok(()));
            assert_eq!(together(&worth), Ok(()));
        }
    )*};
}

weathers! {
    promises_hold_when_only_people_err: Calm,
    promises_hold_when_connections_break: Network,
    promises_hold_when_the_process_is_killed: Crashes,
    promises_hold_when_the_room_is_evicted: Evictions,
    promises_hold_when_the_alarm_misbehaves: Alarm,
    promises_hold_when_storage_fails: Storage,
    promises_hold_when_the_clock_jumps: Clock,
    promises_hold_when_index_and_archive_fail: Others,
    promises_hold_against_a_hostile_stranger: Hostile,
    promises_hold_when_everything_goes_wrong: Everything,
}
