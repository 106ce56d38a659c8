//! The host's book, told a story at a time.

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::*;
use crate::protocol::SessionStatus;

pub(super) const NOW: Timestamp = Timestamp(1_800_000_000_000);
/// As rooms have it unless their deployment says otherwise.
const WAITING_MS: u64 = 30 * DAY;

pub(super) fn key(n: u8) -> SecretHash {
    Secret::from_bits([n; 16]).hash()
}

pub(super) fn entry(code: &str, created_at: &str, count: usize) -> SessionListEntry {
    SessionListEntry {
        code: code.into(),
        title: "Friday".into(),
        created_at: created_at.into(),
        status: SessionStatus::Waiting,
        participant_count: count,
        final_rankings: None,
        parked: false,
    }
}

pub(super) const MONDAY: &str = "2026-11-16T19:00:00.000Z";
pub(super) const FRIDAY: &str = "2026-11-20T19:00:00.000Z";

pub(super) fn claimed() -> Book {
    let mut book = Book::default();
    assert_eq!(book.claim(key(1), false, RejoinCredentials::Secret, NOW), Verdict::Granted(key(1)));
    book
}

pub(super) fn codes(book: &Book) -> Vec<String> {
    book.list().into_iter().map(|entry| entry.code).collect()
}

pub(super) fn only(book: &Book, code: &str) -> LineId {
    book.find(code).unwrap().0
}

#[test]
fn a_handle_belongs_to_the_key_that_was_first() {
    let mut book = claimed();
    let mut ask = |n, minted, how| book.claim(key(n), minted, how, NOW);
    assert_eq!(ask(1, false, RejoinCredentials::Secret), Verdict::Granted(key(1)));
    assert_eq!(ask(2, false, RejoinCredentials::Secret), Verdict::Taken);
    assert_eq!(ask(2, true, RejoinCredentials::Secret), Verdict::Taken);
    // Where handles are proof enough, who sent no key gets in with the key that is there.
    assert_eq!(ask(2, false, RejoinCredentials::Handle), Verdict::Taken);
    assert_eq!(ask(2, true, RejoinCredentials::Handle), Verdict::Granted(key(1)));
}

#[test]
fn a_book_opens_to_its_key_only_and_an_unclaimed_one_to_none() {
    let secret = Secret::from_bits([1; 16]);
    assert!(claimed().opens_to(&secret, NOW));
    assert!(!claimed().opens_to(&Secret::from_bits([2; 16]), NOW));
    assert!(!Book::default().opens_to(&secret, NOW));
}

#[test]
fn a_knock_writes_nothing() {
    let mut book = Book::default();
    assert!(!book.opens_to(&Secret::from("x"), NOW));
    assert!(!book.take_in(key(1), entry("1000", FRIDAY, 0), 1, NOW));
    assert!(book.find("1000").is_none());
    assert!(book.take_changes().is_empty());
    assert_eq!(book.next_due(WAITING_MS), None);
    assert!(book.is_blank());
}

#[test]
fn the_newest_session_comes_first_and_the_latest_news_win() {
    let mut book = claimed();
    assert!(book.take_in(key(1), entry("2000", FRIDAY, 2), 7, NOW));
    assert!(book.take_in(key(1), entry("1000", MONDAY, 1), 1, NOW));
    assert!(book.take_in(key(1), entry("2000", FRIDAY, 9), 6, NOW));
    assert_eq!(codes(&book), ["2000", "1000"]);
    assert_eq!(book.list().first().unwrap().participant_count, 2);
    assert!(!book.take_in(key(2), entry("3000", FRIDAY, 0), 1, NOW), "another host's news");
}

#[test]
fn one_code_may_have_had_two_sessions() {
    let mut book = claimed();
    book.take_in(key(1), entry("1000", MONDAY, 1), 1, NOW);
    book.take_in(key(1), entry("1000", FRIDAY, 2), 1, NOW);
    assert_eq!(codes(&book), ["1000", "1000"]);
    let (newest, its_room) = book.find("1000").unwrap();
    assert_eq!((newest.created_at.as_str(), its_room), (FRIDAY, true));
    book.hide(&newest, None, NOW).unwrap();
    let (older, its_room) = book.find("1000").unwrap();
    assert_eq!((older.created_at.as_str(), its_room), (MONDAY, false));
}

