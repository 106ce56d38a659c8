//! One evening: its state, its transitions, and what each of them does.

use serde::{Deserialize, Serialize};
use sommelier_house::from_json;

use super::journal::{By, What};
use super::outbox::{Drain, Outbox, Parking};
use super::phase::{Asked, Countdown, Phase};
use super::roster::Roster;
use super::seats::SeatLink;
use super::standings::LastPlaced;
use super::tasting::{QUESTIONS_A_WINE, Question, Tasting};
use super::turn::Turn;
use super::{Audience, Clock, Row, Seat, Settings, Stored, Timestamp};
use crate::mutant::{Mutant, planted};
use crate::protocol::{CreateSession, ErrorCode, Refusal, SecretHash, ServerMessage};

/// How long a session outlives its time at most, while the archive does not take the rest of its journal.
const LAST_TRIES_MS: u64 = 3_600_000;

/// Everything small about a session: one row, written again at every transition.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct State {
    pub(crate) host_id: String,
    pub(crate) host_key: SecretHash,
    pub(crate) screen_key: SecretHash,
    pub(crate) title: Option<String>,
    pub(crate) allow_names: bool,
    /// Whether a question closes soon after everyone present has answered. Not there in older rooms.
    #[serde(default)]
    pub(crate) auto_reveal: bool,
    pub(crate) timer_seconds: u32,
    /// Nobody new may join. Not there in rooms that were made before there was a lock.
    #[serde(default)]
    pub(crate) locked: bool,
    /// Seats that the host has taken away. Not there in rooms that were made before anybody could be removed.
    #[serde(default)]
    pub(crate) removed: Vec<Seat>,
    /// One-time links that were given and not used. Not there in rooms that were made before there were any.
    #[serde(default)]
    pub(crate) links: Vec<SeatLink>,
    pub(crate) created_at: Timestamp,
    /// Counts transitions.
    pub(crate) rev: u64,
    pub(crate) clock: Clock,
    pub(crate) phase: Phase,
    /// Numbers of the questions whose points count.
    pub(crate) scored: Vec<u32>,
    /// Numbers of the questions that the host left out. Not there in older rooms.
    #[serde(default)]
    pub(crate) skipped: Vec<u32>,
    /// When the clock of the break shows zero, while there is one. Not there in older rooms.
    #[serde(default)]
    pub(crate) break_until: Option<Timestamp>,
    /// By seat, what everyone had before the question whose answers still matter. Seats at the end that never
    /// had anything may be missing.
    pub(crate) scores: Vec<u32>,
    pub(crate) host: HostPresence,
    pub(crate) outbox: Outbox,
    /// Not there in rooms of the first schema.
    #[serde(default)]
    pub(crate) drain: Drain,
    /// Not there in rooms that were made before there was parking.
    #[serde(default)]
    pub(crate) parking: Parking,
}

/// Whether the host is here, and when that was last certain.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct HostPresence {
    pub(crate) here: bool,
    pub(crate) seen_at: Timestamp,
}

/// What time may bring.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Due {
    /// The question closes.
    Close,
    /// The host may have been away for too long.
    HostGone,
    /// The session has been kept for long enough.
    Expire,
    /// Nobody has come for so long that the tasting may wait in its host's index instead.
    Park,
    /// The host's index is to be told how the session stands.
    Publish,
    /// Rows of the journal are to be handed to the archive.
    Drain,
}

/// One evening.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Session {
    pub(crate) state: State,
    pub(crate) tasting: Tasting,
    pub(crate) roster: Roster,
    pub(crate) last_placed: LastPlaced,
}

/// A room's storage that these rules cannot read.
#[derive(Debug)]
pub struct Unreadable(serde_json::Error);

impl std::fmt::Display for Unreadable {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "the stored session cannot be read: {}", self.0)
    }
}

