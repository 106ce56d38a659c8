//! A room without Cloudflare: the rules, a disk, an alarm, sockets, a host's index, and a clock that
//! can be turned. It plays the shell's part and nothing else.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};
use sommelier_arena::game::{
    Actor, Claim, Effect, Entry, Game, Input, KnownSocket, Moment, Notice, Participant, Replayed,
    Row, Seat, Seed, Settings, SocketId, Stored, Timestamp, Verdict,
};
use sommelier_arena::protocol::{CreateSession, SecretHash, SessionListEntry};

/// When every evening begins: 2026-11-21T20:00:00Z.
pub const EVENING: Timestamp = Timestamp(1_795_291_200_000);

/// What is on the room's disk.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Disk {
    pub session: Option<(String, Option<u32>)>,
    pub wines: String,
    pub participants: BTreeMap<Seat, Participant>,
    pub answers: BTreeMap<(u32, Seat), u8>,
    pub journal: Vec<Entry>,
}

/// The host's index, as far as a room can tell.
#[derive(Clone, Debug, Default)]
pub struct Index {
    pub owners: BTreeMap<String, SecretHash>,
    pub published: Vec<(u64, SessionListEntry)>,
    /// What it keeps without a room.
    pub parked: Vec<(Notice, CreateSession)>,
    /// It keeps no more.
    pub full: bool,
    /// The answer to a room that wants to go takes its time.
    pub slow_to_keep: bool,
    pub unreachable: bool,
    /// Claims wait here while the index takes its time.
    pub slow: Option<Vec<Claim>>,
}

/// The archive of journals, as far as a room can tell.
#[derive(Clone, Debug, Default)]
pub struct Archive {
    /// By creation and number, as the table's key has it.
    pub rows: BTreeMap<(Timestamp, usize), Entry>,
    pub unreachable: bool,
    /// How often it was asked.
    pub asked: usize,
}

#[derive(Clone)]
pub struct Table {
    pub game: Game,
    pub settings: Settings,
    pub disk: Disk,
    /// What somebody asks for later cannot be read.
    pub disk_is_unreadable: bool,
    pub alarm: Option<Timestamp>,
    pub nudge: Option<Timestamp>,
    pub wall: Timestamp,
    pub index: Index,
    pub archive: Archive,
    /// Every effect of the last step, in order.
    pub effects: Vec<Effect>,
    /// What each socket's attachment says: who it is, whether it wants ticks, and when it opened.
    pub attachments: BTreeMap<SocketId, (Actor, bool, Timestamp)>,
    /// The runtime's own memory of the latest ping of each socket.
    pub pings: BTreeMap<SocketId, Timestamp>,
    pub closed: BTreeMap<SocketId, u16>,
    inboxes: BTreeMap<SocketId, Vec<String>>,
    next_socket: u64,
    steps: u64,
}

impl Table {
    pub fn empty() -> Self {
        Self::with(Settings::default())
    }

    pub fn with(settings: Settings) -> Self {
        Self {
            game: Game::new("4821", settings),
            settings,
            disk: Disk::default(),
            disk_is_unreadable: false,
            alarm: None,
            nudge: None,
            wall: EVENING,
            index: Index::default(),
            archive: Archive::default(),
            effects: Vec::new(),
            attachments: BTreeMap::new(),
            pings: BTreeMap::new(),
            closed: BTreeMap::new(),
            inboxes: BTreeMap::new(),
            next_socket: 1,
            steps: 0,
        }
    }

    /// Something happens; the effects are carried out as the shell would.
    pub fn tell(&mut self, input: Input) {
        self.effects.clear();
        let mut inputs = vec![input];
        while let Some(input) = inputs.pop() {
            if input == Input::AlarmRang {
                self.alarm = None;
            }
            self.steps += 1;
            let mut seed = [0; 32];
            seed[..8].copy_from_slice(&self.steps.to_le_bytes());
            let effects = self.game.handle(input, Moment { wall: self.wall, seed: Seed(seed) });
            assert!(effects.is_sorted_by_key(Effect::turn), "what lasts comes first: {effects:?}");
            for effect in &effects {
                inputs.extend(self.carry_out(effect));
            }
            self.effects.extend(effects);
        }
    }

