//! The architecture's one direction, checked: what is earlier knows nothing of what is later.

use attune_tests::root;
use serde_json::Value;
use std::collections::{BTreeSet, HashMap};
use std::path::{Path, PathBuf};
use std::process::Command;

const WINDOW: &[&str] =
    &["attune", "tauri", "tauri-runtime", "tao", "wry", "webkit2gtk", "webkit2gtk-sys", "rfd"];
const NETWORK: &[&str] = &["reqwest", "hyper", "ureq", "curl", "hf-hub", "native-tls", "rustls"];

/// The engine's rooms in the order data goes through them; a room may use itself, what stands
/// before it, and what is common.
const STAGES: &[&str] = &[
    "privacy", "data", "task", "nn", "batch", "model", "embed", "method", "train", "bundle",
    "predict", "generate", "suggest", "check", "export", "evaluate", "report", "bench",
];
/// Used by every stage, and using none.
const COMMON: &[&str] = &["error", "param", "store", "metric"];

/// Every package that `package` links, its development dependencies left out.
fn linked(metadata: &Value, package: &str) -> BTreeSet<String> {
    let list = |value: &Value| value.as_array().cloned().unwrap_or_default();
    let text = |value: &Value| value.as_str().unwrap_or_default().to_string();
    let names: HashMap<String, String> = list(&metadata["packages"])
        .iter()
        .map(|package| (text(&package["id"]), text(&package["name"])))
        .collect();
    let edges: HashMap<String, Vec<String>> = list(&metadata["resolve"]["nodes"])
        .iter()
        .map(|node| {
            let normal = |dependency: &&Value| {
                list(&dependency["dep_kinds"]).iter().any(|kind| kind["kind"].is_null())
            };
            let all = list(&node["deps"]);
            let needed = all.iter().filter(normal).map(|dependency| text(&dependency["pkg"]));
            (text(&node["id"]), needed.collect())
        })
        .collect();
    let start = names.iter().find(|(_, name)| *name == package).map(|(id, _)| id.clone());
    let mut open = vec![start.unwrap_or_else(|| panic!("{package} is not in the workspace"))];
    let mut seen = BTreeSet::new();
    while let Some(id) = open.pop() {
        for next in &edges[&id] {
            if seen.insert(next.clone()) {
                open.push(next.clone());
            }
        }
    }
    seen.iter().map(|id| names[id].clone()).collect()
}

/// The platform that the compiler builds for.
fn host() -> String {
    let output = Command::new("rustc").arg("-vV").output().expect("rustc runs");
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let host = text.lines().find_map(|line| line.strip_prefix("host: "));
    host.expect("rustc names its host").to_string()
}

