//! Any evening: random hosts, guests, strangers, faults and clocks, and the promises that hold after
//! every single thing that happens.
//!
//! `EVENINGS` sets how many are played (1,000 unless set, some 75,000 inputs). A failing one shrinks to
//! a short story, and its seed is kept in `tests/rules/evening.proptest-regressions`.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;
use proptest::test_runner::{Config, FileFailurePersistence, TestCaseError, TestRunner};
use serde_json::{Value, json};
use sommelier_arena::game::{Input, SocketId};

use crate::table::{Evening, HOST_ID, host_key, secret};

/// The phases, as the wire names them.
const PHASES: [&str; 7] = [
    "waiting",
    "question_open",
    "question_paused",
    "question_revealed",
    "question_leaderboard",
    "round_leaderboard",
    "ended",
];

/// One thing that happens.
#[derive(Clone, Debug)]
enum Move {
    /// The host does what leads on.
    Onward,
    /// The host says this, fitting or not.
    Host(&'static str),
    /// The same with the `rev` of a moment ago.
    Stale(&'static str),
    /// A guest says one of the host's words.
    Forged { guest: usize, word: &'static str },
    /// A guest chooses an option of the open question, or of none.
    Answer { guest: usize, option: usize },
    /// Somebody new joins, or tries to.
    Join,
    /// A guest's socket goes.
    Leave { guest: usize },
    /// A guest comes back, with the right token or another's.
    Return { guest: usize, right: bool },
    /// The host's socket goes.
    HostLeaves,
    /// The host comes back.
    HostReturns { right: bool },
    /// Somebody sends something that is no message.
    Nonsense { guest: usize, text: &'static str },
    /// The memory goes.
    Evicted,
    /// Memory and sockets go; everybody comes back.
    Killed,
    /// The alarm rings when nothing is due.
    RingsEarly,
    /// Time passes without the alarm.
    AlarmLost { ms: u64 },
    /// The wall clock falls back.
    ClockFallsBack { ms: u64 },
    /// The host's index stops or starts answering.
    Index { reachable: bool },
}

impl Move {
    fn kind(&self) -> &'static str {
        match self {
            Self::Onward => "onward",
            Self::Host(word) => word,
            Self::Stale(_) => "stale",
            Self::Forged { .. } => "forged",
            Self::Answer { .. } => "answer",
            Self::Join => "join",
            Self::Leave { .. } => "leave",
            Self::Return { .. } => "return",
            Self::HostLeaves => "host leaves",
            Self::HostReturns { .. } => "host returns",
            Self::Nonsense { .. } => "nonsense",
            Self::Evicted => "evicted",
            Self::Killed => "killed",
            Self::RingsEarly => "rings early",
            Self::AlarmLost { .. } => "alarm lost",
            Self::ClockFallsBack { .. } => "clock falls back",
            Self::Index { .. } => "index",
        }
    }

    /// Every kind there is: each must be met in every phase.
    const KINDS: [&'static str; 22] = [
        "onward",
        "start",
        "pause",
        "resume",
        "reveal",
        "next",
        "end",
        "stale",
        "forged",
        "answer",
        "join",
        "leave",
        "return",
        "host leaves",
        "host returns",
        "nonsense",
        "evicted",
        "killed",
        "rings early",
        "alarm lost",
        "clock falls back",
        "index",
    ];
}

fn any_word() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec!["start", "pause", "resume", "reveal", "next", "end"])
}

fn any_move() -> impl Strategy<Value = Move> {
    let guest = || 0..3_usize;
    let nonsense = vec!["", "null", "{}", "{\"type\":\"dance\"}", "{\"type\":\"submit_answer\"}"];
    prop_oneof![
        14 => Just(Move::Onward),
        6 => any_word().prop_filter("rarely", |word| *word != "end").prop_map(Move::Host),
        2 => any_word().prop_map(Move::Host),
        2 => Just(Move::Host("pause")),
        1 => any_word().prop_map(Move::Stale),
        1 => (guest(), any_word()).prop_map(|(guest, word)| Move::Forged { guest, word }),
        10 => (guest(), 0..5_usize).prop_map(|(guest, option)| Move::Answer { guest, option }),
        1 => Just(Move::Join),
        2 => guest().prop_map(|guest| Move::Leave { guest }),
        3 => (guest(), prop::bool::weighted(0.8))
            .prop_map(|(guest, right)| Move::Return { guest, right }),
        1 => Just(Move::HostLeaves),
        2 => prop::bool::weighted(0.8).prop_map(|right| Move::HostReturns { right }),
        1 => (guest(), prop::sample::select(nonsense))
            .prop_map(|(guest, text)| Move::Nonsense { guest, text }),
        2 => Just(Move::Evicted),
        1 => Just(Move::Killed),
        1 => Just(Move::RingsEarly),
        1 => (0..80_000_u64).prop_map(|ms| Move::AlarmLost { ms }),
        1 => (0..5_000_000_u64).prop_map(|ms| Move::ClockFallsBack { ms }),
        1 => any::<bool>().prop_map(|reachable| Move::Index { reachable }),
    ]
}

/// An evening, and what everybody at the table was promised so far.
struct Story {
    evening: Evening,
    rev: u64,
    joined: usize,
    /// The latest confirmed option of each, by question.
    confirmed: BTreeMap<(String, String), String>,
    /// What each participant's revealed questions must have brought.
    earned: BTreeMap<String, u64>,
    revealed: BTreeSet<String>,
    question: Option<Value>,
    /// The wall clock fell back so far: deadlines are no longer where it shows them.
    skewed: bool,
}

/// What a run was worth.
#[derive(Default)]
struct Worth {
    evenings: usize,
    ended: usize,
    inputs: usize,
    accepted: usize,
    met: BTreeMap<(String, &'static str), usize>,
}

fn check(holds: bool, promise: &str) -> Result<(), TestCaseError> {
    if holds { Ok(()) } else { Err(TestCaseError::fail(promise.to_owned())) }
}

impl Story {
    fn begin() -> Self {
        let evening = Evening::lobby(1, 3);
        Self {
            evening,
            rev: 0,
            joined: 3,
            confirmed: BTreeMap::new(),
            earned: BTreeMap::new(),
            revealed: BTreeSet::new(),
            question: None,
            skewed: false,
        }
    }

