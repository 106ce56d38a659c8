//! Lobby.

use std::collections::BTreeSet;

use serde_json::json;
use sommelier_arena::game::{Settings, SocketId};

use crate::table::{Evening, HOST_ID, Table, host_key, kinds, one, refusal, secret, tasting};

#[test]
fn lob_1_who_joins_gets_a_handle_of_their_own_and_everyone_sees_it() {
    let mut evening = Evening::lobby(1, 0);
    let screen = evening.screen();
    let mut names = BTreeSet::new();
    for n in 1..=40 {
        let (socket, name) = evening.join(n);
        assert!(name.split_once('-').is_some());
        assert!(names.insert(name.clone()));
        evening.table.after_ms(1_000);
        for socket in [evening.host, screen, socket] {
            let heard = evening.heard(socket);
            let lobby = heard.iter().rfind(|frame| frame["type"] == "lobby:updated").unwrap();
            assert_eq!(lobby["count"], n);
            assert_eq!(lobby["participants"].as_array().unwrap().last().unwrap(), &json!(name));
        }
    }
}

#[test]
fn lob_2_a_join_sent_again_yields_the_same_seat() {
    let mut evening = Evening::lobby(1, 1);
    let (first, name) = (evening.guests[0], evening.names[0].clone());
    let join = |token: usize| json!({ "type": "join_session", "rejoinToken": secret(token) });
    // Twice on one socket, even with another token; and from a new socket after a lost reply.
    for (socket, token) in [(first, 1), (first, 77), (evening.connect(false), 1)] {
        let heard = evening.say(socket, join(token));
        assert_eq!(one(&heard, "participant:joined")["pseudonym"], json!(name));
    }
    assert_eq!(evening.host_snapshot()["totalCount"], 1);

    evening.step("start");
    let late = evening.connect(false);
    let heard = evening.say(late, join(1));
    assert_eq!(one(&heard, "participant:joined")["pseudonym"], json!(name));
    assert_eq!(one(&heard, "participant:state_snapshot")["phase"], "question_open");
}

#[test]
fn lob_2_who_sends_no_token_gets_one_that_works() {
    let mut evening = Evening::lobby(1, 0);
    let socket = evening.connect(true);
    let heard = evening.say(socket, json!({ "type": "join_session", "code": "" }));
    let joined = one(&heard, "participant:joined").clone();
    assert_eq!(joined["rejoinToken"].as_str().unwrap().len(), 22);
    let again = evening.connect(true);
    let proof = json!({
        "type": "rejoin_session",
        "pseudonym": joined["pseudonym"], "rejoinToken": joined["rejoinToken"],
    });
    one(&evening.say(again, proof), "participant:state_snapshot");
}

#[test]
fn lob_3_nobody_joins_a_started_full_or_missing_session() {
    let join = json!({ "type": "join_session" });
    let mut nothing = Table::empty();
    let socket = nothing.connect(false);
    assert_eq!(refusal(&nothing.say(socket, join.clone())), "SESSION_NOT_FOUND");
    assert!(!nothing.wrote() && nothing.alarm.is_none());

    let small = Settings { max_participants: 2, ..Settings::default() };
    let mut evening = Evening::lobby_with(small, tasting(1), 2);
    let third = evening.connect(false);
    assert_eq!(refusal(&evening.say(third, join.clone())), "SESSION_FULL");
    evening.step("start");
    assert_eq!(refusal(&evening.say(third, join.clone())), "GAME_STARTED");
    evening.step("end");
    assert_eq!(refusal(&evening.say(third, join)), "GAME_STARTED");
    assert_eq!(evening.host_snapshot()["totalCount"], 2);
}

/// What a socket was told in this field of such messages, frame by frame; nothing for one without it.
fn told(evening: &mut Evening, socket: SocketId, kind: &str, field: &str) -> Vec<Option<u64>> {
    let heard = evening.heard(socket);
    let frames = heard.iter().filter(|frame| frame["type"] == kind);
    frames.map(|frame| frame[field].as_u64()).collect()
}

/// How many a socket was told are there, frame by frame.
fn counts_told(evening: &mut Evening, socket: SocketId) -> Vec<u64> {
    let counts = told(evening, socket, "lobby:updated", "count");
    counts.into_iter().map(Option::unwrap).collect()
}

/// A lobby that so many have come to, and that takes many more.
fn large_lobby(guests: usize) -> Evening {
    let settings = Settings { max_participants: 5_000, ..Settings::default() };
    Evening::lobby_with(settings, tasting(1), guests)
}

