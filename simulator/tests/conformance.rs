//! The simulated storage, alarm and sockets behave as `conformance.json` says; real workerd is held to the same file.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test that cannot go on stops"
)]

use std::collections::BTreeMap;

use serde_json::{Value, json};
use sommelier_arena::game::{Row, Seat, Timestamp};
use sommelier_arena_simulator::disk::{Commit, Disk};
use sommelier_arena_simulator::sockets::Sockets;

/// An object without a room in it, as the file speaks of it.
#[derive(Default)]
struct Object {
    disk: Disk,
    sockets: Sockets,
    now_ms: u64,
    born: u64,
    fails: u64,
    sets_in_ms: Option<u64>,
    rang: Vec<Value>,
    links: BTreeMap<String, usize>,
    attachments: BTreeMap<String, Value>,
    heard: Vec<Value>,
    told: BTreeMap<String, Vec<Value>>,
}

impl Object {
    fn wall(&self) -> Timestamp {
        Timestamp(1_000_000 + self.now_ms)
    }

    /// Does what a step says; answers what it asks.
    fn step(&mut self, verb: &str, what: &Value) -> Value {
        match verb {
            "write" => self.write(what),
            "read" => what
                .as_array()
                .unwrap()
                .iter()
                .map(|key| self.read(key.as_str().unwrap()))
                .collect::<serde_json::Map<_, _>>()
                .into(),
            "alarm" => self.alarm(),
            "deleteAll" => {
                self.disk.commit(Commit::DeleteAll).unwrap();
                self.settle()
            }
            "handler" => {
                self.fails = what["fails"].as_u64().unwrap_or_default();
                self.sets_in_ms = what["setsInMs"].as_u64();
                Value::Null
            }
            "wait" => self.wait(what.as_u64().unwrap()),
            "rang" => std::mem::take(&mut self.rang).into(),
            "born" => (1 + self.born).into(),
            "evict" => self.evict(what == "close"),
            "heard" => std::mem::take(&mut self.heard).into(),
            "told" => self.told.remove(what.as_str().unwrap()).unwrap_or_default().into(),
            "sockets" => {
                let open: Vec<_> = self.sockets.all_open().map(|(_, it)| it.link).collect();
                self.links
                    .iter()
                    .filter(|(_, n)| open.contains(n))
                    .map(|(name, _)| name.as_str())
                    .collect()
            }
            "open" => self.open(what.as_str().unwrap()),
            "attachment" => self.attachments[what.as_str().unwrap()].clone(),
            "pinged" => {
                let id = self.id(what.as_str().unwrap());
                id.and_then(|id| self.sockets.open(id)?.pong).is_some().into()
            }
            _ => {
                let name = what[0].as_str().unwrap();
                self.about(verb, name, &what[1])
            }
        }
    }

    fn about(&mut self, verb: &str, name: &str, what: &Value) -> Value {
        let id = self.id(name);
        match verb {
            "attach" => drop(self.attachments.insert(name.to_owned(), what.clone())),
            // The runtime answers a ping by itself.
            "say" if what == "ping" => {
                let wall = self.wall();
                self.sockets.open_mut(id.unwrap()).unwrap().pong = Some(wall);
                self.tell(name, json!("pong"));
            }
            "say" if id.is_some() => self.heard.push(json!([name, what])),
            "say" => {}
            "send" => self.tell(name, what.clone()),
            "close" => {
                self.sockets.open_mut(id.unwrap()).unwrap().closed = true;
                self.tell(name, json!({ "closed": what }));
            }
            "leave" => {
                self.sockets.remove(id.unwrap());
                self.heard.push(json!([name, { "closed": what }]));
            }
            _ => panic!("no verb {verb}"),
        }
        Value::Null
    }

    fn tell(&mut self, name: &str, what: Value) {
        self.told.entry(name.to_owned()).or_default().push(what);
    }

    fn id(&self, name: &str) -> Option<sommelier_arena::game::SocketId> {
        let link = self.links[name];
        self.sockets.all_open().find(|(_, it)| it.link == link).map(|(id, _)| id)
    }

    fn write(&mut self, what: &Value) -> Value {
        let rows = what["rows"].as_object().unwrap().iter().map(|(key, value)| Row::Answer {
            question: 0,
            seat: seat(key),
            option: u8::try_from(value.as_u64().unwrap()).unwrap(),
        });
        let rows = rows.collect();
        let alarm = what
            .get("alarmInMs")
            .map(|ms| ms.as_i64().map(|ms| Timestamp(self.wall().0.saturating_add_signed(ms))));
        self.disk.refuses_writes = u32::from(what["fails"] == true);
        let written = self.disk.commit(Commit::Write(rows, alarm)).is_ok();
        self.settle();
        json!(if written { "written" } else { "failed" })
    }

