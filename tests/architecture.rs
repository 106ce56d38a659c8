//! The layers, as a test: an inner one does not know the outer ones.

#![allow(clippy::unwrap_used, reason = "a test that cannot read its sources stops")]

use std::{fs, path::Path, path::PathBuf};

/// Where, which words must not stand in its code, and why.
const FORBIDDEN: &[(&str, &[&str], &str)] = &[
    (
        "src/protocol",
        &["crate::game", "crate::room", "crate::edge", "worker::"],
        "messages know nobody",
    ),
    ("src/words", &["crate::", "worker::"], "words know nobody"),
    (
        "src/game",
        &[
            "crate::room",
            "crate::driver",
            "crate::edge",
            "crate::host",
            "worker::",
            "js_sys",
            "web_sys",
        ],
        "the rules do not know Cloudflare",
    ),
    (
        "src/game",
        &["async ", ".await", "getrandom", "rand::rng", "SystemTime::now", "Instant", "HashMap"],
        "the rules are told, they do not ask",
    ),
    (
        "src/driver",
        &["crate::room", "crate::edge", "crate::host", "worker::", "async ", ".await", "getrandom"],
        "the driver asks its platform, whichever that is",
    ),
    ("src/driver", &["PhaseName::", "Phase::"], "the shell carries out, it does not decide"),
    ("src/host", &["crate::room", "crate::edge", "worker::", ".await"], "a host's book is pure"),
    (
        "src/room",
        &["PhaseName::", "Phase::", "crate::edge"],
        "the shell carries out, it does not decide",
    ),
    ("src/edge", &["crate::game::Game", "crate::game::Input"], "the door does not play"),
    (
        "simulator/src",
        &["HashMap", "HashSet", "SystemTime::now", "rand::rng", "getrandom"],
        "the same seed is the same evening",
    ),
    (
        "simulator/src/tale",
        &["game::Game", "scoring", "as_replayed"],
        "who holds the rules to account does not ask them",
    ),
    (
        "wine-answers-worker/src/ledger",
        &["async ", ".await", "getrandom", "SystemTime::now", "Instant", "HashMap"],
        "the ledger is told, it does not ask",
    ),
];

/// What only a shell may speak to.
const PLATFORM: &[&str] = &["worker::", "js_sys", "wasm_bindgen"];
/// The shells, which exist on wasm32 only.
const SHELLS: &[&str] = &[
    "house/src/cloudflare",
    "wine-answers-worker/src/door.rs",
    "wine-answers-worker/src/kv.rs",
    "wine-answers-worker/src/reading.rs",
    "wine-answers-worker/src/rows.rs",
    "wine-answers-worker/src/writer.rs",
];
/// Where the sources are.
const CRATES: &[&str] = &["src", "house/src", "simulator/src", "wine-answers-worker/src"];

/// No file is longer.
const LONGEST_FILE: usize = 400;

#[test]
fn layers_only_look_inward() {
    let mut broken = Vec::new();
    for (layer, words, why) in FORBIDDEN {
        for file in rust_files(&root().join(layer)) {
            for (number, line) in read(&file).lines().enumerate() {
                let code = line.split("//").next().unwrap_or_default();
                if let Some(word) = words.iter().find(|word| code.contains(**word)) {
                    broken.push(format!("{}:{}: `{word}` ({why})", file.display(), number + 1));
                }
            }
        }
    }
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}

#[test]
fn only_shells_speak_to_the_platform() {
    let mut broken = Vec::new();
    for place in ["house/src", "wine-answers-worker/src"] {
        for file in rust_files(&root().join(place)) {
            let name = name_of(&file);
            if SHELLS.iter().any(|shell| name.starts_with(shell)) {
                continue;
            }
            let text = read(&file);
            if let Some(word) = PLATFORM.iter().find(|word| text.contains(**word)) {
                broken.push(format!("{name}: `{word}`"));
            }
        }
    }
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}

/// `lib.rs` of the answers promises it.
#[test]
fn the_answers_modules_know_only_those_above_them() {
    let sources = root().join("wine-answers-worker/src");
    let declared = read(&sources.join("lib.rs"));
    let modules = declared
        .lines()
        .filter_map(|line| line.trim_start_matches("pub ").strip_prefix("mod ")?.strip_suffix(';'));
    let modules: Vec<_> = modules.collect();
    assert!(modules.len() > 10, "{modules:?}");
    let mut broken = Vec::new();
    for (at, module) in modules.iter().enumerate() {
        for file in rust_files(&sources.join(module)) {
            let text = read(&file);
            let below = modules.iter().skip(at + 1);
            let known = below.filter(|below| text.contains(&format!("crate::{below}")));
            broken.extend(known.map(|below| format!("{} knows {below}", name_of(&file))));
        }
    }
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}

