//! What changes the pace of an evening: more time, a question left out or cut short, a break, a corrected answer.

use super::journal::{By, What};
use super::phase::{Countdown, Phase};
use super::room::Game;
use super::session::Session;
use super::turn::Turn;
use super::{Audience, Timestamp};
use crate::mutant::{Mutant, planted};
use crate::protocol::{Correct, ErrorCode, Refusal, ServerMessage};

/// Seconds that the host may add to a question at once.
const EXTENSION_SECONDS: std::ops::RangeInclusive<i64> = 1..=120;
/// Seconds that a break may be declared for: up to a day, after which somebody must be there again.
const BREAK_SECONDS: std::ops::RangeInclusive<i64> = 1..=86_400;
/// Seconds of a break that was declared without any.
const USUAL_BREAK_SECONDS: i64 = 900;
/// What is left when everyone present has answered: time for who tapped last to see that it was recorded, to think
/// again, and for all to see why the question closes.
const SECOND_THOUGHTS_MS: u64 = 3_000;

impl Session {
    /// Makes a transition happen that leads on; a break is over by then.
    pub(crate) fn lead_on(&mut self, by: By, what: What, turn: &mut Turn) {
        if self.state.break_until.is_some() {
            self.end_break(by, turn);
        }
        self.record(by, what, turn);
    }

    /// Gives the question more time, from when it would have ended, whether its countdown runs or stands.
    pub(crate) fn extend(&mut self, seconds: i64, turn: &mut Turn) -> Result<(), Refusal> {
        let Phase::Asking { .. } = self.state.phase else {
            return Err(ErrorCode::WrongPhase.into());
        };
        let seconds = checked_seconds(seconds, &EXTENSION_SECONDS)?;
        self.record(By::Host, What::Extended { seconds }, turn);
        self.tell_countdown(Some(self.full_ms()), turn);
        Ok(())
    }

    /// Adds to the open question's time.
    pub(crate) fn lengthen(&mut self, by_ms: u64, now: Timestamp) {
        let Phase::Asking { asked, countdown } = &mut self.state.phase else { return };
        asked.extended_ms = asked.extended_ms.saturating_add(by_ms);
        match countdown {
            Countdown::Running { ends_at } if planted(Mutant::ExtendedFromNow) => {
                *ends_at = now.plus_ms(by_ms);
            }
            Countdown::Running { ends_at } => *ends_at = ends_at.plus_ms(by_ms),
            Countdown::Paused { remaining_ms } => {
                *remaining_ms = remaining_ms.saturating_add(by_ms);
            }
        }
    }

    /// How long the question that was put last is open in all.
    pub(crate) fn full_ms(&self) -> u64 {
        let extended_ms = self.state.phase.asked().map_or(0, |asked| asked.extended_ms);
        self.timer_ms().saturating_add(extended_ms)
    }

    /// Tells everyone how the countdown stands, with the question's full time if that has changed.
    pub(crate) fn tell_countdown(&self, timer_ms: Option<u64>, turn: &mut Turn) {
        let Some(countdown) = self.state.phase.countdown() else { return };
        let remaining_ms = countdown.remaining_ms(turn.now);
        let message = match countdown {
            Countdown::Running { ends_at } => {
                ServerMessage::TimerResumed { remaining_ms, ends_at: ends_at.0, timer_ms }
            }
            Countdown::Paused { .. } => ServerMessage::TimerPaused { remaining_ms, timer_ms },
        };
        turn.tell(Audience::Everyone, self.state.rev, message);
    }

    /// Tells hosts their tasting as it is now, with its answers.
    pub(crate) fn tell_tasting(&self, turn: &mut Turn) {
        let message = ServerMessage::SessionUpdated {
            wines: self.tasting.drafts().to_vec(),
            timer_seconds: self.state.timer_seconds,
            session_title: self.title(),
            auto_reveal: self.state.auto_reveal,
        };
        turn.tell(Audience::Hosts, self.state.rev, message);
    }

    /// Closes the question unscored and leaves it behind; what was answered to it is worth nothing.
    pub(crate) fn skip(&mut self, turn: &mut Turn) -> Result<(), Refusal> {
        let Phase::Asking { asked, .. } = &self.state.phase else {
            return Err(ErrorCode::WrongPhase.into());
        };
        let question = asked.number;
        self.record(By::Host, What::Skipped { question }, turn);
        self.leave(question, turn);
        Ok(())
    }