#[test]
fn a_room_may_be_there_until_its_newest_session_is_erased() {
    let mut book = claimed();
    book.take_in(key(1), entry("1000", MONDAY, 1), 1, NOW);
    book.take_in(key(1), entry("1000", FRIDAY, 1), 1, NOW);
    book.take_in(key(1), entry("2000", MONDAY, 1), 1, NOW);
    let rooms = |book: &Book| book.rooms().into_iter().collect::<Vec<_>>();
    let both = [("1000".to_owned(), FRIDAY.to_owned()), ("2000".to_owned(), MONDAY.to_owned())];
    assert_eq!(rooms(&book), both);
    let id = only(&book, "2000");
    book.hide(&id, Some(PhaseName::Ended), NOW).unwrap();
    assert_eq!(rooms(&book), both, "hidden, it can still be restored");
    book.erased(&id, true, NOW.plus_ms(60_000));
    assert_eq!(rooms(&book), both[..1]);
}

#[test]
fn a_deleted_session_is_hidden_at_once_and_comes_back_within_a_minute() {
    let mut book = claimed();
    book.take_in(key(1), entry("1000", FRIDAY, 1), 1, NOW);
    book.hide(&only(&book, "1000"), Some(PhaseName::Waiting), NOW).unwrap();
    assert!(codes(&book).is_empty());
    book.take_in(key(1), entry("1000", FRIDAY, 5), 2, NOW);
    assert!(codes(&book).is_empty(), "news do not show it again");
    let late = NOW.plus_ms(59_999);
    assert!(book.due(late, WAITING_MS).erase.is_empty());
    book.restore_session("1000", late).unwrap();
    assert_eq!(book.list().first().unwrap().participant_count, 5);
    assert_eq!(book.restore_session("1000", late), Err(NotNow::NoSuchSession));
}

#[test]
fn what_was_hidden_last_comes_back_first() {
    let mut book = claimed();
    book.take_in(key(1), entry("1000", MONDAY, 1), 1, NOW);
    book.take_in(key(1), entry("1000", FRIDAY, 2), 1, NOW);
    for (count, at) in [(2, NOW), (1, NOW.plus_ms(1))] {
        assert_eq!(book.list().first().unwrap().participant_count, count);
        book.hide(&only(&book, "1000"), None, at).unwrap();
    }
    let counts =
        |book: &Book| book.list().iter().map(|it| it.participant_count).collect::<Vec<_>>();
    book.restore_session("1000", NOW.plus_ms(2)).unwrap();
    assert_eq!(counts(&book), [1]);
    book.restore_session("1000", NOW.plus_ms(2)).unwrap();
    assert_eq!(counts(&book), [2, 1]);
}

#[test]
fn after_a_minute_it_is_erased_once_its_room_was_told() {
    let mut book = claimed();
    book.take_in(key(1), entry("1000", FRIDAY, 1), 1, NOW);
    let id = only(&book, "1000");
    book.hide(&id, Some(PhaseName::Ended), NOW).unwrap();
    let minute = NOW.plus_ms(60_000);
    assert_eq!(book.due(minute, WAITING_MS).erase, [(id.clone(), true)]);
    assert_eq!(book.restore_session("1000", minute), Err(NotNow::NoSuchSession));
    book.erased(&id, false, minute);
    assert!(book.due(minute.plus_ms(4_999), WAITING_MS).erase.is_empty());
    assert_eq!(book.due(minute.plus_ms(5_000), WAITING_MS).erase.len(), 1);
    book.erased(&id, true, minute.plus_ms(5_000));
    assert!(book.due(minute.plus_ms(3_600_000), WAITING_MS).erase.is_empty());
    book.take_in(key(1), entry("1000", FRIDAY, 5), 99, NOW);
    assert!(codes(&book).is_empty(), "late news do not bring it back");
}