/// So many come, two a millisecond; the first of them.
fn crowd_at_once(guests: usize) -> (Evening, SocketId) {
    let mut evening = large_lobby(0);
    let (first, _) = evening.join(1);
    for n in 2..=guests {
        evening.join(n);
        evening.table.after_ms(u64::from(n % 2 == 0));
    }
    (evening, first)
}

#[test]
fn lob_4_the_lobby_is_told_at_most_four_times_a_second_and_the_last_time_always() {
    let mut evening = Evening::lobby(1, 0);
    for n in 1..=20 {
        evening.join(n);
        evening.table.after_ms(50);
    }
    evening.table.after_ms(1_000);
    let host = evening.host;
    assert_eq!(counts_told(&mut evening, host), [1, 5, 10, 15, 20]);
    // And then nothing runs any more.
    assert_eq!(evening.nudge, None);
}

#[test]
fn lob_4_a_crowd_is_told_of_itself_less_often() {
    let mut evening = large_lobby(1_200);
    evening.table.hush();
    for n in 1_201..=1_220 {
        evening.join(n);
        evening.table.after_ms(100);
    }
    evening.table.after_ms(1_000);
    // Some 1,200 guests hear 1,000 frames a second: one each 1,200 ms. Who watches it hears as ever.
    let (host, guest) = (evening.host, evening.guests[0]);
    assert_eq!(counts_told(&mut evening, guest), [1_201, 1_213, 1_220]);
    assert_eq!(
        counts_told(&mut evening, host),
        [1_201, 1_203, 1_205, 1_208, 1_210, 1_213, 1_215, 1_218, 1_220]
    );
}

#[test]
fn lob_4_a_crowd_that_has_just_come_is_told_together() {
    let (mut evening, guest) = crowd_at_once(1_000);
    evening.table.after_ms(499);
    let host = evening.host;
    assert_eq!(counts_told(&mut evening, guest), [1]);
    // Of 250 ms, the pace of a few, came 500.
    assert_eq!(counts_told(&mut evening, host), [1, 500, 1_000]);
    evening.table.after_ms(1);
    assert_eq!(counts_told(&mut evening, guest), [1_000]);
    assert_eq!(evening.nudge, None);
}

#[test]
fn lob_4_a_crowd_hears_of_itself_while_it_grows() {
    let (mut evening, guest) = crowd_at_once(3_000);
    assert_eq!(counts_told(&mut evening, guest), [1, 2_000]);
    // Two thousand frames are two seconds' worth.
    evening.table.after_ms(1_499);
    assert!(counts_told(&mut evening, guest).is_empty());
    evening.table.after_ms(1);
    assert_eq!(counts_told(&mut evening, guest), [3_000]);
}

#[test]
fn lob_5_display_names_are_taken_where_the_host_allows_them() {
    let mut fields = tasting(1);
    fields["allowNames"] = json!(true);
    let mut evening = Evening::lobby_with(Settings::default(), fields, 0);
    let named = |name: &str| json!({ "type": "join_session", "displayName": name });
    let first = evening.connect(false);
    let joined = evening.say(first, named("  Zo\u{eb} "));
    let handle = one(&joined, "participant:joined")["pseudonym"].as_str().unwrap().to_owned();
    evening.table.after_ms(1_000);
    let heard = evening.heard(first);
    let lobby = heard.iter().rfind(|frame| frame["type"] == "lobby:updated").unwrap();
    assert_eq!(lobby["names"], json!({ handle.clone(): "Zo\u{eb}" }));

    for name in [
        "ZOE\u{308}",
        "Zo\u{eb}\u{200b}",
        "\u{200b}",
        &handle.to_lowercase(),
        &"x".repeat(25),
        "a\u{202e}b",
    ] {
        let socket = evening.connect(false);
        let heard = evening.say(socket, named(name));
        assert_eq!(refusal(&heard), "BAD_MESSAGE");
        assert!(one(&heard, "error")["message"].as_str().unwrap().starts_with("displayName"));
    }

    let mut plain = Evening::lobby(1, 0);
    let socket = plain.connect(false);
    one(&plain.say(socket, named("Zo\u{eb}")), "participant:joined");
    plain.table.after_ms(1_000);
    assert_eq!(plain.host_snapshot()["names"], json!({}));
}

