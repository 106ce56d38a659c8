//! What a run was worth: how much of it was taken, how far it got, and what was met where.

use std::collections::BTreeMap;

use sommelier_arena::protocol::PhaseName;

use crate::plan::{KINDS, Kind, Weather};

/// Messages that must have been taken, of a hundred.
const LEAST_TAKEN: u64 = 30;
/// Evenings that must have ended, of a hundred.
const LEAST_ENDED: u64 = 10;
/// Everything that a room can be told: each must be met in every phase, as must every move of a plan.
const INPUTS: [&str; 31] = [
    "create_session",
    "update_session",
    "rejoin_host",
    "join_session",
    "rejoin_session",
    "watch_session",
    "submit_answer",
    "host:lock",
    "host:unlock",
    "host:start",
    "host:pause",
    "host:resume",
    "host:reveal",
    "host:next",
    "host:end",
    "host:remove",
    "host:reseat",
    "host:reopen",
    "list_sessions",
    "host:screen_key",
    "nonsense",
    "binary",
    "opened",
    "closed",
    "alarm",
    "nudged",
    "claimed",
    "listed",
    "published",
    "drained",
    "erased",
];
/// Evenings in which everything must have been met.
const LONG_ENOUGH: u64 = 20_000;
/// What cannot be, or so rarely that no run can be held to it: an empty room has no alarm, and a claim, which is
/// made in one, is not answered so late that another's game is under way.
const CANNOT_BE: [&str; 7] = [
    "alarm in empty",
    "claimed in question_open",
    "claimed in question_paused",
    "claimed in question_revealed",
    "claimed in question_leaderboard",
    "claimed in round_leaderboard",
    "claimed in ended",
];

/// Counts of a run.
#[derive(Clone, Debug, Default)]
pub struct Worth {
    /// Evenings played.
    pub evenings: u64,
    /// Those that got to the end.
    pub ended: u64,
    /// Everything that happened to rooms.
    pub inputs: u64,
    /// Messages among it.
    pub said: u64,
    /// Messages that were taken.
    pub taken: u64,
    /// What was met in which phase; `None` is a room without a session.
    pub met: BTreeMap<(&'static str, Option<PhaseName>), u64>,
    /// The same of the moves of plans.
    pub moves: BTreeMap<(Kind, Option<PhaseName>), u64>,
}

impl Worth {
    /// Something happened in a phase.
    pub fn saw(&mut self, phase: Option<PhaseName>, kind: &'static str, said: bool, taken: bool) {
        self.inputs += 1;
        self.said += u64::from(said);
        self.taken += u64::from(said && taken);
        *self.met.entry((kind, phase)).or_default() += 1;
    }

    /// The same of several runs.
    pub fn add(&mut self, other: &Self) {
        self.evenings += other.evenings;
        self.ended += other.ended;
        self.inputs += other.inputs;
        self.said += other.said;
        self.taken += other.taken;
        for (key, count) in &other.met {
            *self.met.entry(*key).or_default() += count;
        }
        for (key, count) in &other.moves {
            *self.moves.entry(*key).or_default() += count;
        }
    }

    /// Whether it was enough: so much taken, so much ended, and, in a long run of all weathers, everything met in
    /// every phase.
    ///
    /// # Errors
    ///
    /// What is lacking.
    pub fn is_enough(&self, weather: Option<Weather>) -> Result<(), String> {
        if self.evenings == 0 || self.said == 0 {
            return Err("nothing was played".to_owned());
        }
        // Whoever is hostile is refused, and that is the point of it.
        let least = if weather == Some(Weather::Hostile) { 15 } else { LEAST_TAKEN };
        if self.taken * 100 < self.said * least {
            return Err(format!("{} of {} messages were taken", self.taken, self.said));
        }
        if self.ended * 100 < self.evenings * LEAST_ENDED {
            return Err(format!("{} of {} evenings ended", self.ended, self.evenings));
        }
        if weather.is_some() || self.evenings < LONG_ENOUGH {
            return Ok(());
        }
        let lacking: Vec<_> = PHASES
            .iter()
            .flat_map(|phase| self.lacking_in(*phase))
            .filter(|it| !CANNOT_BE.contains(&it.as_str()))
            .collect();
        if lacking.is_empty() { Ok(()) } else { Err(format!("never met: {}", lacking.join(", "))) }
    }

    fn lacking_in(&self, phase: Option<PhaseName>) -> Vec<String> {
        let inputs = INPUTS.iter().filter(|it| !self.met.contains_key(&(**it, phase)));
        let moves = KINDS.iter().filter(|it| !self.moves.contains_key(&(**it, phase)));
        let inputs = inputs.map(|it| (*it).to_owned());
        inputs
            .chain(moves.map(|it| format!("{it:?}")))
            .map(|it| format!("{it} in {}", name(phase)))
            .collect()
    }

    /// How often what was met in which phase, as a table.
    #[must_use]
    pub fn table(&self) -> String {
        let mut kinds: Vec<_> = self.met.keys().map(|(kind, _)| *kind).collect();
        kinds.dedup();
        let head = PHASES.map(|phase| format!("{:>20}", name(phase))).concat();
        let line = |kind: &str| {
            let count = |phase| self.met.iter().find(|((k, p), _)| *k == kind && *p == phase);
            let counts = PHASES.map(|phase| format!("{:>20}", count(phase).map_or(0, |it| *it.1)));
            format!("{kind:<16}{}", counts.concat())
        };
        let lines: Vec<_> = kinds.iter().map(|kind| line(kind)).collect();
        format!("{:<16}{head}\n{}", "", lines.join("\n"))
    }

    /// All of it in one line of JSON.
    #[must_use]
    pub fn summary(&self, seed: u64, seconds: f64) -> String {
        let share = |part: u64, of: u64| (1_000 * part / of.max(1)) as f64 / 1_000.0;
        serde_json::json!({
            "seed": seed,
            "evenings": self.evenings,
            "ended": share(self.ended, self.evenings),
            "inputs": self.inputs,
            "messages": self.said,
            "taken": share(self.taken, self.said),
            "seconds": seconds.round(),
            "evenings_per_second": (self.evenings as f64 / seconds).round(),
        })
        .to_string()
    }
}

/// Every phase, and a room without a session.
pub const PHASES: [Option<PhaseName>; 8] = [
    None,
    Some(PhaseName::Waiting),
    Some(PhaseName::QuestionOpen),
    Some(PhaseName::QuestionPaused),
    Some(PhaseName::QuestionRevealed),
    Some(PhaseName::QuestionLeaderboard),
    Some(PhaseName::RoundLeaderboard),
    Some(PhaseName::Ended),
];

fn name(phase: Option<PhaseName>) -> String {
    let name = serde_json::to_value(phase).unwrap_or_default();
    name.as_str().unwrap_or("empty").to_owned()
}
