//! The door: a page is asked for, fetched from where it is, and handed on.

use std::time::Duration;

use sommelier_house::Object;
use sommelier_house::cloudflare::{
    LONGEST_URL, now, request_id, tell, tell_error, variable, within,
};
use worker::{
    Context, Env, Fetch, Headers, Method, Request, RequestInit, RequestRedirect, Response, Result,
    event,
};

use crate::headers::{ANSWERED, ASKED};
use crate::settings::Settings;
use crate::site::Site;

/// How long a site may take to begin an answer.
const LONGEST_FETCH: Duration = Duration::from_secs(10);

/// Why no page is shown: the status, words for whoever reads it, and the reason for the operator.
struct NoPage(u16, &'static str, Option<String>);

const NOT_FOUND: NoPage = NoPage(404, "There is no page at this address.", None);
const NOT_READ: NoPage = NoPage(405, "Pages here are only read.", None);
const TOO_LONG: NoPage = NoPage(414, "This address is too long.", None);
const NOT_REACHED: NoPage =
    NoPage(502, "This page cannot be reached at the moment. Please try again soon.", None);
const NOT_SET_UP: NoPage = NoPage(503, "These pages are not set up yet.", None);
const TOO_SLOW: NoPage =
    NoPage(504, "This page takes too long at the moment. Please try again soon.", None);

#[event(start)]
fn start() {
    console_error_panic_hook::set_once();
}

#[event(fetch)]
async fn fetch(request: Request, env: Env, _context: Context) -> Result<Response> {
    let began = now();
    let method = request.inner().method();
    let id = request_id(request.headers())?;
    let response = match page(&request, &env, &method).await {
        Ok(response) => response,
        Err(no_page) => {
            no_page.log(&id);
            no_page.shown()?
        }
    };
    let status = response.status_code();
    let ms = now().ms_since(began);
    let line = Object::event("request").with("id", &id).with("method", &method);
    tell(line.with("status", &status).with("ms", &ms));
    Ok(response)
}

async fn page(request: &Request, env: &Env, method: &str) -> std::result::Result<Response, NoPage> {
    // worker takes a method that it does not know for a GET.
    let method = match method {
        "GET" => Method::Get,
        "HEAD" => Method::Head,
        _ => return Err(NOT_READ),
    };
    let url = request.inner().url();
    if url.len() > LONGEST_URL {
        return Err(TOO_LONG);
    }
    let path = request.path();
    let settings = Settings::read(|name| variable(env, name));
    let site = settings.site(&path).map_err(|why| NOT_SET_UP.because(why))?.ok_or(NOT_FOUND)?;
    if site.is_at(&url) {
        return Err(NOT_SET_UP.because("DOCS_ORIGIN or FRONT_ORIGIN is the proxy's own address."));
    }
    let query = url.split_once('?').map(|(_, query)| query.split('#').next().unwrap_or_default());
    let address = site.address(&path, query).ok_or(NOT_FOUND)?;
    let asked = ask(method, &address, request.headers());
    match within(LONGEST_FETCH, asked).await {
        None => Err(TOO_SLOW),
        Some(Err(why)) => Err(NOT_REACHED.because(&why.to_string())),
        Some(Ok(answer)) if answer.status_code() >= 500 => {
            Err(NOT_REACHED.because("the site fails"))
        }
        Some(Ok(answer)) => handed_on(answer, site),
    }
}

async fn ask(method: Method, address: &str, from: &Headers) -> Result<Response> {
    let headers = Headers::new();
    for name in ASKED {
        if let Some(value) = from.get(name)? {
            headers.set(name, &value)?;
        }
    }
    let mut init = RequestInit::new();
    init.with_method(method).with_headers(headers).with_redirect(RequestRedirect::Manual);
    Fetch::Request(Request::new_with_init(address, &init)?).send().await
}

fn handed_on(answer: Response, site: &Site) -> std::result::Result<Response, NoPage> {
    let refused = |why: worker::Error| NOT_REACHED.because(&why.to_string());
    let headers = Headers::new();
    for name in ANSWERED {
        if let Some(value) = answer.headers().get(name).map_err(refused)? {
            headers.set(name, &value).map_err(refused)?;
        }
    }
    headers.set("x-content-type-options", "nosniff").map_err(refused)?;
    if let Some(location) = answer.headers().get("location").map_err(refused)? {
        let here = site.location(&location);
        let here = here.ok_or_else(|| NOT_REACHED.because("the site leads elsewhere"))?;
        headers.set("location", &here).map_err(refused)?;
    }
    Ok(answer.with_headers(headers))
}

impl NoPage {
    fn because(self, why: &str) -> Self {
        Self(self.0, self.1, Some(why.to_owned()))
    }

    /// What there is to do about it, if there is a reason that only the operator sees.
    fn log(&self, id: &str) {
        let Self(status, _, Some(why)) = self else { return };
        let line = Object::event("no_page").with("id", id).with("status", status);
        tell_error(line.with("why", why));
    }

    fn shown(&self) -> Result<Response> {
        let Self(status, words, _) = self;
        let headers = Headers::new();
        headers.set("cache-control", "no-store")?;
        headers.set("content-security-policy", "default-src 'none'; frame-ancestors 'none'")?;
        headers.set("content-type", "text/html; charset=utf-8")?;
        headers.set("x-content-type-options", "nosniff")?;
        if *status == 405 {
            headers.set("allow", "GET, HEAD")?;
        }
        let page = format!(
            "<!doctype html><html lang=\"en\"><meta name=\"viewport\" content=\"width=device-width\">\
             <title>Sommelier Arena</title><h1>Sommelier Arena</h1><p>{words}</p></html>"
        );
        Ok(Response::ok(page)?.with_status(*status).with_headers(headers))
    }
}
