//! Lifetime.

use serde_json::{Value, json};
use sommelier_arena::game::{Effect, Input, Notice, Settings, Timestamp};
use sommelier_arena::protocol::SessionStatus;

use crate::table::{Disk, Evening, kinds, one, refusal, tasting};

const HOUR_MS: u64 = 3_600_000;
const MINUTE_MS: u64 = 60_000;
const DAY_MS: u64 = 24 * HOUR_MS;

#[test]
fn lif_1_a_woken_room_is_the_same_room() {
    let steps =
        ["start", "answer", "pause", "resume", "answer", "reveal", "next", "next", "answer"];
    for crash in [false, true] {
        let mut awake = Evening::lobby(1, 2);
        let mut woken = awake.clone();
        for step in steps {
            for evening in [&mut awake, &mut woken] {
                if step == "answer" {
                    let right = evening.right();
                    evening.answer(0, &right);
                } else {
                    evening.step(step);
                }
            }
            if crash {
                woken.crash();
                woken.return_of_host();
                woken.return_of(0);
                woken.return_of(1);
            } else {
                woken.evict();
            }
            assert_eq!(awake.host_snapshot(), woken.host_snapshot(), "after {step}");
            assert_eq!(awake.disk.answers, woken.disk.answers);
            assert_eq!(awake.disk.participants, woken.disk.participants);
        }
    }
}

#[test]
fn lif_1_a_woken_room_sets_its_alarm_again() {
    let mut evening = Evening::asking(1, 1);
    let alarm = evening.alarm.take();
    evening.evict();
    let guest = evening.guests[0];
    evening.say(guest, json!({ "type": "list_sessions" }));
    assert_eq!(evening.alarm, alarm);
}

#[test]
fn lif_1_rows_that_were_written_before_there_were_breaks_are_read() {
    let mut evening = Evening::asking(1, 1);
    let snapshot = evening.host_snapshot();
    let (state, question) = evening.disk.session.clone().unwrap();
    let mut state: Value = serde_json::from_str(&state).unwrap();
    for field in ["autoReveal", "skipped", "breakUntil"] {
        assert!(state.as_object_mut().unwrap().remove(field).is_some(), "{field}");
    }
    evening.disk.session = Some((state.to_string(), question));
    for row in &mut evening.disk.journal {
        let mut value = serde_json::to_value(&*row).unwrap();
        if let Some(plan) = value["plan"].as_object_mut() {
            assert!(plan.remove("autoReveal").is_some());
        }
        *row = serde_json::from_value(value).unwrap();
    }
    evening.evict();
    assert_eq!(evening.host_snapshot(), snapshot);
    assert!(evening.is_as_its_journal_tells());
}

#[test]
fn lif_2_a_session_whose_host_is_away_for_an_hour_ends() {
    for way in [&["start", "reveal"][..], &["start", "pause"], &["start", "reveal", "next"]] {
        let mut evening = Evening::lobby(1, 1);
        way.iter().for_each(|step| drop(evening.step(step)));
        evening.table.after_ms(10 * HOUR_MS / 60);
        let host = evening.host;
        evening.leave(host);
        evening.hush();
        evening.table.after_ms(HOUR_MS - 1);
        let guest = evening.guests[0];
        assert!(evening.heard(guest).is_empty(), "{way:?}");
        evening.table.after_ms(1);
        assert_eq!(
            kinds(&evening.heard(guest)),
            ["game:final_leaderboard", "session:ended"],
            "{way:?}"
        );
    }
    let mut waiting = Evening::lobby(1, 1);
    let host = waiting.host;
    waiting.leave(host);
    waiting.table.after_ms(2 * DAY_MS);
    assert_eq!(waiting.phase(), "waiting");
}

#[test]
fn lif_2_a_host_who_is_here_or_back_in_time_keeps_the_session_open() {
    let mut evening = Evening::lobby(1, 1);
    evening.step("start");
    evening.step("reveal");
    for _ in 0..5 {
        // A host's page that only pings: the runtime answers, and tells when.
        evening.table.after_ms(HOUR_MS / 2);
        let seen = vec![(evening.host, evening.wall)];
        evening.tell(Input::Pinged { seen });
    }
    assert_eq!(evening.phase(), "question_revealed");
    let host = evening.host;
    evening.leave(host);
    evening.table.after_ms(HOUR_MS - 1_000);
    evening.return_of_host();
    evening.table.after_ms(HOUR_MS - 1_000);
    assert_eq!(evening.phase(), "question_revealed");
    // Half open: the socket is there, but nobody has been heard of for an hour.
    evening.table.after_ms(2_000);
    assert_eq!(evening.phase(), "ended");
}

