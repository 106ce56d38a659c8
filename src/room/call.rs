//! How one object speaks to another, and the edge to both: plain requests with JSON bodies.

use worker::wasm_bindgen::JsValue;
use worker::{Env, Headers, Method, Request, RequestInit, Result, Stub};

/// The binding of the rooms.
pub(crate) const ROOMS: &str = "GAME_SESSION";
/// The binding of the hosts' indexes.
pub(crate) const HOSTS: &str = "HOST_INDEX";

/// What an object answered.
pub(crate) struct Reply {
    /// The HTTP status.
    pub(crate) status: u16,
    /// The body.
    pub(crate) body: String,
}

impl Reply {
    /// Whether it did what was asked.
    pub(crate) fn is_ok(&self) -> bool {
        (200..300).contains(&self.status)
    }
}

/// Something to ask of an object.
pub(crate) struct Call<'c> {
    method: Method,
    path: &'c str,
    bearer: Option<&'c str>,
    body: Option<String>,
}

impl<'c> Call<'c> {
    /// A call without a body.
    pub(crate) fn new(method: Method, path: &'c str) -> Self {
        Self { method, path, bearer: None, body: None }
    }

    /// With a secret to be checked there.
    pub(crate) fn bearing(self, secret: &'c str) -> Self {
        Self { bearer: Some(secret), ..self }
    }

    /// With a body.
    pub(crate) fn with(self, body: String) -> Self {
        Self { body: Some(body), ..self }
    }

    /// Asks the object of this name.
    pub(crate) async fn to(self, env: &Env, binding: &str, name: &str) -> Result<Reply> {
        let headers = Headers::new();
        if let Some(secret) = self.bearer {
            headers.set("authorization", &format!("Bearer {secret}"))?;
        }
        let mut init = RequestInit::new();
        init.with_method(self.method).with_headers(headers);
        init.with_body(self.body.as_deref().map(JsValue::from_str));
        let request = Request::new_with_init(&format!("https://object{}", self.path), &init)?;
        let mut response = object(env, binding, name)?.fetch_with_request(request).await?;
        Ok(Reply { status: response.status_code(), body: response.text().await? })
    }
}

/// The object of this name.
pub(crate) fn object(env: &Env, binding: &str, name: &str) -> Result<Stub> {
    env.durable_object(binding)?.get_by_name(name)
}

/// The secret that a request proves itself with.
pub(crate) fn bearer(headers: &Headers) -> Option<String> {
    let header = headers.get("authorization").ok()??;
    let (scheme, secret) = header.split_once(' ')?;
    (scheme.eq_ignore_ascii_case("bearer") && !secret.trim().is_empty())
        .then(|| secret.trim().to_owned())
}
