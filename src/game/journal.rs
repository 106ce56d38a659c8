//! What happened in an evening, one row each; and the evening made again of them.
//!
//! A transition is decided first, then put into words as an [`Entry`], and only [`Session::apply`] carries it
//! out: live and in a replay alike, so that the two cannot differ.

use serde::{Deserialize, Serialize};

use super::outbox::{Drain, Outbox, Parking};
use super::phase::{Asked, Countdown, Phase};
use super::roster::Roster;
use super::scoring;
use super::session::{HostPresence, Session, State};
use super::standings::LastPlaced;
use super::tasting::Tasting;
use super::turn::Turn;
use super::{Clock, Game, Participant, Row, Seat, Timestamp};
use crate::mutant::{Mutant, planted};
use crate::protocol::SecretHash;

/// A row of the journal. Nothing in it is secret but the tasting's answers: hashes of keys and tokens are not.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// How many transitions there were, this one included; a join is none.
    pub(crate) rev: u64,
    /// When, in the room's time.
    pub(crate) at: Timestamp,
    pub(crate) by: By,
    #[serde(flatten)]
    pub(crate) what: What,
}

/// Who made it happen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum By {
    Host,
    Participant,
    Clock,
}

/// What happened, with exactly what it takes to make it happen again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "what", rename_all = "snake_case", rename_all_fields = "camelCase")]
pub(crate) enum What {
    /// The session was made; it is as old as this row.
    Created { host_id: String, plan: Plan, tasting: Tasting },
    /// It was edited; `tasting` only if the wines were, since pouring shuffles them.
    Edited { plan: Plan, tasting: Option<Tasting> },
    /// Somebody took a seat.
    Joined { seat: Seat, pseudonym: String, display_name: Option<String> },
    /// The lobby was closed to newcomers.
    Locked,
    /// It was opened again.
    Unlocked,
    /// Somebody who has a seat added a name.
    Named { seat: Seat, display_name: Option<String> },
    /// Somebody's seat was taken away for good.
    Removed { seat: Seat },
    /// A question was put; the first one is the start.
    Asked { question: u32, ends_at: Timestamp },
    /// The countdown was stopped.
    Paused { remaining_ms: u64 },
    /// It went on.
    Resumed { ends_at: Timestamp },
    /// The host gave the question more time, running or not.
    Extended { seconds: u32 },
    /// Everyone present had answered, and the countdown was cut short.
    Hurried { ends_at: Timestamp },
    /// The question was closed and counts for nothing; what follows it is the next row.
    Skipped { question: u32 },
    /// The question was closed and its answer shown.
    Revealed { question: u32, answers: Vec<Given> },
    /// The host said that another option was the right one; the answers are those of the reveal.
    Corrected { question: u32, option: u8, answers: Vec<Given> },
    /// The standings after it were shown.
    Ranked,
    /// The standings after a wine, counted from 0.
    RoundRanked { round: u32 },
    /// The host called a break, or changed how long it is.
    BreakBegan { until: Timestamp },
    /// It was over.
    BreakEnded,
    /// The evening was over; by the clock, because its host was away.
    Ended,
    /// It went on where it had stood.
    Reopened,
}

/// What a host decides beside the wines.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Plan {
    pub(crate) title: Option<String>,
    pub(crate) allow_names: bool,
    /// Not there in older rows.
    #[serde(default)]
    pub(crate) auto_reveal: bool,
    pub(crate) timer_seconds: u32,
}

/// An answer that counted, and what it brought.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Given {
    pub(crate) seat: Seat,
    pub(crate) option: u8,
    pub(crate) points: u32,
}

impl Entry {
    /// Whether it is the first of a session.
    pub(crate) fn makes_session(&self) -> bool {
        matches!(self.what, What::Created { .. })
    }

    /// The same for whoever keeps it longer than the room does: handles, never the names people gave. A room on Cloudflare
    /// has its SQL do this: to read rows of all kinds again only for it is Wasm that nothing else needs.
    #[must_use]
    pub fn without_names(mut self) -> Self {
        if let What::Joined { display_name, .. } | What::Named { display_name, .. } = &mut self.what
        {
            *display_name = None;
        }
        self
    }
}

/// A session as its journal tells it: all of it, secrets and bookkeeping apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Replayed(Session);

