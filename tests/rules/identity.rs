//! Identity.

use serde_json::{Value, json};
use sommelier_arena::game::{Input, RejoinCredentials, Settings, SocketId};

use crate::table::{Evening, HOST_ID, Table, host_key, kinds, one, refusal, secret, tasting};

fn seat_proof(name: &str, token: Value) -> Value {
    let mut proof = json!({ "type": "rejoin_session", "pseudonym": name });
    if !token.is_null() {
        proof["rejoinToken"] = token;
    }
    proof
}

fn host_proof(id: &str, key: Value) -> Value {
    let mut proof = json!({ "type": "rejoin_host", "hostId": id });
    if !key.is_null() {
        proof["hostKey"] = key;
    }
    proof
}

#[test]
fn idn_1_a_seat_is_given_back_to_its_token_alone() {
    let mut evening = Evening::lobby(1, 2);
    let name = evening.names[0].clone();
    let mut words = Vec::new();
    for (who, token) in [
        (name.as_str(), json!(null)),
        (&name, json!(secret(2))),
        (&name, json!("short")),
        ("NOBODY-HERE", json!(secret(1))),
        ("NOBODY-HERE", json!(null)),
    ] {
        let socket = evening.connect(false);
        let heard = evening.say(socket, seat_proof(who, token));
        assert_eq!(kinds(&heard), ["error"]);
        words.push(one(&heard, "error").clone());
    }
    assert!(words.windows(2).all(|pair| pair[0] == pair[1]), "one answer for all: {words:?}");
    assert_eq!(words[0]["code"], "INVALID_PSEUDONYM");
    let socket = evening.connect(false);
    let heard = evening.say(socket, seat_proof(&name, json!(secret(1))));
    assert_eq!(one(&heard, "participant:state_snapshot")["pseudonym"], json!(name));
}

#[test]
fn idn_2_the_host_is_who_holds_the_hosts_key() {
    let mut evening = Evening::lobby(1, 1);
    for (id, key) in [
        (HOST_ID, json!(null)),
        (HOST_ID, json!(secret(1))),
        ("OTHER-HOST", json!(host_key())),
        ("not a handle", json!(host_key())),
    ] {
        let socket = evening.connect(false);
        let heard = evening.say(socket, host_proof(id, key));
        assert_eq!(kinds(&heard), ["error"]);
        assert_eq!(refusal(&heard), "INVALID_HOST_ID");
        assert_eq!(refusal(&evening.say(socket, json!({ "type": "host:start" }))), "UNAUTHORIZED");
    }
    let heard = evening.return_of_host();
    assert_eq!(
        kinds(&heard),
        ["host:state_snapshot", "lobby:updated", "sessions:list"],
        "the list comes along"
    );
    // In a room that holds nothing; no failed credential, version 1 does it before every creation.
    let mut empty = Table::empty();
    let socket = empty.connect(true);
    for _ in 0..6 {
        assert_eq!(
            refusal(&empty.say(socket, host_proof(HOST_ID, json!(null)))),
            "INVALID_HOST_ID"
        );
    }
    assert!(empty.closed.is_empty());
}

#[test]
fn idn_2_a_guest_is_no_host() {
    let mut evening = Evening::asking(1, 1);
    let guest = evening.guests[0];
    for step in ["start", "pause", "resume", "reveal", "next", "end", "screen_key"] {
        let heard = evening.say(guest, json!({ "type": format!("host:{step}") }));
        assert_eq!(refusal(&heard), "UNAUTHORIZED");
    }
    assert_eq!(refusal(&evening.say(guest, json!({ "type": "list_sessions" }))), "UNAUTHORIZED");
}

#[test]
fn idn_3_handles_alone_are_proof_where_the_deployment_says_so() {
    let settings =
        Settings { rejoin_credentials: RejoinCredentials::Handle, ..Settings::default() };
    let mut evening = Evening::lobby_with(settings, tasting(1), 1);
    let name = evening.names[0].clone();
    let socket = evening.connect(true);
    let heard = evening.say(socket, seat_proof(&name, json!(null)));
    one(&heard, "participant:state_snapshot");
    let socket = evening.connect(true);
    let heard = evening.say(socket, host_proof(HOST_ID, json!(null)));
    one(&heard, "host:state_snapshot");
    // A wrong secret is wrong all the same.
    let socket = evening.connect(true);
    let heard = evening.say(socket, seat_proof(&name, json!(secret(9))));
    assert_eq!(refusal(&heard), "INVALID_PSEUDONYM");
    let heard = evening.say(socket, host_proof(HOST_ID, json!(secret(9))));
    assert_eq!(refusal(&heard), "INVALID_HOST_ID");
}

