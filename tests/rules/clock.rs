//! Clock.

use serde_json::json;
use sommelier_arena::game::Input;

use crate::table::{Evening, kinds, one, refusal};

#[test]
fn clk_1_a_question_closes_half_a_second_after_it_shows_zero() {
    let mut evening = Evening::asking(1, 1);
    let right = evening.right();
    evening.table.after_ms(60_499);
    assert_eq!(evening.phase(), "question_open");
    one(&evening.answer(0, &right), "participant:answer_recorded");
    let ends_at = evening.question()["endsAt"].as_u64().unwrap();
    assert_eq!(evening.alarm.unwrap().0, ends_at + 500);
    evening.table.after_ms(1);
    assert_eq!(evening.phase(), "question_revealed");
    let late = json!({ "type": "submit_answer", "questionId": "x", "optionId": "y" });
    let guest = evening.guests[0];
    assert_eq!(refusal(&evening.say(guest, late)), "WRONG_PHASE");
    assert_eq!(evening.host_snapshot()["rankings"][0]["score"], 100);
}

#[test]
fn clk_2_a_pause_stops_the_countdown_where_it_stands() {
    let mut evening = Evening::asking(1, 1);
    evening.table.after_ms(12_345);
    let heard = evening.step("pause");
    assert_eq!(one(&heard, "game:timer_paused")["remainingMs"], 47_655);
    assert_eq!(evening.host_snapshot()["remainingMs"], 47_655);
    assert_eq!(evening.question().get("endsAt"), None);
    evening.table.after_ms(300_000);
    let heard = evening.step("resume");
    let resumed = one(&heard, "game:timer_resumed");
    assert_eq!(resumed["remainingMs"], 47_655);
    assert_eq!(resumed["endsAt"], json!(evening.wall.0 + 47_655));
    evening.table.after_ms(47_655 + 499);
    assert_eq!(evening.phase(), "question_open");
    // Clients show zero already: there is nothing left to pause.
    assert_eq!(refusal(&evening.step("pause")), "WRONG_PHASE");
    evening.table.after_ms(1);
    assert_eq!(evening.phase(), "question_revealed");
}

#[test]
fn clk_3_a_host_who_leaves_and_returns_does_not_stop_the_question() {
    let mut evening = Evening::asking(1, 1);
    let host = evening.host;
    evening.table.leave(host);
    evening.table.after_ms(5_000);
    evening.return_of_host();
    evening.hush();
    evening.table.after_ms(55_500);
    let guest = evening.guests[0];
    assert_eq!(kinds(&evening.heard(guest)), ["game:answer_revealed"]);

    let mut alone = Evening::asking(1, 1);
    let host = alone.host;
    alone.table.leave(host);
    alone.table.after_ms(60_500);
    assert_eq!(alone.phase(), "question_revealed");
}

#[test]
fn clk_4_a_paused_question_does_not_expire_and_takes_no_answers() {
    let mut evening = Evening::asking(1, 2);
    let right = evening.right();
    evening.answer(0, &right);
    evening.step("pause");
    let heard = evening.answer(1, &right);
    assert_eq!(kinds(&heard), ["error"]);
    assert_eq!(refusal(&heard), "WRONG_PHASE");
    evening.table.after_ms(3_000_000);
    assert_eq!(evening.phase(), "question_paused");

    // Version 1 has shown its choice already; the question again clears it, and the pause stays.
    let question = evening.question();
    let older = evening.connect(true);
    let proof = json!({
        "type": "rejoin_session",
        "pseudonym": evening.names[1], "rejoinToken": crate::table::secret(2),
    });
    evening.say(older, proof);
    let answer = json!({
        "type": "submit_answer",
        "questionId": question["questionId"], "optionId": question["options"][0]["id"],
    });
    let heard = evening.say(older, answer);
    assert_eq!(kinds(&heard), ["error", "game:question", "game:timer_paused"]);
}

