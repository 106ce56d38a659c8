//! Journal.

use serde_json::{Value, json};
use sommelier_arena::game::{Entry, Input, Replayed, Settings};
use sommelier_arena::protocol::{Secret, SecretHash};

use crate::table::{Disk, EVENING, Evening, host_key, one, secret, tasting};

const MINUTE_MS: u64 = 60_000;
const HOUR_MS: u64 = 60 * MINUTE_MS;

/// The rows as whoever reads the journal has them.
fn rows(evening: &Evening) -> Vec<Value> {
    evening.disk.journal.iter().map(|entry| serde_json::to_value(entry).unwrap()).collect()
}

/// The last row.
fn last(evening: &Evening) -> Value {
    rows(evening).pop().unwrap()
}

/// An evening whose journal goes to an archive.
fn archived(wines: usize, guests: usize) -> Evening {
    archived_with(Settings::default(), wines, guests)
}

fn archived_with(settings: Settings, wines: usize, guests: usize) -> Evening {
    let settings = Settings { archives_journals: true, ..settings };
    Evening::lobby_with(settings, tasting(wines), guests)
}

/// Whether the archive has the journal, row by row.
fn is_archived(evening: &Evening) -> bool {
    let kept = evening.disk.journal.iter().cloned().map(Entry::without_names);
    kept.eq(evening.archive.rows.values().cloned())
}

#[test]
fn jrn_1_each_transition_and_each_join_is_a_row() {
    let mut evening = Evening::lobby(1, 2);
    let host = evening.host;
    evening.say(host, json!({ "type": "update_session", "title": "Late" }));
    for step in ["start", "pause", "resume"] {
        evening.step(step);
    }
    evening.table.after_ms(MINUTE_MS + 500);
    evening.play_on();
    (1..5).for_each(|_| evening.play_on());
    let told: Vec<_> = rows(&evening)
        .iter()
        .map(|row| {
            let word = |name: &str| row[name].as_str().unwrap().to_owned();
            (row["rev"].as_u64().unwrap(), word("by"), word("what"))
        })
        .collect();
    let mut expected = vec![
        (0, "host", "created"),
        (0, "participant", "joined"),
        (0, "participant", "joined"),
        (1, "host", "edited"),
        (2, "host", "asked"),
        (3, "host", "paused"),
        (4, "host", "resumed"),
        (5, "clock", "revealed"),
        (6, "host", "ranked"),
    ];
    let mut rev = 6;
    for _ in 1..5 {
        for what in ["asked", "revealed", "ranked"] {
            rev += 1;
            expected.push((rev, "host", what));
        }
    }
    expected.extend([(rev + 1, "host", "round_ranked"), (rev + 2, "host", "ended")]);
    let told: Vec<_> = told.iter().map(|(rev, by, what)| (*rev, &**by, &**what)).collect();
    assert_eq!(told, expected);
    let times: Vec<_> = rows(&evening).iter().map(|row| row["at"].as_u64().unwrap()).collect();
    assert!(times.is_sorted());
    assert_eq!(times[7] - times[6], MINUTE_MS + 500, "when it was closed, in the room's time");
}

#[test]
fn jrn_1_what_is_refused_and_what_is_no_transition_is_no_row() {
    let mut evening = Evening::asking(1, 1);
    let before = evening.disk.journal.len();
    let right = evening.right();
    evening.step("resume");
    evening.step("next");
    evening.answer(0, &right);
    evening.return_of(0);
    evening.return_of_host();
    evening.step("screen_key");
    let stranger = evening.connect(false);
    evening.say(stranger, json!({ "type": "join_session" }));
    assert_eq!(evening.disk.journal.len(), before);
}

#[test]
fn jrn_1_an_end_by_absence_is_the_clock_s() {
    let mut evening = Evening::asking(1, 1);
    let host = evening.host;
    evening.leave(host);
    evening.table.after_ms(2 * HOUR_MS);
    let row = last(&evening);
    assert_eq!((&row["by"], &row["what"]), (&json!("clock"), &json!("ended")));
}

