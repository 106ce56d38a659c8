//! Plain HTTP to a room. It comes from the edge and from the host's index, never from outside.

use std::rc::Rc;

use sommelier_house::Object;
use sommelier_house::cloudflare::{Answered, REQUEST, bearer, now, respond};
use worker::wasm_bindgen::JsValue;
use worker::worker_sys::ext::ResponseInitExt;
use worker::{Method, Request, Response, Result, WebSocket, WebSocketPair, web_sys};

use super::MAKER;
use super::cloudflare::About;
use super::counts::count;
use super::event::{Rest, Room, when_over};
use super::sockets::Arrival;
use crate::driver::{Failed, Tally};
use crate::game::{Game, Input};
use crate::http::{Fault, unauthorized};
use crate::protocol::{ErrorCode, Secret};

/// What a socket that is let in is answered.
pub(super) const SWITCHED: u16 = 101;

/// Answers a request.
pub(super) async fn answer(room: &Rc<Room>, mut request: Request) -> Result<Response> {
    let id = request.headers().get(REQUEST)?;
    let body = match request.method() {
        Method::Post | Method::Delete => request.text().await?,
        _ => String::new(),
    };
    room.platform(|it| it.about = id.clone().map(About::Request));
    let path = request.path();
    let answered = match (request.method(), path.as_str()) {
        (Method::Get, "/") => room.look(Game::glance).map_err(Fault::from).and_then(|glance| {
            Ok((200, serde_json::to_string(&glance).map_err(|_| ErrorCode::Internal)?))
        }),
        (Method::Get, "/standing") => standing(room, &request),
        (Method::Get, "/results.json") => results(room, &request, false),
        (Method::Get, "/results.csv") => results(room, &request, true),
        (Method::Get, "/journal") => journal(room, &request),
        (Method::Post, "/") => create(room, id, body).await,
        (Method::Post, "/fresh") => create_fresh(room, id, body).await,
        (Method::Delete, "/") => {
            let erased = room.tell(Input::Erased { created_at: body }).await;
            erased.map(|()| (200, "{}".to_owned())).map_err(Fault::from)
        }
        _ => Err(ErrorCode::SessionNotFound.into()),
    };
    respond(answered)
}

/// Opens a socket, and tells the log.
pub(super) fn open(room: &Rc<Room>, request: &web_sys::Request) -> Result<JsValue> {
    let headers = request.headers();
    let arrival = Arrival {
        ticks: !asks_for_no_ticks(&request.url()),
        maker: headers.get(MAKER)?,
        request: headers.get(REQUEST)?,
    };
    let id = arrival.request.clone();
    let admitted = admit(room, arrival);
    match admitted.as_ref().map_or(500, |(response, _)| response.status()) {
        SWITCHED => room.has_come(id.as_slice()),
        status => room.tell_of_upgrade(id.as_slice(), status),
    }
    let (response, rest) = admitted?;
    Ok(when_over(rest, response.into()))
}

/// Whoever it is, it is heard, unless the room listens to as many as it can.
fn admit(room: &Rc<Room>, arrival: Arrival) -> Result<(web_sys::Response, Option<Rest>)> {
    if !room.takes_another_socket() {
        count(Tally::TURNED_AWAY);
        // The door takes it in and closes it: what a room has closed itself is still its own until the other end answers.
        return Ok((respond(Err(ErrorCode::RateLimited.into()))?.into(), None));
    }
    room.platform(|it| it.about = arrival.request.clone().map(About::Request));
    // Before the socket is there: a room that cannot be read takes none in.
    if let Err(failed) = room.look(|_| ()) {
        return Ok((respond(Err(failed.into()))?.into(), None));
    }
    let pair = WebSocketPair::new()?;
    let ticks = arrival.ticks;
    let socket = room.platform(|it| it.sockets.accept(&it.state, pair.server, arrival, now()))?;
    // If that fails the socket was told, and stays: what it says next wakes the room again.
    let rest = room.hear(Input::Opened { socket, ticks });
    Ok((switched(&pair.client)?, rest))
}

/// The answer that hands a socket over. worker's own has headers, which take longer to make than the rest of it.
fn switched(socket: &WebSocket) -> Result<web_sys::Response> {
    let mut init = web_sys::ResponseInit::new();
    init.set_status(SWITCHED);
    init.websocket(socket.as_ref())?;
    Ok(web_sys::Response::new_with_opt_str_and_init(None, &init)?)
}

/// `?ticks=0`, read without the 90 KB that a URL parser weighs.
fn asks_for_no_ticks(url: &str) -> bool {
    url.split_once('?').is_some_and(|(_, query)| query.split('&').any(|pair| pair == "ticks=0"))
}

/// A session under a code that was drawn: not if somebody has one here, nor while another who drew it waits for a handle.
async fn create_fresh(room: &Rc<Room>, id: Option<String>, text: String) -> Answered {
    if room.look(|game| game.glance().exists)? || room.is_being_made.replace(true) {
        return Err(ErrorCode::SessionExists.into());
    }
    let created = create(room, id, text).await;
    room.is_being_made.set(false);
    created
}

/// A request that says one frame as a socket would: there is one way into a room.
async fn create(room: &Rc<Room>, id: Option<String>, text: String) -> Answered {
    let socket = room.platform(|it| it.sockets.accept_request(id));
    let mut told = room.tell(Input::Opened { socket, ticks: false }).await;
    let is_taken = room.look(|game| game.is_taken_for(&text)).unwrap_or_default();
    if told.is_ok() && !is_taken {
        told = room.tell(Input::Heard { socket, text }).await;
    }
    let answer = room.platform(|it| it.sockets.remove(socket));
    room.tell(Input::Closed { socket }).await.ok();
    told?;
    if is_taken {
        return Err(ErrorCode::SessionExists.into());
    }
    Ok((201, answer.unwrap_or(Err(ErrorCode::Internal.into()))?))
}

/// What the host's index has to know before it hides a session: where it is, and whether it is theirs.
fn standing(room: &Room, request: &Request) -> Answered {
    let key = bearer(request.headers()).map(|text| Secret::from(text.as_str()));
    let standing = room.look(|game| {
        let theirs = key.is_some_and(|key| game.holds_key(&key));
        Object::default().with("phase", &game.glance().phase).with("theirs", &theirs)
    })?;
    Ok((200, standing.end()))
}

fn results(room: &Room, request: &Request, as_csv: bool) -> Answered {
    for_its_host(room, request)?;
    let answers =
        room.platform(|it| it.disk.answers()).map_err(|_| Fault::from(ErrorCode::Storage))?;
    let text = room.look(|game| {
        let results = game.results(&answers)?;
        if as_csv { Some(results.to_csv()) } else { serde_json::to_string(&results).ok() }
    })?;
    text.map(|text| (200, text)).ok_or_else(|| ErrorCode::SessionNotFound.into())
}

fn journal(room: &Room, request: &Request) -> Answered {
    for_its_host(room, request)?;
    Ok((200, room.platform(|it| it.disk.journal()).map_err(|_| ErrorCode::Storage)?))
}

/// Refuses whoever does not hold the host's key, in a room without a session everybody.
fn for_its_host(room: &Room, request: &Request) -> std::result::Result<(), Fault> {
    let key = bearer(request.headers()).unwrap_or_default();
    let is_theirs = room.look(|game| game.holds_key(&Secret::from(key.as_str())))?;
    if is_theirs { Ok(()) } else { Err(unauthorized()) }
}

impl From<Failed> for Fault {
    fn from(Failed(code): Failed) -> Self {
        code.into()
    }
}
