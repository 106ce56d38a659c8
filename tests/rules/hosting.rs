//! Hosting.

use serde_json::{Value, json};
use sommelier_arena::game::{Input, RejoinCredentials, Settings, Verdict};

use crate::table::{
    Evening, HOST_ID, Table, as_create, host_key, keys, kinds, message, one, refusal, secret,
    tasting,
};

fn create(host_id: &str, key: usize) -> Value {
    let mut create = message("create_session", tasting(1));
    create["hostId"] = json!(host_id);
    create["hostKey"] = json!(secret(key));
    create
}

#[test]
fn hst_1_a_session_is_made_under_a_handle_that_belongs_to_its_first_key() {
    let mut table = Table::empty();
    let host = table.connect(false);
    let heard = table.say(host, create(HOST_ID, 0));
    let created = one(&heard, "session:created");
    assert_eq!(created["hostId"], HOST_ID);
    assert_eq!(keys(created), ["type", "code", "hostId", "screenKey", "rev"].into());

    // The same index, another room, another key.
    let mut other = Table::empty();
    other.index = table.index.clone();
    let thief = other.connect(false);
    assert_eq!(refusal(&other.say(thief, create(HOST_ID, 9))), "HOST_ID_TAKEN");
    assert!(other.disk.session.is_none());
    let heard = other.say(thief, create(HOST_ID, 0));
    one(&heard, "session:created");
}

#[test]
fn hst_1_who_sends_no_identity_gets_one() {
    let mut table = Table::empty();
    let host = table.connect(false);
    let heard = table.say(host, message("create_session", tasting(1)));
    let created = one(&heard, "session:created").clone();
    assert_eq!(created["hostKey"].as_str().unwrap().len(), 22);
    let proof = json!({
        "type": "rejoin_host", "hostId": created["hostId"], "hostKey": created["hostKey"],
    });
    let again = table.connect(false);
    one(&table.say(again, proof), "host:state_snapshot");
}

#[test]
fn hst_1_an_index_that_does_not_answer_makes_nothing() {
    let mut table = Table::empty();
    table.index.unreachable = true;
    let host = table.connect(false);
    assert_eq!(refusal(&table.say(host, create(HOST_ID, 0))), "STORAGE");
    assert!(table.disk.session.is_none());
    table.index.unreachable = false;
    one(&table.say(host, create(HOST_ID, 0)), "session:created");
}

#[test]
fn hst_2_the_same_creation_again_is_the_same_session() {
    let mut evening = Evening::lobby(1, 2);
    let disk_wines = evening.disk.wines.clone();
    let socket = evening.connect(false);
    let mut again = message("create_session", tasting(3));
    again["hostId"] = json!(HOST_ID);
    again["hostKey"] = json!(host_key());
    let heard = evening.say(socket, again.clone());
    assert_eq!(one(&heard, "session:created")["code"], "4821");
    assert_eq!(one(&heard, "lobby:updated")["count"], 2, "who came meanwhile is there, too");
    assert_eq!(evening.disk.wines, disk_wines);
    assert_eq!(evening.host_snapshot()["totalCount"], 2);

    evening.step("start");
    let late = evening.connect(false);
    assert_eq!(refusal(&evening.say(late, again)), "SESSION_EXISTS");
}

#[test]
fn hst_3_a_taken_room_is_nobody_elses() {
    let mut evening = Evening::lobby(1, 1);
    for ended in [false, true] {
        if ended {
            evening.step("end");
        }
        let stranger = evening.connect(false);
        assert_eq!(refusal(&evening.say(stranger, create("OAKY-THIEF", 9))), "SESSION_EXISTS");
        assert_eq!(refusal(&evening.say(stranger, create(HOST_ID, 9))), "SESSION_EXISTS");
        assert!(!evening.wrote());
    }
    let host = evening.host;
    assert_eq!(refusal(&evening.say(host, create(HOST_ID, 0))), "SESSION_EXISTS");
}