#[test]
fn lif_2_a_host_who_closes_one_of_two_tabs_has_an_hour_from_then() {
    let mut evening = Evening::lobby(1, 1);
    evening.step("start");
    evening.step("reveal");
    evening.return_of_host();
    let second = evening.host;
    // The first is half open, and never heard of again.
    evening.in_silence_ms(HOUR_MS / 2);
    evening.leave(second);
    evening.table.after_ms(HOUR_MS - 1);
    assert_eq!(evening.phase(), "question_revealed");
    evening.table.after_ms(1);
    assert_eq!(evening.phase(), "ended");
}

#[test]
fn lif_2_a_host_whom_a_crash_cut_off_has_an_hour_from_then() {
    let mut evening = Evening::lobby(1, 1);
    evening.step("start");
    evening.step("reveal");
    evening.in_silence_ms(3 * HOUR_MS);
    evening.crash();
    evening.tell(Input::AlarmRang);
    assert_eq!(evening.phase(), "question_revealed");
    evening.table.after_ms(HOUR_MS - 1);
    evening.crash();
    evening.tell(Input::AlarmRang);
    assert_eq!(evening.phase(), "question_revealed");
    evening.table.after_ms(1);
    assert_eq!(evening.phase(), "ended");
}

#[test]
fn lif_3_what_has_had_its_time_is_forgotten() {
    let mut waiting = Evening::lobby(1, 1);
    waiting.table.after_ms(30 * DAY_MS - 10_000);
    assert_eq!(waiting.phase(), "waiting");
    waiting.table.after_ms(10_000);
    let mut ended = Evening::asking(1, 1);
    ended.step("end");
    ended.table.after_ms(7 * DAY_MS - 1);
    assert_eq!(ended.phase(), "ended");
    ended.table.after_ms(1);
    for evening in [&mut waiting, &mut ended] {
        assert_eq!((&evening.disk, evening.alarm), (&Disk::default(), None));
        let (host, guest) = (evening.host, evening.guests[0]);
        assert_eq!(evening.closed.get(&host), Some(&4000));
        assert_eq!(evening.closed.get(&guest), Some(&4000));
        assert!(!evening.game.glance().exists);
        evening.evict();
        let socket = evening.connect(false);
        let create = crate::table::message("create_session", crate::table::tasting(1));
        one(&evening.say(socket, create), "session:created");
    }
}

#[test]
fn lif_4_the_index_is_told_until_it_answers() {
    let mut evening = Evening::lobby(1, 2);
    let last = evening.index.published.last().unwrap().1.clone();
    assert_eq!((last.status, last.participant_count), (SessionStatus::Waiting, 2));
    assert_eq!(last.created_at, "2026-11-21T20:00:00.000Z");
    evening.index.unreachable = true;
    let told = evening.index.published.len();
    evening.step("start");
    evening.table.after_ms(300_000);
    evening.evict();
    evening.step("next");
    assert_eq!(evening.phase(), "question_leaderboard", "the game goes on");
    assert_eq!(evening.index.published.len(), told);
    evening.index.unreachable = false;
    evening.table.after_ms(600_000);
    assert_eq!(evening.index.published.last().unwrap().1.status, SessionStatus::Active);
    let told = evening.index.published.len();
    evening.table.after_ms(1_000_000);
    assert_eq!(evening.index.published.len(), told, "and then it is told no more");
    evening.step("end");
    let (version, last) = evening.index.published.last().unwrap();
    assert_eq!(last.status, SessionStatus::Ended);
    assert_eq!(last.final_rankings.as_ref().unwrap().len(), 2);
    assert!(evening.index.published.iter().all(|(earlier, _)| earlier <= version));
}

#[test]
fn lif_4_an_answer_counts_for_the_session_and_the_memory_that_told_the_index() {
    let mut evening = Evening::lobby(1, 1);
    let state: Value = serde_json::from_str(&evening.disk.stored().unwrap().state).unwrap();
    let created_at = Timestamp(state["createdAt"].as_u64().unwrap());
    let version = evening.index.published.last().unwrap().0 + 1;
    evening.index.unreachable = true;
    evening.join(2);
    evening.table.after_ms(6_000);
    evening.tell(Input::Published { created_at: created_at.plus_ms(1), version });
    evening.evict();
    evening.tell(Input::Published { created_at, version });
    evening.index.unreachable = false;
    evening.table.after_ms(20_000);
    let (last, entry) = evening.index.published.last().unwrap();
    assert_eq!((*last > version, entry.participant_count), (true, 2));
}

