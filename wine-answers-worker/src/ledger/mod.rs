//! The ledger: what all lists say, what waits for the admin, and what is to be published when. Pure:
//! told the time and what KV shows, it answers, and says what to write.
//!
//! **Invariant:** what was accepted is never lost to what arrives late, and nothing that is broken in KV is
//! written over unless a `PUT` said so.

mod page;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use serde::Serialize;
use sommelier_house::{Category, Fault, Timestamp, excerpt};

use crate::ask::Ask;
use crate::list::{List, Listing, MOST_VALUES};
use crate::seen::Seen;
use crate::suggestions::{Counted, Suggestion, Suggestions, Tally};

pub use page::{Corrupt, Edition, News, Page, Replaced, Standing};

/// What comes with everything that is asked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Moment {
    /// The wall clock.
    pub now: Timestamp,
    /// Fresh randomness, for a day of suggestions that begins.
    pub salt: String,
    /// Suggestions an address may make in a day; `None` for any number.
    pub suggestions_a_day: Option<u32>,
}

/// A row to be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// A list.
    List(Category, List),
    /// What of it KV may not show yet.
    News(Category, News),
    /// How it stands to what is in KV.
    Standing(Category, Standing),
    /// What waits for the admin in a category.
    Suggestions(Category, Vec<Suggestion>),
    /// Who has suggested how much today.
    Counted(Counted),
}

/// What is answered: a status and a body.
pub type Answered = Result<(u16, String), Fault>;

/// The ledger.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ledger {
    pages: BTreeMap<Category, Page>,
    suggestions: Suggestions,
    tally: Tally,
    changes: Vec<Change>,
}

impl Ledger {
    /// The ledger as it was written down.
    #[must_use]
    pub fn restore(
        pages: BTreeMap<Category, Page>,
        suggestions: Suggestions,
        tally: Tally,
    ) -> Self {
        Self { pages, suggestions, tally, changes: Vec::new() }
    }

    /// What is to be written since the last call: all of it in one transaction.
    pub fn take_changes(&mut self) -> Vec<Change> {
        std::mem::take(&mut self.changes)
    }

    /// A category's list.
    #[must_use]
    pub fn list(&self, category: Category) -> &[String] {
        self.pages.get(&category).map_or(&[], |page| page.list.values())
    }

    /// Does what is asked, KV being as it was seen.
    ///
    /// # Errors
    ///
    /// Why it is not done; no list has changed then but by what was seen.
    pub fn handle(
        &mut self,
        ask: Ask,
        seen: &BTreeMap<Category, Seen>,
        moment: &Moment,
    ) -> Answered {
        let now = moment.now;
        let seen = |category| seen.get(&category).unwrap_or(&Seen::Missing);
        match ask {
            Ask::Add(category, value) => {
                let mut list = self.look(category, seen(category), now)?;
                if !list.add(value.clone()) {
                    let words = format!("\"{}\" already exists in this list.", excerpt(&value));
                    return Err(Fault::new(409, "ALREADY_EXISTS", words));
                }
                check_size(category, &list)?;
                Ok((201, self.set(category, list)))
            }
            Ask::Remove(category, value) => {
                let mut list = self.look(category, seen(category), now)?;
                if !list.remove(&value) {
                    return Err(not_found(&value));
                }
                Ok((200, self.set(category, list)))
            }
            Ask::Replace(category, list) => {
                self.with_page(category, |page| {
                    page.give_up(seen(category), now);
                    page.replace(list);
                });
                Ok((200, self.told(category)))
            }
            Ask::Merge(lists) => {
                let mut merged = Vec::new();
                for (category, more) in lists {
                    let mut list = self.look(category, seen(category), now)?;
                    let asked = more.len();
                    let added = more.into_iter().filter(|value| list.add(value.clone())).count();
                    if added > 0 {
                        check_size(category, &list)?;
                    }
                    merged.push((category, list, added, asked - added));
                }
                let mut told = BTreeMap::new();
                for (category, list, added, skipped) in merged {
                    self.set(category, list);
                    told.insert(
                        category,
                        serde_json::json!({ "added": added, "skipped": skipped }),
                    );
                }
                Ok((200, json(&told)))
            }
            Ask::Suggest(category, value, address) => {
                self.suggest(category, value, &address, seen(category), moment)
            }
            Ask::Waiting => Ok((200, self.waiting())),
            Ask::Drop(category, value) => {
                if !self.suggestions.drop(category, &value) {
                    return Err(not_found(&value));
                }
                self.write_suggestions(category);
                Ok((200, self.waiting()))
            }
            Ask::DropAll => {
                for category in self.suggestions.clear() {
                    self.write_suggestions(category);
                }
                Ok((200, self.waiting()))
            }
        }
    }

    /// When the ledger next has something to do by itself.
    #[must_use]
    pub fn next_due(&self) -> Option<Timestamp> {
        let pages = self.pages.values().map(|page| page.standing.press.due_at());
        pages.chain([self.tally.next_due()]).flatten().min()
    }