#[test]
fn nothing_is_deleted_under_an_open_question() {
    let mut book = claimed();
    book.take_in(key(1), entry("1000", FRIDAY, 1), 1, NOW);
    let id = only(&book, "1000");
    for phase in [PhaseName::QuestionOpen, PhaseName::QuestionPaused] {
        assert_eq!(book.hide(&id, Some(phase), NOW), Err(NotNow::QuestionOpen));
    }
    assert_eq!(codes(&book), ["1000"]);
}

#[test]
fn the_copy_is_published_at_most_once_a_second() {
    let mut book = claimed();
    book.take_in(key(1), entry("1000", MONDAY, 1), 1, NOW);
    let (edition, list) = book.due(NOW, WAITING_MS).publish.unwrap();
    assert_eq!(list.len(), 1);
    book.published(edition, true, NOW);
    assert!(book.due(NOW.plus_ms(86_400_000), WAITING_MS).publish.is_none(), "nothing has changed");
    book.take_in(key(1), entry("2000", FRIDAY, 1), 1, NOW);
    assert!(book.due(NOW.plus_ms(999), WAITING_MS).publish.is_none());
    assert_eq!(book.due(NOW.plus_ms(1_000), WAITING_MS).publish.unwrap().1.len(), 2);
}

#[test]
fn what_changed_while_the_copy_was_written_is_published_too() {
    let mut book = claimed();
    book.take_in(key(1), entry("1000", MONDAY, 1), 1, NOW);
    let (edition, _) = book.due(NOW, WAITING_MS).publish.unwrap();
    book.take_in(key(1), entry("2000", FRIDAY, 1), 1, NOW);
    book.published(edition, true, NOW);
    assert_eq!(book.due(NOW.plus_ms(1_000), WAITING_MS).publish.unwrap().1.len(), 2);
    let mut another_memory = claimed();
    another_memory.take_in(key(1), entry("2000", FRIDAY, 1), 1, NOW);
    another_memory.published(edition, true, NOW);
    assert!(another_memory.due(NOW.plus_ms(1_000), WAITING_MS).publish.is_some());
}

#[test]
fn a_copy_that_could_not_be_written_is_tried_again_ever_later() {
    let mut book = claimed();
    book.take_in(key(1), entry("1000", MONDAY, 1), 1, NOW);
    let mut now = NOW;
    for wait in [2_000, 4_000, 8_000, 16_000] {
        let (edition, _) = book.due(now, WAITING_MS).publish.unwrap();
        book.published(edition, false, now);
        assert!(book.due(now.plus_ms(wait - 1), WAITING_MS).publish.is_none());
        now = now.plus_ms(wait);
    }
    assert!(book.due(now, WAITING_MS).publish.is_some());
}

#[test]
fn an_entry_is_kept_for_a_year_and_a_handle_for_400_unused_days() {
    let mut book = claimed();
    book.take_in(key(1), entry("1000", FRIDAY, 1), 1, NOW);
    book.due(NOW.plus_ms(KEPT_MS - 1), WAITING_MS);
    assert_eq!(codes(&book), ["1000"]);
    book.due(NOW.plus_ms(KEPT_MS), WAITING_MS);
    assert!(codes(&book).is_empty());
    let last = NOW.plus_ms(UNUSED_MS - 1);
    assert_eq!(book.claim(key(2), false, RejoinCredentials::Secret, last), Verdict::Taken);
    let free = NOW.plus_ms(UNUSED_MS);
    assert!(!book.opens_to(&Secret::from_bits([1; 16]), free));
    assert_eq!(
        book.claim(key(2), false, RejoinCredentials::Secret, free),
        Verdict::Granted(key(2))
    );
}

#[test]
fn a_forgotten_host_leaves_a_free_handle_and_an_empty_copy() {
    let mut book = claimed();
    book.take_in(key(1), entry("1000", FRIDAY, 1), 1, NOW);
    let rooms = book.rooms();
    book.take_in(key(1), entry("1000", FRIDAY, 2), 2, NOW);
    assert!(book.forget(&rooms));
    let (edition, list) = book.due(NOW.plus_ms(1_000), WAITING_MS).publish.unwrap();
    assert!(list.is_empty());
    book.published(edition, true, NOW.plus_ms(1_000));
    assert!(book.is_blank());
    assert_eq!(book.next_due(WAITING_MS), None);
}

