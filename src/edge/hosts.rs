//! Hosts: fresh identities, and the list of what each has held.

use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha20Rng;
use sommelier_house::cloudflare::{Answer, Call};
use worker::Method;

use super::door::{Answered, Visit, unreachable};
use crate::http::Fault;
use crate::protocol::{ErrorCode, Secret};
use crate::room::HOSTS;
use crate::room::outbound::claim_fresh;
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
        if granted.map_err(|error| unreachable(&error))? {
            let body = serde_json::json!({ "hostId": host_id, "hostKey": key.reveal() });
            return Ok(Answer::json(201, body.to_string()));
        }
    }
    Err(ErrorCode::Internal.into())
}

/// Asks a host's index something that only they may.
pub(super) async fn ask(visit: &Visit, host: &str, method: Method, path: &str) -> Answered {
    let key = visit.bearer()?;
    let reply = Call::new(method, path).bearing(&key).to(&visit.env, HOSTS, host).await;
    let reply = reply.map_err(|error| unreachable(&error))?;
    if reply.status == 401 {
        return Err(visit.failed().await);
    }
    Ok(Answer::json(reply.status, reply.body))
}

/// The platform's randomness.
pub(super) fn rng() -> std::result::Result<ChaCha20Rng, Fault> {
    let mut seed = [0; 32];
    getrandom::fill(&mut seed).map_err(|_| Fault::from(ErrorCode::Internal))?;
    Ok(ChaCha20Rng::from_seed(seed))
}
