//! Those whom a room asks: hosts' indexes, which keep real books, and the archive. Either may fail, or take its time.

use std::collections::BTreeMap;

use sommelier_arena::game::{Input, Notice, RejoinCredentials, Timestamp, Verdict};
use sommelier_arena::host::Book;
use sommelier_arena::protocol::CreateSession;

use crate::platform::Ask;

/// The other objects of the world.
#[derive(Debug, Default)]
pub struct Others {
    /// By handle.
    pub books: BTreeMap<String, Book>,
    /// The index does not answer.
    pub index_is_down: bool,
    /// The index keeps nothing without a room: it keeps as many already as it may.
    pub index_is_full: bool,
    /// The archive does not.
    pub archive_is_down: bool,
    /// Both take so long.
    pub latency_ms: u64,
}

impl Others {
    /// Answers, or does not.
    pub fn answer(
        &mut self,
        ask: &Ask,
        credentials: RejoinCredentials,
        now: Timestamp,
    ) -> Option<Input> {
        match ask {
            Ask::Claim(claim) => {
                let verdict = if self.index_is_down {
                    Verdict::Unreachable
                } else {
                    let key = claim.key.hash();
                    let book = self.books.entry(claim.host_id.clone()).or_default();
                    book.claim(key, claim.minted, credentials, now)
                };
                Some(Input::Claimed { claim: claim.clone(), verdict })
            }
            Ask::List(host_id, socket, asked) => {
                let book = self.books.get(host_id).filter(|_| !self.index_is_down);
                let sessions = book.map(Book::list);
                Some(Input::Listed { socket: *socket, asked: *asked, sessions })
            }
            Ask::Publish(notice) => {
                if self.index_is_down {
                    return None;
                }
                let Notice { host_id, key, entry, version, created_at } = &**notice;
                let book = self.books.entry(host_id.clone()).or_default();
                // Whether it is taken or the handle is another's: either settles it.
                book.take_in(*key, entry.clone(), *version, now);
                book.take_changes();
                Some(Input::Published { created_at: *created_at, version: *version })
            }
            Ask::Park(notice, tasting) => {
                if self.index_is_down {
                    return None;
                }
                let Notice { host_id, key, entry, version, created_at } = &**notice;
                let book = self.books.entry(host_id.clone()).or_default();
                let kept = !self.index_is_full
                    && book.park(
                        *key,
                        (entry.clone(), CreateSession::clone(tasting)),
                        *version,
                        now,
                    );
                book.take_changes();
                Some(Input::Parked { created_at: *created_at, version: *version, kept })
            }
            Ask::Drain(created_at, through, more) => {
                (!self.archive_is_down).then_some(Input::Drained {
                    created_at: *created_at,
                    through: *through,
                    more: *more,
                })
            }
        }
    }
}
