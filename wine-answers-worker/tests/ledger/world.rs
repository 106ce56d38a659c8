//! The ledger in a world that fails: KV that is old, slow or broken, and people who write into it by hand.

use std::collections::{BTreeMap, BTreeSet};

use sommelier_arena_wine_answers::ask::Ask;
use sommelier_arena_wine_answers::ledger::{Edition, Ledger, Moment};
use sommelier_arena_wine_answers::list::List;
use sommelier_arena_wine_answers::seen::Seen;
use sommelier_house::{Category, Timestamp, folded_without_accents as folded};

/// For how long KV may show what it showed before.
const OLD_MS: u64 = 60_000;
/// A copy of a list, or none; with its revision if the writer put it there.
type Copy = Option<(String, Option<u64>)>;

/// What happens to an edition on its way to KV.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Sent {
    /// It arrives, and the writer hears so.
    Heard,
    /// It does not, and the writer hears so.
    Refused,
    /// It arrives, but the writer hears that it did not.
    Misheard,
    /// It arrives only when the writer hears of it, over whatever came first.
    Late,
}

/// What may happen. Numbers choose among values, and among what KV may show.
#[derive(Clone, Debug)]
pub(crate) enum Step {
    Add(u8, u8),
    Remove(u8, u8),
    Put(Vec<u8>, u8),
    Merge(Vec<u8>, Vec<u8>, u8),
    ByHand(Vec<u8>),
    Break(u8),
    DeleteByHand,
    Wait(u64),
    /// All goes well: the alarm rings when it should, what it sends arrives, and the writer hears so.
    Publish,
    /// The alarm rings: it looks, and sends.
    Ring(Sent, u8),
    /// The writer hears what became of what it sent.
    Hear,
    /// The writer is gone from memory, whatever it was about to hear.
    Forget,
    /// Its rows are gone, too.
    LoseRows,
}

/// The whole of it, about one category; a second one comes along in merges.
pub(crate) struct World {
    pub(crate) ledger: Ledger,
    now: u64,
    /// What KV showed since when, the newest last.
    copies: Vec<(u64, Copy)>,
    reads_are_old: bool,
    on_their_way: Vec<(Category, Edition, Sent)>,
    last_heard: u64,
    /// What was accepted and nobody has taken away, and how many copies there were when it came.
    owed: BTreeMap<String, usize>,
    /// How many copies there were when a change was last accepted: KV is to show it, unless a hand wrote since.
    due_since: usize,
    /// How many there were when a `PUT` last was.
    put_at: usize,
    /// What was written by hand so far.
    hands: Vec<BTreeSet<String>>,
    /// Which broken texts a `PUT` has seen.
    may_replace: BTreeSet<String>,
    /// A writer that has lost them has them back when it next accepts something.
    has_rows: bool,
    pub(crate) accepted: usize,
    pub(crate) refused: usize,
    pub(crate) published: usize,
}

impl World {
    pub(crate) fn new(reads_are_old: bool) -> Self {
        Self {
            ledger: Ledger::default(),
            now: 1_000_000,
            copies: vec![(0, None)],
            reads_are_old,
            on_their_way: Vec::new(),
            last_heard: 0,
            owed: BTreeMap::new(),
            due_since: 1,
            put_at: 0,
            hands: Vec::new(),
            may_replace: BTreeSet::new(),
            has_rows: true,
            accepted: 0,
            refused: 0,
            published: 0,
        }
    }

    pub(crate) fn happen(&mut self, step: &Step) {
        match step {
            Step::Add(value, old) => {
                let value = name(*value);
                if self.ask(Ask::Add(Category::Color, value.clone()), *old) {
                    self.owe([folded(&value)]);
                }
            }
            Step::Remove(value, old) => {
                let value = name(*value);
                if self.ask(Ask::Remove(Category::Color, value.clone()), *old) {
                    self.owed.remove(&folded(&value));
                }
            }
            Step::Put(values, old) => {
                let list: List = names(values).into();
                let broken = broken(self.copy(*old));
                if self.ask(Ask::Replace(Category::Color, list.clone()), *old) {
                    self.may_replace.extend(broken);
                    self.owed.clear();
                    self.owe(list.values().iter().map(|value| folded(value)));
                }
            }
            Step::Merge(values, others, old) => {
                let lists = [(Category::Color, names(values)), (Category::Region, names(others))];
                let due_since = self.due_since;
                let copy = self.copy(*old).clone();
                let mut new: BTreeSet<_> =
                    names(values).into_iter().map(|value| folded(&value)).collect();
                new.retain(|value| !self.kept().contains(value) && !shown(&copy).contains(value));
                if self.ask(Ask::Merge(BTreeMap::from(lists)), *old) {
                    // Where nothing is new, only what is gone from KV is put there again.
                    if new.is_empty() && (copy.is_some() || self.kept().is_empty()) {
                        self.due_since = due_since;
                    }
                    self.owe(new);
                }
            }
            Step::ByHand(values) => self.write_by_hand(&names(values)),
            // Where rows are lost, too, nothing can bring the list back.
            Step::Break(_) | Step::DeleteByHand if !self.has_rows => {}
            Step::Break(text) => self.show(Some((format!("broken {text}"), None))),
            Step::DeleteByHand => self.show(None),
            Step::Wait(ms) => self.now += ms,
            Step::Publish => self.publish(),
            Step::Ring(sent, old) => self.ring(*sent, *old),
            Step::Hear => self.hear(),
            Step::Forget => self.lose(),
            // What was not published yet is gone with them, so this is for quiet times.
            Step::LoseRows if self.ledger.next_due().is_none() && !self.reads_are_old => {
                self.lose();
                let is_readable =
                    matches!(self.look(0), Seen::Published { .. } | Seen::ByHand { .. });
                if is_readable {
                    self.ledger = Ledger::default();
                    self.has_rows = false;
                    self.last_heard = 0;
                }
            }
            Step::LoseRows => {}
        }
        self.check();
    }

