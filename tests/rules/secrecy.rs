//! Secrecy.

use std::fs;

use serde_json::{Value, json};
use sommelier_arena::game::{Input, Settings, SocketId};

use crate::table::{Evening, HOST_ID, Table, host_key, message, secret, tasting};

/// A tasting in which the right answer of one question is another of the same four texts.
fn twin_of(fields: &Value, question: usize) -> Value {
    let mut twin = fields.clone();
    let asked = &mut twin["wines"][question / 5]["questions"][question % 5];
    let (right, wrong) = (asked["correctAnswer"].take(), asked["distractors"][1].take());
    asked["correctAnswer"] = wrong;
    asked["distractors"][1] = right;
    twin
}

/// Everything that anyone but the host hears in an evening in which this question is never revealed.
fn heard_by_guests(fields: Value, question: usize) -> Vec<Vec<String>> {
    let mut evening = Evening::lobby_with(Settings::default(), fields, 3);
    let older = evening.connect(true);
    evening.say(older, json!({ "type": "join_session", "code": "" }));
    let mut sockets = evening.guests.clone();
    let stranger = evening.connect(true);
    sockets.extend([evening.screen(), older, stranger]);
    evening.step("start");
    for number in 0..question {
        match number % 3 {
            0 => evening.play_on(),
            1 => evening.skip_on(),
            _ => {
                evening.step("reveal");
                evening.step_with("break", json!({ "seconds": 600 }));
                evening.play_on();
            }
        }
    }
    let options = evening.question()["options"].clone();
    for (guest, option) in [(0, 0), (1, 2), (0, 3)] {
        evening.answer(guest, options[option]["id"].as_str().unwrap());
        evening.table.after_ms(1_500);
    }
    evening.step_with("extend", json!({ "seconds": 15 }));
    evening.step("pause");
    evening.step_with("extend", json!({ "seconds": 15 }));
    evening.evict();
    evening.return_of(1);
    sockets.push(evening.guests[1]);
    sockets.push(evening.screen());
    evening.step("resume");
    evening.return_of(2);
    sockets.push(evening.guests[2]);
    evening.table.after_ms(20_000);
    // Left out it stays unknown: nothing that follows depends on it either.
    evening.step("skip");
    while evening.phase() != "ended" {
        if evening.phase() == "question_open" {
            evening.play_on();
        } else {
            drop(evening.step("next"));
        }
    }
    sockets.into_iter().map(|socket| evening.heard_texts(socket)).collect()
}

#[test]
fn sec_1_no_guests_frame_depends_on_which_option_is_right() {
    let fields = tasting(2);
    for question in 0..10 {
        let told = heard_by_guests(fields.clone(), question);
        assert!(told.iter().flatten().any(|frame| frame.contains("game:question")));
        assert_eq!(told, heard_by_guests(twin_of(&fields, question), question), "{question}");
    }
}

#[test]
fn sec_1_the_answer_is_in_a_guests_frame_at_the_reveal_and_not_before() {
    let mut evening = Evening::asking(1, 1);
    let right = evening.right();
    let guest = evening.guests[0];
    evening.answer(0, &right);
    let before = evening.heard_texts(guest).join("\n");
    assert!(!before.contains("correct"));
    evening.step("reveal");
    assert!(
        evening.heard_texts(guest).join("\n").contains(&format!("\"correctOptionId\":\"{right}\""))
    );
}

#[test]
fn sec_1_ids_and_order_say_nothing_over_ten_thousand_wines() {
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/wine-answers-worker/catalogue.json");
    let catalogue: Value = serde_json::from_str(&fs::read_to_string(file).unwrap()).unwrap();
    let mut names = catalogue["wines"].as_array().unwrap().iter().map(|wine| &wine["name"]).cycle();
    let mut table = Table::empty();
    // How often the right option stood in each place, by category.
    let mut places = [[0_u32; 4]; 5];
    for n in 0..500 {
        let mut create = message("create_session", tasting(20));
        for wine in create["wines"].as_array_mut().unwrap() {
            let four: Vec<_> = names.by_ref().take(4).cloned().collect();
            // Real words, since what comes first in the alphabet must not come first in the room.
            for question in wine["questions"].as_array_mut().unwrap() {
                question["correctAnswer"] = four[n % 4].clone();
                question["distractors"] = (1..4).map(|k| four[(n + k) % 4].clone()).collect();
            }
        }
        create["hostId"] = json!(HOST_ID);
        create["hostKey"] = json!(host_key());
        let host = table.connect(false);
        table.say(host, create);
        let wines: Value = serde_json::from_str(&table.disk.wines).unwrap();
        let questions = wines["questions"].as_array().unwrap();
        assert_eq!(questions.len(), 100);
        for (question, category) in questions.iter().zip((0..5).cycle()) {
            let place = question["correct"].as_u64().unwrap();
            places[category][usize::try_from(place).unwrap()] += 1;
        }
        let created_at = "2026-11-21T20:00:00.000Z".to_owned();
        table.tell(Input::Erased { created_at });
        assert!(!table.game.glance().exists, "{n}");
    }
    for counts in places {
        assert_eq!(counts.iter().sum::<u32>(), 10_000);
        // Chi-square with three degrees of freedom: by chance beyond 22 once in 15,000 times.
        let expected = 2_500.0;
        let strays = counts.map(|count| (f64::from(count) - expected).powi(2) / expected);
        assert!(strays.iter().sum::<f64>() < 22.0, "{counts:?}");
    }
}

#[test]
fn sec_2_secrets_are_kept_as_hashes_only() {
    let mut evening = Evening::lobby(1, 2);
    let socket: SocketId = evening.connect(false);
    evening.say(socket, json!({ "type": "join_session" }));
    evening.step("start");
    let disk = format!("{:?}", evening.disk);
    let screen_key = evening.screen_key.clone();
    for secret in [host_key(), secret(1), secret(2), screen_key] {
        assert!(!disk.contains(&secret));
    }
}
