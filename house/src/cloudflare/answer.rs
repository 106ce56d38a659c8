//! What a Worker answers with: a status, a body and the headers that pages need to read it.

use worker::{Headers, Response, Result};

use crate::Fault;

/// An answer that has not been dressed for its page yet.
pub struct Answer {
    /// The HTTP status.
    pub status: u16,
    body: String,
    headers: Vec<(&'static str, String)>,
}

impl Answer {
    /// A JSON text.
    #[must_use]
    pub fn json(status: u16, body: impl Into<String>) -> Self {
        let json = ("content-type", "application/json; charset=utf-8".to_owned());
        Self { status, body: body.into(), headers: vec![json] }
    }

    /// A file for a spreadsheet.
    #[must_use]
    pub fn csv(body: String, name: &str) -> Self {
        let headers = vec![
            ("content-type", "text/csv; charset=utf-8".to_owned()),
            ("content-disposition", format!("attachment; filename=\"{name}.csv\"")),
        ];
        Self { status: 200, body, headers }
    }

    /// A JSON text on each line.
    #[must_use]
    pub fn ndjson(body: String) -> Self {
        let ndjson = ("content-type", "application/x-ndjson; charset=utf-8".to_owned());
        Self { status: 200, body, headers: vec![ndjson] }
    }

    /// Nothing but headers.
    #[must_use]
    pub fn empty(status: u16) -> Self {
        Self { status, body: String::new(), headers: Vec::new() }
    }

    /// What may be done at an address, for the browser that asks before it does.
    #[must_use]
    pub fn preflight(allows: &str) -> Self {
        Self::empty(204)
            .with("access-control-allow-methods", allows)
            .with("access-control-allow-headers", "authorization, content-type")
            .with("access-control-max-age", "86400")
    }

    /// What is not done at an address, and what is.
    #[must_use]
    pub fn not_allowed(allows: &str) -> Self {
        let words = format!("This address takes {allows} only.");
        Self::from(Fault::new(405, "METHOD_NOT_ALLOWED", words)).with("allow", allows)
    }

    /// With one more header.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.headers.push((name, value.into()));
        self
    }

    /// The response, readable by pages of this origin; kept by nobody unless its headers say so.
    ///
    /// # Errors
    ///
    /// When the runtime refuses.
    pub fn dressed(self, origin: Option<&str>) -> Result<Response> {
        let headers = Headers::new();
        headers.set("cache-control", "no-store")?;
        headers.set("x-content-type-options", "nosniff")?;
        headers.set("vary", "origin")?;
        if let Some(origin) = origin {
            let readable = "content-disposition, etag, retry-after, x-degraded";
            headers.set("access-control-allow-origin", origin)?;
            headers.set("access-control-expose-headers", readable)?;
        }
        for (name, value) in &self.headers {
            headers.set(name, value)?;
        }
        let response =
            if self.body.is_empty() { Response::empty()? } else { Response::ok(self.body)? };
        Ok(response.with_status(self.status).with_headers(headers))
    }
}

impl From<Fault> for Answer {
    fn from(fault: Fault) -> Self {
        let answer = Self::json(fault.status, fault.body());
        match (fault.status, fault.code.as_ref()) {
            // Whoever is too fast waits out the limit's minute.
            (429, _) => answer.with("retry-after", "60"),
            (503, "STORAGE") => answer.with("retry-after", "1"),
            _ => answer,
        }
    }
}
