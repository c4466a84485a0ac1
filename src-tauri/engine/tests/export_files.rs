//! What an export is said to write, before it writes, is what then lies there.

mod small;

use attune_engine::data::{Example, Part};
use attune_engine::error::{Code, Error};
use attune_engine::export::{TARGETS, export, files};
use attune_engine::param::Settings;
use attune_engine::privacy::Rules;
use attune_engine::task::{Material, Tagged};
use attune_engine::train::{Request, RunAlways, prepare, run};
use std::fs;
use std::path::{Path, PathBuf};

fn part(i: usize) -> Part {
    match i {
        0..12 => Part::Train,
        12..16 => Part::Validation,
        _ => Part::Test,
    }
}

fn sorted() -> Material {
    let row = |i: usize| Example {
        id: i as i64,
        text: format!("letter {i} on {}", ["rent", "noise"][i % 2]),
        label: ["Rent", "Noise"][i % 2].into(),
        part: part(i),
    };
    (0..20).map(row).collect::<Vec<_>>().into()
}

fn tagged() -> Material {
    let row = |i: usize| Tagged {
        id: i as i64,
        text: ["late", "broken", "late and broken"][i % 3].into(),
        labels: [&["Late"][..], &["Broken"], &["Late", "Broken"]][i % 3]
            .iter()
            .map(|label| label.to_string())
            .collect(),
        part: part(i),
    };
    Material::Tagged { rows: (0..20).map(row).collect(), separator: ";".into() }
}

fn request(method: &str, pooling: &str, material: Material) -> Request {
    let mut settings = Settings::default();
    for (key, value) in [("epochs", "1"), ("max_length", "16"), ("pooling", pooling)] {
        settings.set(key, value);
    }
    Request {
        model_id: "starter".into(),
        model: PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../assets/starter"),
        method: method.into(),
        preset: "quick".into(),
        settings,
        seed: 5,
        material,
        dropped: 0,
        privacy: Some(Rules::default()),
        reader: None,
    }
}

/// Names and sizes of all that lies in a folder.
fn lying(folder: &Path, within: &str) -> Vec<(String, u64)> {
    let mut all = Vec::new();
    for entry in fs::read_dir(folder).unwrap().flatten() {
        let name = format!("{within}{}", entry.file_name().into_string().unwrap());
        let meta = entry.metadata().unwrap();
        match meta.is_dir() {
            true => all.extend(lying(&entry.path(), &format!("{name}/"))),
            false => all.push((name, meta.len())),
        }
    }
    all.sort();
    all
}

/// Trains, and saves in every form there is.
fn compare(request: &Request, labels: Option<&[String]>, forms: usize) {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    prepare(&at("run"), request).unwrap();
    run(&at("run"), &RunAlways, &mut |_| ()).unwrap();
    let before = lying(&at("run"), "");
    let told = files(&at("run"), labels).unwrap();
    assert_eq!(lying(&at("run"), ""), before, "something was written");
    assert_eq!(told.len(), forms, "{told:?}");
    for (target, told) in told {
        let written = export(&at("run"), target, &at(target), labels, &mut |_, _| Ok(())).unwrap();
        assert_eq!(written, told, "{target}");
        assert_eq!(lying(&at(target), ""), told, "{target}");
    }
}

#[test]
fn of_models_that_sort() {
    let labels = ["Lärm im Haus".to_string(), "Miete".to_string()];
    compare(&request("lora", "mean", sorted()), Some(&labels), TARGETS.len());
    compare(&request("lora", "cls", sorted()), None, TARGETS.len());
    compare(&request("full", "cls", tagged()), None, TARGETS.len() - 1);
}

#[test]
fn of_models_that_write() {
    for (name, method, forms) in [("gpt2", "lora", 2), ("gemma3", "full", 1)] {
        assert!(small::NAMES.contains(&name));
        for material in [small::dialogues(), small::passages()] {
            let folder = tempfile::tempdir().unwrap();
            small::write_model(name, folder.path());
            compare(&small::request(folder.path(), method, material), None, forms);
        }
    }
}

#[test]
fn what_is_called_off_leaves_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    small::write_model("qwen2", &at("model"));
    prepare(&at("run"), &small::request(&at("model"), "lora", small::dialogues())).unwrap();
    run(&at("run"), &RunAlways, &mut |_| ()).unwrap();
    let mut stop = |_, _| Err(Error::new(Code::Interrupted, "You stopped this"));
    let error = export(&at("run"), "merged", &at("merged"), None, &mut stop).unwrap_err();
    assert_eq!(error.code, Code::Interrupted);
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 2);
}
