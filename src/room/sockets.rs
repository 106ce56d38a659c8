//! The room's sockets: their numbers, and what each remembers while the room sleeps.

use serde::{Deserialize, Serialize};
use sommelier_house::{Sorted, from_json};
use worker::wasm_bindgen::{self, JsCast, JsValue, prelude::wasm_bindgen};
use worker::{Result, State, WebSocket};

use super::broadcast::Broadcast;
use crate::game::{Actor, Input, KnownSocket, Seat, SocketId, Timestamp};
use crate::protocol::{CloseCode, Frame, Mine, Refusal, ServerMessage};

#[wasm_bindgen]
extern "C" {
    type Answering;

    type Remembering;

    #[wasm_bindgen(method, catch, js_name = serializeAttachment)]
    fn serialize_attachment(
        this: &Remembering,
        attachment: &str,
    ) -> std::result::Result<(), JsValue>;

    #[wasm_bindgen(method, catch, js_name = deserializeAttachment)]
    fn deserialize_attachment(this: &Remembering) -> std::result::Result<JsValue, JsValue>;

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

impl Attachment {
    /// As one text: as an object every field crosses into JavaScript by itself.
    fn write_to(&self, socket: &WebSocket) -> Result<()> {
        let text = serde_json::to_string(self)?;
        Ok(raw(socket).unchecked_ref::<Remembering>().serialize_attachment(&text)?)
    }
}

/// What the request says that a socket came with.
pub(super) struct Arrival {
    /// Whether it wants a tick each second.
    pub(super) ticks: bool,
    /// Whom a session counts for that is made on it.
    pub(super) maker: Option<String>,
    /// What the log calls it.
    pub(super) request: Option<String>,
}

/// What a request is answered: the session that was made, or why there is none.
pub(super) type Told = std::result::Result<String, Refusal>;

/// Who hears what the room says under one number.
enum Ear {
    /// With what it remembers, as that was written last.
    Socket(WebSocket, Box<Attachment>),
    /// An HTTP request that speaks as a socket does.
    Request {
        /// What the log calls it.
        id: Option<String>,
        /// Its answer, if it was told any.
        answer: Option<Told>,
    },
}

/// The room's sockets, by number.
pub(super) struct Sockets {
    ears: Sorted<SocketId, Ear>,
    /// The numbers of those that are listened to, for as long as the room is awake: what a socket remembers takes
    /// longer to read than most messages to answer.
    numbers: js_sys::WeakMap,
    next: u64,
}

impl Sockets {
    /// Finds the sockets that the room had before it slept.
    pub(super) fn of(state: &State) -> Self {
        let listed = state.get_websockets().into_iter();
        let listed = listed.filter_map(|socket| Some((remembered(&socket)?, socket)));
        let mut sockets =
            Self { ears: Sorted::default(), numbers: js_sys::WeakMap::new(), next: 1 };
        for (attachment, socket) in listed {
            // The runtime may still speak of a closed one: its number is not given again.
            sockets.next = sockets.next.max(attachment.socket.0 + 1);
            if !attachment.closed {
                sockets.listen_to(socket, attachment);
            }
        }
        sockets
    }

    fn listen_to(&mut self, socket: WebSocket, attachment: Attachment) {
        let id = attachment.socket;
        self.numbers.set(object(&socket), &JsValue::from_f64(id.0 as f64));
        self.ears.insert(id, Ear::Socket(socket, Box::new(attachment)));
    }

    /// The number of a socket that the runtime speaks of; none if the room has closed it, and listens to it no more.
    pub(super) fn number_of(&self, socket: &WebSocket) -> Option<SocketId> {
        match self.numbers.get(object(socket)).as_f64() {
            Some(number) => Some(SocketId(number as u64)),
            None => remembered(socket).filter(|it| !it.closed).map(|it| it.socket),
        }
    }

    /// How many are listened to.
    pub(super) fn count(&self) -> usize {
        self.ears.len()
    }

    /// Whether whoever said this may still speak.
    pub(super) fn listens_to(&self, input: &Input) -> bool {
        match input {
            Input::Opened { socket, .. }
            | Input::Heard { socket, .. }
            | Input::HeardBinary { socket } => self.ears.contains_key(socket),
            _ => true,
        }
    }

    /// Takes in a new socket, so that it may sleep with the room.
    pub(super) fn accept(
        &mut self,
        state: &State,
        socket: WebSocket,
        arrival: Arrival,
        opened_at: Timestamp,
    ) -> Result<SocketId> {
        let id = self.number();
        let Arrival { ticks, maker, request } = arrival;
        let actor = Actor::Visitor;
        let attachment =
            Attachment { socket: id, actor, ticks, opened_at, maker, request, closed: false };
        state.accept_web_socket(&socket);
        attachment.write_to(&socket)?;
        self.listen_to(socket, attachment);
        Ok(id)
    }

    /// Takes in a request that speaks as a socket does.
    pub(super) fn accept_request(&mut self, request: Option<String>) -> SocketId {
        let id = self.number();
        self.ears.insert(id, Ear::Request { id: request, answer: None });
        id
    }

    /// Lets go of a socket; what a request is answered is handed back.
    pub(super) fn remove(&mut self, id: SocketId) -> Option<Told> {
        match self.ears.remove(&id)? {
            Ear::Request { answer, .. } => answer,
            Ear::Socket(..) => None,
        }
    }

    /// Every socket with what it remembers and its last sign of life.
    pub(super) fn known(&self, state: &State) -> Vec<KnownSocket> {
        let known = self.open().map(|(id, socket, it)| {
            let Attachment { actor, ticks, opened_at, .. } = *it;
            let seen_at = last_pong(state, socket).map_or(opened_at, |pong| pong.max(opened_at));
            KnownSocket { socket: id, actor, ticks, opened_at, seen_at }
        });
        known.collect()
    }

    /// When the runtime last answered each socket's ping.
    pub(super) fn pongs(&self, state: &State) -> Vec<(SocketId, Timestamp)> {
        self.open().filter_map(|(id, socket, _)| Some((id, last_pong(state, socket)?))).collect()
    }

    /// Writes down who a socket has proved to be.
    pub(super) fn prove(&mut self, id: SocketId, actor: Actor) -> Result<()> {
        let Some(Ear::Socket(socket, it)) = self.ears.get_mut(&id) else { return Ok(()) };
        let proved = Attachment { actor, maker: None, ..Attachment::clone(it) };
        proved.write_to(socket)?;
        **it = proved;
        Ok(())
    }

    /// What the log calls it.
    pub(super) fn request_of(&self, id: SocketId) -> Option<String> {
        match self.ears.get(&id)? {
            Ear::Socket(_, it) => it.request.clone(),
            Ear::Request { id, .. } => id.clone(),
        }
    }

    /// Whom a session counts for that is made here; what comes by HTTP the door has counted.
    pub(super) fn maker(&self, id: SocketId) -> Option<String> {
        match self.ears.get(&id) {
            Some(Ear::Socket(_, it)) => it.maker.clone(),
            Some(Ear::Request { .. }) | None => None,
        }
    }

    /// Says something to these sockets, to each with its own part.
    pub(super) fn say(
        &mut self,
        to: &[(SocketId, Option<Seat>)],
        frame: &Frame,
        mine: &Sorted<Seat, Mine>,
    ) {
        if to.is_empty() {
            return;
        }
        let text = frame.to_json();
        let shared = Broadcast::of(&text);
        for (id, seat) in to {
            match self.ears.get_mut(id) {
                Some(Ear::Socket(socket, _)) => match seat.and_then(|seat| mine.get(&seat)) {
                    Some(mine) => Broadcast::of(&mine.appended_to(&text)).to(socket),
                    None => shared.to(socket),
                },
                Some(Ear::Request { answer, .. }) if answer.is_none() => {
                    *answer = answer_in(&frame.message);
                }
                Some(Ear::Request { .. }) => {}
                None => {}
            }
        }
    }

    /// Closes a socket. It is forgotten here at once: nothing more is said to it or heard from it.
    pub(super) fn close(&mut self, id: SocketId, code: CloseCode) -> Result<()> {
        // A request ends when its answer is given.
        let Some(Ear::Socket(socket, it)) = self.ears.get(&id) else { return Ok(()) };
        let noted = Attachment { closed: true, ..Attachment::clone(it) }.write_to(socket);
        let closed = socket.close(Some(code.number()), Some(code.reason()));
        self.numbers.delete(object(socket));
        self.ears.remove(&id);
        noted.and(closed)
    }

    fn number(&mut self) -> SocketId {
        let id = SocketId(self.next);
        self.next += 1;
        id
    }

    fn open(&self) -> impl Iterator<Item = (SocketId, &WebSocket, &Attachment)> {
        self.ears.iter().filter_map(|(id, ear)| match ear {
            Ear::Socket(socket, it) => Some((*id, socket, &**it)),
            Ear::Request { .. } => None,
        })
    }
}

fn object(socket: &WebSocket) -> &js_sys::Object {
    raw(socket).as_ref()
}

fn raw(socket: &WebSocket) -> &worker::web_sys::WebSocket {
    socket.as_ref()
}

/// What a request is answered, if this is what it asked for or why it is not: told as the message alone, without `rev`.
fn answer_in(message: &ServerMessage) -> Option<Told> {
    match message {
        ServerMessage::SessionCreated { .. } => Some(Ok(message.to_json())),
        ServerMessage::Error { code, message, .. } => Some(Err(Refusal::because(*code, message))),
        _ => None,
    }
}

fn remembered(socket: &WebSocket) -> Option<Attachment> {
    let text = raw(socket).unchecked_ref::<Remembering>().deserialize_attachment().ok()?;
    from_json(&text.as_string()?).ok()
}

fn last_pong(state: &State, socket: &WebSocket) -> Option<Timestamp> {
    let state: &JsValue = state.as_raw().as_ref();
    let date = state.unchecked_ref::<Answering>().last_pong(socket.as_ref()).ok()??;
    Some(Timestamp(date.get_time() as u64))
}
