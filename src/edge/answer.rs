//! What the edge answers with: a status, a body and the headers that pages need to read it.

use worker::{Headers, Response, Result};

use crate::http::Fault;

/// An answer that has not been dressed for its page yet.
pub(super) struct Answer {
    pub(super) status: u16,
    body: String,
    headers: Vec<(&'static str, String)>,
}

impl Answer {
    /// A JSON text.
    pub(super) fn json(status: u16, body: impl Into<String>) -> Self {
        let json = ("content-type", "application/json; charset=utf-8".to_owned());
        Self { status, body: body.into(), headers: vec![json] }
    }

    /// A file for a spreadsheet.
    pub(super) fn csv(body: String, name: &str) -> Self {
        let headers = vec![
            ("content-type", "text/csv; charset=utf-8".to_owned()),
            ("content-disposition", format!("attachment; filename=\"{name}.csv\"")),
        ];
        Self { status: 200, body, headers }
    }

    /// Nothing but headers.
    pub(super) fn empty() -> Self {
        Self { status: 204, body: String::new(), headers: Vec::new() }
    }

    /// With one more header.
    pub(super) fn with(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.headers.push((name, value.into()));
        self
    }

    /// The response, readable by pages of this origin.
    pub(super) fn dressed(self, origin: Option<&str>) -> Result<Response> {
        let headers = Headers::new();
        for (name, value) in &self.headers {
            headers.set(name, value)?;
        }
        headers.set("cache-control", "no-store")?;
        headers.set("x-content-type-options", "nosniff")?;
        headers.set("vary", "origin")?;
        if let Some(origin) = origin {
            headers.set("access-control-allow-origin", origin)?;
            headers.set("access-control-expose-headers", "retry-after, content-disposition")?;
        }
        let response =
            if self.body.is_empty() { Response::empty()? } else { Response::ok(self.body)? };
        Ok(response.with_status(self.status).with_headers(headers))
    }
}

impl From<Fault> for Answer {
    fn from(fault: Fault) -> Self {
        let answer = Self::json(fault.status, fault.body());
        // Whoever is too fast waits out the limit's minute.
        if fault.status == 429 { answer.with("retry-after", "60") } else { answer }
    }
}
