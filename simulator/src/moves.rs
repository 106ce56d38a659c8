//! How each move of a plan is carried out, by its salt and by where the evening is.

use sommelier_arena::game::Input;
use sommelier_arena::protocol::{
    ClientMessage, HostCommand, NoFields, PhaseName, RejoinHost, RejoinSession, Secret,
    SubmitAnswer, UpdateSession, WatchSession,
};
use sommelier_house::iso_8601;

use crate::client::{HOST_ID, Role, tasting};
use crate::dice::Dice;
use crate::pacing::pace;
use crate::plan::{Kind, Move};
use crate::promises::Kept;
use crate::promises::course::GRACE_MS;
use crate::promises::secrets::Cause;
use crate::world::World;

/// People whom a room has room for, and a few more.
const MOST_GUESTS: usize = 14;
const HOUR_MS: u64 = 3_600_000;

impl World {
    /// Does what a plan says.
    ///
    /// # Errors
    ///
    /// The promise that is broken by it.
    pub fn does(&mut self, it: &Move) -> Kept {
        self.passes(it.after_ms)?;
        if let Some(words) = &mut self.words {
            words.push(format!("{:>9} ms  {:?}", self.mono, it.kind));
        }
        let phase = self.phase();
        *self.worth.moves.entry((it.kind, phase)).or_default() += 1;
        let mut dice = Dice::new(it.salt);
        let dice = &mut dice;
        match it.kind {
            Kind::Onward => self.onward(),
            Kind::HostWord => self.host_word(dice, None),
            Kind::StaleWord => {
                let rev = self.oracle.view.rev().saturating_sub(dice.between(1, 2));
                self.host_word(dice, Some(rev));
            }
            Kind::SecondTab => self.second_tab(),
            Kind::Edits => self.edits(dice),
            Kind::Locks => self.locks(dice),
            Kind::Removes => self.removes(dice),
            Kind::Reseats => self.reseats(dice),
            Kind::Names => self.names(dice),
            Kind::Reopens => self.reopens(dice),
            Kind::Paces => self.paces(dice),
            Kind::Corrects => self.corrects(dice),
            Kind::Reviews => self.one_says(Role::Guest, dice, &ClientMessage::Review(NoFields {})),
            Kind::HostAsks => {
                let asks = if dice.chance(600) {
                    ClientMessage::ListSessions(NoFields {})
                } else {
                    ClientMessage::HostScreenKey(NoFields {})
                };
                self.one_says(Role::Host, dice, &asks);
            }
            Kind::Creates => self.creates(dice),
            Kind::Answers => {
                if let Some(guest) = self.one_of(Role::Guest, dice) {
                    self.answers(guest, dice);
                }
            }
            Kind::LastMoment => return self.last_moment(dice),
            Kind::AnswersOddly => self.answers_oddly(dice),
            Kind::Joins => {
                if self.of_role(Role::Guest).len() < MOST_GUESTS {
                    let version_1 = dice.chance(200);
                    self.arrives(Role::Guest, version_1, 0);
                }
            }
            Kind::SecondDevice => self.second_device(dice),
            Kind::Repeats => self.repeats(dice),
            Kind::Forges => {
                let word = command(dice, None);
                self.one_says(Role::Guest, dice, &word);
            }
            Kind::Intrudes => self.intrudes(dice),
            Kind::Nonsense => self.nonsense(dice),
            Kind::Floods => self.floods(dice),
            Kind::Leaves => {
                let client = dice.place(self.clients.len());
                self.leaves(client);
            }
            Kind::Breaks => {
                let client = dice.place(self.clients.len());
                let unnoticed_ms = if dice.chance(500) { 0 } else { dice.below(600_000) };
                self.breaks(client, unnoticed_ms);
            }
            Kind::Storm => (0..self.clients.len()).for_each(|client| self.breaks(client, 10)),
            Kind::Glances => {
                // A room that cannot be read answers 503; nothing else may come of it.
                let _ = self.driver.look();
            }
            Kind::Killed => self.kill(),
            Kind::KilledAfterCommit => self.dies = Some(dice.below(3)),
            Kind::Hibernates => return self.evicts(false),
            Kind::Restarts => return self.evicts(true),
            Kind::RingsEarly => return self.rings_early(),
            Kind::AlarmLost => {
                self.alarm_works = false;
                self.driver.platform.disk.lose_alarm();
            }
            Kind::AlarmLate => {
                self.alarm_works = false;
                self.alarm_late_until = self.mono + dice.below(90_000);
            }
            Kind::AlarmFails => {
                self.alarm_works = false;
                self.alarm_fails = u32::try_from(dice.between(1, 7)).unwrap_or(1);
            }
            Kind::RefusesWrites => {
                self.alarm_works = false;
                self.driver.platform.disk.refuses_writes =
                    u32::try_from(dice.between(1, 3)).unwrap_or(1);
            }
            Kind::RefusesReads => {
                self.alarm_works = false;
                self.driver.platform.disk.refuses_reads =
                    u32::try_from(dice.between(1, 3)).unwrap_or(1);
                self.driver.lose_memory();
                return self.evicts(false);
            }
            Kind::SlowDisk => {
                self.slow_ms = if dice.chance(500) { 0 } else { dice.below(3_000) };
                self.alarm_works &= self.slow_ms == 0;
            }
            Kind::ClockJumps => self.clock_jumps(dice),
            Kind::Index => {
                self.others.index_is_down = dice.chance(500);
                self.others.index_is_full = dice.chance(200);
                self.others.latency_ms = if dice.chance(300) { 8_000 } else { 50 };
            }
            Kind::Archive => self.others.archive_is_down = dice.chance(500),
            Kind::Erases => return self.erases(),
            Kind::Sleeps => return self.passes(dice.below(2 * HOUR_MS)),
            Kind::Deserts => return self.deserts(dice),
        }
        Ok(())
    }