impl Session {
    /// The evening as it was written down.
    pub(crate) fn restore(stored: &Stored) -> Result<Self, Unreadable> {
        let mut state: State = from_json(&stored.state).map_err(Unreadable)?;
        let tasting = from_json(&stored.wines).map_err(Unreadable)?;
        let roster = Roster::restore(&stored.participants, &state.removed);
        if let Some(asked) = state.phase.kept_mut() {
            let answers = stored.answers.iter().copied();
            asked.answers = answers.filter(|(seat, _)| !roster.is_gone(*seat)).collect();
        }
        if planted(Mutant::ScoresNotRestored) {
            state.scores.clear();
        }
        Ok(Self { state, tasting, roster, last_placed: LastPlaced::default() })
    }

    /// The session's own row.
    pub(crate) fn row(&self) -> Row {
        Row::Session {
            // Structs of strings and numbers always serialise.
            state: serde_json::to_string(&self.state).unwrap_or_default(),
            question: self.state.phase.kept().map(|asked| asked.number),
        }
    }

    /// The row of the wines.
    pub(crate) fn wines_row(&self) -> Row {
        Row::Tasting { wines: serde_json::to_string(&self.tasting).unwrap_or_default() }
    }

    /// What time will bring next, and when.
    pub(crate) fn next_due(&self, settings: &Settings) -> Option<(Timestamp, Due)> {
        let lost = planted(Mutant::DeadlineLostWithHost) && !self.state.host.here;
        let close = self.state.phase.countdown().and_then(Countdown::closes_at).filter(|_| !lost);
        let (gone, expire) = match self.state.phase {
            Phase::Waiting => {
                (None, Some(self.state.created_at.plus_ms(settings.waiting_seconds * 1_000)))
            }
            Phase::Ended { at, .. } if planted(Mutant::ForgottenAtOnce) => (None, Some(at)),
            Phase::Ended { at, .. } => (None, Some(at.plus_ms(settings.ended_seconds * 1_000))),
            Phase::Asking { .. }
            | Phase::Revealed(_)
            | Phase::Ranked(_)
            | Phase::RoundRanked { .. } => {
                // A declared break stops the hour of a host who is away.
                let on_break =
                    self.state.break_until.filter(|_| !planted(Mutant::HourRunsInBreaks));
                let since = self.state.host.seen_at.max(on_break.unwrap_or_default());
                (Some(since.plus_ms(settings.host_away_seconds * 1_000)), None)
            }
        };
        let gone = gone.filter(|_| !planted(Mutant::HostNeverGone));
        let gone = if planted(Mutant::HostGoneTooSoon) {
            gone.map(|at| at.minus_ms(settings.host_away_seconds * 500))
        } else {
            gone
        };
        let drain = self.state.drain.due(expire).filter(|_| settings.archives_journals);
        let patience = if drain.is_some() { LAST_TRIES_MS } else { 0 };
        let expire = expire.filter(|_| !planted(Mutant::ExpiredRoomKeepsRows));
        [
            close.map(|at| (at, Due::Close)),
            gone.map(|at| (at, Due::HostGone)),
            drain.map(|at| (at, Due::Drain)),
            self.parks_at(settings).map(|at| (at, Due::Park)),
            expire.map(|at| (at.plus_ms(patience), Due::Expire)),
            self.state.outbox.due().map(|at| (at, Due::Publish)),
        ]
        .into_iter()
        .flatten()
        .min_by_key(|(at, _)| *at)
    }

    /// When the index is to be asked to keep the tasting, if nobody comes.
    fn parks_at(&self, settings: &Settings) -> Option<Timestamp> {
        let Phase::Waiting = self.state.phase else { return None };
        let seen_at = self.state.host.seen_at;
        let since = match self.state.parking {
            Parking::Asked => return None,
            Parking::Idle => seen_at,
            Parking::PutOff(at) => at.max(seen_at),
        };
        (self.roster.len() == 0 || planted(Mutant::ParkedWithGuests))
            .then(|| since.plus_ms(settings.unjoined_seconds * 1_000))
    }

