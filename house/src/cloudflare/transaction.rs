//! One commit for all that one event writes.
//!
//! `sql.exec` of several statements is not atomic, and worker 0.8.7 does not bind the runtime's
//! `transactionSync`; this does. An `Err` or a panic inside rolls everything back.

use std::panic::AssertUnwindSafe;

use js_sys::{Array, JSON};
use worker::wasm_bindgen::{self, JsCast, JsValue, closure::Closure, prelude::wasm_bindgen};
use worker::{Error, Result, SqlStorage, SqlStorageValue, Storage};

use crate::from_json;

#[wasm_bindgen]
extern "C" {
    type Sql;
    type Cursor;
    type RawRows;

    #[wasm_bindgen(method, catch, variadic)]
    fn exec(this: &Sql, query: &str, values: &Array) -> std::result::Result<Cursor, JsValue>;

    #[wasm_bindgen(method, catch)]
    fn raw(this: &Cursor) -> std::result::Result<RawRows, JsValue>;

    #[wasm_bindgen(method, catch, js_name = toArray)]
    fn to_array(this: &RawRows) -> std::result::Result<JsValue, JsValue>;

    type SyncStorage;

    #[wasm_bindgen(method, catch, js_name = transactionSync)]
    fn transaction_sync(
        this: &SyncStorage,
        body: &js_sys::Function,
    ) -> std::result::Result<JsValue, JsValue>;
}

/// Runs `body` in one transaction of this object's storage.
///
/// # Errors
///
/// What `body` or the commit answered; nothing of it is on disk then.
pub fn in_one_transaction(
    storage: &Storage,
    body: impl FnOnce(&SqlStorage) -> Result<()> + 'static,
) -> Result<()> {
    let sql = storage.sql();
    let body = Closure::once_into_js(AssertUnwindSafe(
        move || -> std::result::Result<JsValue, JsValue> {
            body(&sql).map(|()| JsValue::UNDEFINED).map_err(|error| error.to_string().into())
        },
    ));
    let raw: &JsValue = storage.as_raw().as_ref();
    raw.unchecked_ref::<SyncStorage>()
        .transaction_sync(body.unchecked_ref())
        .map(drop)
        .map_err(Error::from)
}

/// The rows that a query finds, each a tuple of its columns. All of them come over as one text: a call for every column
/// of every row is slower, and more Wasm.
///
/// # Errors
///
/// What the query answered, or that a row is not such a tuple.
pub fn rows<T: serde::de::DeserializeOwned>(
    sql: &SqlStorage,
    query: &str,
    values: Vec<SqlStorageValue>,
) -> Result<Vec<T>> {
    Ok(from_json(&rows_as_json(sql, query, values)?)?)
}

fn rows_as_json(sql: &SqlStorage, query: &str, values: Vec<SqlStorageValue>) -> Result<String> {
    let values: Array = values.into_iter().map(JsValue::from).collect();
    let sql: &JsValue = sql.as_ref();
    let rows = sql.unchecked_ref::<Sql>().exec(query, &values)?.raw()?.to_array()?;
    Ok(JSON::stringify(&rows)?.into())
}