#[test]
fn lif_4_a_crowd_that_joins_is_told_together() {
    let mut evening = Evening::lobby(1, 0);
    let told = evening.index.published.len();
    for n in 1..=30 {
        evening.join(n);
        evening.table.after_ms(100);
    }
    evening.table.after_ms(20_000);
    assert_eq!(evening.index.published.len(), told + 1);
    assert_eq!(evening.index.published.last().unwrap().1.participant_count, 30);
}

#[test]
fn lif_5_a_deleted_session_ends_and_is_forgotten() {
    let mut evening = Evening::asking(1, 1);
    let guest = evening.guests[0];
    evening.hush();
    // Another session's time, under the same code.
    evening.tell(Input::Erased { created_at: "2026-11-21T19:59:59.999Z".to_owned() });
    assert_eq!(evening.phase(), "question_open");
    let created_at = "2026-11-21T20:00:00.000Z".to_owned();
    evening.tell(Input::Erased { created_at: created_at.clone() });
    assert!(evening.effects.iter().any(|effect| matches!(effect, Effect::Forget)));
    let heard = evening.heard(guest);
    assert_eq!(kinds(&heard), ["game:final_leaderboard", "session:ended"]);
    assert_eq!(evening.closed.get(&guest), Some(&4000));
    assert_eq!((&evening.disk, evening.alarm), (&Disk::default(), None));
    evening.tell(Input::Erased { created_at });
    assert!(!evening.wrote());
}

#[test]
fn lif_5_nobody_hears_of_a_deletion_before_it_is_stored() {
    let mut evening = Evening::asking(1, 1);
    evening.tell(Input::Erased { created_at: "2026-11-21T20:00:00.000Z".to_owned() });
    let says = |effect: &Effect| matches!(effect, Effect::Say { .. });
    let told = evening.effects.iter().position(says).unwrap();
    let forgotten = evening.effects.iter().position(|it| *it == Effect::Forget).unwrap();
    assert!(forgotten < told, "{:?}", evening.effects);
}

#[test]
fn lif_2_a_host_who_plays_and_never_pings_is_here() {
    let mut evening = Evening::lobby(1, 1);
    evening.step("start");
    for _ in 0..9 {
        // The room sleeps between two taps, and a socket's frames leave no trace in it.
        evening.table.after_ms(HOUR_MS / 3);
        let fitting = match evening.phase().as_str() {
            "question_open" => "reveal",
            _ => "next",
        };
        evening.step(fitting);
        evening.evict();
        evening.tell(Input::AlarmRang);
        assert_ne!(evening.phase(), "ended");
    }
    evening.table.after_ms(HOUR_MS);
    assert_eq!(evening.phase(), "ended");
}

#[test]
fn lif_2_signs_of_life_count_when_the_wall_clock_falls_back() {
    let mut evening = Evening::lobby(1, 1);
    evening.step("start");
    evening.step("reveal");
    evening.wall = evening.wall.minus_ms(HOUR_MS);
    let sockets = [evening.host, evening.guests[0]];
    for n in 0..70 {
        evening.table.after_ms(60_000);
        evening.ping(&sockets);
        if n % 10 == 9 {
            evening.evict();
        }
        assert_eq!(evening.host_snapshot()["away"], json!([]), "after {n} minutes");
    }
    assert_eq!(evening.phase(), "question_revealed");
}

#[test]
fn lif_2_a_wake_after_the_wall_clock_fell_back_makes_no_sign_of_life_newer() {
    let mut evening = Evening::lobby(1, 1);
    evening.step("start");
    evening.step("reveal");
    evening.wall = evening.wall.minus_ms(HOUR_MS);
    evening.connect(false);
    evening.evict();
    evening.connect(false);
    evening.table.after_ms(HOUR_MS + 60_000);
    assert_eq!(evening.phase(), "ended");
}

