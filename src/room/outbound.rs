//! What is asked of others: a room asks its host's index and, when a session is made, the limit on creating; a
//! room that is to hold a session is asked to.

use std::time::Duration;

use serde::{Deserialize, Serialize};
use sommelier_house::cloudflare::{Call, Reply, is_over, within};
use sommelier_house::from_json;
use worker::{Env, Method, Result};

use super::{CREATE_LIMIT, HOSTS, ROOMS};
use crate::game::{Claim, Verdict};
use crate::protocol::{CreateSession, ErrorCode, SecretHash, SessionListEntry};

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

/// The body of `POST /entries`, and with a tasting of `POST /parked`.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct EntryBody {
    /// The hash of the host's key.
    pub(crate) key: SecretHash,
    /// How the session stands.
    pub(crate) entry: SessionListEntry,
    /// A smaller one that arrives later is stale.
    pub(crate) version: u64,
    /// What the index is to keep without a room.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) tasting: Option<CreateSession>,
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
    Ok(from_json(&reply.body)?)
}

/// The host's sessions, or `None` when the index does not answer. The room has proved its host.
pub(super) async fn list(env: &Env, host_id: &str) -> Option<Vec<SessionListEntry>> {
    let reply = Call::new(Method::Get, "/entries").to(env, HOSTS, host_id).await.ok()?;
    let body: SessionsBody = from_json(&reply.body).ok()?;
    Some(body.sessions)
}

/// Tells how the session stands; whether that is settled, for good or because the handle is no longer
/// this key's and never will be.
pub(super) async fn publish(env: &Env, host_id: &str, body: &EntryBody) -> bool {
    let Ok(body) = serde_json::to_string(body) else { return false };
    let call = Call::new(Method::Post, "/entries").with(body);
    call.to(env, HOSTS, host_id).await.is_ok_and(|reply| reply.is_ok() || reply.status == 409)
}

/// Hands a tasting to the index; whether it is kept there. `None` without a clear answer.
pub(super) async fn park(env: &Env, host_id: &str, body: &EntryBody) -> Option<bool> {
    let call = Call::new(Method::Post, "/parked").with(serde_json::to_string(body).ok()?);
    let reply = call.to(env, HOSTS, host_id).await.ok()?;
    (reply.is_ok() || reply.status == 409).then(|| reply.is_ok())
}

/// Says `create_session` to a room, as a socket would.
pub(crate) async fn hand_over(
    env: &Env,
    code: &str,
    path: &str,
    tasting: &CreateSession,
    id: Option<&str>,
) -> Result<Reply> {
    Call::new(Method::Post, path).with(tasting.to_frame()).about(id).to(env, ROOMS, code).await
}

/// Whether a room holds somebody else's session, or one that has begun.
pub(crate) fn is_taken(reply: &Reply) -> bool {
    #[derive(Deserialize)]
    struct Refused {
        error: Why,
    }
    #[derive(Deserialize)]
    struct Why {
        code: ErrorCode,
    }
    reply.status == 409
        && from_json(&reply.body)
            .is_ok_and(|refused: Refused| refused.error.code == ErrorCode::SessionExists)
}
