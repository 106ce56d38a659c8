//! The door: a request comes, is looked at, and is led to where it wants to go.

use std::collections::BTreeMap;
use std::sync::Once;

use futures::future::try_join_all;
use sommelier_house::cloudflare::{
    Answer, Call, LONGEST_URL, address, answers, bearer, is_over, now, read_json, request_id, tell,
    tell_error, variable,
};
use sommelier_house::{Fault, Object, Secret};
use worker::{Context, Env, Method, Request, Response, Result, event};

use crate::ask::{Ask, category, list_of_body, value_of_body, value_of_path};
use crate::kv;
use crate::reading;
use crate::route::{Route, is_open};
use crate::seen::Seen;
use crate::settings::Settings;
use crate::suggestions::seconds_left;
use crate::writer::{Letter, NAME, WRITER, storage};

/// The largest body with one value, and with lists.
const LARGEST_VALUE: usize = 4 * 1_024;
const LARGEST_LISTS: usize = 1_024 * 1_024;
const FAILURE_LIMIT: &str = "FAILURE_LIMIT";
const SUGGEST_LIMIT: &str = "SUGGEST_LIMIT";

/// An answer, or why there is none.
type Answered = std::result::Result<Answer, Fault>;

#[event(start)]
fn start() {
    console_error_panic_hook::set_once();
}

#[event(fetch)]
async fn fetch(request: Request, env: Env, _context: Context) -> Result<Response> {
    let began = now();
    let visit = Visit::of(request, env);
    visit.tell_faults();
    let id = request_id(visit.request.headers())?;
    // worker takes a method that it does not know for a GET.
    let (path, method) = (visit.request.path(), visit.request.inner().method());
    let route = Route::of(&path);
    let headers = visit.request.headers();
    let origin = headers.get("origin")?;
    // Before a page reads or writes it may ask whether it may.
    let meant = match method.as_str() {
        "OPTIONS" => headers.get("access-control-request-method")?.unwrap_or_default(),
        _ => method.clone(),
    };
    let is_open = is_open(route, &meant);
    let answer = if is_open || visit.settings.origins.admit(origin.as_deref()) {
        let answer = lead(visit, route, &method).await.unwrap_or_else(Answer::from);
        (answer, if is_open { Some("*") } else { origin.as_deref() })
    } else {
        let words = "This page may not write here: its origin is not in ALLOWED_ORIGINS.";
        (Answer::from(Fault::new(403, "FORBIDDEN_ORIGIN", words)), None)
    };
    let (answer, readers) = answer;
    // A category is named only if there is one: anything else is what somebody sent.
    let about = route.and_then(Route::category).and_then(|name| category(name).ok());
    let line = Object::event("request")
        .with("id", &id)
        .with("route", &route.map(Route::name))
        .with("category", &about)
        .with("method", &method)
        .with("status", &answer.status);
    tell(line.with("ms", &now().ms_since(began)));
    answer.dressed(readers)
}

async fn lead(mut visit: Visit, route: Option<Route<'_>>, method: &str) -> Answered {
    if visit.request.inner().url().len() > LONGEST_URL {
        return Err(Fault::new(414, "URI_TOO_LONG", "This address is too long."));
    }
    let Some(route) = route else {
        return Err(Fault::new(404, "NOT_FOUND", "There is nothing at this address."));
    };
    if method == "OPTIONS" {
        return Ok(Answer::preflight(route.allows()));
    }
    if !route.takes(method) {
        return Ok(Answer::not_allowed(route.allows()));
    }
    let reads = matches!(method, "GET" | "HEAD");
    match route {
        Route::Health => return Ok(visit.health().await),
        Route::Catalogue => return Ok(reading::catalogue(&visit.request)),
        Route::Lists if reads => return reading::lists(&visit.request, &visit.env).await,
        Route::List(name) if reads => {
            return reading::list(&visit.request, &visit.env, category(name)?).await;
        }
        Route::Suggest(name) => {
            let category = category(name)?;
            let value = value_of_body(&visit.body(LARGEST_VALUE).await?)?;
            visit.may_suggest().await?;
            return visit.ask(Ask::Suggest(category, value, visit.address())).await;
        }
        Route::Lists
        | Route::List(_)
        | Route::Value(..)
        | Route::Suggestions
        | Route::Suggestion(..) => visit.admit().await?,
    }
    let ask = match route {
        Route::List(name) if method == "PUT" => {
            let category = category(name)?;
            Ask::Replace(category, list_of_body(&visit.body(LARGEST_LISTS).await?)?)
        }
        Route::List(name) => {
            let category = category(name)?;
            Ask::Add(category, value_of_body(&visit.body(LARGEST_VALUE).await?)?)
        }
        Route::Value(name, value) => Ask::Remove(category(name)?, value_of_path(value)?),
        Route::Suggestion(name, value) => Ask::Drop(category(name)?, value_of_path(value)?),
        Route::Suggestions if reads => Ask::Waiting,
        Route::Suggestions => Ask::DropAll,
        Route::Lists | Route::Health | Route::Catalogue | Route::Suggest(_) => {
            Ask::merge(&visit.body(LARGEST_LISTS).await?)?
        }
    };
    visit.ask(ask).await
}

/// A request with all that it takes to answer it.
struct Visit {
    request: Request,
    env: Env,
    settings: Settings,
    faults: Vec<String>,
}