#[test]
fn jrn_2_a_reveal_s_row_holds_every_answer_and_its_points() {
    let mut evening = Evening::asking(1, 3);
    let (right, wrong) = (evening.right(), evening.wrong());
    let options = evening.question()["options"].clone();
    let number = |id: &str| {
        let options = options.as_array().unwrap();
        options.iter().position(|option| option["id"] == id).unwrap()
    };
    evening.answer(0, &wrong);
    evening.answer(0, &right);
    evening.answer(2, &wrong);
    assert!(!rows(&evening).iter().any(|row| row["what"] == "revealed"));
    evening.step("reveal");
    assert_eq!(
        last(&evening)["answers"],
        json!([
            { "seat": 0, "option": number(&right), "points": 100 },
            { "seat": 2, "option": number(&wrong), "points": 0 },
        ])
    );
}

#[test]
fn jrn_3_the_journal_makes_the_session_again() {
    let mut fields = tasting(2);
    fields["allowNames"] = json!(true);
    let mut evening = Evening::lobby_with(Settings::default(), fields, 2);
    let guest = evening.connect(false);
    let join = json!({ "type": "join_session", "rejoinToken": secret(3), "displayName": "Zoé" });
    one(&evening.say(guest, join), "participant:joined");
    evening.step("start");
    for number in 0..10 {
        let (right, wrong) = (evening.right(), evening.wrong());
        evening.answer(0, &right);
        evening.answer(1, &wrong);
        // In the middle of a question its answers are rows of their own.
        assert!(evening.is_as_its_journal_tells(), "question {number}");
        let whole = evening.disk.clone();
        evening.disk.answers.remove(&(number, sommelier_arena::game::Seat(1)));
        assert!(!evening.is_as_its_journal_tells(), "without an answer it is another session");
        evening.disk = whole;
        if number == 4 {
            evening.step("pause");
            evening.table.after_ms(MINUTE_MS);
            evening.evict();
            assert!(evening.is_as_its_journal_tells());
        }
        evening.play_on();
        assert!(evening.is_as_its_journal_tells(), "after question {number}");
    }
    assert_eq!(evening.phase(), "ended");
    // Each row is needed, but for standings that lead to others.
    for left_out in 0..evening.disk.journal.len() {
        let row = rows(&evening)[left_out].clone();
        let mut journal = evening.disk.journal.clone();
        journal.remove(left_out);
        let told = Replayed::from_journal(&journal, &[]);
        let matters =
            ["created", "joined", "revealed", "ended"].contains(&row["what"].as_str().unwrap());
        assert!(!matters || told != evening.game.as_replayed(), "{row}");
    }
}

#[test]
fn jrn_3_a_tasting_that_was_not_parked_is_as_its_journal_tells() {
    let mut evening = Evening::lobby(1, 0);
    evening.table.after_ms(3 * 24 * 60 * MINUTE_MS);
    assert!(evening.game.glance().exists, "its host is here");
    assert!(evening.is_as_its_journal_tells());
}

#[test]
fn jrn_3_a_journal_survives_being_written_down() {
    let mut evening = Evening::asking(1, 2);
    let right = evening.right();
    evening.answer(0, &right);
    evening.play_on();
    for entry in &evening.disk.journal {
        let text = serde_json::to_string(entry).unwrap();
        assert_eq!(serde_json::from_str::<Entry>(&text).unwrap(), *entry);
        assert!(!text.contains('\n'), "a row is a line");
    }
}

#[test]
fn jrn_3_a_row_that_does_not_bear_itself_out_is_no_journal() {
    let mut evening = Evening::asking(1, 1);
    let right = evening.right();
    evening.answer(0, &right);
    evening.step("reveal");
    let mut forged = last(&evening);
    forged["answers"][0]["points"] = json!(200);
    let mut journal = evening.disk.journal.clone();
    *journal.last_mut().unwrap() = serde_json::from_value(forged).unwrap();
    assert_eq!(Replayed::from_journal(&journal, &[]), None);
    assert_eq!(Replayed::from_journal(&evening.disk.journal[1..], &[]), None, "no beginning");
}

