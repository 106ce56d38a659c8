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
mod request;
mod sockets;
mod storage;

use std::rc::Rc;

use rand::SeedableRng;
use rand_chacha::ChaCha20Rng;
use sommelier_house::cloudflare::variable;
use worker::worker_sys::WebSocketRequestResponsePair;
use worker::{
    DurableObject, Env, Error, Request, Response, Result, Socket, State, WebSocket,
    WebSocketIncomingMessage, durable_object, wasm_bindgen,
};

use crate::game::{Input, Settings};
use crate::http::Fault;
use crate::protocol::ErrorCode;
pub(crate) use host_index::PUBLISHED;

use event::Room;

/// The binding of the rooms.
pub(crate) const ROOMS: &str = "GAME_SESSION";
/// The binding of the hosts' indexes.
pub(crate) const HOSTS: &str = "HOST_INDEX";

/// The limit on sessions and hosts that are made from one address.
pub(crate) const CREATE_LIMIT: &str = "CREATE_LIMIT";
/// The header in which the door says whom [`CREATE_LIMIT`] counts what this socket makes for.
pub(crate) const MAKER: &str = "x-maker";

/// One room, one session, one thread.
#[durable_object]
pub struct GameSession {
    room: Rc<Room>,
}

impl DurableObject for GameSession {
    fn new(state: State, env: Env) -> Self {
        // Answered by the runtime: a ping wakes nobody.
        if let Ok(pair) = WebSocketRequestResponsePair::new("ping", "pong") {
            state.set_websocket_auto_response(&pair);
        }
        let (settings, _) = settings(&env);
        Self { room: Rc::new(Room::new(state, env, settings)) }
    }

    async fn fetch(&self, request: Request) -> Result<Response> {
        request::answer(&self.room, request).await
    }

    async fn alarm(&self) -> Result<Response> {
        // An error makes the runtime ring again.
        self.room.tell(Input::AlarmRang).await?;
        Response::empty()
    }

    async fn websocket_message(
        &self,
        socket: WebSocket,
        message: WebSocketIncomingMessage,
    ) -> Result<()> {
        let Some(socket) = self.room.platform(|it| it.sockets.number_of(&socket)) else {
            return Ok(());
        };
        let input = match message {
            WebSocketIncomingMessage::String(text) => Input::Heard { socket, text },
            WebSocketIncomingMessage::Binary(_) => Input::HeardBinary { socket },
        };
        self.room.hear(input).await;
        Ok(())
    }

    async fn websocket_close(
        &self,
        socket: WebSocket,
        code: usize,
        reason: String,
        _was_clean: bool,
    ) -> Result<()> {
        // These codes say that there was no close frame: they must not be sent in one.
        let code = u16::try_from(code).ok().filter(|code| !matches!(code, 1005 | 1006 | 1015));
        socket.close(code, Some(reason)).ok();
        self.gone(&socket).await
    }

    async fn websocket_error(&self, socket: WebSocket, _error: Error) -> Result<()> {
        self.gone(&socket).await
    }

    async fn connect(&self, _socket: Socket) -> Result<()> {
        Err(Error::from("a room is reached by HTTP and WebSocket only"))
    }
}

impl GameSession {
    async fn gone(&self, socket: &WebSocket) -> Result<()> {
        // One that the room has closed was let go of then, and the rules were told.
        let Some(socket) = self.room.platform(|it| it.sockets.number_of(socket)) else {
            return Ok(());
        };
        self.room.lose(socket).await;
        Ok(())
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
