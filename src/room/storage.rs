//! The room's rows: their tables, how they are read when the room wakes, and how they are written.

use std::cell::Cell;

use serde::Serialize;
use sommelier_house::cloudflare::{in_one_transaction, rows, set_alarm};
use worker::wasm_bindgen::{JsCast, JsValue};
use worker::worker_sys::DurableObjectState;
use worker::{Result, SqlStorage, SqlStorageValue, State};

use crate::driver::Found;
use crate::game::{Participant, Row, Seat, Stored, Timestamp};
use crate::protocol::SecretHash;

/// The version of the tables below. A change of them gets a number, and an arm in [`migrate`].
const VERSION: i64 = 2;

/// Appended to and never changed.
const JOURNAL: &str = "CREATE TABLE journal (n INTEGER PRIMARY KEY, entry TEXT NOT NULL) STRICT";
const TABLES: [&str; 6] = [
    "CREATE TABLE schema (version INTEGER NOT NULL) STRICT",
    "CREATE TABLE session (
        id INTEGER PRIMARY KEY CHECK (id = 1), state TEXT NOT NULL, question INTEGER
     ) STRICT",
    "CREATE TABLE tasting (id INTEGER PRIMARY KEY CHECK (id = 1), wines TEXT NOT NULL) STRICT",
    "CREATE TABLE participant (
        seat INTEGER PRIMARY KEY, pseudonym TEXT NOT NULL, display_name TEXT, token TEXT NOT NULL
     ) STRICT",
    "CREATE TABLE answer (
        question INTEGER NOT NULL, seat INTEGER NOT NULL, option INTEGER NOT NULL,
        PRIMARY KEY (question, seat)
     ) STRICT, WITHOUT ROWID",
    JOURNAL,
];

/// Rows of the journal that are handed to the archive at once, and bytes: a row may be a whole tasting.
const MOST_ROWS: usize = 50;
const MOST_BYTES: usize = 512 * 1_024;

/// The room's rows.
pub(super) struct Disk {
    state: State,
    has_tables: Cell<bool>,
}

impl Disk {
    pub(super) fn new(state: &State) -> Self {
        Self { state: another(state), has_tables: Cell::new(false) }
    }

    /// Reads what a waking room needs: the session, the participants, and the answers to the one
    /// question that is open.
    pub(super) fn read(&self) -> Result<Found> {
        let sql = self.sql();
        let tables = "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'schema'";
        let found = rows::<(i64,)>(&sql, tables, vec![])?;
        self.has_tables.set(!found.is_empty());
        if found.is_empty() {
            return Ok(Found::Nothing);
        }
        let schema = rows::<(i64,)>(&sql, "SELECT version FROM schema", vec![])?;
        let version = schema.first().map_or(0, |(version,)| *version);
        if version > VERSION {
            return Ok(Found::Newer(version));
        }
        if version < VERSION {
            in_one_transaction(&self.state.storage(), move |sql| migrate(sql, version))?;
        }
        let session = "SELECT state, question FROM session";
        let session = rows::<(String, Option<i64>)>(&sql, session, vec![])?;
        let Some((state, question)) = session.into_iter().next() else {
            return Ok(Found::Nothing);
        };
        let tasting = rows::<(String,)>(&sql, "SELECT wines FROM tasting", vec![])?;
        let participants = rows::<(Seat, String, Option<String>, SecretHash)>(
            &sql,
            "SELECT seat, pseudonym, display_name, token FROM participant ORDER BY seat",
            vec![],
        )?;
        let answers = match question {
            None => Vec::new(),
            Some(question) => rows(
                &sql,
                "SELECT seat, option FROM answer WHERE question = ?",
                vec![question.into()],
            )?,
        };
        Ok(Found::Session(Stored {
            state,
            wines: tasting.into_iter().next().map(|(wines,)| wines).unwrap_or_default(),
            participants: participants
                .into_iter()
                .map(|(seat, pseudonym, display_name, token)| Participant {
                    seat,
                    pseudonym,
                    display_name,
                    token,
                })
                .collect(),
            answers,
        }))
    }

