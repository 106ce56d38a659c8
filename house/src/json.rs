//! How JSON is read, and what is said of an object that somebody sent and that is none.

mod objects;

use serde::{Deserialize, Serialize};
use serde_json::{Error, error::Category};

use self::objects::Objects;
use crate::excerpt;

/// Reads a text of JSON, structs from objects only: `serde_json::from_str` beside it in a Worker would bring back the
/// code that reads them from lists.
///
/// # Errors
///
/// What was wrong with it.
pub fn from_json<'a, T: Deserialize<'a>>(text: &'a str) -> Result<T, Error> {
    let mut reader = serde_json::Deserializer::from_str(text);
    let value = T::deserialize(Objects(&mut reader))?;
    reader.end().map(|()| value)
}

/// Reads one JSON object's fields; those that nobody knows are ignored.
///
/// # Errors
///
/// The field, and what was wrong with it.
pub fn fields<'a, T: Deserialize<'a>>(text: &'a str) -> Result<T, String> {
    // In plain words: serde would name the type.
    if !text.trim_start().starts_with('{') {
        return Err("a JSON object is expected".to_owned());
    }
    from_json(text).map_err(|error| what_is_wrong(text, &error))
}

fn what_is_wrong(text: &str, error: &Error) -> String {
    match error.classify() {
        Category::Data => {
            let words = plain_words(&error.to_string());
            match path_to(text, error).as_str() {
                "" => words,
                path => format!("{path}: {words}"),
            }
        }
        Category::Io | Category::Syntax | Category::Eof => "not JSON".to_owned(),
    }
}

/// A JSON object, written field by field in the order in which they come: for the log, and for bodies of a field or two.
#[derive(Default)]
pub struct Object(String);

impl Object {
    /// A line of the log.
    #[must_use]
    pub fn event(name: &str) -> Self {
        Self::default().with("event", name)
    }

    /// With one more field.
    #[must_use]
    pub fn with(mut self, name: &str, value: &(impl Serialize + ?Sized)) -> Self {
        self.push(name, &serde_json::to_string(value).unwrap_or_default());
        self
    }

    fn push(&mut self, name: &str, value: &str) {
        let before = if self.0.is_empty() { '{' } else { ',' };
        self.0.extend([before, '"']);
        self.0.extend([name, "\":", value]);
    }

    /// The text of it.
    #[must_use]
    pub fn end(mut self) -> String {
        self.0.push_str(if self.0.is_empty() { "{}" } else { "}" });
        self.0
    }
}

/// serde's words for a wrong value without the position, and with little of what was sent.
fn plain_words(error: &str) -> String {
    let words = error.rsplit_once(" at line ").map_or(error, |(words, _)| words);
    match words.rsplit_once(", expected ") {
        Some((got, expected)) => format!("{}, expected {expected}", excerpt(got)),
        None => words.to_owned(),
    }
}

/// A step on the way to a value: a field, which has no name before its colon, or an item of a list.
enum Step<'a> {
    Field(&'a str),
    Item(usize),
}

