//! Pace.

use serde_json::{Value, json};
use sommelier_arena::game::Settings;

use crate::table::{Evening, kinds, one, refusal, secret, tasting};

const MINUTE_MS: u64 = 60_000;
const HOUR_MS: u64 = 60 * MINUTE_MS;

/// An evening in which questions close soon after everyone present has answered.
fn auto_revealing(guests: usize) -> Evening {
    let mut fields = tasting(1);
    fields["autoReveal"] = json!(true);
    let mut evening = Evening::lobby_with(Settings::default(), fields, guests);
    evening.step("start");
    evening.hush();
    evening
}

fn ends_at(evening: &Evening) -> u64 {
    evening.host_snapshot()["question"]["endsAt"].as_u64().unwrap()
}

#[test]
fn pac_1_more_time_moves_the_end_by_exactly_so_much() {
    let mut evening = Evening::asking(1, 1);
    let (before, guest) = (ends_at(&evening), evening.guests[0]);
    evening.table.after_ms(10_000);
    evening.hush();
    evening.step_with("extend", json!({ "seconds": 30 }));
    let heard = evening.heard(guest);
    let told = one(&heard, "game:timer_resumed");
    assert_eq!((&told["endsAt"], &told["remainingMs"]), (&json!(before + 30_000), &json!(80_000)));
    assert_eq!(told["timerMs"], 90_000, "the ring is full at the question's whole time");
    // It is so after a sleep, and the question closes then and not before.
    evening.evict();
    evening.table.after_ms(80_499);
    assert_eq!(evening.phase(), "question_open");
    assert_eq!(evening.host_snapshot()["question"]["timerMs"], 90_000);
    // Even in the last half second, when clients show zero: from when it would have ended.
    evening.step_with("extend", json!({ "seconds": 1 }));
    assert_eq!(ends_at(&evening), before + 31_000);
    evening.table.after_ms(1_001);
    assert_eq!(evening.phase(), "question_revealed");
    assert_eq!(refusal(&evening.step_with("extend", json!({ "seconds": 1 }))), "WRONG_PHASE");
    // The next question is as long as all are.
    evening.play_on();
    assert_eq!(evening.question()["timerMs"], 60_000);
}

#[test]
fn pac_1_a_pause_has_more_left_and_stays() {
    let mut evening = Evening::asking(1, 1);
    evening.table.after_ms(20_000);
    evening.step("pause");
    evening.hush();
    let heard = evening.step_with("extend", json!({ "seconds": 120 }));
    let told = one(&heard, "game:timer_paused");
    assert_eq!((&told["remainingMs"], &told["timerMs"]), (&json!(160_000), &json!(180_000)));
    evening.table.after_ms(HOUR_MS / 2);
    let heard = evening.step("resume");
    assert_eq!(one(&heard, "game:timer_resumed")["remainingMs"], 160_000);
    assert!(evening.is_as_its_journal_tells());
}

#[test]
fn pac_1_more_time_is_1_to_120_seconds() {
    let mut evening = Evening::asking(1, 1);
    for seconds in [0, 121, -1] {
        let heard = evening.step_with("extend", json!({ "seconds": seconds }));
        assert_eq!(refusal(&heard), "BAD_MESSAGE");
        assert_eq!(heard[0]["message"], format!("seconds: 1 to 120, got {seconds}"));
    }
    assert_eq!(refusal(&evening.step("extend")), "BAD_MESSAGE");
    assert!(!evening.wrote());
    let stale = evening.step_with("extend", json!({ "seconds": 30, "expectRev": 0 }));
    assert_eq!(refusal(&stale), "STALE_COMMAND");
}