#[test]
fn no_package_links_what_stands_after_it() {
    // Only this platform's packages are sure to be on this computer.
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--format-version", "1", "--locked", "--offline"])
        .args(["--filter-platform", &host()])
        .current_dir(root())
        .output()
        .expect("cargo runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let metadata: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    // The check itself sees far enough: the window does link WebKit.
    assert!(linked(&metadata, "attune").contains("webkit2gtk-sys"));

    let with = |more: &[&'static str]| [WINDOW, more].concat();
    let rules = [
        ("attune-engine", with(&[NETWORK, &["attune-hub", "attune-api", "attune-cli"]].concat())),
        ("attune-hub", with(&["attune-api", "attune-cli"])),
        ("attune-api", with(&["attune-cli"])),
        ("attune-cli", with(&[])),
    ];
    for (package, forbidden) in rules {
        let linked = linked(&metadata, package);
        let wrong: Vec<_> = forbidden.iter().filter(|name| linked.contains(**name)).collect();
        assert!(wrong.is_empty(), "{package} must not link {wrong:?}");
    }
}

#[test]
fn only_the_hub_reaches_for_the_network() {
    let mut wrong = Vec::new();
    for entry in
        files(&root().join("src-tauri"), &["toml"]).into_iter().chain([root().join("Cargo.toml")])
    {
        let manifest = read(&entry);
        let (_, listed) = manifest.split_once("\n[dependencies]\n").unwrap_or_default();
        let names =
            listed.lines().map(|line| line.split(['.', ' ', '=']).next().unwrap_or_default());
        let named: Vec<_> = names.filter(|name| NETWORK.contains(name)).collect();
        if !named.is_empty() && !entry.ends_with("hub/Cargo.toml") {
            wrong.push(format!("{}: {named:?}", entry.display()));
        }
    }
    assert!(wrong.is_empty(), "{wrong:?}");
}

fn files(folder: &Path, extensions: &[&str]) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let entries = std::fs::read_dir(folder).unwrap_or_else(|e| panic!("{}: {e}", folder.display()));
    for path in entries.flatten().map(|entry| entry.path()) {
        if path.is_dir() {
            found.extend(files(&path, extensions));
        } else if path.extension().is_some_and(|e| extensions.iter().any(|known| e == *known)) {
            found.push(path);
        }
    }
    found
}

fn read(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap_or_else(|e| panic!("{}: {e}", path.display()))
}

#[test]
fn only_the_backend_folder_knows_tauri() {
    let source = root().join("ui/src");
    let importing: Vec<_> = files(&source, &["ts", "svelte"])
        .into_iter()
        .filter(|path| read(path).contains("@tauri-apps"))
        .collect();
    assert!(!importing.is_empty(), "the interface reaches the host somewhere");
    let wrong: Vec<_> =
        importing.iter().filter(|path| !path.starts_with(source.join("backend"))).collect();
    assert!(wrong.is_empty(), "{wrong:?}");
}

/// The rooms that a source file names: `crate::room`, also inside `use crate::{room, ...}`.
fn rooms_named(source: &str) -> BTreeSet<String> {
    let word = |text: &str| -> String {
        text.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect()
    };
    let mut rooms = BTreeSet::new();
    for (at, path) in source.match_indices("crate::") {
        let rest = &source[at + path.len()..];
        let Some(group) = rest.strip_prefix('{') else {
            rooms.insert(word(rest));
            continue;
        };
        let mut depth = 0;
        let mut item = String::new();
        for c in group.chars() {
            match c {
                '}' if depth == 0 => break,
                ',' if depth == 0 => rooms.insert(word(std::mem::take(&mut item).trim())),
                _ => {
                    depth += i32::from(c == '{') - i32::from(c == '}');
                    item.push(c);
                    true
                }
            };
        }
        rooms.insert(word(item.trim()));
    }
    rooms
}

/// Where a room stands; common ones before all others.
fn place(room: &str) -> Option<usize> {
    let stage = STAGES.iter().position(|stage| *stage == room).map(|at| at + 1);
    stage.or(COMMON.contains(&room).then_some(0))
}

#[test]
fn no_stage_of_the_engine_knows_a_later_one() {
    let source = root().join("src-tauri/engine/src");
    let mut wrong = Vec::new();
    for path in files(&source, &["rs"]) {
        let inside = path.strip_prefix(&source).expect("a file of the engine");
        let first = inside.iter().next().expect("a name").to_string_lossy();
        let room = first.trim_end_matches(".rs");
        if room == "lib" {
            continue;
        }
        let here = place(room).unwrap_or_else(|| {
            panic!("{room} has no place yet: add it to STAGES or COMMON in tests/direction.rs")
        });
        let named = rooms_named(&read(&path));
        let later = named.iter().filter(|name| place(name).is_some_and(|there| there > here));
        wrong.extend(later.map(|name| format!("{} uses {name}", inside.display())));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn rooms_are_found_in_every_form() {
    let source = "use crate::data::Row;\nuse crate::{batch::{A, B}, export, train::event::Part};\n\
                  fn f() -> crate::model::Model {}";
    let rooms: Vec<_> = rooms_named(source).into_iter().collect();
    assert_eq!(rooms, ["batch", "data", "export", "model", "train"]);
}
