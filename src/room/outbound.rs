//! What a room asks of others: its host's index and, when a session is made, the limit on creating.

use std::time::Duration;

use serde::{Deserialize, Serialize};
use sommelier_house::cloudflare::{Call, is_over, within};
use worker::{Env, Method, Result};

use super::{CREATE_LIMIT, HOSTS};
use crate::game::{Claim, Verdict};
use crate::protocol::{SecretHash, SessionListEntry};

/// How long a room waits for the limit. One that is late holds nobody up.
const LONGEST_COUNT: Duration = Duration::from_secs(1);

/// The body of `POST /claim`.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct ClaimBody {
    /// The hash of the key that claims.
    pub(crate) key: SecretHash,
    /// Whether the server made that key.
    pub(crate) minted: bool,
}

/// The body of `POST /entries`.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct EntryBody {
    /// The hash of the host's key.
    pub(crate) key: SecretHash,
    /// How the session stands.
    pub(crate) entry: SessionListEntry,
    /// A smaller one that arrives later is stale.
    pub(crate) version: u64,
}

/// The body of `GET /sessions`.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct SessionsBody {
    /// Newest first.
    pub(crate) sessions: Vec<SessionListEntry>,
}

/// Claims a handle, unless whoever makes this session makes too many.
pub(super) async fn claim(env: &Env, claim: &Claim, maker: Option<&str>) -> Verdict {
    if let Some(maker) = maker
        && within(LONGEST_COUNT, is_over(env, CREATE_LIMIT, maker)).await == Some(true)
    {
        return Verdict::TooMany;
    }
    let body = ClaimBody { key: claim.key.hash(), minted: claim.minted };
    ask(env, &claim.host_id, &body).await.unwrap_or(Verdict::Unreachable)
}

/// Claims a handle that nobody should hold yet; `false` when somebody does.
pub(crate) async fn claim_fresh(env: &Env, host_id: &str, key: SecretHash) -> Result<bool> {
    let verdict = ask(env, host_id, &ClaimBody { key, minted: false }).await?;
    Ok(verdict == Verdict::Granted(key))
}

async fn ask(env: &Env, host_id: &str, body: &ClaimBody) -> Result<Verdict> {
    let call = Call::new(Method::Post, "/claim").with(serde_json::to_string(body)?);
    let reply = call.to(env, HOSTS, host_id).await?;
    Ok(serde_json::from_str(&reply.body)?)
}

/// The host's sessions, or `None` when the index does not answer. The room has proved its host.
pub(super) async fn list(env: &Env, host_id: &str) -> Option<Vec<SessionListEntry>> {
    let reply = Call::new(Method::Get, "/entries").to(env, HOSTS, host_id).await.ok()?;
    let body: SessionsBody = serde_json::from_str(&reply.body).ok()?;
    Some(body.sessions)
}

/// Tells how the session stands; whether that is settled, for good or because the handle is no longer
/// this key's and never will be.
pub(super) async fn publish(env: &Env, host_id: &str, body: &EntryBody) -> bool {
    let Ok(body) = serde_json::to_string(body) else { return false };
    let call = Call::new(Method::Post, "/entries").with(body);
    call.to(env, HOSTS, host_id).await.is_ok_and(|reply| reply.is_ok() || reply.status == 409)
}