    fn carry_out(&mut self, effect: &Effect) -> Option<Input> {
        match effect {
            Effect::Write(row) => self.disk.write(row),
            Effect::Forget => {
                self.disk = Disk::default();
                self.alarm = None;
            }
            Effect::WakeAt(at) => self.alarm = *at,
            Effect::NudgeAt(at) => self.nudge = *at,
            Effect::Prove { socket, actor } => {
                if let Some(attachment) = self.attachments.get_mut(socket) {
                    attachment.0 = *actor;
                }
            }
            Effect::Say { to, frame, mine } => {
                let shared = frame.to_json();
                for (socket, seat) in self.game.hearing(*to) {
                    let text = match seat.and_then(|seat| mine.get(&seat)) {
                        Some(mine) => mine.appended_to(&shared),
                        None => shared.clone(),
                    };
                    self.inboxes.entry(socket).or_default().push(text);
                }
            }
            Effect::Close { socket, code } => {
                self.closed.insert(*socket, code.number());
                self.attachments.remove(socket);
                return Some(Input::Closed { socket: *socket });
            }
            Effect::Claim(claim) => {
                if let Some(waiting) = &mut self.index.slow {
                    waiting.push((**claim).clone());
                    return None;
                }
                let verdict = self.index.claim(&claim.host_id, claim.key.hash());
                return Some(Input::Claimed { claim: claim.clone(), verdict });
            }
            Effect::List { socket, asked, .. } => {
                let known = self.index.published.iter().map(|(_, entry)| entry.clone()).collect();
                let sessions = (!self.index.unreachable).then_some(known);
                return Some(Input::Listed { socket: *socket, asked: *asked, sessions });
            }
            Effect::Publish(notice) => {
                if !self.index.unreachable {
                    let Notice { entry, version, created_at, .. } = Notice::clone(notice);
                    self.index.published.push((version, entry));
                    return Some(Input::Published { created_at, version });
                }
            }
            Effect::Park { notice, tasting } => {
                if !self.index.unreachable {
                    let Notice { created_at, version, .. } = **notice;
                    let kept = !self.index.full;
                    if kept {
                        self.index
                            .parked
                            .push((Notice::clone(notice), CreateSession::clone(tasting)));
                    }
                    let answer = Input::Parked { created_at, version, kept };
                    return (!self.index.slow_to_keep).then_some(answer);
                }
            }
            Effect::Recall { socket, seat, questions } => {
                let of_seat = |n: &u32| Some((*n, *self.disk.answers.get(&(*n, *seat))?));
                let answers = questions.iter().filter_map(of_seat).collect();
                let answers = (!self.disk_is_unreadable).then_some(answers);
                return Some(Input::Recalled { socket: *socket, seat: *seat, answers });
            }
            Effect::Drain { created_at, after } => {
                self.archive.asked += 1;
                if !self.archive.unreachable {
                    return Some(self.archive.take(&self.disk.journal, *created_at, *after));
                }
            }
        }
        None
    }

    /// A browser connects; with `?ticks=0` unless it wants ticks.
    pub fn connect(&mut self, ticks: bool) -> SocketId {
        let socket = SocketId(self.next_socket);
        self.next_socket += 1;
        self.attachments.insert(socket, (Actor::Visitor, ticks, self.wall));
        self.tell(Input::Opened { socket, ticks });
        socket
    }

    /// A socket goes, as when a phone is locked.
    pub fn leave(&mut self, socket: SocketId) {
        self.attachments.remove(&socket);
        self.tell(Input::Closed { socket });
    }

    /// These sockets ping, and the runtime answers; a room that is awake hears of it.
    pub fn ping(&mut self, sockets: &[SocketId]) {
        self.pings.extend(sockets.iter().map(|socket| (*socket, self.wall)));
        self.tell(Input::Pinged { seen: self.pings.clone().into_iter().collect() });
    }

    /// A socket says something; returns what it hears in this step.
    pub fn say(&mut self, socket: SocketId, message: Value) -> Vec<Value> {
        self.say_text(socket, &message.to_string())
    }

    pub fn say_text(&mut self, socket: SocketId, text: &str) -> Vec<Value> {
        let before = self.inboxes.get(&socket).map_or(0, Vec::len);
        self.tell(Input::Heard { socket, text: text.to_owned() });
        let heard = self.inboxes.get(&socket).map(Vec::as_slice).unwrap_or_default();
        heard.iter().skip(before).map(|text| serde_json::from_str(text).unwrap()).collect()
    }

    /// Takes everything a socket has heard so far.
    pub fn heard(&mut self, socket: SocketId) -> Vec<Value> {
        self.heard_texts(socket).iter().map(|text| serde_json::from_str(text).unwrap()).collect()
    }

