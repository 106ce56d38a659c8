//! What a participant answered all evening, for themselves, once it is over. Read from their rows when they ask, and
//! never at a wake.

use super::phase::Phase;
use super::room::Game;
use super::session::Session;
use super::tasting::QUESTIONS_A_WINE;
use super::turn::Turn;
use super::view::prompt;
use super::{Actor, Audience, Effect, Seat, SocketId, scoring};
use crate::protocol::{ErrorCode, Refusal, ReviewedQuestion, ServerMessage};

impl Game {
    /// A participant asks for their review.
    pub(crate) fn review(
        &mut self,
        socket: SocketId,
        seat: Seat,
        turn: &mut Turn,
    ) -> Result<(), Refusal> {
        let Some(session) = &self.session else { return Err(ErrorCode::SessionNotFound.into()) };
        let Phase::Ended { .. } = session.state.phase else {
            return Err(ErrorCode::WrongPhase.into());
        };
        // It reads as many rows as there were questions.
        if !self.company.get_mut(socket).is_none_or(|it| it.answers.take(turn.now)) {
            return Err(ErrorCode::RateLimited.into());
        }
        turn.effects.push(Effect::Recall { socket, seat, questions: session.played() });
        Ok(())
    }

    /// Their answers were read, or could not be.
    pub(crate) fn recalled(
        &mut self,
        socket: SocketId,
        seat: Seat,
        answers: Option<Vec<(u32, u8)>>,
        turn: &mut Turn,
    ) {
        let Some(session) = &self.session else { return };
        let is_theirs = self.company.actor(socket) == Actor::Seated(seat);
        let reviewed = match (answers, &session.state.phase) {
            (Some(answers), Phase::Ended { .. }) if is_theirs => Ok(session.reviewed(&answers)),
            (Some(_), Phase::Ended { .. }) => Err(ErrorCode::NotJoined),
            (Some(_), _) => Err(ErrorCode::WrongPhase),
            (None, _) => Err(ErrorCode::Storage),
        };
        match reviewed {
            Ok(questions) => {
                let review = ServerMessage::Review { questions };
                turn.tell(Audience::Socket(socket), session.state.rev, review);
            }
            Err(code) => turn.refuse(socket, &code.into(), Some("review".to_owned())),
        }
    }
}

impl Session {
    /// Numbers of the questions that are over, scored or left out, in the order they were asked.
    pub(crate) fn played(&self) -> Vec<u32> {
        let is_over = |n: &u32| self.state.scored.contains(n) || self.state.skipped.contains(n);
        self.tasting.questions().map(|(n, _)| n).filter(is_over).collect()
    }

    fn reviewed(&self, answers: &[(u32, u8)]) -> Vec<ReviewedQuestion> {
        let look_back = |number: u32| {
            let question = self.tasting.question(number)?;
            let chosen = answers.iter().find(|(of, _)| *of == number).map(|(_, option)| *option);
            let skipped = self.state.skipped.contains(&number);
            let points = if skipped { 0 } else { scoring::points(chosen, question.correct()) };
            Some(ReviewedQuestion {
                question_id: question.id.clone(),
                prompt: prompt(question.category).to_owned(),
                category: question.category,
                round_index: (number / QUESTIONS_A_WINE) as usize,
                options: question.options.clone(),
                selected_option_id: chosen.map(|option| question.option_id(option)),
                correct_option_id: question.option_id(question.correct()),
                points,
                skipped,
            })
        };
        self.played().into_iter().filter_map(look_back).collect()
    }
}
