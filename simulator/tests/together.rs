//! Events that are held are what they are one by one: the same rows, and the same frames to everyone.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that cannot go on stops")]

use std::collections::BTreeMap;

use serde_json::{Value, json};
use sommelier_arena::driver::Driver;
use sommelier_arena::game::{Input, Settings, SocketId, Timestamp};
use sommelier_arena_simulator::client::{Client, Role};
use sommelier_arena_simulator::dice::Dice;
use sommelier_arena_simulator::disk::Rows;
use sommelier_arena_simulator::others::Others;
use sommelier_arena_simulator::platform::{Ask, Out, Simulated};

const EVENING: Timestamp = Timestamp(1_795_291_200_000);

/// A room, and what everyone in it has heard.
struct Table {
    driver: Driver<Simulated>,
    dice: Dice,
    host: SocketId,
    guests: Vec<SocketId>,
    heard: BTreeMap<SocketId, Vec<String>>,
}

impl Table {
    /// A lobby.
    fn laid(seed: u64) -> Self {
        let platform = Simulated::new(EVENING, Dice::new(seed));
        let mut driver = Driver::new("4821".to_owned(), Settings::default(), platform);
        let host = driver.platform.sockets.accept(0, false, EVENING);
        driver.happen(Input::Opened { socket: host, ticks: false }).unwrap();
        let create = Client::new(Role::Host, false, None).create(1, None, 30);
        let text = serde_json::to_string(&create).unwrap();
        driver.happen(Input::Heard { socket: host, text }).unwrap();
        let (dice, guests, heard) = (Dice::new(seed + 1), Vec::new(), BTreeMap::new());
        let mut table = Self { driver, dice, host, guests, heard };
        table.listen();
        table
    }

    /// So many visitors, each on a socket of its own.
    fn come<const N: usize>(&mut self) -> [SocketId; N] {
        let wall = self.driver.platform.wall;
        std::array::from_fn(|link| {
            let socket = self.driver.platform.sockets.accept(link + 1, false, wall);
            self.driver.happen(Input::Opened { socket, ticks: false }).unwrap();
            socket
        })
    }

    fn join(&mut self, socket: SocketId) {
        let text = r#"{"type":"join_session"}"#.to_owned();
        self.driver.happen(Input::Heard { socket, text }).unwrap();
    }

    fn at(&mut self, ms: u64) {
        self.driver.platform.wall = EVENING.plus_ms(ms);
    }

    /// Takes down what was said, and answers claims.
    fn listen(&mut self) {
        for (_, out) in std::mem::take(&mut self.driver.platform.out) {
            match out {
                Out::Frame(socket, _, _, said) => {
                    self.heard.entry(socket).or_default().push(said.text.clone());
                }
                Out::Close(socket, _, code) => {
                    self.heard.entry(socket).or_default().push(format!("{code:?}"));
                }
                Out::Ask(ask @ Ask::Claim(_)) => {
                    let limits = Settings::default().rejoin_credentials;
                    let answer = Others::default().answer(&ask, limits, EVENING);
                    self.driver.happen(answer.unwrap()).unwrap();
                    self.listen();
                }
                Out::Ask(_) => {}
            }
        }
    }

    /// The last frame of this kind that a socket heard.
    fn last(&self, socket: SocketId, kind: &str) -> Option<Value> {
        let frames = self.heard.get(&socket)?.iter().rev();
        let mut frames = frames.filter_map(|text| serde_json::from_str::<Value>(text).ok());
        frames.find(|frame| frame["type"] == kind)
    }

    /// What a guest may say, by these dice.
    fn words(&mut self, guest: SocketId) -> String {
        let another = self.dice.pick(&self.guests).copied().unwrap_or(guest);
        let seat = self.last(another, "participant:joined").unwrap_or_default();
        let question = self.last(guest, "game:question").unwrap_or_default();
        let option = &question["options"][self.dice.place(4)]["id"];
        match self.dice.below(12) {
            0..4 => json!({ "type": "join_session", "displayName": format!("Zoe {}", guest.0) }),
            4 => json!({
                "type": "rejoin_session",
                "pseudonym": seat["pseudonym"], "rejoinToken": seat["rejoinToken"],
            }),
            5 => json!({ "type": "review" }),
            6 => json!({ "type": "host:reveal" }),
            _ => json!({
                "type": "submit_answer",
                "questionId": question["questionId"], "optionId": option,
            }),
        }
        .to_string()
    }

    /// What happens in one moment: all that it takes is decided before any of it happens.
    fn moment(&mut self, together: bool) {
        self.driver.platform.wall = self.driver.platform.wall.plus_ms(self.dice.below(400));
        let mut inputs = Vec::new();
        for _ in 0..self.dice.between(1, 20) {
            if self.guests.len() < 12 || self.dice.chance(100) {
                let wall = self.driver.platform.wall;
                let socket = self.driver.platform.sockets.accept(0, false, wall);
                self.guests.push(socket);
                inputs.push(Input::Opened { socket, ticks: false });
            } else {
                let socket = *self.dice.pick(&self.guests).unwrap();
                let text = self.words(socket);
                let is_binary = self.dice.chance(20);
                inputs.push(if is_binary {
                    Input::HeardBinary { socket }
                } else {
                    Input::Heard { socket, text }
                });
            }
        }
        if together {
            self.driver.hold();
        }
        for input in inputs {
            if self.sender_is_here(&input) {
                self.driver.happen(input).unwrap();
            }
        }
        self.driver.release();
        self.listen();
        self.guests.retain(|socket| self.driver.platform.sockets.open(*socket).is_some());
    }

