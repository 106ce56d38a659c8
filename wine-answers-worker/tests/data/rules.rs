//! The rules of the catalogue, each a function that gives the faults it finds.

use std::collections::{BTreeMap, BTreeSet};

use sommelier_arena_wine_answers::catalogue::{Catalogue, CatalogueRegion, CatalogueWine};
use sommelier_house::{Category, folded_without_accents, tidy};

const LONGEST_VALUE: usize = 120;
const LONGEST_LIST: usize = 2_000;
const OPTIONS_BESIDE_THE_RIGHT_ONE: usize = 3;
/// The figures: as many there must be at least.
const ENOUGH: [(Category, usize); 4] = [
    (Category::Color, 8),
    (Category::Region, 150),
    (Category::GrapeVariety, 120),
    (Category::WineName, 200),
];

pub(crate) type Faults = Vec<String>;

/// What the rules below ask of every entry, whatever it is.
pub(crate) struct Entry<'a> {
    /// The list that it is on; countries and blends are on none.
    category: Option<Category>,
    pub(crate) name: &'a str,
    synonyms: &'a [String],
    parent: Option<&'a str>,
    country: Option<&'a str>,
    source: &'a str,
}

fn entries(catalogue: &Catalogue) -> Vec<Entry<'_>> {
    let colors = catalogue.colors.iter().map(|color| Entry {
        category: Some(Category::Color),
        name: &color.name,
        synonyms: &color.synonyms,
        parent: color.parent.as_deref(),
        country: None,
        source: &color.source,
    });
    let regions = catalogue.regions.iter().map(|region| Entry {
        category: Some(Category::Region),
        name: &region.name,
        synonyms: &region.synonyms,
        parent: region.parent.as_deref(),
        country: Some(&region.country),
        source: &region.source,
    });
    let grapes = catalogue.grapes.iter().map(|grape| Entry {
        category: Some(Category::GrapeVariety),
        name: &grape.name,
        synonyms: &grape.synonyms,
        parent: None,
        country: None,
        source: &grape.source,
    });
    let wines = catalogue.wines.iter().map(|wine| Entry {
        category: Some(Category::WineName),
        name: &wine.name,
        synonyms: &[],
        parent: None,
        country: None,
        source: &wine.source,
    });
    let countries = catalogue.countries.iter().map(|country| Entry {
        category: None,
        name: &country.name,
        synonyms: &country.synonyms,
        parent: None,
        country: None,
        source: &country.source,
    });
    let blends = catalogue.blends.iter().map(|blend| Entry {
        category: None,
        name: &blend.name,
        synonyms: &blend.synonyms,
        parent: None,
        country: None,
        source: &blend.source,
    });
    colors.chain(countries).chain(regions).chain(grapes).chain(blends).chain(wines).collect()
}

pub(crate) fn of(category: Category, catalogue: &Catalogue) -> Vec<Entry<'_>> {
    let mut entries = entries(catalogue);
    entries.retain(|entry| entry.category == Some(category));
    entries
}

/// As a person means it: case, accents, hyphens, apostrophes and points do not count.
pub(crate) fn spelled(text: &str) -> String {
    let letters = folded_without_accents(text).replace(|c: char| !c.is_alphanumeric(), " ");
    letters.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The entry's parent, its parent, and so on. It ends where a name comes twice.
fn above<'a>(entries: &[Entry<'a>], name: &str) -> Vec<&'a str> {
    let parent = |name: &str| entries.iter().find(|entry| entry.name == name)?.parent;
    let mut found: Vec<&'a str> = Vec::new();
    let mut next = parent(name);
    while let Some(ancestor) = next.filter(|ancestor| !found.contains(ancestor)) {
        found.push(ancestor);
        next = parent(ancestor);
    }
    found
}

pub(crate) fn counts(catalogue: &Catalogue) -> Faults {
    let count = |category| of(category, catalogue).len();
    let few = ENOUGH.into_iter().filter(|(category, least)| count(*category) < *least);
    few.map(|(category, least)| format!("{category:?}: fewer than {least}"))
        .chain(
            Category::ALL
                .into_iter()
                .filter(|category| count(*category) > LONGEST_LIST)
                .map(|category| format!("{category:?}: more than a list may hold")),
        )
        .collect()
}

pub(crate) fn sources(catalogue: &Catalogue) -> Faults {
    let is_https = |source: &str| {
        let host = source.strip_prefix("https://").and_then(|rest| rest.split('/').next());
        host.is_some_and(|host| host.contains('.')) && source.chars().all(|c| c.is_ascii_graphic())
    };
    let unsourced = entries(catalogue).into_iter().filter(|entry| !is_https(entry.source));
    unsourced.map(|entry| format!("{}: no https source", entry.name)).collect()
}

pub(crate) fn texts(catalogue: &Catalogue) -> Faults {
    let entries = entries(catalogue);
    let values = entries.iter().flat_map(|entry| {
        entry.synonyms.iter().map(String::as_str).chain([entry.name]).chain(entry.country)
    });
    values
        .filter(|value| tidy(value, LONGEST_VALUE).as_deref() != Ok(value))
        .map(|value| format!("{value:?}: breaks the rule for texts"))
        .collect()
}

