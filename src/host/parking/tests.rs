//! What is kept without a room, and how it gets one again.

use super::*;
use crate::host::MOST_LINES;
use crate::host::tests::{FRIDAY, MONDAY, NOW, claimed, codes, entry, key, only};

fn tasting(title: &str) -> CreateSession {
    CreateSession { title: Some(title.into()), ..CreateSession::default() }
}

fn parked() -> (Book, LineId) {
    let mut book = claimed();
    book.take_in(key(1), entry("1000", MONDAY, 0), 1, NOW);
    assert!(book.park(key(1), (entry("1000", MONDAY, 0), tasting("Friday")), 2, NOW));
    let id = only(&book, "1000");
    (book, id)
}

fn drawn(codes: &[&str]) -> impl Iterator<Item = String> {
    codes.iter().map(ToString::to_string).collect::<Vec<_>>().into_iter()
}

#[test]
fn a_parked_session_stays_in_the_list_and_its_tasting_off_it() {
    let (mut book, _) = parked();
    let list = book.list();
    assert!(list.first().unwrap().parked);
    assert!(!serde_json::to_string(&list).unwrap().contains("wines"));
    // Its room was not gone yet, and somebody came.
    book.take_in(key(1), entry("1000", MONDAY, 1), 3, NOW);
    assert!(!book.list().first().unwrap().parked);
    assert!(!book.park(key(2), (entry("2000", MONDAY, 0), tasting("")), 1, NOW));
}

#[test]
fn it_is_opened_under_one_code_however_often_it_is_asked() {
    let (mut book, id) = parked();
    let first = book.open(&id, None, drawn(&["1000", "2000"]), NOW).unwrap();
    let expected = Opening { code: "2000".into(), tasting: Some(tasting("Friday")) };
    assert_eq!(first, expected, "1000 is anyone's now, and was this host's");
    assert_eq!(book.open(&id, None, drawn(&["3000"]), NOW).unwrap(), expected);
    let third = book.open(&id, Some("2000"), drawn(&["3000"]), NOW).unwrap();
    assert_eq!(third.code, "3000", "the other was taken");
    assert_eq!(book.open(&id, Some("3000"), drawn(&[]), NOW), Err(NotNow::NoCode));
    // The room asks again, having missed the answer.
    book.park(key(1), (entry("1000", MONDAY, 0), tasting("Friday")), 3, NOW);
    assert_eq!(book.open(&id, None, drawn(&["4000"]), NOW).unwrap().code, "3000");
    book.opened(&id);
    assert!(codes(&book).is_empty(), "its new room tells of it");
    let again = book.open(&id, None, drawn(&["4000"]), NOW).unwrap();
    assert_eq!(again, Opening { code: "3000".into(), tasting: None });
    assert!(book.park(key(1), (entry("1000", MONDAY, 0), tasting("Friday")), 4, NOW));
    assert!(codes(&book).is_empty(), "its old room may go");
}

#[test]
fn what_is_not_parked_or_was_deleted_is_not_opened() {
    let (mut book, id) = parked();
    book.take_in(key(1), entry("3000", FRIDAY, 0), 1, NOW);
    let there = only(&book, "3000");
    assert_eq!(book.open(&there, None, drawn(&["4000"]), NOW), Err(NotNow::NoSuchSession));
    book.open(&id, None, drawn(&["4000"]), NOW).unwrap();
    book.hide(&id, None, NOW).unwrap();
    assert_eq!(book.open(&id, None, drawn(&["4000"]), NOW), Err(NotNow::NoSuchSession));
    book.restore_session("1000", NOW).unwrap();
    assert!(book.open(&id, None, drawn(&["5000"]), NOW).is_ok());
    book.hide(&id, None, NOW).unwrap();
    book.erased(&id, true, NOW.plus_ms(60_000));
    assert_eq!(book.open(&id, None, drawn(&["5000"]), NOW), Err(NotNow::NoSuchSession));
}

#[test]
fn a_full_book_refuses_a_tasting_and_loses_none() {
    let mut book = claimed();
    let mut park = |n: usize| {
        let news = (entry(&format!("{}", 1_000 + n), MONDAY, 0), tasting(""));
        book.park(key(1), news, 1, NOW)
    };
    assert!((0..MOST_PARKED).all(&mut park));
    assert!(!park(MOST_PARKED));
    assert!(park(0), "what it has it may be told again");
    for n in 0..=MOST_LINES {
        book.take_in(key(1), entry(&format!("{}", 100_000 + n), FRIDAY, 0), 1, NOW);
    }
    assert_eq!(book.list().iter().filter(|entry| entry.parked).count(), MOST_PARKED);
    assert_eq!(book.list().len(), MOST_LINES);
}

#[test]
fn who_comes_while_it_is_opened_keeps_the_old_room() {
    let (mut book, id) = parked();
    let opening = book.open(&id, None, drawn(&["2000"]), NOW).unwrap();
    // Its room never heard that the tasting is kept, and somebody has come there.
    book.take_in(key(1), entry("1000", MONDAY, 1), 3, NOW);
    book.take_in(key(1), entry(&opening.code, FRIDAY, 0), 1, NOW);
    assert!(!book.opened(&id), "its room stays");
    assert_eq!(codes(&book), ["2000", "1000"]);
    let (mut book, id) = parked();
    book.open(&id, None, drawn(&["2000"]), NOW).unwrap();
    assert!(book.opened(&id), "its room goes");
}
