//! Any evening: random hosts, guests, strangers, faults and clocks, and the promises that hold after
//! every single thing that happens.
//!
//! `EVENINGS` sets how many are played (1,200 unless set, some 90,000 inputs). A failing one shrinks to
//! a short story, and its seed is kept in `tests/rules/evening.proptest-regressions`.

use std::cell::RefCell;
use std::collections::BTreeMap;

use proptest::prelude::*;
use proptest::test_runner::{Config, FileFailurePersistence, TestCaseError, TestRunner};
use serde_json::{Value, json};
use sommelier_arena::game::{Entry, Input, Settings, SocketId};

use crate::table::{Evening, HOST_ID, host_key, message, secret, tasting};

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
    /// A guest asks for their review.
    Reviews { guest: usize },
    /// Somebody new joins, or tries to.
    Join { ticks: bool },
    /// The host says this about somebody's seat.
    Seat { guest: usize, word: &'static str },
    /// A guest adds a name.
    Names { guest: usize },
    /// The host asks for the list of sessions.
    Lists,
    /// The host makes a fresh key for big screens.
    ScreenKey,
    /// The host edits the tasting, or tries to.
    Edits,
    /// Somebody creates a session here, with the host's key (0) or another.
    CreatesAgain { key: usize },
    /// A big screen comes, with the latest key.
    Watches,
    /// Somebody sends a binary frame.
    Binary,
    /// Everybody's pings, as the runtime has answered them.
    Pings,
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
    /// The archive of journals does.
    Archive { reachable: bool },
}

impl Move {
    fn kind(&self) -> &'static str {
        match self {
            Self::Onward => "onward",
            Self::Host(word) => word,
            Self::Stale(_) => "stale",
            Self::Forged { .. } => "forged",
            Self::Answer { .. } => "answer",
            Self::Reviews { .. } => "reviews",
            Self::Join { .. } => "join",
            Self::Seat { word, .. } => word,
            Self::Names { .. } => "names",
            Self::Lists => "lists",
            Self::ScreenKey => "screen key",
            Self::Edits => "edits",
            Self::CreatesAgain { .. } => "creates again",
            Self::Watches => "watches",
            Self::Binary => "binary",
            Self::Pings => "pings",
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
            Self::Archive { .. } => "archive",
        }
    }

    /// Every kind there is: each must be met in every phase.
    const KINDS: [&'static str; 42] = [
        "onward",
        "start",
        "pause",
        "resume",
        "reveal",
        "next",
        "end",
        "lock",
        "unlock",
        "reopen",
        "remove",
        "reseat",
        "names",
        "extend",
        "skip",
        "break",
        "resume_break",
        "correct",
        "reviews",
        "stale",
        "forged",
        "answer",
        "join",
        "lists",
        "screen key",
        "edits",
        "creates again",
        "watches",
        "binary",
        "pings",
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
        "archive",
    ];
}

fn any_word() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec![
        "start",
        "pause",
        "resume",
        "reveal",
        "next",
        "end",
        "extend",
        "skip",
        "break",
        "resume_break",
        "correct",
    ])
}

fn any_move() -> impl Strategy<Value = Move> {
    let guest = || 0..3_usize;
    let nonsense = vec!["", "null", "{}", "{\"type\":\"dance\"}", "{\"type\":\"submit_answer\"}"];
    prop_oneof![
        14 => Just(Move::Onward),
        9 => any_word().prop_filter("rarely", |word| *word != "end").prop_map(Move::Host),
        3 => any_word().prop_map(Move::Host),
        3 => prop::sample::select(vec!["lock", "unlock", "unlock", "reopen"]).prop_map(Move::Host),
        2 => (guest(), prop::sample::select(vec!["remove", "reseat", "reseat"]))
            .prop_map(|(guest, word)| Move::Seat { guest, word }),
        1 => guest().prop_map(|guest| Move::Names { guest }),
        7 => Just(Move::Host("pause")),
        1 => any_word().prop_map(Move::Stale),
        1 => (guest(), any_word()).prop_map(|(guest, word)| Move::Forged { guest, word }),
        10 => (guest(), 0..5_usize).prop_map(|(guest, option)| Move::Answer { guest, option }),
        1 => guest().prop_map(|guest| Move::Reviews { guest }),
        1 => any::<bool>().prop_map(|ticks| Move::Join { ticks }),
        1 => Just(Move::Lists),
        1 => Just(Move::ScreenKey),
        1 => Just(Move::Edits),
        1 => prop::sample::select(vec![0, 99]).prop_map(|key| Move::CreatesAgain { key }),
        1 => Just(Move::Watches),
        1 => Just(Move::Binary),
        1 => Just(Move::Pings),
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
        1 => any::<bool>().prop_map(|reachable| Move::Archive { reachable }),
    ]
}

