//! How a deployment's settings are read: what is malformed keeps its default, and is told.

use std::ops::RangeInclusive;

use crate::{Origins, origin_of};

/// Where the front is while somebody develops it.
const LOCAL_FRONT: &str = "http://localhost:4321";

/// Reads settings by name, and notes in one sentence each what is malformed.
pub struct Reader<L> {
    lookup: L,
    faults: Vec<String>,
}

impl<L: Fn(&str) -> Option<String>> Reader<L> {
    /// One that looks settings up with `lookup`.
    pub fn new(lookup: L) -> Self {
        Self { lookup, faults: Vec::new() }
    }

    /// A setting as text; an empty one is none.
    pub fn text(&self, name: &str) -> Option<String> {
        let text = (self.lookup)(name)?;
        Some(text.trim().to_owned()).filter(|text| !text.is_empty())
    }

    /// A whole number.
    pub fn whole(&mut self, name: &str, default: u64, range: RangeInclusive<u64>) -> u64 {
        let Some(text) = self.text(name) else { return default };
        match text.parse() {
            Ok(value) if range.contains(&value) => value,
            _ => {
                self.faults.push(format!(
                    "{name} must be a whole number from {} to {}; {default} is used.",
                    range.start(),
                    range.end()
                ));
                default
            }
        }
    }

    /// Whether a limit is on: 0 turns it off. How many it is stands in `wrangler.toml`.
    pub fn limits(&mut self, name: &str, default: u32) -> bool {
        match self.text(name).map(|text| text.parse::<u32>()) {
            None => true,
            Some(Ok(limit)) => limit != 0,
            Some(Err(_)) => {
                self.faults.push(format!(
                    "{name} must be a whole number, 0 for no limit; {default} is used."
                ));
                true
            }
        }
    }

    /// `ALLOWED_ORIGINS`: the front's address when it is not set.
    pub fn origins(&mut self) -> Origins {
        let list = self.text("ALLOWED_ORIGINS").unwrap_or_else(|| {
            let why = match self.front() {
                Ok(Some(front)) => return front,
                Ok(None) => "ALLOWED_ORIGINS and FRONT_URL are not set",
                Err(why) => why,
            };
            self.faults.push(format!("{why}; pages at {LOCAL_FRONT} are let in."));
            LOCAL_FRONT.to_owned()
        });
        let (origins, faults) = Origins::read(&list);
        self.faults.extend(faults);
        origins
    }

    /// `FRONT_URL`, without a slash at its end: the first of these origins when it is not set, or is none.
    pub fn front_url(&mut self, origins: &Origins) -> String {
        let first = origins.first();
        let why = match self.front() {
            Ok(Some(front)) => return front.trim_end_matches('/').to_owned(),
            Ok(None) => first.is_none().then_some("FRONT_URL is not set"),
            Err(why) => Some(why),
        };
        let front = first.unwrap_or(LOCAL_FRONT);
        if let Some(why) = why {
            self.faults.push(format!("{why}; links lead to {front}."));
        }
        front.to_owned()
    }

    /// `FRONT_URL`, if it is set, or what is wrong with it.
    fn front(&self) -> Result<Option<String>, &'static str> {
        match self.text("FRONT_URL") {
            Some(front) if origin_of(&front).is_none() => {
                Err("FRONT_URL is no address such as https://example.com")
            }
            front => Ok(front),
        }
    }

    /// Notes what is wrong with a setting.
    pub fn fault(&mut self, sentence: impl Into<String>) {
        self.faults.push(sentence.into());
    }

    /// What was noted.
    #[must_use]
    pub fn into_faults(self) -> Vec<String> {
        self.faults
    }
}
