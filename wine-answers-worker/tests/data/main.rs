//! The data itself: every entry of the catalogue names its source and fits the others, every wine has enough
//! plausible wrong answers, and the seed is what the catalogue says (`RECORD=1 cargo test --test data` writes it).
//!
//! A grape's colour is what its wines are taken for: pink skins (Gewürztraminer, Pinot Gris) count as white.
//! A region that lies in two others (Carneros, Prosecco) is left out: no single parent would be true.

#![allow(clippy::unwrap_used, reason = "a test that cannot read its data stops")]

mod rules;
mod seed;

use std::{env, fs, time::SystemTime};

use sommelier_arena_wine_answers::catalogue::{Catalogue, TEXT};
use sommelier_house::{Category, Timestamp, iso_8601};

use rules::{Faults, choices, counts, doubles, parents, references, sources, texts};
use seed::{Lists, WRITTEN_IN, run_of_years, seed, vintages, written};

const SEED_FILE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/seed-data.json");

fn catalogue() -> Catalogue {
    Catalogue::read(TEXT).unwrap()
}

#[allow(clippy::disallowed_methods, reason = "the list is held against the real year")]
fn this_year() -> u16 {
    let since_1970 = SystemTime::UNIX_EPOCH.elapsed().unwrap();
    let today = iso_8601(Timestamp(since_1970.as_millis().try_into().unwrap()));
    today.split('-').next().unwrap().parse().unwrap()
}

/// Words of the fault that is to be found, and how it is planted.
type Planted = (&'static str, fn(&mut Catalogue));

/// The data keeps the rule, and the rule finds each of these planted faults.
fn holds(rule: fn(&Catalogue) -> Faults, planted: &[Planted]) {
    let good = catalogue();
    assert_eq!(rule(&good), Faults::new());
    for (words, plant) in planted {
        let mut broken = good.clone();
        plant(&mut broken);
        assert_ne!(broken, good, "{words}: nothing was planted");
        let faults = rule(&broken);
        assert!(faults.iter().any(|fault| fault.contains(words)), "{words}: {faults:?}");
    }
}

#[test]
fn there_is_enough_of_everything_and_no_more_than_a_list_holds() {
    holds(
        counts,
        &[
            ("Color: fewer", |it| it.colors.truncate(7)),
            ("Region: fewer", |it| it.regions.truncate(149)),
            ("GrapeVariety: fewer", |it| it.grapes.truncate(119)),
            ("WineName: fewer", |it| it.wines.truncate(199)),
            ("WineName: more", |it| {
                it.wines = it.wines.iter().cycle().take(2_001).cloned().collect();
            }),
        ],
    );
}

#[test]
fn every_entry_names_its_source() {
    holds(
        sources,
        &[
            ("Red: no https source", |it| it.colors[0].source.clear()),
            ("no https source", |it| it.regions[3].source = "http://en.wikipedia.org/".to_owned()),
            ("no https source", |it| it.grapes[3].source = "https://".to_owned()),
            ("no https source", |it| it.wines[3].source = "https://a book.org".to_owned()),
            ("France: no https source", |it| {
                let france = it.countries.iter_mut().find(|country| country.name == "France");
                france.unwrap().source.clear();
            }),
            ("no https source", |it| it.blends[0].source.clear()),
        ],
    );
}

#[test]
fn every_value_keeps_the_rule_for_texts() {
    holds(
        texts,
        &[
            ("breaks the rule", |it| it.colors[2].name = "Rose\u{301}".to_owned()),
            ("breaks the rule", |it| it.regions[0].name.push(' ')),
            ("breaks the rule", |it| it.grapes[0].synonyms.push("e".repeat(121))),
            ("breaks the rule", |it| it.wines[0].name.clear()),
            ("breaks the rule", |it| it.blends[0].synonyms.push("two\nlines".to_owned())),
        ],
    );
}

#[test]
fn no_two_entries_are_called_the_same() {
    holds(
        doubles,
        &[
            ("stands for", |it| it.colors[1].name = "RED".to_owned()),
            ("stands for", |it| it.regions[0].synonyms.push("rhone valley".to_owned())),
            ("stands for", |it| it.grapes[0].synonyms.push("SHIRAZ".to_owned())),
            ("stands for", |it| it.wines.push(it.wines[0].clone())),
            ("stands for", |it| it.colors[1].synonyms.push("red".to_owned())),
            ("stands for", |it| it.colors[0].synonyms.push("ROUGE".to_owned())),
            ("stands for", |it| it.countries[0].synonyms.push("france".to_owned())),
        ],
    );
}

#[test]
fn what_an_entry_lies_in_is_listed_in_the_same_country_and_not_inside_it() {
    fn named<'a>(it: &'a mut Catalogue, name: &str) -> &'a mut Option<String> {
        &mut it.regions.iter_mut().find(|region| region.name == name).unwrap().parent
    }
    holds(
        parents,
        &[
            ("not listed", |it| it.colors[4].parent = Some("Pale".to_owned())),
            ("not listed", |it| *named(it, "Pauillac") = Some("Gironde".to_owned())),
            ("another country", |it| *named(it, "Pauillac") = Some("Tuscany".to_owned())),
            ("lies in itself", |it| *named(it, "Bordeaux") = Some("Pauillac".to_owned())),
            ("lies in itself", |it| *named(it, "Bordeaux") = Some("Bordeaux".to_owned())),
        ],
    );
}