#[test]
fn idn_4_who_proved_nothing_hears_only_their_own_answers() {
    let mut evening = Evening::lobby(1, 2);
    let stranger = evening.connect(true);
    assert_eq!(kinds(&evening.heard(stranger)), ["server:state_snapshot"]);
    evening.step("start");
    let right = evening.right();
    evening.answer(0, &right);
    evening.table.after_ms(10_000);
    while evening.phase() != "ended" {
        evening.play_on();
    }
    assert!(evening.heard(stranger).is_empty());
    assert_eq!(refusal(&evening.say(stranger, json!({ "type": "list_sessions" }))), "UNAUTHORIZED");
}

#[test]
fn idn_5_a_sixth_socket_replaces_the_oldest_of_a_seat() {
    let mut evening = Evening::lobby(1, 1);
    let oldest = evening.guests[0];
    for _ in 0..4 {
        one(&evening.return_of(0), "participant:state_snapshot");
    }
    assert!(evening.closed.is_empty());
    one(&evening.return_of(0), "participant:state_snapshot");
    assert_eq!(evening.closed.get(&oldest), Some(&4001));
    // The one that was let go comes straight back.
    evening.table.after_ms(3_000);
    let heard = evening.return_of(0);
    assert_eq!(kinds(&heard), ["server:state_snapshot", "error"][1..]);
    let back = evening.guests[0];
    assert_eq!(evening.closed.get(&back), Some(&4001));
    assert_eq!(evening.closed.len(), 2);
    evening.table.after_ms(10_000);
    one(&evening.return_of(0), "participant:state_snapshot");
    assert_eq!(evening.host_snapshot()["totalCount"], 1);
}

#[test]
fn idn_6_the_fourth_wrong_secret_closes_the_socket() {
    let mut evening = Evening::lobby(1, 1);
    let name = evening.names[0].clone();
    let wrong = seat_proof(&name, json!(secret(9)));
    let socket = evening.connect(false);
    for _ in 0..3 {
        assert_eq!(refusal(&evening.say(socket, wrong.clone())), "INVALID_PSEUDONYM");
    }
    // A right one is taken at once all the same.
    one(&evening.say(socket, seat_proof(&name, json!(secret(1)))), "participant:state_snapshot");
    assert!(evening.closed.is_empty());
    assert_eq!(refusal(&evening.say(socket, wrong.clone())), "INVALID_PSEUDONYM");
    assert_eq!(evening.closed.get(&socket), Some(&4008));

    let patient = evening.connect(false);
    for _ in 0..6 {
        evening.say(patient, wrong.clone());
        evening.table.after_ms(11_000);
    }
    assert_eq!(evening.closed.get(&patient), None);
}

#[test]
fn idn_7_a_screens_key_watches_and_does_nothing_else() {
    let mut evening = Evening::lobby(1, 1);
    let screen = evening.screen();
    for (message, code) in [
        (json!({ "type": "host:start" }), "UNAUTHORIZED"),
        (json!({ "type": "join_session" }), "UNAUTHORIZED"),
        (json!({ "type": "submit_answer", "questionId": "q", "optionId": "o" }), "NOT_JOINED"),
        (host_proof(HOST_ID, json!(evening.screen_key)), "INVALID_HOST_ID"),
    ] {
        assert_eq!(refusal(&evening.say(screen, message)), code);
    }
    evening.step("start");
    assert!(kinds(&evening.heard(screen)).contains(&"game:question"));

    let host = evening.host;
    let heard = evening.say(host, json!({ "type": "host:screen_key" }));
    let fresh = one(&heard, "session:created")["screenKey"].as_str().unwrap().to_owned();
    assert_eq!(evening.closed.get(&screen), Some(&4008));
    let watch = |key: &str| json!({ "type": "watch_session", "screenKey": key });
    let late = evening.connect(false);
    let old = evening.screen_key.clone();
    assert_eq!(refusal(&evening.say(late, watch(&old))), "UNAUTHORIZED");
    one(&evening.say(late, watch(&fresh)), "screen:state_snapshot");
}

