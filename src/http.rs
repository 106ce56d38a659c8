//! How the protocol's refusals look over plain HTTP.

pub use sommelier_house::Fault;

use crate::protocol::{ErrorCode, Refusal};

/// Who has no key, the wrong one, or one for something that does not exist: one answer for all.
#[must_use]
pub fn unauthorized() -> Fault {
    let words = "This needs `Authorization: Bearer` with the host's key.";
    Fault { message: words.into(), ..ErrorCode::Unauthorized.into() }
}

impl From<Refusal> for Fault {
    fn from(refusal: Refusal) -> Self {
        let code = serde_json::to_string(&refusal.code).unwrap_or_default();
        Self::new(status(refusal.code), code.replace('"', ""), refusal.message())
    }
}

impl From<ErrorCode> for Fault {
    fn from(code: ErrorCode) -> Self {
        Refusal::from(code).into()
    }
}

fn status(code: ErrorCode) -> u16 {
    match code {
        ErrorCode::NoWines
        | ErrorCode::InvalidWines
        | ErrorCode::UnknownQuestion
        | ErrorCode::UnknownOption
        | ErrorCode::BadMessage
        | ErrorCode::UnknownType => 400,
        ErrorCode::InvalidPseudonym
        | ErrorCode::InvalidHostId
        | ErrorCode::Unauthorized
        | ErrorCode::NotJoined => 401,
        ErrorCode::SessionNotFound => 404,
        ErrorCode::SessionExists
        | ErrorCode::GameStarted
        | ErrorCode::SessionFull
        | ErrorCode::LobbyLocked
        | ErrorCode::NoParticipants
        | ErrorCode::HostIdTaken
        | ErrorCode::WrongPhase
        | ErrorCode::StaleCommand => 409,
        ErrorCode::MessageTooLarge => 413,
        ErrorCode::RateLimited => 429,
        ErrorCode::Storage => 503,
        ErrorCode::Internal => 500,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_refusal_keeps_its_code_and_its_words() {
        let fault = Fault::from(Refusal::because(ErrorCode::HostIdTaken, "hostId: taken"));
        assert_eq!(fault.status, 409);
        assert_eq!(fault.body(), r#"{"error":{"code":"HOST_ID_TAKEN","message":"hostId: taken"}}"#);
    }

    #[test]
    fn the_statuses_are_those_that_scripts_expect() {
        let status = |code: ErrorCode| Fault::from(code).status;
        assert_eq!(status(ErrorCode::BadMessage), 400);
        assert_eq!(unauthorized().status, 401);
        assert_eq!(status(ErrorCode::SessionNotFound), 404);
        assert_eq!(status(ErrorCode::SessionExists), 409);
        assert_eq!(status(ErrorCode::MessageTooLarge), 413);
        assert_eq!(status(ErrorCode::RateLimited), 429);
        assert_eq!(status(ErrorCode::Storage), 503);
    }
}
