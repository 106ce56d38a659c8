//! How a JSON object that somebody sent is read, and what is said when it is none.

use serde::Deserialize;
use serde_json::error::Category;

use crate::excerpt;

/// Reads one JSON object's fields; those that nobody knows are ignored.
///
/// # Errors
///
/// The field, and what was wrong with it.
pub fn fields<'a, T: Deserialize<'a>>(text: &'a str) -> Result<T, String> {
    // A derived struct would also take an array, its fields in order.
    if !text.trim_start().starts_with('{') {
        return Err("a JSON object is expected".to_owned());
    }
    let mut reader = serde_json::Deserializer::from_str(text);
    let read = serde_path_to_error::deserialize(&mut reader)
        .map_err(|error| (error.path().to_string(), error.into_inner()))
        .and_then(|value| reader.end().map(|()| value).map_err(|error| (".".into(), error)));
    read.map_err(|(path, error)| match error.classify() {
        Category::Data if path == "." => plain_words(&error.to_string()),
        Category::Data => format!("{path}: {}", plain_words(&error.to_string())),
        Category::Io | Category::Syntax | Category::Eof => "not JSON".to_owned(),
    })
}

/// serde's words for a wrong value without the position, and with little of what was sent.
fn plain_words(error: &str) -> String {
    let words = error.rsplit_once(" at line ").map_or(error, |(words, _)| words);
    match words.rsplit_once(", expected ") {
        Some((got, expected)) => format!("{}, expected {expected}", excerpt(got)),
        None => words.to_owned(),
    }
}
