//! Hosts: fresh identities, and the list of what each has held.

use rand::Rng;
use sommelier_house::Object;
use sommelier_house::cloudflare::{Answer, Call, Reply};
use worker::Method;

use super::door::{Answered, Visit};
use super::rooms::created;
use crate::http::Fault;
use crate::protocol::{CreateSession, ErrorCode, Secret};
use crate::room::outbound::claim_fresh;
use crate::room::{HOSTS, rng};
use crate::words::host_handle;

/// How often a handle is drawn before giving up: one in thousands is taken.
const DRAWS: usize = 20;

/// `POST /hosts`: a handle that nobody holds, with a key for it.
pub(super) async fn create(visit: &Visit) -> Answered {
    visit.may_create().await?;
    let mut rng = rng()?;
    let mut bits = [0; 16];
    rng.fill_bytes(&mut bits);
    let key = Secret::from_bits(bits);
    for _ in 0..DRAWS {
        let host_id = host_handle(&mut rng);
        let granted = claim_fresh(&visit.env, &host_id, key.hash()).await;
        if granted.map_err(|error| visit.unreachable(&error))? {
            let body = Object::default().with("hostId", &host_id).with("hostKey", &key);
            return Ok(Answer::json(201, body.end()));
        }
    }
    Err(ErrorCode::Internal.into())
}

/// Asks a host's index something that only they may.
pub(super) async fn ask(visit: &Visit, host: &str, method: Method, path: &str) -> Answered {
    let key = visit.bearer()?;
    let reply = call(visit, host, Call::new(method, path).bearing(&key)).await?;
    Ok(Answer::json(reply.status, reply.body))
}

/// `POST` on a parked session: it gets a room again, under a new code.
pub(super) async fn open(visit: &Visit, host: &str, code: &str) -> Answered {
    visit.may_create().await?;
    let (key, body) = (visit.bearer()?, visit.body().await?);
    let path = format!("/sessions/{code}/open");
    let reply = call(visit, host, Call::new(Method::Post, &path).bearing(&key).with(body)).await?;
    let host_key = Some(Secret::from(key.as_str()));
    created(visit, &CreateSession { host_key, ..CreateSession::default() }, reply)
}

async fn call(visit: &Visit, host: &str, call: Call<'_>) -> std::result::Result<Reply, Fault> {
    let reply = call.to(&visit.env, HOSTS, host).await;
    let reply = reply.map_err(|error| visit.unreachable(&error))?;
    if reply.status == 401 { Err(visit.failed().await) } else { Ok(reply) }
}
