//! The room's sockets: their numbers, and what each remembers while the room sleeps.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use worker::wasm_bindgen::{self, JsCast, JsValue, prelude::wasm_bindgen};
use worker::{Result, State, WebSocket};

use super::broadcast::Broadcast;
use crate::game::{Actor, KnownSocket, Seat, SocketId, Timestamp};
use crate::protocol::{CloseCode, Frame, Mine, ServerMessage};

#[wasm_bindgen]
extern "C" {
    type Answering;

    // Not bound by worker 0.8.7.
    #[wasm_bindgen(method, catch, js_name = getWebSocketAutoResponseTimestamp)]
    fn last_pong(
        this: &Answering,
        socket: &worker::web_sys::WebSocket,
    ) -> std::result::Result<Option<js_sys::Date>, JsValue>;
}

/// What a socket remembers of itself while the room sleeps.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Attachment {
    socket: SocketId,
    actor: Actor,
    ticks: bool,
    opened_at: Timestamp,
    /// Whom a session counts for that is made on it, until it has proved who it is: then it makes none.
    maker: Option<String>,
    /// What the log calls it.
    request: Option<String>,
    /// The room has closed it. One whose owner never answers stays listed for a while.
    closed: bool,
}

/// Who hears what the room says under one number.
enum Ear {
    Socket(WebSocket),
    /// An HTTP request that speaks as a socket does: what it was told is its answer.
    Request(Option<String>, Vec<ServerMessage>),
}

/// The room's sockets, by number.
pub(super) struct Sockets {
    ears: BTreeMap<SocketId, Ear>,
    next: u64,
}

impl Sockets {
    /// Finds the sockets that the room had before it slept.
    pub(super) fn of(state: &State) -> Self {
        let listed = state.get_websockets().into_iter();
        let listed = listed.filter_map(|socket| Some((remembered(&socket)?, socket)));
        let (mut ears, mut next) = (BTreeMap::new(), 1);
        for (Attachment { socket: id, closed, .. }, socket) in listed {
            // The runtime may still speak of a closed one: its number is not given again.
            next = next.max(id.0 + 1);
            if !closed {
                ears.insert(id, Ear::Socket(socket));
            }
        }
        Self { ears, next }
    }

    /// Takes in a new socket, so that it may sleep with the room.
    pub(super) fn accept(
        &mut self,
        state: &State,
        socket: WebSocket,
        ticks: bool,
        (maker, request): (Option<String>, Option<String>),
        opened_at: Timestamp,
    ) -> Result<SocketId> {
        let id = self.number();
        let actor = Actor::Visitor;
        let attachment =
            Attachment { socket: id, actor, ticks, opened_at, maker, request, closed: false };
        state.accept_web_socket(&socket);
        socket.serialize_attachment(attachment)?;
        self.ears.insert(id, Ear::Socket(socket));
        Ok(id)
    }

    /// Takes in a request that speaks as a socket does.
    pub(super) fn accept_request(&mut self, request: Option<String>) -> SocketId {
        let id = self.number();
        self.ears.insert(id, Ear::Request(request, Vec::new()));
        id
    }

    /// Lets go of a socket; what a request was told meanwhile is handed back.
    pub(super) fn remove(&mut self, id: SocketId) -> Vec<ServerMessage> {
        match self.ears.remove(&id) {
            Some(Ear::Request(_, told)) => told,
            Some(Ear::Socket(_)) | None => Vec::new(),
        }
    }

    /// Every socket with what it remembers and its last sign of life.
    pub(super) fn known(&self, state: &State) -> Vec<KnownSocket> {
        let known = self.open().filter_map(|(id, socket)| {
            let Attachment { actor, ticks, opened_at, .. } = remembered(socket)?;
            let seen_at = last_pong(state, socket).map_or(opened_at, |pong| pong.max(opened_at));
            Some(KnownSocket { socket: id, actor, ticks, opened_at, seen_at })
        });
        known.collect()
    }

