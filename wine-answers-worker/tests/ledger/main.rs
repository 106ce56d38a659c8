//! Any story of adds, removals, seeds, hands, old reads and failures: nothing accepted is lost, nothing
//! broken is written over unasked, and in the end KV shows what the rows say.

#![allow(
    clippy::expect_used,
    clippy::panic,
    reason = "a test stops where something is not as it should be"
)]

mod world;

use std::cell::Cell;

use proptest::prelude::*;
use proptest::test_runner::TestRunner;

use world::{Sent, Step, World};

fn step() -> impl Strategy<Value = Step> {
    let some = || prop::collection::vec(0..8_u8, 0..5);
    let old = || 0..4_u8;
    let sent = prop_oneof![
        4 => Just(Sent::Heard),
        1 => Just(Sent::Refused),
        1 => Just(Sent::Misheard),
        1 => Just(Sent::Late),
    ];
    prop_oneof![
        4 => (0..8_u8, old()).prop_map(|(value, old)| Step::Add(value, old)),
        2 => (0..8_u8, old()).prop_map(|(value, old)| Step::Remove(value, old)),
        1 => (some(), old()).prop_map(|(values, old)| Step::Put(values, old)),
        1 => (some(), some(), old()).prop_map(|(one, two, old)| Step::Merge(one, two, old)),
        2 => some().prop_map(Step::ByHand),
        1 => (0..3_u8).prop_map(Step::Break),
        1 => Just(Step::DeleteByHand),
        3 => prop_oneof![0..2_000_u64, 0..200_000_u64].prop_map(Step::Wait),
        4 => Just(Step::Publish),
        5 => (sent, old()).prop_map(|(sent, old)| Step::Ring(sent, old)),
        4 => Just(Step::Hear),
        1 => Just(Step::Forget),
        1 => Just(Step::LoseRows),
    ]
}

/// Tells many stories, and sees that something happened in them.
fn tell_stories(reads_are_old: bool) {
    let config = ProptestConfig { cases: 2_000, ..ProptestConfig::with_source_file(file!()) };
    let stories = (prop::collection::vec(step(), 1..60), any::<bool>());
    let (accepted, refused, published) = (Cell::new(0), Cell::new(0), Cell::new(0));
    let told = TestRunner::new(config).run(&stories, |(story, asks_again)| {
        let mut world = World::new(reads_are_old);
        story.iter().for_each(|step| world.happen(step));
        world.settle(asks_again);
        accepted.set(accepted.get() + world.accepted);
        refused.set(refused.get() + world.refused);
        published.set(published.get() + world.published);
        Ok(())
    });
    if let Err(why) = told {
        panic!("{why}");
    }
    assert!(accepted > refused, "most of what is asked is done: {accepted:?} of {refused:?}");
    assert!(published.get() > 2 * 2_000, "and published: {published:?}");
}

#[test]
fn nothing_is_lost_where_reads_are_new() {
    tell_stories(false);
}

#[test]
fn nothing_is_lost_where_reads_are_old() {
    tell_stories(true);
}