    fn read(&self, key: &str) -> (String, Value) {
        (key.to_owned(), json!(self.disk.view().answers.get(&(0, seat(key)))))
    }

    fn alarm(&self) -> Value {
        json!(self.disk.view().alarm.map(|_| "set"))
    }

    fn settle(&mut self) -> Value {
        while self.disk.safe() < self.disk.made() {
            self.disk.settle_one();
        }
        Value::Null
    }

    fn wait(&mut self, ms: u64) -> Value {
        let until = self.now_ms + ms;
        while let Some(at) =
            self.disk.rings_at_ms(self.wall(), self.now_ms).filter(|at| *at <= until)
        {
            self.now_ms = self.now_ms.max(at);
            self.disk.ring();
            let inside = self.alarm();
            let done = self.fails == 0;
            self.fails = self.fails.saturating_sub(1);
            if let Some(ms) = self.sets_in_ms.take() {
                let at = self.wall().plus_ms(ms);
                self.disk.commit(Commit::Write(Vec::new(), Some(Some(at)))).unwrap();
            }
            self.disk.rang(done, self.now_ms);
            self.settle();
            self.rang
                .push(json!({ "inside": inside, "outcome": if done { "done" } else { "failed" } }));
        }
        self.now_ms = until;
        Value::Null
    }

    fn open(&mut self, name: &str) -> Value {
        let link = self.links.len();
        self.links.insert(name.to_owned(), link);
        self.attachments.insert(name.to_owned(), json!({ "name": name }));
        let wall = self.wall();
        self.sockets.accept(link, false, wall);
        Value::Null
    }

    fn evict(&mut self, closes: bool) -> Value {
        self.settle();
        self.born += 1;
        if closes {
            self.sockets.cut_all();
        }
        self.sockets.forget_numbers();
        Value::Null
    }
}

fn seat(key: &str) -> Seat {
    Seat(u32::from(key.as_bytes()[0]))
}

#[test]
fn the_simulated_platform_passes_the_conformance_file() {
    let file: Value = serde_json::from_str(include_str!("../conformance.json")).unwrap();
    let scenarios = file["scenarios"].as_array().unwrap();
    assert!(scenarios.len() >= 16);
    for scenario in scenarios {
        let mut object = Object::default();
        for step in scenario["steps"].as_array().unwrap() {
            let (verb, what) =
                step.as_object().unwrap().iter().find(|(key, _)| *key != "see").unwrap();
            let answer = object.step(verb, what);
            if let Some(see) = step.get("see") {
                assert_eq!(answer, *see, "{}: {step}", scenario["name"]);
            }
        }
    }
}

#[test]
fn a_kill_takes_what_is_not_durable_and_the_alarm_that_was_set_with_it() {
    let write = |option| {
        let rows = vec![Row::Answer { question: 0, seat: Seat(0), option }];
        Commit::Write(rows, Some(Some(Timestamp(u64::from(option)))))
    };
    let mut disk = Disk::default();
    disk.commit(write(1)).unwrap();
    disk.settle_one();
    let durable = disk.durable().clone();
    disk.commit(write(2)).unwrap();
    assert_ne!(*disk.view(), durable);
    assert_eq!((disk.safe(), disk.made()), (1, 2));
    disk.kill();
    assert_eq!((disk.view(), disk.durable()), (&durable, &durable));
    assert_eq!((disk.safe(), disk.made()), (1, 1));
}

#[test]
fn an_alarm_that_always_fails_rings_seven_times_with_growing_waits() {
    let mut disk = Disk::default();
    disk.commit(Commit::Write(Vec::new(), Some(Some(Timestamp(500))))).unwrap();
    disk.settle_one();
    let (mut now_ms, mut rings) = (0, Vec::new());
    while let Some(at) = disk.rings_at_ms(Timestamp(now_ms), now_ms) {
        now_ms = at;
        rings.push(at);
        disk.ring();
        disk.rang(false, now_ms);
    }
    assert_eq!(rings, [500, 2_500, 6_500, 14_500, 30_500, 62_500, 126_500]);
}

#[test]
fn an_alarm_whose_process_dies_rings_again() {
    let mut disk = Disk::default();
    disk.commit(Commit::Write(Vec::new(), Some(Some(Timestamp(500))))).unwrap();
    disk.settle_one();
    disk.ring();
    assert_eq!(disk.view().alarm, None);
    disk.kill();
    assert_eq!(disk.rings_at_ms(Timestamp(600), 600), Some(600));
}