    /// The same, to the byte.
    pub fn heard_texts(&mut self, socket: SocketId) -> Vec<String> {
        self.inboxes.remove(&socket).unwrap_or_default()
    }

    /// Forgets what everybody has heard so far.
    pub fn hush(&mut self) -> &mut Self {
        self.inboxes.clear();
        self
    }

    /// Time passes; the alarm and the timer ring when they are due.
    pub fn after_ms(&mut self, ms: u64) -> &mut Self {
        let until = self.wall.plus_ms(ms);
        loop {
            let alarm = self.alarm.filter(|at| *at <= until);
            let nudge = self.nudge.filter(|at| *at <= until);
            let (at, input) = match (alarm, nudge) {
                (Some(alarm), Some(nudge)) if nudge < alarm => (nudge, Input::Nudged),
                (Some(alarm), _) => (alarm, Input::AlarmRang),
                (None, Some(nudge)) => (nudge, Input::Nudged),
                (None, None) => break,
            };
            self.wall = self.wall.max(at);
            if input == Input::Nudged {
                self.nudge = None;
            }
            self.tell(input);
        }
        self.wall = until;
        self
    }

    /// Time passes, and nothing rings: a lost alarm.
    pub fn in_silence_ms(&mut self, ms: u64) -> &mut Self {
        self.wall = self.wall.plus_ms(ms);
        self
    }

    /// The room's memory goes; its sockets stay.
    pub fn evict(&mut self) -> &mut Self {
        self.game = match self.disk.stored() {
            Some(stored) => Game::restore("4821", self.settings, &stored).unwrap(),
            None => Game::new("4821", self.settings),
        };
        let sockets = self.attachments.iter().map(|(socket, (actor, ticks, opened_at))| {
            let pinged_at = self.pings.get(socket).copied().unwrap_or(*opened_at);
            KnownSocket {
                socket: *socket,
                actor: *actor,
                ticks: *ticks,
                opened_at: *opened_at,
                seen_at: pinged_at.max(*opened_at),
            }
        });
        self.game.woken_with(sockets.collect());
        self.nudge = None;
        self
    }

    /// The process is killed: memory and sockets go, the disk stays.
    pub fn crash(&mut self) -> &mut Self {
        self.attachments.clear();
        self.evict()
    }

    /// The index answers everyone who has been waiting.
    pub fn index_answers(&mut self) {
        for claim in self.index.slow.take().unwrap_or_default() {
            let verdict = self.index.claim(&claim.host_id, claim.key.hash());
            self.tell(Input::Claimed { claim: Box::new(claim), verdict });
        }
    }

    /// Holds the session against the one that its journal tells.
    pub fn is_as_its_journal_tells(&self) -> bool {
        let answers = self.disk.answers.iter().map(|((n, seat), option)| (*n, *seat, *option));
        let told = Replayed::from_journal(&self.disk.journal, &answers.collect::<Vec<_>>());
        told == self.game.as_replayed()
    }

    /// Whether the last step wrote anything.
    pub fn wrote(&self) -> bool {
        self.effects.iter().any(|effect| matches!(effect, Effect::Write(_)))
    }

    /// The phase, as anyone may see it.
    pub fn phase(&self) -> String {
        serde_json::to_value(self.game.glance()).unwrap()["phase"].as_str().unwrap().to_owned()
    }
}

impl Disk {
    fn write(&mut self, row: &Row) {
        match row {
            Row::Session { state, question } => self.session = Some((state.clone(), *question)),
            Row::Tasting { wines } => self.wines.clone_from(wines),
            Row::Participant(participant) => {
                self.participants.insert(participant.seat, participant.clone());
            }
            Row::Changed(participant) => {
                let known = self.participants.insert(participant.seat, participant.clone());
                assert!(known.is_some(), "only who has a seat may change: {participant:?}");
            }
            Row::Answer { question, seat, option } => {
                self.answers.insert((*question, *seat), *option);
            }
            Row::Journal(entry) => self.journal.push(entry.clone()),
        }
    }

    pub fn stored(&self) -> Option<Stored> {
        let (state, question) = self.session.clone()?;
        let answers = self.answers.iter().filter(|((number, _), _)| Some(*number) == question);
        Some(Stored {
            state,
            wines: self.wines.clone(),
            participants: self.participants.values().cloned().collect(),
            answers: answers.map(|((_, seat), option)| (*seat, *option)).collect(),
        })
    }
}