#[test]
fn jrn_4_no_secret_and_no_hash_of_one_is_in_the_journal() {
    let mut evening = Evening::lobby(1, 2);
    let mut secrets = vec![host_key(), secret(1), secret(2), evening.screen_key.clone()];
    // One whose token the server makes.
    let guest = evening.connect(false);
    let joined = evening.say(guest, json!({ "type": "join_session" }));
    secrets.push(one(&joined, "participant:joined")["rejoinToken"].as_str().unwrap().to_owned());
    let screen_key = evening.step("screen_key");
    secrets.push(one(&screen_key, "session:created")["screenKey"].as_str().unwrap().to_owned());
    evening.step("start");
    (0..5).for_each(|_| evening.play_on());
    let hash = |secret: &String| {
        let hash: SecretHash = Secret::from(secret.as_str()).hash();
        serde_json::to_value(hash).unwrap().as_str().unwrap().to_owned()
    };
    let hashes: Vec<_> = secrets.iter().map(hash).collect();
    let journal = Value::from(rows(&evening)).to_string();
    for marker in secrets.iter().chain(&hashes) {
        assert!(!journal.contains(marker), "{marker}");
    }
    let elsewhere = format!("{:?}", evening.disk.session);
    assert!(elsewhere.contains(&hashes[0]), "where a hash is, this test sees it");
}

#[test]
fn jrn_5_an_archive_that_was_gone_for_an_hour_misses_nothing() {
    let mut evening = archived(2, 3);
    evening.archive.unreachable = true;
    let mut undisturbed = evening.clone();
    undisturbed.archive.unreachable = false;
    for step in ["start", "reveal", "next", "next", "pause"] {
        let disturbed = evening.step(step);
        assert_eq!(disturbed, undisturbed.step(step), "the game does not notice");
    }
    evening.table.after_ms(HOUR_MS / 2);
    evening.crash();
    evening.return_of_host();
    evening.table.after_ms(HOUR_MS / 2);
    assert!(evening.archive.rows.is_empty());
    assert!((4..20).contains(&evening.archive.asked), "{} tries", evening.archive.asked);
    evening.archive.unreachable = false;
    evening.table.after_ms(11 * MINUTE_MS);
    assert!(is_archived(&evening));
    // What comes later goes there, too, a few times an hour and no more.
    let asked = evening.archive.asked;
    evening.step("end");
    evening.table.after_ms(HOUR_MS);
    assert!(is_archived(&evening));
    assert!(evening.archive.asked <= asked + 2);
}

#[test]
fn jrn_5_a_room_that_sleeps_between_its_tries_tries_less_and_less_often() {
    let mut evening = archived(1, 1);
    evening.archive.unreachable = true;
    evening.step("start");
    for _ in 0..360 {
        evening.table.after_ms(10_000);
        evening.evict();
    }
    assert!((4..20).contains(&evening.archive.asked), "{} tries", evening.archive.asked);
    evening.archive.unreachable = false;
    evening.table.after_ms(11 * MINUTE_MS);
    assert!(is_archived(&evening));
}

#[test]
fn jrn_5_an_answer_that_comes_after_a_loss_of_memory_speaks_for_what_was_sent_only() {
    let mut evening = archived(1, 1);
    evening.archive.unreachable = true;
    evening.step("start");
    evening.table.after_ms(11 * MINUTE_MS);
    let sent = u64::try_from(evening.disk.journal.len()).unwrap();
    let created_at = sommelier_arena::game::Timestamp(rows(&evening)[0]["at"].as_u64().unwrap());
    evening.step("end");
    evening.evict();
    evening.archive.unreachable = false;
    let answer = Input::Drained { created_at, through: sent, more: false };
    evening.tell(answer.clone());
    // The rows before it went the way of the answer; the archive has what came after.
    evening.table.after_ms(HOUR_MS);
    let numbers: Vec<_> = evening.archive.rows.keys().map(|(_, n)| *n).collect();
    assert_eq!(numbers, [evening.disk.journal.len()]);
    // The same answer again, and one to another session, change nothing.
    evening.tell(answer);
    assert!(!evening.wrote());
    let other = Input::Drained { created_at: created_at.plus_ms(1), through: 99, more: false };
    evening.tell(other);
    assert!(!evening.wrote());
}

