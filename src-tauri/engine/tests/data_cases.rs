//! Odd and malformed files, each with what must become of it (`tests/data-cases`).

use attune_engine::data::{Preview, ReadOptions, inspect};
use serde::Deserialize;
use std::collections::BTreeSet;
use std::fmt::Debug;
use std::path::PathBuf;

/// What is absent is not compared, but `rejected` is always the whole list.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    file: String,
    #[serde(default)]
    options: ReadOptions,
    /// Code and a part of the sentence of the error.
    error: Option<String>,
    what: Option<String>,
    #[serde(default)]
    columns: Vec<String>,
    #[serde(default)]
    rows: usize,
    #[serde(default)]
    rejected: Vec<(u64, String)>,
    format: Option<String>,
    encoding: Option<String>,
    delimiter: Option<char>,
    header: Option<bool>,
    roles: Option<[Option<String>; 3]>,
    first: Option<Vec<String>>,
    note: Option<String>,
}

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../tests/data-cases")
}

fn cases() -> Vec<Case> {
    let text = std::fs::read_to_string(folder().join("expected.json")).unwrap();
    serde_json::from_str(&text).unwrap()
}

fn same<T: PartialEq + Debug>(what: &str, got: T, expected: T, wrong: &mut Vec<String>) {
    if got != expected {
        wrong.push(format!("{what}: got {got:?}, expected {expected:?}"));
    }
}

fn compare(case: &Case, preview: &Preview, wrong: &mut Vec<String>) {
    same("columns", &preview.columns, &case.columns, wrong);
    same("rows", preview.row_count, case.rows, wrong);
    let lines: Vec<u64> = preview.rejected.iter().map(|r| r.line).collect();
    same("rejected", lines, case.rejected.iter().map(|(line, _)| *line).collect(), wrong);
    for (rejected, (line, reason)) in preview.rejected.iter().zip(&case.rejected) {
        if !rejected.reason.contains(reason) {
            wrong.push(format!("line {line}: '{}' has no '{reason}'", rejected.reason));
        }
        same("excerpt is empty", rejected.excerpt.is_empty(), false, wrong);
    }
    let options = &preview.options;
    let given =
        |name: &str, got: &Option<String>, expected: &Option<String>, wrong: &mut Vec<String>| {
            if expected.is_some() {
                same(name, got, expected, wrong);
            }
        };
    given("format", &options.format, &case.format, wrong);
    given("encoding", &options.encoding, &case.encoding, wrong);
    if case.delimiter.is_some() {
        same("delimiter", options.delimiter, case.delimiter, wrong);
    }
    if case.header.is_some() {
        same("header", options.header, case.header, wrong);
    }
    if let Some([text, label, group]) = &case.roles {
        same("text", &preview.roles.text, text, wrong);
        same("label", &preview.roles.label, label, wrong);
        same("group", &preview.roles.group, group, wrong);
    }
    if let Some(first) = &case.first {
        same("first row", preview.rows.first(), Some(first), wrong);
    }
    match &case.note {
        Some(note) if !preview.notes.iter().any(|n| n.contains(note)) => {
            wrong.push(format!("no note with '{note}' in {:?}", preview.notes));
        }
        _ => {}
    }
}

#[test]
fn every_file_has_its_expected_outcome() {
    let mut failures = Vec::new();
    let cases = cases();
    assert!(cases.len() >= 50);
    for case in &cases {
        let mut wrong = Vec::new();
        match (inspect(&folder().join(&case.file), &case.options), &case.error) {
            (Ok(preview), None) => compare(case, &preview, &mut wrong),
            (Err(error), Some(code)) => {
                let got = serde_json::to_value(error.code).unwrap();
                same("code", got.as_str(), Some(code.as_str()), &mut wrong);
                let what = case.what.clone().unwrap_or_default();
                if !error.what.contains(&what) {
                    wrong.push(format!("'{}' has no '{what}'", error.what));
                }
                same("advice", error.advice.is_some(), true, &mut wrong);
            }
            (Ok(_), Some(code)) => wrong.push(format!("read, but should be refused ({code})")),
            (Err(error), None) => wrong.push(format!("refused: {error}")),
        }
        failures.extend(wrong.into_iter().map(|w| format!("{}: {w}", case.file)));
    }
    assert!(failures.is_empty(), "\n{}", failures.join("\n"));
}

#[test]
fn every_file_is_a_case() {
    let listed: BTreeSet<String> = cases().into_iter().map(|c| c.file).collect();
    let there: BTreeSet<String> = std::fs::read_dir(folder())
        .unwrap()
        .map(|e| e.unwrap().file_name().into_string().unwrap())
        .filter(|name| name != "expected.json" && !name.starts_with('.'))
        .collect();
    assert_eq!(listed, there);
}
