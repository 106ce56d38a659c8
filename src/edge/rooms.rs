//! Rooms: how a socket gets into one, and what may be asked of one over plain HTTP.

use js_sys::JSON;
use serde::{Deserialize, Serialize};
use sommelier_house::cloudflare::{Answer, Call, REQUEST, Reply, object};
use sommelier_house::{Object, from_json};
use worker::wasm_bindgen::{self, JsValue, prelude::*};
use worker::{Method, Response, Result, WebSocketPair, web_sys};

use super::door::{Answered, Visit};
use super::route::{ResultsForm, Route};
use crate::http::Fault;
use crate::protocol::{CloseCode, CreateSession, ErrorCode, Frame, Secret, ServerMessage, fields};
use crate::room::outbound::{hand_over, is_taken};
use crate::room::{MAKER, ROOMS, rng};
use crate::words::room_codes;

/// What a room answers to a socket when it listens to as many as it can.
const FULL: u16 = 429;

#[wasm_bindgen]
extern "C" {
    type Room;

    /// What the room will say.
    type Opening;

    // worker 0.8.7 takes a whole request only.
    #[wasm_bindgen(method, catch)]
    fn fetch(this: &Room, url: &str, init: &JsValue) -> std::result::Result<Opening, JsValue>;

    #[wasm_bindgen(method)]
    fn then(this: &Opening, answered: &Closure<dyn Fn(web_sys::Response) -> JsResult>) -> JsValue;
}

/// A value, or what JavaScript throws.
type JsResult = std::result::Result<JsValue, JsValue>;

thread_local! {
    // The same for everybody: made for each it would cost more than all else that the door does for a socket.
    static ANSWERED: Closure<dyn Fn(web_sys::Response) -> JsResult> = Closure::new(answered);
}

/// Leads a socket into its room, which is told whom to count a session for that is made there. Nothing of the visitor's
/// request goes with it but its address: anybody can send a header.
pub(super) fn connect(visit: &Visit) -> Result<JsValue> {
    let Some(Route::Room(code)) = visit.route() else {
        let response = web_sys::Response::from(no_such_room()?);
        visit.log(response.status());
        return Ok(response.into());
    };
    let mut headers = Object::default().with("upgrade", "websocket").with(REQUEST, &visit.id);
    if visit.settings.limits_creating {
        headers = headers.with(MAKER, &visit.address());
    }
    // Into JavaScript as one text.
    let init = JSON::parse(&format!("{{\"headers\":{}}}", headers.end()))?;
    let room = object(&visit.env, ROOMS, code)?.into_rpc::<Room>();
    let opening = room.fetch(&visit.url, &init)?;
    Ok(ANSWERED.with(|answered| opening.then(answered)))
}

/// Who is turned away is opened as well, to hear of it.
fn answered(answer: web_sys::Response) -> JsResult {
    Ok(match answer.status() {
        FULL => web_sys::Response::from(full()?).into(),
        _ => answer.into(),
    })
}

/// Closes a socket that a full room does not listen to.
fn full() -> Result<Response> {
    close_at_once(None, CloseCode::TryLater)
}

/// Tells a socket that there is no such room, and closes it. No object is made for it.
fn no_such_room() -> Result<Response> {
    let code = ErrorCode::SessionNotFound;
    let message = ServerMessage::Error { code, message: code.to_string(), reply_to: None };
    close_at_once(Some(Frame { message, rev: None }), CloseCode::NoSuchRoom)
}

/// Takes a socket in and closes it: browsers cannot see a refused upgrade.
fn close_at_once(last_word: Option<Frame>, close: CloseCode) -> Result<Response> {
    let pair = WebSocketPair::new()?;
    pair.server.accept()?;
    if let Some(frame) = last_word {
        pair.server.send_with_str(frame.to_json())?;
    }
    pair.server.close(Some(close.number()), Some(close.reason()))?;
    Response::from_websocket(pair.client)
}

/// What anyone may know of a room.
pub(super) async fn glance(visit: &Visit, code: &str) -> Answered {
    let call = Call::new(Method::Get, "/").about(Some(&visit.id));
    let reply = call.to(&visit.env, ROOMS, code).await;
    let Reply { status, body } = reply.map_err(|error| visit.unreachable(&error))?;
    Ok(Answer::json(status, body))
}

