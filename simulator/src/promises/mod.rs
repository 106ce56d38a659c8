//! The promises of `spec/reliability.md`, each a check with its number, by subject.

pub mod afterwards;
pub mod answers;
pub mod course;
pub mod secrets;
pub mod steering;
pub mod wire;

/// A promise that was not kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Broken {
    /// Which.
    pub promise: &'static str,
    /// What happened instead.
    pub how: String,
}

/// Whether a promise was kept.
pub type Kept = Result<(), Broken>;

impl Broken {
    /// A promise that was not kept, and how.
    #[must_use]
    pub fn new(promise: &'static str, how: impl Into<String>) -> Self {
        Self { promise, how: how.into() }
    }
}

impl std::fmt::Display for Broken {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} is broken: {}", self.promise, self.how)
    }
}

/// Holds the room to a promise.
///
/// # Errors
///
/// When it does not hold.
pub fn hold(holds: bool, promise: &'static str, how: impl FnOnce() -> String) -> Kept {
    if holds { Ok(()) } else { Err(Broken::new(promise, how())) }
}
