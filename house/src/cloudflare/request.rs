//! What comes in: settings, credentials and bodies, none of which is trusted.

use futures::StreamExt;
use js_sys::{JSON, Promise, Reflect};
use worker::wasm_bindgen::{self, JsCast, JsValue, prelude::wasm_bindgen};
use worker::wasm_bindgen_futures::JsFuture;
use worker::{Env, Headers, Request};

use crate::{Fault, Object, network};

// worker's own goes through serde, which is 2 KB of Wasm gzipped.
#[wasm_bindgen]
extern "C" {
    type Limiter;

    #[wasm_bindgen(method, catch)]
    fn limit(this: &Limiter, whom: &JsValue) -> std::result::Result<Promise, JsValue>;
}

/// The longest URL that is looked at.
pub const LONGEST_URL: usize = 2_048;

/// The header in which a door tells an object what the log calls a request, and the socket that it opens.
pub const REQUEST: &str = "x-request-id";
/// The longest name of a request that is taken from outside.
const LONGEST_ID: usize = 40;

/// What the log calls a request: Cloudflare's own name of it, which the visitor sees as well, or one that is made up.
///
/// # Errors
///
/// When the runtime refuses.
pub fn request_id(headers: &Headers) -> worker::Result<String> {
    // Where Cloudflare is not, anybody can send one.
    let is_name = |it: &String| {
        it.len() <= LONGEST_ID && it.bytes().all(|it| it.is_ascii_alphanumeric() || it == b'-')
    };
    let ray = headers.get("cf-ray")?.filter(is_name);
    Ok(ray.unwrap_or_else(|| format!("{:x}", (js_sys::Math::random() * 2f64.powi(52)) as u64)))
}

/// A setting as text; one that is written as a number is its digits.
#[must_use]
pub fn variable(env: &Env, name: &str) -> Option<String> {
    // worker's own looks at the name of its constructor first, and takes no number.
    let value = Reflect::get(env, &name.into()).ok()?;
    let digits = || JSON::stringify(&value).ok().filter(|_| value.as_f64().is_some());
    value.as_string().or_else(|| digits()?.as_string())
}

/// The secret that a request proves itself with.
#[must_use]
pub fn bearer(headers: &Headers) -> Option<String> {
    let header = headers.get("authorization").ok()??;
    let (scheme, secret) = header.split_once(' ')?;
    (scheme.eq_ignore_ascii_case("bearer") && !secret.trim().is_empty())
        .then(|| secret.trim().to_owned())
}

/// The address that a request comes from, or its network: see [`network`]. Empty where Cloudflare is not.
#[must_use]
pub fn address(headers: &Headers) -> String {
    network(&headers.get("cf-connecting-ip").ok().flatten().unwrap_or_default())
}

/// Counts something that an address does, and says whether it does too much. A limiter that is missing or
/// does not answer limits nothing; `/health` tells.
pub async fn is_over(env: &Env, limiter: &str, address: &str) -> bool {
    counted(env, limiter, address).await.is_ok_and(|success| success == Some(false))
}

async fn counted(env: &Env, limiter: &str, address: &str) -> worker::Result<Option<bool>> {
    let limiter: JsValue = env.rate_limiter(limiter)?.into();
    let whom = JSON::parse(&Object::default().with("key", address).end())?;
    let counted = limiter.unchecked_ref::<Limiter>().limit(&whom)?;
    Ok(Reflect::get(&JsFuture::from(counted).await?, &"success".into())?.as_bool())
}

/// The JSON body, of at most so many bytes.
///
/// # Errors
///
/// 415, 413, or 400 for what is not text.
pub async fn read_json(request: &mut Request, most: usize) -> Result<String, Fault> {
    let header = |name| request.headers().get(name).ok().flatten();
    let kind = header("content-type").unwrap_or_default();
    let kind = kind.split(';').next().unwrap_or_default().trim();
    if !kind.eq_ignore_ascii_case("application/json") {
        let words = "Send the body as application/json.";
        return Err(Fault::new(415, "UNSUPPORTED_MEDIA_TYPE", words));
    }
    let too_large = || Fault::new(413, "MESSAGE_TOO_LARGE", "This message is too large.");
    let length = header("content-length").and_then(|text| text.parse::<usize>().ok());
    if length.is_some_and(|length| length > most) {
        return Err(too_large());
    }
    let not_text = || Fault::bad_message("The body is not text in UTF-8.");
    let Ok(mut chunks) = request.stream() else { return Ok(String::new()) };
    let mut body = Vec::new();
    while let Some(chunk) = chunks.next().await {
        body.extend_from_slice(&chunk.map_err(|_| not_text())?);
        if body.len() > most {
            return Err(too_large());
        }
    }
    String::from_utf8(body).map_err(|_| not_text())
}