/// An evening, and what everybody at the table was promised so far.
struct Story {
    evening: Evening,
    rev: u64,
    joined: usize,
    /// The latest confirmed option of each, by question.
    confirmed: BTreeMap<(String, String), String>,
    /// What each participant's revealed questions must have brought, by question.
    earned: BTreeMap<String, BTreeMap<String, u64>>,
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
    said: usize,
    accepted: usize,
    met: BTreeMap<(String, &'static str), usize>,
}

fn check(holds: bool, promise: &str) -> Result<(), TestCaseError> {
    if holds { Ok(()) } else { Err(TestCaseError::fail(promise.to_owned())) }
}

impl Story {
    fn begin() -> Self {
        let settings = Settings { archives_journals: true, ..Settings::default() };
        let mut fields = tasting(1);
        fields["autoReveal"] = json!(true);
        let evening = Evening::lobby_with(settings, fields, 3);
        Self {
            evening,
            rev: 0,
            joined: 3,
            confirmed: BTreeMap::new(),
            earned: BTreeMap::new(),
            question: None,
            skewed: false,
        }
    }

    /// Plays one move; returns whether the room took it, or nothing if nobody said anything.
    fn play(&mut self, delay_ms: u64, it: &Move) -> Result<Option<bool>, TestCaseError> {
        self.evening.table.after_ms(delay_ms);
        self.listen()?;
        let before = self.evening.disk.clone();
        let asked = self.evening.archive.asked;
        let heard = self.act(it);
        let refused = heard.iter().flatten().any(|frame| frame["type"] == "error");
        // What a woken room still owes the archive it does with whatever comes first.
        if refused && asked == self.evening.archive.asked {
            check(before == self.evening.disk, "a refused command changes nothing")?;
        }
        if let Some(heard) = &heard {
            check(!heard.is_empty(), "whoever says something is answered")?;
        }
        self.listen()?;
        self.look()?;
        Ok(heard.map(|_| !refused))
    }

    /// Says something on a socket that is open, and returns what comes back.
    fn say(&mut self, socket: SocketId, message: Value) -> Option<Vec<Value>> {
        let open = self.evening.attachments.contains_key(&socket);
        open.then(|| self.evening.say(socket, message))
    }

    /// One of the host's words, with all that any of them needs.
    fn word(&self, word: &str) -> Value {
        let question = self.question.clone().unwrap_or_default();
        let option = &question["options"][usize::try_from(self.rev % 4).unwrap_or_default()]["id"];
        json!({
            "type": format!("host:{word}"), "seconds": 20, "questionId": text(&question["questionId"]),
            "optionId": text(option),
        })
    }

