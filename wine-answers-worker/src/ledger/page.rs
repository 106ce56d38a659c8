//! One category's page of the ledger: its list, and how that stands to what is in KV.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use sommelier_house::{Press, Timestamp};

use crate::list::{List, MOST_VALUES};
use crate::seen::Seen;

/// For how long KV may still show what was replaced.
const STALE_MS: u64 = 120_000;
/// How many replaced texts are remembered.
const MOST_REPLACED: usize = 8;

/// A text of KV that we have written over, or are about to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Replaced {
    digest: String,
    /// When; `None` until that is known to be done.
    at: Option<Timestamp>,
}

/// How a list stands to what is in KV.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Standing {
    /// Counts the list's changes.
    pub rev: u64,
    /// The newest revision that may have reached KV.
    pub sent_rev: u64,
    /// When it is published.
    pub press: Press,
    /// The hand-written text that stands in KV, as far as we know.
    pub by_hand: Option<String>,
    /// The text, written by hand or broken, that a `PUT` has seen and replaces.
    pub may_replace: Option<String>,
    /// What may still be seen although it is gone.
    pub replaced: Vec<Replaced>,
}

/// What has happened to a list since KV was last known to show it: values, folded, and the revision that
/// they came or went with.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct News {
    /// What came.
    pub added: BTreeMap<String, u64>,
    /// What went.
    pub removed: BTreeMap<String, u64>,
}

/// One category's page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Page {
    /// The truth.
    pub list: List,
    /// What of it KV may not show yet.
    pub news: News,
    /// How they stand to each other.
    pub standing: Standing,
}

/// KV holds a text that is no list or would be too long a one, and nobody has said that it may be replaced.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Corrupt;

/// What to put into KV.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edition {
    /// Goes into the metadata.
    pub rev: u64,
    /// The value.
    pub list: List,
}

impl Page {
    /// Takes in what stands in KV.
    ///
    /// # Errors
    ///
    /// When it is broken.
    pub fn take_in(&mut self, seen: &Seen, now: Timestamp) -> Result<(), Corrupt> {
        match seen {
            Seen::Missing => {
                // Deleted by hand, or lost: readers would see none of it.
                if !self.list.values().is_empty() {
                    // What was sent and not yet heard of may have arrived and been deleted: another is to follow it.
                    if self.standing.rev == self.standing.sent_rev {
                        self.standing.rev += 1;
                    }
                    self.standing.press.fall_behind();
                }
                Ok(())
            }
            Seen::Published { rev, .. } if *rev <= self.standing.sent_rev => {
                let is_old = *rev < self.standing.sent_rev;
                // No read is so old: an edition that was given up has arrived over the newest.
                if is_old && now.ms_since(self.standing.press.tried_at) >= STALE_MS {
                    self.standing.press.fall_behind();
                }
                Ok(())
            }
            // Newer than anything we know to have sent: our rows are older than they were.
            Seen::Published { rev, list } => {
                self.standing.sent_rev = *rev;
                self.standing.rev = self.standing.rev.max(*rev);
                self.join(self.joined(list), None, now);
                Ok(())
            }
            Seen::ByHand { digest, .. } | Seen::Broken { digest }
                if self.standing.may_replace.as_ref() == Some(digest)
                    || self.is_stale(digest, now) =>
            {
                Ok(())
            }
            Seen::ByHand { digest, .. } if self.standing.by_hand.as_ref() == Some(digest) => Ok(()),
            Seen::ByHand { digest, list } => {
                let joined = self.joined(list);
                // With what is not published yet it is more than a list may hold.
                if joined.values().len() > MOST_VALUES {
                    return Err(Corrupt);
                }
                self.join(joined, Some(digest.clone()), now);
                Ok(())
            }
            Seen::Broken { .. } => Err(Corrupt),
        }
    }

    /// Takes in what stands in KV before all of it is replaced, and lets its text go, whatever becomes of it.
    pub fn give_up(&mut self, seen: &Seen, now: Timestamp) {
        self.take_in(seen, now).ok();
        if let Seen::ByHand { digest, .. } | Seen::Broken { digest } = seen {
            let before = self.standing.may_replace.replace(digest.clone());
            self.remember(before, Some(now));
        }
    }

