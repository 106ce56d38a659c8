//! Secrets: texts that prove who somebody is, and the hash that is kept of them.

use std::fmt;

use base64ct::{Base64UrlUnpadded, Encoding};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;

/// A secret as it travels: 128 random bits in base64url from a client, any text from an admin. Its `Debug`
/// shows nothing of it.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(as = "String"))]
#[serde(transparent)]
pub struct Secret(String);

impl Secret {
    /// Writes 128 random bits as a secret.
    #[must_use]
    pub fn from_bits(bits: [u8; 16]) -> Self {
        Self(Base64UrlUnpadded::encode_string(&bits))
    }

    /// Whether it is 128 bits in base64url, as clients must choose it.
    #[must_use]
    pub fn is_well_formed(&self) -> bool {
        Base64UrlUnpadded::decode(&self.0, &mut [0; 16]).is_ok_and(|bits| bits.len() == 16)
    }

    /// What is kept of it.
    #[must_use]
    pub fn hash(&self) -> SecretHash {
        SecretHash(Sha256::digest(self.0.as_bytes()).into())
    }

    /// The text, for the one who is to hold it.
    #[must_use]
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl From<&str> for Secret {
    fn from(text: &str) -> Self {
        Self(text.to_owned())
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}

/// SHA-256 of a secret. Enough for 128 random bits, from which there is nothing to guess; one that an admin
/// chose is hashed to be compared, and kept nowhere.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct SecretHash([u8; 32]);

impl SecretHash {
    /// A hash that no secret has, to compare with when there is nothing to compare with.
    pub const NOBODY: Self = Self([0; 32]);

    /// The hash as it is written down.
    #[must_use]
    pub fn to_text(self) -> String {
        Base64UrlUnpadded::encode_string(&self.0)
    }

    /// Whether this is the hash of `secret`, in time that does not depend on the answer.
    #[must_use]
    pub fn is_of(&self, secret: &Secret) -> bool {
        self.0.ct_eq(&secret.hash().0).into()
    }
}

impl fmt::Debug for SecretHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SecretHash(…)")
    }
}

impl Serialize for SecretHash {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.to_text())
    }
}

impl<'de> Deserialize<'de> for SecretHash {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        let mut hash = [0; 32];
        match Base64UrlUnpadded::decode(text, &mut hash) {
            Ok(bits) if bits.len() == 32 => Ok(Self(hash)),
            _ => Err(serde::de::Error::custom("not a SHA-256")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_is_22_characters_and_its_hash_knows_it() {
        let secret = Secret::from_bits([7; 16]);
        assert_eq!(secret.reveal().len(), 22);
        assert!(secret.is_well_formed());
        assert!(secret.hash().is_of(&secret));
        assert!(!secret.hash().is_of(&Secret::from_bits([8; 16])));
        assert!(!SecretHash::NOBODY.is_of(&secret));
    }

    #[test]
    fn what_is_not_128_bits_is_no_secret() {
        let long = "A".repeat(23);
        for text in ["", "short", "AAAAAAAAAAAAAAAAAAAAA!", "AAAAAAAAAAAAAAAAAAAAAB", &long] {
            assert!(!Secret::from(text).is_well_formed(), "{text}");
        }
    }

    #[test]
    fn a_secret_never_shows_in_debug() {
        let secret = Secret::from("AAAAAAAAAAAAAAAAAAAAAA");
        assert!(!format!("{secret:?} {:?}", secret.hash()).contains("AAAA"));
    }

    #[test]
    fn a_hash_survives_being_written_down() {
        let hash = Secret::from_bits([7; 16]).hash();
        let text = serde_json::to_string(&hash).unwrap();
        assert_eq!(serde_json::from_str::<SecretHash>(&text).unwrap(), hash);
    }
}