    /// When the runtime last answered each socket's ping.
    pub(super) fn pongs(&self, state: &State) -> Vec<(SocketId, Timestamp)> {
        self.open().filter_map(|(id, socket)| Some((id, last_pong(state, socket)?))).collect()
    }

    /// Writes down who a socket has proved to be.
    pub(super) fn prove(&self, id: SocketId, actor: Actor) -> Result<()> {
        match self.ears.get(&id) {
            Some(Ear::Socket(socket)) => rewrite(socket, |it| {
                it.actor = actor;
                it.maker = None;
            }),
            Some(Ear::Request(..)) | None => Ok(()),
        }
    }

    /// What the log calls it.
    pub(super) fn request_of(&self, id: SocketId) -> Option<String> {
        match self.ears.get(&id)? {
            Ear::Socket(socket) => remembered(socket)?.request,
            Ear::Request(request, _) => request.clone(),
        }
    }

    /// Whom a session counts for that is made here; what comes by HTTP the door has counted.
    pub(super) fn maker(&self, id: SocketId) -> Option<String> {
        match self.ears.get(&id) {
            Some(Ear::Socket(socket)) => remembered(socket)?.maker,
            Some(Ear::Request(..)) | None => None,
        }
    }

    /// Says something to these sockets, to each with its own part.
    pub(super) fn say(
        &mut self,
        to: &[(SocketId, Option<Seat>)],
        frame: &Frame,
        mine: &BTreeMap<Seat, Mine>,
    ) {
        if to.is_empty() {
            return;
        }
        let text = frame.to_json();
        let shared = Broadcast::of(&text);
        for (id, seat) in to {
            match self.ears.get_mut(id) {
                Some(Ear::Socket(socket)) => match seat.and_then(|seat| mine.get(&seat)) {
                    Some(mine) => Broadcast::of(&mine.appended_to(&text)).to(socket),
                    None => shared.to(socket),
                },
                Some(Ear::Request(_, told)) => told.push(frame.message.clone()),
                None => {}
            }
        }
    }

    /// Closes a socket. It is forgotten here at once: nothing more is said to it or heard from it.
    pub(super) fn close(&mut self, id: SocketId, code: CloseCode) -> Result<()> {
        match self.ears.get(&id) {
            Some(Ear::Socket(socket)) => {
                let noted = rewrite(socket, |it| it.closed = true);
                let closed = socket.close(Some(code.number()), Some(code.reason()));
                self.ears.remove(&id);
                noted.and(closed)
            }
            // A request ends when its answer is given.
            Some(Ear::Request(..)) | None => Ok(()),
        }
    }

    fn number(&mut self) -> SocketId {
        let id = SocketId(self.next);
        self.next += 1;
        id
    }

    fn open(&self) -> impl Iterator<Item = (SocketId, &WebSocket)> {
        self.ears.iter().filter_map(|(id, ear)| match ear {
            Ear::Socket(socket) => Some((*id, socket)),
            Ear::Request(..) => None,
        })
    }
}

/// The number of a socket that the runtime speaks of.
pub(super) fn number_of(socket: &WebSocket) -> Option<SocketId> {
    remembered(socket).map(|it| it.socket)
}

/// Whether the room has closed it, and listens to it no more.
pub(super) fn is_closed(socket: &WebSocket) -> bool {
    remembered(socket).is_none_or(|it| it.closed)
}

fn remembered(socket: &WebSocket) -> Option<Attachment> {
    socket.deserialize_attachment().ok().flatten()
}

fn rewrite(socket: &WebSocket, change: impl FnOnce(&mut Attachment)) -> Result<()> {
    let Some(mut attachment) = remembered(socket) else { return Ok(()) };
    change(&mut attachment);
    socket.serialize_attachment(attachment)
}

fn last_pong(state: &State, socket: &WebSocket) -> Option<Timestamp> {
    let state: &JsValue = state.as_raw().as_ref();
    let date = state.unchecked_ref::<Answering>().last_pong(socket.as_ref()).ok()??;
    Some(Timestamp(date.get_time() as u64))
}
