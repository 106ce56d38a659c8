//! What a run was worth: how much of it was taken, how far it got, and what was met where.

use std::collections::BTreeMap;

use sommelier_arena::protocol::PhaseName;

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
