//! The published copies of the lists: what everybody reads, and what an admin may write by hand.

use std::time::Duration;

use serde_json::Value;
use sommelier_house::{Category, cloudflare};
use worker::{Env, Result, kv::KvStore};

use crate::ledger::Edition;
use crate::seen::rev_of;

/// The binding of the copies.
pub(crate) const PUBLISHED: &str = "WINE_ANSWERS_KV";

/// How long the writer waits for KV.
const LONGEST: Duration = Duration::from_secs(5);

/// What stands in KV under a category's name.
pub(crate) struct Found {
    pub(crate) text: Option<String>,
    pub(crate) rev: Option<u64>,
}

pub(crate) async fn find(env: &Env, category: Category) -> Result<Found> {
    let kv = env.kv(PUBLISHED)?;
    let get = kv.get(category.wire_name());
    let (text, metadata) = get.text_with_metadata::<Value>().await?;
    Ok(Found { text, rev: metadata.as_ref().and_then(rev_of) })
}

pub(crate) async fn publish(env: &Env, category: Category, edition: &Edition) -> Result<()> {
    let list = serde_json::to_string(&edition.list)?;
    let put = env.kv(PUBLISHED)?.put(category.wire_name(), list)?;
    Ok(put.metadata(serde_json::json!({ "rev": edition.rev }))?.execute().await?)
}

/// Keeps a text that is about to be replaced, for whoever wants to know what it was.
pub(crate) async fn keep_corrupt(env: &Env, category: Category, text: &str) -> Result<()> {
    let kv: KvStore = env.kv(PUBLISHED)?;
    let key = format!("corrupt:{}", category.wire_name());
    Ok(kv.put(&key, text)?.execute().await?)
}

/// What KV answers, if it does in time.
pub(crate) async fn in_time<T>(asked: impl Future<Output = Result<T>>) -> Result<T> {
    cloudflare::in_time("KV", LONGEST, asked).await
}