    /// Plays one move; returns whether the room took it.
    fn play(&mut self, delay_ms: u64, it: &Move) -> Result<bool, TestCaseError> {
        self.evening.table.after_ms(delay_ms);
        self.listen()?;
        let before = self.evening.disk.clone();
        let heard = self.act(it);
        let refused = heard.iter().any(|frame| frame["type"] == "error");
        if refused {
            // Overdue things happen whoever comes; a refused message adds nothing to them.
            let overdue = matches!(it, Move::AlarmLost { .. });
            check(overdue || before == self.evening.disk, "a refused command changes nothing")?;
        }
        self.listen()?;
        self.look()?;
        Ok(!refused)
    }

    fn act(&mut self, it: &Move) -> Vec<Value> {
        let evening = &mut self.evening;
        match it {
            Move::Onward => {
                let word = match evening.phase().as_str() {
                    "waiting" => "start",
                    "question_open" => "reveal",
                    "question_paused" => "resume",
                    "ended" => return Vec::new(),
                    _ => "next",
                };
                evening.step(word)
            }
            Move::Host(word) => evening.step(word),
            Move::Stale(word) => {
                let (host, rev) = (evening.host, self.rev + 1);
                evening.say(host, json!({ "type": format!("host:{word}"), "expectRev": rev }))
            }
            Move::Forged { guest, word } => {
                let guest = evening.guests[*guest];
                evening.say(guest, json!({ "type": format!("host:{word}") }))
            }
            Move::Answer { guest, option } => {
                let guest = evening.guests[*guest];
                let question = self.question.clone().unwrap_or_default();
                let option = question["options"][*option]["id"].as_str().unwrap_or("none");
                let id = question["questionId"].as_str().unwrap_or("none");
                let answer =
                    json!({ "type": "submit_answer", "questionId": id, "optionId": option });
                evening.say(guest, answer)
            }
            Move::Join => {
                let socket = evening.connect(false);
                self.joined += 1;
                let token = secret(self.joined);
                evening.say(socket, json!({ "type": "join_session", "rejoinToken": token }))
            }
            Move::Leave { guest } => {
                let guest = evening.guests[*guest];
                evening.leave(guest);
                Vec::new()
            }
            Move::Return { guest, right: true } => evening.return_of(*guest),
            Move::Return { guest, right: false } => {
                let (socket, name) = (evening.connect(false), evening.names[*guest].clone());
                let proof = json!({ "type": "rejoin_session", "pseudonym": name, "rejoinToken": secret(99) });
                evening.say(socket, proof)
            }
            Move::HostLeaves => {
                let host = evening.host;
                evening.leave(host);
                Vec::new()
            }
            Move::HostReturns { right: true } => evening.return_of_host(),
            Move::HostReturns { right: false } => {
                let socket = evening.connect(false);
                let proof =
                    json!({ "type": "rejoin_host", "hostId": HOST_ID, "hostKey": secret(99) });
                evening.say(socket, proof)
            }
            Move::Nonsense { guest, text } => {
                let guest = evening.guests[*guest];
                evening.say_text(guest, text)
            }
            Move::Evicted => {
                evening.evict();
                Vec::new()
            }
            Move::Killed => {
                evening.crash();
                evening.return_of_host();
                (0..3).for_each(|guest| drop(evening.return_of(guest)));
                Vec::new()
            }
            Move::RingsEarly => {
                evening.tell(Input::AlarmRang);
                Vec::new()
            }
            Move::AlarmLost { ms } => {
                evening.in_silence_ms(*ms);
                let stranger = evening.connect(false);
                evening.leave(stranger);
                Vec::new()
            }
            Move::ClockFallsBack { ms } => {
                evening.wall = evening.wall.minus_ms(*ms);
                self.skewed = true;
                // Whatever comes next tells the room; a ring is the least of it.
                evening.tell(Input::AlarmRang);
                Vec::new()
            }
            Move::Index { reachable } => {
                evening.index.unreachable = !reachable;
                Vec::new()
            }
        }
    }

