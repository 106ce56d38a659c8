//! What is made of a value that stands in KV: ours, written by hand, broken or missing.

use serde::{Deserialize, Serialize};
use serde_json::Value;
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
        let Reading { values, degraded } = Reading::of(Some(text), rev);
        match rev {
            _ if degraded => Self::Broken { digest: digest(text) },
            Some(rev) => Self::Published { rev, list: values.into() },
            None => Self::ByHand { digest: digest(text), list: values.into() },
        }
    }
}

/// The revision that metadata names; one that the writer cannot have reached was written by hand.
#[must_use]
pub fn rev_of(metadata: &Value) -> Option<u64> {
    metadata.get("rev")?.as_u64().filter(|rev| *rev < 1 << 48)
}

/// What readers are shown of a value of KV.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reading {
    /// What of it is good.
    pub values: Vec<String>,
    /// Whether that is not all of it.
    pub degraded: bool,
}

impl Reading {
    /// Reads what can be read. What the writer published was checked before: to check it again for each
    /// reader would be most of the work.
    #[must_use]
    pub fn of(text: Option<&str>, rev: Option<u64>) -> Self {
        let Some(text) = text else { return Self::default() };
        if let (Some(_), Ok(values)) = (rev, serde_json::from_str(text)) {
            return Self { values, degraded: false };
        }
        let Ok(entries) = serde_json::from_str::<Vec<Value>>(text) else {
            return Self { values: Vec::new(), degraded: true };
        };
        let good: Vec<_> = entries.iter().filter_map(|entry| check(entry.as_str()?).ok()).collect();
        let all_good = good.len() == entries.len();
        let mut values = Vec::from(List::from(good));
        // More than a list may hold could not be changed but by taking away.
        let degraded = !all_good || values.len() > MOST_VALUES;
        values.truncate(MOST_VALUES);
        Self { values, degraded }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> (Vec<String>, bool) {
        let Reading { values, degraded } = Reading::of(Some(text), None);
        (values, degraded)
    }

    #[test]
    fn what_is_good_is_read_and_the_rest_is_told() {
        let good = || vec!["Red".to_owned(), "Rosé".to_owned()];
        assert_eq!(read(r#"["Red", " Rosé ", "red"]"#), (good(), false));
        assert_eq!(read(r#"["Red", 5, "", "Rosé", null]"#), (good(), true));
        for text in ["", "Red", "{}", "5", r#"["Red""#, r#""Red""#] {
            assert_eq!(read(text), (vec![], true), "{text}");
        }
        assert_eq!(Reading::of(None, None), Reading::default());
        assert_eq!(read("[]"), (vec![], false));
    }

    #[test]
    fn metadata_tells_whose_a_value_is() {
        assert_eq!(Seen::of(None, Some(3)), Seen::Missing);
        assert!(matches!(Seen::of(Some("[]"), Some(3)), Seen::Published { rev: 3, .. }));
        assert!(matches!(Seen::of(Some("[]"), None), Seen::ByHand { .. }));
        assert!(matches!(Seen::of(Some("["), Some(3)), Seen::Broken { .. }));
        assert!(matches!(Seen::of(Some("[5]"), Some(3)), Seen::Broken { .. }));
    }

    #[test]
    fn more_than_a_list_may_hold_is_read_so_far() {
        let long: Vec<_> = (0..2_001).map(|n| n.to_string()).collect();
        let text = serde_json::to_string(&long).unwrap();
        assert_eq!(read(&text), (long[..2_000].to_vec(), true));
        assert!(matches!(Seen::of(Some(&text), None), Seen::Broken { .. }));
        let text = serde_json::to_string(&long[1..]).unwrap();
        assert_eq!(read(&text), (long[1..].to_vec(), false));
    }

    #[test]
    fn what_was_published_is_shown_as_it_stands() {
        let ours = Reading::of(Some(r#"["Red", " Red "]"#), Some(7));
        assert_eq!((ours.values.join("|").as_str(), ours.degraded), ("Red| Red ", false));
    }

    #[test]
    fn a_revision_that_nobody_reached_is_none() {
        let rev = |rev: Value| rev_of(&serde_json::json!({ "rev": rev }));
        assert_eq!(rev(7.into()), Some(7));
        assert_eq!(rev(((1_u64 << 48) - 1).into()), Some((1 << 48) - 1));
        for wrong in [(1_u64 << 48).into(), u64::MAX.into(), (-1).into(), 1.5.into(), "7".into()] {
            assert_eq!(rev(wrong), None);
        }
    }
}
