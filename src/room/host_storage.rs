//! The rows of a host's book.

use std::cell::Cell;

use sommelier_house::cloudflare::{in_one_transaction, rows};
use sommelier_house::from_json;
use worker::{Result, SqlStorage, SqlStorageValue, Storage};

use crate::game::Timestamp;
use crate::host::{Book, Change, Hiding, Line, LineId, Owner, Press};
use crate::protocol::SecretHash;

/// The version of the tables below.
const VERSION: i64 = 2;

const TABLES: [&str; 3] = [
    "CREATE TABLE schema (version INTEGER NOT NULL) STRICT",
    "CREATE TABLE host (
        id INTEGER PRIMARY KEY CHECK (id = 1), key TEXT, used_at INTEGER NOT NULL,
        behind INTEGER NOT NULL, tried_at INTEGER NOT NULL, failures INTEGER NOT NULL
     ) STRICT",
    "CREATE TABLE entry (
        created_at TEXT NOT NULL, code TEXT NOT NULL, entry TEXT, version INTEGER NOT NULL,
        since INTEGER NOT NULL, erase_at INTEGER, has_room INTEGER NOT NULL, tries INTEGER NOT NULL,
        tasting TEXT, opened_as TEXT,
        PRIMARY KEY (created_at, code)
     ) STRICT, WITHOUT ROWID",
];

const FROM_1_TO_2: [&str; 3] = [
    "ALTER TABLE entry ADD COLUMN tasting TEXT",
    "ALTER TABLE entry ADD COLUMN opened_as TEXT",
    "UPDATE schema SET version = 2",
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
        let tables = "SELECT 1 FROM sqlite_master WHERE name = 'schema'";
        self.has_tables.set(!rows::<(i64,)>(&sql, tables, vec![])?.is_empty());
        if !self.has_tables.get() {
            return Ok(Book::default());
        }
        let schema = rows::<(i64,)>(&sql, "SELECT version FROM schema", vec![])?;
        if schema.iter().any(|(version,)| *version > VERSION) {
            return Err(worker::Error::from("the book's schema is newer than this code"));
        }
        if schema.iter().any(|(version,)| *version < 2) {
            in_one_transaction(&self.storage, |sql| {
                FROM_1_TO_2.into_iter().try_for_each(|step| sql.exec(step, None).map(drop))
            })?;
        }
        let hosts = "SELECT key, used_at, behind, tried_at, failures FROM host";
        let (owner, press) =
            rows(&sql, hosts, vec![])?.into_iter().next().map(host).unwrap_or_default();
        let entries = "SELECT created_at, code, entry, version, since, erase_at, has_room, tries,
                       tasting, opened_as FROM entry";
        let lines = rows(&sql, entries, vec![])?;
        let lines = lines.into_iter().map(line).collect::<Result<Vec<_>>>()?;
        Ok(Book::restore(owner, press, lines))
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
            let key = owner.as_ref().map(|owner| owner.key.to_text());
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
            let tasting = line.tasting.map(|it| serde_json::to_string(&it)).transpose()?;
            let Hiding { has_room, tries, .. } = line.hiding.unwrap_or_default();
            (
                "INSERT OR REPLACE INTO entry
                 (created_at, code, entry, version, since, erase_at, has_room, tries, tasting, opened_as)
                 VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                vec![
                    id.created_at.into(),
                    id.code.into(),
                    entry.into(),
                    whole(line.version),
                    time(line.since),
                    line.hiding.map_or(SqlStorageValue::Null, |hiding| time(hiding.erase_at)),
                    i64::from(has_room).into(),
                    i64::from(tries).into(),
                    tasting.into(),
                    line.opened_as.into(),
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

/// The columns of table `host` but its id.
type HostRow = (Option<SecretHash>, Timestamp, u8, Timestamp, u32);

fn host((key, used_at, behind, tried_at, failures): HostRow) -> (Option<Owner>, Press) {
    (key.map(|key| Owner { key, used_at }), Press { behind: behind != 0, tried_at, failures })
}

/// The columns of table `entry`, in their order.
type EntryRow = (
    String,
    String,
    Option<String>,
    u64,
    Timestamp,
    Option<Timestamp>,
    u8,
    u32,
    Option<String>,
    Option<String>,
);

fn line(row: EntryRow) -> Result<(LineId, Line)> {
    let (created_at, code, entry, version, since, erase_at, has_room, tries, tasting, opened_as) =
        row;
    let hiding = erase_at.map(|erase_at| Hiding { erase_at, has_room: has_room != 0, tries });
    let entry = entry.and_then(|text| from_json(&text).ok());
    // Unlike an entry, a tasting that cannot be read is not to be forgotten at the next write.
    let tasting = tasting.map(|text| from_json(&text)).transpose()?;
    let line = Line { entry, version, since, hiding, tasting, opened_as };
    Ok((LineId { created_at, code }, line))
}