    /// Hears everything that was said, and holds the room to it.
    fn listen(&mut self) -> Result<(), TestCaseError> {
        let sockets: Vec<SocketId> = self.evening.attachments.keys().copied().collect();
        let names: BTreeMap<SocketId, String> =
            self.evening.guests.iter().copied().zip(self.evening.names.iter().cloned()).collect();
        for socket in sockets {
            let mut last = 0;
            for frame in self.evening.heard(socket) {
                let rev = frame["rev"].as_u64().unwrap_or(last);
                check(rev >= last, "one socket's frames never go back in time")?;
                last = rev;
                match frame["type"].as_str().unwrap_or_default() {
                    "participant:answer_recorded" => {
                        if let Some(name) = names.get(&socket) {
                            let key = (text(&frame["questionId"]), name.clone());
                            self.confirmed.insert(key, text(&frame["optionId"]));
                        }
                    }
                    "game:question" => self.question = Some(frame),
                    "game:answer_revealed" if !frame["results"].is_null() => {
                        self.revealed(&frame)?;
                    }
                    "game:question_leaderboard"
                    | "game:round_leaderboard"
                    | "game:final_leaderboard" => self.ranked(&frame)?,
                    _ => {}
                }
            }
        }
        Ok(())
    }

    /// I1, I2, I3, I5: the last confirmed option counts, once, and scores are the sums of points.
    fn revealed(&mut self, frame: &Value) -> Result<(), TestCaseError> {
        let id = text(&self.question.clone().unwrap_or_default()["questionId"]);
        let first = self.revealed.insert(id.clone());
        for result in frame["results"].as_array().into_iter().flatten() {
            let name = text(&result["pseudonym"]);
            let chosen = self.confirmed.get(&(id.clone(), name.clone()));
            let right = chosen == Some(&text(&frame["correctOptionId"]));
            let points = if right { 100 } else { 0 };
            check(result["points"] == points, "the last confirmed answer is what counts")?;
            let earned = self.earned.entry(name).or_default();
            if first {
                *earned += points;
            }
            check(result["totalScore"] == *earned, "a score is the sum of its points")?;
        }
        Ok(())
    }