#[test]
fn hst_4_broken_wines_are_refused_with_path_and_rule() {
    let with = |pointer: &str, value: Value| {
        let mut fields = tasting(2);
        *fields.pointer_mut(pointer).unwrap() = value;
        fields
    };
    let q = "/wines/1/questions/2";
    let cases = [
        with("/wines", json!([])),
        json!({}),
        with("/wines", Value::Array(vec![tasting(1)["wines"][0].clone(); 21])),
        with("/wines/1/questions", json!([])),
        with(&format!("{q}/category"), json!("grape")),
        with(&format!("{q}/category"), json!("color")),
        with(&format!("{q}/distractors"), json!(["one", "two"])),
        with(&format!("{q}/correctAnswer"), json!("   ")),
        with(&format!("{q}/correctAnswer"), json!("x".repeat(121))),
        with(&format!("{q}/distractors/1"), json!("a\u{202e}b")),
        with(&format!("{q}/distractors/1"), json!("a\nb")),
        with(&format!("{q}/distractors/1"), json!(" GRAPE_VARIETY 1 Right ")),
        with("/wines/0/name", json!("")),
    ];
    let told: Vec<_> = cases
        .into_iter()
        .map(|fields| {
            let mut table = Table::empty();
            let host = table.connect(false);
            let heard = table.say(host, message("create_session", fields));
            assert!(table.disk.session.is_none() && !table.wrote());
            let error = one(&heard, "error");
            format!("{}: {}", error["code"].as_str().unwrap(), error["message"].as_str().unwrap())
        })
        .collect();
    insta::assert_json_snapshot!(told);
}

#[test]
fn hst_4_nfc_and_case_make_no_difference_between_two_options() {
    let mut fields = tasting(1);
    let question = &mut fields["wines"][0]["questions"][1];
    question["correctAnswer"] = json!("Ch\u{e2}teauneuf");
    question["distractors"][0] = json!("CHA\u{302}TEAUNEUF");
    let mut table = Table::empty();
    let host = table.connect(false);
    assert_eq!(
        refusal(&table.say(host, message("create_session", fields.clone()))),
        "INVALID_WINES"
    );
    // Version 1 cannot show that error.
    let settings =
        Settings { rejoin_credentials: RejoinCredentials::Handle, ..Settings::default() };
    let mut older = Table::with(settings);
    let host = older.connect(true);
    one(&older.say(host, message("create_session", fields)), "session:created");
}

#[test]
fn hst_4_titles_handles_and_keys_are_checked_by_name() {
    for (field, value) in [
        ("title", json!("x".repeat(101))),
        ("hostId", json!("lower-case")),
        ("hostId", json!("ONE")),
        ("hostKey", json!("short")),
        ("timerSeconds", json!("60")),
    ] {
        let mut table = Table::empty();
        let host = table.connect(false);
        let mut create = message("create_session", tasting(1));
        create[field] = value;
        let heard = table.say(host, create);
        let error = one(&heard, "error");
        assert_eq!(error["code"], "BAD_MESSAGE");
        assert!(error["message"].as_str().unwrap().starts_with(field), "{error}");
    }
}

#[test]
fn hst_5_until_the_start_everything_can_be_edited_and_what_is_missing_stays() {
    let mut evening = Evening::lobby(1, 2);
    let host = evening.host;
    let heard = evening
        .say(host, json!({ "type": "update_session", "title": " Friday ", "timerSeconds": 30 }));
    let updated = one(&heard, "host:session_updated");
    assert_eq!(
        (&updated["sessionTitle"], &updated["timerSeconds"]),
        (&json!("Friday"), &json!(30))
    );
    assert_eq!(updated["wines"], tasting(1)["wines"]);

    let heard = evening.say(host, message("update_session", tasting(2)));
    let updated = one(&heard, "host:session_updated");
    assert_eq!(updated["wines"], tasting(2)["wines"]);
    assert_eq!(
        (&updated["sessionTitle"], &updated["timerSeconds"]),
        (&json!("Friday"), &json!(30))
    );
    assert_eq!(evening.host_snapshot()["totalCount"], 2);

    let broken = json!({ "type": "update_session", "title": "New", "wines": [] });
    assert_eq!(refusal(&evening.say(host, broken)), "NO_WINES");
    assert_eq!(evening.host_snapshot()["title"], "Friday");

    let guest = evening.guests[0];
    let edit = json!({ "type": "update_session", "title": "Mine" });
    assert_eq!(refusal(&evening.say(guest, edit.clone())), "UNAUTHORIZED");
    evening.step("start");
    assert_eq!(refusal(&evening.say(host, edit.clone())), "GAME_STARTED");
    evening.step("end");
    assert_eq!(refusal(&evening.say(host, edit)), "GAME_STARTED");
}

#[test]
fn hst_6_the_timer_is_brought_into_its_bounds() {
    for (asked, got) in
        [(json!(null), 60), (json!(-5), 15), (json!(15), 15), (json!(90), 90), (json!(9_999), 120)]
    {
        let mut fields = tasting(1);
        fields["timerSeconds"] = asked;
        assert!(as_create(&fields).wines.is_some());
        let evening = Evening::lobby_with(Settings::default(), fields, 0);
        assert_eq!(evening.host_snapshot()["timerSeconds"], got);
    }
}