    pub(crate) fn one_of(&self, role: Role, dice: &mut Dice) -> Option<usize> {
        dice.pick(&self.of_role(role)).copied()
    }

    pub(crate) fn one_says(&mut self, role: Role, dice: &mut Dice, message: &ClientMessage) {
        if let Some(client) = self.one_of(role, dice) {
            self.says(client, message);
        }
    }

    /// A host's tab that has its role says what leads on.
    pub fn onward(&mut self) {
        let hosts = self.of_role(Role::Host);
        let host = hosts.iter().find(|host| self.clients.get(**host).is_some_and(|it| it.is_in));
        let Some((host, it)) = host.and_then(|host| Some((*host, self.clients.get(*host)?))) else {
            return;
        };
        let command = HostCommand { expect_rev: (!it.version_1).then_some(it.rev) };
        let message = match it.phase.unwrap_or(PhaseName::Waiting) {
            PhaseName::Waiting => ClientMessage::HostStart(command),
            PhaseName::QuestionOpen => ClientMessage::HostReveal(command),
            PhaseName::QuestionPaused => ClientMessage::HostResume(command),
            PhaseName::QuestionRevealed
            | PhaseName::QuestionLeaderboard
            | PhaseName::RoundLeaderboard => ClientMessage::HostNext(command),
            PhaseName::Ended => return,
        };
        self.says(host, &message);
    }

    fn host_word(&mut self, dice: &mut Dice, expect_rev: Option<u64>) {
        let word = command(dice, expect_rev);
        self.one_says(Role::Host, dice, &word);
    }

    fn edits(&mut self, dice: &mut Dice) {
        let (wines, twist, _) = self.wines;
        let edit = ClientMessage::UpdateSession(UpdateSession {
            title: dice.chance(500).then(|| "Friday".to_owned()),
            timer_seconds: dice.chance(500).then_some(20),
            wines: dice.chance(500).then(|| tasting(wines, twist)),
            ..UpdateSession::default()
        });
        self.one_says(Role::Host, dice, &edit);
    }

    fn creates(&mut self, dice: &mut Dice) {
        let (wines, twist, seconds) = self.wines;
        let role = if dice.chance(600) { Role::Host } else { Role::Rival };
        if role == Role::Rival && self.of_role(Role::Rival).is_empty() {
            self.arrives(Role::Rival, false, 0);
        }
        if let Some(client) = self.one_of(role, dice)
            && let Some(it) = self.clients.get(client)
        {
            let create = it.create(wines, twist, seconds);
            self.says(client, &create);
        }
    }

