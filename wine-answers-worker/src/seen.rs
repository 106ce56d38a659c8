//! What is made of a value that stands in KV: ours, written by hand, broken or missing.

use serde::{Deserialize, Serialize};
use sommelier_house::digest;

use crate::list::{List, MOST_VALUES, check};

/// A value of KV, as it was seen: reads may be a minute old.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Seen {
    /// There is none.
    Missing,
    /// Published by the writer, as this revision.
    Published {
        /// Which.
        rev: u64,
        /// What it says.
        list: List,
    },
    /// Written by hand.
    ByHand {
        /// Tells texts apart.
        digest: String,
        /// What it says.
        list: List,
    },
    /// Not a list, or not one of good values only.
    Broken {
        /// Tells texts apart.
        digest: String,
    },
}

impl Seen {
    /// What a text is, and the revision that its metadata names.
    #[must_use]
    pub fn of(text: Option<&str>, rev: Option<u64>) -> Self {
        let Some(text) = text else { return Self::Missing };
        let Reading { list, degraded } = Reading::of(Some(text));
        match rev {
            _ if degraded => Self::Broken { digest: digest(text) },
            Some(rev) => Self::Published { rev, list },
            // More than a list may hold is no list: it could not be changed but by taking away.
            None if list.values().len() > MOST_VALUES => Self::Broken { digest: digest(text) },
            None => Self::ByHand { digest: digest(text), list },
        }
    }
}

/// What readers are shown of a value of KV.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reading {
    /// What of it is good.
    pub list: List,
    /// Whether that is not all of it.
    pub degraded: bool,
}

impl Reading {
    /// Reads what can be read.
    #[must_use]
    pub fn of(text: Option<&str>) -> Self {
        let Some(text) = text else { return Self::default() };
        let Ok(entries) = serde_json::from_str::<Vec<serde_json::Value>>(text) else {
            return Self { list: List::default(), degraded: true };
        };
        let all = entries.len();
        let good = entries.iter().filter_map(|entry| check(entry.as_str()?).ok());
        let good: Vec<_> = good.collect();
        Self { degraded: good.len() < all, list: good.into() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> (Vec<String>, bool) {
        let Reading { list, degraded } = Reading::of(Some(text));
        (list.into(), degraded)
    }

    #[test]
    fn what_is_good_is_read_and_the_rest_is_told() {
        let good = || vec!["Red".to_owned(), "Rosé".to_owned()];
        assert_eq!(read(r#"["Red", " Rosé ", "red"]"#), (good(), false));
        assert_eq!(read(r#"["Red", 5, "", "Rosé", null]"#), (good(), true));
        for text in ["", "Red", "{}", "5", r#"["Red""#, r#""Red""#] {
            assert_eq!(read(text), (vec![], true), "{text}");
        }
        assert_eq!(Reading::of(None), Reading::default());
        assert_eq!(read("[]"), (vec![], false));
    }

    #[test]
    fn metadata_tells_whose_a_value_is() {
        assert_eq!(Seen::of(None, Some(3)), Seen::Missing);
        assert!(matches!(Seen::of(Some("[]"), Some(3)), Seen::Published { rev: 3, .. }));
        assert!(matches!(Seen::of(Some("[]"), None), Seen::ByHand { .. }));
        assert!(matches!(Seen::of(Some("["), Some(3)), Seen::Broken { .. }));
        let long: Vec<_> = (0..2_001).map(|n| n.to_string()).collect();
        let long = serde_json::to_string(&long).unwrap();
        assert!(matches!(Seen::of(Some(&long), None), Seen::Broken { .. }));
        assert!(matches!(Seen::of(Some(&long), Some(1)), Seen::Published { .. }));
    }
}