/// `POST` on a room: a prepared tasting, under this code.
pub(super) async fn create(visit: &Visit, code: &str) -> Answered {
    let tasting = tasting(visit).await?;
    visit.may_create().await?;
    let reply = hand_over(&visit.env, code, "/", &tasting, Some(&visit.id)).await;
    let reply = reply.map_err(|error| visit.unreachable(&error))?;
    created(visit, &tasting, reply)
}

/// `POST /sessions`: a prepared tasting, under a code that nobody uses.
pub(super) async fn create_anywhere(visit: &Visit) -> Answered {
    let tasting = tasting(visit).await?;
    visit.may_create().await?;
    for code in room_codes(&mut rng()?) {
        let reply = hand_over(&visit.env, &code, "/fresh", &tasting, Some(&visit.id)).await;
        let reply = reply.map_err(|error| visit.unreachable(&error))?;
        if !is_taken(&reply) {
            return created(visit, &tasting, reply);
        }
    }
    Err(ErrorCode::SessionExists.into())
}

/// The results of a session, for its host.
pub(super) async fn results(visit: &Visit, code: &str, form: ResultsForm) -> Answered {
    let path = match form {
        ResultsForm::Json => "/results.json",
        ResultsForm::Csv => "/results.csv",
    };
    let reply = ask(visit, code, path).await?;
    Ok(match form {
        ResultsForm::Csv if reply.is_ok() => Answer::csv(reply.body, &format!("tasting-{code}")),
        ResultsForm::Csv | ResultsForm::Json => Answer::json(reply.status, reply.body),
    })
}

/// The journal of a session, for its host.
pub(super) async fn journal(visit: &Visit, code: &str) -> Answered {
    let reply = ask(visit, code, "/journal").await?;
    Ok(match reply.is_ok() {
        true => Answer::ndjson(reply.body),
        false => Answer::json(reply.status, reply.body),
    })
}

/// Asks a room something that only its host may.
async fn ask(visit: &Visit, code: &str, path: &str) -> std::result::Result<Reply, Fault> {
    let key = visit.bearer()?;
    let call = Call::new(Method::Get, path).bearing(&key).about(Some(&visit.id));
    let reply = call.to(&visit.env, ROOMS, code).await;
    let reply = reply.map_err(|error| visit.unreachable(&error))?;
    if reply.status == 401 { Err(visit.failed().await) } else { Ok(reply) }
}

async fn tasting(visit: &Visit) -> std::result::Result<CreateSession, Fault> {
    Ok(fields(&visit.body().await?)?)
}

/// What a room said when it was created, and, if it was not, why.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Created {
    code: String,
    host_id: String,
    host_key: Option<Secret>,
    screen_key: Secret,
}

/// The answer to whoever has made a session.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Made<'a> {
    code: &'a str,
    host_id: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    host_key: Option<&'a str>,
    screen_key: &'a str,
    join_url: String,
    host_url: String,
    screen_url: String,
}

/// What whoever has made a session is answered, or why there is none.
pub(super) fn created(visit: &Visit, tasting: &CreateSession, reply: Reply) -> Answered {
    if !reply.is_ok() {
        return Ok(Answer::json(reply.status, reply.body));
    }
    let created: Created = from_json(&reply.body).map_err(|_| ErrorCode::Internal)?;
    let Created { code, host_id, host_key, screen_key } = created;
    // The room tells the key only if it made it. Where handles alone are proof enough, nobody here may
    // know the key that the handle was claimed with.
    let key = host_key.as_ref().or(tasting.host_key.as_ref()).map(Secret::reveal);
    let settings = &visit.settings;
    let made = Made {
        code: &code,
        host_id: &host_id,
        host_key: key,
        screen_key: screen_key.reveal(),
        join_url: settings.join_url(&code),
        host_url: settings.host_url(&code, &host_id, key),
        screen_url: settings.screen_url(&code, screen_key.reveal()),
    };
    Ok(Answer::json(201, serde_json::to_string(&made).map_err(|_| ErrorCode::Internal)?))
}
