//! What must be true when everything that can go wrong has stopped going wrong.

use sommelier_arena::game::{Actor, Replayed, Timestamp};
use sommelier_arena::host::{Book, LineId};
use sommelier_arena::protocol::{PhaseName, Secret};
use sommelier_house::iso_8601;

use super::{Broken, Kept, hold};
use crate::client::Role;
use crate::disk::Rows;
use crate::tale::Tale;
use crate::world::{CODE, World};

/// Long enough for everyone to be back, and for what they are told to arrive.
const DUST_SETTLES_MS: u64 = 90_000;
/// Long enough for the first to be back, and for the alarm to be set and to ring.
const ALARM_IS_BACK_MS: u64 = 10_000;
/// Long enough for a command to arrive, and what it brings to be heard by everyone.
const TOLD_MS: u64 = 5_000;
/// Long enough for who is joining to last, to be told, and to be heard.
const JOINING_IS_TOLD_MS: u64 = 2_500;
/// Commands that a host needs at most: two for each question, one for each wine, and a few that were lost.
const COMMANDS_A_QUESTION: usize = 6;

/// The journal tells the session that is in memory, secrets apart.
///
/// # Errors
///
/// Another one.
pub fn the_journal_tells_the_evening(world: &mut World) -> Kept {
    let rows = world.driver.platform.disk.view().clone();
    let answers: Vec<_> = rows.answers.iter().map(|((n, seat), it)| (*n, *seat, *it)).collect();
    let told = Replayed::from_journal(&rows.journal, &answers);
    let Ok(game) = world.driver.look() else {
        return Err(Broken::new("I9", "the room cannot be read though storage works"));
    };
    let held = game.as_replayed();
    hold(told == held, "I13", || format!("the journal tells {told:?}; the room holds {held:?}"))
}

/// I8: after the dust has settled everyone who may is back, and all clients show the room's phase and standings.
///
/// # Errors
///
/// One that shows something else, or cannot get back in.
pub fn i8_everyone_sees_the_same(world: &mut World) -> Kept {
    let session = |world: &World| world.oracle.view.header.as_ref().map(|it| it.created_at);
    let before = session(world);
    world.passes(DUST_SETTLES_MS - TOLD_MS)?;
    until_all_is_told(world)?;
    // A session whose time was over meanwhile has made new dust.
    if session(world) != before {
        return Ok(());
    }
    i8_everyone_is_back(world)?;
    i8_everyone_shows_it(world)
}

/// Time passes until nothing has been new for long enough: a question may close by itself at any moment.
fn until_all_is_told(world: &mut World) -> Kept {
    let told = |world: &World| (world.oracle.view.rev(), world.oracle.view.seats.len());
    loop {
        let before = told(world);
        world.passes(TOLD_MS)?;
        if told(world) == before {
            return Ok(());
        }
    }
}

/// I8: whoever holds the host's key or a seat's token is in, unless they speak version 1, which may have none.
fn i8_everyone_is_back(world: &World) -> Kept {
    let tale = &world.oracle.view;
    let Some(header) = &tale.header else { return Ok(()) };
    let mut clients = world.clients.iter().filter(|it| it.stays && !it.version_1);
    let shut_out = clients.find(|it| {
        let hash = it.secret.as_ref().map(Secret::hash);
        let belongs = hash.is_some_and(|hash| match it.role {
            Role::Host => header.host_key == Some(hash),
            Role::Guest => tale.seated().any(|seat| seat.token == hash),
            Role::Screen | Role::Rival | Role::Stranger => false,
        });
        belongs && !it.is_in
    });
    hold(shut_out.is_none(), "I8", || format!("{shut_out:?} cannot get back in"))
}

/// I8: everyone who is in shows the room's phase, its lobby and its standings, and hosts how many are joining.
fn i8_everyone_shows_it(world: &World) -> Kept {
    let tale = &world.oracle.view;
    if tale.moments.is_empty() {
        return Ok(());
    }
    let (phase, moment) = (tale.phase(), tale.moment());
    let standings = tale.standings(&moment.scores);
    let ranked = matches!(
        phase,
        PhaseName::QuestionLeaderboard | PhaseName::RoundLeaderboard | PhaseName::Ended
    );
    let seats = || tale.seated().map(|it| &it.pseudonym);
    let gathers = phase == PhaseName::Waiting;
    let sockets = world.driver.platform.sockets.all_open();
    let joining = sockets.filter(|(_, it)| it.actor == Actor::Visitor).count();
    let is_news = world.quiet_ms() < JOINING_IS_TOLD_MS;
    world.clients.iter().filter(|it| it.is_in && it.link.is_some()).try_for_each(|it| {
        let same = it.phase == Some(phase)
            && it.on_break_until == moment.on_break.map(|at| at.0)
            && (!ranked || it.rankings == standings)
            && (!gathers || seats().eq(&it.lobby))
            && (it.role != Role::Host || it.joining == joining || is_news);
        hold(same, "I8", || {
            format!(
                "{:?} shows {:?}, {:?}, {} joining and {:?}; it is {phase:?}, {:?}, {joining} and {standings:?}",
                it.role,
                it.phase,
                it.lobby,
                it.joining,
                it.rankings,
                seats().collect::<Vec<_>>()
            )
        })
    })
}

