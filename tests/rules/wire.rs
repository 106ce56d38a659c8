//! Wire.

use serde_json::{Value, json};
use sommelier_arena::game::{Input, Settings};

use crate::table::{Evening, Table, kinds, message, one, refusal, secret, tasting};

#[test]
fn wir_1_rev_counts_transitions_and_nothing_else() {
    let mut evening = Evening::lobby(1, 2);
    let rev = |evening: &Evening| evening.host_snapshot()["rev"].as_u64().unwrap();
    let mut last = rev(&evening);
    assert_eq!(last, 0, "joins are no transitions");
    for step in ["start", "pause", "resume", "reveal", "next", "next", "end"] {
        evening.hush();
        evening.step(step);
        assert_eq!(rev(&evening), last + 1, "{step}");
        let host = evening.host;
        let frames = evening.heard(host);
        assert!(frames.iter().all(|frame| frame["rev"] == json!(last + 1)), "{frames:?}");
        last += 1;
        if evening.phase() == "question_open" {
            let right = evening.right();
            evening.answer(0, &right);
            let guest = evening.guests[1];
            evening.leave(guest);
            evening.return_of(1);
            assert_eq!(rev(&evening), last, "answers and comings are no transitions");
        }
    }
}

#[test]
fn wir_2_what_is_no_message_is_answered_and_ten_close_the_socket() {
    let mut evening = Evening::lobby(1, 1);
    let socket = evening.connect(false);
    let bad = ["", "null", "5", "[]", "{}", r#"{"type":7}"#, r#"{"type":"dance"}"#, "{", "ping!"];
    for text in bad {
        let heard = evening.say_text(socket, text);
        let code = refusal(&heard).to_owned();
        assert!(["BAD_MESSAGE", "UNKNOWN_TYPE"].contains(&code.as_str()), "{text}: {code}");
        assert!(evening.closed.is_empty());
    }
    evening.say_text(socket, "the tenth");
    assert_eq!(evening.closed.get(&socket), Some(&1008));

    let binary = evening.connect(false);
    evening.tell(Input::HeardBinary { socket: binary });
    assert_eq!(refusal(&evening.heard(binary)), "BAD_MESSAGE");
    assert_eq!(evening.closed.get(&binary), Some(&1003));
}

#[test]
fn wir_2_an_error_names_what_it_replies_to() {
    let mut evening = Evening::lobby(1, 1);
    let socket = evening.connect(false);
    let heard = evening.say(socket, json!({ "type": "submit_answer", "questionId": 5 }));
    let error = one(&heard, "error");
    assert_eq!(error["replyTo"], "submit_answer");
    assert!(error["message"].as_str().unwrap().starts_with("questionId:"), "{error}");
    let heard = evening.say(socket, json!({ "type": "host:start" }));
    assert_eq!(one(&heard, "error")["replyTo"], "host:start");
}

#[test]
fn wir_3_a_message_over_its_limit_is_refused_and_closes_the_socket() {
    let padded = |bytes: usize| {
        let mut text = message("create_session", tasting(1)).to_string();
        let room = bytes - text.len() - r#""x":"","#.len();
        text.insert_str(1, &format!(r#""x":"{}","#, " ".repeat(room)));
        assert_eq!(text.len(), bytes);
        text
    };
    let mut table = Table::empty();
    let host = table.connect(false);
    let heard = table.say_text(host, &padded(256 * 1_024 + 1));
    assert_eq!(refusal(&heard), "MESSAGE_TOO_LARGE");
    assert_eq!(table.closed.get(&host), Some(&1009));
    let host = table.connect(false);
    one(&table.say_text(host, &padded(256 * 1_024)), "session:created");

    // Anyone who proved nothing may be the host whose reply was lost; who has a seat is not.
    let stranger = table.connect(false);
    assert_eq!(refusal(&table.say_text(stranger, &padded(16 * 1_024 + 1))), "SESSION_EXISTS");
    let guest = table.connect(false);
    one(&table.say(guest, json!({ "type": "join_session" })), "participant:joined");
    let heard = table.say_text(guest, &padded(16 * 1_024 + 1));
    assert_eq!(refusal(&heard), "MESSAGE_TOO_LARGE");
    assert_eq!(table.closed.get(&guest), Some(&1009));
}

#[test]
fn wir_4_more_than_a_person_can_send_is_refused() {
    let mut evening = Evening::asking(1, 1);
    let guest = evening.guests[0];
    let question = evening.question();
    let options = question["options"].as_array().unwrap().clone();
    let submit = |n: usize| {
        json!({
            "type": "submit_answer",
            "questionId": question["questionId"], "optionId": options[n % 4]["id"],
        })
    };
    for n in 0..10 {
        one(&evening.say(guest, submit(n)), "participant:answer_recorded");
    }
    let before = evening.disk.clone();
    assert_eq!(refusal(&evening.say(guest, submit(10))), "RATE_LIMITED");
    assert_eq!(before, evening.disk);
    evening.table.after_ms(500);
    one(&evening.say(guest, submit(11)), "participant:answer_recorded");

    let flood = evening.connect(false);
    let join = json!({ "type": "rejoin_session", "pseudonym": "X-Y" });
    let refused = (0..40).filter(|_| {
        let heard = evening.say(flood, join.clone());
        heard.iter().any(|frame| frame["code"] == "RATE_LIMITED")
    });
    assert_eq!(refused.count(), 10);
    assert_eq!(evening.closed.get(&flood), Some(&1008));
}

#[test]
fn wir_5_after_a_snapshot_comes_what_version_1_does_not_read_from_it() {
    let ways: [(&[&str], &[&str]); 6] = [
        (&[], &["lobby:updated"]),
        (&["start"], &["game:timer_tick"]),
        (&["start", "pause"], &["game:timer_paused"]),
        (&["start", "reveal"], &[]),
        (&["start", "reveal", "next"], &["game:question_leaderboard"]),
        (&["start", "end"], &["game:final_leaderboard"]),
    ];
    for (way, after) in ways {
        let mut evening = Evening::lobby(1, 1);
        way.iter().for_each(|step| drop(evening.step(step)));
        let older = evening.connect(true);
        let proof = json!({
            "type": "rejoin_session",
            "pseudonym": evening.names[0], "rejoinToken": secret(1),
        });
        let heard = evening.say(older, proof);
        let expected: Vec<_> = [&["participant:state_snapshot"], after].concat();
        assert_eq!(kinds(&heard), expected, "after {way:?}");
        let heard: Vec<Value> = evening.return_of_host();
        let ticks = after.iter().filter(|kind| **kind != "game:timer_tick").copied();
        let expected: Vec<_> =
            ["host:state_snapshot"].into_iter().chain(ticks).chain(["sessions:list"]).collect();
        assert_eq!(kinds(&heard), expected, "after {way:?}");
    }
}

#[test]
fn wir_6_the_frames_of_an_evening() {
    let mut fields = tasting(1);
    fields["title"] = json!("Friday");
    let mut evening = Evening::lobby_with(Settings::default(), fields, 2);
    let (host, guest, screen) = (evening.host, evening.guests[0], evening.screen());
    evening.hush();
    let mut script = Vec::new();
    let mut told = |evening: &mut Evening, what: &str| {
        for (name, socket) in [("host", host), ("participant", guest), ("screen", screen)] {
            for frame in evening.heard(socket) {
                script.push(json!({ "after": what, "to": name, "frame": frame }));
            }
        }
    };
    evening.step("start");
    told(&mut evening, "start");
    let right = evening.right();
    evening.answer(0, &right);
    told(&mut evening, "answer");
    evening.table.after_ms(4_000);
    evening.step("pause");
    told(&mut evening, "pause");
    evening.step("resume");
    told(&mut evening, "resume");
    evening.step("reveal");
    told(&mut evening, "reveal");
    evening.step("next");
    told(&mut evening, "next");
    evening.step("end");
    told(&mut evening, "end");
    insta::assert_json_snapshot!(script);
}

#[test]
fn wir_4_proving_oneself_again_does_not_refill_the_budget() {
    let mut evening = Evening::lobby(1, 1);
    let host = evening.host;
    let proof = json!({
        "type": "rejoin_host",
        "hostId": crate::table::HOST_ID, "hostKey": crate::table::host_key(),
    });
    let refused = (0..100).filter(|_| {
        let heard = evening.say(host, proof.clone());
        heard.iter().any(|frame| frame["code"] == "RATE_LIMITED")
    });
    assert_eq!(refused.count(), 10, "a burst of 60, and then it is enough");
    assert_eq!(evening.closed.get(&host), Some(&1008));
}

#[test]
fn wir_7_a_room_listens_to_a_thousand_sockets_more_than_it_has_seats() {
    for (seats, most) in [(1, 1_001), (250, 1_250), (5_000, 6_000)] {
        let settings = Settings { max_participants: seats, ..Settings::default() };
        assert!(settings.takes_another_socket(0));
        assert!(settings.takes_another_socket(most - 1));
        assert!(!settings.takes_another_socket(most));
    }
}