#[test]
fn jrn_5_a_late_answer_does_not_speak_for_rows_that_a_later_try_has_sent() {
    let mut evening = archived(1, 1);
    evening.archive.unreachable = true;
    evening.step("start");
    evening.table.after_ms(10 * MINUTE_MS);
    assert_eq!(evening.archive.asked, 1);
    let journal = evening.disk.journal.clone();
    let late = evening.archive.take(&journal, EVENING, 0);
    evening.step("next");
    evening.table.after_ms(10_000);
    assert_eq!(evening.archive.asked, 2, "with one row more");
    evening.tell(late);
    evening.archive.unreachable = false;
    evening.table.after_ms(20 * MINUTE_MS);
    assert!(is_archived(&evening));
    assert_eq!(evening.archive.asked, 3);
}

#[test]
fn jrn_5_names_stay_in_the_room() {
    let mut fields = tasting(1);
    fields["allowNames"] = json!(true);
    let settings = Settings { archives_journals: true, ..Settings::default() };
    let mut evening = Evening::lobby_with(settings, fields, 0);
    let guest = evening.connect(false);
    evening.say(guest, json!({ "type": "join_session", "displayName": "Zoé" }));
    evening.step("start");
    evening.table.after_ms(HOUR_MS / 2);
    let text = |entries: Vec<&Entry>| serde_json::to_string(&entries).unwrap();
    assert!(text(evening.disk.journal.iter().collect()).contains("Zoé"));
    assert!(!text(evening.archive.rows.values().collect()).contains("Zoé"));
    assert_eq!(evening.archive.rows.len(), evening.disk.journal.len());
}

#[test]
fn jrn_6_what_has_had_its_time_waits_for_the_archive_and_not_for_ever() {
    let settings = Settings { ended_seconds: 60, ..Settings::default() };
    // Until its time is over its rows may gather; then they go.
    let mut prompt = archived_with(settings, 1, 1);
    prompt.step("start");
    prompt.step("end");
    let journal = prompt.disk.journal.len();
    prompt.table.after_ms(MINUTE_MS - 1);
    assert_eq!((prompt.phase().as_str(), prompt.archive.asked), ("ended", 0));
    prompt.table.after_ms(1);
    assert_eq!((&prompt.disk, prompt.alarm), (&Disk::default(), None));
    assert_eq!(prompt.archive.rows.len(), journal);

    for back_after_ms in [HOUR_MS / 2, 2 * HOUR_MS] {
        let mut evening = archived_with(settings, 1, 1);
        evening.archive.unreachable = true;
        evening.step("start");
        evening.step("end");
        evening.table.after_ms(MINUTE_MS + back_after_ms);
        let in_time = back_after_ms < HOUR_MS;
        assert_eq!(evening.game.glance().exists, in_time);
        evening.archive.unreachable = false;
        evening.table.after_ms(HOUR_MS / 3);
        assert_eq!((&evening.disk, evening.alarm), (&Disk::default(), None));
        assert_eq!(evening.archive.rows.len(), if in_time { journal } else { 0 });
    }
}

#[test]
fn jrn_6_a_deleted_session_waits_for_nobody() {
    let mut evening = archived(1, 1);
    evening.archive.unreachable = true;
    evening.step("start");
    evening.tell(Input::Erased { created_at: "2026-11-21T20:00:00.000Z".to_owned() });
    assert_eq!((&evening.disk, evening.alarm), (&Disk::default(), None));
    evening.archive.unreachable = false;
    evening.table.after_ms(2 * HOUR_MS);
    assert!(evening.archive.rows.is_empty());
}