impl Visit {
    fn of(request: Request, env: Env) -> Self {
        let (settings, faults) = Settings::read(|name| variable(&env, name));
        Self { request, env, settings, faults }
    }

    /// Whom a limit counts it for.
    fn address(&self) -> String {
        address(self.request.headers())
    }

    async fn body(&mut self, most: usize) -> std::result::Result<String, Fault> {
        read_json(&mut self.request, most).await
    }

    /// Lets in whoever has the secret, at once; whoever guesses is slowed down.
    async fn admit(&self) -> std::result::Result<(), Fault> {
        let secret = self.settings.secret.as_ref();
        let secret = secret.map_err(|why| Fault::new(503, "NO_ADMIN_SECRET", why))?;
        let words = "This needs `Authorization: Bearer` with the admin's secret.";
        let unauthorized = || Fault::new(401, "UNAUTHORIZED", words);
        let given = self.credentials().ok_or_else(unauthorized)?;
        if secret.hash().is_of(&Secret::from(given.as_str())) {
            return Ok(());
        }
        if self.settings.limits_failures && is_over(&self.env, FAILURE_LIMIT, &self.address()).await
        {
            return Err(too_fast());
        }
        Err(unauthorized())
    }

    /// The secret that came along; older scripts send it bare.
    fn credentials(&self) -> Option<String> {
        let headers = self.request.headers();
        let bare = headers.get("authorization").ok()??.trim().to_owned();
        let is_bare = !bare.is_empty() && !bare.eq_ignore_ascii_case("bearer");
        bearer(headers).or_else(|| is_bare.then_some(bare))
    }

    async fn may_suggest(&self) -> std::result::Result<(), Fault> {
        let limits = self.settings.suggestions_a_day.is_some();
        if limits && is_over(&self.env, SUGGEST_LIMIT, &self.address()).await {
            return Err(too_fast());
        }
        Ok(())
    }

    /// Asks the writer, who is told what KV shows of the lists that it is about.
    async fn ask(&self, ask: Ask) -> Answered {
        let looks = ask.categories().into_iter().map(|category| async move {
            kv::find(&self.env, category).await.map(|found| (category, found))
        });
        let found = try_join_all(looks).await.map_err(|error| reading::unread(&error))?;
        let mut seen = BTreeMap::new();
        for (category, found) in found {
            let text = found.text.as_deref();
            let value = Seen::of(text, found.rev);
            // What is replaced although it is no list is kept first.
            if let (Ask::Replace(..), Seen::Broken { .. }, Some(text)) = (&ask, &value, text) {
                let kept = kv::keep_corrupt(&self.env, category, text).await;
                kept.map_err(|error| failed("not kept", &error))?;
            }
            seen.insert(category, value);
        }
        let letter = serde_json::to_string(&Letter { ask, seen });
        let letter = letter.map_err(|error| failed("no letter", &error.into()))?;
        let reply = Call::new(Method::Post, "/").with(letter).to(&self.env, WRITER, NAME).await;
        let reply = reply.map_err(|error| failed("unreachable", &error))?;
        // Faults of the writer come with their words, but without the time to wait.
        let answer = Answer::json(reply.status, reply.body);
        match reply.status {
            429 => Ok(answer.with("retry-after", seconds_left(now()).to_string())),
            503 => Err(storage()),
            _ => Ok(answer),
        }
    }

    /// What is malformed, and what is not bound, in a sentence each.
    fn all_faults(&self) -> Vec<String> {
        let env = &self.env;
        let bound = [
            (WRITER, env.durable_object(WRITER).is_ok(), "nothing can be written"),
            (kv::PUBLISHED, env.kv(kv::PUBLISHED).is_ok(), "nothing can be read"),
            (FAILURE_LIMIT, env.rate_limiter(FAILURE_LIMIT).is_ok(), "guesses are not limited"),
            (SUGGEST_LIMIT, env.rate_limiter(SUGGEST_LIMIT).is_ok(), "a minute has no limit"),
        ];
        let missing = bound.into_iter().filter(|(_, is_there, _)| !is_there);
        let missing = missing.map(|(name, _, without)| format!("{name} is not bound: {without}."));
        self.faults.iter().cloned().chain(missing).collect()
    }

    /// Tells the log what is set wrong, once wherever this runs.
    fn tell_faults(&self) {
        static TOLD: Once = Once::new();
        TOLD.call_once(|| {
            for why in self.all_faults() {
                tell_error(Object::event("setting").with("why", &why));
            }
        });
    }

    /// What this is and how it fares, for whoever deployed it.
    async fn health(self) -> Answer {
        let (env, mut faults) = (&self.env, self.all_faults());
        if !answers(env, WRITER, NAME).await {
            faults.push("The writer does not answer: nothing can be written.".to_owned());
        }
        let body = serde_json::json!({
            "ok": faults.is_empty(),
            "version": env!("CARGO_PKG_VERSION"),
            "faults": faults,
        });
        Answer::json(200, body.to_string())
    }
}

fn too_fast() -> Fault {
    Fault::new(429, "RATE_LIMITED", "Too much, too fast; wait a minute.")
}

fn failed(event: &str, error: &worker::Error) -> Fault {
    tell_error(Object::event(event).with("why", &error.to_string()));
    storage()
}