#[test]
fn lif_3_who_finds_a_room_that_has_had_its_time_finds_it_empty() {
    let mut evening = Evening::asking(1, 1);
    evening.step("end");
    evening.in_silence_ms(8 * DAY_MS);
    let socket = evening.connect(false);
    let heard = evening.heard(socket);
    assert_eq!(one(&heard, "server:state_snapshot")["phase"], "waiting");
    let create = crate::table::message("create_session", crate::table::tasting(1));
    one(&evening.say(socket, create), "session:created");
    one(&evening.say(socket, json!({ "type": "list_sessions" })), "sessions:list");
}

/// A lobby that nobody has joined, and whose host has just closed the page.
fn deserted(settings: Settings) -> Evening {
    let mut evening = Evening::lobby_with(settings, crate::table::tasting(2), 0);
    let host = evening.host;
    evening.leave(host);
    evening
}

#[test]
fn lif_6_what_nobody_has_come_to_in_48_hours_is_handed_to_the_index_and_forgotten() {
    let mut evening = deserted(Settings::default());
    let told = evening.index.published.last().unwrap().0;
    evening.table.after_ms(2 * DAY_MS - 1);
    assert!(evening.game.glance().exists && evening.index.parked.is_empty());
    evening.table.after_ms(1);
    assert_eq!((&evening.disk, evening.alarm), (&Disk::default(), None));
    assert!(!evening.game.glance().exists);
    let (Notice { entry, version, .. }, tasting) = evening.index.parked.remove(0);
    assert_eq!((entry.created_at.as_str(), version), ("2026-11-21T20:00:00.000Z", told + 1));
    // Sent again, it makes the same tasting.
    let mut again =
        Evening::lobby_with(Settings::default(), serde_json::to_value(&tasting).unwrap(), 0);
    let host = again.host;
    again.leave(host);
    again.table.after_ms(2 * DAY_MS);
    assert_eq!(again.index.parked.remove(0).1, tasting);
}

#[test]
fn lif_6_one_guest_or_a_host_who_is_here_keeps_the_room() {
    let mut joined = Evening::lobby(1, 1);
    let (host, guest) = (joined.host, joined.guests[0]);
    joined.leave(host);
    joined.leave(guest);
    joined.table.after_ms(30 * DAY_MS - 10_000);
    assert!(joined.game.glance().exists);
    let mut hosted = Evening::lobby(1, 0);
    hosted.table.after_ms(9 * DAY_MS);
    assert!(hosted.game.glance().exists);
    let host = hosted.host;
    hosted.leave(host);
    hosted.table.after_ms(2 * DAY_MS - 1);
    assert!(hosted.game.glance().exists && joined.index.parked.is_empty());
    hosted.table.after_ms(1);
    assert!(!hosted.game.glance().exists);
}

#[test]
fn lif_6_the_room_keeps_the_tasting_until_the_index_has_it() {
    let mut evening = deserted(Settings::default());
    evening.index.unreachable = true;
    evening.table.after_ms(3 * DAY_MS);
    evening.crash();
    evening.tell(Input::AlarmRang);
    assert!(evening.game.glance().exists);
    evening.index.unreachable = false;
    evening.table.after_ms(HOUR_MS);
    assert!(!evening.game.glance().exists);
    assert_eq!(evening.index.parked.len(), 1);
}

#[test]
fn lif_6_an_index_that_is_full_is_asked_again_48_hours_later() {
    let mut evening = deserted(Settings::default());
    evening.index.full = true;
    evening.table.after_ms(2 * DAY_MS);
    assert!(evening.game.glance().exists);
    evening.index.full = false;
    evening.table.after_ms(2 * DAY_MS - 1);
    assert!(evening.game.glance().exists);
    evening.table.after_ms(1);
    assert!(!evening.game.glance().exists);
}

#[test]
fn lif_6_who_comes_before_the_answer_keeps_the_room_and_the_index_is_told() {
    for comes in ["host", "guest"] {
        let mut evening = deserted(Settings::default());
        evening.index.slow_to_keep = true;
        evening.table.after_ms(2 * DAY_MS);
        let Notice { created_at, version, .. } = evening.index.parked[0].0.clone();
        if comes == "host" {
            evening.return_of_host();
        } else {
            evening.join(1);
        }
        let told = evening.index.published.last().unwrap();
        assert!(told.0 > version && !told.1.parked, "{comes}");
        // What was on its way arrives after all.
        evening.tell(Input::Parked { created_at, version, kept: true });
        evening.table.after_ms(DAY_MS);
        assert!(evening.game.glance().exists, "{comes}");
    }
}