/// Where the value stands at whose end serde gave up: `wines[0].name`. Looked up in the text when it is needed: to
/// have every value know its path while it is read is 16 KB of Wasm gzipped.
fn path_to(text: &str, error: &Error) -> String {
    let lines = text.split_inclusive('\n').take(error.line().saturating_sub(1));
    let end = lines.map(str::len).sum::<usize>() + error.column();
    let mut steps = Vec::new();
    // Where a string began that has not ended, and the last that has.
    let (mut began, mut escaped, mut string) = (None, false, "");
    // Up to there the text is JSON.
    for (at, c) in text.char_indices().take_while(|(at, _)| *at < end) {
        match (began, c) {
            _ if escaped => escaped = false,
            (Some(_), '\\') => escaped = true,
            (Some(began_at), '"') => {
                string = text.get(began_at..at).unwrap_or_default();
                began = None;
            }
            (Some(_), _) => {}
            (None, '"') => began = Some(at + 1),
            (None, '{') => steps.push(Step::Field("")),
            (None, '[') => steps.push(Step::Item(0)),
            (None, '}' | ']') => drop(steps.pop()),
            (None, ':' | ',') => match steps.last_mut() {
                Some(Step::Field(name)) => *name = if c == ':' { string } else { "" },
                Some(Step::Item(n)) => *n += 1,
                None => {}
            },
            (None, _) => {}
        }
    }
    let mut path = String::new();
    for step in steps {
        match step {
            Step::Field("") => {}
            Step::Field(name) if path.is_empty() => path += &excerpt(name),
            Step::Field(name) => path += &format!(".{}", excerpt(name)),
            Step::Item(n) => path += &format!("[{n}]"),
        }
    }
    path
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, Deserialize)]
    struct Order {
        #[serde(rename = "for")]
        _guest: Option<String>,
        #[serde(default, rename = "bottles")]
        _bottles: Vec<Bottle>,
    }

    #[derive(Debug, Deserialize)]
    struct Bottle {
        #[serde(rename = "name")]
        _name: String,
        #[serde(default, rename = "years")]
        _years: Vec<u16>,
    }

    fn told(text: &str) -> String {
        fields::<Order>(text).unwrap_err()
    }

    #[derive(Debug, Deserialize)]
    struct Place(#[allow(dead_code, reason = "it is read")] Bottle);

    type Shelf = std::collections::BTreeMap<String, Place>;

    #[derive(Debug, Deserialize, PartialEq)]
    enum Course {
        Water,
        Bread(u8),
        Oil(u8, Option<bool>),
        Cheese { kinds: Vec<String> },
    }

    #[test]
    fn what_has_fields_is_read_from_an_object_only() {
        let courses: Vec<Course> =
            from_json(r#"["Water",{"Bread":2},{"Oil":[3,null]},{"Cheese":{"kinds":["é"]}}]"#)
                .unwrap();
        let cheese = Course::Cheese { kinds: vec!["é".to_owned()] };
        assert_eq!(courses, [Course::Water, Course::Bread(2), Course::Oil(3, None), cheese]);
        for text in [r#"{"Cheese":[["é"]]}"#, r#"{"Water":1}"#, r#""Bread""#, r#""Water" 1"#] {
            assert!(from_json::<Course>(text).is_err(), "{text}");
        }
        assert!(from_json::<Bottle>(r#"["a",[1990]]"#).is_err());
        assert!(from_json::<Shelf>(r#"{"low":{"name":"a"}}"#).is_ok());
        assert!(from_json::<Shelf>(r#"{"low":["a"]}"#).is_err());
        assert!(from_json::<Option<Vec<Bottle>>>(r#"[["a"]]"#).is_err());
    }

    #[test]
    fn what_is_wrong_is_told_with_its_path() {
        for (text, path) in [
            (r#"{"for":5}"#, "for: "),
            (r#" { "for" : {"a":[1,2]} }"#, "for: "),
            (r#"{"bottles":7,"for":"me"}"#, "bottles: "),
            (r#"{"bottles":[null]}"#, "bottles[0]: "),
            (r#"{"bottles":[["a",[1990]]]}"#, "bottles[0]: "),
            (r#"{"bottles":[{"name":"a"},{"name":["b"]}]}"#, "bottles[1].name: "),
            ("{\"for\":\"é\",\n\"bottles\":\n[{\"name\":\n5}]}", "bottles[0].name: "),
            (r#"{"bottles":[{"name":"a","years":[1990,-1]}]}"#, "bottles[0].years[1]: "),
            (r#"{"else":{"[":"]},{\"","\\":[{}]},"bottles":[{"name":"a"}, 5]}"#, "bottles[1]: "),
        ] {
            let told = told(text);
            assert!(told.starts_with(&format!("{path}invalid ")), "{text}: {told}");
        }
    }

    #[test]
    fn a_field_that_is_missing_or_there_twice_is_told_of_its_object() {
        assert_eq!(told(r#"{"bottles":[{"name":"a"},{}]}"#), "bottles[1]: missing field `name`");
        assert_eq!(told(r#"{"for":"a","for":"b"}"#), "duplicate field `for`");
    }

    #[test]
    fn an_object_is_written_in_the_order_in_which_it_is_told() {
        assert_eq!(Object::default().end(), "{}");
        let line = Object::event("woke").with("why", "\"so\"").with("id", &None::<u8>);
        assert_eq!(
            line.with("n", &[1, 2]).end(),
            r#"{"event":"woke","why":"\"so\"","id":null,"n":[1,2]}"#
        );
    }

    #[test]
    fn what_is_no_json_has_no_path() {
        for text in ["{", r#"{"for":}"#, r#"{"for":"a"} {}"#, r#"{"bottles":[{"name":"a"]}"#] {
            assert_eq!(told(text), "not JSON", "{text}");
        }
        assert_eq!(told("[]"), "a JSON object is expected");
    }
}
