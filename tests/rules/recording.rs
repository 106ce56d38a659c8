//! The evening over which the front's reducers are tested: recorded from the rules, so that the front
//! is never tested against frames that no room would send. `RECORD=1 cargo test recording` records anew.

use std::{env, fs};

use serde_json::{Value, json};
use sommelier_arena::game::Settings;

use crate::table::{Evening, tasting};

const FILE: &str = "front/tests/evening.json";

/// Two wines, three participants, a big screen, a pause, a change of mind, a lost network, and all they heard.
fn evening() -> Value {
    let mut fields = tasting(2);
    fields["title"] = json!("Friday");
    let mut evening = Evening::lobby_with(Settings::default(), fields, 2);
    let (mut participant, mut screen) = (Vec::new(), Vec::new());
    evening.return_of_host();
    let mut watching = evening.screen();
    // The third joins while the host watches.
    let (third, name) = evening.join(3);
    evening.guests.push(third);
    evening.names.push(name);
    evening.table.after_ms(1_000);
    evening.step("start");
    for number in 0..10 {
        let (right, wrong) = (evening.right(), evening.wrong());
        evening.answer(0, &right);
        evening.answer(2, &wrong);
        match number {
            1 => {
                evening.table.after_ms(4_000);
                evening.step("pause");
                evening.table.after_ms(60_000);
                evening.step("resume");
            }
            2 => drop(evening.answer(2, &right)),
            3 => {
                participant.extend(evening.heard(third));
                evening.leave(third);
                evening.table.after_ms(8_000);
                // What is heard on the way back, the greeting included.
                evening.return_of(2);
                let back = evening.guests[2];
                participant.extend(evening.heard(back));
            }
            5 => drop(evening.table.after_ms(60_500)),
            // Somebody switches the screen off and on.
            7 => {
                screen.extend(evening.heard(watching));
                evening.leave(watching);
                watching = evening.screen();
            }
            _ => {}
        }
        evening.play_on();
    }
    let (host_socket, guest) = (evening.host, evening.guests[2]);
    let host = evening.heard(host_socket);
    participant.extend(evening.heard(third));
    participant.extend(evening.heard(guest));
    screen.extend(evening.heard(watching));
    json!({ "host": host, "participant": participant, "screen": screen })
}

#[test]
fn the_recorded_evening_is_what_the_rules_say() {
    let recorded = evening();
    if env::var_os("RECORD").is_some() {
        let text = format!("{}\n", serde_json::to_string_pretty(&recorded).unwrap());
        fs::write(FILE, text).unwrap();
    }
    let kept: Value = serde_json::from_str(&fs::read_to_string(FILE).unwrap()).unwrap();
    assert!(kept == recorded, "{FILE} is not what the rules say: RECORD=1 cargo test recording");
}
