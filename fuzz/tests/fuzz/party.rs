//! A room and everyone who comes to it, good or bad; after each thing that happens, what must hold.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};
use sommelier_arena::game::{Actor, Input, RejoinCredentials, Settings, SocketId};
use sommelier_fuzz::Dice;

use crate::Count;
use crate::table::{Table, host_key, secret};

pub static SAID: Count = Count::of("rooms");

/// More would only be slower.
const MOST_SOCKETS: usize = 60;
const HOUR_MS: u64 = 3_600_000;

/// What a run of the fuzzer has met, to be sure that it is worth something.
#[derive(Debug, Default)]
pub struct Met {
    pub phases: BTreeSet<String>,
    /// By type: how often a frame of it was taken.
    pub taken: BTreeMap<String, u64>,
    /// By code.
    pub refused: BTreeMap<String, u64>,
    pub closed: BTreeSet<u16>,
}

pub struct Party {
    table: Table,
    /// Open sockets.
    sockets: Vec<SocketId>,
    /// What the frames' `$NAMES` stand for.
    names: BTreeMap<String, String>,
    pub met: Met,
}

impl Met {
    pub fn add(&mut self, other: Self) {
        self.phases.extend(other.phases);
        self.closed.extend(other.closed);
        for (kind, count) in other.taken {
            *self.taken.entry(kind).or_default() += count;
        }
        for (code, count) in other.refused {
            *self.refused.entry(code).or_default() += count;
        }
    }
}

impl Party {
    pub fn of(dice: &mut Dice) -> Self {
        let rejoin_credentials = match dice.below(4) {
            0 => RejoinCredentials::Handle,
            _ => RejoinCredentials::Secret,
        };
        let archives_journals = dice.below(2) == 0;
        let few = Settings { max_participants: 6, ..Settings::default() };
        let settings = Settings { rejoin_credentials, archives_journals, ..few };
        let mut names = BTreeMap::from([
            ("$HOST$".to_owned(), crate::table::HOST_ID.to_owned()),
            ("$HOST_KEY$".to_owned(), host_key()),
        ]);
        names.extend((1..=5).map(|n| (format!("$TOKEN_{n}$"), secret(n))));
        Self { table: Table::with(settings), sockets: Vec::new(), names, met: Met::default() }
    }

    /// Plays until the dice are spent.
    pub fn play(&mut self, dice: &mut Dice) {
        while !dice.are_spent() {
            self.happen(dice);
        }
    }

    fn happen(&mut self, dice: &mut Dice) {
        self.table.hush();
        match dice.below(32) {
            0..=1 => self.connect(dice),
            2 => self.leave(dice),
            3 => self.say_binary(dice),
            4 => self.time_passes(dice),
            5 => self.platform_fails(dice),
            6..=11 => self.onward(dice),
            12..=14 => self.answer(dice),
            15..=17 => self.said_by(dice, |actor| matches!(actor, Actor::Seated(_))),
            18..=20 => self.said_by(dice, |actor| actor == Actor::Host),
            21 => self.flood(dice),
            _ => self.said_by(dice, |_| true),
        }
        self.learn();
        self.met.phases.insert(self.table.phase());
        let closed: Vec<_> = std::mem::take(&mut self.table.closed).into_iter().collect();
        for (socket, code) in closed {
            self.sockets.retain(|open| *open != socket);
            self.met.closed.insert(code);
        }
    }

    fn connect(&mut self, dice: &mut Dice) {
        if self.sockets.len() < MOST_SOCKETS {
            let socket = self.table.connect(dice.below(2) == 0);
            self.sockets.push(socket);
        }
    }

    fn leave(&mut self, dice: &mut Dice) {
        if let Some(socket) = dice.pick(&self.sockets).copied() {
            self.sockets.retain(|open| *open != socket);
            self.table.leave(socket);
        }
    }

    fn say_binary(&mut self, dice: &mut Dice) {
        if let Some(socket) = dice.pick(&self.sockets).copied() {
            self.table.tell(Input::HeardBinary { socket });
            assert!(self.table.closed.contains_key(&socket));
        }
    }

    fn time_passes(&mut self, dice: &mut Dice) {
        let ms = [1_000, 5_000, 16_000, 61_000, 2 * HOUR_MS, 10 * 24 * HOUR_MS, 31 * 24 * HOUR_MS];
        let ms = ms[dice.below(ms.len()).min(dice.below(ms.len()))];
        match dice.below(4) {
            0 => drop(self.table.in_silence_ms(ms)),
            1 => self.table.wall = self.table.wall.minus_ms(ms.min(HOUR_MS)),
            _ => drop(self.table.after_ms(ms)),
        }
    }

    fn platform_fails(&mut self, dice: &mut Dice) {
        match dice.below(8) {
            0..=1 => drop(self.table.evict()),
            2 => {
                self.table.crash();
                self.sockets.clear();
                // Who asked them is gone.
                self.table.index.slow = None;
            }
            3 => self.table.index.unreachable ^= true,
            4 => self.table.index.slow = self.table.index.slow.take().or(Some(Vec::new())),
            5 => self.table.archive.unreachable ^= true,
            6 => self.table.tell(Input::AlarmRang),
            _ => {
                let sockets = self.sockets.clone();
                self.table.ping(&sockets);
            }
        }
        if dice.below(4) == 0 {
            self.index_answers();
        }
    }

    /// Whoever has waited for the index is told now.
    fn index_answers(&mut self) {
        let waiting = self.table.index.slow.iter().flatten().map(|claim| claim.socket);
        let waiting: BTreeSet<_> = waiting.filter(|it| self.sockets.contains(it)).collect();
        self.table.index_answers();
        for socket in waiting {
            let told = !self.table.heard_texts(socket).is_empty();
            assert!(
                told || self.table.closed.contains_key(&socket),
                "a creation without an answer"
            );
        }
    }

