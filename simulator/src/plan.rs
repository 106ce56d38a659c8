//! What is going to happen in an evening, drawn beforehand from its seed. A move says what, and its salt how: one
//! can be left out without changing the others, which is what makes a story short.

use crate::dice::Dice;

/// Something that happens.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// The host does what leads on.
    Onward,
    /// The host says any of their words.
    HostWord,
    /// The same with the number of a moment ago.
    StaleWord,
    /// The host, in a second tab.
    SecondTab,
    /// The host edits the tasting.
    Edits,
    /// The host locks the lobby, or unlocks it.
    Locks,
    /// The host removes somebody.
    Removes,
    /// The host gives somebody a one-time link, who uses it or not.
    Reseats,
    /// A guest adds a name.
    Names,
    /// The host reopens an evening, or tries to.
    Reopens,
    /// The host asks for their list, or for a key for screens.
    HostAsks,
    /// Somebody creates a session here: the host again, or another host.
    Creates,
    /// A guest answers.
    Answers,
    /// Every guest answers in the last moment, or just too late.
    LastMoment,
    /// A guest answers to nonsense.
    AnswersOddly,
    /// Somebody new joins.
    Joins,
    /// A guest opens another device.
    SecondDevice,
    /// Anyone says again what they said last; a guest greets again, or joins again, as if the answer had been lost.
    Repeats,
    /// A guest says one of the host's words.
    Forges,
    /// A stranger says anything at all.
    Intrudes,
    /// A stranger says something that is no message.
    Nonsense,
    /// A stranger sends bytes, too much, or too fast.
    Floods,
    /// A client closes its page, and comes back later or not.
    Leaves,
    /// A connection breaks, at once or unnoticed by the room.
    Breaks,
    /// Everybody's connection breaks at once.
    Storm,
    /// Somebody looks at the room over HTTP.
    Glances,
    /// The process is killed.
    Killed,
    /// It will be killed right after the next commit.
    KilledAfterCommit,
    /// The room's memory goes, its sockets stay.
    Hibernates,
    /// Memory and sockets go, in peace.
    Restarts,
    /// The alarm rings though nothing is due.
    RingsEarly,
    /// The alarm is lost.
    AlarmLost,
    /// The alarm will be late.
    AlarmLate,
    /// The alarm's handler fails so many times.
    AlarmFails,
    /// Storage refuses so many writes.
    RefusesWrites,
    /// Storage refuses so many reads.
    RefusesReads,
    /// Commits take long.
    SlowDisk,
    /// The wall clock jumps.
    ClockJumps,
    /// The index stops or starts answering, or takes its time.
    Index,
    /// The archive does.
    Archive,
    /// The host deletes the session.
    Erases,
    /// Nothing, for a long time.
    Sleeps,
}

/// All of them.
pub const KINDS: [Kind; 42] = [
    Kind::Onward,
    Kind::HostWord,
    Kind::StaleWord,
    Kind::SecondTab,
    Kind::Edits,
    Kind::Locks,
    Kind::Removes,
    Kind::Reseats,
    Kind::Names,
    Kind::Reopens,
    Kind::HostAsks,
    Kind::Creates,
    Kind::Answers,
    Kind::LastMoment,
    Kind::AnswersOddly,
    Kind::Joins,
    Kind::SecondDevice,
    Kind::Repeats,
    Kind::Forges,
    Kind::Intrudes,
    Kind::Nonsense,
    Kind::Floods,
    Kind::Leaves,
    Kind::Breaks,
    Kind::Storm,
    Kind::Glances,
    Kind::Killed,
    Kind::KilledAfterCommit,
    Kind::Hibernates,
    Kind::Restarts,
    Kind::RingsEarly,
    Kind::AlarmLost,
    Kind::AlarmLate,
    Kind::AlarmFails,
    Kind::RefusesWrites,
    Kind::RefusesReads,
    Kind::SlowDisk,
    Kind::ClockJumps,
    Kind::Index,
    Kind::Archive,
    Kind::Erases,
    Kind::Sleeps,
];

/// Something that happens, when, and how.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Move {
    /// So long after the one before.
    pub after_ms: u64,
    /// What.
    pub kind: Kind,
    /// How.
    pub salt: u64,
}

/// What kind of evening it is: which faults are common. The last digit of a seed says it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Weather {
    /// Nothing goes wrong but people.
    Calm,
    /// Connections break.
    Network,
    /// The process dies.
    Crashes,
    /// The room is evicted.
    Evictions,
    /// The alarm misbehaves.
    Alarm,
    /// Storage misbehaves.
    Storage,
    /// The wall clock jumps.
    Clock,
    /// The index and the archive misbehave.
    Others,
    /// A stranger does their worst.
    Hostile,
    /// Everything at once.
    Everything,
}

