//! What crosses the wire: what was heard is stored, everyone is answered, and nothing grows without bound.

use std::collections::BTreeMap;
use std::rc::Rc;

use sommelier_arena::game::{Actor, SocketId};
use sommelier_arena::protocol::{
    CloseCode, PhaseName, QuestionView, RankingEntry, RevealView, ServerMessage,
};

use super::answers::{
    i3_a_review_is_of_ones_own_answers, i3_a_score_is_the_sum_of_its_points,
    i3_counts_are_those_of_stored_answers, i3_standings_are_sums,
};
use super::secrets::Cause;
use super::{Broken, Kept, hold};
use crate::disk::{Commit, Rows};
use crate::platform::{Ask, Out, Said, Simulated};
use crate::sockets::Attachment;
use crate::tale::{Moment, Tale};

/// Rows that one event writes, at most: a join or an edit that also settles what was overdue.
const MOST_ROWS: usize = 8;
/// Bytes of a frame, at most: a host's snapshot with all wines.
const MOST_BYTES: usize = 64 * 1_024;
/// Sessions in a host's list.
const MOST_LINES: usize = 1_000;
/// Sockets of one seat.
const MOST_SOCKETS_A_SEAT: usize = 5;
/// Sockets that have proved nothing…
const MOST_STRANGERS: usize = 50;
/// …for so long.
const STRANGERS_PATIENCE_MS: u64 = 10_000;

