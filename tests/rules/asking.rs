//! Asking.

use serde_json::{Value, json};
use sommelier_arena::game::Effect;

use crate::table::{Evening, kinds, one, refusal};

#[test]
fn ask_1_a_game_starts_with_a_participant_and_its_first_question() {
    let mut empty = Evening::lobby(1, 0);
    assert_eq!(refusal(&empty.step("start")), "NO_PARTICIPANTS");
    let mut evening = Evening::lobby(2, 1);
    let heard = evening.step("start");
    assert_eq!(kinds(&heard), ["game:started", "game:question"]);
    let question = one(&heard, "game:question");
    assert_eq!(question["category"], "color");
    assert_eq!(question["options"].as_array().unwrap().len(), 4);
    assert_eq!(question["timerMs"], 60_000);
    assert_eq!(question["endsAt"], json!(evening.wall.0 + 60_000));
    let place = ["roundIndex", "questionIndex", "totalQuestions", "totalRounds"];
    assert_eq!(place.map(|key| question[key].as_u64().unwrap()), [0, 0, 5, 2]);
}

#[test]
fn ask_2_the_host_and_the_clock_reveal_alike() {
    let answered = || {
        let mut evening = Evening::asking(1, 3);
        let (right, wrong) = (evening.right(), evening.wrong());
        evening.answer(0, &right);
        evening.answer(1, &wrong);
        evening.hush();
        evening
    };
    let mut by_host = answered();
    by_host.step("reveal");
    let mut by_clock = answered();
    by_clock.table.after_ms(60_500);
    for who in [by_host.host, by_host.guests[0], by_host.guests[2]] {
        let told = by_host.heard(who);
        assert_eq!(kinds(&told), ["game:answer_revealed"]);
        assert_eq!(told, by_clock.heard(who));
    }
    assert_eq!(by_host.host_snapshot()["rankings"], by_clock.host_snapshot()["rankings"]);
    assert_eq!(by_host.disk.participants, by_clock.disk.participants);
}

#[test]
fn ask_3_the_last_answer_counts() {
    let mut evening = Evening::asking(1, 2);
    let (right, wrong) = (evening.right(), evening.wrong());
    for (guest, first, last) in [(0, &right, &wrong), (1, &wrong, &right)] {
        one(&evening.answer(guest, first), "participant:answer_recorded");
        one(&evening.answer(guest, last), "participant:answer_recorded");
    }
    let heard = evening.step("reveal");
    let results = one(&heard, "game:answer_revealed")["results"].clone();
    assert_eq!((&results[0]["points"], &results[1]["points"]), (&json!(0), &json!(100)));
}

#[test]
fn ask_4_an_answer_is_written_and_then_confirmed_to_its_seat() {
    let mut evening = Evening::asking(1, 2);
    let phone = evening.guests[0];
    evening.return_of(0);
    let tablet = evening.guests[0];
    evening.hush();
    let right = evening.right();
    evening.answer(0, &right);
    for socket in [phone, tablet] {
        let heard = evening.heard(socket);
        assert_eq!(one(&heard, "participant:answer_recorded")["optionId"], json!(right));
    }
    let other = evening.guests[1];
    assert!(evening.heard(other).is_empty());
    assert!(matches!(evening.effects.first(), Some(Effect::Write(_))));
    // The same again: the same confirmation, no second row.
    let again = evening.answer(0, &right);
    assert_eq!(kinds(&again), ["participant:answer_recorded"]);
    assert!(!evening.wrote());
}

