//! The archive: a D1 database, where one is bound, that keeps journals longer than their rooms.

use std::time::Duration;

use sommelier_house::cloudflare::in_time;
use worker::wasm_bindgen::JsValue;
use worker::{Env, Error, Result};

use super::storage::JournalRow;
use crate::game::Timestamp;

/// The binding of the archive.
pub(crate) const JOURNAL_DB: &str = "JOURNAL_DB";
/// Does nothing where the table is there.
const TABLE: &str = include_str!("../../migrations/0001_journal.sql");
/// By when the archive must have answered: a room that waits for it stays awake.
const LONGEST: Duration = Duration::from_secs(10);

/// Whether an archive is bound.
pub(crate) fn is_bound(env: &Env) -> bool {
    env.d1(JOURNAL_DB).is_ok()
}

/// Stores rows of a journal, all or none, and forgets sessions that were created before `oldest`. The same
/// rows may come again and again.
pub(super) async fn store(
    env: &Env,
    code: &str,
    created_at: Timestamp,
    rows: &[JournalRow],
    oldest: Timestamp,
) -> Result<()> {
    let number = |at: Timestamp| JsValue::from_f64(at.0 as f64);
    let db = env.d1(JOURNAL_DB)?;
    let forget = db.prepare("DELETE FROM journal WHERE created_at < ?").bind(&[number(oldest)])?;
    let insert = db
        .prepare(
            "INSERT OR IGNORE INTO journal (created_at, code, n, entry)
             SELECT ?, ?, value ->> 'n', value ->> 'entry' FROM json_each(?)",
        )
        .bind(&[number(created_at), code.into(), serde_json::to_string(rows)?.into()])?;
    let stored = db.batch(vec![db.prepare(TABLE), forget, insert]);
    let results = in_time("the archive", LONGEST, stored).await?;
    let refused = results.iter().find_map(worker::D1Result::error);
    refused.map_or(Ok(()), |why| Err(Error::from(why)))
}