    /// Somebody has come: the tasting stays, and an index that may hold it already is told so.
    pub(crate) fn stay(&mut self, turn: &mut Turn) {
        if self.state.parking == Parking::Asked {
            self.state.parking = Parking::Idle;
            self.state.outbox.changed(turn.now);
            turn.save = true;
        }
    }

    /// The tasting as its host could send it again.
    pub(crate) fn as_sent(&self) -> CreateSession {
        CreateSession {
            title: self.state.title.clone(),
            allow_names: Some(self.state.allow_names),
            auto_reveal: Some(self.state.auto_reveal),
            timer_seconds: Some(self.state.timer_seconds.into()),
            wines: Some(self.tasting.drafts().to_vec()),
            ..CreateSession::default()
        }
    }

    /// Opens the first question.
    pub(crate) fn start(&mut self, turn: &mut Turn) -> Result<(), Refusal> {
        let Phase::Waiting = self.state.phase else { return Err(ErrorCode::WrongPhase.into()) };
        if self.roster.len() == 0 {
            return Err(ErrorCode::NoParticipants.into());
        }
        self.ask(0, turn);
        self.state.outbox.changed(turn.now);
        turn.tell(Audience::Everyone, self.state.rev, ServerMessage::Started {});
        self.tell_question(turn);
        Ok(())
    }

    /// Stops the countdown, while clients still show time left.
    pub(crate) fn pause(&mut self, turn: &mut Turn) -> Result<(), Refusal> {
        let Phase::Asking { countdown: Countdown::Running { ends_at }, .. } = self.state.phase
        else {
            return Err(ErrorCode::WrongPhase.into());
        };
        if turn.now >= ends_at {
            return Err(ErrorCode::WrongPhase.into());
        }
        let remaining_ms = ends_at.ms_since(turn.now);
        self.record(By::Host, What::Paused { remaining_ms }, turn);
        let paused = ServerMessage::TimerPaused { remaining_ms, timer_ms: None };
        turn.tell(Audience::Everyone, self.state.rev, paused);
        Ok(())
    }

    /// Lets the countdown go on from exactly where it stood.
    pub(crate) fn resume(&mut self, turn: &mut Turn) -> Result<(), Refusal> {
        let Phase::Asking { countdown: Countdown::Paused { remaining_ms }, .. } = self.state.phase
        else {
            return Err(ErrorCode::WrongPhase.into());
        };
        let full_ms = planted(Mutant::ResumedInFull).then(|| self.timer_ms());
        let ends_at = turn.now.plus_ms(full_ms.unwrap_or(remaining_ms));
        self.record(By::Host, What::Resumed { ends_at }, turn);
        self.tell_countdown(None, turn);
        Ok(())
    }

    /// Closes the question and shows its answer. The host and the clock both come through here.
    pub(crate) fn reveal(&mut self, by: By, turn: &mut Turn) -> Result<(), Refusal> {
        let asked = match &self.state.phase {
            Phase::Asking { asked, .. } => asked,
            Phase::Revealed(asked) if planted(Mutant::RevealedAgain) => asked,
            _ => return Err(ErrorCode::WrongPhase.into()),
        };
        let answers = Self::given(asked, self.tasting.right(asked.number));
        let revealed = What::Revealed { question: asked.number, answers };
        self.record(by, revealed, turn);
        self.tell_reveal(turn);
        Ok(())
    }

    /// Goes on to what comes next.
    pub(crate) fn next(&mut self, turn: &mut Turn) -> Result<(), Refusal> {
        match &self.state.phase {
            Phase::Waiting | Phase::Asking { .. } | Phase::Ended { .. } => {
                return Err(ErrorCode::WrongPhase.into());
            }
            Phase::Revealed(_) => {
                self.lead_on(By::Host, What::Ranked, turn);
                self.tell_standings(turn);
            }
            Phase::Ranked(Asked { number, .. }) => self.leave(*number, turn),
            Phase::RoundRanked { round } => {
                let next = (round + 1) * QUESTIONS_A_WINE;
                if self.tasting.question(next).is_some() {
                    self.ask(next, turn);
                    self.tell_question(turn);
                } else {
                    self.end(By::Host, turn)?;
                }
            }
        }
        Ok(())
    }

