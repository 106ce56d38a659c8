//! The ledger's rules, one by one.

use super::*;

const NOW: Timestamp = Timestamp(1_763_700_000_000);
const MINUTE: u64 = 60_000;

/// A ledger, and KV as it would be without delay.
#[derive(Default)]
struct Desk {
    ledger: Ledger,
    kv: BTreeMap<Category, (String, Option<u64>)>,
    now: u64,
}

impl Desk {
    fn seen(&self, category: Category) -> Seen {
        match self.kv.get(&category) {
            None => Seen::Missing,
            Some((text, rev)) => Seen::of(Some(text), *rev),
        }
    }

    fn ask(&mut self, ask: Ask) -> Result<String, String> {
        let seen = ask.categories().into_iter().map(|it| (it, self.seen(it))).collect();
        let now = NOW.plus_ms(self.now);
        let moment = Moment { now, salt: "salt".to_owned(), suggestions_a_day: Some(20) };
        let answered = self.ledger.handle(ask, &seen, &moment);
        answered.map(|(_, told)| told).map_err(|fault| fault.code.into_owned())
    }

    fn add(&mut self, value: &str) -> Result<String, String> {
        self.ask(Ask::Add(Category::Color, value.to_owned()))
    }

    fn put(&mut self, values: &[&str]) -> Result<String, String> {
        self.ask(Ask::Replace(Category::Color, list(values)))
    }

    fn by_hand(&mut self, text: &str) {
        self.kv.insert(Category::Color, (text.to_owned(), None));
    }

    /// Lets the alarm ring as often as it has to.
    fn publish(&mut self) {
        for _ in 0..20 {
            let Some(due) = self.ledger.next_due() else { return };
            self.now = self.now.max(due.ms_since(NOW));
            let now = NOW.plus_ms(self.now);
            for category in self.ledger.due(now) {
                let seen = self.seen(category);
                let Some(edition) = self.ledger.edition(category, &seen, now) else { continue };
                let text = serde_json::to_string(&edition.list).unwrap();
                self.kv.insert(category, (text, Some(edition.rev)));
                self.ledger.published(category, &edition, true, now);
            }
        }
    }

    fn copy(&self) -> &str {
        self.kv.get(&Category::Color).map_or("", |(text, _)| text)
    }
}

fn list(values: &[&str]) -> List {
    values.iter().map(|value| (*value).to_owned()).collect::<Vec<_>>().into()
}

