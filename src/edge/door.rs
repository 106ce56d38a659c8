//! The door itself: a request comes, is looked at, and is led to where it wants to go.

use worker::{Context, Env, Method, Request, Response, Result, console_error, console_log, event};

use super::answer::Answer;
use super::route::{LONGEST_URL, Route};
use super::settings::DoorSettings;
use super::{health, hosts, rooms};
use crate::http::Fault;
use crate::protocol::ErrorCode;
use crate::room::call::bearer;
use crate::room::variable;

/// The largest body: what a socket that may create can send, too.
const LARGEST_BODY: usize = 256 * 1_024;
const CREATE_LIMIT: &str = "CREATE_LIMIT";
const FAILURE_LIMIT: &str = "FAILURE_LIMIT";

/// A refusal, or that which is refused it for.
pub(super) type Answered = std::result::Result<Answer, Fault>;

#[event(start)]
fn start() {
    console_error_panic_hook::set_once();
}

#[event(fetch)]
async fn fetch(request: Request, env: Env, _context: Context) -> Result<Response> {
    let began = worker::Date::now().as_millis();
    let visit = Visit::of(request, env)?;
    // worker takes a method that it does not know for a GET.
    let (path, method) = (visit.request.path(), visit.request.inner().method());
    let route = Route::of(&path);
    let origin = visit.request.headers().get("origin")?;
    let upgrades = visit.request.headers().get("upgrade")?;
    let upgrades = upgrades.is_some_and(|to| to.eq_ignore_ascii_case("websocket"));
    let admitted = visit.settings.origins.admit(origin.as_deref());
    let log = |status: u16| {
        console_log!(
            "{}",
            serde_json::json!({
                "event": if upgrades { "upgrade" } else { "request" },
                "route": route.map(Route::name),
                "room": route.and_then(Route::room),
                "method": method,
                "status": status,
                "ms": worker::Date::now().as_millis().saturating_sub(began),
            })
        );
    };
    if !admitted {
        log(403);
        let words = "This page may not speak to the rooms: its origin is not in ALLOWED_ORIGINS.";
        return Answer::from(Fault::new(403, "FORBIDDEN_ORIGIN", words)).dressed(None);
    }
    if upgrades {
        let response = match route {
            Some(Route::Room(code)) => rooms::connect(&visit.env, code, visit.request).await?,
            _ => rooms::no_such_room()?,
        };
        log(response.status_code());
        return Ok(response);
    }
    let answer = lead(visit, route, &method).await.unwrap_or_else(Answer::from);
    log(answer.status);
    answer.dressed(origin.as_deref())
}

async fn lead(mut visit: Visit, route: Option<Route<'_>>, method: &str) -> Answered {
    if visit.request.inner().url().len() > LONGEST_URL {
        return Err(Fault::new(414, "URI_TOO_LONG", "This address is too long."));
    }
    let Some(route) = route else {
        return Err(Fault::new(404, "NOT_FOUND", "There is nothing at this address."));
    };
    if method == "OPTIONS" {
        return Ok(Answer::empty()
            .with("access-control-allow-methods", route.allows())
            .with("access-control-allow-headers", "authorization, content-type")
            .with("access-control-max-age", "86400"));
    }
    if !route.takes(method) {
        let words = format!("This address takes {} only.", route.allows());
        let fault = Fault::new(405, "METHOD_NOT_ALLOWED", words);
        return Ok(Answer::from(fault).with("allow", route.allows()));
    }
    match route {
        Route::Health => Ok(health::report(&visit.env).await),
        Route::Room(code) if method == "POST" => rooms::create(&mut visit, code).await,
        Route::Room(code) => rooms::glance(&visit, code).await,
        Route::Sessions => rooms::create_anywhere(&mut visit).await,
        Route::Results(code, form) => rooms::results(&visit, code, form).await,
        Route::Hosts => hosts::create(&visit).await,
        Route::Host(host) => hosts::ask(&visit, host, Method::Delete, "/").await,
        Route::HostSessions(host) => hosts::ask(&visit, host, Method::Get, "/sessions").await,
        Route::HostSession(host, code) => {
            hosts::ask(&visit, host, Method::Delete, &format!("/sessions/{code}")).await
        }
        Route::Restore(host, code) => {
            hosts::ask(&visit, host, Method::Post, &format!("/sessions/{code}/restore")).await
        }
    }
}

/// A request with all that it takes to answer it.
pub(super) struct Visit {
    pub(super) request: Request,
    pub(super) env: Env,
    pub(super) settings: DoorSettings,
    address: String,
}

impl Visit {
    fn of(request: Request, env: Env) -> Result<Self> {
        let (settings, _) = DoorSettings::read(|name| variable(&env, name));
        let address = request.headers().get("cf-connecting-ip")?.unwrap_or_default();
        Ok(Self { request, env, settings, address })
    }

    /// The secret that the request proves itself with. To send none is no failed attempt.
    pub(super) fn bearer(&self) -> std::result::Result<String, Fault> {
        bearer(self.request.headers()).ok_or_else(Fault::unauthorized)
    }

    /// The JSON body, bounded.
    pub(super) async fn body(&mut self) -> std::result::Result<String, Fault> {
        let kind = self.request.headers().get("content-type").ok().flatten().unwrap_or_default();
        let kind = kind.split(';').next().unwrap_or_default().trim();
        if !kind.eq_ignore_ascii_case("application/json") {
            let words = "Send the body as application/json.";
            return Err(Fault::new(415, "UNSUPPORTED_MEDIA_TYPE", words));
        }
        let length = self.request.headers().get("content-length").ok().flatten();
        if length.and_then(|text| text.parse().ok()).is_some_and(|size: usize| size > LARGEST_BODY)
        {
            return Err(ErrorCode::MessageTooLarge.into());
        }
        read_bounded(&mut self.request).await
    }

    /// Counts something that is made, and refuses it when this address makes too many.
    pub(super) async fn may_create(&self) -> std::result::Result<(), Fault> {
        if self.settings.limits_creating && self.is_over(CREATE_LIMIT).await {
            return Err(ErrorCode::RateLimited.into());
        }
        Ok(())
    }

    /// Counts a failed attempt. Limits delay failures only: the right secret is always let in.
    pub(super) async fn failed(&self) -> Fault {
        if self.settings.limits_failures && self.is_over(FAILURE_LIMIT).await {
            return ErrorCode::RateLimited.into();
        }
        Fault::unauthorized()
    }

    /// A limiter that is missing or does not answer limits nothing; `/health` tells.
    async fn is_over(&self, limiter: &str) -> bool {
        let Ok(limiter) = self.env.rate_limiter(limiter) else { return false };
        limiter.limit(self.address.clone()).await.is_ok_and(|outcome| !outcome.success)
    }
}

async fn read_bounded(request: &mut Request) -> std::result::Result<String, Fault> {
    use futures::StreamExt;

    let not_text = || Fault::new(400, "BAD_MESSAGE", "The body is not text in UTF-8.");
    let Ok(mut chunks) = request.stream() else { return Ok(String::new()) };
    let mut body = Vec::new();
    while let Some(chunk) = chunks.next().await {
        body.extend_from_slice(&chunk.map_err(|_| not_text())?);
        if body.len() > LARGEST_BODY {
            return Err(ErrorCode::MessageTooLarge.into());
        }
    }
    String::from_utf8(body).map_err(|_| not_text())
}

/// What an object did not answer.
pub(super) fn unreachable(error: &worker::Error) -> Fault {
    console_error!("{}", serde_json::json!({ "event": "unreachable", "why": error.to_string() }));
    ErrorCode::Internal.into()
}
