//! The ledger's rows.

use std::cell::Cell;
use std::collections::BTreeMap;

use serde_json::{from_str, to_string};
use sommelier_house::cloudflare::{in_one_transaction, rows};
use sommelier_house::{Category, Press, Timestamp};
use worker::{Error, Result, SqlStorage, SqlStorageValue, Storage};

use crate::ledger::{Change, Ledger, Page, Standing};
use crate::suggestions::{Counted, Suggestions, Tally};

/// The version of the tables below.
const VERSION: i64 = 1;

const TABLES: [&str; 5] = [
    "CREATE TABLE schema (version INTEGER NOT NULL) STRICT",
    // Each list is a row of its own, since a row has its limit.
    "CREATE TABLE list (
        category TEXT NOT NULL, what TEXT NOT NULL, items TEXT NOT NULL,
        PRIMARY KEY (category, what)
     ) STRICT, WITHOUT ROWID",
    "CREATE TABLE standing (
        category TEXT PRIMARY KEY, rev INTEGER NOT NULL, sent_rev INTEGER NOT NULL,
        behind INTEGER NOT NULL, tried_at INTEGER NOT NULL, failures INTEGER NOT NULL,
        by_hand TEXT, may_replace TEXT, replaced TEXT NOT NULL
     ) STRICT, WITHOUT ROWID",
    "CREATE TABLE day (
        id INTEGER PRIMARY KEY CHECK (id = 1), number INTEGER NOT NULL, salt TEXT NOT NULL
     ) STRICT",
    "CREATE TABLE address (
        hash TEXT PRIMARY KEY, suggestions INTEGER NOT NULL
     ) STRICT, WITHOUT ROWID",
];

const LIST: &str = "list";
const ADDED: &str = "added";
const REMOVED: &str = "removed";
const SUGGESTIONS: &str = "suggestions";

/// The ledger's rows.
pub(crate) struct Rows {
    storage: Storage,
    has_tables: Cell<bool>,
}

impl Rows {
    pub(crate) fn new(storage: Storage) -> Self {
        Self { storage, has_tables: Cell::new(false) }
    }

    /// Whether storage answers at all.
    pub(crate) fn answer(&self) -> bool {
        self.storage.sql().exec("SELECT count(*) FROM sqlite_master", None).is_ok()
    }

    pub(crate) fn read(&self) -> Result<Ledger> {
        let sql = self.storage.sql();
        let tables = "SELECT 1 FROM sqlite_master WHERE name = 'schema'";
        self.has_tables.set(!rows::<(i64,)>(&sql, tables, vec![])?.is_empty());
        if !self.has_tables.get() {
            return Ok(Ledger::default());
        }
        let schema = rows::<(i64,)>(&sql, "SELECT version FROM schema", vec![])?;
        if schema.iter().any(|(version,)| *version > VERSION) {
            return Err(Error::from("the ledger's schema is newer than this code"));
        }
        let mut pages = BTreeMap::<_, Page>::new();
        let mut suggestions = Suggestions::default();
        let lists = "SELECT category, what, items FROM list";
        for (category, what, items) in rows::<(_, String, String)>(&sql, lists, vec![])? {
            let page = pages.entry(category).or_default();
            match what.as_str() {
                LIST => page.list = from_str(&items)?,
                ADDED => page.news.added = from_str(&items)?,
                REMOVED => page.news.removed = from_str(&items)?,
                _ => suggestions.restore(category, from_str(&items)?),
            }
        }
        let standings = "SELECT category, rev, sent_rev, behind, tried_at, failures, by_hand,
                         may_replace, replaced FROM standing";
        for row in rows(&sql, standings, vec![])? {
            let (category, standing) = standing_of(row)?;
            pages.entry(category).or_default().standing = standing;
        }
        let day = rows(&sql, "SELECT number, salt FROM day", vec![])?.into_iter().next();
        let counts = rows(&sql, "SELECT hash, suggestions FROM address", vec![])?;
        let counts = counts.into_iter().collect();
        Ok(Ledger::restore(pages, suggestions, Tally { day, counts }))
    }

    pub(crate) fn write(&self, changes: Vec<Change>) -> Result<()> {
        let has_tables = self.has_tables.get();
        in_one_transaction(&self.storage, move |sql| {
            if !has_tables {
                for table in TABLES {
                    sql.exec(table, None)?;
                }
                sql.exec("INSERT INTO schema (version) VALUES (?)", vec![VERSION.into()])?;
            }
            changes.into_iter().try_for_each(|change| write(sql, change))
        })?;
        self.has_tables.set(true);
        Ok(())
    }
}

fn write(sql: &SqlStorage, change: Change) -> Result<()> {
    let (statement, values) = match change {
        Change::List(category, list) => list_row(category, LIST, to_string(&list)?),
        Change::News(category, news) => {
            let (added, values) = list_row(category, ADDED, to_string(&news.added)?);
            sql.exec(added, values)?;
            list_row(category, REMOVED, to_string(&news.removed)?)
        }
        Change::Suggestions(category, list) => list_row(category, SUGGESTIONS, to_string(&list)?),
        Change::Standing(category, standing) => {
            let Standing { rev, sent_rev, press, by_hand, may_replace, replaced } = standing;
            (
                "INSERT OR REPLACE INTO standing (category, rev, sent_rev, behind, tried_at,
                 failures, by_hand, may_replace, replaced) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                vec![
                    category.wire_name().into(),
                    whole(rev),
                    whole(sent_rev),
                    i64::from(press.behind).into(),
                    whole(press.tried_at.0),
                    i64::from(press.failures).into(),
                    by_hand.into(),
                    may_replace.into(),
                    to_string(&replaced)?.into(),
                ],
            )
        }
        Change::Counted(Counted::Day(day)) => {
            sql.exec("DELETE FROM address", None)?;
            match day {
                None => ("DELETE FROM day", vec![]),
                Some((number, salt)) => (
                    "INSERT OR REPLACE INTO day (id, number, salt) VALUES (1, ?, ?)",
                    vec![whole(number), salt.into()],
                ),
            }
        }
        Change::Counted(Counted::Address(hash, count)) => (
            "INSERT OR REPLACE INTO address (hash, suggestions) VALUES (?, ?)",
            vec![hash.into(), i64::from(count).into()],
        ),
    };
    sql.exec(statement, values).map(drop)
}

fn list_row(category: Category, what: &str, items: String) -> (&'static str, Vec<SqlStorageValue>) {
    (
        "INSERT OR REPLACE INTO list (category, what, items) VALUES (?, ?, ?)",
        vec![category.wire_name().into(), what.into(), items.into()],
    )
}

fn whole(number: u64) -> SqlStorageValue {
    i64::try_from(number).unwrap_or(i64::MAX).into()
}

/// The columns of table `standing`, in their order.
type StandingRow = (Category, u64, u64, u8, Timestamp, u32, Option<String>, Option<String>, String);

fn standing_of(row: StandingRow) -> Result<(Category, Standing)> {
    let (category, rev, sent_rev, behind, tried_at, failures, by_hand, may_replace, replaced) = row;
    let press = Press { behind: behind != 0, tried_at, failures };
    let replaced = from_str(&replaced)?;
    Ok((category, Standing { rev, sent_rev, press, by_hand, may_replace, replaced }))
}
