//! What may be asked of the ledger, read from bodies and addresses, every value checked.

use std::collections::BTreeMap;

use percent_encoding::percent_decode_str;
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use sommelier_house::{Category, Fault, excerpt, fields};

use crate::list::{List, check};

/// What may be asked of the ledger.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Ask {
    /// One value more.
    Add(Category, String),
    /// One value less.
    Remove(Category, String),
    /// Another list.
    Replace(Category, List),
    /// Values to be there, in any category.
    Merge(BTreeMap<Category, Vec<String>>),
    /// Something for the admin to look at, and the address that it comes from.
    Suggest(Category, String, String),
    /// What waits for the admin.
    Waiting,
    /// One suggestion less.
    Drop(Category, String),
    /// No suggestions at all.
    DropAll,
}

impl Ask {
    /// Which lists it is about: what KV shows of them has to be known.
    #[must_use]
    pub fn categories(&self) -> Vec<Category> {
        match self {
            Self::Add(category, _)
            | Self::Remove(category, _)
            | Self::Replace(category, _)
            | Self::Suggest(category, ..) => vec![*category],
            Self::Merge(lists) => lists.keys().copied().collect(),
            Self::Waiting | Self::Drop(..) | Self::DropAll => Vec::new(),
        }
    }

    /// Reads `{ category: [..], … }`.
    ///
    /// # Errors
    ///
    /// Where what is wrong.
    pub fn merge(body: &str) -> Result<Self, Fault> {
        let lists: BTreeMap<String, Vec<String>> = read(body)?;
        let read = lists.into_iter().map(|(name, values)| {
            let category = category(&name)?;
            let values = values.iter().enumerate().map(|(at, value)| {
                check(value).map_err(|rule| invalid(&format!("{name}[{at}]: {rule}")))
            });
            Ok((category, values.collect::<Result<_, _>>()?))
        });
        read.collect::<Result<_, _>>().map(Self::Merge)
    }
}

/// The category of this name.
///
/// # Errors
///
/// When there is none.
pub fn category(name: &str) -> Result<Category, Fault> {
    Category::of_wire_name(name).ok_or_else(|| {
        let known = Category::ALL.map(Category::wire_name).join(", ");
        let words = format!("\"{}\" is no category; there are {known}.", excerpt(name));
        Fault::new(400, "UNKNOWN_CATEGORY", words)
    })
}

/// Reads `{ value }`.
///
/// # Errors
///
/// What is wrong with it.
pub fn value_of_body(body: &str) -> Result<String, Fault> {
    #[derive(Deserialize)]
    struct Body {
        value: String,
    }
    let Body { value } = read(body)?;
    checked(&value)
}

/// Reads `{ values }`.
///
/// # Errors
///
/// Where what is wrong.
pub fn list_of_body(body: &str) -> Result<List, Fault> {
    #[derive(Deserialize)]
    struct Body {
        values: Vec<String>,
    }
    let Body { values } = read(body)?;
    List::checked(&values).map_err(|rule| invalid(&rule))
}

/// Reads a value from a segment of a path.
///
/// # Errors
///
/// When it is none.
pub fn value_of_path(segment: &str) -> Result<String, Fault> {
    let decoded = percent_decode_str(segment).decode_utf8();
    checked(&decoded.map_err(|_| invalid("value: text in UTF-8 is needed"))?)
}

fn checked(value: &str) -> Result<String, Fault> {
    check(value).map_err(|rule| invalid(&format!("value: {rule}")))
}

fn read<T: DeserializeOwned>(body: &str) -> Result<T, Fault> {
    fields(body).map_err(|why| Fault::bad_message(format!("The body cannot be read: {why}.")))
}

fn invalid(rule: &str) -> Fault {
    Fault::new(400, "INVALID_VALUE", format!("{rule}."))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told<T: std::fmt::Debug>(read: Result<T, Fault>) -> (u16, String) {
        let fault = read.unwrap_err();
        (fault.status, fault.message)
    }

    #[test]
    fn what_is_wrong_with_a_body_is_named() {
        let bad = |words: &str| (400, format!("The body cannot be read: {words}."));
        assert_eq!(told(value_of_body("{")), bad("not JSON"));
        assert_eq!(told(value_of_body("[\"a\"]")), bad("a JSON object is expected"));
        assert_eq!(told(value_of_body("{}")), bad("missing field `value`"));
        let null = "invalid type: null, expected a string";
        assert_eq!(
            told(list_of_body(r#"{"values":["a",null]}"#)),
            bad(&format!("values[1]: {null}"))
        );
        assert_eq!(told(Ask::merge(r#"{"region":[null]}"#)), bad(&format!("region[0]: {null}")));
        let rule = "region[1]: a text is needed.".to_owned();
        assert_eq!(told(Ask::merge(r#"{"region":["Bandol"," "]}"#)), (400, rule));
        assert!(told(Ask::merge(r#"{"colour":[]}"#)).1.contains("grape_variety"));
    }

    #[test]
    fn a_value_of_a_path_is_decoded_once() {
        assert_eq!(value_of_path("Syrah%20%2F%20Shiraz+").unwrap(), "Syrah / Shiraz+");
        assert_eq!(value_of_path("100%25%2041").unwrap(), "100% 41");
        for segment in ["%ff", "%00", "%20", "", "%E2%80%AE", "."] {
            assert_eq!(told(value_of_path(segment)).0, 400, "{segment}");
        }
    }
}