/// I9: with the host here a bounded number of commands ends it, and meanwhile everyone is told (I8); with the host
/// away time does.
///
/// # Errors
///
/// A room that is stuck.
pub fn i9_never_stuck(world: &mut World, host_is_here: bool) -> Kept {
    let questions = world.oracle.view.wines.questions.len();
    // Another host's session has nobody who could lead it on.
    let key = world.oracle.view.header.as_ref().and_then(|it| it.host_key);
    let has_host = world.clients.iter().any(|it| {
        it.role == Role::Host && (it.is_in || it.secret.as_ref().map(Secret::hash) == key)
    });
    if host_is_here && has_host {
        for _ in 0..(questions + 2) * COMMANDS_A_QUESTION {
            if over(world) {
                return Ok(());
            }
            world.onward();
            world.passes(TOLD_MS)?;
            until_all_is_told(world)?;
            i8_everyone_shows_it(world)?;
        }
        // A lobby that nobody has come to cannot start.
        let empty = world.oracle.view.seated().next().is_none();
        return hold(over(world) || empty, "I9", || {
            format!("still {:?} after all of a host's commands", world.oracle.view.phase())
        });
    }
    everyone_goes(world);
    let away_ms = 1_000 * world.settings.host_away_seconds + 900_000 + on_break_ms(world);
    world.passes(away_ms)?;
    let waiting = world.oracle.view.phase() == PhaseName::Waiting;
    hold(over(world) || waiting, "I9", || {
        format!("still {:?} though the host has gone for good", world.oracle.view.phase())
    })
}

/// I10: after its time nothing is left: no rows, no alarm.
///
/// # Errors
///
/// What is left.
pub fn i10_forgotten_in_time(world: &mut World) -> Kept {
    everyone_goes(world);
    let (phase, settings) = (world.oracle.view.phase(), world.settings);
    let lifetime = match phase {
        // An index that was full is asked again only after the same time.
        PhaseName::Waiting if world.oracle.view.seated().next().is_none() => {
            settings.waiting_seconds.min(2 * settings.unjoined_seconds)
        }
        PhaseName::Waiting => settings.waiting_seconds,
        _ => settings.host_away_seconds + settings.ended_seconds,
    };
    world.passes(1_000 * lifetime + 2 * 3_600_000 + on_break_ms(world))?;
    let rows = world.driver.platform.disk.durable();
    hold(*rows == Rows::default(), "I10", || format!("what is left of {phase:?}: {rows:?}"))?;
    // The code is good for another evening.
    let hosts = world.of_role(Role::Host);
    let Some(host) = hosts.first().copied() else { return Ok(()) };
    if let Some(it) = world.clients.get_mut(host) {
        it.stays = true;
    }
    world.connect(host);
    for _ in 0..20 {
        world.passes(1_000)?;
        if !world.oracle.durable.moments.is_empty() {
            return Ok(());
        }
    }
    Err(Broken::new("I10", "the code cannot be used again"))
}

/// I10: a tasting whose room is gone is in its host's list, and opens with all its wines under another code.
///
/// # Errors
///
/// A tasting that is nowhere, or another one.
pub fn i10_what_is_parked_can_be_opened(
    book: Option<&Book>,
    before: &Tale,
    now: Timestamp,
) -> Kept {
    // Nothing was there to be forgotten.
    if before.moments.is_empty() {
        return Ok(());
    }
    let id = LineId { created_at: iso_8601(before.created_at), code: CODE.to_owned() };
    let is_listed = |book: &&Book| {
        book.list().iter().any(|it| it.parked && it.created_at == id.created_at && it.code == CODE)
    };
    // It is only tried: the book stays as it is.
    let opened = book
        .filter(is_listed)
        .and_then(|book| book.clone().open(&id, None, [String::from("7193")].into_iter(), now).ok())
        .and_then(|opening| opening.tasting);
    let seconds = i64::try_from(before.timer_ms / 1_000).ok();
    let is_whole = opened.as_ref().is_some_and(|it| {
        it.wines.as_ref() == Some(&before.wines.drafts) && it.timer_seconds == seconds
    });
    hold(is_whole, "I10", || format!("of a tasting that was parked is left: {opened:?}"))
}

/// Everything works from here on, and everyone comes back.
///
/// # Errors
///
/// The promise that is broken meanwhile.
pub fn the_weather_clears(world: &mut World) -> Kept {
    world.dies = None;
    world.slow_ms = 0;
    world.alarm_late_until = 0;
    world.alarm_fails = 0;
    world.others.index_is_down = false;
    world.others.index_is_full = false;
    world.others.archive_is_down = false;
    world.others.latency_ms = 30;
    world.driver.platform.disk.refuses_writes = 0;
    world.driver.platform.disk.refuses_reads = 0;
    world.all_leave();
    for it in &mut world.clients {
        it.stays = true;
        it.unconfirmed = None;
    }
    // A room in memory believes in its alarm. One that was lost is set again by the first who comes after that.
    world.evicts(false)?;
    world.passes(1_000)?;
    for client in 0..world.clients.len() {
        if !world.is_connected(client) {
            world.connect(client);
        }
    }
    world.passes(ALARM_IS_BACK_MS)?;
    world.alarm_works = true;
    Ok(())
}

/// What is left of a declared break, which stops the hour of a host who is away.
fn on_break_ms(world: &World) -> u64 {
    let tale = &world.oracle.view;
    let now = tale.room_time(world.wall());
    tale.moment().on_break.map_or(0, |until| until.ms_since(now))
}

fn everyone_goes(world: &mut World) {
    world.clients.iter_mut().for_each(|it| it.stays = false);
    world.all_leave();
}

fn over(world: &World) -> bool {
    world.oracle.view.moments.is_empty() || world.oracle.view.phase() == PhaseName::Ended
}