    /// Changes the list; whether that is a change.
    pub fn set(&mut self, list: List) -> bool {
        if self.list == list {
            return false;
        }
        self.changed();
        self.standing.press.fall_behind();
        let rev = self.standing.rev;
        for gone in self.list.beyond(&list) {
            self.news.added.remove(gone);
            self.news.removed.insert(gone.clone(), rev);
        }
        for new in list.beyond(&self.list) {
            self.news.removed.remove(new);
            self.news.added.insert(new.clone(), rev);
        }
        self.list = list;
        true
    }

    /// Replaces the list: all that is in it is news then, whatever stood there. The same again is, too: what
    /// was taken for an old read of KV may be what stands there.
    pub fn replace(&mut self, list: List) {
        if !self.set(list) {
            self.changed();
            self.standing.press.fall_behind();
        }
        let all = self.list.folded().map(|value| (value.clone(), self.standing.rev));
        self.news.added.extend(all);
    }

    /// What is to be published, after another look at KV; `None` when there is nothing to do, or it cannot
    /// be done because what stands there is broken.
    pub fn edition(&mut self, seen: &Seen, now: Timestamp) -> Option<Edition> {
        if self.take_in(seen, now).is_err() {
            self.standing.press.jammed(now);
            return None;
        }
        if !self.standing.press.behind {
            return None;
        }
        // Before it is sent: if the answer is lost, it may have been heard all the same.
        self.standing.sent_rev = self.standing.rev;
        Some(Edition { rev: self.standing.rev, list: self.list.clone() })
    }

    /// An edition was put into KV, or could not be.
    pub fn published(&mut self, edition: &Edition, written: bool, now: Timestamp) {
        if !written {
            self.standing.press.jammed(now);
            return;
        }
        let is_whole = edition.rev == self.standing.rev;
        self.standing.press.printed(is_whole, now);
        self.news.added.retain(|_, rev| *rev > edition.rev);
        self.news.removed.retain(|_, rev| *rev > edition.rev);
        for replaced in &mut self.standing.replaced {
            replaced.at.get_or_insert(now);
        }
        let by_hand = self.standing.by_hand.take();
        // One that came while this was under way may lie over it in KV or under it. Its list was taken in,
        // and the next edition goes over both.
        self.remember(by_hand, is_whole.then_some(now));
        // What a `PUT` has seen while this was under way may lie over it, too.
        if is_whole {
            let replaced = self.standing.may_replace.take();
            self.remember(replaced, Some(now));
        }
    }

    /// A list that KV shows, which knows nothing of the news, with the news.
    fn joined(&self, theirs: &List) -> List {
        let News { added, removed } = &self.news;
        let is_added = |value: &str| added.contains_key(value);
        theirs.clone().joined(&self.list, is_added, |it| removed.contains_key(it))
    }

    /// Takes over what KV shows. Whether KV is behind stays as it was: it is while there is news, and while
    /// an edition that was sent may still arrive.
    fn join(&mut self, joined: List, by_hand: Option<String>, now: Timestamp) {
        let before = std::mem::replace(&mut self.standing.by_hand, by_hand);
        self.remember(before, Some(now));
        self.list = joined;
        self.changed();
    }

    fn changed(&mut self) {
        self.standing.rev += 1;
        // A change is worth another try at once.
        self.standing.press.failures = 0;
    }

    fn is_stale(&self, digest: &str, now: Timestamp) -> bool {
        self.standing.replaced.iter().any(|replaced| {
            let is_past = replaced.at.is_some_and(|at| now.ms_since(at) >= STALE_MS);
            replaced.digest == digest && !is_past
        })
    }

    fn remember(&mut self, digest: Option<String>, at: Option<Timestamp>) {
        let Some(digest) = digest else { return };
        let replaced = &mut self.standing.replaced;
        replaced.retain(|known| known.digest != digest);
        replaced.push(Replaced { digest, at });
        if replaced.len() > MOST_REPLACED {
            replaced.remove(0);
        }
    }
}
