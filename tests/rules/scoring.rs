//! Scoring.

use serde_json::{Value, json};
use sommelier_arena::game::{Effect, Settings};

use crate::table::{Evening, one, refusal, tasting};

#[test]
fn sco_1_right_brings_100_and_quick_brings_nothing() {
    let mut evening = Evening::asking(1, 3);
    let (right, wrong) = (evening.right(), evening.wrong());
    evening.answer(0, &right);
    evening.answer(1, &wrong);
    evening.table.after_ms(60_000);
    evening.answer(2, &right);
    let heard = evening.step("reveal");
    let results = one(&heard, "game:answer_revealed")["results"].as_array().unwrap().clone();
    let points: Vec<_> = results.iter().map(|it| it["points"].as_u64().unwrap()).collect();
    assert_eq!(points, [100, 0, 100]);
}

#[test]
fn sco_2_equal_scores_share_a_rank() {
    let mut evening = Evening::asking(1, 4);
    let right = evening.right();
    for guest in [1, 3] {
        evening.answer(guest, &right);
    }
    evening.step("reveal");
    let heard = evening.step("next");
    let rankings = one(&heard, "game:question_leaderboard")["rankings"].as_array().unwrap().clone();
    let ranks: Vec<_> = rankings.iter().map(|it| it["rank"].as_u64().unwrap()).collect();
    assert_eq!(ranks, [1, 1, 3, 3]);
    assert_eq!(rankings[0]["pseudonym"], json!(evening.names[1]));
}

#[test]
fn sco_3_beyond_50_the_best_20_and_ones_own_line() {
    let lines = |guests: usize| {
        let mut evening = Evening::lobby_with(Settings::default(), tasting(1), guests);
        evening.step("start");
        evening.step("reveal");
        evening.step("next");
        let last = *evening.guests.last().unwrap();
        let heard = evening.heard(last);
        let standings = one(&heard, "game:question_leaderboard");
        let own = standings["me"]["pseudonym"].clone();
        assert_eq!(own, json!(evening.names[guests - 1]));
        standings["rankings"].as_array().unwrap().len()
    };
    assert_eq!((lines(50), lines(51)), (50, 20));
}

#[test]
fn sco_3_ones_own_line_says_that_others_hold_the_place_also_those_not_listed() {
    // The last one's line when so many of sixty were right.
    let last = |right: usize| {
        let mut evening = Evening::lobby_with(Settings::default(), tasting(1), 60);
        evening.step("start");
        let option = evening.right();
        for guest in 0..right {
            evening.answer(guest, &option);
        }
        evening.hush();
        evening.step("reveal");
        evening.step("next");
        let guest = evening.guests[59];
        let heard = evening.heard(guest);
        one(&heard, "game:question_leaderboard")["me"].clone()
    };
    let (together, alone) = (last(49), last(59));
    assert_eq!((&together["rank"], &together["shared"]), (&json!(50), &json!(true)));
    assert_eq!((&alone["rank"], alone.get("shared")), (&json!(60), None));
}

#[test]
fn sco_4_a_reveal_tells_each_their_own_and_the_host_everybodys() {
    let mut evening = Evening::asking(1, 3);
    let screen = evening.screen();
    let (right, wrong) = (evening.right(), evening.wrong());
    evening.answer(0, &right);
    evening.answer(1, &wrong);
    evening.hush();
    evening.step("reveal");
    let revealed = |evening: &mut Evening, socket| -> Value {
        let heard = evening.heard(socket);
        one(&heard, "game:answer_revealed").clone()
    };
    let host = evening.host;
    let told = revealed(&mut evening, host);
    assert_eq!(told["correctOptionId"], json!(right));
    assert_eq!(told["results"].as_array().unwrap().len(), 3);
    assert_eq!(told.get("myPoints"), None);
    let counts: Vec<_> = told["distribution"]
        .as_array()
        .unwrap()
        .iter()
        .map(|it| (it["optionId"].clone(), it["count"].as_u64().unwrap()))
        .filter(|(_, count)| *count > 0)
        .collect();
    assert_eq!(counts.len(), 2);
    for (guest, points) in [(0, 100), (1, 0), (2, 0)] {
        let socket = evening.guests[guest];
        let mine = revealed(&mut evening, socket);
        assert_eq!((&mine["myPoints"], &mine["myTotalScore"]), (&json!(points), &json!(points)));
        assert_eq!((mine.get("results"), &mine["distribution"]), (None, &told["distribution"]));
    }
    let shown = revealed(&mut evening, screen);
    assert_eq!((shown.get("results"), shown.get("myPoints")), (None, None));
}