#[test]
fn idn_8_who_comes_back_is_where_the_room_is() {
    let mut evening = Evening::asking(1, 2);
    let right = evening.right();
    evening.answer(0, &right);
    evening.play_on();
    let wrong = evening.wrong();
    evening.answer(0, &wrong);
    evening.table.after_ms(7_000);
    let back = |evening: &mut Evening| -> Value {
        let heard = evening.return_of(0);
        one(&heard, "participant:state_snapshot").clone()
    };
    let open = back(&mut evening);
    assert_eq!((&open["phase"], &open["score"]), (&json!("question_open"), &json!(100)));
    assert_eq!((&open["selectedOptionId"], &open["remainingMs"]), (&json!(wrong), &json!(53_000)));
    assert_eq!((&open["me"]["rank"], &open["revealData"]), (&json!(1), &json!(null)));
    evening.step("reveal");
    let revealed = back(&mut evening);
    assert_eq!(revealed["revealData"]["myPoints"], 0);
    assert_eq!(revealed["selectedOptionId"], json!(wrong));
    evening.step("next");
    let ranked = back(&mut evening);
    assert_eq!((&ranked["question"], &ranked["revealData"]), (&json!(null), &json!(null)));
    assert!(!evening.host_snapshot()["question"].is_null());
}

#[test]
fn idn_9_who_is_away_is_known_at_most_once_a_second() {
    let mut evening = Evening::lobby(1, 3);
    let screen = evening.screen();
    evening.hush();
    let guests = evening.guests.clone();
    evening.leave(guests[0]);
    evening.leave(guests[1]);
    evening.table.after_ms(2_000);
    evening.return_of(1);
    evening.table.after_ms(2_000);
    let names = evening.names.clone();
    let told = |evening: &mut Evening, socket: SocketId| -> Vec<Value> {
        let heard = evening.heard(socket);
        heard.into_iter().filter(|frame| frame["type"] == "lobby:presence").collect()
    };
    let host = evening.host;
    let heard = told(&mut evening, host);
    let away: Vec<_> = heard.iter().map(|frame| frame["away"].clone()).collect();
    let (a, b) = (&names[0], &names[1]);
    assert_eq!(away, [json!([a]), json!([a, b]), json!([a])]);
    assert_eq!(told(&mut evening, screen).len(), 3);
    let late = evening.connect(false);
    let watch = json!({ "type": "watch_session", "screenKey": evening.screen_key });
    assert_eq!(one(&evening.say(late, watch), "lobby:presence")["away"], json!([a]));
    assert_eq!(evening.host_snapshot()["away"], json!([a]));
    assert!(told(&mut evening, guests[2]).is_empty());
}

#[test]
fn idn_9_a_socket_without_a_sign_of_life_does_not_count_as_present() {
    let mut evening = Evening::lobby(1, 2);
    let (first, second) = (evening.guests[0], evening.guests[1]);
    evening.table.after_ms(91_000);
    let now = evening.wall;
    let seen = vec![(first, now.minus_ms(100_000)), (second, now.minus_ms(20_000))];
    evening.tell(sommelier_arena::game::Input::Pinged { seen });
    assert_eq!(evening.host_snapshot()["away"], json!([evening.names[0]]));
    evening.say(first, json!({ "type": "list_sessions" }));
    assert_eq!(evening.host_snapshot()["away"], json!([]));
}

#[test]
fn idn_4_idle_strangers_make_room_for_the_next() {
    let mut evening = Evening::lobby(1, 1);
    let mut strangers = Vec::new();
    for _ in 0..60 {
        strangers.push(evening.connect(false));
        evening.table.after_ms(15_000);
        evening.ping(&strangers);
        evening.evict();
    }
    let closed: Vec<_> = strangers.iter().filter(|it| evening.closed.contains_key(it)).collect();
    assert_eq!(closed, strangers.iter().take(9).collect::<Vec<_>>());
    assert!(closed.iter().all(|it| evening.closed[it] == 1013));
    // Nobody is refused because of them.
    evening.join(7);
}

#[test]
fn idn_4_strangers_who_came_together_make_room_one_by_one() {
    let mut evening = Evening::lobby(1, 1);
    let strangers: Vec<_> = (0..52).map(|_| evening.connect(false)).collect();
    evening.table.after_ms(10_001);
    assert!(evening.closed.is_empty(), "nobody goes by themselves");
    for gone in 1..=2 {
        evening.return_of(0);
        assert_eq!(evening.closed, strangers.iter().take(gone).map(|it| (*it, 1013)).collect());
    }
    evening.return_of(0);
    assert_eq!(evening.closed.len(), 2, "fifty may stay");
}

#[test]
fn idn_2_a_list_is_for_the_host_and_whoever_asked_as_host_and_is_another_now_hears_so() {
    let mut evening = Evening::lobby(1, 1);
    let (host, guest) = (evening.host, evening.guests[0]);
    let listed = |socket, asked| Input::Listed { socket, asked, sessions: Some(Vec::new()) };
    for (socket, asked, heard) in
        [(host, true, ["sessions:list"].as_slice()), (guest, true, &["error"]), (guest, false, &[])]
    {
        evening.hush();
        evening.tell(listed(socket, asked));
        assert_eq!(kinds(&evening.heard(socket)), heard);
    }
}