#[test]
fn lif_6_a_later_session_under_the_code_is_not_meant() {
    let mut evening = deserted(Settings { unjoined_seconds: 60, ..Settings::default() });
    evening.index.slow_to_keep = true;
    evening.table.after_ms(60_000);
    let Notice { created_at, version, .. } = evening.index.parked[0].0.clone();
    evening.tell(Input::Parked { created_at: created_at.plus_ms(1), version, kept: true });
    assert!(evening.game.glance().exists);
    evening.tell(Input::Parked { created_at, version, kept: true });
    assert!(!evening.game.glance().exists);
}

/// The host goes, and the evening ends without them.
fn left_alone(evening: &mut Evening) {
    let host = evening.host;
    evening.leave(host);
    evening.table.after_ms(HOUR_MS + MINUTE_MS);
    assert_eq!(evening.phase(), "ended");
}

#[test]
fn lif_7_an_evening_that_ended_without_its_host_goes_on_where_it_stood() {
    let to = ["paused", "revealed", "ranked", "round"];
    for stood in to {
        let mut evening = Evening::asking(2, 2);
        let right = evening.right();
        evening.answer(0, &right);
        match stood {
            "paused" => {
                evening.table.after_ms(20_000);
                evening.step("pause");
            }
            "revealed" => drop(evening.step("reveal")),
            "ranked" => ["reveal", "next"].iter().for_each(|it| drop(evening.step(it))),
            _ => {
                (0..4).for_each(|_| evening.play_on());
                ["reveal", "next", "next"].iter().for_each(|it| drop(evening.step(it)));
            }
        }
        let before = evening.host_snapshot();
        left_alone(&mut evening);
        evening.evict();
        let guest = evening.guests[0];
        evening.hush();
        let ended = evening.return_of_host();
        let ended = one(&ended, "host:state_snapshot");
        let until = ended["serverTime"].as_u64().unwrap() + 23 * HOUR_MS;
        assert!(ended["reopenableUntil"].as_u64().unwrap() > until, "{stood}");
        assert!(ended["question"].is_null());
        let heard = evening.step("reopen");
        let mut after = one(&heard, "host:state_snapshot").clone();
        for field in ["rev", "serverTime", "question"] {
            after[field] = before[field].clone();
        }
        assert_eq!(after, before, "{stood}");
        one(&evening.heard(guest), "participant:state_snapshot");
        assert!(evening.is_as_its_journal_tells(), "{stood}");
        assert_eq!(evening.index.published.last().unwrap().1.status, SessionStatus::Active);

        // It goes on to its end, with everybody's scores.
        if stood == "paused" {
            evening.step("resume");
        }
        while evening.phase() != "ended" {
            evening.play_on();
        }
        assert_eq!(evening.host_snapshot()["rankings"][0]["score"], 100, "{stood}");
        assert_eq!(refusal(&evening.step("reopen")), "WRONG_PHASE");
    }
}

#[test]
fn lif_7_a_question_that_was_open_comes_back_paused_with_its_answers() {
    let settings = Settings { host_away_seconds: 20, ..Settings::default() };
    let mut evening = Evening::lobby_with(settings, tasting(1), 2);
    evening.step("start");
    let right = evening.right();
    evening.answer(0, &right);
    let host = evening.host;
    evening.leave(host);
    evening.table.after_ms(21_000);
    assert_eq!(evening.phase(), "ended");
    assert!(evening.is_as_its_journal_tells());
    evening.evict();
    evening.return_of_host();
    evening.step("reopen");
    let snapshot = evening.host_snapshot();
    assert_eq!(
        (&snapshot["phase"], &snapshot["remainingMs"]),
        (&json!("question_paused"), &json!(40_000))
    );
    assert_eq!(snapshot["answeredCount"], 1);
    evening.step("reveal");
    assert_eq!(evening.host_snapshot()["rankings"][0]["score"], 100);
}

#[test]
fn lif_7_not_after_a_day_nor_when_the_host_has_ended_it() {
    let mut evening = Evening::asking(1, 1);
    left_alone(&mut evening);
    evening.table.after_ms(24 * HOUR_MS);
    evening.return_of_host();
    assert_eq!(evening.host_snapshot()["reopenableUntil"], json!(null));
    assert_eq!(refusal(&evening.step("reopen")), "WRONG_PHASE");

    let mut evening = Evening::asking(1, 1);
    assert_eq!(refusal(&evening.step("reopen")), "WRONG_PHASE");
    evening.step("end");
    assert_eq!(refusal(&evening.step("reopen")), "WRONG_PHASE");
}
