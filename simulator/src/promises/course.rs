//! The course of an evening: what may follow what, and when.

use sommelier_arena::game::{Settings, Timestamp};
use sommelier_arena::protocol::PhaseName;

use super::{Broken, Kept, hold};
use crate::tale::{Line, Tale, What};

/// How long after clients show zero a question takes answers.
pub const GRACE_MS: u64 = 500;
/// How late a working alarm may close it.
pub const LATE_MS: u64 = 1_000;
/// How long after an end by absence an evening may go on.
const REOPENABLE_MS: u64 = 24 * 3_600_000;

/// I6: only the documented transitions, each with the next number.
///
/// # Errors
///
/// Anything else.
pub fn i6_only_the_documented_transitions(tale: &Tale, line: &Line) -> Kept {
    use PhaseName::{
        Ended, QuestionLeaderboard, QuestionOpen, QuestionPaused, QuestionRevealed,
        RoundLeaderboard, Waiting,
    };
    let exists = !tale.moments.is_empty();
    let moment = tale.moment();
    let total = tale.wines.questions.len() as u64;
    let last = tale.revealed.last().copied();
    // The number of the question that has just been asked or left.
    let asked_before = tale.moments.iter().rev().find_map(|it| it.question);
    let allowed = match (&line.what, moment.phase) {
        (What::Created { .. }, _) => !exists,
        (What::Edited { .. } | What::Named { .. }, phase) => exists && phase == Waiting,
        (What::Removed { seat }, phase) => {
            phase != Ended && (*seat as usize) < tale.seats.len() && !tale.removed.contains(seat)
        }
        (What::Reopened, phase) => {
            let until = tale.ended_at.map(|at| at.plus_ms(REOPENABLE_MS));
            phase == Ended && tale.stood.is_some() && until.is_some_and(|until| line.at < until)
        }
        (What::Joined { .. } | What::Locked, phase) => exists && phase == Waiting && !tale.locked,
        (What::Unlocked, phase) => phase == Waiting && tale.locked,
        (What::Asked { question, .. }, Waiting) => exists && *question == 0,
        (What::Asked { question, .. }, QuestionLeaderboard) => {
            asked_before.is_some_and(|n| *question == n + 1 && !(n + 1).is_multiple_of(5))
        }
        (What::Asked { question, .. }, RoundLeaderboard) => {
            u64::from(*question) < total && asked_before.is_some_and(|n| *question == n + 1)
        }
        (What::Paused { .. }, QuestionOpen) | (What::Resumed { .. }, QuestionPaused) => true,
        (What::Revealed { question, .. }, QuestionOpen | QuestionPaused) => {
            moment.question == Some(*question)
        }
        (What::Ranked, QuestionRevealed) => true,
        (What::RoundRanked { round }, QuestionLeaderboard) => {
            last.is_some_and(|n| (n + 1).is_multiple_of(5) && *round == n / 5)
        }
        (What::Ended, phase) => exists && phase != Ended,
        _ => false,
    };
    let next = match line.what {
        What::Created { .. } => 0,
        What::Joined { .. } | What::Named { .. } => tale.rev(),
        _ => tale.rev() + 1,
    };
    hold(allowed && line.rev == next, "I6", || {
        format!(
            "{:?} as number {} in {:?} number {}",
            line.what,
            line.rev,
            moment.phase,
            tale.rev()
        )
    })
}

/// I5: one reveal per question.
///
/// # Errors
///
/// A second one.
pub fn i5_one_reveal_per_question(tale: &Tale, line: &Line) -> Kept {
    let What::Revealed { question, .. } = &line.what else { return Ok(()) };
    hold(!tale.revealed.contains(question), "I5", || {
        format!("question {question} is revealed a second time")
    })
}

/// I14: a countdown is as long as the host said, and goes on from exactly where it stood.
///
/// # Errors
///
/// Any other length.
pub fn i14_the_countdown_is_as_planned(tale: &Tale, line: &Line) -> Kept {
    let moment = tale.moment();
    let fits = match line.what {
        What::Asked { ends_at, .. } => ends_at == line.at.plus_ms(tale.timer_ms),
        What::Paused { remaining_ms } => moment.ends_at == Some(line.at.plus_ms(remaining_ms)),
        What::Resumed { ends_at } => {
            moment.remaining_ms.is_some_and(|left_ms| ends_at == line.at.plus_ms(left_ms))
        }
        _ => true,
    };
    hold(fits, "I14", || format!("{line:?} after {moment:?}, of {} ms", tale.timer_ms))
}

/// I14, first half: no timed reveal before the deadline.
///
/// # Errors
///
/// One that came early.
pub fn i14_no_timed_reveal_before_the_deadline(tale: &Tale, line: &Line) -> Kept {
    if !matches!(line.what, What::Revealed { .. }) || line.by != "clock" {
        return Ok(());
    }
    let due = tale.ends_at.map(|at| at.plus_ms(GRACE_MS));
    hold(due.is_some_and(|due| line.at >= due), "I14", || {
        format!("revealed by the clock at {:?}, due at {due:?}", line.at)
    })
}

/// I14: an answer is taken while the clock runs, and not after its end, however its alarm fared.
///
/// # Errors
///
/// One that came late.
pub fn i14_no_answer_after_the_deadline(before: &Tale, now: Timestamp) -> Kept {
    let in_time = before.ends_at.is_some_and(|at| now < at.plus_ms(GRACE_MS));
    hold(in_time, "I14", || format!("answered at {now:?}, though it ended at {:?}", before.ends_at))
}

/// I9, the other way round: time ends an evening only after its host has been away for long enough. They were
/// surely here at `host_seen`.
///
/// # Errors
///
/// An end that came early.
pub fn i9_not_ended_while_the_host_is_here(
    line: &Line,
    host_seen: Timestamp,
    settings: &Settings,
) -> Kept {
    let ends_early = matches!(line.what, What::Ended)
        && line.by == "clock"
        && line.at < host_seen.plus_ms(settings.host_away_seconds * 1_000);
    hold(!ends_early, "I9", || format!("{line:?}, though the host was here at {host_seen:?}"))
}

/// I10, the other way round: time forgets a session only after its time.
///
/// # Errors
///
/// One that is forgotten early.
pub fn i10_not_forgotten_early(before: &Tale, settings: &Settings, now: Timestamp) -> Kept {
    let due = match before.phase() {
        PhaseName::Waiting => Some(before.created_at.plus_ms(settings.waiting_seconds * 1_000)),
        _ => before.ended_at.map(|at| at.plus_ms(settings.ended_seconds * 1_000)),
    };
    hold(due.is_some_and(|due| now >= due), "I10", || {
        format!("forgotten in {:?} at {now:?}, due at {due:?}", before.phase())
    })
}

/// I14, second half: whatever happens closes an overdue question, however its alarm fared.
///
/// # Errors
///
/// A question that is still open though something happened after its time.
pub fn i14_every_event_settles_what_is_overdue(tale: &Tale, wall: Timestamp) -> Kept {
    let now = tale.room_time(wall);
    let overdue = tale.ends_at.filter(|at| at.plus_ms(GRACE_MS) <= now);
    match overdue {
        None => Ok(()),
        Some(at) => Err(Broken::new("I14", format!("open at {now:?}, though it ended at {at:?}"))),
    }
}