    /// Forgets a day that is over, and says which lists are to be published.
    pub fn due(&mut self, now: Timestamp) -> Vec<Category> {
        if self.tally.turn(now) {
            self.changes.push(Change::Counted(Counted::Day(None)));
        }
        let is_due = |page: &Page| page.standing.press.due_at().is_some_and(|at| at <= now);
        let due = self.pages.iter().filter(|(_, page)| is_due(page));
        due.map(|(category, _)| *category).collect()
    }

    /// What is to be published of a list that is due, after another look at KV; see [`Page::edition`].
    pub fn edition(&mut self, category: Category, seen: &Seen, now: Timestamp) -> Option<Edition> {
        self.with_page(category, |page| page.edition(seen, now))
    }

    /// An edition was put into KV, or could not be.
    pub fn published(
        &mut self,
        category: Category,
        edition: &Edition,
        written: bool,
        now: Timestamp,
    ) {
        self.with_page(category, |page| page.published(edition, written, now));
    }

    /// KV could not be looked at before a list was published.
    pub fn not_looked(&mut self, category: Category, now: Timestamp) {
        self.with_page(category, |page| page.standing.press.jammed(now));
    }

    /// A category's list, after what KV shows of it was taken in.
    fn look(&mut self, category: Category, seen: &Seen, now: Timestamp) -> Result<List, Fault> {
        let taken_in = self.with_page(category, |page| page.take_in(seen, now));
        let name = category.wire_name();
        taken_in.map_err(|Corrupt| {
            let words = format!(
                "What KV holds as {name} is no list, or one of more than {MOST_VALUES} values; \
                 replace it with PUT /answers/{name}."
            );
            Fault::new(409, "CORRUPT_LIST", words)
        })?;
        Ok(self.pages.get(&category).map(|page| page.list.clone()).unwrap_or_default())
    }

    /// Changes a list, and tells it.
    fn set(&mut self, category: Category, list: List) -> String {
        self.with_page(category, |page| page.set(list));
        self.told(category)
    }

    fn told(&self, category: Category) -> String {
        json(&Listing { category, values: self.list(category), degraded: false })
    }

    fn suggest(
        &mut self,
        category: Category,
        value: String,
        address: &str,
        seen: &Seen,
        moment: &Moment,
    ) -> Answered {
        let now = moment.now;
        if self.tally.turn(now) {
            self.changes.push(Change::Counted(Counted::Day(None)));
        }
        if moment.suggestions_a_day.is_some_and(|most| !self.tally.allows(address, most)) {
            let words = "That is enough for today; come back tomorrow.";
            return Err(Fault::new(429, "RATE_LIMITED", words));
        }
        // What is broken in KV is the admin's business.
        self.look(category, seen, now).ok();
        let told = serde_json::json!({ "category": category, "value": value }).to_string();
        let is_listed = self.pages.get(&category).is_some_and(|page| page.list.contains(&value));
        if !is_listed && self.suggestions.add(category, value, now) {
            self.write_suggestions(category);
            let counted = self.tally.count(address, &moment.salt, now);
            self.changes.extend(counted.into_iter().map(Change::Counted));
        }
        Ok((202, told))
    }

    fn waiting(&self) -> String {
        json(&self.suggestions.all())
    }

    fn write_suggestions(&mut self, category: Category) {
        let waiting = self.suggestions.of(category).to_vec();
        self.changes.push(Change::Suggestions(category, waiting));
    }

    /// Opens a page, and notes what has changed in it.
    fn with_page<T>(&mut self, category: Category, then: impl FnOnce(&mut Page) -> T) -> T {
        let page = self.pages.entry(category).or_default();
        let before = page.clone();
        let answer = then(page);
        if page.news != before.news {
            self.changes.push(Change::News(category, page.news.clone()));
        }
        if page.standing != before.standing {
            self.changes.push(Change::Standing(category, page.standing.clone()));
        }
        if page.list != before.list {
            self.changes.push(Change::List(category, page.list.clone()));
            if self.suggestions.settle(category, &page.list) {
                self.write_suggestions(category);
            }
        }
        answer
    }
}

/// In the order of the fields, and of the categories.
fn json(told: &impl Serialize) -> String {
    // Names and texts only: there is nothing in it that cannot be written.
    serde_json::to_string(told).unwrap_or_default()
}

fn check_size(category: Category, list: &List) -> Result<(), Fault> {
    if list.values().len() <= MOST_VALUES {
        return Ok(());
    }
    let words = format!("{}: a list holds at most {MOST_VALUES} values.", category.wire_name());
    Err(Fault::new(409, "LIST_FULL", words))
}

fn not_found(value: &str) -> Fault {
    Fault::new(404, "NOT_FOUND", format!("There is no \"{}\" here.", excerpt(value)))
}
