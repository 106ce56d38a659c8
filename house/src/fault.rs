//! How a refusal looks over plain HTTP: a status, a code to switch on, and words.

use std::borrow::Cow;

use crate::Object;

/// A refused request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The HTTP status.
    pub status: u16,
    /// What clients switch on.
    pub code: Cow<'static, str>,
    /// The same in English words.
    pub message: String,
}

impl Fault {
    /// A refusal.
    #[must_use]
    pub fn new(
        status: u16,
        code: impl Into<Cow<'static, str>>,
        message: impl Into<String>,
    ) -> Self {
        Self { status, code: code.into(), message: message.into() }
    }

    /// What is no message.
    #[must_use]
    pub fn bad_message(why: impl Into<String>) -> Self {
        Self::new(400, "BAD_MESSAGE", why)
    }

    /// The body: `{"error":{"code","message"}}`.
    #[must_use]
    pub fn body(&self) -> String {
        let why = Object::default().with("code", &*self.code).with("message", &*self.message);
        format!("{{\"error\":{}}}", why.end())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fault_says_its_code_and_its_words() {
        let fault = Fault::new(404, "NOT_FOUND", "There is nothing at this address.");
        assert_eq!(
            fault.body(),
            r#"{"error":{"code":"NOT_FOUND","message":"There is nothing at this address."}}"#
        );
    }
}