    /// Does it; returns what the one who spoke was answered, if anybody spoke.
    fn act(&mut self, it: &Move) -> Option<Vec<Value>> {
        let host = self.evening.host;
        match it {
            Move::Onward => {
                let word = match self.evening.phase().as_str() {
                    "waiting" => "start",
                    "question_open" => "reveal",
                    "question_paused" => "resume",
                    "ended" => return None,
                    _ => "next",
                };
                self.say(host, json!({ "type": format!("host:{word}") }))
            }
            Move::Host(word) => self.say(host, self.word(word)),
            Move::Stale(word) => {
                let mut stale = self.word(word);
                stale["expectRev"] = json!(self.rev + 1);
                self.say(host, stale)
            }
            Move::Reviews { guest } => {
                let guest = self.evening.guests[*guest];
                self.say(guest, json!({ "type": "review" }))
            }
            Move::Seat { guest, word } => {
                let name = self.evening.names[*guest].clone();
                self.say(host, json!({ "type": format!("host:{word}"), "pseudonym": name }))
            }
            Move::Names { guest } => {
                let socket = self.evening.guests[*guest];
                self.say(socket, json!({ "type": "join_session", "displayName": "Zoé" }))
            }
            Move::Lists => self.say(host, json!({ "type": "list_sessions" })),
            Move::ScreenKey => {
                let heard = self.say(host, json!({ "type": "host:screen_key" }));
                for created in heard.iter().flatten() {
                    if let Some(key) = created["screenKey"].as_str() {
                        key.clone_into(&mut self.evening.screen_key);
                    }
                }
                heard
            }
            Move::Edits => self.say(host, json!({ "type": "update_session", "title": "Late" })),
            Move::CreatesAgain { key } => {
                let mut create = message("create_session", tasting(2));
                create["hostId"] = json!(HOST_ID);
                create["hostKey"] = json!(secret(*key));
                let socket = self.evening.connect(false);
                let heard = self.say(socket, create);
                for created in heard.iter().flatten() {
                    if let Some(key) = created["screenKey"].as_str() {
                        key.clone_into(&mut self.evening.screen_key);
                    }
                }
                heard
            }
            Move::Watches => {
                let (socket, key) = (self.evening.connect(true), self.evening.screen_key.clone());
                self.say(socket, json!({ "type": "watch_session", "screenKey": key }))
            }
            Move::Forged { guest, word } => {
                let guest = self.evening.guests[*guest];
                self.say(guest, self.word(word))
            }
            Move::Answer { guest, option } => {
                let guest = self.evening.guests[*guest];
                let question = self.question.clone().unwrap_or_default();
                let option = question["options"][*option]["id"].as_str().unwrap_or("none");
                let id = question["questionId"].as_str().unwrap_or("none");
                let answer =
                    json!({ "type": "submit_answer", "questionId": id, "optionId": option });
                self.say(guest, answer)
            }
            Move::Join { ticks } => {
                let socket = self.evening.connect(*ticks);
                self.joined += 1;
                let token = secret(self.joined);
                self.say(socket, json!({ "type": "join_session", "rejoinToken": token }))
            }
            Move::Leave { guest } => {
                let guest = self.evening.guests[*guest];
                self.evening.leave(guest);
                None
            }
            Move::Return { guest, right: true } => Some(self.evening.return_of(*guest)),
            Move::Return { guest, right: false } => {
                let socket = self.evening.connect(false);
                let (name, token) = (self.evening.names[*guest].clone(), secret(99));
                let proof =
                    json!({ "type": "rejoin_session", "pseudonym": name, "rejoinToken": token });
                self.say(socket, proof)
            }
            Move::HostLeaves => {
                self.evening.leave(host);
                None
            }
            Move::HostReturns { right: true } => Some(self.evening.return_of_host()),
            Move::HostReturns { right: false } => {
                let socket = self.evening.connect(false);
                let proof =
                    json!({ "type": "rejoin_host", "hostId": HOST_ID, "hostKey": secret(99) });
                self.say(socket, proof)
            }
            Move::Nonsense { guest, text } => {
                let guest = self.evening.guests[*guest];
                let open = self.evening.attachments.contains_key(&guest);
                open.then(|| self.evening.say_text(guest, text))
            }
            Move::Binary => {
                let socket = self.evening.connect(false);
                self.evening.tell(Input::HeardBinary { socket });
                Some(self.evening.heard(socket))
            }
            Move::Pings => {
                let sockets: Vec<_> = self.evening.attachments.keys().copied().collect();
                self.evening.ping(&sockets);
                None
            }
            Move::Evicted => {
                self.evening.evict();
                None
            }
            Move::Killed => {
                self.evening.crash();
                self.evening.return_of_host();
                (0..3).for_each(|guest| drop(self.evening.return_of(guest)));
                None
            }
            Move::RingsEarly => {
                self.evening.tell(Input::AlarmRang);
                None
            }
            Move::AlarmLost { ms } => {
                self.evening.in_silence_ms(*ms);
                let stranger = self.evening.connect(false);
                self.evening.leave(stranger);
                None
            }
            Move::ClockFallsBack { ms } => {
                self.evening.wall = self.evening.wall.minus_ms(*ms);
                self.skewed = true;
                // Whatever comes next tells the room; a ring is the least of it.
                self.evening.tell(Input::AlarmRang);
                None
            }
            Move::Index { reachable } => {
                self.evening.index.unreachable = !reachable;
                None
            }
            Move::Archive { reachable } => {
                self.evening.archive.unreachable = !reachable;
                None
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

    /// I1, I2, I3, I5: the last confirmed option counts, once, and scores are the sums of points; after a correction
    /// as after a reveal.
    fn revealed(&mut self, frame: &Value) -> Result<(), TestCaseError> {
        let id = text(&self.question.clone().unwrap_or_default()["questionId"]);
        for result in frame["results"].as_array().into_iter().flatten() {
            let name = text(&result["pseudonym"]);
            let chosen = self.confirmed.get(&(id.clone(), name.clone()));
            let right = chosen == Some(&text(&frame["correctOptionId"]));
            let points = if right { 100 } else { 0 };
            check(result["points"] == points, "the last confirmed answer is what counts")?;
            let earned = self.earned.entry(name).or_default();
            earned.insert(id.clone(), points);
            let sum = earned.values().sum::<u64>();
            check(result["totalScore"] == sum, "a score is the sum of its points")?;
        }
        Ok(())
    }

    fn ranked(&self, frame: &Value) -> Result<(), TestCaseError> {
        for line in frame["rankings"].as_array().into_iter().flatten() {
            let earned = self.earned.get(&text(&line["pseudonym"]));
            let sum = earned.map_or(0, |earned| earned.values().sum::<u64>());
            check(line["score"] == sum, "standings show what was earned")?;
        }
        Ok(())
    }

    /// Whatever befell the archive, it has the whole journal once it has been there for a while.
    fn archived(&mut self) -> Result<(), TestCaseError> {
        self.evening.archive.unreachable = false;
        self.evening.table.after_ms(1_500_000);
        let journal = self.evening.disk.journal.iter();
        let kept = journal.cloned().map(Entry::without_names);
        check(kept.eq(self.evening.archive.rows.values().cloned()), "the archive has every row")
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

        check(self.evening.is_as_its_journal_tells(), "the journal tells the whole session")?;

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
    let evenings = std::env::var("EVENINGS").ok().and_then(|it| it.parse().ok()).unwrap_or(1_200);
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
            worth.said += usize::from(accepted.is_some());
            worth.accepted += usize::from(accepted == Some(true));
            *worth.met.entry((phase, it.kind())).or_default() += 1;
        }
        let mut worth = worth.borrow_mut();
        worth.evenings += 1;
        worth.ended += usize::from(story.evening.phase() == "ended");
        story.archived()
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
        "{} evenings, {} inputs: {} % of what was said accepted, {} % of evenings ended, {} pairs of phase and input, \
         the rarest {:?}",
        worth.evenings,
        worth.inputs,
        worth.accepted * 100 / worth.said,
        worth.ended * 100 / worth.evenings,
        worth.met.len(),
        worth.met.iter().min_by_key(|(_, times)| **times)
    );
    assert!(worth.inputs >= 20_000 || evenings < 1_200, "too few inputs to mean anything");
    assert!(worth.accepted * 100 >= worth.said * 30, "too little was accepted");
    assert!(worth.ended * 100 >= worth.evenings * 10, "too few evenings ended");
    assert!(missing.is_empty() || evenings < 1_200, "never met: {missing:?}");
}

#[test]
fn a_host_key_is_not_what_an_evening_returns_with() {
    // The story above would prove nothing if its wrong secret were right.
    assert_ne!(host_key(), secret(99));
}