    /// Every answer of the tasting: question, seat, option.
    pub(super) fn answers(&self) -> Result<Vec<(u32, Seat, u8)>> {
        if !self.has_tables.get() {
            return Ok(Vec::new());
        }
        let all = "SELECT question, seat, option FROM answer ORDER BY question, seat";
        rows(&self.sql(), all, vec![])
    }

    /// What a seat answered to these questions, found by the table's key: a row each at most, and no index more.
    pub(super) fn answers_of(&self, seat: Seat, questions: &[u32]) -> Result<Vec<(u32, u8)>> {
        let of_seat = "SELECT question, option FROM answer
                       WHERE question IN (SELECT value FROM json_each(?)) AND seat = ?";
        let values = vec![serde_json::to_string(questions)?.into(), i64::from(seat.0).into()];
        rows(&self.sql(), of_seat, values)
    }

    /// The whole journal as NDJSON, a line for each row.
    pub(super) fn journal(&self) -> Result<String> {
        let all = "SELECT entry FROM journal ORDER BY n";
        let all = rows::<(String,)>(&self.sql(), all, vec![])?;
        Ok(all.into_iter().map(|(entry,)| entry + "\n").collect())
    }

    /// The rows of the journal after one, as the archive is to have them, with handles and never the names people gave:
    /// as many as may be handed over at once, and whether there are more.
    pub(super) fn journal_after(&self, after: u64) -> Result<(Vec<JournalRow>, bool)> {
        let next = format!(
            "SELECT n, json_replace(entry, '$.displayName', NULL) FROM journal
             WHERE n > ? ORDER BY n LIMIT {MOST_ROWS}"
        );
        let after = i64::try_from(after).unwrap_or(i64::MAX);
        let mut next = rows::<(u64, String)>(&self.sql(), &next, vec![after.into()])?;
        let mut bytes = 0;
        let mut fits = |entry: &str| {
            bytes += entry.len();
            bytes <= MOST_BYTES
        };
        // One that is too large for any batch goes alone.
        let fitting = next.iter().take_while(|(_, entry)| fits(entry)).count().max(1);
        let more = next.len() > fitting || next.len() == MOST_ROWS;
        next.truncate(fitting);
        let row = |(n, entry)| JournalRow { n, entry };
        Ok((next.into_iter().map(row).collect(), more))
    }

    /// Writes all rows and sets the alarm, or does nothing; with the first row come the tables.
    pub(super) fn write(&self, rows: Vec<Row>, alarm: Option<Option<Timestamp>>) -> Result<()> {
        let makes_tables = !rows.is_empty() && !self.has_tables.get();
        let statements = statements(rows)?;
        // A statement by itself needs no transaction around it, and all answers of a moment are one.
        if alarm.is_none() && !makes_tables && statements.len() == 1 {
            return run(&self.sql(), statements);
        }
        let state = another(&self.state);
        in_one_transaction(&self.state.storage(), move |sql| {
            if makes_tables {
                create_tables(sql)?;
            }
            run(sql, statements)?;
            alarm.map_or(Ok(()), |at| set_alarm(&state, at))
        })?;
        self.has_tables.set(self.has_tables.get() || makes_tables);
        Ok(())
    }

    fn sql(&self) -> SqlStorage {
        self.state.storage().sql()
    }

    /// The tables are gone with everything else.
    pub(super) fn was_deleted(&self) {
        self.has_tables.set(false);
    }
}

fn create_tables(sql: &SqlStorage) -> Result<()> {
    for table in TABLES {
        sql.exec(table, None)?;
    }
    sql.exec("INSERT INTO schema (version) VALUES (?)", vec![VERSION.into()]).map(drop)
}

/// Version 1 kept a score in each participant's row, with the points of a question whose answer was on the
/// table. Now the session has what was settled before it.
const SCORES_OF_VERSION_1: &str = "
    UPDATE session SET state = json_set(state, '$.scores', json((
        SELECT json_group_array(settled) FROM (
            SELECT score - 100 * EXISTS (
                SELECT 1 FROM answer, tasting
                WHERE answer.seat = participant.seat
                AND answer.question = coalesce(
                    session.state ->> '$.phase.revealed.number',
                    session.state ->> '$.phase.ranked.number')
                AND answer.option = wines ->> ('$.questions[' || answer.question || '].correct')
            ) AS settled
            FROM participant ORDER BY seat
        )
    )))";