impl Replayed {
    /// Plays a journal from its first row. `answers` are the rows of table `answer`, as `(question, seat,
    /// option)`: what was answered to a question that is still open stands there and nowhere else.
    ///
    /// `None` for what is no journal from its beginning, or does not bear itself out.
    #[must_use]
    pub fn from_journal(journal: &[Entry], answers: &[(u32, Seat, u8)]) -> Option<Self> {
        let (created, rest) = journal.split_first()?;
        let mut session = Session::created(created)?;
        for entry in rest {
            session.apply(entry);
            session.bears_out(entry).then_some(())?;
        }
        if let Some(asked) = session.state.phase.open_mut() {
            let given = answers.iter().filter(|(number, ..)| *number == asked.number);
            let given = given.map(|(_, seat, option)| (*seat, *option));
            asked.answers = given.filter(|(seat, _)| !session.roster.is_gone(*seat)).collect();
        }
        Some(Self(session.without_secrets()))
    }
}

impl Game {
    /// The session as its journal must tell it, to be held against [`Replayed::from_journal`].
    #[must_use]
    pub fn as_replayed(&self) -> Option<Replayed> {
        self.session.clone().map(|session| Replayed(session.without_secrets()))
    }
}

impl Session {
    /// Makes a transition happen, and writes it down.
    pub(crate) fn record(&mut self, by: By, what: What, turn: &mut Turn) {
        let entry = Entry { rev: self.state.rev + 1, at: turn.now, by, what };
        self.apply(&entry);
        turn.save = true;
        self.note(entry, turn);
    }

    /// Writes down what has happened.
    pub(crate) fn note(&mut self, entry: Entry, turn: &mut Turn) {
        turn.save |= self.state.drain.written(turn.now);
        turn.write(Row::Journal(entry));
    }

    /// The session that a first row speaks of.
    pub(crate) fn created(entry: &Entry) -> Option<Self> {
        let What::Created { host_id, plan, tasting } = &entry.what else { return None };
        let Plan { title, allow_names, auto_reveal, timer_seconds } = plan.clone();
        let state = State {
            host_id: host_id.clone(),
            host_key: SecretHash::NOBODY,
            screen_key: SecretHash::NOBODY,
            title,
            allow_names,
            auto_reveal,
            timer_seconds,
            locked: false,
            removed: Vec::new(),
            links: Vec::new(),
            created_at: entry.at,
            rev: entry.rev,
            clock: Clock::starting(entry.at),
            phase: Phase::Waiting,
            scored: Vec::new(),
            skipped: Vec::new(),
            break_until: None,
            scores: Vec::new(),
            host: HostPresence { here: true, seen_at: entry.at },
            outbox: Outbox::default(),
            drain: Drain::default(),
            parking: Parking::default(),
        };
        let roster = Roster::default();
        Some(Self { state, tasting: tasting.clone(), roster, last_placed: LastPlaced::default() })
    }

