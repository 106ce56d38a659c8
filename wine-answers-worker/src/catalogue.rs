//! The catalogue: what plain lists cannot say about colours, regions, grapes and wines. Read-only.

use serde::{Deserialize, Serialize};

/// The catalogue as it is served, byte for byte.
pub const TEXT: &str = include_str!("../catalogue.json");

/// What plain lists cannot say: what lies in what, what is another name for what, and which wine is
/// what.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
#[serde(deny_unknown_fields)]
pub struct Catalogue {
    /// Colours and styles.
    pub colors: Vec<CatalogueColor>,
    /// The countries that the regions lie in.
    pub countries: Vec<CatalogueCountry>,
    /// Regions.
    pub regions: Vec<CatalogueRegion>,
    /// Grape varieties.
    pub grapes: Vec<CatalogueGrape>,
    /// Names that stand for several grapes.
    pub blends: Vec<CatalogueBlend>,
    /// Well-known wines.
    pub wines: Vec<CatalogueWine>,
}

/// A colour or style.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export, optional_fields))]
#[serde(deny_unknown_fields)]
pub struct CatalogueColor {
    /// What it is called.
    pub name: String,
    /// The wider colour that it is a kind of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parent: Option<String>,
    /// What else it is called; a style's word (Mousseux) may stand for each of its colours.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(test, ts(as = "Option<Vec<String>>"))]
    pub synonyms: Vec<String>,
    /// Where this is written.
    pub source: String,
}

/// A country.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export, optional_fields))]
#[serde(deny_unknown_fields)]
pub struct CatalogueCountry {
    /// What it is called.
    pub name: String,
    /// What else it is called.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(test, ts(as = "Option<Vec<String>>"))]
    pub synonyms: Vec<String>,
    /// Where this is written.
    pub source: String,
}

/// A region.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export, optional_fields))]
#[serde(deny_unknown_fields)]
pub struct CatalogueRegion {
    /// What it is called.
    pub name: String,
    /// One of the catalogue's countries, by name.
    pub country: String,
    /// The region of the catalogue that it lies in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parent: Option<String>,
    /// What else it is called.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(test, ts(as = "Option<Vec<String>>"))]
    pub synonyms: Vec<String>,
    /// Where this is written.
    pub source: String,
}

/// A grape variety.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export, optional_fields))]
#[serde(deny_unknown_fields)]
pub struct CatalogueGrape {
    /// What it is called.
    pub name: String,
    /// The colour of its skin.
    pub color: GrapeColor,
    /// What else it is called.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(test, ts(as = "Option<Vec<String>>"))]
    pub synonyms: Vec<String>,
    /// Where this is written.
    pub source: String,
}

/// What a wine of several grapes is called for them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export, optional_fields))]
#[serde(deny_unknown_fields)]
pub struct CatalogueBlend {
    /// What it is called.
    pub name: String,
    /// What else it is called.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(test, ts(as = "Option<Vec<String>>"))]
    pub synonyms: Vec<String>,
    /// Of the catalogue's grapes, by name: each that is usual in it.
    pub grapes: Vec<String>,
    /// Where this is written.
    pub source: String,
}

/// The colour of a grape's skin: what its wines are taken for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "snake_case")]
pub enum GrapeColor {
    /// Dark.
    Red,
    /// Light.
    White,
}

/// A wine that many know.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
#[serde(deny_unknown_fields)]
pub struct CatalogueWine {
    /// What the label says.
    pub name: String,
    /// One of the catalogue's colours, by name.
    pub color: String,
    /// One of its regions, by name.
    pub region: String,
    /// Of its grapes, by name; the dominant one comes first.
    pub grapes: Vec<String>,
    /// Where this is written.
    pub source: String,
}

impl Catalogue {
    /// Reads a catalogue.
    ///
    /// # Errors
    ///
    /// Where it is not one, and why.
    pub fn read(text: &str) -> Result<Self, serde_json::Error> {
        serde_json::from_str(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_served_is_a_catalogue() {
        let catalogue = Catalogue::read(TEXT).unwrap();
        assert!(!catalogue.colors.is_empty() && !catalogue.wines.is_empty());
    }
}
