//! The five things that are asked about a wine.

use serde::{Deserialize, Serialize};

/// What a question asks about. A wine has one question of each, in this order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "snake_case")]
pub enum Category {
    /// Colour or style.
    Color,
    /// Where it grew.
    Region,
    /// What it was made from.
    GrapeVariety,
    /// When it was harvested.
    VintageYear,
    /// What the label says.
    WineName,
}

impl Category {
    /// All of them, in the order they are asked.
    pub const ALL: [Self; 5] =
        [Self::Color, Self::Region, Self::GrapeVariety, Self::VintageYear, Self::WineName];

    /// The name on the wire.
    #[must_use]
    pub fn wire_name(self) -> &'static str {
        match self {
            Self::Color => "color",
            Self::Region => "region",
            Self::GrapeVariety => "grape_variety",
            Self::VintageYear => "vintage_year",
            Self::WineName => "wine_name",
        }
    }

    /// The one of this name on the wire.
    #[must_use]
    pub fn of_wire_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|category| category.wire_name() == name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wire_name_is_what_serde_writes() {
        for category in Category::ALL {
            let name = category.wire_name();
            assert_eq!(serde_json::to_string(&category).unwrap(), format!("\"{name}\""));
            assert_eq!(Category::of_wire_name(name), Some(category));
        }
        assert_eq!(Category::of_wire_name("Color"), None);
    }
}
