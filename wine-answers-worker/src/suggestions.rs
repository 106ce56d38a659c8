//! Suggestions: what strangers offer to the lists, until the admin takes or drops it.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use sommelier_house::{Category, Timestamp, digest, folded_without_accents, iso_8601};

use crate::list::List;

/// Suggestions that wait in a category, at most; the oldest make room.
const MOST_WAITING: usize = 200;
/// Addresses that are counted in a day, at most; who comes after them waits for the next.
const MOST_ADDRESSES: usize = 10_000;
const DAY_MS: u64 = 24 * 3_600 * 1_000;

/// One that waits for the admin.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "camelCase")]
pub struct Suggestion {
    /// What is suggested.
    pub value: String,
    /// When: ISO 8601, UTC, with milliseconds.
    pub suggested_at: String,
}

/// What waits for the admin, the newest first in each category.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Suggestions(BTreeMap<Category, Vec<Suggestion>>);

impl Suggestions {
    /// Those that were written down.
    pub fn restore(&mut self, category: Category, waiting: Vec<Suggestion>) {
        self.0.insert(category, waiting);
    }

    /// Those of one category.
    #[must_use]
    pub fn of(&self, category: Category) -> &[Suggestion] {
        self.0.get(&category).map_or(&[], Vec::as_slice)
    }

    /// All of them, each category named.
    #[must_use]
    pub fn all(&self) -> BTreeMap<Category, &[Suggestion]> {
        Category::ALL.into_iter().map(|category| (category, self.of(category))).collect()
    }

    /// Takes one in; `false` if it waits already.
    pub fn add(&mut self, category: Category, value: String, now: Timestamp) -> bool {
        let waiting = self.0.entry(category).or_default();
        let folded = folded_without_accents(&value);
        if waiting.iter().any(|known| folded_without_accents(&known.value) == folded) {
            return false;
        }
        waiting.insert(0, Suggestion { value, suggested_at: iso_8601(now) });
        waiting.truncate(MOST_WAITING);
        true
    }

    /// Drops one; `false` if it does not wait.
    pub fn drop(&mut self, category: Category, value: &str) -> bool {
        let folded = folded_without_accents(value);
        self.keep(category, |known| folded_without_accents(known) != folded)
    }

    /// Drops those of a category that stand in its list by now; whether there were any.
    pub fn settle(&mut self, category: Category, list: &List) -> bool {
        self.keep(category, |known| !list.contains(known))
    }

    /// Drops all of them; in which categories there were any.
    pub fn clear(&mut self) -> Vec<Category> {
        let all = std::mem::take(&mut self.0).into_iter();
        all.filter(|(_, waiting)| !waiting.is_empty()).map(|(category, _)| category).collect()
    }

    fn keep(&mut self, category: Category, stays: impl Fn(&str) -> bool) -> bool {
        let Some(waiting) = self.0.get_mut(&category) else { return false };
        let before = waiting.len();
        waiting.retain(|known| stays(&known.value));
        waiting.len() < before
    }
}

/// How many suggestions came from each address today. Addresses are kept as hashes under a salt of the
/// day, and both are forgotten when it is over.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// The day, and its salt.
    pub day: Option<(u64, String)>,
    /// How many, by hash.
    pub counts: BTreeMap<String, u32>,
}

/// What of a tally has changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Counted {
    /// A new day has begun, or the last one is over.
    Day(Option<(u64, String)>),
    /// An address has suggested so many.
    Address(String, u32),
}

impl Tally {
    /// Forgets a day that is over; whether there was one.
    pub fn turn(&mut self, now: Timestamp) -> bool {
        let is_over = self.day.as_ref().is_some_and(|(day, _)| *day != day_of(now));
        if is_over {
            *self = Self::default();
        }
        is_over
    }

    /// When there is something to forget.
    #[must_use]
    pub fn next_due(&self) -> Option<Timestamp> {
        self.day.as_ref().map(|(day, _)| Timestamp((day + 1).saturating_mul(DAY_MS)))
    }

    /// Whether this address may suggest more today.
    #[must_use]
    pub fn allows(&self, address: &str, most: u32) -> bool {
        match self.counts.get(&self.hash(address)) {
            Some(count) => *count < most,
            None => self.counts.len() < MOST_ADDRESSES,
        }
    }

    /// Counts one suggestion of this address; `salt` is fresh, for a day that begins with it.
    pub fn count(&mut self, address: &str, salt: &str, now: Timestamp) -> Vec<Counted> {
        let mut changes = Vec::new();
        if self.day.is_none() {
            self.day = Some((day_of(now), salt.to_owned()));
            changes.push(Counted::Day(self.day.clone()));
        }
        let hash = self.hash(address);
        let count = self.counts.entry(hash.clone()).or_default();
        *count += 1;
        changes.push(Counted::Address(hash, *count));
        changes
    }

    fn hash(&self, address: &str) -> String {
        let salt = self.day.as_ref().map_or("", |(_, salt)| salt);
        digest(format!("{salt} {address}"))
    }
}

fn day_of(now: Timestamp) -> u64 {
    now.0 / DAY_MS
}

/// Seconds until the day is over, in UTC.
#[must_use]
pub fn seconds_left(now: Timestamp) -> u64 {
    (DAY_MS - now.0 % DAY_MS).div_ceil(1_000)
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Timestamp = Timestamp(1_763_700_000_000);

    #[test]
    fn the_newest_comes_first_and_the_oldest_makes_room() {
        let mut suggestions = Suggestions::default();
        for n in 0..=MOST_WAITING {
            assert!(suggestions.add(Category::Region, format!("Region {n}"), NOW));
        }
        assert!(!suggestions.add(Category::Region, "RÉGION 7".to_owned(), NOW));
        let waiting = suggestions.of(Category::Region);
        assert_eq!(waiting.len(), MOST_WAITING);
        assert_eq!(waiting[0].value, "Region 200");
        assert_eq!(waiting[199].value, "Region 1");
        assert_eq!(waiting[0].suggested_at, "2025-11-21T04:40:00.000Z");
    }

    #[test]
    fn what_stands_in_the_list_no_longer_waits() {
        let mut suggestions = Suggestions::default();
        suggestions.add(Category::Color, "Rose".to_owned(), NOW);
        let list = List::from(vec!["Rosé".to_owned()]);
        assert!(!suggestions.settle(Category::Region, &list));
        assert!(suggestions.settle(Category::Color, &list));
        assert!(!suggestions.drop(Category::Color, "Rosé"));
    }

    #[test]
    fn an_address_is_counted_for_a_day_and_never_kept_as_it_is() {
        let mut tally = Tally::default();
        for _ in 0..20 {
            assert!(tally.allows("192.0.2.7", 20));
            tally.count("192.0.2.7", "salt", NOW);
        }
        assert!(!tally.allows("192.0.2.7", 20) && tally.allows("192.0.2.8", 20));
        assert!(!format!("{tally:?}").contains("192.0.2"));
        let tomorrow = tally.next_due().unwrap();
        assert!(!tally.turn(Timestamp(tomorrow.0 - 1)) && tally.turn(tomorrow));
        assert!(tally.allows("192.0.2.7", 20) && tally.next_due().is_none());
        assert_eq!((seconds_left(tomorrow), seconds_left(Timestamp(tomorrow.0 - 1))), (86_400, 1));
    }
}
