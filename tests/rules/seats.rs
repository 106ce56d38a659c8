//! Seats.

use serde_json::{Value, json};
use sommelier_arena::game::{Settings, SocketId};

use crate::table::{Evening, kinds, one, refusal, secret, tasting};

const MINUTE_MS: u64 = 60_000;

/// The host removes a guest, counted from 0; returns what the host hears.
fn remove(evening: &mut Evening, guest: usize) -> Vec<Value> {
    let (host, name) = (evening.host, evening.names[guest].clone());
    evening.say(host, json!({ "type": "host:remove", "pseudonym": name }))
}

/// The host makes a link to a guest's seat; returns its secret.
fn link(evening: &mut Evening, guest: usize) -> String {
    let (host, name) = (evening.host, evening.names[guest].clone());
    let heard = evening.say(host, json!({ "type": "host:reseat", "pseudonym": name }));
    one(&heard, "host:seat_link")["seatKey"].as_str().unwrap().to_owned()
}

/// Somebody opens a link with the token of this number.
fn open(evening: &mut Evening, guest: usize, key: &str, token: usize) -> (SocketId, Vec<Value>) {
    let (socket, name) = (evening.connect(false), evening.names[guest].clone());
    let heard = evening.say(
        socket,
        json!({
            "type": "rejoin_session", "pseudonym": name,
            "rejoinToken": secret(token), "seatKey": key,
        }),
    );
    (socket, heard)
}

fn handles(snapshot: &Value) -> Vec<&str> {
    let rankings = snapshot["rankings"].as_array().unwrap();
    rankings.iter().map(|line| line["pseudonym"].as_str().unwrap()).collect()
}

#[test]
fn sea_1_whoever_is_removed_is_told_closed_and_never_back() {
    for phase in ["lobby", "asking"] {
        let mut evening =
            if phase == "lobby" { Evening::lobby(1, 2) } else { Evening::asking(1, 2) };
        let (phone, name) = (evening.guests[0], evening.names[0].clone());
        evening.return_of(0);
        let tablet = evening.guests[0];
        evening.hush();
        remove(&mut evening, 0);
        for socket in [phone, tablet] {
            assert_eq!(kinds(&evening.heard(socket)), ["participant:removed"], "{phase}");
            assert_eq!(evening.closed.remove(&socket), Some(4003));
        }
        // Neither now nor after a sleep, by no message.
        for sleeps in [false, true] {
            if sleeps {
                evening.evict();
            }
            for proof in [
                json!({ "type": "rejoin_session", "pseudonym": name, "rejoinToken": secret(1) }),
                json!({ "type": "join_session", "rejoinToken": secret(1) }),
            ] {
                let socket = evening.connect(false);
                evening.hush();
                let heard = evening.say(socket, proof);
                assert_eq!(kinds(&heard), ["participant:removed"]);
                assert_eq!(evening.closed.remove(&socket), Some(4003));
                assert!(!evening.wrote());
            }
        }
        let stranger = evening.connect(false);
        let guess =
            json!({ "type": "rejoin_session", "pseudonym": name, "rejoinToken": secret(9) });
        assert_eq!(refusal(&evening.say(stranger, guess)), "INVALID_PSEUDONYM");
    }
}

#[test]
fn sea_1_a_removed_guest_s_seat_and_name_are_free_for_others() {
    let mut fields = tasting(1);
    fields["allowNames"] = json!(true);
    let settings = Settings { max_participants: 2, ..Settings::default() };
    let mut evening = Evening::lobby_with(settings, fields, 1);
    let named = json!({ "type": "join_session", "rejoinToken": secret(2), "displayName": "Zoé" });
    let second = evening.connect(false);
    let joined = evening.say(second, named.clone());
    let name = one(&joined, "participant:joined")["pseudonym"].as_str().unwrap().to_owned();
    evening.names.push(name.clone());
    remove(&mut evening, 1);
    evening.evict();

    let third = evening.connect(false);
    let mut other = named;
    other["rejoinToken"] = json!(secret(3));
    let joined = evening.say(third, other);
    assert_ne!(one(&joined, "participant:joined")["pseudonym"], json!(name));
    let late = evening.connect(false);
    assert_eq!(refusal(&evening.say(late, json!({ "type": "join_session" }))), "SESSION_FULL");
    assert!(evening.is_as_its_journal_tells());
}

