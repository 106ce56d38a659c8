//! What the simulator has found in the driver, each as small as it can be told.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on stops")]

use sommelier_arena::driver::{Driver, Failed, Tally};
use sommelier_arena::game::{Input, Settings, SocketId, Timestamp};
use sommelier_arena::protocol::{ErrorCode, PhaseName, ServerMessage};
use sommelier_arena_simulator::client::{Client, Role};
use sommelier_arena_simulator::dice::Dice;
use sommelier_arena_simulator::others::Others;
use sommelier_arena_simulator::platform::{Ask, Out, Simulated};

const EVENING: Timestamp = Timestamp(1_795_291_200_000);

/// A room with a session in it, and its host's socket.
fn room() -> (Driver<Simulated>, SocketId) {
    let mut driver =
        Driver::new("4821".to_owned(), Settings::default(), Simulated::new(EVENING, Dice::new(1)));
    let socket = driver.platform.sockets.accept(0, false, EVENING);
    driver.happen(Input::Opened { socket, ticks: false }).unwrap();
    let create = Client::new(Role::Host, false, None).create(1, None, 30);
    let text = serde_json::to_string(&create).unwrap();
    driver.happen(Input::Heard { socket, text }).unwrap();
    answer_claims(&mut driver);
    assert!(driver.game().unwrap().glance().exists);
    (driver, socket)
}

fn answer_claims(driver: &mut Driver<Simulated>) {
    for (_, out) in std::mem::take(&mut driver.platform.out) {
        if let Out::Ask(ask @ Ask::Claim(_)) = out {
            let answer =
                Others::default().answer(&ask, Settings::default().rejoin_credentials, EVENING);
            driver.happen(answer.unwrap()).unwrap();
        }
    }
}

fn last_error(driver: &Driver<Simulated>) -> Option<ErrorCode> {
    driver.platform.out.iter().rev().find_map(|(_, out)| match out {
        Out::Frame(_, _, _, said) => match said.message {
            ServerMessage::Error { code, .. } => Some(code),
            _ => None,
        },
        _ => None,
    })
}

#[test]
fn a_session_whose_deletion_fails_is_still_there_and_can_be_deleted_later() {
    let (mut driver, _) = room();
    let erased = || Input::Erased { created_at: "2026-11-21T20:00:00.000Z".to_owned() };
    driver.platform.out.clear();
    driver.platform.disk.refuses_writes = 1;
    assert_eq!(driver.happen(erased()), Err(Failed(ErrorCode::Storage)));
    assert!(driver.platform.out.is_empty(), "nobody hears of what has not happened");
    assert_eq!(driver.look().unwrap().glance().phase, PhaseName::Waiting);
    assert!(driver.look().unwrap().glance().exists);
    driver.happen(erased()).unwrap();
    assert!(!driver.look().unwrap().glance().exists);
}

#[test]
fn a_host_who_asks_for_the_list_hears_that_storage_fails() {
    let (mut driver, socket) = room();
    for (asked, told) in [(true, Some(ErrorCode::Storage)), (false, None)] {
        driver.platform.out.clear();
        driver.lose_memory();
        driver.platform.disk.refuses_reads = 1;
        let answer = Input::Listed { socket, asked, sessions: Some(Vec::new()) };
        assert_eq!(driver.happen(answer), Err(Failed(ErrorCode::Storage)));
        assert_eq!(last_error(&driver), told);
    }
}

#[test]
fn what_the_log_tells_of_a_room_is_what_happened() {
    let (mut driver, socket) = room();
    let counted = driver.platform.counted.take();
    assert_eq!(counted, Tally { rooms: 1, messages: 1, ..Tally::default() });
    // A frame that is refused, and one that storage refuses.
    let text = || r#"{"type":"host:pause"}"#.to_owned();
    driver.happen(Input::Heard { socket, text: text() }).unwrap();
    driver.platform.disk.refuses_reads = 1;
    driver.lose_memory();
    driver.happen(Input::Heard { socket, text: text() }).unwrap_err();
    let counted = driver.platform.counted.take();
    assert_eq!(counted, Tally { messages: 1, refused: 1, errors: 1, ..Tally::default() });
}

#[test]
fn an_alarm_that_is_late_or_lost_is_counted_and_one_in_time_is_not() {
    for (late_ms, by_alarm, counted) in [(900, true, 0), (1_100, true, 1), (1_100, false, 1)] {
        let (mut driver, socket) = room();
        driver.platform.wall = driver.platform.disk.view().alarm.unwrap().plus_ms(late_ms);
        let hears = Input::Heard { socket, text: "{}".to_owned() };
        driver.happen(if by_alarm { Input::AlarmRang } else { hears }).unwrap();
        assert_eq!(driver.platform.counted.get().alarms_late, counted);
    }
}