#[test]
fn a_change_is_published_once_and_nothing_else_is() {
    let mut desk = Desk::default();
    desk.add("Red").unwrap();
    desk.add("White").unwrap();
    assert_eq!(desk.ledger.due(NOW), [Category::Color]);
    desk.publish();
    assert_eq!(desk.kv[&Category::Color], (r#"["Red","White"]"#.to_owned(), Some(2)));
    assert_eq!(desk.ledger.next_due(), None);
    assert_eq!(desk.add("RED"), Err("ALREADY_EXISTS".to_owned()));
    desk.ledger.take_changes();
    desk.ask(Ask::Merge(BTreeMap::from([(Category::Color, vec!["red".to_owned()])]))).unwrap();
    assert_eq!(desk.ledger.take_changes(), []);
}

#[test]
fn what_is_gone_from_kv_or_put_again_is_published_again() {
    let mut desk = Desk::default();
    desk.add("Red").unwrap();
    desk.publish();
    desk.kv.clear();
    desk.ask(Ask::Merge(BTreeMap::from([(Category::Color, vec!["red".to_owned()])]))).unwrap();
    desk.publish();
    assert_eq!(desk.copy(), r#"["Red"]"#);
    desk.kv.clear();
    assert_eq!(desk.add("Red"), Err("ALREADY_EXISTS".to_owned()));
    desk.publish();
    assert_eq!(desk.copy(), r#"["Red"]"#);
    desk.by_hand("[]");
    desk.ask(Ask::Remove(Category::Color, "Grey".to_owned())).unwrap_err();
    desk.put(&["Red"]).unwrap();
    desk.publish();
    desk.by_hand("[]");
    desk.put(&["Red"]).unwrap();
    desk.publish();
    assert_eq!(desk.copy(), r#"["Red"]"#, "though the hand's was taken for an old read");
}

#[test]
fn copies_of_a_list_are_a_second_apart() {
    let mut desk = Desk::default();
    desk.add("Red").unwrap();
    desk.publish();
    desk.add("White").unwrap();
    let soon = NOW.plus_ms(desk.now + 999);
    assert_eq!(desk.ledger.due(soon), []);
    assert_eq!(desk.ledger.next_due(), Some(soon.plus_ms(1)));
}

#[test]
fn what_is_written_by_hand_becomes_the_truth_and_what_is_new_is_kept() {
    let mut desk = Desk::default();
    desk.put(&["Red", "White", "Grey"]).unwrap();
    desk.publish();
    desk.add("Orange").unwrap();
    desk.ask(Ask::Remove(Category::Color, "White".to_owned())).unwrap();
    desk.by_hand(r#"["White", "Red", "Rosé"]"#);
    desk.add("Pink").unwrap();
    assert_eq!(desk.ledger.list(Category::Color), ["Red", "Rosé", "Orange", "Pink"]);
    desk.publish();
    assert_eq!(desk.copy(), r#"["Red","Rosé","Orange","Pink"]"#);
}

#[test]
fn the_alarm_looks_before_it_writes() {
    let mut desk = Desk::default();
    desk.add("Red").unwrap();
    desk.by_hand(r#"["White"]"#);
    desk.publish();
    assert_eq!(desk.copy(), r#"["White","Red"]"#);
}

#[test]
fn what_was_replaced_is_stale_for_two_minutes() {
    let mut desk = Desk::default();
    let hand = r#"["Rosé", "Red"]"#;
    desk.by_hand(hand);
    desk.ask(Ask::Remove(Category::Color, "Red".to_owned())).unwrap();
    desk.publish();
    assert_eq!(desk.copy(), r#"["Rosé"]"#);
    desk.by_hand(hand);
    desk.now += MINUTE;
    desk.add("White").unwrap();
    assert_eq!(desk.ledger.list(Category::Color), ["Rosé", "White"], "an old read");
    desk.publish();
    desk.by_hand(hand);
    desk.now += 2 * MINUTE;
    desk.add("Grey").unwrap();
    assert_eq!(desk.ledger.list(Category::Color), ["Rosé", "Red", "Grey"], "the same again");
}

#[test]
fn what_is_broken_is_written_over_by_put_only() {
    let mut desk = Desk::default();
    desk.add("Red").unwrap();
    desk.by_hand("not a list");
    desk.publish();
    assert_eq!(desk.copy(), "not a list");
    for _ in 0..3 {
        assert_eq!(desk.add("White"), Err("CORRUPT_LIST".to_owned()));
        desk.publish();
    }
    assert_eq!(desk.copy(), "not a list");
    desk.put(&["Grey"]).unwrap();
    desk.add("White").unwrap();
    assert!(desk.ledger.next_due().unwrap() <= NOW.plus_ms(desk.now + 1_000), "soon");
    desk.publish();
    assert_eq!(desk.copy(), r#"["Grey","White"]"#);
    desk.by_hand("not a list");
    desk.add("Pink").unwrap();
    desk.now += 2 * MINUTE;
    assert_eq!(desk.add("Blue"), Err("CORRUPT_LIST".to_owned()), "broken again");
}

#[test]
fn a_put_lets_go_of_what_it_has_seen_and_of_nothing_else() {
    let mut desk = Desk::default();
    desk.by_hand("one");
    desk.put(&["Grey"]).unwrap();
    desk.by_hand("two");
    desk.publish();
    assert_eq!(desk.copy(), "two");
    assert_eq!(desk.add("Red"), Err("CORRUPT_LIST".to_owned()));
    desk.put(&["Grey"]).unwrap();
    desk.publish();
    assert_eq!(desk.copy(), r#"["Grey"]"#);
}

#[test]
fn a_hand_that_leaves_no_room_for_what_is_new_is_replaced_by_put_only() {
    let mut desk = Desk::default();
    desk.add("Red").unwrap();
    let full: Vec<_> = (0..2_000).map(|n| n.to_string()).collect();
    let full = serde_json::to_string(&full).unwrap();
    desk.by_hand(&full);
    assert_eq!(desk.add("White"), Err("CORRUPT_LIST".to_owned()));
    desk.publish();
    assert_eq!(desk.copy(), full);
    desk.put(&["Grey"]).unwrap();
    desk.publish();
    assert_eq!(desk.copy(), r#"["Grey"]"#);
}

#[test]
fn rows_that_were_lost_come_back_from_kv() {
    let mut desk = Desk::default();
    desk.put(&["Red", "White"]).unwrap();
    desk.publish();
    desk.ledger = Ledger::default();
    desk.add("Rosé").unwrap();
    desk.publish();
    assert_eq!(desk.copy(), r#"["Red","White","Rosé"]"#);
}

#[test]
fn a_hand_that_comes_between_sending_and_hearing_is_heard() {
    let mut desk = Desk::default();
    desk.add("Red").unwrap();
    let edition = desk.ledger.edition(Category::Color, &Seen::Missing, NOW).unwrap();
    desk.by_hand(r#"["Red", "White"]"#);
    desk.add("Rosé").unwrap();
    desk.ledger.published(Category::Color, &edition, true, NOW);
    desk.publish();
    assert_eq!(desk.copy(), r#"["Red","White","Rosé"]"#);
}

#[test]
fn a_copy_that_is_deleted_before_its_writer_hears_of_it_is_written_again() {
    let mut desk = Desk::default();
    desk.add("Red").unwrap();
    let edition = desk.ledger.edition(Category::Color, &Seen::Missing, NOW).unwrap();
    assert_eq!(desk.add("Red"), Err("ALREADY_EXISTS".to_owned()), "nothing is new");
    desk.ledger.published(Category::Color, &edition, true, NOW);
    desk.publish();
    assert_eq!(desk.copy(), r#"["Red"]"#);
}

#[test]
fn an_edition_that_arrives_late_over_a_newer_one_is_written_over() {
    let mut desk = Desk::default();
    desk.add("Red").unwrap();
    let late = desk.ledger.edition(Category::Color, &Seen::Missing, NOW).unwrap();
    desk.ledger.published(Category::Color, &late, false, NOW);
    desk.add("White").unwrap();
    desk.publish();
    let text = serde_json::to_string(&late.list).unwrap();
    desk.kv.insert(Category::Color, (text, Some(late.rev)));
    // At first it may be an old read.
    desk.add("red").unwrap_err();
    assert_eq!(desk.ledger.next_due(), None);
    desk.now += 2 * MINUTE;
    desk.add("red").unwrap_err();
    desk.publish();
    assert_eq!(desk.copy(), r#"["Red","White"]"#);
    assert_eq!(desk.ledger.next_due(), None);
}

#[test]
fn a_merge_is_all_or_nothing() {
    let mut desk = Desk::default();
    desk.by_hand("broken");
    let merge = |color: &str, regions: usize| {
        let regions = (0..regions).map(|n| format!("Region {n}")).collect();
        Ask::Merge(BTreeMap::from([
            (Category::Color, vec![color.to_owned()]),
            (Category::Region, regions),
        ]))
    };
    assert_eq!(desk.ask(merge("Red", 3)), Err("CORRUPT_LIST".to_owned()));
    desk.kv.clear();
    assert_eq!(desk.ask(merge("Red", 2_001)), Err("LIST_FULL".to_owned()));
    assert_eq!(desk.ledger.take_changes(), []);
    desk.ask(merge("Red", 2_000)).unwrap();
    let again = desk.ask(merge("ROUGE", 2_000)).unwrap();
    let told = r#"{"color":{"added":1,"skipped":0},"region":{"added":0,"skipped":2000}}"#;
    assert_eq!(again, told);
}

#[test]
fn a_suggestion_waits_until_it_is_taken() {
    let mut desk = Desk::default();
    let suggest = |value: &str, address: &str| {
        Ask::Suggest(Category::Color, value.to_owned(), address.to_owned())
    };
    desk.add("Red").unwrap();
    desk.ask(suggest("RED", "a")).unwrap();
    desk.ask(suggest("Grey", "a")).unwrap();
    desk.ask(suggest("grey", "b")).unwrap();
    let waiting = desk.ask(Ask::Waiting).unwrap();
    let grey =
        r#"{"color":[{"value":"Grey","suggestedAt":"2025-11-21T04:40:00.000Z"}],"region":[]"#;
    assert!(waiting.starts_with(grey), "{waiting}");
    desk.by_hand(r#"["Gray", "GREY"]"#);
    desk.add("Pink").unwrap();
    assert!(desk.ask(Ask::Waiting).unwrap().starts_with(r#"{"color":[],"#));
    assert_eq!(desk.ask(Ask::Drop(Category::Color, "Grey".into())), Err("NOT_FOUND".into()));
    for n in 0..19 {
        desk.ask(suggest(&format!("Grey {n}"), "a")).unwrap();
    }
    assert_eq!(desk.ask(suggest("Blue", "a")), Err("RATE_LIMITED".to_owned()));
    desk.ask(suggest("Blue", "b")).unwrap();
    desk.publish();
    assert_eq!(desk.ledger.tally, Tally::default(), "the day is over");
    assert!(desk.ledger.take_changes().contains(&Change::Counted(Counted::Day(None))));
    desk.ask(suggest("Green", "a")).unwrap();
    desk.ask(Ask::DropAll).unwrap();
}