#[test]
fn sea_2_the_removed_are_out_of_counts_and_standings_with_their_answer() {
    let mut evening = Evening::asking(1, 3);
    let screen = evening.screen();
    let right = evening.right();
    evening.answer(0, &right);
    evening.answer(1, &right);
    evening.hush();
    let heard = remove(&mut evening, 1);
    let snapshot = one(&heard, "host:state_snapshot").clone();
    assert_eq!((&snapshot["answeredCount"], &snapshot["totalCount"]), (&json!(1), &json!(2)));
    assert_eq!(handles(&snapshot), [&*evening.names[0], &*evening.names[2]]);
    assert_eq!(snapshot["away"], json!([]));
    let shown = evening.heard(screen);
    assert_eq!(one(&shown, "screen:state_snapshot")["answeredCount"], 1);

    // Woken in the middle of the question the room knows no more of it than before.
    evening.evict();
    assert_eq!(evening.host_snapshot()["answeredCount"], 1);
    assert!(evening.is_as_its_journal_tells());
    let heard = evening.step("reveal");
    let reveal = one(&heard, "game:answer_revealed");
    assert_eq!(reveal["results"].as_array().unwrap().len(), 2);
    let counted =
        reveal["distribution"].as_array().unwrap().iter().map(|it| it["count"].as_u64().unwrap());
    assert_eq!(counted.sum::<u64>(), 1);

    // In the standings phones lose them at once, and nobody else's score changes.
    evening.step("next");
    evening.hush();
    remove(&mut evening, 2);
    let guest = evening.guests[0];
    let heard = evening.heard(guest);
    let standings = one(&heard, "game:question_leaderboard");
    assert_eq!(handles(standings), [&*evening.names[0]]);
    assert_eq!(standings["me"]["score"], 100);
    evening.step("next");
    assert_eq!(evening.host_snapshot()["rankings"][0]["score"], 100);
    evening.answer(0, &evening.right());
    evening.step("reveal");
    assert_eq!(evening.host_snapshot()["rankings"][0]["score"], 200);
    evening.evict();
    assert_eq!(evening.host_snapshot()["rankings"][0]["score"], 200);
    assert!(evening.is_as_its_journal_tells());
}

#[test]
fn sea_3_a_link_gives_the_seat_once_to_a_token_of_one_s_own() {
    let mut evening = Evening::asking(1, 2);
    let right = evening.right();
    evening.answer(0, &right);
    let key = link(&mut evening, 0);
    assert!(!evening.disk.session.clone().unwrap().0.contains(&key), "kept as a hash only");
    evening.evict();

    let (_, heard) = open(&mut evening, 0, &key, 7);
    let snapshot = one(&heard, "participant:state_snapshot");
    assert_eq!(snapshot["pseudonym"], json!(evening.names[0]));
    assert_eq!(snapshot["selectedOptionId"], json!(right));
    // The reply was lost: said again it is the same seat, also after a sleep.
    evening.evict();
    one(&open(&mut evening, 0, &key, 7).1, "participant:state_snapshot");
    // Anybody else comes too late.
    assert_eq!(refusal(&open(&mut evening, 0, &key, 8).1), "INVALID_PSEUDONYM");
    assert_eq!(evening.host_snapshot()["totalCount"], 2);
    assert!(evening.is_as_its_journal_tells());
}

#[test]
fn sea_3_a_link_is_good_for_ten_minutes_for_its_seat_and_until_the_next() {
    let mut evening = Evening::lobby(1, 2);
    let first = link(&mut evening, 0);
    let second = link(&mut evening, 0);
    assert_eq!(refusal(&open(&mut evening, 0, &first, 7).1), "INVALID_PSEUDONYM");
    assert_eq!(refusal(&open(&mut evening, 1, &second, 7).1), "INVALID_PSEUDONYM");
    // A token that is somebody's cannot be the token of a second seat.
    assert_eq!(refusal(&open(&mut evening, 0, &second, 2).1), "BAD_MESSAGE");
    evening.table.after_ms(10 * MINUTE_MS - 1);
    one(&open(&mut evening, 0, &second, 7).1, "participant:state_snapshot");
    let third = link(&mut evening, 0);
    evening.table.after_ms(10 * MINUTE_MS);
    assert_eq!(refusal(&open(&mut evening, 0, &third, 8).1), "INVALID_PSEUDONYM");
}

#[test]
fn sea_4_until_a_link_is_used_nothing_changes_and_then_the_old_token_is_dead() {
    let mut evening = Evening::asking(1, 1);
    let key = link(&mut evening, 0);
    let phone = evening.guests[0];
    one(&evening.return_of(0), "participant:state_snapshot");
    let tablet = evening.guests[0];
    assert!(evening.closed.is_empty());

    let (moved, _) = open(&mut evening, 0, &key, 7);
    for old in [phone, tablet] {
        assert_eq!(evening.closed.get(&old), Some(&4008));
    }
    assert_eq!(refusal(&evening.return_of(0)), "INVALID_PSEUDONYM");
    evening.guests[0] = moved;
    let right = evening.right();
    one(&evening.answer(0, &right), "participant:answer_recorded");
}

#[test]
fn sea_5_only_the_host_removes_and_reseats_and_not_after_the_end() {
    let mut evening = Evening::lobby(1, 2);
    let (host, guest, name) = (evening.host, evening.guests[0], evening.names[1].clone());
    for command in ["host:remove", "host:reseat"] {
        let about = |name: &str| json!({ "type": command, "pseudonym": name });
        assert_eq!(refusal(&evening.say(guest, about(&name))), "UNAUTHORIZED");
        assert_eq!(refusal(&evening.say(host, about("NOBODY-HERE"))), "INVALID_PSEUDONYM");
        let mut stale = about(&name);
        stale["expectRev"] = json!(7);
        assert_eq!(refusal(&evening.say(host, stale)), "STALE_COMMAND");
        assert!(!evening.wrote());
    }
    // Said twice, it is done once.
    remove(&mut evening, 1);
    one(&remove(&mut evening, 1), "host:state_snapshot");
    assert!(!evening.wrote());
    let about = json!({ "type": "host:reseat", "pseudonym": name });
    assert_eq!(refusal(&evening.say(host, about)), "INVALID_PSEUDONYM");
    evening.step("end");
    assert_eq!(refusal(&remove(&mut evening, 0)), "WRONG_PHASE");
}
