//! How one object speaks to another, and the edge to both: plain requests with JSON bodies.

use worker::wasm_bindgen::JsValue;
use worker::{Env, Headers, Method, Request, RequestInit, Response, Result, Stub};

use crate::Fault;

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
    body: Option<String>,
}

impl<'c> Call<'c> {
    /// A call without a body.
    #[must_use]
    pub fn new(method: Method, path: &'c str) -> Self {
        Self { method, path, bearer: None, body: None }
    }

    /// With a secret to be checked there.
    #[must_use]
    pub fn bearing(self, secret: &'c str) -> Self {
        Self { bearer: Some(secret), ..self }
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
        let mut init = RequestInit::new();
        init.with_method(self.method).with_headers(headers);
        init.with_body(self.body.as_deref().map(JsValue::from_str));
        let request = Request::new_with_init(&format!("https://object{}", self.path), &init)?;
        let mut response = object(env, binding, name)?.fetch_with_request(request).await?;
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
