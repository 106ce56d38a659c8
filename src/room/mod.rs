//! The Durable Objects: one room per tasting, and one index per host.

use worker::{DurableObject, Env, Request, Response, Result, State, durable_object, wasm_bindgen};

/// One room, one session, one thread.
#[durable_object]
pub struct GameSession {
    _state: State,
}

impl DurableObject for GameSession {
    fn new(state: State, _env: Env) -> Self {
        Self { _state: state }
    }

    async fn fetch(&self, _request: Request) -> Result<Response> {
        Response::error("not built yet", 501)
    }
}

/// The one writer of a host's list of sessions.
#[durable_object]
pub struct HostIndex {
    _state: State,
}

impl DurableObject for HostIndex {
    fn new(state: State, _env: Env) -> Self {
        Self { _state: state }
    }

    async fn fetch(&self, _request: Request) -> Result<Response> {
        Response::error("not built yet", 501)
    }
}