#[test]
fn lob_6_a_large_lobby_lists_the_latest_and_counts_all() {
    let mut evening = large_lobby(200);
    let listed =
        |evening: &Evening| evening.host_snapshot()["participants"].as_array().unwrap().len();
    assert_eq!(listed(&evening), 200);
    let (socket, last) = evening.join(201);
    assert_eq!(listed(&evening), 50);
    let heard = evening.heard(socket);
    assert_eq!(kinds(&heard), ["server:state_snapshot", "participant:joined", "lobby:updated"]);
    let lobby = one(&heard, "lobby:updated");
    assert_eq!(lobby["count"], 201);
    assert_eq!(lobby["participants"][49], json!(last));
}

#[test]
fn lob_7_into_a_locked_lobby_nobody_new_comes() {
    let mut evening = Evening::lobby(1, 1);
    let host = evening.host;
    let lock = json!({ "type": "host:lock", "expectRev": 0 });
    let heard = evening.say(host, lock.clone());
    assert_eq!(one(&heard, "lobby:updated")["rev"], 1);
    let guest = evening.guests[0];
    assert_eq!(one(&evening.heard(guest), "lobby:updated")["locked"], true);
    assert_eq!(evening.host_snapshot()["locked"], true);

    let stranger = evening.connect(false);
    let join = json!({ "type": "join_session", "rejoinToken": secret(2) });
    assert_eq!(refusal(&evening.say(stranger, join.clone())), "LOBBY_LOCKED");
    assert!(!evening.wrote());
    // Not even after a sleep; and whoever has a seat comes back, by their token or by the same join.
    evening.evict();
    assert_eq!(refusal(&evening.say(stranger, join.clone())), "LOBBY_LOCKED");
    one(&evening.return_of(0), "participant:state_snapshot");
    let again = evening.connect(false);
    let same = json!({ "type": "join_session", "rejoinToken": secret(1) });
    one(&evening.say(again, same), "participant:joined");

    // Said again: stale, or answered and done once.
    assert_eq!(refusal(&evening.say(host, lock)), "STALE_COMMAND");
    one(&evening.step("lock"), "lobby:updated");
    assert!(!evening.wrote());

    let heard = evening.step("unlock");
    assert_eq!(one(&heard, "lobby:updated")["locked"], json!(null));
    one(&evening.say(stranger, join), "participant:joined");
    evening.step("start");
    assert_eq!(refusal(&evening.step("lock")), "WRONG_PHASE");
}

#[test]
fn lob_8_whoever_has_a_seat_may_add_a_name_once_and_until_the_start() {
    let mut fields = tasting(1);
    fields["allowNames"] = json!(true);
    let mut evening = Evening::lobby_with(Settings::default(), fields, 3);
    let named = |name: &str| json!({ "type": "join_session", "displayName": name });
    let (first, second, third) = (evening.guests[0], evening.guests[1], evening.guests[2]);
    one(&evening.say(first, named("Zoé")), "participant:joined");
    // The one who was first keeps it, and what was given stays.
    assert_eq!(refusal(&evening.say(second, named(" zoé "))), "BAD_MESSAGE");
    assert!(!evening.wrote());
    one(&evening.say(first, named("Zora")), "participant:joined");
    assert!(!evening.wrote());
    evening.table.after_ms(1_000);
    let heard = evening.heard(second);
    let lobby = heard.iter().rfind(|frame| frame["type"] == "lobby:updated").unwrap();
    assert_eq!(lobby["names"], json!({ evening.names[0].clone(): "Zoé" }));
    assert_eq!(lobby["allowNames"], true);

    evening.evict();
    assert_eq!(evening.host_snapshot()["rankings"][0]["displayName"], "Zoé");
    assert!(evening.is_as_its_journal_tells());
    evening.step("start");
    one(&evening.say(third, named("Late")), "participant:joined");
    assert_eq!(evening.host_snapshot()["names"], json!({ evening.names[0].clone(): "Zoé" }));
}

#[test]
fn lob_9_a_flood_is_answered_in_the_order_in_which_it_was_heard() {
    let settings = Settings { max_participants: 300, ..Settings::default() };
    let mut evening = Evening::lobby_with(settings, tasting(1), 0);
    let sockets: Vec<_> = (0..400).map(|_| evening.connect(false)).collect();
    // Late: whoever came first speaks last.
    evening.table.after_ms(9_000);
    let mut seated = Vec::new();
    for (n, socket) in sockets.iter().enumerate().rev() {
        let join = json!({ "type": "join_session", "rejoinToken": secret(n + 1) });
        let heard = evening.say(*socket, join);
        match seated.len() {
            300 => assert_eq!(refusal(&heard), "SESSION_FULL"),
            _ => seated.push(one(&heard, "participant:joined")["pseudonym"].clone()),
        }
    }
    let listed = evening.host_snapshot()["participants"].clone();
    assert_eq!(listed.as_array().unwrap().as_slice(), &seated[250..]);
    assert!(evening.closed.is_empty(), "nobody is sent away");
}