#[test]
fn clk_5_an_alarm_early_repeated_or_lost_does_no_harm() {
    let mut evening = Evening::asking(1, 1);
    let alarm = evening.alarm;
    for _ in 0..3 {
        evening.tell(Input::AlarmRang);
        assert_eq!((evening.phase().as_str(), evening.alarm), ("question_open", alarm));
    }
    // Lost: whoever comes next finds the question closed.
    evening.in_silence_ms(90_000);
    evening.hush();
    let stranger = evening.connect(false);
    assert_eq!(evening.phase(), "question_revealed");
    let snapshot = evening.heard(stranger);
    assert_eq!(one(&snapshot, "server:state_snapshot")["phase"], "question_revealed");
    let guest = evening.guests[0];
    assert_eq!(kinds(&evening.heard(guest)), ["game:answer_revealed"]);
    // And repeated, after it did its work.
    evening.tell(Input::AlarmRang);
    evening.tell(Input::AlarmRang);
    assert!(evening.heard(guest).is_empty());
}

#[test]
fn clk_5_an_answer_that_comes_after_a_lost_alarm_is_too_late() {
    let mut evening = Evening::asking(1, 1);
    let (right, question) = (evening.right(), evening.question());
    evening.in_silence_ms(60_500);
    let answer = json!({
        "type": "submit_answer", "questionId": question["questionId"], "optionId": right,
    });
    let guest = evening.guests[0];
    let heard = evening.say(guest, answer);
    assert_eq!(kinds(&heard), ["game:answer_revealed", "error"]);
    assert_eq!(refusal(&heard), "WRONG_PHASE");
    assert!(evening.disk.answers.is_empty());
}

#[test]
fn clk_6_the_rooms_time_never_goes_back() {
    let mut evening = Evening::asking(1, 1);
    evening.table.after_ms(10_000);
    evening.step("pause");
    evening.step("resume");
    let hour = 3_600_000;
    evening.wall = evening.wall.minus_ms(hour);
    let before = evening.host_snapshot()["remainingMs"].as_u64().unwrap();
    assert_eq!(before, 50_000);
    evening.tell(Input::AlarmRang);
    // The alarm is set on the wall clock, which knows nothing of the skew.
    assert_eq!(evening.alarm, Some(evening.wall.plus_ms(50_500)));
    evening.table.after_ms(20_000);
    evening.evict();
    assert_eq!(evening.host_snapshot()["remainingMs"], 30_000);
    evening.table.after_ms(30_500);
    assert_eq!(evening.phase(), "question_revealed");
}

#[test]
fn clk_7_ticks_go_to_those_who_want_them() {
    let mut quiet = Evening::asking(1, 3);
    assert_eq!(quiet.nudge, None, "nothing runs between a question's opening and its alarm");
    quiet.table.after_ms(60_500);
    for socket in quiet.guests.clone() {
        assert!(!kinds(&quiet.heard(socket)).contains(&"game:timer_tick"));
    }

    let mut evening = Evening::lobby(1, 1);
    let older = evening.connect(true);
    evening.say(older, json!({ "type": "join_session", "code": "" }));
    let stranger = evening.connect(true);
    evening.hush();
    evening.step("start");
    evening.table.after_ms(3_000);
    evening.step("pause");
    evening.table.after_ms(9_000);
    assert_eq!(evening.nudge, None);
    evening.step("resume");
    evening.table.after_ms(2_000);
    evening.evict();
    evening.table.after_ms(500);
    let guest = evening.guests[0];
    evening.leave(guest); // any event starts the ticking again
    evening.table.after_ms(60_000);
    let ticks: Vec<_> = evening
        .heard(older)
        .iter()
        .filter(|frame| frame["type"] == "game:timer_tick")
        .map(|frame| frame["remainingMs"].as_u64().unwrap() / 1_000)
        .collect();
    let expected: Vec<_> = (0..60).rev().collect();
    assert_eq!(ticks, expected);
    assert!(evening.heard(stranger).is_empty());
}

#[test]
fn clk_7_a_timer_that_rings_a_little_early_does_not_stop_the_ticks() {
    let mut evening = Evening::lobby(1, 0);
    let older = evening.connect(true);
    evening.say(older, json!({ "type": "join_session", "code": "" }));
    evening.step("start");
    evening.in_silence_ms(995);
    evening.nudge = None;
    evening.tell(Input::Nudged);
    evening.hush();
    evening.table.after_ms(5_000);
    assert_eq!(kinds(&evening.heard(older)), ["game:timer_tick"; 5]);
}