#[test]
fn ask_5_an_answer_that_does_not_fit_is_refused() {
    let mut evening = Evening::asking(1, 1);
    let (guest, host, visitor) = (evening.guests[0], evening.host, evening.connect(false));
    let first = evening.question();
    let submit = |question: &Value, option: &Value| json!({ "type": "submit_answer", "questionId": question, "optionId": option });
    let good = submit(&first["questionId"], &first["options"][0]["id"]);
    assert_eq!(refusal(&evening.say(visitor, good.clone())), "NOT_JOINED");
    assert_eq!(refusal(&evening.say(host, good.clone())), "NOT_JOINED");
    let unknown = json!("nonsense");
    let option = &first["options"][0]["id"];
    assert_eq!(refusal(&evening.say(guest, submit(&unknown, option))), "UNKNOWN_QUESTION");
    let question = &first["questionId"];
    assert_eq!(refusal(&evening.say(guest, submit(question, &unknown))), "UNKNOWN_OPTION");
    evening.step("reveal");
    assert_eq!(refusal(&evening.say(guest, good.clone())), "WRONG_PHASE");
    evening.play_on();
    // The option of one question is no option of another.
    assert_eq!(refusal(&evening.say(guest, good.clone())), "UNKNOWN_QUESTION");
    let second = evening.question();
    let mixed = submit(&second["questionId"], option);
    assert_eq!(refusal(&evening.say(guest, mixed)), "UNKNOWN_OPTION");
    assert!(evening.disk.answers.is_empty());
    evening.step("end");
    assert_eq!(refusal(&evening.say(guest, good)), "WRONG_PHASE");
}

#[test]
fn ask_6_beyond_ten_a_second_the_host_hears_of_several_at_once() {
    let mut evening = Evening::asking(1, 40);
    let wrong = evening.wrong();
    evening.hush();
    let host = evening.host;
    for guest in 0..39 {
        evening.answer(guest, &wrong);
    }
    let at_once = evening.heard(host);
    assert_eq!(at_once.len(), 10);
    assert!(at_once.iter().all(|frame| frame.get("pseudonyms").is_none()));
    evening.table.after_ms(99);
    assert!(evening.heard(host).is_empty());
    evening.table.after_ms(1);
    let together = evening.heard(host);
    let told = one(&together, "game:participant_answered");
    assert_eq!(told["pseudonyms"], json!(evening.names[10..39]));
    assert_eq!(told["pseudonym"], json!(evening.names[38]));
    assert_eq!(told["answeredCount"], 39);
    // Whoever is last is told of before the answer is shown.
    evening.answer(39, &wrong);
    let heard = evening.step("reveal");
    assert_eq!(kinds(&heard), ["game:participant_answered", "game:answer_revealed"]);
    assert_eq!(heard[0]["pseudonym"], json!(evening.names[39]));
}

#[test]
fn ask_6_a_memory_that_is_lost_before_it_has_told_hosts_leaves_them_a_snapshot() {
    let mut evening = Evening::asking(1, 13);
    let wrong = evening.wrong();
    for guest in 0..12 {
        evening.answer(guest, &wrong);
    }
    let host = evening.host;
    evening.hush();
    let owed = evening.game.courtesies();
    evening.evict();
    evening.game.owes(owed);
    evening.answer(12, &wrong);
    let heard = evening.heard(host);
    let answered = one(&heard, "host:state_snapshot")["answered"].as_array().unwrap();
    assert_eq!(answered.len(), 13);
    // Once is enough.
    evening.after_ms(1_000);
    assert!(evening.heard(host).is_empty());
}

#[test]
fn ask_6_the_host_sees_who_has_answered_and_a_screen_how_many() {
    let mut evening = Evening::asking(1, 3);
    let screen = evening.screen();
    let wrong = evening.wrong();
    evening.hush();
    evening.answer(1, &wrong);
    let host = evening.host;
    let heard = evening.heard(host);
    assert_eq!(kinds(&heard), ["game:participant_answered"]);
    let counts = ["answeredCount", "totalCount", "presentCount"];
    assert_eq!(heard[0]["pseudonym"], json!(evening.names[1]));
    assert_eq!(counts.map(|key| heard[0][key].as_u64().unwrap()), [1, 3, 3]);
    let seen = evening.heard(screen);
    assert_eq!(one(&seen, "game:participant_answered").get("pseudonym"), None);
    assert_eq!(evening.host_snapshot()["answered"], json!([evening.names[1]]));
    // A change of mind is not news to anyone.
    let right = evening.right();
    evening.hush();
    evening.answer(1, &right);
    assert!(evening.heard(host).is_empty());
}

