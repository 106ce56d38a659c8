//! The door itself: a request comes, is looked at, and is led to where it wants to go.

use std::cell::RefCell;
use std::rc::Rc;

use sommelier_house::cloudflare::{
    Answer, LONGEST_URL, address, bearer, is_over, now, read_json, request_id, tell, tell_error,
    variable,
};
use sommelier_house::{Object, Timestamp};
use worker::wasm_bindgen::{JsValue, prelude::wasm_bindgen};
use worker::{Env, Headers, Method, Request, Result, event, wasm_bindgen, web_sys};

use super::route::{Route, path_of};
use super::settings::DoorSettings;
use super::{health, hosts, rooms};
use crate::http::{Fault, unauthorized};
use crate::protocol::ErrorCode;
use crate::room::{CREATE_LIMIT, promise};

/// The largest body: what a socket that may create can send, too.
const LARGEST_BODY: usize = 256 * 1_024;
pub(super) const FAILURE_LIMIT: &str = "FAILURE_LIMIT";

/// A refusal, or that which is refused it for.
pub(super) type Answered = std::result::Result<Answer, Fault>;

thread_local! {
    /// What was read last, and where: the runtime hands the same object to each request.
    static SETTINGS: RefCell<Option<(Env, Rc<DoorSettings>)>> = const { RefCell::new(None) };
}

#[event(start)]
fn start() {
    console_error_panic_hook::set_once();
}

/// A request from outside. Not `worker::event`, which makes a future of each: a socket waits for the promise of its room
/// in JavaScript. What fails here is told and answered in `entry.mjs`.
///
/// # Errors
///
/// When the runtime refuses.
#[wasm_bindgen]
pub fn fetch(
    request: web_sys::Request,
    env: Env,
    _context: JsValue,
) -> std::result::Result<JsValue, JsValue> {
    health::tell_faults(&env);
    let visit = Visit::of(request, env)?;
    if let Some((fault, reader)) = visit.refusal() {
        visit.log(fault.status);
        return Ok(web_sys::Response::from(Answer::from(fault).dressed(reader)?).into());
    }
    if visit.upgrades {
        return Ok(rooms::connect(&visit)?);
    }
    Ok(promise(async move {
        let answer = lead(&visit).await.unwrap_or_else(Answer::from);
        visit.log(answer.status);
        Ok(web_sys::Response::from(answer.dressed(visit.origin.as_deref())?).into())
    }))
}

async fn lead(visit: &Visit) -> Answered {
    let Some(route) = visit.route() else {
        return Err(Fault::new(404, "NOT_FOUND", "There is nothing at this address."));
    };
    let method = visit.method();
    if method == "OPTIONS" {
        return Ok(Answer::preflight(route.allows()));
    }
    if !route.takes(&method) {
        return Ok(Answer::not_allowed(route.allows()));
    }
    match route {
        Route::Health => Ok(health::report(&visit.env).await),
        Route::Room(code) if method == "POST" => rooms::create(visit, code).await,
        Route::Room(code) => rooms::glance(visit, code).await,
        Route::Sessions => rooms::create_anywhere(visit).await,
        Route::Results(code, form) => rooms::results(visit, code, form).await,
        Route::Journal(code) => rooms::journal(visit, code).await,
        Route::Hosts => hosts::create(visit).await,
        Route::Host(host) => hosts::ask(visit, host, Method::Delete, "/").await,
        Route::HostSessions(host) => hosts::ask(visit, host, Method::Get, "/sessions").await,
        Route::HostSession(host, code) => {
            hosts::ask(visit, host, Method::Delete, &format!("/sessions/{code}")).await
        }
        Route::Open(host, code) => hosts::open(visit, host, code).await,
        Route::Restore(host, code) => {
            hosts::ask(visit, host, Method::Post, &format!("/sessions/{code}/restore")).await
        }
    }
}