    /// Carries out what a row says; the only place where a session goes from one moment to another.
    pub(crate) fn apply(&mut self, entry: &Entry) {
        self.state.rev = entry.rev;
        match &entry.what {
            // A journal has one of these, and it is where a session begins.
            What::Created { .. } => {}
            What::Edited { plan, tasting } => {
                self.state.title.clone_from(&plan.title);
                self.state.allow_names = plan.allow_names;
                self.state.auto_reveal = plan.auto_reveal;
                self.state.timer_seconds = plan.timer_seconds;
                if let Some(tasting) = tasting {
                    self.tasting.clone_from(tasting);
                }
            }
            What::Joined { seat, pseudonym, display_name } => self.roster.take(Participant {
                seat: *seat,
                pseudonym: pseudonym.clone(),
                display_name: display_name.clone(),
                token: SecretHash::NOBODY,
            }),
            What::Named { seat, display_name } => {
                self.roster.change(*seat, |it| it.display_name.clone_from(display_name));
            }
            What::Removed { seat } => {
                self.state.removed.push(*seat);
                self.roster.remove(*seat);
                if let Some(asked) = self.state.phase.kept_mut() {
                    asked.answers.remove(seat);
                }
            }
            What::Locked => self.state.locked = true,
            What::Unlocked => self.state.locked = false,
            What::Asked { question, ends_at } => {
                self.settle_scores();
                self.state.phase = Phase::Asking {
                    asked: Asked { number: *question, ..Asked::default() },
                    countdown: Countdown::Running { ends_at: *ends_at },
                };
            }
            What::Paused { remaining_ms } => {
                self.set_countdown(Countdown::Paused { remaining_ms: *remaining_ms });
            }
            What::Resumed { ends_at } | What::Hurried { ends_at } => {
                self.set_countdown(Countdown::Running { ends_at: *ends_at });
            }
            What::Extended { seconds } => self.lengthen(u64::from(*seconds) * 1_000, entry.at),
            What::Skipped { question } if planted(Mutant::SkippedScored) => {
                self.state.scored.push(*question);
            }
            What::Skipped { question } => self.state.skipped.push(*question),
            What::Revealed { question, answers } => {
                self.state.scored.push(*question);
                let extended_ms = self.state.phase.asked().map_or(0, |asked| asked.extended_ms);
                self.state.phase = Phase::Revealed(Asked {
                    number: *question,
                    extended_ms,
                    corrected: false,
                    answers: answers.iter().map(|given| (given.seat, given.option)).collect(),
                });
            }
            What::Corrected { question, option, .. } => {
                self.tasting.correct(*question, *option);
                if let Phase::Revealed(asked) = &mut self.state.phase {
                    asked.corrected = true;
                }
            }
            What::Ranked => {
                if let Phase::Revealed(asked) = &mut self.state.phase {
                    self.state.phase = Phase::Ranked(std::mem::take(asked));
                }
            }
            What::RoundRanked { round } => {
                self.settle_scores();
                self.state.phase = Phase::RoundRanked { round: *round };
            }
            What::BreakBegan { until } => self.state.break_until = Some(*until),
            What::BreakEnded => self.state.break_until = None,
            What::Ended => {
                let at = entry.at;
                let stood = if entry.by == By::Clock {
                    let stood = std::mem::replace(&mut self.state.phase, Phase::Waiting);
                    Some(Box::new(stood.paused(at)))
                } else {
                    self.settle_scores();
                    None
                };
                self.state.phase = Phase::Ended { at, stood };
            }
            What::Reopened => {
                if let Phase::Ended { stood, .. } = &mut self.state.phase
                    && let Some(stood) = stood.take()
                {
                    self.state.phase = *stood;
                }
            }
        }
    }

    fn set_countdown(&mut self, to: Countdown) {
        if let Phase::Asking { countdown, .. } = &mut self.state.phase {
            *countdown = to;
        }
    }

    /// The answers to a question as a reveal's row has them, if this option is right.
    pub(crate) fn given(asked: &Asked, right: Option<u8>) -> Vec<Given> {
        let Some(right) = right else { return Vec::new() };
        let points = |option| scoring::points(Some(option), right);
        let answers = asked.answers.iter();
        let again = asked.answers.iter().next_back().filter(|_| planted(Mutant::AnswerScoredTwice));
        answers
            .chain(again)
            .map(|(seat, option)| Given { seat: *seat, option: *option, points: points(*option) })
            .take_while(|it| it.points > 0 || !planted(Mutant::RevealStopsAtBadAnswer))
            .collect()
    }

    /// Whether the points that a row tells are those that its answers bring.
    fn bears_out(&self, entry: &Entry) -> bool {
        let (What::Revealed { answers, .. } | What::Corrected { answers, .. }) = &entry.what else {
            return true;
        };
        let asked = self.state.phase.asked();
        asked.is_some_and(|it| Self::given(it, self.tasting.right(it.number)) == *answers)
    }

    /// The one list of what a journal does not tell: who holds which secret, when the host was last seen,
    /// what others have still to be told, and how the wall clock has fared since the last row.
    fn without_secrets(mut self) -> Self {
        self.state.host_key = SecretHash::NOBODY;
        self.state.screen_key = SecretHash::NOBODY;
        let nobody = |it: &Participant| Participant { token: SecretHash::NOBODY, ..it.clone() };
        let ever: Vec<_> = self.roster.ever().iter().map(nobody).collect();
        self.roster = Roster::restore(&ever, &self.state.removed);
        self.state.links.clear();
        self.state.host = HostPresence { here: false, seen_at: Timestamp::default() };
        self.state.outbox = Outbox::default();
        self.state.drain = Drain::default();
        self.state.parking = Parking::default();
        self.state.clock = Clock::default();
        self
    }
}
