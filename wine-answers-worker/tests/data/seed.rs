//! The lists that a fresh store starts with: the names of the catalogue, and the vintages.

use std::collections::BTreeMap;

use sommelier_arena_wine_answers::catalogue::Catalogue;
use sommelier_house::Category;

use crate::rules::{Faults, of, spelled};

const OLDEST_VINTAGE: u16 = 1945;
/// The year in which the list was first written: it may lag behind the clock, but not fall short of this.
pub(crate) const WRITTEN_IN: u16 = 2026;

pub(crate) type Lists = BTreeMap<String, Vec<String>>;

pub(crate) fn vintages(years: &[String], this_year: u16) -> Faults {
    let newest = years.first().and_then(|year| year.parse().ok()).unwrap_or(0);
    let mut faults = Faults::new();
    if newest > this_year {
        faults.push(format!("{newest}: ahead of this year"));
    }
    if newest < WRITTEN_IN {
        faults.push(format!("{newest}: the newest must not be older than {WRITTEN_IN}"));
    }
    if years != run_of_years(newest) {
        faults.push(format!("not every year from the newest down to {OLDEST_VINTAGE}, once"));
    }
    faults
}

pub(crate) fn run_of_years(newest: u16) -> Vec<String> {
    (OLDEST_VINTAGE..=newest).rev().map(|year| year.to_string()).collect()
}

/// The plain lists of a catalogue: colours in its order, the rest from A to Z.
pub(crate) fn seed(catalogue: &Catalogue, newest_vintage: u16) -> Lists {
    let list = |category: Category| {
        let entries = of(category, catalogue);
        let mut names: Vec<_> = entries.iter().map(|entry| entry.name.to_owned()).collect();
        match category {
            Category::Color => {}
            Category::VintageYear => names = run_of_years(newest_vintage),
            Category::Region | Category::GrapeVariety | Category::WineName => {
                names.sort_by_cached_key(|name| spelled(name));
            }
        }
        (category.wire_name().to_owned(), names)
    };
    Category::ALL.into_iter().map(list).collect()
}

/// One value a line, so that a difference can be read.
pub(crate) fn written(lists: &Lists) -> String {
    let list = |category: Category| {
        let name = category.wire_name();
        let values = lists[name].iter().map(|value| format!("    {}", serde_json::json!(value)));
        format!("  \"{name}\": [\n{}\n  ]", values.collect::<Vec<_>>().join(",\n"))
    };
    format!("{{\n{}\n}}\n", Category::ALL.map(list).join(",\n"))
}