/// A style's word may stand for each of its colours; no other name stands for two.
pub(crate) fn doubles(catalogue: &Catalogue) -> Faults {
    let mut faults = Faults::new();
    for list in Category::ALL.map(Some).into_iter().chain([None]) {
        let mut seen = BTreeMap::new();
        for entry in entries(catalogue).into_iter().filter(|entry| entry.category == list) {
            let names = [(entry.name, false)].into_iter();
            for (name, is_synonym) in
                names.chain(entry.synonyms.iter().map(|name| (name.as_str(), true)))
            {
                let Some((other, was_synonym)) =
                    seen.insert(spelled(name), (entry.name, is_synonym))
                else {
                    continue;
                };
                let is_shared = list == Some(Category::Color) && is_synonym && was_synonym;
                if !is_shared || other == entry.name {
                    faults.push(format!("{name}: stands for {other} and {}", entry.name));
                }
            }
        }
    }
    faults
}

pub(crate) fn parents(catalogue: &Catalogue) -> Faults {
    let mut faults = Faults::new();
    for category in [Category::Color, Category::Region] {
        let entries = of(category, catalogue);
        for Entry { name, parent, country, .. } in &entries {
            let Some(parent) = parent else { continue };
            match entries.iter().find(|entry| entry.name == *parent) {
                None => faults.push(format!("{name}: its parent {parent} is not listed")),
                Some(found) if found.country != *country => {
                    faults.push(format!("{name}: its parent {parent} lies in another country"));
                }
                Some(_) if above(&entries, name).contains(name) => {
                    faults.push(format!("{name}: lies in itself"));
                }
                Some(_) => {}
            }
        }
    }
    faults
}

pub(crate) fn references(catalogue: &Catalogue) -> Faults {
    let mut faults = Faults::new();
    let lacks =
        |category, value: &str| !of(category, catalogue).iter().any(|entry| entry.name == value);
    for CatalogueWine { name, color, region, .. } in &catalogue.wines {
        for (category, value) in [(Category::Color, color), (Category::Region, region)] {
            if lacks(category, value) {
                faults.push(format!("{name}: {value} is not in the list of {category:?}"));
            }
        }
    }
    let poured = catalogue.wines.iter().map(|wine| (&wine.name, &wine.grapes));
    let blended = catalogue.blends.iter().map(|blend| (&blend.name, &blend.grapes));
    for (name, grapes) in poured.chain(blended) {
        for grape in grapes.iter().filter(|grape| lacks(Category::GrapeVariety, grape)) {
            faults.push(format!("{name}: {grape} is not in the list of GrapeVariety"));
        }
        if grapes.is_empty() || grapes.iter().collect::<BTreeSet<_>>().len() < grapes.len() {
            faults.push(format!("{name}: needs grapes, each once"));
        }
    }
    for CatalogueRegion { name, country, .. } in &catalogue.regions {
        if !catalogue.countries.iter().any(|one| one.name == *country) {
            faults.push(format!("{name}: {country} is not in the list of countries"));
        }
    }
    faults
}

/// How many could stand as wrong answers beside this colour or region: of its country, neither around it
/// nor inside it.
fn siblings(entries: &[Entry<'_>], one: &Entry<'_>) -> usize {
    let unrelated = |other: &&Entry<'_>| {
        other.name != one.name
            && other.country == one.country
            && !above(entries, one.name).contains(&other.name)
            && !above(entries, other.name).contains(&one.name)
    };
    entries.iter().filter(unrelated).count()
}

/// How many grapes have the colour of the wine's dominant one and are not in it.
fn other_grapes(catalogue: &Catalogue, wine: &CatalogueWine) -> usize {
    let dominant = catalogue.grapes.iter().find(|grape| Some(&grape.name) == wine.grapes.first());
    let color = dominant.map(|grape| grape.color);
    let others = catalogue.grapes.iter().filter(|grape| Some(grape.color) == color);
    others.filter(|grape| !wine.grapes.contains(&grape.name)).count()
}

/// How many wines have this one's colour and country.
fn wines_alike(catalogue: &Catalogue, wine: &CatalogueWine) -> usize {
    let country = |wine: &CatalogueWine| {
        let region = catalogue.regions.iter().find(|region| region.name == wine.region);
        region.map(|region| &region.country)
    };
    let others = catalogue.wines.iter().filter(|other| other.name != wine.name);
    others.filter(|other| other.color == wine.color && country(other) == country(wine)).count()
}

/// A vintage has its neighbours in the run of years; every other answer needs enough that is like it.
pub(crate) fn choices(catalogue: &Catalogue) -> Faults {
    let mut found = Vec::new();
    for category in [Category::Color, Category::Region] {
        let entries = of(category, catalogue);
        found.extend(entries.iter().map(|one| (one.name, category, siblings(&entries, one))));
    }
    for wine in &catalogue.wines {
        found.push((&wine.name, Category::GrapeVariety, other_grapes(catalogue, wine)));
        found.push((&wine.name, Category::WineName, wines_alike(catalogue, wine)));
    }
    found.retain(|(.., count)| *count < OPTIONS_BESIDE_THE_RIGHT_ONE);
    let faults = found.into_iter();
    faults
        .map(|(name, category, count)| format!("{name}: {count} wrong answers for {category:?}"))
        .collect()
}