#[test]
fn a_wines_colour_region_and_grapes_are_listed_and_a_regions_country() {
    holds(
        references,
        &[
            ("list of Color", |it| it.wines[0].color = "Blue".to_owned()),
            ("list of Region", |it| it.wines[0].region = "Atlantis".to_owned()),
            ("list of Grape", |it| it.wines[0].grapes[0] = "Shiraz".to_owned()),
            ("list of Grape", |it| it.blends[0].grapes[0] = "Shiraz".to_owned()),
            ("list of countries", |it| it.countries.truncate(3)),
            ("needs grapes", |it| it.wines[0].grapes.clear()),
            ("needs grapes", |it| it.blends[0].grapes.clear()),
            ("each once", |it| it.wines[0].grapes = vec!["Syrah".to_owned(), "Syrah".to_owned()]),
        ],
    );
}

#[test]
fn every_answer_has_three_plausible_wrong_ones() {
    holds(
        choices,
        &[
            ("wrong answers for Color", |it| it.colors.retain(|color| color.name.contains("hite"))),
            ("2 wrong answers for Region", |it| {
                for region in it.regions.iter_mut().filter(|region| region.parent.is_none()).take(3)
                {
                    region.country = "Atlantis".to_owned();
                }
            }),
            ("wrong answers for GrapeVariety", |it| it.grapes.truncate(3)),
            ("0 wrong answers for WineName", |it| {
                it.wines[0].color = "Orange".to_owned();
                it.wines[0].region = "Sussex".to_owned();
            }),
        ],
    );
}

#[test]
fn the_vintages_are_every_year_from_this_one_down_to_1945() {
    let years = run_of_years(WRITTEN_IN);
    assert_eq!(vintages(&years, WRITTEN_IN), Faults::new());
    assert_eq!(
        vintages(&years, WRITTEN_IN + 1),
        Faults::new(),
        "the clock may be ahead of the list"
    );
    assert!(vintages(&years, WRITTEN_IN - 1)[0].contains("ahead of this year"));
    assert!(vintages(&run_of_years(2020), WRITTEN_IN)[0].contains("older than"));
    for broken in [
        &years[1..],
        &years[..years.len() - 1],
        &[vec!["02026".to_owned()], years[1..].to_vec()].concat(),
    ] {
        assert!(!vintages(broken, WRITTEN_IN).is_empty());
    }
}

#[test]
fn the_seed_is_what_the_catalogue_says() {
    if env::var_os("RECORD").is_some() {
        fs::write(SEED_FILE, written(&seed(&catalogue(), this_year()))).unwrap();
    }
    let text = fs::read_to_string(SEED_FILE).unwrap();
    let kept: Lists = serde_json::from_str(&text).unwrap();
    let years = &kept[Category::VintageYear.wire_name()];
    assert_eq!(vintages(years, this_year()), Faults::new());
    let expected = written(&seed(&catalogue(), years[0].parse().unwrap()));
    assert!(
        text == expected,
        "{SEED_FILE} is not what the catalogue says: RECORD=1 cargo test --test data"
    );
}
