//! A name for a text that says nothing of it.

use base64ct::{Base64UrlUnpadded, Encoding};
use sha2::{Digest, Sha256};

/// SHA-256 in base64url: equal for equal texts only.
#[must_use]
pub fn digest(text: impl AsRef<[u8]>) -> String {
    Base64UrlUnpadded::encode_string(&Sha256::digest(text))
}