#[test]
fn sco_5_results_hold_answers_and_points_and_run_nothing() {
    let mut fields = tasting(1);
    fields["allowNames"] = json!(true);
    fields["wines"][0]["name"] = json!("=HYPERLINK(\"x\")");
    let mut evening = Evening::lobby_with(Settings::default(), fields, 1);
    let socket = evening.connect(false);
    evening.say(socket, json!({ "type": "join_session", "displayName": "=1+1" }));
    evening.step("start");
    let right = evening.right();
    evening.answer(0, &right);
    evening.play_on();
    let open = evening.right();
    evening.answer(0, &open); // not scored yet, so not in the results
    let answers: Vec<_> = evening.disk.answers.iter().map(|((q, s), o)| (*q, *s, *o)).collect();
    let results = evening.game.results(&answers).unwrap();
    let told = serde_json::to_value(&results).unwrap();
    assert_eq!(told["questions"].as_array().unwrap().len(), 1);
    assert_eq!(told["participants"][0]["answers"], json!(["color 0 right"]));
    assert_eq!(told["participants"][1]["answers"], json!([null]));
    let name = evening.names[0].clone();
    let other = told["participants"][1]["pseudonym"].as_str().unwrap();
    assert_eq!(
        results.to_csv(),
        format!(
            "rank,pseudonym,displayName,score,\"1. =HYPERLINK(\"\"x\"\") (color)\"\r\n\
             1,\"{name}\",\"\",100,100\r\n2,\"{other}\",\"'=1+1\",0,0\r\n"
        )
    );
}

/// Another option than the right one becomes right; returns what the host hears.
fn correct(evening: &mut Evening, option: &str) -> Vec<Value> {
    let question = evening.question()["questionId"].clone();
    evening.step_with("correct", json!({ "questionId": question, "optionId": option }))
}

#[test]
fn sco_6_a_corrected_answer_scores_everyone_anew() {
    let mut evening = Evening::asking(1, 2);
    let (right, wrong) = (evening.right(), evening.wrong());
    evening.answer(0, &right);
    evening.answer(1, &wrong);
    assert_eq!(refusal(&correct(&mut evening, &wrong)), "WRONG_PHASE", "not before the reveal");
    evening.step("reveal");
    evening.hush();
    let heard = correct(&mut evening, &wrong);
    let told = one(&heard, "game:answer_revealed");
    assert_eq!((&told["correctOptionId"], &told["corrected"]), (&json!(wrong), &json!(true)));
    for (guest, points) in [(0, 0), (1, 100)] {
        let socket = evening.guests[guest];
        let heard = evening.heard(socket);
        let mine = one(&heard, "game:answer_revealed");
        assert_eq!(mine["corrected"], true);
        assert_eq!((&mine["myPoints"], &mine["myTotalScore"]), (&json!(points), &json!(points)));
        assert_eq!(mine["distribution"], told["distribution"], "what was chosen was chosen");
    }
    // It is so on disk, in the journal, in what the host wrote, and in what follows.
    evening.evict();
    assert!(evening.is_as_its_journal_tells());
    let snapshot = evening.host_snapshot();
    assert_eq!(snapshot["revealData"]["corrected"], true);
    let draft = &snapshot["wines"][0]["questions"][0];
    assert_eq!(one(&heard, "host:session_updated")["wines"], snapshot["wines"]);
    assert_eq!(draft["correctAnswer"], "color 0 a");
    assert_eq!(draft["distractors"], json!(["color 0 right", "color 0 b", "color 0 c"]));
    let heard = evening.step("next");
    let first = one(&heard, "game:question_leaderboard")["rankings"][0].clone();
    assert_eq!((&first["pseudonym"], &first["score"]), (&json!(evening.names[1]), &json!(100)));
    let answers: Vec<_> = evening.disk.answers.iter().map(|((q, s), o)| (*q, *s, *o)).collect();
    let results = serde_json::to_value(evening.game.results(&answers).unwrap()).unwrap();
    assert_eq!(results["questions"][0]["correctAnswer"], "color 0 a");
    assert_eq!(results["participants"][0]["pseudonym"], json!(evening.names[1]));
    // Once the host has gone on it stands.
    assert_eq!(refusal(&correct(&mut evening, &right)), "WRONG_PHASE");
}