#[test]
fn a_host_is_not_forgotten_while_there_is_a_room_that_was_not_erased() {
    let mut book = claimed();
    book.take_in(key(1), entry("1000", MONDAY, 1), 1, NOW);
    let rooms = book.rooms();
    // Made on another device while the others were erased.
    book.take_in(key(1), entry("2000", FRIDAY, 0), 1, NOW);
    assert!(!book.forget(&rooms));
    assert_eq!(codes(&book), ["2000", "1000"]);
    let rooms = book.rooms();
    assert!(book.forget(&rooms));
    assert_eq!(book.claim(key(2), false, RejoinCredentials::Secret, NOW), Verdict::Granted(key(2)));
}

/// Rows on disk, as the shell would keep them.
#[derive(Default)]
struct Disk {
    host: (Option<Owner>, Press),
    lines: BTreeMap<LineId, Line>,
}

impl Disk {
    fn write(&mut self, changes: Vec<Change>) {
        for change in changes {
            match change {
                Change::Host(owner, press) => self.host = (owner, press),
                Change::Line(id, line) => drop(self.lines.insert(id, *line)),
                Change::Drop(id) => drop(self.lines.remove(&id)),
            }
        }
    }

    fn read(&self) -> Book {
        Book::restore(self.host.0.clone(), self.host.1, self.lines.clone())
    }
}

proptest! {
    /// Many rooms of one host tell their versions in any order, some twice, while the book is put away
    /// and taken out again and its copy is written or fails: the last word of each room stands, in the
    /// book, on disk and in the copy.
    #[test]
    fn no_order_of_arrival_loses_anything(
        news in prop::collection::vec((0..6_u64, 1..20_u64, any::<bool>(), any::<bool>()), 1..120),
    ) {
        let mut disk = Disk::default();
        let mut book = claimed();
        disk.write(book.take_changes());
        let mut last = BTreeMap::new();
        let mut copy = Vec::new();
        let mut now = NOW;
        for (room, version, reload, kv_works) in news {
            now = now.plus_ms(300);
            let news = entry(&format!("{}", 1_000 + room), FRIDAY, usize::try_from(version).unwrap());
            prop_assert!(book.take_in(key(1), news, version, now));
            let known = last.entry(room).or_insert(version);
            *known = version.max(*known);
            disk.write(book.take_changes());
            if let Some((edition, list)) = book.due(now, WAITING_MS).publish {
                if kv_works { copy = list; }
                book.published(edition, kv_works, now);
            }
            disk.write(book.take_changes());
            if reload {
                book = disk.read();
            }
        }
        while let Some(due) = book.next_due(WAITING_MS).filter(|due| *due < NOW.plus_ms(DAY)) {
            let (edition, list) = book.due(due, WAITING_MS).publish.unwrap();
            copy = list;
            book.published(edition, true, due);
        }
        let told: BTreeMap<_, _> = copy
            .iter()
            .map(|entry| (entry.code.parse::<u64>().unwrap() - 1_000, entry.participant_count as u64))
            .collect();
        prop_assert_eq!(&told, &last);
        prop_assert_eq!(copy, book.list());
        disk.write(book.take_changes());
        prop_assert_eq!(disk.read().list(), book.list());
    }
}

#[test]
fn what_waits_no_more_is_over_in_the_list_too() {
    let mut book = claimed();
    book.take_in(key(1), entry("1000", MONDAY, 2), 1, NOW);
    let (edition, _) = book.due(NOW, WAITING_MS).publish.unwrap();
    book.published(edition, true, NOW);
    let over = NOW.plus_ms(WAITING_MS);
    assert_eq!(book.next_due(WAITING_MS), Some(over));
    assert!(book.due(over.minus_ms(1), WAITING_MS).publish.is_none());
    let (_, list) = book.due(over, WAITING_MS).publish.unwrap();
    assert_eq!((list[0].status, list[0].participant_count), (SessionStatus::Ended, 2));
    // Its room may have waited a little longer for the archive, and begun after all.
    let begun = SessionListEntry { status: SessionStatus::Active, ..entry("1000", MONDAY, 2) };
    book.take_in(key(1), begun, 2, over);
    assert_eq!(book.list()[0].status, SessionStatus::Active);
}