    /// The host does what leads on, if they are here.
    fn onward(&mut self, dice: &mut Dice) {
        let Some(socket) = self.one_of(dice, |actor| actor == Actor::Host) else {
            return self.said_by(dice, |_| true);
        };
        let command = match self.table.phase().as_str() {
            "waiting" => "host:start",
            "question_open" if dice.below(4) == 0 => "host:pause",
            "question_paused" if dice.below(2) == 0 => "host:resume",
            "question_open" | "question_paused" => "host:reveal",
            _ => "host:next",
        };
        self.say(socket, &json!({ "type": command }).to_string());
    }

    /// A guest answers the last question that anybody heard of.
    fn answer(&mut self, dice: &mut Dice) {
        let guest = self.one_of(dice, |actor| matches!(actor, Actor::Seated(_)));
        let Some(guest) = guest else { return self.said_by(dice, |_| true) };
        let name = |name: &str| self.names.get(name).cloned().unwrap_or_default();
        let option = ["$OPTION_A$", "$OPTION_B$", "$OPTION_C$", "$OPTION_D$"][dice.below(4)];
        let (question, option) = (name("$QUESTION$"), name(option));
        let frame = json!({ "type": "submit_answer", "questionId": question, "optionId": option });
        self.say(guest, &frame.to_string());
    }

    /// Somebody says the same again and again, faster than anybody could.
    fn flood(&mut self, dice: &mut Dice) {
        let Some(socket) = self.one_of(dice, |_| true) else { return };
        let frame = dice.frame(&self.names);
        for _ in 0..dice.below(100) {
            if !self.table.closed.contains_key(&socket) {
                self.say(socket, &frame);
            }
        }
    }

    fn one_of(&self, dice: &mut Dice, is: impl Fn(Actor) -> bool) -> Option<SocketId> {
        let actor = |socket: &SocketId| self.table.attachments.get(socket).map(|it| it.0);
        let fitting: Vec<_> = self.sockets.iter().filter(|it| actor(it).is_some_and(&is)).collect();
        dice.pick(&fitting).map(|socket| **socket)
    }

    fn said_by(&mut self, dice: &mut Dice, is: impl Fn(Actor) -> bool) {
        let Some(socket) = self.one_of(dice, is) else { return self.connect(dice) };
        let frame = dice.frame(&self.names);
        self.table.after_ms(u64::from(dice.byte()) * 4);
        if !self.table.closed.contains_key(&socket) {
            self.say(socket, &frame);
        }
    }

    /// Says a frame, and holds the room to its word: an answer or a close in the same step, and nothing changed
    /// by what was refused.
    fn say(&mut self, socket: SocketId, frame: &str) {
        SAID.one();
        // What is overdue is settled by whatever happens next, and is none of this frame's doing.
        self.table.tell(Input::AlarmRang);
        if self.table.closed.contains_key(&socket) {
            return;
        }
        self.table.hush();
        let waiting = self.waiting();
        let heard = self.table.say_text(socket, frame);
        let closed = self.table.closed.contains_key(&socket);
        assert!(!heard.is_empty() || closed || self.waiting() > waiting, "I12: {frame}");
        let error = heard.iter().find(|it| it["type"] == "error");
        if let Some(error) = error {
            assert!(closed || !self.table.wrote(), "{error} to {frame}");
            let words = error["message"].as_str().unwrap();
            assert!(words.chars().count() < 400, "{words}");
            *self.met.refused.entry(error["code"].as_str().unwrap().to_owned()).or_default() += 1;
        } else if let Ok(said) = serde_json::from_str::<Value>(frame) {
            let kind = said["type"].as_str().unwrap().to_owned();
            *self.met.taken.entry(kind).or_default() += 1;
        }
    }

    fn waiting(&self) -> usize {
        self.table.index.slow.as_ref().map_or(0, Vec::len)
    }

    /// What everybody heard, so that they can speak of it; strangers hear of nothing.
    fn learn(&mut self) {
        for socket in self.sockets.clone() {
            let is_stranger =
                self.table.attachments.get(&socket).is_none_or(|it| it.0 == Actor::Visitor);
            for text in self.table.heard_texts(socket) {
                let kind = text.split('"').nth(3).unwrap_or_default();
                let public = ["server:state_snapshot", "error"].contains(&kind);
                assert!(
                    public || !is_stranger || self.table.closed.contains_key(&socket),
                    "{text}"
                );
                let told =
                    ["game:question", "session:created", "participant:joined", "host:seat_link"];
                if told.contains(&kind) {
                    self.note(&serde_json::from_str(&text).unwrap());
                }
            }
        }
    }

    fn note(&mut self, frame: &Value) {
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        let mut names = vec![("$REV$".to_owned(), frame["rev"].to_string())];
        match frame["type"].as_str() {
            Some("game:question") => {
                names.push(("$QUESTION$".to_owned(), text(&frame["questionId"])));
                for (letter, option) in
                    ["A", "B", "C", "D"].iter().zip(frame["options"].as_array().unwrap())
                {
                    names.push((format!("$OPTION_{letter}$"), text(&option["id"])));
                }
            }
            Some("session:created") => {
                names.push(("$SCREEN$".to_owned(), text(&frame["screenKey"])));
            }
            Some("host:seat_link") => {
                names = vec![("$SEAT_KEY$".to_owned(), text(&frame["seatKey"]))];
            }
            _ => {
                // The seat of whichever token this was: whoever is wrong is refused, and that is tried, too.
                let seats = self.table.disk.participants.len().clamp(1, 4);
                names = vec![(format!("$NAME_{seats}$"), text(&frame["pseudonym"]))];
            }
        }
        self.names.extend(names);
    }
}