/// What hosts and screens are told of who is joining, frame by frame.
fn joining_told(evening: &mut Evening, socket: SocketId) -> Vec<u64> {
    let joining = told(evening, socket, "lobby:presence", "joining");
    joining.into_iter().map(Option::unwrap_or_default).collect()
}

#[test]
fn lob_10_hosts_and_screens_are_told_how_many_are_joining() {
    let mut evening = Evening::lobby(1, 1);
    let (host, screen, guest) = (evening.host, evening.screen(), evening.guests[0]);
    evening.table.after_ms(5_000);
    evening.hush();
    let knocking: Vec<_> = (0..12).map(|_| evening.connect(false)).collect();
    assert_eq!(evening.host_snapshot()["joining"], 12);
    evening.table.after_ms(1_000);
    for socket in [host, screen] {
        assert_eq!(joining_told(&mut evening, socket), [12]);
    }
    assert_eq!(kinds(&evening.heard(guest)), Vec::<&str>::new(), "no guest hears of it");

    // It sinks as they are heard, at most once a second, and one who leaves counts no more.
    for (n, socket) in knocking.iter().enumerate().take(11) {
        evening.say(*socket, json!({ "type": "join_session", "rejoinToken": secret(n + 2) }));
        evening.table.after_ms(150);
    }
    evening.leave(knocking[11]);
    evening.table.after_ms(2_000);
    assert_eq!(joining_told(&mut evening, host), [5, 0]);
    assert_eq!(evening.host_snapshot()["joining"], json!(null));
    assert_eq!(evening.nudge, None, "and then nothing runs any more");

    // In a game, too, and by whoever slept in between.
    evening.step("start");
    evening.evict();
    evening.hush();
    evening.connect(false);
    evening.table.after_ms(1_000);
    assert_eq!(joining_told(&mut evening, host), [1]);
    evening.evict();
    evening.table.after_ms(2_000);
    assert_eq!(joining_told(&mut evening, host), Vec::<u64>::new(), "a sleep is no news");
}

#[test]
fn lob_10_a_host_who_comes_while_it_changes_is_told_in_the_end() {
    let mut evening = Evening::lobby(1, 1);
    let leaves = evening.connect(false);
    evening.table.after_ms(2_000);
    evening.leave(leaves);
    // Shown nobody, while the tab before was last told of one, which is soon right again.
    assert_eq!(one(&evening.return_of_host(), "host:state_snapshot")["joining"], json!(null));
    evening.connect(false);
    evening.table.after_ms(2_000);
    let host = evening.host;
    assert_eq!(joining_told(&mut evening, host), [1]);
}

#[test]
fn lob_10_a_screen_that_comes_while_it_changes_is_told_in_the_end() {
    let mut evening = Evening::lobby(1, 1);
    evening.table.after_ms(5_000);
    let leaves = evening.connect(false);
    evening.table.after_ms(500);
    // Shown one, of whom nobody else was told.
    let screen = evening.screen();
    assert_eq!(joining_told(&mut evening, screen), [1]);
    evening.leave(leaves);
    evening.table.after_ms(2_000);
    assert_eq!(joining_told(&mut evening, screen).last(), Some(&0));
}

#[test]
fn lob_10_whoever_joins_within_a_second_makes_no_frame() {
    let mut evening = Evening::lobby(1, 1);
    let host = evening.host;
    for n in 2..=20 {
        let socket = evening.connect(false);
        evening.table.after_ms(900);
        let join = json!({ "type": "join_session", "rejoinToken": secret(n) });
        one(&evening.say(socket, join), "participant:joined");
        let back = evening.connect(false);
        evening.table.after_ms(900);
        let proof = json!({ "type": "rejoin_host", "hostId": HOST_ID, "hostKey": host_key() });
        one(&evening.say(back, proof), "host:state_snapshot");
    }
    assert_eq!(joining_told(&mut evening, host), Vec::<u64>::new());
}