impl Archive {
    /// Takes a few rows at a time, so that there are more.
    pub fn take(&mut self, journal: &[Entry], created_at: Timestamp, after: u64) -> Input {
        let after = usize::try_from(after).unwrap();
        let rest = journal.iter().enumerate().map(|(at, row)| (at + 1, row)).skip(after);
        let taken: Vec<_> = rest.take(7).collect();
        let through = taken.last().map_or(after, |(n, _)| *n);
        for (n, row) in taken {
            self.rows.entry((created_at, n)).or_insert_with(|| row.clone().without_names());
        }
        let more = through < journal.len();
        Input::Drained { created_at, through: u64::try_from(through).unwrap(), more }
    }
}

impl Index {
    fn claim(&mut self, host_id: &str, key: SecretHash) -> Verdict {
        if self.unreachable {
            return Verdict::Unreachable;
        }
        let owner = *self.owners.entry(host_id.to_owned()).or_insert(key);
        if owner == key { Verdict::Granted(key) } else { Verdict::Taken }
    }
}

/// A tasting of so many wines, each text of it different.
pub fn tasting(wines: usize) -> Value {
    let categories = ["color", "region", "grape_variety", "vintage_year", "wine_name"];
    let wine = |n: usize| {
        let questions: Vec<_> = categories
            .iter()
            .map(|category| {
                let wrong = ["a", "b", "c"].map(|it| format!("{category} {n} {it}"));
                json!({
                    "category": category,
                    "correctAnswer": format!("{category} {n} right"),
                    "distractors": wrong,
                })
            })
            .collect();
        json!({ "name": format!("Wine {n}"), "questions": questions })
    };
    json!({ "wines": (0..wines).map(wine).collect::<Vec<_>>() })
}

/// A message made of a type and the fields of an object.
pub fn message(kind: &str, fields: Value) -> Value {
    let mut message = fields;
    message["type"] = json!(kind);
    message
}

/// A secret that nobody else in a test has.
pub fn secret(n: usize) -> String {
    format!("{n:0>21}A")
}

/// The types of some frames, in order.
pub fn kinds(frames: &[Value]) -> Vec<&str> {
    frames.iter().filter_map(|frame| frame["type"].as_str()).collect()
}

/// The one frame of a type.
pub fn one<'a>(frames: &'a [Value], kind: &str) -> &'a Value {
    let mut found = frames.iter().filter(|frame| frame["type"] == kind);
    let one = found.next().unwrap_or_else(|| panic!("no {kind} in {:?}", kinds(frames)));
    assert!(found.next().is_none(), "more than one {kind} in {:?}", kinds(frames));
    one
}

/// Why a message was refused.
pub fn refusal(frames: &[Value]) -> &str {
    one(frames, "error")["code"].as_str().unwrap()
}

/// An evening with a host and some guests, who are already in the lobby.
#[derive(Clone)]
pub struct Evening {
    pub table: Table,
    pub host: SocketId,
    pub guests: Vec<SocketId>,
    pub names: Vec<String>,
    pub screen_key: String,
}

impl std::ops::Deref for Evening {
    type Target = Table;
    fn deref(&self) -> &Table {
        &self.table
    }
}

impl std::ops::DerefMut for Evening {
    fn deref_mut(&mut self) -> &mut Table {
        &mut self.table
    }
}

pub const HOST_ID: &str = "TANNIC-FALCON";

pub fn host_key() -> String {
    secret(0)
}

impl Evening {
    pub fn lobby(wines: usize, guests: usize) -> Self {
        Self::lobby_with(Settings::default(), tasting(wines), guests)
    }

    /// `fields` are those of `create_session` beside the host's identity.
    pub fn lobby_with(settings: Settings, fields: Value, guests: usize) -> Self {
        let mut table = Table::with(settings);
        let host = table.connect(false);
        let mut create = message("create_session", fields);
        create["hostId"] = json!(HOST_ID);
        create["hostKey"] = json!(host_key());
        let created = table.say(host, create);
        let screen_key = one(&created, "session:created")["screenKey"].as_str().unwrap().to_owned();
        let mut evening = Self { table, host, guests: Vec::new(), names: Vec::new(), screen_key };
        for n in 1..=guests {
            let (socket, name) = evening.join(n);
            evening.guests.push(socket);
            evening.names.push(name);
        }
        evening.table.after_ms(6_000);
        evening.hush();
        evening
    }

    /// The first question is open.
    pub fn asking(wines: usize, guests: usize) -> Self {
        let mut evening = Self::lobby(wines, guests);
        evening.step("start");
        evening
    }