    /// Lets everything come to rest: KV answers and is not old, and the alarm rings when it should. Perhaps
    /// somebody asks for one more thing; nobody has to.
    pub(crate) fn settle(&mut self, asks_again: bool) {
        self.lose();
        let reads_were_old = std::mem::take(&mut self.reads_are_old);
        self.now += 5 * OLD_MS;
        let last = Ask::Add(Category::Color, "Last".to_owned());
        if asks_again && !self.ask(last, 0) {
            assert!(self.broken().is_some(), "only a broken list takes nothing");
            self.happen(&Step::Put(vec![1, 2, 3], 0));
        }
        for _ in 0..20 {
            self.publish();
        }
        self.check();
        let newest = self.newest();
        if !asks_again && is_by_hand(newest) {
            let is_excused = !self.has_rows
                || self.hand_since(self.due_since)
                || self.broken().is_some() && (reads_were_old || self.hand_since(self.put_at));
            assert!(is_excused || self.due_since == 1, "never published");
            return;
        }
        assert_eq!(self.ledger.next_due(), None, "the writer rests");
        let (text, rev) = newest.clone().expect("a copy");
        assert!(rev.is_some(), "whose it is");
        let told: Vec<String> = serde_json::from_str(&text).expect("a list");
        // A hand's list from an old read, taken in by what was refused, is published with the next change.
        if self.has_rows && (asks_again || !reads_were_old) {
            assert_eq!(told, self.ledger.list(Category::Color), "KV shows what the rows say");
        }
    }

    fn ask(&mut self, ask: Ask, old: u8) -> bool {
        let seen = BTreeMap::from([(Category::Color, self.look(old))]);
        let is_put = matches!(ask, Ask::Replace(..));
        let moment = Moment { now: Timestamp(self.now), ..Moment::default() };
        let answered = self.ledger.handle(ask, &seen, &moment);
        match &answered {
            Ok(_) => {
                self.accepted += 1;
                self.has_rows = true;
                self.due_since = self.copies.len();
                if is_put {
                    self.put_at = self.copies.len();
                }
            }
            Err(fault) => {
                self.refused += 1;
                assert!(!is_put, "a PUT is always taken");
                assert_eq!(fault.status / 10, 40, "{}", fault.message);
                if fault.code == "CORRUPT_LIST" && !self.reads_are_old {
                    assert_ne!(self.broken(), None);
                }
            }
        }
        answered.is_ok()
    }

    fn publish(&mut self) {
        self.hear();
        if let Some(due) = self.ledger.next_due() {
            self.now = self.now.max(due.0);
        }
        self.ring(Sent::Heard, 0);
        self.hear();
    }

    fn ring(&mut self, sent: Sent, old: u8) {
        if !self.on_their_way.is_empty() {
            return;
        }
        let now = Timestamp(self.now);
        for category in self.ledger.due(now) {
            if category != Category::Color {
                let edition = self.ledger.edition(category, &Seen::Missing, now);
                self.ledger.published(category, &edition.expect("nothing is there"), true, now);
                continue;
            }
            assert!(self.now >= self.last_heard + 1_000, "copies are a second apart");
            let seen = self.look(old);
            let Some(edition) = self.ledger.edition(category, &seen, now) else { continue };
            if let (false, Some(broken)) = (self.reads_are_old, self.broken()) {
                assert!(self.may_replace.contains(&broken), "written over without a PUT");
            }
            if matches!(sent, Sent::Heard | Sent::Misheard) {
                self.arrive(&edition);
            }
            self.on_their_way.push((category, edition, sent));
        }
    }

    fn arrive(&mut self, edition: &Edition) {
        let text = serde_json::to_string(&edition.list).expect("text");
        self.show(Some((text, Some(edition.rev))));
        self.published += 1;
    }

