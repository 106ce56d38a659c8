//! Curated answers: lists that anyone may read and an admin keeps good.

pub mod catalogue;
pub mod suggestions;
