//! Answers and what they are worth.

use std::collections::BTreeMap;

use sommelier_arena::protocol::{OptionCount, RankingEntry};

use super::{Kept, hold};
use crate::tale::{Given, Line, Moment, Tale, What};

/// What was confirmed to each seat, and what it has asked for since.
#[derive(Clone, Debug, Default)]
pub struct Confirmed {
    by_question_and_seat: BTreeMap<(u32, u32), (Option<u8>, Vec<u8>)>,
}

impl Confirmed {
    /// A confirmation left the room.
    pub fn confirm(&mut self, question: u32, seat: u32, option: u8) {
        let (last, since) = self.by_question_and_seat.entry((question, seat)).or_default();
        *last = Some(option);
        // What was asked for before it is settled; what came after it may be on its way.
        let settled = since.iter().position(|it| *it == option).map_or(0, |at| at + 1);
        since.drain(..settled);
    }

    /// A seat has asked for an option.
    pub fn attempt(&mut self, question: u32, seat: u32, option: u8) {
        self.by_question_and_seat.entry((question, seat)).or_default().1.push(option);
    }

    /// Another session has other questions.
    pub fn clear(&mut self) {
        self.by_question_and_seat.clear();
    }
}

/// I1: at the reveal the option that counts is the last one confirmed, or one asked for after it whose confirmation
/// was lost on its way.
///
/// # Errors
///
/// A confirmed answer that is lost.
pub fn i1_no_confirmed_answer_is_lost(tale: &Tale, line: &Line, confirmed: &Confirmed) -> Kept {
    let What::Revealed { question, answers } = &line.what else { return Ok(()) };
    let of_it = confirmed.by_question_and_seat.range((*question, 0)..=(*question, u32::MAX));
    for ((_, seat), (last, since)) in of_it {
        let Some(last) = last.filter(|_| !tale.removed.contains(seat)) else { continue };
        let counted = answers.iter().find(|it| it.seat == *seat).map(|it| it.option);
        let kept = counted.is_some_and(|it| it == last || since.contains(&it));
        hold(kept, "I1", || {
            format!(
                "seat {seat} was confirmed option {last} of question {question}; counted is {counted:?}"
            )
        })?;
    }
    Ok(())
}

/// I2: one scored answer per participant and question, and it is the stored one with what it is worth.
///
/// # Errors
///
/// Anything else.
pub fn i2_nobody_is_scored_twice(tale: &Tale, question: u32, answers: &[Given]) -> Kept {
    let stored: Vec<_> = tale
        .answers
        .range((question, 0)..=(question, u32::MAX))
        .map(|((_, seat), option)| (*seat, *option))
        .collect();
    let mut scored: Vec<_> = answers.iter().map(|it| (it.seat, it.option)).collect();
    scored.sort_unstable();
    hold(scored == stored, "I2", || {
        format!("question {question} scored {scored:?}, stored are {stored:?}")
    })?;
    let correct = tale.wines.questions.get(question as usize).map(|it| it.correct);
    let fair =
        answers.iter().all(|it| it.points == if Some(it.option) == correct { 100 } else { 0 });
    hold(fair, "I3", || format!("question {question} brought {answers:?}, right is {correct:?}"))
}

/// I3: standings are those that the stored answers make.
///
/// # Errors
///
/// Any others.
pub fn i3_standings_are_sums(tale: &Tale, moment: &Moment, shown: &[RankingEntry]) -> Kept {
    let summed = tale.standings(&moment.scores);
    let most = if summed.len() > 50 { 20 } else { summed.len() };
    hold(summed.get(..most) == Some(shown), "I3", || format!("shown {shown:?}, summed {summed:?}"))
}

/// I3: one's own score, in the standings and at the reveal.
///
/// # Errors
///
/// Any other.
pub fn i3_a_score_is_the_sum_of_its_points(moment: &Moment, seat: u32, score: u32) -> Kept {
    let summed = moment.scores.get(seat as usize).copied().unwrap_or_default();
    hold(score == summed, "I3", || format!("seat {seat} is shown {score}, summed {summed}"))
}

/// I3: the counts beside a reveal are those of the stored answers.
///
/// # Errors
///
/// Any others.
pub fn i3_counts_are_those_of_stored_answers(
    tale: &Tale,
    question: u32,
    shown: &[OptionCount],
) -> Kept {
    let Some(asked) = tale.wines.questions.get(question as usize) else { return Ok(()) };
    let chosen = |n: usize| {
        let range = tale.answers.range((question, 0)..=(question, u32::MAX));
        range.filter(|(_, option)| usize::from(**option) == n).count()
    };
    let fits =
        shown.len() == asked.options.len()
            && shown.iter().zip(&asked.options).enumerate().all(|(n, (count, option))| {
                count.option_id == option.id && count.count == chosen(n)
            });
    hold(fits, "I3", || format!("question {question} shows {shown:?}"))
}
