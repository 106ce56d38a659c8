//! The rows of a host's book.

use std::cell::Cell;

use serde::Deserialize;
use sommelier_house::cloudflare::{in_one_transaction, rows};
use worker::{Result, SqlStorage, SqlStorageValue, Storage};

use super::storage::hash_text;
use crate::game::Timestamp;
use crate::host::{Book, Change, Hiding, Line, LineId, Owner, Press};
use crate::protocol::SecretHash;

/// The version of the tables below.
const VERSION: i64 = 1;

const TABLES: [&str; 3] = [
    "CREATE TABLE schema (version INTEGER NOT NULL) STRICT",
    "CREATE TABLE host (
        id INTEGER PRIMARY KEY CHECK (id = 1), key TEXT, used_at INTEGER NOT NULL,
        behind INTEGER NOT NULL, tried_at INTEGER NOT NULL, failures INTEGER NOT NULL
     ) STRICT",
    "CREATE TABLE entry (
        created_at TEXT NOT NULL, code TEXT NOT NULL, entry TEXT, version INTEGER NOT NULL,
        since INTEGER NOT NULL, erase_at INTEGER, has_room INTEGER NOT NULL, tries INTEGER NOT NULL,
        PRIMARY KEY (created_at, code)
     ) STRICT, WITHOUT ROWID",
];

/// The rows of a host's book.
pub(super) struct BookDisk {
    storage: Storage,
    has_tables: Cell<bool>,
}

impl BookDisk {
    pub(super) fn new(storage: Storage) -> Self {
        Self { storage, has_tables: Cell::new(false) }
    }

    /// Whether storage answers at all.
    pub(super) fn answers(&self) -> bool {
        self.storage.sql().exec("SELECT count(*) FROM sqlite_master", None).is_ok()
    }

    pub(super) fn read(&self) -> Result<Book> {
        let sql = self.storage.sql();
        let tables = "SELECT 1 AS version FROM sqlite_master WHERE name = 'schema'";
        self.has_tables.set(!rows::<Schema>(&sql, tables, vec![])?.is_empty());
        if !self.has_tables.get() {
            return Ok(Book::default());
        }
        let schema = rows::<Schema>(&sql, "SELECT version FROM schema", vec![])?;
        if schema.iter().any(|row| row.version > VERSION) {
            return Err(worker::Error::from("the book's schema is newer than this code"));
        }
        let host = "SELECT key, used_at, behind, tried_at, failures FROM host";
        let (owner, press) = rows::<HostRow>(&sql, host, vec![])?
            .into_iter()
            .next()
            .map(HostRow::read)
            .unwrap_or_default();
        let entries = "SELECT created_at, code, entry, version, since, erase_at, has_room, tries
                       FROM entry";
        let lines = rows::<EntryRow>(&sql, entries, vec![])?;
        Ok(Book::restore(owner, press, lines.into_iter().map(EntryRow::read)))
    }

    pub(super) fn write(&self, changes: Vec<Change>) -> Result<()> {
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

    /// The tables are gone with everything else.
    pub(super) fn was_deleted(&self) {
        self.has_tables.set(false);
    }
}

fn write(sql: &SqlStorage, change: Change) -> Result<()> {
    let (statement, values): (_, Vec<SqlStorageValue>) = match change {
        Change::Host(owner, press) => {
            let key = owner.as_ref().map(|owner| hash_text(owner.key)).transpose()?;
            let used_at = owner.map(|owner| owner.used_at).unwrap_or_default();
            (
                "INSERT OR REPLACE INTO host (id, key, used_at, behind, tried_at, failures)
                 VALUES (1, ?, ?, ?, ?, ?)",
                vec![
                    key.into(),
                    time(used_at),
                    i64::from(press.behind).into(),
                    time(press.tried_at),
                    i64::from(press.failures).into(),
                ],
            )
        }
        Change::Line(id, line) => {
            let entry = line.entry.map(|entry| serde_json::to_string(&entry)).transpose()?;
            let Hiding { has_room, tries, .. } = line.hiding.unwrap_or_default();
            (
                "INSERT OR REPLACE INTO entry
                 (created_at, code, entry, version, since, erase_at, has_room, tries)
                 VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                vec![
                    id.created_at.into(),
                    id.code.into(),
                    entry.into(),
                    whole(line.version),
                    time(line.since),
                    line.hiding.map_or(SqlStorageValue::Null, |hiding| time(hiding.erase_at)),
                    i64::from(has_room).into(),
                    i64::from(tries).into(),
                ],
            )
        }
        Change::Drop(id) => (
            "DELETE FROM entry WHERE created_at = ? AND code = ?",
            vec![id.created_at.into(), id.code.into()],
        ),
    };
    sql.exec(statement, values).map(drop)
}

fn time(at: Timestamp) -> SqlStorageValue {
    whole(at.0)
}

fn whole(number: u64) -> SqlStorageValue {
    i64::try_from(number).unwrap_or(i64::MAX).into()
}

#[derive(Deserialize)]
struct Schema {
    version: i64,
}

#[derive(Deserialize)]
struct HostRow {
    key: Option<SecretHash>,
    used_at: Timestamp,
    behind: u8,
    tried_at: Timestamp,
    failures: u32,
}

impl HostRow {
    fn read(self) -> (Option<Owner>, Press) {
        let Self { key, used_at, behind, tried_at, failures } = self;
        (key.map(|key| Owner { key, used_at }), Press { behind: behind != 0, tried_at, failures })
    }
}

#[derive(Deserialize)]
struct EntryRow {
    created_at: String,
    code: String,
    entry: Option<String>,
    version: u64,
    since: Timestamp,
    erase_at: Option<Timestamp>,
    has_room: u8,
    tries: u32,
}

impl EntryRow {
    fn read(self) -> (LineId, Line) {
        let Self { created_at, code, entry, version, since, erase_at, has_room, tries } = self;
        let hiding = erase_at.map(|erase_at| Hiding { erase_at, has_room: has_room != 0, tries });
        let entry = entry.and_then(|text| serde_json::from_str(&text).ok());
        (LineId { created_at, code }, Line { entry, version, since, hiding })
    }
}
