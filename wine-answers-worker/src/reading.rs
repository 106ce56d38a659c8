//! What everybody may read: the lists as they are published, and the catalogue.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use futures::future::try_join_all;
use sommelier_house::cloudflare::{Answer, tell_error};
use sommelier_house::{Category, Fault, Object, digest};
use worker::{Env, Request};

use crate::catalogue;
use crate::kv;
use crate::list::Listing;
use crate::route::is_known;
use crate::seen::Reading;

/// All lists.
pub(crate) async fn lists(request: &Request, env: &Env) -> Result<Answer, Fault> {
    let read = Category::ALL.map(|category| async move {
        read(env, category).await.map(|reading| (category, reading))
    });
    let lists: BTreeMap<_, _> = try_join_all(read).await?.into_iter().collect();
    let degraded = lists.iter().filter(|(_, reading)| reading.degraded);
    let degraded: Vec<_> = degraded.map(|(category, _)| category.wire_name()).collect();
    let lists: BTreeMap<_, _> =
        lists.iter().map(|(category, reading)| (category, &reading.values)).collect();
    let body = serde_json::to_string(&lists).unwrap_or_default();
    let degraded = degraded.join(", ");
    let answer = fresh(request, &digest(format!("{degraded} {body}")), body);
    Ok(if degraded.is_empty() { answer } else { answer.with("x-degraded", degraded) })
}

/// One list.
pub(crate) async fn list(
    request: &Request,
    env: &Env,
    category: Category,
) -> Result<Answer, Fault> {
    let Reading { values, degraded } = read(env, category).await?;
    let listing = Listing { category, values: &values, degraded };
    let body = serde_json::to_string(&listing).unwrap_or_default();
    Ok(fresh(request, &digest(&body), body))
}

/// The catalogue.
pub(crate) fn catalogue(request: &Request) -> Answer {
    static TAG: OnceLock<String> = OnceLock::new();
    fresh(request, TAG.get_or_init(|| digest(catalogue::TEXT)), catalogue::TEXT)
}

async fn read(env: &Env, category: Category) -> Result<Reading, Fault> {
    let found = kv::find(env, category).await.map_err(|error| unread(&error))?;
    let reading = Reading::of(found.text.as_deref(), found.rev);
    if reading.degraded {
        let category = category.wire_name();
        tell_error(Object::event("degraded").with("category", category));
    }
    Ok(reading)
}

/// What KV did not say.
pub(crate) fn unread(error: &worker::Error) -> Fault {
    tell_error(Object::event("unread").with("why", &error.to_string()));
    Fault::new(503, "STORAGE", "The lists could not be read; try again.")
}

/// An answer that may be kept for a minute, and is not sent again to whoever has it.
fn fresh(request: &Request, tag: &str, body: impl Into<String>) -> Answer {
    let etag = format!("\"{tag}\"");
    let known = request.headers().get("if-none-match").ok().flatten().unwrap_or_default();
    let answer = if is_known(&known, &etag) { Answer::empty(304) } else { Answer::json(200, body) };
    answer.with("etag", etag).with("cache-control", "public, max-age=60")
}