/// I13: what a frame says is durable by the time it leaves the room. `durable` is the evening as a kill right
/// after this frame would leave it.
///
/// # Errors
///
/// A frame that says anything else.
pub fn i13_heard_means_stored(durable: &Tale, actor: Actor, said: &Said) -> Kept {
    let not = |how: String| Err(Broken::new("I13", format!("{how}; said was {}", said.text)));
    let moment = match said.rev {
        None => durable.moment(),
        Some(rev) => match durable.at_rev(rev) {
            Some(moment) => moment.clone(),
            None => return not(format!("the disk has got to number {} only", durable.rev())),
        },
    };
    let phase = |at: &[PhaseName]| {
        hold(at.contains(&moment.phase), "I13", || {
            format!("stored is {:?}; said was {}", moment.phase, said.text)
        })
    };
    let header = durable.header.as_ref();
    match &said.message {
        ServerMessage::StateSnapshot { phase: told, .. } => phase(&[*told]),
        ServerMessage::SessionCreated { host_id, host_key, screen_key, .. } => {
            let Some(header) = header else { return not("no session is stored".to_owned()) };
            let fits = header.host_id == *host_id
                && header.screen_key == Some(screen_key.hash())
                && host_key.as_ref().is_none_or(|key| header.host_key == Some(key.hash()));
            if fits { Ok(()) } else { not("other keys are stored".to_owned()) }
        }
        ServerMessage::SessionUpdated { wines, .. } => {
            if durable.are_the_wines(wines) {
                Ok(())
            } else {
                not("other wines are stored".to_owned())
            }
        }
        ServerMessage::Joined { pseudonym, .. } => match durable.seat_of(pseudonym) {
            Some(_) => Ok(()),
            None => not("no such seat is stored".to_owned()),
        },
        ServerMessage::LobbyUpdated { participants, count, names, locked, .. } => {
            let stored = durable.seated().map(|it| &it.pseudonym);
            let named =
                durable.seated().filter_map(|it| Some((&it.pseudonym, it.display_name.as_ref()?)));
            let fits = *count == participants.len()
                && stored.eq(participants)
                && named.collect::<BTreeMap<_, _>>() == names.iter().collect()
                && *locked == durable.locked;
            if fits { Ok(()) } else { not(format!("stored are {:?}", durable.seats)) }
        }
        ServerMessage::Removed {} => {
            hold(!durable.removed.is_empty(), "I13", || "nobody had to go".to_owned())
        }
        ServerMessage::SeatLink { pseudonym, seat_key, expires_at } => {
            let seat = durable.seat_of(pseudonym);
            let mut links = header.into_iter().flat_map(|it| &it.links);
            let fits = links.any(|it| {
                Some(it.seat) == seat && it.key == seat_key.hash() && it.until.0 == *expires_at
            });
            if fits { Ok(()) } else { not("no such link is stored".to_owned()) }
        }
        ServerMessage::HostSnapshot(snapshot) => {
            phase(&[snapshot.phase])?;
            questions(durable, &moment, snapshot.question.as_ref())?;
            i3_standings_are_sums(durable, &moment, &snapshot.rankings)?;
            revealed(durable, &moment, snapshot.reveal_data.as_ref(), actor)?;
            on_break(&moment, snapshot.on_break_until)?;
            let (answered, seats) = (answered(durable, &moment), durable.seated().count());
            let can_go_on = durable.stood.is_some();
            let fits = (snapshot.answered_count, snapshot.total_count) == (answered, seats)
                && snapshot.locked == durable.locked
                && (can_go_on || snapshot.reopenable_until.is_none());
            hold(fits, "I13", || format!("{answered} answers are stored; said was {}", said.text))
        }
        ServerMessage::ParticipantSnapshot(snapshot) => {
            phase(&[snapshot.phase])?;
            questions(durable, &moment, snapshot.question.as_ref())?;
            i3_standings_are_sums(durable, &moment, &snapshot.rankings)?;
            revealed(durable, &moment, snapshot.reveal_data.as_ref(), actor)?;
            on_break(&moment, snapshot.on_break_until)?;
            let Some(seat) = durable.seat_of(&snapshot.pseudonym) else {
                return not("no such seat is stored".to_owned());
            };
            i3_a_score_is_the_sum_of_its_points(&moment, seat, snapshot.score)?;
            let chosen = moment.question.filter(|_| snapshot.question.is_some()).and_then(|n| {
                let option = usize::from(*durable.answers.get(&(n, seat))?);
                Some(&durable.wines.questions.get(n as usize)?.options.get(option)?.id)
            });
            hold(chosen == snapshot.selected_option_id.as_ref(), "I1", || {
                format!("stored is {chosen:?}; said was {}", said.text)
            })
        }
        ServerMessage::ScreenSnapshot(snapshot) => {
            phase(&[snapshot.phase])?;
            questions(durable, &moment, snapshot.question.as_ref())?;
            on_break(&moment, snapshot.on_break_until)?;
            i3_standings_are_sums(durable, &moment, &snapshot.rankings)?;
            revealed(durable, &moment, snapshot.reveal_data.as_ref(), actor)
        }
        ServerMessage::Started {} => phase(&[PhaseName::QuestionOpen]),
        ServerMessage::Question(view) => {
            phase(&[PhaseName::QuestionOpen, PhaseName::QuestionPaused])?;
            questions(durable, &moment, Some(view))
        }
        ServerMessage::TimerTick { .. } => phase(&[PhaseName::QuestionOpen]),
        ServerMessage::TimerResumed { ends_at, timer_ms, .. } => {
            phase(&[PhaseName::QuestionOpen])?;
            let stored = moment.ends_at;
            let is_full = timer_ms.is_none_or(|ms| ms == moment.full_ms);
            hold(stored.map(|at| at.0) == Some(*ends_at) && is_full, "I14", || {
                format!("stored is {stored:?}; said was {}", said.text)
            })
        }
        ServerMessage::TimerPaused { remaining_ms, timer_ms } => {
            phase(&[PhaseName::QuestionPaused])?;
            let stored = moment.remaining_ms;
            let is_full = timer_ms.is_none_or(|ms| ms == moment.full_ms);
            hold(stored == Some(*remaining_ms) && is_full, "I14", || {
                format!("stored is {stored:?}; said was {}", said.text)
            })
        }
        ServerMessage::Break { until } => on_break(&moment, *until),
        ServerMessage::Review { questions } => {
            phase(&[PhaseName::Ended])?;
            let Actor::Seated(seat) = actor else { return not("who hears it has no seat".into()) };
            i3_a_review_is_of_ones_own_answers(durable, seat.0, questions)
        }
        ServerMessage::AnswerRecorded { question_id, option_id } => {
            let Actor::Seated(seat) = actor else { return not("who hears it has no seat".into()) };
            let stored = durable.question(question_id).and_then(|(n, question)| {
                let option = usize::from(*durable.answers.get(&(n, seat.0))?);
                question.options.get(option)
            });
            let fits = stored.is_some_and(|option| option.id == *option_id);
            if fits { Ok(()) } else { not(format!("stored is {stored:?}")) }
        }
        ServerMessage::ParticipantAnswered { answered_count, total_count, .. } => {
            let stored = (answered(durable, &moment), durable.seated().count());
            let fits = stored == (*answered_count, *total_count);
            if fits { Ok(()) } else { not(format!("stored are {stored:?}")) }
        }
        ServerMessage::AnswerRevealed(view) => {
            phase(&[PhaseName::QuestionRevealed])?;
            revealed(durable, &moment, Some(view), actor)?;
            let mine = said.mine.as_ref().and_then(|mine| mine.my_total_score);
            match (mine, actor) {
                (Some(score), Actor::Seated(seat)) => {
                    i3_a_score_is_the_sum_of_its_points(&moment, seat.0, score)
                }
                _ => Ok(()),
            }
        }
        ServerMessage::QuestionLeaderboard { rankings, .. } => {
            phase(&[PhaseName::QuestionLeaderboard])?;
            standings(durable, &moment, rankings, said, actor)
        }
        ServerMessage::RoundLeaderboard { rankings, .. } => {
            phase(&[PhaseName::RoundLeaderboard])?;
            standings(durable, &moment, rankings, said, actor)
        }
        ServerMessage::FinalLeaderboard { rankings, .. } => {
            phase(&[PhaseName::Ended])?;
            standings(durable, &moment, rankings, said, actor)
        }
        ServerMessage::SessionEnded {} => phase(&[PhaseName::Ended]),
        ServerMessage::Presence { .. }
        | ServerMessage::SessionsList { .. }
        | ServerMessage::Error { .. } => Ok(()),
    }
}

