//! What this is and how it fares, for whoever deployed it.

use std::cell::Cell;

use sommelier_house::cloudflare::{Answer, Call, variable};
use worker::{Env, Method};

use super::settings::DoorSettings;
use crate::room::archive::{self, JOURNAL_DB};
use crate::room::{HOSTS, PUBLISHED, ROOMS, settings};

/// How long one look at storage is good for.
const LOOK_MS: u64 = 10_000;
/// The one object that is asked. No handle has such a name.
const PROBE: &str = "probe";

thread_local! {
    static LAST_LOOK: Cell<Option<(u64, bool)>> = const { Cell::new(None) };
}

/// The body of `GET /health`.
pub(super) async fn report(env: &Env) -> Answer {
    let (_, mut faults) = DoorSettings::read(|name| variable(env, name));
    faults.extend(settings(env).1);
    faults.extend(missing(env));
    let storage = storage_answers(env).await;
    let body = serde_json::json!({
        "name": env!("CARGO_PKG_NAME"),
        "version": env!("CARGO_PKG_VERSION"),
        "settings": faults,
        "storage": if storage { "ok" } else { "unreachable" },
    });
    Answer::json(200, body.to_string())
}

/// What is not bound, and what does not work without it.
fn missing(env: &Env) -> Vec<String> {
    let bound = [
        (ROOMS, env.durable_object(ROOMS).is_ok(), "no tasting can be played"),
        (HOSTS, env.durable_object(HOSTS).is_ok(), "no session can be created"),
        (PUBLISHED, env.kv(PUBLISHED).is_ok(), "hosts' lists are not published"),
        (JOURNAL_DB, archive::is_bound(env), "journals are forgotten with their rooms"),
        ("CREATE_LIMIT", env.rate_limiter("CREATE_LIMIT").is_ok(), "creating is not limited"),
        ("FAILURE_LIMIT", env.rate_limiter("FAILURE_LIMIT").is_ok(), "failures are not limited"),
    ];
    let missing = bound.into_iter().filter(|(_, is_there, _)| !is_there);
    missing.map(|(name, _, without)| format!("{name} is not bound: {without}.")).collect()
}

async fn storage_answers(env: &Env) -> bool {
    let now = worker::Date::now().as_millis();
    if let Some((at, answered)) = LAST_LOOK.get()
        && now.abs_diff(at) < LOOK_MS
    {
        return answered;
    }
    let reply = Call::new(Method::Get, "/probe").to(env, HOSTS, PROBE).await;
    let answered = reply.is_ok_and(|reply| reply.is_ok());
    LAST_LOOK.set(Some((now, answered)));
    answered
}