    fn hear(&mut self) {
        for (category, edition, sent) in std::mem::take(&mut self.on_their_way) {
            if matches!(sent, Sent::Late) {
                self.arrive(&edition);
            }
            let written = matches!(sent, Sent::Heard | Sent::Late);
            self.ledger.published(category, &edition, written, Timestamp(self.now));
            self.last_heard = self.now;
        }
    }

    /// The writer never hears what became of what it sent.
    fn lose(&mut self) {
        for (_, edition, sent) in std::mem::take(&mut self.on_their_way) {
            if matches!(sent, Sent::Late) {
                self.arrive(&edition);
            }
        }
    }

    /// Somebody writes a list over what KV shows, having seen it: what they left out they took away.
    fn write_by_hand(&mut self, values: &[String]) {
        let text = json(values);
        let theirs: BTreeSet<_> = values.iter().map(|value| folded(value)).collect();
        // What was not shown since it came they cannot have taken away; unless an old read shows theirs
        // later, when it seems to be the newest word.
        let (old, copies) = (self.reads_are_old, &self.copies);
        self.owed.retain(|value, since| {
            let later = copies.get(*since..).expect("in range").iter();
            let is_shown = later.map(|(_, copy)| shown(copy)).any(|shown| shown.contains(value));
            theirs.contains(value) || (!old && !is_shown)
        });
        self.hands.push(theirs);
        self.show(Some((text, None)));
    }

    /// These were accepted. Where reads are old, one of a hand may come after it.
    fn owe(&mut self, values: impl IntoIterator<Item = String>) {
        for value in values {
            let is_safe = self.hands.iter().all(|hand| hand.contains(&value));
            if !self.reads_are_old || is_safe {
                let is_shown = shown(self.newest()).contains(&value);
                let since = self.copies.len() - usize::from(is_shown);
                self.owed.entry(value).or_insert(since);
            }
        }
    }

    fn kept(&self) -> BTreeSet<String> {
        self.ledger.list(Category::Color).iter().map(|value| folded(value)).collect()
    }

    fn show(&mut self, copy: Copy) {
        self.copies.push((self.now, copy));
    }

    fn newest(&self) -> &Copy {
        &self.copies.last().expect("never empty").1
    }

    /// Whether a hand wrote into KV, or deleted there, since there were so many copies.
    fn hand_since(&self, count: usize) -> bool {
        self.copies.iter().skip(count).any(|(_, copy)| is_by_hand(copy))
    }

    /// What stands in KV, if that is no list.
    fn broken(&self) -> Option<String> {
        broken(self.newest())
    }

    /// What a read of KV shows: the newest, or what was there within the last minute.
    fn copy(&self, old: u8) -> &Copy {
        let begins = self.now.saturating_sub(OLD_MS);
        let first = self.copies.iter().rposition(|(since, _)| *since <= begins).unwrap_or(0);
        let may_show = self.copies.get(first..).expect("in range");
        let back = if self.reads_are_old { usize::from(old) % may_show.len() } else { 0 };
        &may_show.iter().rev().nth(back).expect("in range").1
    }

    fn look(&self, old: u8) -> Seen {
        match self.copy(old) {
            None => Seen::Missing,
            Some((text, rev)) => Seen::of(Some(text), *rev),
        }
    }

    fn check(&self) {
        let list = self.ledger.list(Category::Color);
        let kept = self.kept();
        assert_eq!(kept.len(), list.len(), "no value is there twice");
        let lost: Vec<_> = self.owed.keys().filter(|value| !kept.contains(*value)).collect();
        assert!(lost.is_empty() || !self.has_rows, "lost: {lost:?} of {list:?}");
    }
}

fn json(values: &[String]) -> String {
    serde_json::to_string(values).expect("texts")
}

fn is_by_hand(copy: &Copy) -> bool {
    copy.as_ref().is_none_or(|(_, rev)| rev.is_none())
}

fn broken(copy: &Copy) -> Option<String> {
    let (text, _) = copy.as_ref()?;
    text.starts_with("broken").then(|| text.clone())
}

/// The values of a copy, if it is a list.
fn shown(copy: &Copy) -> BTreeSet<String> {
    let list = copy.as_ref().and_then(|(text, _)| serde_json::from_str::<Vec<String>>(text).ok());
    list.into_iter().flatten().map(|value| folded(&value)).collect()
}

/// Some of them are the same to a reader.
fn name(number: u8) -> String {
    let names = ["Red", "Rosé", "rose", "White", "Orange", "RED", "Grey", "Pink"];
    (*names.get(usize::from(number) % names.len()).expect("in range")).to_owned()
}

fn names(numbers: &[u8]) -> Vec<String> {
    numbers.iter().map(|number| name(*number)).collect()
}
