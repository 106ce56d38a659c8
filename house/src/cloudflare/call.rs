//! How one object speaks to another, and the edge to both: plain requests with JSON bodies.

use std::cell::Cell;

use worker::wasm_bindgen::JsValue;
use worker::web_sys::{Request, RequestInit};
use worker::{Env, Headers, Method, Response, Result, Stub};

use super::{REQUEST, now};
use crate::{Fault, Timestamp};

/// What an object answered.
pub struct Reply {
    /// The HTTP status.
    pub status: u16,
    /// The body.
    pub body: String,
}

impl Reply {
    /// Whether it did what was asked.
    #[must_use]
    pub fn is_ok(&self) -> bool {
        (200..300).contains(&self.status)
    }
}

/// Something to ask of an object.
pub struct Call<'c> {
    method: Method,
    path: &'c str,
    bearer: Option<&'c str>,
    about: Option<&'c str>,
    body: Option<String>,
}

impl<'c> Call<'c> {
    /// A call without a body.
    #[must_use]
    pub fn new(method: Method, path: &'c str) -> Self {
        Self { method, path, bearer: None, about: None, body: None }
    }

    /// With a secret to be checked there.
    #[must_use]
    pub fn bearing(self, secret: &'c str) -> Self {
        Self { bearer: Some(secret), ..self }
    }

    /// For the request that the log calls so.
    #[must_use]
    pub fn about(self, id: Option<&'c str>) -> Self {
        Self { about: id, ..self }
    }

    /// With a body.
    #[must_use]
    pub fn with(self, body: String) -> Self {
        Self { body: Some(body), ..self }
    }

    /// Asks the object of this name.
    ///
    /// # Errors
    ///
    /// When it does not answer.
    pub async fn to(self, env: &Env, binding: &str, name: &str) -> Result<Reply> {
        let headers = Headers::new();
        if let Some(secret) = self.bearer {
            headers.set("authorization", &format!("Bearer {secret}"))?;
        }
        if let Some(id) = self.about {
            headers.set(REQUEST, id)?;
        }
        // The web's own, since worker's carries all that Cloudflare can do with a page on its way.
        let init = RequestInit::new();
        init.set_method(self.method.as_ref());
        init.set_headers(&headers.0);
        if let Some(body) = &self.body {
            init.set_body(&JsValue::from_str(body));
        }
        let address = format!("https://object{}", self.path);
        let request = Request::new_with_str_and_init(&address, &init)?;
        let mut response = object(env, binding, name)?.fetch_with_request(request.into()).await?;
        Ok(Reply { status: response.status_code(), body: response.text().await? })
    }
}

/// The object of this name.
///
/// # Errors
///
/// When the binding is missing.
pub fn object(env: &Env, binding: &str, name: &str) -> Result<Stub> {
    env.durable_object(binding)?.get_by_name(name)
}

/// What an object answers: a status and a body, or why not.
pub type Answered = std::result::Result<(u16, String), Fault>;

/// An answer as the caller expects it: the edge dresses it for the world outside.
///
/// # Errors
///
/// When the runtime refuses.
pub fn respond(answered: Answered) -> Result<Response> {
    let (status, body) = answered.unwrap_or_else(|fault| (fault.status, fault.body()));
    Ok(Response::ok(body)?.with_status(status))
}

/// How long one look at storage is good for.
const LOOK_MS: u64 = 10_000;

thread_local! {
    static LAST_LOOK: Cell<Option<(Timestamp, bool)>> = const { Cell::new(None) };
}

/// Whether the storage behind an object answers its `GET /probe`. A Worker asks one object only, and a
/// stranger who asks often hears what was so a moment ago.
pub async fn answers(env: &Env, binding: &str, name: &str) -> bool {
    if let Some((at, answered)) = LAST_LOOK.get()
        && now().0.abs_diff(at.0) < LOOK_MS
    {
        return answered;
    }
    let reply = Call::new(Method::Get, "/probe").to(env, binding, name).await;
    let answered = reply.is_ok_and(|reply| reply.is_ok());
    LAST_LOOK.set(Some((now(), answered)));
    answered
}
