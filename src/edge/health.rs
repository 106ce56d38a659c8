//! What this is and how it fares, for whoever deployed it.

use sommelier_house::cloudflare::{Answer, answers, variable};
use worker::Env;

use super::settings::DoorSettings;
use crate::room::archive::{self, JOURNAL_DB};
use crate::room::{HOSTS, PUBLISHED, ROOMS, settings};

/// The one object that is asked. No handle has such a name.
const PROBE: &str = "probe";

/// The body of `GET /health`.
pub(super) async fn report(env: &Env) -> Answer {
    let (_, mut faults) = DoorSettings::read(|name| variable(env, name));
    faults.extend(settings(env).1);
    faults.extend(missing(env));
    let storage = answers(env, HOSTS, PROBE).await;
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