/// Brings tables of an older version up to [`VERSION`], inside one transaction: a step for each version
/// that changes it into the next.
fn migrate(sql: &SqlStorage, from: i64) -> Result<()> {
    if from < 1 {
        return Err(worker::Error::from("the schema has no version"));
    }
    if from < 2 {
        sql.exec(JOURNAL, None)?;
        sql.exec(SCORES_OF_VERSION_1, None)?;
        sql.exec("ALTER TABLE participant DROP COLUMN score", None)?;
    }
    sql.exec("UPDATE schema SET version = ?", vec![VERSION.into()]).map(drop)
}

/// What writes these rows: for all of a table that are new one statement, which reads them from one text.
fn statements(rows: Vec<Row>) -> Result<Vec<Statement>> {
    let (mut participants, mut answers, mut journal) = (Vec::new(), Vec::new(), Vec::new());
    let mut others = Vec::new();
    for row in rows {
        match row {
            Row::Participant(Participant { seat, pseudonym, display_name, token }) => {
                participants.push((seat, pseudonym, display_name, token));
            }
            Row::Answer { question, seat, option } => answers.push((question, seat, option)),
            Row::Journal(entry) => journal.push(serde_json::to_string(&entry)?),
            Row::Session { state, question } => others.push((
                "INSERT INTO session (id, state, question) VALUES (1, ?, ?)
                 ON CONFLICT DO UPDATE SET state = excluded.state, question = excluded.question",
                vec![state.into(), question.map(i64::from).into()],
            )),
            Row::Tasting { wines } => others.push((
                "INSERT INTO tasting (id, wines) VALUES (1, ?)
                 ON CONFLICT DO UPDATE SET wines = excluded.wines",
                vec![wines.into()],
            )),
            Row::Changed(Participant { seat, display_name, token, .. }) => others.push((
                "UPDATE participant SET display_name = ?, token = ? WHERE seat = ?",
                vec![display_name.into(), token.to_text().into(), i64::from(seat.0).into()],
            )),
        }
    }
    let new = [
        (PARTICIPANTS, as_json(&participants)?),
        (ANSWERS, as_json(&answers)?),
        (ENTRIES, as_json(&journal)?),
    ];
    let new = new.into_iter().filter_map(|(statement, rows)| Some((statement, vec![rows?.into()])));
    // Whoever is changed may have come in the same moment.
    Ok(new.chain(others).collect())
}

/// SQL, and what its parameters are.
type Statement = (&'static str, Vec<SqlStorageValue>);

const PARTICIPANTS: &str = "INSERT INTO participant (seat, pseudonym, display_name, token)
    SELECT value ->> 0, value ->> 1, value ->> 2, value ->> 3 FROM json_each(?)";
const ANSWERS: &str = "INSERT INTO answer (question, seat, option)
    SELECT value ->> 0, value ->> 1, value ->> 2 FROM json_each(?) ORDER BY key
    ON CONFLICT DO UPDATE SET option = excluded.option";
const ENTRIES: &str = "INSERT INTO journal (entry) SELECT value FROM json_each(?) ORDER BY key";

/// `None` for no rows.
fn as_json(rows: &[impl Serialize]) -> Result<Option<String>> {
    if rows.is_empty() { Ok(None) } else { Ok(Some(serde_json::to_string(rows)?)) }
}

fn run(sql: &SqlStorage, statements: Vec<Statement>) -> Result<()> {
    statements.into_iter().try_for_each(|(sql_text, values)| sql.exec(sql_text, values).map(drop))
}

/// A row of the journal.
#[derive(Serialize)]
pub(super) struct JournalRow {
    pub(super) n: u64,
    entry: String,
}

/// A second handle of the same object.
fn another(state: &State) -> State {
    let raw: &JsValue = state.as_raw().as_ref();
    State::from(raw.clone().unchecked_into::<DurableObjectState>())
}