/// All kinds of evening, by the last digit of their seeds.
pub const WEATHERS: [Weather; 10] = [
    Weather::Calm,
    Weather::Network,
    Weather::Crashes,
    Weather::Evictions,
    Weather::Alarm,
    Weather::Storage,
    Weather::Clock,
    Weather::Others,
    Weather::Hostile,
    Weather::Everything,
];

impl Weather {
    /// What kind of evening a seed makes.
    #[must_use]
    pub fn of(seed: u64) -> Self {
        let digit = usize::try_from(seed % 10).unwrap_or_default();
        WEATHERS.get(digit).copied().unwrap_or(Self::Everything)
    }

    fn has(self, fault: Self) -> bool {
        self == fault || self == Self::Everything
    }
}

/// The moves of an evening: up to `most`.
#[must_use]
pub fn plan(seed: u64, most: usize) -> Vec<Move> {
    let mut dice = Dice::new(seed);
    let weights = weights(Weather::of(seed));
    let total = weights.iter().map(|(_, weight)| weight).sum();
    let length = dice.between(20, most as u64);
    let draw = |dice: &mut Dice| {
        let mut at = dice.below(total);
        for (kind, weight) in &weights {
            match at.checked_sub(*weight) {
                Some(left) => at = left,
                None => return *kind,
            }
        }
        Kind::Onward
    };
    let wait = |dice: &mut Dice| match dice.below(100) {
        0..30 => dice.below(50),
        30..75 => dice.below(1_500),
        75..96 => dice.below(6_000),
        _ => dice.below(70_000),
    };
    (0..length)
        .map(|_| Move { after_ms: wait(&mut dice), kind: draw(&mut dice), salt: dice.any() })
        .collect()
}

fn weights(weather: Weather) -> Vec<(Kind, u64)> {
    let often = |fault: Weather, weight: u64| if weather.has(fault) { weight } else { 0 };
    vec![
        (Kind::Onward, 160),
        (Kind::HostWord, 60),
        (Kind::StaleWord, 6),
        (Kind::SecondTab, 10),
        (Kind::Edits, 8),
        (Kind::Locks, 8),
        (Kind::Removes, 6),
        (Kind::Reseats, 10),
        (Kind::Names, 8),
        (Kind::Reopens, 6),
        (Kind::HostAsks, 12),
        (Kind::Creates, 8),
        (Kind::Answers, 200),
        (Kind::LastMoment, 12),
        (Kind::AnswersOddly, 12),
        (Kind::Joins, 12),
        (Kind::SecondDevice, 8),
        (Kind::Repeats, 12),
        (Kind::Forges, 6),
        (Kind::Intrudes, 10 + often(Weather::Hostile, 150)),
        (Kind::Nonsense, 6 + often(Weather::Hostile, 60)),
        (Kind::Floods, 1 + often(Weather::Hostile, 12)),
        (Kind::Leaves, 12 + often(Weather::Network, 30)),
        (Kind::Breaks, 10 + often(Weather::Network, 80)),
        (Kind::Storm, often(Weather::Network, 10)),
        (Kind::Glances, 3),
        (Kind::Killed, 1 + often(Weather::Crashes, 40)),
        (Kind::KilledAfterCommit, 1 + often(Weather::Crashes, 60)),
        (Kind::Hibernates, 6 + often(Weather::Evictions, 90)),
        (Kind::Restarts, 2 + often(Weather::Evictions, 40)),
        (Kind::RingsEarly, 3 + often(Weather::Alarm, 50)),
        (Kind::AlarmLost, often(Weather::Alarm, 25)),
        (Kind::AlarmLate, often(Weather::Alarm, 40)),
        (Kind::AlarmFails, often(Weather::Alarm, 40)),
        (Kind::RefusesWrites, often(Weather::Storage, 60)),
        (Kind::RefusesReads, often(Weather::Storage, 30)),
        (Kind::SlowDisk, 2 + often(Weather::Storage, 40) + often(Weather::Crashes, 40)),
        (Kind::ClockJumps, often(Weather::Clock, 60)),
        (Kind::Index, often(Weather::Others, 60)),
        (Kind::Archive, often(Weather::Others, 60)),
        (Kind::Erases, 1 + often(Weather::Others, 3)),
        (Kind::Sleeps, 3),
    ]
}
