//! A list of well-known answers, and the rule for what may stand in one.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use sommelier_house::{Category, excerpt, folded_without_accents, tidy};

/// Characters of a value, at most: what an option of a tasting takes.
const LONGEST_VALUE: usize = 120;
/// Values in a list, at most.
pub const MOST_VALUES: usize = 2_000;

/// A value as it is kept.
///
/// # Errors
///
/// The rule that is broken.
pub fn check(value: &str) -> Result<String, String> {
    let value = tidy(value, LONGEST_VALUE)?;
    // Dots alone could be added, but no address could name them to take them away.
    if !value.contains(char::is_alphanumeric) {
        return Err("a letter or a digit is needed".to_owned());
    }
    Ok(value)
}

/// Values in their order, no two of which are the same to a reader.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(from = "Vec<String>", into = "Vec<String>")]
pub struct List {
    values: Vec<String>,
    known: BTreeSet<String>,
}

impl List {
    /// A list that somebody sent to be kept as it is.
    ///
    /// # Errors
    ///
    /// Where which rule is broken: `values[7]: at most 120 characters`.
    pub fn checked(values: &[String]) -> Result<Self, String> {
        if values.len() > MOST_VALUES {
            return Err(format!("values: at most {MOST_VALUES}, got {}", values.len()));
        }
        let mut list = Self::default();
        for (at, value) in values.iter().enumerate() {
            let value = check(value).map_err(|rule| format!("values[{at}]: {rule}"))?;
            if !list.add(value.clone()) {
                return Err(format!("values[{at}]: \"{}\" is there twice", excerpt(&value)));
            }
        }
        Ok(list)
    }

    /// The values.
    #[must_use]
    pub fn values(&self) -> &[String] {
        &self.values
    }

    /// Whether a reader would find this value in it.
    #[must_use]
    pub fn contains(&self, value: &str) -> bool {
        self.known.contains(&folded_without_accents(value))
    }

    /// Adds a value at the end; `false` if it is there already.
    pub fn add(&mut self, value: String) -> bool {
        let is_new = self.known.insert(folded_without_accents(&value));
        if is_new {
            self.values.push(value);
        }
        is_new
    }

    /// Takes a value away; `false` if it is not there.
    pub fn remove(&mut self, value: &str) -> bool {
        let value = folded_without_accents(value);
        let is_there = self.known.remove(&value);
        if is_there {
            self.values.retain(|kept| folded_without_accents(kept) != value);
        }
        is_there
    }

    /// This list as somebody else left it, with what has happened to `ours` since they saw it: what was
    /// added to it and taken from it, folded.
    #[must_use]
    pub fn joined(
        self,
        ours: &Self,
        is_added: impl Fn(&str) -> bool,
        is_removed: impl Fn(&str) -> bool,
    ) -> Self {
        let mut values = self.values;
        values.retain(|value| !is_removed(&folded_without_accents(value)));
        let added = ours.values.iter().filter(|value| is_added(&folded_without_accents(value)));
        values.extend(added.cloned());
        values.into()
    }

    /// The values, folded.
    pub fn folded(&self) -> impl Iterator<Item = &String> {
        self.known.iter()
    }

    /// The values that are not in `other`, folded.
    pub fn beyond<'l>(&'l self, other: &'l Self) -> impl Iterator<Item = &'l String> {
        self.known.difference(&other.known)
    }
}

impl PartialEq for List {
    fn eq(&self, other: &Self) -> bool {
        self.values == other.values
    }
}

impl Eq for List {}

/// The first of those that are the same stays.
impl From<Vec<String>> for List {
    fn from(values: Vec<String>) -> Self {
        let mut list = Self::default();
        for value in values {
            list.add(value);
        }
        list
    }
}

impl From<List> for Vec<String> {
    fn from(list: List) -> Self {
        list.values
    }
}

/// A list as it is told.
#[derive(Debug, Serialize)]
pub struct Listing<'l> {
    /// Which one.
    pub category: Category,
    /// Its values.
    pub values: &'l [String],
    /// Whether there is more that could not be read.
    #[serde(skip_serializing_if = "is_false")]
    pub degraded: bool,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands a reference")]
fn is_false(value: &bool) -> bool {
    !value
}

#[cfg(test)]
mod tests {
    use super::*;

    fn list(values: &[&str]) -> List {
        values.iter().map(|value| (*value).to_owned()).collect::<Vec<_>>().into()
    }

    #[test]
    fn case_and_accents_do_not_tell_values_apart() {
        let mut list = list(&["Rosé", "Red"]);
        assert!(!list.add("ROSE".to_owned()) && list.contains("rose\u{301}"));
        assert!(list.remove("rose") && !list.remove("Rosé"));
        assert_eq!(list.values(), ["Red"]);
    }

    #[test]
    fn a_list_that_is_not_good_names_the_place_and_the_rule() {
        let told = |values: &[&str]| {
            let values: Vec<_> = values.iter().map(|value| (*value).to_owned()).collect();
            List::checked(&values).unwrap_err()
        };
        assert_eq!(told(&["a", " "]), "values[1]: a text is needed");
        assert_eq!(told(&["Syrah", "b", "SYRAH"]), "values[2]: \"SYRAH\" is there twice");
        assert_eq!(told(&[&"é".repeat(121)]), "values[0]: at most 120 characters");
        assert_eq!(told(&[".."]), "values[0]: a letter or a digit is needed");
        assert_eq!(told(&["a"; 2_001]), "values: at most 2000, got 2001");
    }

    #[test]
    fn what_both_sides_did_is_kept() {
        let ours = list(&["b", "c", "Ours"]);
        let theirs = list(&["a", "B", "theirs"]);
        let joined = theirs.joined(&ours, |value| value == "ours", |value| value == "a");
        assert_eq!(joined, list(&["B", "theirs", "Ours"]));
    }
}