    fn ranked(&self, frame: &Value) -> Result<(), TestCaseError> {
        for line in frame["rankings"].as_array().into_iter().flatten() {
            let earned = self.earned.get(&text(&line["pseudonym"])).copied().unwrap_or_default();
            check(line["score"] == earned, "standings show what was earned")?;
        }
        Ok(())
    }

    /// What is true of the room at any moment.
    fn look(&mut self) -> Result<(), TestCaseError> {
        let snapshot = self.evening.host_snapshot();
        let rev = snapshot["rev"].as_u64().unwrap_or_default();
        check(rev >= self.rev, "rev never goes back")?;
        self.rev = rev;
        if !snapshot["question"].is_null() {
            self.question = Some(snapshot["question"].clone());
        }
        // With the host away, this is where the reveal is seen.
        if !snapshot["revealData"].is_null() {
            self.revealed(&snapshot["revealData"])?;
        }
        let mut woken = self.evening.clone();
        woken.evict();
        check(woken.host_snapshot() == snapshot, "a woken room is the same room")?;

        let wall = self.evening.wall.0;
        if snapshot["phase"] == "question_open" && !self.skewed {
            let closes_at = snapshot["question"]["endsAt"].as_u64().unwrap_or_default() + 500;
            let alarm = self.evening.alarm.map(|at| at.0);
            check(alarm.is_some_and(|at| at <= closes_at), "the alarm is set for the close")?;
            check(wall < closes_at, "a question that is due is closed")?;
        }
        check(self.evening.alarm.is_some(), "something is always due")?;
        check(snapshot["rankings"].is_array(), "standings are never missing")
    }
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

#[test]
fn any_evening_keeps_its_promises() {
    let evenings = std::env::var("EVENINGS").ok().and_then(|it| it.parse().ok()).unwrap_or(1_000);
    let config = Config {
        cases: evenings,
        failure_persistence: Some(Box::new(FileFailurePersistence::Direct(
            "tests/rules/evening.proptest-regressions",
        ))),
        ..Config::default()
    };
    let worth = RefCell::new(Worth::default());
    let moves = prop::collection::vec((0..9_000_u64, any_move()), 20..130);
    let played = TestRunner::new(config).run(&moves, |moves| {
        let mut story = Story::begin();
        for (delay_ms, it) in &moves {
            let phase = story.evening.phase();
            let accepted = story.play(*delay_ms, it)?;
            let mut worth = worth.borrow_mut();
            worth.inputs += 1;
            worth.accepted += usize::from(accepted);
            *worth.met.entry((phase, it.kind())).or_default() += 1;
        }
        let mut worth = worth.borrow_mut();
        worth.evenings += 1;
        worth.ended += usize::from(story.evening.phase() == "ended");
        Ok(())
    });
    if let Err(failure) = played {
        panic!("{failure}");
    }
    let worth = worth.into_inner();
    let missing: Vec<_> = PHASES
        .iter()
        .flat_map(|phase| Move::KINDS.map(|kind| ((*phase).to_owned(), kind)))
        .filter(|pair| !worth.met.contains_key(pair))
        .collect();
    println!(
        "{} evenings, {} inputs: {} % accepted, {} % of evenings ended, {} pairs of phase and input, \
         the rarest {} times",
        worth.evenings,
        worth.inputs,
        worth.accepted * 100 / worth.inputs,
        worth.ended * 100 / worth.evenings,
        worth.met.len(),
        worth.met.values().min().copied().unwrap_or_default()
    );
    assert!(worth.inputs >= 20_000 || evenings < 1_000, "too few inputs to mean anything");
    assert!(worth.accepted * 100 >= worth.inputs * 30, "too little was accepted");
    assert!(worth.ended * 100 >= worth.evenings * 10, "too few evenings ended");
    assert!(missing.is_empty() || evenings < 1_000, "never met: {missing:?}");
}

#[test]
fn a_host_key_is_not_what_an_evening_returns_with() {
    // The story above would prove nothing if its wrong secret were right.
    assert_ne!(host_key(), secret(99));
}