/// A crate knows another only if its manifest says so.
#[test]
fn crates_only_look_inward() {
    let house = read(&root().join("house/Cargo.toml"));
    assert!(!house.contains("sommelier-arena"), "the house knows none of its Workers");
    let answers = read(&root().join("wine-answers-worker/Cargo.toml"));
    let known: Vec<_> = answers.lines().filter(|line| line.starts_with("sommelier-")).collect();
    assert_eq!(known, ["sommelier-house.workspace = true"], "the answers know nobody else");
}

#[test]
fn every_file_opens_with_a_sentence_and_is_short_enough_to_read() {
    let mut broken = Vec::new();
    for file in CRATES.iter().flat_map(|place| rust_files(&root().join(place))) {
        let text = read(&file);
        let name = name_of(&file);
        if !text.starts_with("//! ") {
            broken.push(format!("{name} does not say what it is"));
        }
        let lines = text.lines().count();
        if lines > LONGEST_FILE {
            broken.push(format!("{name} has {lines} lines"));
        }
    }
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}

/// What may stop a Worker in the middle of an event.
const STOPPING: &[&str] = &[
    "expect_used",
    "indexing_slicing",
    "panic",
    "string_slice",
    "todo",
    "unimplemented",
    "unreachable",
    "unwrap_used",
];

#[test]
fn nothing_that_ships_may_panic_by_exception() {
    let mut broken = Vec::new();
    for file in CRATES.iter().flat_map(|place| rust_files(&root().join(place))) {
        let text = read(&file);
        // Unit tests stand at the end of a file, or in one of their own.
        let shipped = text.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default();
        let is_tests = file.file_name().is_some_and(|name| name == "tests.rs");
        let named = STOPPING.iter().map(|lint| format!("clippy::{lint}"));
        let others = [
            "clippy::all",
            "clippy::restriction",
            "allow(warnings",
            "assert!(",
            "assert_eq!(",
            "assert_ne!(",
        ];
        for stop in named
            .chain(others.map(str::to_owned))
            .filter(|stop| !is_tests && shipped.contains(stop))
        {
            broken.push(format!("{}: {stop}", name_of(&file)));
        }
    }
    let manifest = read(&root().join("Cargo.toml"));
    for lint in STOPPING {
        if !manifest.contains(&format!("\n{lint} = \"deny\"\n")) {
            broken.push(format!("Cargo.toml does not deny {lint}"));
        }
    }
    for place in CRATES {
        let manifest = place.trim_end_matches("src").to_owned() + "Cargo.toml";
        if !read(&root().join(&manifest)).contains("[lints]\nworkspace = true\n") {
            broken.push(format!("{manifest} does not take the workspace's lints"));
        }
    }
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}

#[test]
fn nothing_local_and_nothing_personal_stands_in_the_committed_configuration() {
    for file in ["wrangler.toml", "wine-answers-worker/wrangler.toml"] {
        let toml = read(&root().join(file));
        assert!(toml.contains("invocation_logs = false"), "{file}: addresses would be logged");
        let settings = toml.lines().map(|line| line.split('#').next().unwrap_or_default());
        for line in settings {
            for word in [
                "account_id",
                "localhost",
                "ADMIN_SECRET",
                "ALLOWED_ORIGINS",
                "\"lan\"",
                "127.0.0.1",
            ] {
                assert!(!line.contains(word), "{file}: {line}");
            }
        }
    }
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).to_owned()
}

/// A file as seen from the root.
fn name_of(file: &Path) -> String {
    file.strip_prefix(root()).unwrap_or(file).display().to_string()
}

fn read(file: &Path) -> String {
    fs::read_to_string(file).unwrap()
}

/// All sources under a folder, or `FOLDER.rs`, or both.
fn rust_files(place: &Path) -> Vec<PathBuf> {
    let mut found: Vec<_> =
        Some(place.with_extension("rs")).into_iter().filter(|it| it.exists()).collect();
    for entry in fs::read_dir(place).into_iter().flatten() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(rust_files(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
    found.sort();
    found.dedup();
    found
}
