//! The Durable Objects: one room per tasting, and one index per host.
//!
//! A room's shell turns events into [`crate::game::Input`]s and [`crate::game::Effect`]s into deeds.
//! **Invariant:** nothing here decides anything about a tasting, no borrow is held across an await, and
//! what was written is committed before anything is said.

pub(crate) mod archive;
mod broadcast;
mod cloudflare;
mod counts;
mod event;
mod host_index;
mod host_storage;
pub(crate) mod outbound;
pub(crate) mod published;
mod request;
mod sockets;
mod storage;

use std::future::ready;
use std::rc::Rc;

use chacha20::ChaCha20Rng;
use rand::SeedableRng;
use sommelier_house::cloudflare::variable;
use worker::wasm_bindgen::{JsValue, prelude::wasm_bindgen};
use worker::worker_sys::{DurableObjectState, WebSocketRequestResponsePair};
use worker::{Env, State, WebSocket, wasm_bindgen, web_sys};

use crate::game::{Input, Settings, SocketId};
use crate::http::Fault;
use crate::protocol::ErrorCode;

pub(crate) use event::promise;
use event::{Room, when_over};

/// The binding of the rooms.
pub(crate) const ROOMS: &str = "GAME_SESSION";
/// The binding of the hosts' indexes.
pub(crate) const HOSTS: &str = "HOST_INDEX";

/// The limit on sessions and hosts that are made from one address.
pub(crate) const CREATE_LIMIT: &str = "CREATE_LIMIT";
/// The header in which the door says whom [`CREATE_LIMIT`] counts what this socket makes for.
pub(crate) const MAKER: &str = "x-maker";

/// One room, one session, one thread.
///
/// Not `worker::durable_object`: its handlers are promises each, which cost more than most messages do. These answer at
/// once unless there is something to wait for.
#[wasm_bindgen]
pub struct GameSession {
    room: Rc<Room>,
}

#[wasm_bindgen]
impl GameSession {
    /// The room in memory; nothing is read yet.
    #[wasm_bindgen(constructor)]
    #[must_use]
    pub fn new(state: DurableObjectState, env: Env) -> Self {
        let state = State::from(state);
        // Answered by the runtime: a ping wakes nobody.
        if let Ok(pair) = WebSocketRequestResponsePair::new("ping", "pong") {
            state.set_websocket_auto_response(&pair);
        }
        let (settings, _) = settings(&env);
        Self { room: Rc::new(Room::new(state, env, settings)) }
    }

    /// A socket that opens, or plain HTTP.
    pub fn fetch(&self, request: web_sys::Request) -> JsValue {
        if request.headers().has("upgrade").unwrap_or_default() {
            // Thrown it would be taken for a panic.
            let opened = request::open(&self.room, &request);
            return opened.unwrap_or_else(|error| promise(ready(Err(error))));
        }
        let room = Rc::clone(&self.room);
        promise(async move {
            let answer = request::answer(&room, request.into()).await?;
            Ok(web_sys::Response::from(answer).into())
        })
    }

    /// An error makes the runtime ring again.
    pub fn alarm(&self) -> JsValue {
        let room = Rc::clone(&self.room);
        promise(async move { Ok(room.tell(Input::AlarmRang).await.map(|()| JsValue::UNDEFINED)?) })
    }

    /// Somebody says something.
    #[wasm_bindgen(js_name = webSocketMessage)]
    pub fn hear(&self, socket: web_sys::WebSocket, said: &JsValue) -> JsValue {
        let Some(socket) = self.number_of(&socket.into()) else { return JsValue::UNDEFINED };
        let input = match said.as_string() {
            Some(text) => Input::Heard { socket, text },
            None => Input::HeardBinary { socket },
        };
        when_over(self.room.hear(input), JsValue::UNDEFINED)
    }

    /// Somebody closes their socket.
    #[wasm_bindgen(js_name = webSocketClose)]
    pub fn close(&self, socket: web_sys::WebSocket, code: u16, reason: String) -> JsValue {
        let socket = WebSocket::from(socket);
        // These codes say that there was no close frame: they must not be sent in one.
        let code = Some(code).filter(|code| !matches!(code, 1005 | 1006 | 1015));
        socket.close(code, Some(reason)).ok();
        self.gone(&socket)
    }

    /// A socket fails.
    #[wasm_bindgen(js_name = webSocketError)]
    pub fn fail(&self, socket: web_sys::WebSocket) -> JsValue {
        self.gone(&socket.into())
    }

    fn gone(&self, socket: &WebSocket) -> JsValue {
        // One that the room has closed was let go of then, and the rules were told.
        let Some(socket) = self.number_of(socket) else { return JsValue::UNDEFINED };
        when_over(self.room.lose(socket), JsValue::UNDEFINED)
    }

    fn number_of(&self, socket: &WebSocket) -> Option<SocketId> {
        self.room.platform(|it| it.sockets.number_of(socket))
    }
}

/// The platform's randomness.
pub(crate) fn rng() -> std::result::Result<ChaCha20Rng, Fault> {
    let mut seed = [0; 32];
    getrandom::fill(&mut seed).map_err(|_| Fault::from(ErrorCode::Internal))?;
    Ok(ChaCha20Rng::from_seed(seed))
}

/// What this deployment sets about its rooms, and what of it is malformed.
pub(crate) fn settings(env: &Env) -> (Settings, Vec<String>) {
    let (settings, faults) = Settings::read(|name| variable(env, name));
    (Settings { archives_journals: archive::is_bound(env), ..settings }, faults)
}