#[test]
fn hst_7_two_tabs_of_one_host_both_work() {
    let mut evening = Evening::lobby(1, 1);
    let first = evening.host;
    evening.return_of_host();
    let second = evening.host;
    evening.hush();
    evening.say(second, json!({ "type": "host:start" }));
    evening.say(first, json!({ "type": "host:pause" }));
    let expected = ["game:started", "game:question", "game:timer_paused"];
    for tab in [first, second] {
        assert_eq!(kinds(&evening.heard(tab)), expected);
    }
    evening.leave(second);
    one(&evening.say(first, json!({ "type": "host:resume" })), "game:timer_resumed");
}

#[test]
fn hst_8_a_missing_title_is_the_first_wines_name_for_the_host_alone() {
    let mut evening = Evening::lobby(1, 2);
    assert_eq!(evening.host_snapshot()["title"], "Wine 0");
    let screen = evening.screen();
    evening.step("start");
    evening.play_on();
    for socket in [evening.guests[0], screen] {
        let frames = evening.heard_texts(socket);
        assert!(frames.iter().all(|frame| !frame.contains("Wine 0")), "{frames:?}");
    }
    evening.return_of(1);
    let socket = evening.guests[1];
    assert!(evening.heard_texts(socket).iter().all(|frame| !frame.contains("Wine 0")));
    assert_eq!(evening.index.published.last().unwrap().1.title, "Wine 0");
}

#[test]
fn hst_9_a_stale_command_does_nothing_and_a_snapshot_follows() {
    let mut evening = Evening::asking(1, 1);
    let (host, rev) = (evening.host, evening.host_snapshot()["rev"].as_u64().unwrap());
    let pause = json!({ "type": "host:pause", "expectRev": rev });
    one(&evening.say(host, pause.clone()), "game:timer_paused");
    // A tap that was sent twice.
    let heard = evening.say(host, pause);
    assert_eq!(refusal(&heard), "STALE_COMMAND");
    let snapshot = one(&heard, "host:state_snapshot");
    assert_eq!(
        (&snapshot["phase"], &snapshot["rev"]),
        (&json!("question_paused"), &json!(rev + 1))
    );
    assert!(!evening.wrote());
    let current = json!({ "type": "host:resume", "expectRev": rev + 1 });
    one(&evening.say(host, current), "game:timer_resumed");
}

#[test]
fn hst_2_a_creation_sent_twice_while_the_index_takes_its_time_is_one_session() {
    let with_neither = message("create_session", tasting(1));
    let mut with_both = with_neither.clone();
    with_both["hostId"] = json!(HOST_ID);
    with_both["hostKey"] = json!(host_key());
    for create in [with_neither, with_both] {
        let mut table = Table::empty();
        table.index.slow = Some(Vec::new());
        let host = table.connect(false);
        table.say(host, create.clone());
        table.say(host, create);
        table.hush();
        table.index_answers();
        let heard = table.heard(host);
        assert_eq!(kinds(&heard), ["session:created", "session:created"]);
        assert_eq!(heard[0]["hostId"], heard[1]["hostId"]);
    }
}

#[test]
fn hst_3_of_two_who_want_an_empty_room_one_gets_it() {
    let mut table = Table::empty();
    table.index.slow = Some(Vec::new());
    let (first, second) = (table.connect(false), table.connect(false));
    table.say(first, create(HOST_ID, 0));
    table.say(second, create("OAKY-THIEF", 9));
    table.index_answers();
    one(&table.heard(first), "session:created");
    assert_eq!(refusal(&table.heard(second)), "SESSION_EXISTS");
}

#[test]
fn hst_10_where_too_many_sessions_are_made_no_more_are() {
    let mut table = Table::empty();
    let socket = table.connect(false);
    for tried in 1..=10 {
        table.index.slow = Some(Vec::new());
        table.say(socket, create(HOST_ID, 0));
        table.hush();
        let claim = table.index.slow.take().unwrap().remove(0);
        let verdict = Verdict::TooMany;
        table.tell(Input::Claimed { claim: Box::new(claim), verdict });
        let heard = table.heard(socket);
        assert_eq!(refusal(&heard), "RATE_LIMITED");
        assert_eq!(heard[0]["replyTo"], "create_session");
        assert!(table.disk.session.is_none() && table.alarm.is_none());
        // Such haste is no better than nonsense.
        assert_eq!(table.closed.get(&socket), (tried == 10).then_some(&1008));
    }
    let later = table.connect(false);
    one(&table.say(later, create(HOST_ID, 0)), "session:created");
}