#[test]
fn ask_7_standings_follow_questions_wines_and_the_evening() {
    let mut evening = Evening::asking(2, 2);
    let guest = evening.guests[0];
    let mut told = Vec::new();
    for _ in 0..10 {
        evening.hush();
        let right = evening.right();
        evening.answer(0, &right);
        evening.play_on();
        told.push(kinds(&evening.heard(guest)).join(" "));
    }
    let question = "participant:answer_recorded game:answer_revealed game:question_leaderboard";
    let plain = format!("{question} game:question");
    let wine = format!("{question} game:round_leaderboard game:question");
    let last = format!("{question} game:round_leaderboard game:final_leaderboard session:ended");
    let p = plain.as_str();
    assert_eq!(told, [p, p, p, p, &wine, p, p, p, p, &last]);
    assert_eq!(evening.phase(), "ended");
    evening.table.after_ms(3_600_000);
    assert_eq!(evening.host_snapshot()["rankings"][0]["score"], 1_000);
    let heard = evening.return_of(0);
    assert_eq!(one(&heard, "game:final_leaderboard")["me"]["rank"], 1);
}

#[test]
fn ask_8_the_host_may_end_at_any_time() {
    let ways: [&[&str]; 6] = [
        &[],
        &["start"],
        &["start", "pause"],
        &["start", "reveal"],
        &["start", "reveal", "next"],
        &["start", "reveal", "next", "next"],
    ];
    for way in ways {
        let mut evening = Evening::lobby(1, 2);
        for step in way {
            evening.step(step);
        }
        evening.hush();
        let heard = evening.step("end");
        assert_eq!(kinds(&heard), ["game:final_leaderboard", "session:ended"], "after {way:?}");
        let guest = evening.guests[0];
        let heard = evening.heard(guest);
        assert_eq!(kinds(&heard), ["game:final_leaderboard", "session:ended"]);
        assert_eq!(heard[0]["me"]["pseudonym"], json!(evening.names[0]));
        assert!(evening.closed.is_empty());
        assert_eq!(refusal(&evening.step("end")), "WRONG_PHASE");
    }
    let mut open = Evening::asking(1, 1);
    let right = open.right();
    open.answer(0, &right);
    let heard = open.step("end");
    assert_eq!(one(&heard, "game:final_leaderboard")["rankings"][0]["score"], 0);
}

#[test]
fn ask_9_a_command_that_does_not_fit_the_phase_changes_nothing() {
    // Each phase with the host's commands that fit it.
    let phases: [(&[&str], &[&str]); 7] = [
        (&[], &["start", "end"]),
        (&["start"], &["pause", "reveal", "end"]),
        (&["start", "pause"], &["resume", "reveal", "end"]),
        (&["start", "reveal"], &["next", "end"]),
        (&["start", "reveal", "next"], &["next", "end"]),
        (&["start", "round"], &["next", "end"]),
        (&["start", "end"], &[]),
    ];
    for (way, fitting) in phases {
        for step in ["start", "pause", "resume", "reveal", "next", "end"] {
            let mut evening = Evening::lobby(2, 1);
            for step in way {
                match *step {
                    "round" => {
                        (0..4).for_each(|_| evening.play_on());
                        ["reveal", "next", "next"].iter().for_each(|it| drop(evening.step(it)));
                        assert_eq!(evening.phase(), "round_leaderboard");
                    }
                    step => drop(evening.step(step)),
                }
            }
            let before = (evening.disk.clone(), evening.host_snapshot());
            let heard = evening.step(step);
            if fitting.contains(&step) {
                assert!(evening.wrote(), "{step} after {way:?}");
            } else {
                assert_eq!(refusal(&heard), "WRONG_PHASE", "{step} after {way:?}");
                assert!(before == (evening.disk.clone(), evening.host_snapshot()));
            }
        }
    }
}

#[test]
fn ask_10_options_come_in_one_order_for_all() {
    let mut evening = Evening::lobby(1, 2);
    let screen = evening.screen();
    evening.hush();
    evening.step("start");
    evening.return_of(1);
    let mut orders: Vec<Value> = Vec::new();
    for socket in [evening.host, evening.guests[0], screen] {
        let heard = evening.heard(socket);
        orders.push(one(&heard, "game:question")["options"].clone());
    }
    let socket = evening.guests[1];
    let heard = evening.heard(socket);
    orders.push(one(&heard, "participant:state_snapshot")["question"]["options"].clone());
    assert!(orders.windows(2).all(|pair| pair[0] == pair[1]));
}