#[test]
fn sco_6_a_wine_is_called_by_its_corrected_name_unless_it_has_one_of_its_own() {
    for own_name in [false, true] {
        let mut fields = tasting(1);
        let wine_name = fields["wines"][0]["questions"][4]["correctAnswer"].clone();
        if !own_name {
            fields["wines"][0]["name"] = wine_name;
        }
        let named = fields["wines"][0]["name"].clone();
        let mut evening = Evening::lobby_with(Settings::default(), fields, 1);
        evening.step("start");
        (0..4).for_each(|_| evening.play_on());
        let wrong = evening.wrong();
        evening.step("reveal");
        let heard = correct(&mut evening, &wrong);
        let wine = one(&heard, "host:session_updated")["wines"][0].clone();
        let corrected = &wine["questions"][4]["correctAnswer"];
        assert_ne!(*corrected, named);
        assert_eq!(wine["name"], if own_name { named } else { corrected.clone() });
    }
}

#[test]
fn sco_6_only_another_option_of_the_question_on_the_table_corrects_it() {
    let mut evening = Evening::asking(1, 1);
    let (right, wrong) = (evening.right(), evening.wrong());
    evening.step("reveal");
    let other = json!({ "questionId": "none", "optionId": wrong });
    assert_eq!(refusal(&evening.step_with("correct", other)), "UNKNOWN_QUESTION");
    assert_eq!(refusal(&correct(&mut evening, "none")), "UNKNOWN_OPTION");
    assert_eq!(refusal(&correct(&mut evening, &right)), "WRONG_PHASE", "it is right already");
    assert!(!evening.wrote());
    // Back and forth, each time told.
    for option in [&wrong, &right] {
        let heard = correct(&mut evening, option);
        assert_eq!(one(&heard, "game:answer_revealed")["correctOptionId"], json!(option));
        assert!(evening.is_as_its_journal_tells());
    }
}

#[test]
fn sco_7_after_the_end_each_may_look_back_on_their_own_answers() {
    let mut evening = Evening::asking(2, 2);
    let review = json!({ "type": "review" });
    let guest = evening.guests[0];
    assert_eq!(refusal(&evening.say(guest, review.clone())), "WRONG_PHASE", "not before the end");
    let (right, wrong) = (evening.right(), evening.wrong());
    evening.answer(0, &right);
    evening.answer(1, &wrong);
    evening.step("skip");
    let wrong = evening.wrong();
    evening.answer(0, &wrong);
    evening.play_on();
    let right = evening.right();
    evening.answer(0, &right);
    evening.play_on();
    evening.play_on();
    let open = evening.right();
    evening.answer(0, &open); // open at the end: it does not count, and stays unknown
    evening.step("end");
    evening.crash();
    assert!(!evening.effects.iter().any(|it| matches!(it, Effect::Recall { .. })));
    evening.return_of(0);
    let guest = evening.guests[0];
    let heard = evening.say(guest, review.clone());
    let told = one(&heard, "participant:review")["questions"].as_array().unwrap().clone();
    let line = |at: usize| {
        let it = &told[at];
        let chosen = it["selectedOptionId"] == it["correctOptionId"];
        (it["category"].as_str().unwrap(), chosen, it["points"].as_u64().unwrap())
    };
    assert_eq!(told.len(), 4);
    assert_eq!(line(0), ("color", true, 0));
    assert_eq!(told[0]["skipped"], true);
    assert_eq!(line(1), ("region", false, 0));
    assert_eq!((line(2), told[2].get("skipped")), (("grape_variety", true, 100), None));
    assert_eq!((told[3]["selectedOptionId"].clone(), &told[3]["points"]), (Value::Null, &json!(0)));
    assert_eq!(told[1]["options"].as_array().unwrap().len(), 4);
    // Nobody else has one: not the host, not a screen, not a stranger.
    evening.return_of_host();
    for socket in [evening.host, evening.screen(), evening.connect(false)] {
        assert_eq!(refusal(&evening.say(socket, review.clone())), "NOT_JOINED");
    }
    // What cannot be read is told so.
    evening.disk_is_unreadable = true;
    let heard = evening.say(guest, review);
    assert_eq!((refusal(&heard), &heard[0]["replyTo"]), ("STORAGE", &json!("review")));
}
