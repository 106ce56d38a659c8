//! The parser: any text is a message or is refused in few words, and a message is read as it is written.

use std::collections::BTreeMap;

use sommelier_arena::protocol::ClientMessage;
use sommelier_fuzz::{Dice, FRAMES};

use crate::Count;

static READ: Count = Count::of("the parser");

fn read(text: &str) {
    READ.one();
    match ClientMessage::parse(text) {
        Ok(message) => {
            let written = serde_json::to_string(&message).unwrap();
            assert_eq!(ClientMessage::parse(&written).as_ref(), Ok(&message), "{written}");
        }
        Err(unread) => {
            let words = unread.refusal.message();
            assert!(!words.is_empty() && words.chars().count() < 400, "{words}");
            assert!(unread.kind.is_none_or(|kind| kind.chars().count() <= 65), "{words}");
        }
    }
}

#[test]
fn any_bytes_are_read_as_a_message_or_refused() {
    bolero::check!().with_iterations(2_000).for_each(|bytes: &[u8]| {
        read(&String::from_utf8_lossy(bytes));
        let mut dice = Dice::of(bytes);
        while !dice.are_spent() {
            let frame = dice.frame(&BTreeMap::new());
            read(&dice.damaged(&frame, &BTreeMap::new()));
        }
    });
    READ.tell();
}

#[test]
fn every_frame_of_the_corpus_is_read_or_refused() {
    assert!(FRAMES.lines().count() > 60);
    FRAMES.lines().for_each(read);
}