    /// Somebody joins with their own token; returns their socket and handle.
    pub fn join(&mut self, n: usize) -> (SocketId, String) {
        let socket = self.connect(false);
        let heard = self.say(socket, json!({ "type": "join_session", "rejoinToken": secret(n) }));
        (socket, one(&heard, "participant:joined")["pseudonym"].as_str().unwrap().to_owned())
    }

    /// A host's command by its short name; returns what the host hears.
    pub fn step(&mut self, name: &str) -> Vec<Value> {
        let host = self.host;
        self.say(host, json!({ "type": format!("host:{name}") }))
    }

    /// A host's command with fields; returns what the host hears.
    pub fn step_with(&mut self, name: &str, fields: Value) -> Vec<Value> {
        let host = self.host;
        self.say(host, message(&format!("host:{name}"), fields))
    }

    /// The last question that was put, as the room shows it to its host.
    pub fn question(&mut self) -> Value {
        self.host_snapshot()["question"].clone()
    }

    /// Where the room is, as a host who comes back sees it. Leaves no trace.
    pub fn host_snapshot(&self) -> Value {
        let mut copy = self.table.clone();
        let socket = copy.connect(false);
        let heard = copy.say(
            socket,
            json!({ "type": "rejoin_host", "hostId": HOST_ID, "hostKey": host_key() }),
        );
        one(&heard, "host:state_snapshot").clone()
    }

    /// The id of the right option of the open question, known from the host's own wines.
    pub fn right(&self) -> String {
        self.option(|text| text.ends_with("right"))
    }

    /// The id of a wrong option.
    pub fn wrong(&self) -> String {
        self.option(|text| text.ends_with(" a"))
    }

    fn option(&self, is: impl Fn(&str) -> bool) -> String {
        let question = self.host_snapshot()["question"].clone();
        let options = question["options"].as_array().unwrap();
        let option = options.iter().find(|option| is(option["text"].as_str().unwrap())).unwrap();
        option["id"].as_str().unwrap().to_owned()
    }

    /// A guest, counted from 0, chooses an option; returns what they hear.
    pub fn answer(&mut self, guest: usize, option_id: &str) -> Vec<Value> {
        let question = self.question()["questionId"].clone();
        let socket = self.guests[guest];
        self.say(
            socket,
            json!({ "type": "submit_answer", "questionId": question, "optionId": option_id }),
        )
    }

    /// A guest comes back on a new socket; returns what they hear.
    pub fn return_of(&mut self, guest: usize) -> Vec<Value> {
        let socket = self.connect(false);
        self.guests[guest] = socket;
        let (name, token) = (self.names[guest].clone(), secret(guest + 1));
        self.say(
            socket,
            json!({ "type": "rejoin_session", "pseudonym": name, "rejoinToken": token }),
        )
    }

    /// The host comes back on a new socket; returns what they hear.
    pub fn return_of_host(&mut self) -> Vec<Value> {
        let socket = self.connect(false);
        self.host = socket;
        self.say(socket, json!({ "type": "rejoin_host", "hostId": HOST_ID, "hostKey": host_key() }))
    }

    /// A big screen watches; returns its socket.
    pub fn screen(&mut self) -> SocketId {
        let socket = self.connect(false);
        let key = self.screen_key.clone();
        let heard = self.say(socket, json!({ "type": "watch_session", "screenKey": key }));
        one(&heard, "screen:state_snapshot");
        socket
    }

    /// Leaves the open question out, and goes on until the next one is open, or the evening has ended.
    pub fn skip_on(&mut self) {
        self.step("skip");
        while !["question_open", "ended"].contains(&self.phase().as_str()) {
            self.step("next");
        }
    }

    /// Reveals and goes on until the next question is open, or the evening has ended.
    pub fn play_on(&mut self) {
        if self.phase().starts_with("question_open") || self.phase() == "question_paused" {
            self.step("reveal");
        }
        loop {
            self.step("next");
            if ["question_open", "ended"].contains(&self.phase().as_str()) {
                break;
            }
        }
    }
}

/// Every key of an object, so that a test can say exactly what a frame holds.
pub fn keys(value: &Value) -> BTreeSet<&str> {
    value.as_object().unwrap().keys().map(String::as_str).collect()
}

/// A request body as the protocol types it, to be sure that a test speaks the language.
pub fn as_create(fields: &Value) -> CreateSession {
    serde_json::from_value(fields.clone()).unwrap()
}