#[test]
fn pac_2_a_skipped_question_is_worth_nothing_and_the_next_follows_at_once() {
    let mut evening = Evening::asking(1, 2);
    let right = evening.right();
    evening.answer(0, &right);
    evening.hush();
    evening.step("skip");
    let guest = evening.guests[0];
    let heard = evening.heard(guest);
    assert_eq!(kinds(&heard), ["game:question"], "no answer, no standings");
    assert_eq!(heard[0]["questionIndex"], 1);
    let right = evening.right();
    evening.answer(1, &right);
    evening.step("pause");
    evening.evict();
    evening.return_of_host();
    evening.play_on();
    evening.play_on();
    evening.play_on();
    // A wine's last question: its standings follow.
    evening.step("pause");
    let heard = evening.step("skip");
    let scores: Vec<_> = one(&heard, "game:round_leaderboard")["rankings"]
        .as_array()
        .unwrap()
        .iter()
        .map(|line| line["score"].as_u64().unwrap())
        .collect();
    assert_eq!(scores, [100, 0], "only what was revealed counts");
    assert_eq!(refusal(&evening.step("skip")), "WRONG_PHASE");
    assert!(evening.is_as_its_journal_tells());
    evening.step("next");
    assert_eq!(evening.phase(), "ended");
    assert_eq!(evening.host_snapshot()["currentQuestion"], 4);
    let answers: Vec<_> =
        evening.disk.answers.iter().map(|((n, seat), o)| (*n, *seat, *o)).collect();
    assert_eq!(answers.len(), 2, "what was confirmed stays");
    let results = serde_json::to_value(evening.game.results(&answers).unwrap()).unwrap();
    let categories: Vec<_> =
        results["questions"].as_array().unwrap().iter().map(|it| it["category"].clone()).collect();
    assert_eq!(categories, ["region", "grape_variety", "vintage_year"]);
}

#[test]
fn pac_3_a_break_lasts_until_the_host_ends_it() {
    let mut evening = Evening::asking(1, 1);
    for step in ["break", "resume_break"] {
        assert_eq!(refusal(&evening.step(step)), "WRONG_PHASE", "while a question is open");
    }
    evening.step("reveal");
    let guest = evening.guests[0];
    evening.hush();
    evening.step_with("break", json!({ "seconds": 600 }));
    let until = evening.wall.0 + 600_000;
    assert_eq!(one(&evening.heard(guest), "game:break")["until"], until);
    // Whoever comes meanwhile knows it, after a sleep and beyond its clock, too.
    evening.table.after_ms(700_000);
    evening.evict();
    let heard = evening.return_of(0);
    assert_eq!(one(&heard, "participant:state_snapshot")["onBreakUntil"], until);
    assert_eq!(evening.host_snapshot()["onBreakUntil"], until);
    // Said again it is longer; without a length it is a quarter of an hour.
    evening.step("break");
    assert_eq!(evening.host_snapshot()["onBreakUntil"], evening.wall.0 + 15 * MINUTE_MS);
    let guest = evening.guests[0];
    evening.hush();
    evening.step("resume_break");
    assert_eq!(one(&evening.heard(guest), "game:break")["until"], Value::Null);
    assert_eq!(evening.phase(), "question_revealed");
    assert_eq!(refusal(&evening.step("resume_break")), "WRONG_PHASE");
    for seconds in [0, 86_401] {
        let heard = evening.step_with("break", json!({ "seconds": seconds }));
        assert_eq!(refusal(&heard), "BAD_MESSAGE");
    }
}

#[test]
fn pac_3_whatever_leads_on_ends_the_break_first() {
    let mut evening = Evening::lobby(1, 1);
    let guest = evening.guests[0];
    for (step, follows) in [
        ("start", vec!["game:started", "game:question"]),
        ("reveal", vec!["game:answer_revealed"]),
        ("next", vec!["game:question_leaderboard"]),
        ("end", vec!["game:final_leaderboard", "session:ended"]),
    ] {
        let took_a_break = evening.phase() != "question_open";
        if took_a_break {
            one(&evening.step("break"), "game:break");
        }
        evening.hush();
        evening.step(step);
        let heard = evening.heard(guest);
        let expected: Vec<_> =
            took_a_break.then_some("game:break").into_iter().chain(follows).collect();
        assert_eq!(kinds(&heard), expected);
        assert_eq!(evening.host_snapshot()["onBreakUntil"], Value::Null);
        assert!(evening.is_as_its_journal_tells());
    }
    assert_eq!(refusal(&evening.step("break")), "WRONG_PHASE", "after the end");
}

#[test]
fn pac_3_who_joins_in_a_break_is_told() {
    let mut evening = Evening::lobby(1, 1);
    let joins = json!({ "type": "join_session", "rejoinToken": secret(2) });
    evening.step("break");
    let newcomer = evening.connect(false);
    let heard = evening.say(newcomer, joins);
    assert_eq!(one(&heard, "game:break")["until"], evening.wall.0 + 15 * MINUTE_MS);
}

