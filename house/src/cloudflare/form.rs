//! Unicode's normalization forms as JavaScript has them: tables in the Wasm are 60 KB gzipped.

use js_sys::JsString;

/// The text, composed.
pub(crate) fn nfc(text: &str) -> String {
    JsString::from(text).normalize("NFC").into()
}

/// The text, taken apart.
pub(crate) fn nfd(text: &str) -> String {
    JsString::from(text).normalize("NFD").into()
}
