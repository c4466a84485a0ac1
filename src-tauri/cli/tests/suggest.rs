//! `attune-cli suggest`, as a script uses it.

use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

const ROWS: &str = "id,message,category
1,Where is my parcel?,Delivery
2,When does the courier come?,Delivery
3,The parcel has not arrived yet,
4,Since the tablets I have a rash,Side effect
5,\"I feel dizzy, is it the medicine?\",Side effect
6,My skin itches after the cream,
7,,
8,Can the driver leave it at the door?,
";

fn suggest(file: &Path, more: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_attune-cli"))
        .env("ATTUNE_ASSETS", Path::new(env!("CARGO_MANIFEST_DIR")).join("../../assets"))
        .arg("suggest")
        .arg(file)
        .args(["--text", "message", "--label", "category", "--json"])
        .args(more)
        .output()
        .unwrap()
}

fn file(folder: &Path, text: &str) -> PathBuf {
    let path = folder.join("rows.csv");
    fs::write(&path, text).unwrap();
    path
}

fn records(output: &Output) -> Vec<Value> {
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    let text = std::str::from_utf8(&output.stdout).unwrap();
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[test]
fn every_row_without_a_label_has_a_suggestion_and_a_place_in_the_order() {
    let folder = tempfile::tempdir().unwrap();
    let path = file(folder.path(), ROWS);
    let output = suggest(&path, &[]);
    let said = records(&output);
    let mut rows: Vec<(u64, u64, &str)> = said
        .iter()
        .map(|one| {
            let sure = one["confidence"].as_f64().unwrap();
            assert!((0.5..=1.0).contains(&sure), "the likelier of two categories: {one}");
            let number = |key: &str| one[key].as_u64().unwrap();
            (number("row"), number("line"), one["suggestion"].as_str().unwrap())
        })
        .collect();
    let order: Vec<u64> = said.iter().map(|one| one["order"].as_u64().unwrap()).collect();
    assert_eq!(order, [1, 2, 3]);
    rows.sort_unstable();
    assert_eq!(rows, [(3, 4, "Delivery"), (6, 7, "Side effect"), (8, 9, "Delivery")]);
    assert!(String::from_utf8_lossy(&output.stderr).contains("1 rows could not be read"));
    assert_eq!(suggest(&path, &[]).stdout, output.stdout, "the same file gives the same order");
    assert_eq!(fs::read_to_string(&path).unwrap(), ROWS);
}

#[test]
fn names_alone_are_enough_to_begin_with() {
    let folder = tempfile::tempdir().unwrap();
    let unlabelled: String = ROWS
        .lines()
        .map(|line| {
            let plain = line.trim_end_matches("Delivery").trim_end_matches("Side effect");
            format!("{plain}\n")
        })
        .collect();
    let path = file(folder.path(), &unlabelled);
    let refused = suggest(&path, &["--category", "Delivery"]);
    assert_eq!(refused.status.code(), Some(2), "{refused:?}");
    let names = ["--category", "Delivery=where is it", "--category", "Side effect=symptoms"];
    let said = records(&suggest(&path, &names));
    assert_eq!(said.len(), 7);
    let of = |row: u64| said.iter().find(|one| one["row"] == row).unwrap()["suggestion"].clone();
    assert_eq!((of(1), of(4)), ("Delivery".into(), "Side effect".into()));
}