    fn answers(&mut self, client: usize, dice: &mut Dice) {
        let question = self.clients.get(client).and_then(|it| it.question.as_ref());
        let answer = question.and_then(|question| {
            let option = dice.pick(&question.options)?;
            Some(SubmitAnswer {
                question_id: question.question_id.clone(),
                option_id: option.id.clone(),
            })
        });
        if let Some(answer) = answer {
            self.says(client, &ClientMessage::SubmitAnswer(answer));
        }
    }

    fn last_moment(&mut self, dice: &mut Dice) -> Kept {
        if let Some(ends_at) = self.oracle.view.ends_at {
            let now = self.oracle.view.room_time(self.wall());
            let left_ms = ends_at.plus_ms(GRACE_MS).ms_since(now);
            self.passes(left_ms.saturating_sub(dice.below(60)))?;
        }
        self.of_role(Role::Guest).into_iter().for_each(|guest| self.answers(guest, dice));
        Ok(())
    }

    fn answers_oddly(&mut self, dice: &mut Dice) {
        let wines = &self.oracle.view.wines.questions;
        let question = dice.pick(wines);
        let other = dice.pick(wines).and_then(|it| it.options.first());
        let answer = ClientMessage::SubmitAnswer(SubmitAnswer {
            question_id: question.map_or("none", |it| it.id.as_str()).to_owned(),
            option_id: other.map_or("none", |it| it.id.as_str()).to_owned(),
        });
        self.one_says(Role::Guest, dice, &answer);
    }

    fn second_device(&mut self, dice: &mut Dice) {
        let Some(client) = self.one_of(Role::Guest, dice) else { return };
        // The old connection stays open, and the room knows it as that person's still.
        self.connect(client);
    }

    fn repeats(&mut self, dice: &mut Dice) {
        if dice.chance(300) {
            let client = dice.place(self.clients.len());
            let text = self.clients.get(client).map(|it| it.last_words.clone());
            self.says_text(client, text.unwrap_or_default());
            return;
        }
        let Some(client) = self.one_of(Role::Guest, dice) else { return };
        if let Some(it) = self.clients.get_mut(client).filter(|it| !it.version_1)
            && dice.chance(300)
        {
            // They have never heard that they have a seat.
            it.name = None;
            self.connect(client);
        } else if let Some(greeting) = self.clients.get(client).and_then(|it| it.greeting()) {
            self.says(client, &greeting);
            if dice.chance(500) {
                self.says(client, &greeting);
            }
        }
    }

    /// A stranger guesses, and says what is another's to say.
    fn intrudes(&mut self, dice: &mut Dice) {
        let names: Vec<String> =
            self.oracle.view.seats.iter().map(|it| it.pseudonym.clone()).collect();
        let bits = u128::from(dice.any()) << 64 | u128::from(dice.any());
        let guess = || Secret::from_bits(bits.to_le_bytes());
        let guest = self.of_role(Role::Guest);
        let stolen = dice.pick(&guest).and_then(|it| self.clients.get(*it)?.secret.clone());
        let message = match dice.below(11) {
            0 => ClientMessage::RejoinHost(RejoinHost {
                host_id: HOST_ID.to_owned(),
                host_key: Some(guess()),
            }),
            1 => ClientMessage::RejoinHost(RejoinHost {
                host_id: HOST_ID.to_owned(),
                host_key: None,
            }),
            2 => ClientMessage::RejoinSession(RejoinSession {
                pseudonym: dice.pick(&names).cloned().unwrap_or_default(),
                rejoin_token: Some(guess()),
                seat_key: None,
            }),
            3 => ClientMessage::RejoinSession(RejoinSession {
                pseudonym: dice.pick(&names).cloned().unwrap_or_default(),
                rejoin_token: None,
                seat_key: None,
            }),
            // The token of one person with the name of another.
            4 => ClientMessage::RejoinSession(RejoinSession {
                pseudonym: names.first().cloned().unwrap_or_default(),
                rejoin_token: stolen,
                seat_key: None,
            }),
            5 => ClientMessage::WatchSession(WatchSession { screen_key: guess() }),
            6 => ClientMessage::UpdateSession(UpdateSession {
                title: Some("Mine".to_owned()),
                ..UpdateSession::default()
            }),
            7 => match self.oracle.view.wines.questions.first() {
                Some(question) => ClientMessage::SubmitAnswer(SubmitAnswer {
                    question_id: question.id.clone(),
                    option_id: question.options.first().map_or("", |it| it.id.as_str()).to_owned(),
                }),
                None => ClientMessage::ListSessions(NoFields {}),
            },
            8 => ClientMessage::HostScreenKey(NoFields {}),
            9 => self.tries_a_link(guess(), dice),
            _ => command(dice, None),
        };
        self.one_says(Role::Stranger, dice, &message);
    }