    /// Leaves a question behind, for the next one of its wine or for the wine's standings.
    pub(crate) fn leave(&mut self, question: u32, turn: &mut Turn) {
        let next = question + 1;
        if next.is_multiple_of(QUESTIONS_A_WINE) {
            let round = question / QUESTIONS_A_WINE;
            self.lead_on(By::Host, What::RoundRanked { round }, turn);
            self.tell_standings(turn);
        } else {
            self.ask(next, turn);
            self.tell_question(turn);
        }
    }

    /// Ends the evening, wherever it is; an open question does not count.
    pub(crate) fn end(&mut self, by: By, turn: &mut Turn) -> Result<(), Refusal> {
        if let Phase::Ended { .. } = self.state.phase {
            return Err(ErrorCode::WrongPhase.into());
        }
        self.lead_on(by, What::Ended, turn);
        self.state.outbox.changed(turn.now);
        self.tell_standings(turn);
        turn.tell(Audience::Everyone, self.state.rev, ServerMessage::SessionEnded {});
        Ok(())
    }

    /// How long a question is open.
    pub(crate) fn timer_ms(&self) -> u64 {
        u64::from(self.state.timer_seconds) * 1_000
    }

    /// Opens a question.
    fn ask(&mut self, question: u32, turn: &mut Turn) {
        let ends_at = turn.now.plus_ms(self.timer_ms());
        self.lead_on(By::Host, What::Asked { question, ends_at }, turn);
    }

    /// Puts the question to everyone at once.
    fn tell_question(&self, turn: &mut Turn) {
        if let Some(view) = self.question_view(turn.now) {
            turn.tell(Audience::Everyone, self.state.rev, ServerMessage::Question(view));
        }
    }

    /// Records an answer; it may be changed until the question closes.
    pub(crate) fn answer(
        &mut self,
        seat: Seat,
        question_id: &str,
        option_id: &str,
        turn: &mut Turn,
    ) -> Result<bool, Refusal> {
        let Phase::Asking { asked, countdown: Countdown::Running { .. } } = &mut self.state.phase
        else {
            return Err(ErrorCode::WrongPhase.into());
        };
        let question = self
            .tasting
            .question(asked.number)
            .filter(|it| it.id == question_id || planted(Mutant::WrongQuestionCounted))
            .ok_or(ErrorCode::UnknownQuestion)?;
        let unknown = planted(Mutant::UnknownOptionTaken).then_some(0);
        let option = question.option(option_id).or(unknown).ok_or(ErrorCode::UnknownOption)?;
        let before = asked.answers.insert(seat, option);
        if before != Some(option) && !planted(Mutant::AnswersOnlyInMemory) {
            turn.write(Row::Answer { question: asked.number, seat, option });
        }
        let (question_id, option_id) = (question_id.to_owned(), option_id.to_owned());
        let recorded = ServerMessage::AnswerRecorded { question_id, option_id };
        turn.tell(Audience::Seat(seat), self.state.rev, recorded);
        Ok(before.is_none())
    }

    /// How many have answered, and for hosts who did so since they were told; never what.
    pub(crate) fn answered(&self, names: Vec<String>, present: usize) -> ServerMessage {
        ServerMessage::ParticipantAnswered {
            pseudonym: names.last().cloned(),
            pseudonyms: if names.len() > 1 { names } else { Vec::new() },
            answered_count: self.answered_count(),
            total_count: self.roster.len(),
            present_count: present,
        }
    }

    /// How many have answered the question that was put last.
    pub(crate) fn answered_count(&self) -> usize {
        self.state.phase.asked().map_or(0, |asked| asked.answers.len())
    }

    /// The question that was put last, while it matters.
    pub(crate) fn question(&self) -> Option<(u32, &Question)> {
        let number = self.state.phase.asked()?.number;
        Some((number, self.tasting.question(number)?))
    }
}
