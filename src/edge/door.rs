//! The door itself: a request comes, is looked at, and is led to where it wants to go.

use sommelier_house::Object;
use sommelier_house::cloudflare::{
    Answer, LONGEST_URL, address, bearer, is_over, now, read_json, request_id, tell, tell_error,
    variable,
};
use worker::{Context, Env, Headers, Method, Request, Result, event, web_sys};

use super::route::{Route, path_of};
use super::settings::DoorSettings;
use super::{health, hosts, rooms};
use crate::http::{Fault, unauthorized};
use crate::protocol::ErrorCode;
use crate::room::CREATE_LIMIT;

/// The largest body: what a socket that may create can send, too.
const LARGEST_BODY: usize = 256 * 1_024;
pub(super) const FAILURE_LIMIT: &str = "FAILURE_LIMIT";

/// A refusal, or that which is refused it for.
pub(super) type Answered = std::result::Result<Answer, Fault>;

#[event(start)]
fn start() {
    console_error_panic_hook::set_once();
}

// The runtime's own request and response: to open a socket nothing of worker's is needed, and making it takes long.
#[event(fetch)]
async fn fetch(
    request: web_sys::Request,
    env: Env,
    _context: Context,
) -> Result<web_sys::Response> {
    let began = now();
    health::tell_faults(&env);
    let visit = Visit::of(request, env)?;
    // worker takes a method that it does not know for a GET.
    let method = visit.request.method();
    let url = visit.request.url();
    let route = Route::of(path_of(&url));
    let origin = visit.headers.get("origin")?;
    let upgrades = visit.headers.get("upgrade")?;
    let upgrades = upgrades.is_some_and(|to| to.eq_ignore_ascii_case("websocket"));
    let id = visit.id.clone();
    let admitted = visit.settings.origins.admit(origin.as_deref());
    let log = |status: u16| {
        let line = Object::event(if upgrades { "upgrade" } else { "request" })
            .with("id", &id)
            .with("route", &route.map(Route::name))
            .with("room", &route.and_then(Route::room));
        tell(
            line.with("method", &method).with("status", &status).with("ms", &now().ms_since(began)),
        );
    };
    if !admitted {
        log(403);
        let words = "This page may not speak to the rooms: its origin is not in ALLOWED_ORIGINS.";
        let fault = Fault::new(403, "FORBIDDEN_ORIGIN", words);
        return Ok(Answer::from(fault).dressed(None)?.into());
    }
    if url.len() > LONGEST_URL {
        log(414);
        let fault = Fault::new(414, "URI_TOO_LONG", "This address is too long.");
        return Ok(Answer::from(fault).dressed(origin.as_deref())?.into());
    }
    if upgrades {
        let response = match route {
            Some(Route::Room(code)) => rooms::connect(&visit, code, &url).await?,
            _ => Some(rooms::no_such_room()?.into()),
        };
        // Who is turned away is opened as well, to hear of it; what the room said is for the log.
        log(response.as_ref().map_or(rooms::FULL, web_sys::Response::status));
        return response.map_or_else(|| Ok(rooms::full()?.into()), Ok);
    }
    let answer = lead(visit, route, &method).await.unwrap_or_else(Answer::from);
    log(answer.status);
    Ok(answer.dressed(origin.as_deref())?.into())
}

async fn lead(visit: Visit, route: Option<Route<'_>>, method: &str) -> Answered {
    let Some(route) = route else {
        return Err(Fault::new(404, "NOT_FOUND", "There is nothing at this address."));
    };
    if method == "OPTIONS" {
        return Ok(Answer::preflight(route.allows()));
    }
    if !route.takes(method) {
        return Ok(Answer::not_allowed(route.allows()));
    }
    match route {
        Route::Health => Ok(health::report(&visit.env).await),
        Route::Room(code) if method == "POST" => rooms::create(&visit, code).await,
        Route::Room(code) => rooms::glance(&visit, code).await,
        Route::Sessions => rooms::create_anywhere(&visit).await,
        Route::Results(code, form) => rooms::results(&visit, code, form).await,
        Route::Journal(code) => rooms::journal(&visit, code).await,
        Route::Hosts => hosts::create(&visit).await,
        Route::Host(host) => hosts::ask(&visit, host, Method::Delete, "/").await,
        Route::HostSessions(host) => hosts::ask(&visit, host, Method::Get, "/sessions").await,
        Route::HostSession(host, code) => {
            hosts::ask(&visit, host, Method::Delete, &format!("/sessions/{code}")).await
        }
        Route::Open(host, code) => hosts::open(&visit, host, code).await,
        Route::Restore(host, code) => {
            hosts::ask(&visit, host, Method::Post, &format!("/sessions/{code}/restore")).await
        }
    }
}

/// A request with all that it takes to answer it.
pub(super) struct Visit {
    request: web_sys::Request,
    headers: Headers,
    pub(super) env: Env,
    pub(super) settings: DoorSettings,
    pub(super) address: String,
    /// What the log calls it.
    pub(super) id: String,
}

impl Visit {
    fn of(request: web_sys::Request, env: Env) -> Result<Self> {
        let (settings, _) = DoorSettings::read(|name| variable(&env, name));
        let headers = Headers(request.headers());
        let address = address(&headers)?;
        let id = request_id(&headers)?;
        Ok(Self { request, headers, env, settings, address, id })
    }

    /// The secret that the request proves itself with. To send none is no failed attempt.
    pub(super) fn bearer(&self) -> std::result::Result<String, Fault> {
        bearer(&self.headers).ok_or_else(unauthorized)
    }

    /// The JSON body, bounded.
    pub(super) async fn body(&self) -> std::result::Result<String, Fault> {
        read_json(&mut Request::from(Clone::clone(&self.request)), LARGEST_BODY).await
    }

    /// Counts something that is made, and refuses it when this address makes too many.
    pub(super) async fn may_create(&self) -> std::result::Result<(), Fault> {
        if self.settings.limits_creating && is_over(&self.env, CREATE_LIMIT, &self.address).await {
            return Err(ErrorCode::RateLimited.into());
        }
        Ok(())
    }

    /// Counts a failed attempt. Limits delay failures only: the right secret is always let in.
    pub(super) async fn failed(&self) -> Fault {
        if self.settings.limits_failures && is_over(&self.env, FAILURE_LIMIT, &self.address).await {
            return ErrorCode::RateLimited.into();
        }
        unauthorized()
    }

    /// What an object did not answer.
    pub(super) fn unreachable(&self, error: &worker::Error) -> Fault {
        let line = Object::event("unreachable").with("id", &self.id);
        tell_error(line.with("why", &error.to_string()));
        ErrorCode::Internal.into()
    }
}