/// A request with all that it takes to answer it.
pub(super) struct Visit {
    request: web_sys::Request,
    headers: Headers,
    pub(super) url: String,
    origin: Option<String>,
    /// Whether a socket is wanted.
    upgrades: bool,
    began: Timestamp,
    pub(super) env: Env,
    pub(super) settings: Rc<DoorSettings>,
    /// What the log calls it.
    pub(super) id: String,
}

impl Visit {
    fn of(request: web_sys::Request, env: Env) -> Result<Self> {
        let settings = settings(&env);
        let headers = Headers(request.headers());
        let upgrades = headers.get("upgrade")?;
        Ok(Self {
            url: request.url(),
            origin: headers.get("origin")?,
            upgrades: upgrades.is_some_and(|to| to.eq_ignore_ascii_case("websocket")),
            began: now(),
            id: request_id(&headers)?,
            request,
            headers,
            env,
            settings,
        })
    }

    /// The runtime's word for it: worker takes a method that it does not know for a GET.
    fn method(&self) -> String {
        self.request.method()
    }

    /// Where it leads.
    pub(super) fn route(&self) -> Option<Route<'_>> {
        Route::of(path_of(&self.url))
    }

    /// Why it is not even looked at, and which page may read that.
    fn refusal(&self) -> Option<(Fault, Option<&str>)> {
        let origin = self.origin.as_deref();
        if !self.settings.origins.admit(origin) {
            let words =
                "This page may not speak to the rooms: its origin is not in ALLOWED_ORIGINS.";
            return Some((Fault::new(403, "FORBIDDEN_ORIGIN", words), None));
        }
        let too_long = || Fault::new(414, "URI_TOO_LONG", "This address is too long.");
        (self.url.len() > LONGEST_URL).then(|| (too_long(), origin))
    }

    /// Tells the log what it was answered. A socket that opens is for its room to tell of.
    pub(super) fn log(&self, status: u16) {
        let route = self.route();
        let line = Object::event(if self.upgrades { "upgrade" } else { "request" })
            .with("id", &self.id)
            .with("route", &route.map(Route::name))
            .with("room", &route.and_then(Route::room));
        let ms = now().ms_since(self.began);
        tell(line.with("method", &self.method()).with("status", &status).with("ms", &ms));
    }

    /// The secret that the request proves itself with. To send none is no failed attempt.
    pub(super) fn bearer(&self) -> std::result::Result<String, Fault> {
        bearer(&self.headers).ok_or_else(unauthorized)
    }

    /// Whom a limit counts it for.
    pub(super) fn address(&self) -> String {
        address(&self.headers)
    }

    /// The JSON body, bounded.
    pub(super) async fn body(&self) -> std::result::Result<String, Fault> {
        read_json(&mut Request::from(Clone::clone(&self.request)), LARGEST_BODY).await
    }

    /// Counts something that is made, and refuses it when this address makes too many.
    pub(super) async fn may_create(&self) -> std::result::Result<(), Fault> {
        if self.settings.limits_creating && is_over(&self.env, CREATE_LIMIT, &self.address()).await
        {
            return Err(ErrorCode::RateLimited.into());
        }
        Ok(())
    }

    /// Counts a failed attempt. Limits delay failures only: the right secret is always let in.
    pub(super) async fn failed(&self) -> Fault {
        if self.settings.limits_failures && is_over(&self.env, FAILURE_LIMIT, &self.address()).await
        {
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

fn settings(env: &Env) -> Rc<DoorSettings> {
    let known = SETTINGS.with_borrow(|known| {
        let (of, settings) = known.as_ref()?;
        let (of, env): (&JsValue, &JsValue) = (of.as_ref(), env.as_ref());
        (of == env).then(|| Rc::clone(settings))
    });
    known.unwrap_or_else(|| {
        let settings = Rc::new(DoorSettings::read(|name| variable(env, name)).0);
        SETTINGS.set(Some((env.clone(), Rc::clone(&settings))));
        settings
    })
}