fn answered(durable: &Tale, moment: &Moment) -> usize {
    let Some(n) = moment.question else { return 0 };
    durable.answers.range((n, 0)..=(n, u32::MAX)).count()
}

fn on_break(moment: &Moment, told: Option<u64>) -> Kept {
    let stored = moment.on_break.map(|at| at.0);
    hold(stored == told, "I13", || format!("told is a break until {told:?}, stored {stored:?}"))
}

fn questions(durable: &Tale, moment: &Moment, shown: Option<&QuestionView>) -> Kept {
    let Some(shown) = shown else { return Ok(()) };
    let (ends_at, timer_ms) = (moment.ends_at.map(|at| at.0), moment.full_ms);
    hold((shown.ends_at, shown.timer_ms) == (ends_at, timer_ms), "I14", || {
        format!("shown is {shown:?}, stored are {ends_at:?} and {timer_ms}")
    })?;
    let stored = moment.question.and_then(|n| durable.wines.questions.get(n as usize));
    let fits = stored.is_some_and(|it| {
        it.id == shown.question_id
            && it.options.iter().map(|it| &it.id).eq(shown.options.iter().map(|it| &it.id))
    });
    hold(fits, "I13", || format!("shown is {shown:?}, stored {stored:?}"))
}

fn revealed(durable: &Tale, moment: &Moment, shown: Option<&RevealView>, actor: Actor) -> Kept {
    let Some(shown) = shown else { return Ok(()) };
    let Some(number) = moment.question else {
        return Err(Broken::new("I13", format!("no question is stored for {shown:?}")));
    };
    let question = durable.wines.questions.get(number as usize);
    let right = question.zip(moment.right).and_then(|(it, n)| it.options.get(usize::from(n)));
    let fits = right.is_some_and(|it| it.id == shown.correct_option_id);
    hold(fits && shown.corrected == moment.corrected, "I13", || {
        format!("right is {right:?}, shown {shown:?}")
    })?;
    i3_counts_are_those_of_stored_answers(durable, moment, number, &shown.distribution)?;
    if let (Some(score), Actor::Seated(seat)) = (shown.my_total_score, actor) {
        i3_a_score_is_the_sum_of_its_points(moment, seat.0, score)?;
    }
    shown.results.iter().flatten().try_for_each(|it| match durable.seat_of(&it.pseudonym) {
        Some(seat) => i3_a_score_is_the_sum_of_its_points(moment, seat, it.total_score),
        None => Err(Broken::new("I3", format!("{} has no seat", it.pseudonym))),
    })
}

fn standings(
    durable: &Tale,
    moment: &Moment,
    shown: &[RankingEntry],
    said: &Said,
    actor: Actor,
) -> Kept {
    i3_standings_are_sums(durable, moment, shown)?;
    match (said.mine.as_ref().and_then(|mine| mine.me.as_ref()), actor) {
        (Some(me), Actor::Seated(seat)) => {
            i3_a_score_is_the_sum_of_its_points(moment, seat.0, me.score)
        }
        _ => Ok(()),
    }
}

