//! The documentation and the examples, as a test: what they say is so.

#![allow(clippy::panic, reason = "a test stops where something is not as it should be")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use serde_json::Value;
use sommelier_arena::edge::route::Route;
use sommelier_arena::game::{
    Effect, Entry, Game, Input, Moment, Seed, Settings, SocketId, Timestamp, Verdict,
};
use sommelier_arena::protocol::ClientMessage;
use sommelier_arena_wine_answers::route as answers;

fn read(path: &str) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// The fenced blocks of a page in one language.
fn fenced(page: &str, language: &str) -> Vec<String> {
    let fence = format!("```{language}");
    page.split(&fence)
        .skip(1)
        .filter_map(|rest| rest.split("```").next())
        .map(str::to_owned)
        .collect()
}

#[test]
fn every_rule_has_a_test_and_every_test_a_rule() {
    let rules: BTreeSet<String> = read("docs-site/docs/rules.md")
        .lines()
        .filter_map(|line| line.strip_prefix("- **")?.split_once("**"))
        .map(|(id, _)| id.to_lowercase().replace('-', "_"))
        .collect();
    assert!(rules.len() > 40);
    let mut tests = BTreeSet::new();
    for entry in fs::read_dir("tests/rules").unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|extension| extension == "rs") {
            let text = fs::read_to_string(&path).unwrap();
            for (before, after) in
                text.match_indices("#[test]\nfn ").map(|(at, it)| text.split_at(at + it.len()))
            {
                assert!(!before.is_empty());
                let words: Vec<_> = after.split('_').take(2).collect();
                tests.insert(words.join("_"));
            }
        }
    }
    let untested: Vec<_> = rules.difference(&tests).collect();
    assert!(untested.is_empty(), "no test is named after {untested:?}");
    let unwritten: Vec<_> = tests
        .difference(&rules)
        .filter(|name| name.split('_').nth(1).is_some_and(|n| n.parse::<u32>().is_ok()))
        .collect();
    assert!(unwritten.is_empty(), "rules.md knows nothing of {unwritten:?}");
}

/// A test that a page names: where it is, and what it is called, or begins with; `None` for any other line.
fn named_test(line: &str) -> Option<(&str, &str)> {
    line.strip_prefix("- `")?.strip_suffix('`')?.split_once("` › `")
}

/// Whether there is such a test. A macro's tests are its rows.
fn is_tested(place: &str, name: &str) -> bool {
    let text = read(place);
    let (begins, row) = (format!("fn {name}"), format!("    {name}: "));
    let mut lines = text.lines();
    match place.ends_with(".rs") {
        true => lines.any(|line| {
            let called = line.strip_prefix(&begins);
            called.is_some_and(|rest| rest.starts_with(['_', '('])) || line.starts_with(&row)
        }),
        false => lines
            .any(|line| ["test(", "it("].iter().any(|it| line.contains(it)) && line.contains(name)),
    }
}

/// That each paragraph of these, which begin in bold, has tests below it, and that they exist.
fn assert_shown(paragraphs: &str) {
    for paragraph in paragraphs.split("\n**").skip(1) {
        let bullets: Vec<_> = paragraph.lines().filter(|line| line.starts_with("- ")).collect();
        assert!(!bullets.is_empty(), "nothing shows this: {paragraph}");
        for bullet in bullets {
            let named = named_test(bullet);
            assert!(named.is_some_and(|(place, name)| is_tested(place, name)), "no test: {bullet}");
        }
    }
}

#[test]
fn every_promise_is_shown_by_tests_that_exist() {
    let page = read("docs-site/docs/promises.md");
    let (promises, _) = page.split_once("## What is not promised").unwrap();
    for number in 1..=15 {
        assert!(promises.contains(&format!("\n**I{number} · ")), "I{number} is not there");
    }
    assert_shown(promises);
}

#[test]
fn every_requirement_of_security_is_shown_by_tests_that_exist() {
    assert_shown(&read("docs-site/docs/security.md"));
}

