//! One frame, many sockets: the text crosses into JavaScript once.

use worker::WebSocket;
use worker::wasm_bindgen::{self, JsCast, JsValue, prelude::wasm_bindgen};

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_name = WebSocket)]
    type Socket;

    #[wasm_bindgen(method, catch)]
    fn send(this: &Socket, frame: &JsValue) -> Result<(), JsValue>;
}

/// A text on its way to many sockets.
pub(super) struct Broadcast(JsValue);

impl Broadcast {
    /// Hands the text to the runtime, once.
    pub(super) fn of(text: &str) -> Self {
        Self(JsValue::from_str(text))
    }

    /// Sends it to one socket. One that cannot be spoken to is on its way out; the others must hear.
    pub(super) fn to(&self, socket: &WebSocket) {
        let socket: &worker::web_sys::WebSocket = socket.as_ref();
        socket.unchecked_ref::<Socket>().send(&self.0).ok();
    }
}