/// I12: whoever said something hears something, or is closed, in the same step; or the index is asked, and the step
/// that brings its answer must.
///
/// # Errors
///
/// Silence.
pub fn i12_always_answered(platform: &Simulated, sender: Option<SocketId>) -> Kept {
    let Some(sender) = sender else { return Ok(()) };
    let answered = platform.out.iter().any(|(_, out)| match out {
        Out::Frame(socket, ..) | Out::Close(socket, ..) => *socket == sender,
        Out::Ask(Ask::Claim(claim)) => claim.socket == sender,
        Out::Ask(Ask::List(_, socket, asked)) => *asked && *socket == sender,
        Out::Ask(_) => false,
    });
    let is_there = platform.sockets.open(sender).is_some();
    hold(answered || !is_there, "I12", || format!("{sender:?} heard nothing"))
}

/// I11: rows, frames and sockets of one event stay under their caps; it began with so many `sockets`.
///
/// # Errors
///
/// What is over its cap.
pub fn i11_bounded(platform: &Simulated, sockets: usize) -> Kept {
    let rows = |commit: &Rc<Commit>| match &**commit {
        Commit::Write(rows, _) => rows.len(),
        Commit::DeleteAll => 0,
    };
    let rows: usize = platform.commits.iter().map(rows).sum();
    hold(rows <= MOST_ROWS, "I11", || format!("{rows} rows in one event: {:?}", platform.commits))?;
    let (mut frames, mut bytes) = (0, 0);
    for (_, out) in &platform.out {
        if let Out::Frame(.., said) = out {
            frames += 1;
            // A host's list has a bound of its own: so many lines, each with its final standings.
            let list = match &said.message {
                ServerMessage::SessionsList { sessions } => sessions.len().min(MOST_LINES) * 4_096,
                _ => 0,
            };
            bytes = bytes.max(said.text.len().saturating_sub(list));
        }
    }
    let mut by_seat = [0_usize; 64];
    for (_, attachment) in platform.sockets.all_open() {
        if let Actor::Seated(seat) = attachment.actor
            && let Some(count) = by_seat.get_mut(seat.0 as usize)
        {
            *count += 1;
        }
    }
    let fullest = by_seat.iter().max().copied().unwrap_or_default();
    hold(fullest <= MOST_SOCKETS_A_SEAT, "I11", || format!("{fullest} sockets hold one seat"))?;
    let most = 8 + 6 * (sockets + 1);
    hold(frames <= most, "I11", || format!("{frames} frames to {sockets} sockets"))?;
    hold(bytes <= MOST_BYTES, "I11", || format!("a frame of {bytes} bytes"))
}

/// I11: what is stored stays in proportion to who sits there and what was asked.
///
/// # Errors
///
/// More than that.
pub fn i11_rows_are_bounded(rows: &Rows, tale: &Tale, most_seats: usize) -> Kept {
    let (seats, answers) = (rows.participants.len(), rows.answers.len());
    let (lines, transitions) = (rows.journal.len(), tale.moments.len());
    let taken = seats - tale.removed.len().min(seats);
    hold(taken <= most_seats, "I11", || format!("{taken} seats of {most_seats}"))?;
    hold(answers <= seats * tale.wines.questions.len(), "I11", || {
        format!("{answers} answers of {seats} seats")
    })?;
    // Each seat is taken once, and named once at most.
    hold(lines <= transitions + 2 * seats, "I11", || {
        format!("{lines} lines of {transitions} transitions and {seats} seats")
    })
}

/// I11: whoever comes while more than 50 sockets have proved nothing for 10 s takes the place of one of them.
///
/// # Errors
///
/// One more.
pub fn i11_strangers_are_bounded(platform: &Simulated, cause: &Cause) -> Kept {
    let Cause::Opened(_) = cause else { return Ok(()) };
    let is_idle = |it: &Attachment| {
        it.actor == Actor::Visitor && platform.wall.ms_since(it.opened_at) > STRANGERS_PATIENCE_MS
    };
    let idle = platform.sockets.all_open().filter(|(_, it)| is_idle(it)).count();
    let closes =
        platform.out.iter().any(|(_, out)| matches!(out, Out::Close(_, _, CloseCode::TryLater)));
    hold(idle <= MOST_STRANGERS || closes, "I11", || format!("{idle} sockets have proved nothing"))
}
