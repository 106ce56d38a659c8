//! The copies of hosts' lists, in KV.
//!
//! Asked by hand: worker's own `KvStore` takes whatever serde can write, and what writes fractions is 6 KB of Wasm gzipped.

use std::time::Duration;

use js_sys::{Promise, Reflect};
use sommelier_house::cloudflare::in_time;
use worker::wasm_bindgen::{self, JsCast, JsValue, prelude::wasm_bindgen};
use worker::wasm_bindgen_futures::JsFuture;
use worker::{Env, Error, Result};

use crate::protocol::SessionListEntry;

/// The binding that the copies go to.
pub(crate) const PUBLISHED: &str = "HOSTS_KV";
/// How long the index waits for KV: shorter than its skin waits for it.
const LONGEST: Duration = Duration::from_secs(5);

#[wasm_bindgen]
extern "C" {
    type Kv;

    #[wasm_bindgen(method, catch)]
    fn put(this: &Kv, key: &str, value: &str) -> std::result::Result<Promise, JsValue>;

    #[wasm_bindgen(method, catch)]
    fn delete(this: &Kv, key: &str) -> std::result::Result<Promise, JsValue>;
}

/// Whether a namespace is bound.
pub(crate) fn is_bound(env: &Env) -> bool {
    bound(env).is_ok()
}

/// Writes the copy of a list. An empty one is no copy.
pub(super) async fn write(env: &Env, host_id: &str, list: &[SessionListEntry]) -> Result<()> {
    let (kv, key) = (bound(env)?, format!("host:{host_id}"));
    let written = match list {
        [] => kv.delete(&key)?,
        list => kv.put(&key, &serde_json::to_string(list)?)?,
    };
    in_time("KV", LONGEST, async { Ok(JsFuture::from(written).await.map(drop)?) }).await
}

fn bound(env: &Env) -> Result<Kv> {
    let bound = Reflect::get(env, &PUBLISHED.into())?;
    if bound.is_undefined() {
        return Err(Error::from("KV is not bound"));
    }
    Ok(bound.unchecked_into())
}
