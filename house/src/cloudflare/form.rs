//! Unicode's forms and cases as JavaScript has them: the tables of the forms alone are 60 KB of Wasm gzipped.

use js_sys::JsString;

/// The text, composed.
pub(crate) fn nfc(text: &str) -> String {
    JsString::from(text).normalize("NFC").into()
}

/// The text in small letters.
pub(crate) fn lower(text: &str) -> String {
    JsString::from(text).to_lower_case().into()
}

/// The text in capital letters.
pub(crate) fn upper(text: &str) -> String {
    JsString::from(text).to_upper_case().into()
}

/// The text, taken apart.
pub(crate) fn nfd(text: &str) -> String {
    JsString::from(text).normalize("NFD").into()
}