#[test]
fn every_client_example_in_the_event_reference_is_read_as_a_message() {
    let page = read("docs-site/docs/event-reference.md");
    let (client, server) = page.split_once("## Server").unwrap();
    let examples = fenced(client, "json");
    let mut kinds = BTreeSet::new();
    for example in &examples {
        let message = ClientMessage::parse(example);
        kinds.insert(message.unwrap_or_else(|unread| panic!("{example}: {unread:?}")).kind());
    }
    assert_eq!(kinds.len(), 26, "one example of each: {kinds:?}");

    // What the server says is held against its generated TypeScript: every type, every field.
    let types = read("front/src/protocol/ServerMessage.ts");
    let mut told = BTreeSet::new();
    for example in fenced(server, "json") {
        let frame: Value =
            serde_json::from_str(&example).unwrap_or_else(|e| panic!("{e}: {example}"));
        let kind = frame["type"].as_str().unwrap().to_owned();
        assert!(types.contains(&format!("\"type\": \"{kind}\"")), "nobody says {kind}");
        told.insert(kind);
    }
    let known: BTreeSet<String> = types
        .split("\"type\": \"")
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
        .map(str::to_owned)
        .collect();
    assert_eq!(told, known, "one example of each");
}

#[test]
fn every_row_of_the_journal_s_example_is_a_row() {
    let example = fenced(&read("docs-site/docs/event-reference.md"), "ndjson").join("");
    let mut whats = BTreeSet::new();
    for line in example.lines().filter(|line| !line.is_empty()) {
        let entry: Entry = serde_json::from_str(line).unwrap_or_else(|e| panic!("{e}: {line}"));
        assert_eq!(serde_json::to_string(&entry).unwrap(), line, "to the byte");
        let row: Value = serde_json::from_str(line).unwrap();
        whats.insert(row["what"].as_str().unwrap().to_owned());
    }
    assert_eq!(whats.len(), 21, "one of each: {whats:?}");
}

#[test]
fn every_example_tasting_makes_a_session_and_gives_nothing_away() {
    let mut wines_seen = 0;
    let mut files = 0;
    for entry in fs::read_dir("examples/tastings").unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|extension| extension != "json") {
            continue;
        }
        files += 1;
        let text = fs::read_to_string(&path).unwrap();
        let mut create: Value = serde_json::from_str(&text).unwrap();
        create["type"] = "create_session".into();
        let wines = create["wines"].as_array().unwrap().clone();
        assert!((4..=6).contains(&wines.len()), "{}", path.display());
        wines_seen += wines.len();
        assert!(creates(&create.to_string()), "{}", path.display());
        let title = create["title"].as_str().unwrap().to_lowercase();
        for wine in &wines {
            let name = wine["name"].as_str().unwrap().to_lowercase();
            assert!(!title.contains(&name), "{}: the title tells {name}", path.display());
            let own_name = &wine["questions"][4]["correctAnswer"];
            for other in &wines {
                for question in other["questions"].as_array().unwrap() {
                    let mut options = question["distractors"].as_array().unwrap().clone();
                    options.push(question["correctAnswer"].clone());
                    let told = options
                        .iter()
                        .filter(|option| *option != own_name)
                        .any(|option| option.as_str().unwrap().to_lowercase().contains(&name));
                    assert!(!told, "{}: another question tells {name}", path.display());
                }
            }
        }
    }
    assert!(files >= 3 && wines_seen >= 12);
}

/// What a page's tables say may be asked: each `METHOD /path` of a first cell, with something for what is in braces.
fn asked(page: &str) -> Vec<(String, String)> {
    let filled = |path: &str| {
        let path = path.replace("{code}", "4821").replace("{hostId}", "SERENE-VINTAGE");
        path.replace("{category}", "color").replace("{value}", "Tawny")
    };
    let cells = page.lines().filter_map(|line| line.strip_prefix("| ")?.split(" |").next());
    let spans = cells.flat_map(|cell| cell.split('`').skip(1).step_by(2));
    let asked = spans.filter_map(|span| span.split_once(" /"));
    asked.map(|(method, path)| (method.to_owned(), filled(&format!("/{path}")))).collect()
}

