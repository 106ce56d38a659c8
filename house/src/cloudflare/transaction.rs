//! One commit for all that one event writes.
//!
//! `sql.exec` of several statements is not atomic, and worker 0.8.7 does not bind the runtime's
//! `transactionSync`; this does. An `Err` or a panic inside rolls everything back.

use std::panic::AssertUnwindSafe;

use worker::wasm_bindgen::{self, JsCast, JsValue, closure::Closure, prelude::wasm_bindgen};
use worker::{Error, Result, SqlStorage, SqlStorageValue, Storage};

#[wasm_bindgen]
extern "C" {
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

/// The rows that a query finds. Only for queries that fail when they are made, if at all: what fails while
/// rows are read cannot be caught.
///
/// # Errors
///
/// What the query answered.
pub fn rows<T: serde::de::DeserializeOwned>(
    sql: &SqlStorage,
    query: &str,
    values: Vec<SqlStorageValue>,
) -> Result<Vec<T>> {
    sql.exec(query, values)?.to_array()
}