    /// Nothing is heard of a socket that was closed meanwhile.
    fn sender_is_here(&self, input: &Input) -> bool {
        match input {
            Input::Opened { socket, .. }
            | Input::Heard { socket, .. }
            | Input::HeardBinary { socket } => self.driver.platform.sockets.open(*socket).is_some(),
            _ => true,
        }
    }

    fn lead(&mut self, command: &str) {
        let text = json!({ "type": command }).to_string();
        self.driver.happen(Input::Heard { socket: self.host, text }).unwrap();
        self.listen();
    }
}

/// How an evening ends, and how many commits it took.
fn evening(seed: u64, together: bool) -> (Rows, BTreeMap<SocketId, Vec<String>>, u64) {
    let mut table = Table::laid(seed);
    for _ in 0..4 {
        table.moment(together);
    }
    for command in ["host:start", "host:reveal", "host:next", "host:next", "host:reveal"] {
        table.lead(command);
        for _ in 0..2 {
            table.moment(together);
        }
    }
    let disk = &table.driver.platform.disk;
    (disk.view().clone(), table.heard, disk.made())
}

#[test]
fn what_happens_together_is_what_happens_one_by_one() {
    let (mut apart, mut held, mut answers, mut returns) = (0, 0, 0, 0);
    for seed in 0..200 {
        let (rows, heard, commits) = evening(seed, false);
        let (rows_together, heard_together, commits_together) = evening(seed, true);
        assert_eq!(rows, rows_together, "seed {seed}");
        assert_eq!(heard, heard_together, "seed {seed}");
        (apart, held) = (apart + commits, held + commits_together);
        answers += rows.answers.len();
        let frames = heard.values().flatten();
        returns += frames.filter(|text| text.contains("participant:state_snapshot")).count();
    }
    assert!(answers > 500 && returns > 500, "the dice do play: {answers}, {returns}");
    assert!(held * 4 < apart * 3, "{held} commits instead of {apart}");
}

#[test]
fn what_cannot_be_written_together_has_not_happened_to_any_of_them() {
    let mut table = Table::laid(1);
    let sockets: [_; 3] = table.come();
    table.listen();
    let rows = table.driver.platform.disk.view().clone();
    let all_join = |table: &mut Table| {
        table.driver.hold();
        for socket in sockets {
            table.join(socket);
        }
        assert!(table.driver.platform.out.is_empty(), "nothing is said before it is written");
        table.driver.release();
        table.listen();
    };
    table.driver.platform.disk.refuses_writes = 1;
    all_join(&mut table);
    assert_eq!(table.driver.platform.disk.refuses_writes, 0);
    assert_eq!(*table.driver.platform.disk.view(), rows);
    for socket in sockets {
        assert_eq!(table.last(socket, "error").unwrap()["code"], "STORAGE");
        assert_eq!(table.last(socket, "participant:joined"), None);
    }
    // The room reads what is on disk, and the same works.
    all_join(&mut table);
    assert_eq!(table.driver.platform.disk.view().participants.len(), 3);
    for socket in sockets {
        assert!(table.last(socket, "participant:joined").is_some());
    }
}

#[test]
fn who_was_written_down_before_is_not_told_of_a_failure() {
    let mut table = Table::laid(1);
    let [first, second, third] = table.come();
    table.driver.hold();
    table.join(first);
    // Who is closed does not wait, nor what came before.
    table.driver.happen(Input::HeardBinary { socket: third }).unwrap();
    assert_eq!(table.driver.platform.disk.view().participants.len(), 1);
    table.driver.platform.disk.refuses_writes = 1;
    table.join(second);
    table.driver.release();
    table.listen();
    assert_eq!(table.last(second, "error").unwrap()["code"], "STORAGE");
    assert!(table.last(first, "participant:joined").is_some());
    assert_eq!(table.last(first, "error"), None);
}

#[test]
fn who_is_closed_in_a_moment_whose_rest_fails_is_away_all_the_same() {
    let mut table = Table::laid(1);
    let [first, second] = table.come();
    table.join(first);
    // All that is told with a delay has been.
    table.at(2_000);
    table.driver.happen(Input::Nudged).unwrap();
    table.listen();
    table.at(2_100);
    table.driver.hold();
    table.driver.happen(Input::HeardBinary { socket: first }).unwrap();
    table.driver.platform.disk.refuses_writes = 1;
    table.join(second);
    table.driver.release();
    table.at(4_000);
    table.driver.happen(Input::Nudged).unwrap();
    table.listen();
    assert_eq!(table.last(second, "error").unwrap()["code"], "STORAGE");
    assert_eq!(table.last(table.host, "lobby:presence").unwrap()["count"], 1);
}
