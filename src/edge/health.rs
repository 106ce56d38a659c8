//! What this is and how it fares, for whoever deployed it.

use std::sync::Once;

use sommelier_house::Object;
use sommelier_house::cloudflare::{Answer, answers, tell_error, variable};
use worker::Env;

use super::door::FAILURE_LIMIT;
use super::settings::DoorSettings;
use crate::room::archive::{self, JOURNAL_DB};
use crate::room::published::{self, PUBLISHED};
use crate::room::{CREATE_LIMIT, HOSTS, ROOMS, settings};

/// The one object that is asked. No handle has such a name.
const PROBE: &str = "probe";

/// The body of `GET /health`.
pub(super) async fn report(env: &Env) -> Answer {
    let storage = answers(env, HOSTS, PROBE).await;
    let body = Object::default()
        .with("name", env!("CARGO_PKG_NAME"))
        .with("settings", &faults(env))
        .with("storage", if storage { "ok" } else { "unreachable" })
        .with("version", env!("CARGO_PKG_VERSION"));
    Answer::json(200, body.end())
}

/// Tells the log what is set wrong, once wherever this runs.
pub(super) fn tell_faults(env: &Env) {
    static TOLD: Once = Once::new();
    TOLD.call_once(|| {
        for why in faults(env) {
            tell_error(Object::event("setting").with("why", &why));
        }
    });
}

/// What is malformed, and what is not bound, in a sentence each.
fn faults(env: &Env) -> Vec<String> {
    let (_, mut faults) = DoorSettings::read(|name| variable(env, name));
    faults.extend(settings(env).1);
    faults.extend(missing(env));
    faults
}

/// What is not bound, and what does not work without it.
fn missing(env: &Env) -> Vec<String> {
    let bound = [
        (ROOMS, env.durable_object(ROOMS).is_ok(), "no tasting can be played"),
        (HOSTS, env.durable_object(HOSTS).is_ok(), "no session can be created"),
        (PUBLISHED, published::is_bound(env), "hosts' lists are not published"),
        (JOURNAL_DB, archive::is_bound(env), "journals are forgotten with their rooms"),
        (CREATE_LIMIT, env.rate_limiter(CREATE_LIMIT).is_ok(), "creating is not limited"),
        (FAILURE_LIMIT, env.rate_limiter(FAILURE_LIMIT).is_ok(), "failures are not limited"),
    ];
    let missing = bound.into_iter().filter(|(_, is_there, _)| !is_there);
    missing.map(|(name, _, without)| format!("{name} is not bound: {without}.")).collect()
}