    fn nonsense(&mut self, dice: &mut Dice) {
        let texts = [
            "",
            "null",
            "5",
            "[]",
            "{",
            "{}",
            r#"{"type":5}"#,
            r#"{"type":"dance"}"#,
            r#"{"type":"submit_answer","questionId":5,"optionId":"o"}"#,
            r#"{"type":"create_session","timerSeconds":"60"}"#,
            r#"{"type":"rejoin_host","hostId":{"a":1}}"#,
            r#"{"type":"create_session","wines":[]}"#,
        ];
        let anyone = if dice.chance(700) { Role::Stranger } else { Role::Guest };
        if let (Some(client), Some(text)) = (self.one_of(anyone, dice), dice.pick(&texts)) {
            self.says_text(client, (*text).to_owned());
        }
    }

    fn floods(&mut self, dice: &mut Dice) {
        let Some(client) = self.one_of(Role::Stranger, dice) else { return };
        match dice.below(4) {
            0 => self.says_bytes(client),
            1 => self.says_text(client, "x".repeat(17 * 1_024)),
            2 => {
                let flood = r#"{"type":"list_sessions"}"#;
                (0..dice.between(20, 45)).for_each(|_| self.says_text(client, flood.to_owned()));
            }
            // Sockets that prove nothing.
            _ => (0..dice.between(2, 20)).for_each(|_| self.connect(client)),
        }
    }

    fn rings_early(&mut self) -> Kept {
        if self.driver.platform.disk.view().alarm.is_none() {
            return Ok(());
        }
        self.rings()
    }

    fn deserts(&mut self, dice: &mut Dice) -> Kept {
        let parked_ms = 1_000 * self.settings.unjoined_seconds;
        let away_ms = (parked_ms + dice.below(60_000)).saturating_sub(10_000);
        self.nobody_is_here_for(away_ms)
    }

    fn clock_jumps(&mut self, dice: &mut Dice) {
        (self.alarm_works, self.jumped_at) = (false, self.mono);
        let hour = i64::try_from(HOUR_MS).unwrap_or(i64::MAX);
        let by = i64::try_from(dice.below(2 * HOUR_MS)).unwrap_or_default() - hour;
        // Never so far back that the evening were before its beginning.
        self.offset = (self.offset + by).clamp(-3 * hour, 3 * hour);
    }

    fn erases(&mut self) -> Kept {
        let created_at = self.oracle.view.header.as_ref().map(|it| it.created_at);
        let created_at = iso_8601(created_at.unwrap_or_else(|| self.wall()));
        self.tell("erased", &Cause::Erased, Input::Erased { created_at }).map(drop)
    }
}

/// Any of the host's words.
fn command(dice: &mut Dice, expect_rev: Option<u64>) -> ClientMessage {
    let it = HostCommand { expect_rev };
    match dice.below(29) {
        0..3 => ClientMessage::HostStart(it),
        3..10 => ClientMessage::HostPause(it),
        10..15 => ClientMessage::HostResume(it),
        15..18 => ClientMessage::HostReveal(it),
        18..21 => ClientMessage::HostNext(it),
        21..25 => pace(dice, expect_rev),
        25 => ClientMessage::HostLock(it),
        26 => ClientMessage::HostUnlock(it),
        27 => ClientMessage::HostReopen(it),
        _ => ClientMessage::HostEnd(it),
    }
}