#[test]
fn pac_4_a_declared_break_stops_the_hour_of_the_absent_host() {
    let mut evening = Evening::asking(1, 1);
    evening.step("reveal");
    evening.step_with("break", json!({ "seconds": 7_200 }));
    let host = evening.host;
    evening.leave(host);
    evening.table.after_ms(3 * HOUR_MS - 1);
    assert_eq!(
        evening.phase(),
        "question_revealed",
        "two hours of dinner, and the host's own hour"
    );
    evening.evict();
    evening.table.after_ms(1);
    assert_eq!(evening.phase(), "ended");
    assert_eq!(evening.host_snapshot()["onBreakUntil"], Value::Null);

    // A break that is over counts no more.
    let mut evening = Evening::asking(1, 1);
    evening.step("reveal");
    evening.step_with("break", json!({ "seconds": 7_200 }));
    evening.step("resume_break");
    let host = evening.host;
    evening.leave(host);
    evening.table.after_ms(HOUR_MS);
    assert_eq!(evening.phase(), "ended");
}

#[test]
fn pac_5_the_last_answer_of_those_present_leaves_three_seconds() {
    let mut evening = auto_revealing(3);
    let (right, wrong) = (evening.right(), evening.wrong());
    let away = evening.guests[2];
    evening.leave(away);
    evening.answer(0, &right);
    assert!(ends_at(&evening) > evening.wall.0 + 50_000, "one is still thinking");
    let guest = evening.guests[0];
    evening.hush();
    evening.answer(1, &wrong);
    let heard = evening.heard(guest);
    let told = one(&heard, "game:timer_resumed");
    assert_eq!(told["endsAt"], evening.wall.0 + 3_000);
    assert_eq!((&told["remainingMs"], told.get("timerMs")), (&json!(3_000), None));
    // Time to think again, after a sleep, too.
    evening.table.after_ms(2_000);
    evening.evict();
    evening.answer(1, &right);
    assert_eq!(
        ends_at(&evening),
        evening.wall.0 + 1_000,
        "a second thought does not start it anew"
    );
    evening.table.after_ms(1_499);
    assert_eq!(evening.phase(), "question_open");
    evening.hush();
    evening.table.after_ms(1);
    let guest = evening.guests[1];
    assert_eq!(one(&evening.heard(guest), "game:answer_revealed")["myPoints"], 100);
}

#[test]
fn pac_5_a_host_who_gives_more_time_means_it() {
    let mut evening = auto_revealing(2);
    let (right, wrong) = (evening.right(), evening.wrong());
    evening.answer(0, &right);
    evening.answer(1, &right);
    evening.step_with("extend", json!({ "seconds": 60 }));
    evening.answer(1, &wrong);
    assert_eq!(ends_at(&evening), evening.wall.0 + 63_000);
}

#[test]
fn pac_5_only_an_answer_cuts_the_time_short() {
    // Whoever drops out may be on their way back, and a pause is a pause.
    let mut evening = auto_revealing(2);
    let (before, right) = (ends_at(&evening), evening.right());
    evening.answer(0, &right);
    let other = evening.guests[1];
    evening.leave(other);
    evening.table.after_ms(1_000);
    assert_eq!(ends_at(&evening), before);
    evening.step("pause");
    assert_eq!(refusal(&evening.answer(0, &right)), "WRONG_PHASE");
    evening.step("resume");
    evening.table.after_ms(10_000);
    assert_eq!(evening.phase(), "question_open");
    // With less than that left the clock is left alone.
    let mut late = auto_revealing(1);
    late.table.after_ms(58_000);
    let (before, right) = (ends_at(&late), late.right());
    late.answer(0, &right);
    assert_eq!(ends_at(&late), before);
    // And only where the host wants it so.
    let mut plain = Evening::asking(1, 1);
    let (before, right) = (ends_at(&plain), plain.right());
    plain.answer(0, &right);
    assert_eq!(ends_at(&plain), before);
}

#[test]
fn pac_5_the_wish_can_be_edited() {
    let mut evening = Evening::lobby(1, 1);
    let host = evening.host;
    let heard = evening.say(host, json!({ "type": "update_session", "autoReveal": true }));
    assert_eq!(one(&heard, "host:session_updated")["autoReveal"], true);
    assert_eq!(evening.host_snapshot()["autoReveal"], true);
    evening.say(host, json!({ "type": "update_session", "title": "Late" }));
    evening.evict();
    assert_eq!(evening.host_snapshot()["autoReveal"], true, "what is missing stays");
    let host = evening.host;
    let heard = evening.say(host, json!({ "type": "update_session", "autoReveal": false }));
    assert_eq!(one(&heard, "host:session_updated").get("autoReveal"), None);
}