    /// Calls a break, or changes how long it is; only between questions.
    pub(crate) fn take_a_break(
        &mut self,
        seconds: Option<i64>,
        turn: &mut Turn,
    ) -> Result<(), Refusal> {
        match self.state.phase {
            Phase::Asking { .. } | Phase::Ended { .. } => return Err(ErrorCode::WrongPhase.into()),
            Phase::Waiting | Phase::Revealed(_) | Phase::Ranked(_) | Phase::RoundRanked { .. } => {}
        }
        let seconds = checked_seconds(seconds.unwrap_or(USUAL_BREAK_SECONDS), &BREAK_SECONDS)?;
        let until = turn.now.plus_ms(u64::from(seconds) * 1_000);
        self.record(By::Host, What::BreakBegan { until }, turn);
        self.tell_break(Audience::Everyone, turn);
        Ok(())
    }

    /// Ends the break.
    pub(crate) fn resume_break(&mut self, turn: &mut Turn) -> Result<(), Refusal> {
        if self.state.break_until.is_none() {
            return Err(ErrorCode::WrongPhase.into());
        }
        self.end_break(By::Host, turn);
        Ok(())
    }

    fn end_break(&mut self, by: By, turn: &mut Turn) {
        self.record(by, What::BreakEnded, turn);
        self.tell_break(Audience::Everyone, turn);
    }

    /// Says when the clock of the break shows zero, or that it is over.
    pub(crate) fn tell_break(&self, to: Audience, turn: &mut Turn) {
        let until = self.state.break_until.map(|at| at.0);
        turn.tell(to, self.state.rev, ServerMessage::Break { until });
    }

    /// Makes another option the right one, scores everybody anew and shows the answer again.
    pub(crate) fn correct(&mut self, correct: &Correct, turn: &mut Turn) -> Result<(), Refusal> {
        let Phase::Revealed(asked) = &self.state.phase else {
            return Err(ErrorCode::WrongPhase.into());
        };
        let question = self.tasting.question(asked.number);
        let question =
            question.filter(|it| it.id == correct.question_id).ok_or(ErrorCode::UnknownQuestion)?;
        let option = question.option(&correct.option_id).ok_or(ErrorCode::UnknownOption)?;
        if option == question.correct() {
            let rule = "optionId: this option is the right one already.";
            return Err(Refusal::because(ErrorCode::WrongPhase, rule));
        }
        let answers = Self::given(asked, Some(option));
        let corrected = What::Corrected { question: asked.number, option, answers };
        self.record(By::Host, corrected, turn);
        if !planted(Mutant::CorrectionOnlyInMemory) {
            turn.write(self.wines_row());
        }
        self.tell_reveal(turn);
        self.tell_tasting(turn);
        Ok(())
    }
}

impl Game {
    /// Where the host wants it so, cuts the countdown short once everyone present has answered. Only an answer
    /// brings this about: who drops out may be on their way back.
    pub(crate) fn hurry(&mut self, turn: &mut Turn) {
        let Some(session) = &mut self.session else { return };
        let Phase::Asking { asked, countdown: Countdown::Running { ends_at } } =
            &session.state.phase
        else {
            return;
        };
        let soon = turn.now.plus_ms(SECOND_THOUGHTS_MS);
        let present = self.company.present();
        let all_have = present <= asked.answers.len()
            && self.company.present_seats().all(|seat| asked.answers.contains_key(&seat));
        if session.state.auto_reveal && all_have && soon < *ends_at {
            session.record(By::Clock, What::Hurried { ends_at: soon }, turn);
            session.tell_countdown(None, turn);
        }
    }
}

fn checked_seconds(asked: i64, allowed: &std::ops::RangeInclusive<i64>) -> Result<u32, Refusal> {
    let seconds = u32::try_from(asked).ok().filter(|_| allowed.contains(&asked));
    seconds.ok_or_else(|| {
        let rule = format!("seconds: {} to {}, got {asked}", allowed.start(), allowed.end());
        Refusal::because(ErrorCode::BadMessage, rule)
    })
}