/// That a page tells all that a door takes, and nothing else: `find` says what is at a path and what may be done
/// there, and `names` in the code of the routes are those of all that there is.
fn assert_addresses(page: &str, routes: &str, find: impl Fn(&str) -> (&'static str, &'static str)) {
    let mut told = BTreeMap::<_, BTreeSet<_>>::new();
    for (method, path) in asked(&read(page)) {
        let (name, allows) = find(&path);
        assert!(allows.split(", ").any(|it| it == method), "{page}: {method} {path}");
        told.entry((name, allows)).or_default().insert(method);
    }
    let names = read(routes);
    let names = names.split("pub fn name(self)").nth(1).unwrap_or_default();
    let names = names.split("\n    }").next().unwrap_or_default().matches("Self::").count();
    assert_eq!(told.len(), names, "{page} tells of {:?}", told.keys());
    for ((name, allows), methods) in told {
        // `HEAD` is wherever `GET` is, and `OPTIONS` everywhere.
        let untold = allows.split(", ").filter(|it| !["HEAD", "OPTIONS"].contains(it));
        let untold: Vec<_> = untold.filter(|it| !methods.contains(*it)).collect();
        assert!(untold.is_empty(), "{page} does not tell of {untold:?} of {name}");
    }
}

#[test]
fn the_pages_of_addresses_tell_what_the_doors_take() {
    assert_addresses("docs-site/docs/http-reference.md", "src/edge/route.rs", |path| {
        let route = Route::of(path).unwrap_or_else(|| panic!("nothing is at {path}"));
        (route.name(), route.allows())
    });
    let page = "docs-site/docs/curated-answers.md";
    assert_addresses(page, "wine-answers-worker/src/route.rs", |path| {
        let route = answers::Route::of(path).unwrap_or_else(|| panic!("nothing is at {path}"));
        (route.name(), route.allows())
    });
}

/// Whether the rules make a session of this.
fn creates(text: &str) -> bool {
    let mut game = Game::new("4821", Settings::default());
    let moment = Moment { wall: Timestamp(1_795_291_200_000), seed: Seed([7; 32]) };
    let socket = SocketId(1);
    game.handle(Input::Opened { socket, ticks: false }, moment);
    for effect in game.handle(Input::Heard { socket, text: text.to_owned() }, moment) {
        if let Effect::Claim(claim) = effect {
            let verdict = Verdict::Granted(claim.key.hash());
            game.handle(Input::Claimed { claim, verdict }, moment);
        }
    }
    game.glance().exists
}

/// Pages that one looks things up in, rather than reads.
const REFERENCE: &[&str] = &["configuration", "event-reference", "rules"];

#[test]
fn every_page_is_in_the_sidebar_and_short_enough_to_read() {
    let sidebar = read("docs-site/sidebars.mjs");
    let mut faults = Vec::new();
    for entry in fs::read_dir("docs-site/docs").unwrap() {
        let path = entry.unwrap().path();
        let Some(page) = path.to_str().and_then(|path| path.strip_suffix(".md")) else { continue };
        let id = page.rsplit('/').next().unwrap_or_default();
        if !sidebar.contains(&format!("'{id}'")) {
            faults.push(format!("{id} is not in docs-site/sidebars.mjs"));
        }
        // Nobody reads the names of tests; they are there to be followed.
        let text = read(&format!("{page}.md"));
        let read = text.lines().filter(|line| named_test(line).is_none());
        let words = read.flat_map(str::split_whitespace).count();
        if words > 1_500 && !REFERENCE.contains(&id) {
            faults.push(format!("{id} has {words} words, more than 1,500"));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}
