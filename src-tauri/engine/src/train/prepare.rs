//! A run folder, written whole or not at all.

use super::recipe::{ModelRef, Recipe, VERSION, resolve};
use crate::data::Example;
use crate::error::{Code, Error, IoContext, Result};
use crate::method;
use crate::model::ModelFolder;
use crate::param::Settings;
use crate::privacy::{Cleaner, Rules};
use crate::store::{sha256_bytes, sha256_file, sync_folder, write_atomic};
use crate::task::LabelSet;
use crate::train::event::Part;
use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use std::io::BufRead;
use std::path::{Path, PathBuf};

/// What to train, as it was asked for.
#[derive(Debug, Clone)]
pub struct Request {
    pub model_id: String,
    pub model: PathBuf,
    pub method: String,
    pub preset: String,
    pub settings: Settings,
    pub seed: u64,
    pub examples: Vec<Example>,
    /// Rows left out because they have no text or no label.
    pub dropped: usize,
    /// Personal data to replace: neither the model nor the run's folder sees the originals.
    pub privacy: Option<Rules>,
}

/// One line of the run's own copy of the data: later changes to the project don't touch it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct StoredExample {
    pub id: i64,
    pub text: String,
    pub label: String,
    pub part: Part,
}

/// Hands over the run's own copy of the data, in its order.
pub fn stored_examples(run: &Path, each: &mut dyn FnMut(StoredExample)) -> Result<()> {
    let path = run.join("examples.jsonl");
    let file = std::io::BufReader::new(std::fs::File::open(&path).at_path(&path)?);
    for line in file.lines() {
        each(serde_json::from_str(&line.at_path(&path)?).map_err(|e| {
            Error::new(Code::BadFile, "The run's examples were changed or damaged")
                .at(path.display().to_string())
                .advice("Train again")
                .source(e)
        })?);
    }
    Ok(())
}

/// Facts of the preparation that are not part of the recipe.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Facts {
    pub dropped: usize,
}

/// Checks the request and writes the run folder `run`, which must not exist yet.
pub fn prepare(run: &Path, request: &Request) -> Result<Recipe> {
    if run.exists() {
        return Err(Error::new(Code::Busy, "There is something at the place of the run already")
            .at(run.display().to_string())
            .safe("It was not touched")
            .advice("Choose another folder, or resume the run that is there"));
    }
    let method = method::find(&request.method)?;
    let settings = resolve(method, &request.preset, &request.settings)?;
    let folder = ModelFolder::open(&request.model)?;
    let info = folder.info()?;
    let length: usize = settings.get("max_length").and_then(|v| v.parse().ok()).unwrap_or(0);
    if length > info.max_length {
        return Err(Error::new(Code::BadSetting, "The longest text is too long for this model")
            .at("setting max_length")
            .advice(format!("It reads at most {} tokens", info.max_length)));
    }
    let labels = LabelSet::new(
        request.examples.iter().filter(|e| e.part == Part::Train).map(|e| e.label.as_str()),
    )?;
    check_parts(&request.examples, &labels)?;
    let texts = texts(request)?;
    let mut lines = String::new();
    for (e, text) in request.examples.iter().zip(texts) {
        let (id, label, part) = (e.id, e.label.clone(), e.part);
        let stored = StoredExample { id, text, label, part };
        let line = serde_json::to_string(&stored).map_err(|e| Error::internal("JSON").source(e))?;
        lines.push_str(&line);
        lines.push('\n');
    }
    let model_file = folder.path.join("model.safetensors");
    let recipe = Recipe {
        v: VERSION,
        task: "classify".into(),
        model: ModelRef {
            id: request.model_id.clone(),
            path: std::path::absolute(&folder.path).at_path(&folder.path)?,
            sha256: sha256_file(&model_file)?,
        },
        method: method.id.into(),
        preset: request.preset.clone(),
        settings,
        seed: request.seed,
        labels: labels.0,
        privacy: request.privacy.clone(),
        data_sha256: sha256_bytes(lines.as_bytes()),
        attune: env!("CARGO_PKG_VERSION").into(),
    };
    let written = write_run(run, &recipe, &lines, request.dropped);
    if written.is_err() {
        let _ = std::fs::remove_dir_all(run);
    }
    written.map(|()| recipe)
}

/// The examples' texts as the model will see them.
fn texts(request: &Request) -> Result<Vec<String>> {
    let examples = &request.examples;
    Ok(match &request.privacy {
        None => examples.iter().map(|example| example.text.clone()).collect(),
        Some(rules) => {
            let cleaner = Cleaner::new(rules)?;
            examples.par_iter().map(|example| cleaner.clean(&example.text).text).collect()
        }
    })
}

fn write_run(run: &Path, recipe: &Recipe, examples: &str, dropped: usize) -> Result<()> {
    std::fs::create_dir_all(run).at_path(run)?;
    write_atomic(&run.join("examples.jsonl"), examples.as_bytes())?;
    let json = |value: serde_json::Result<String>| {
        value.map_err(|e| Error::internal("A recipe can't be written").source(e))
    };
    let facts = json(serde_json::to_string(&Facts { dropped }))?;
    write_atomic(&run.join("facts.json"), facts.as_bytes())?;
    // The recipe comes last: a folder with a recipe is a whole run.
    let recipe = json(serde_json::to_string_pretty(recipe))?;
    write_atomic(&run.join("recipe.json"), recipe.as_bytes())?;
    sync_folder(run)
}

fn check_parts(examples: &[Example], labels: &LabelSet) -> Result<()> {
    let count = |part: Part| examples.iter().filter(|e| e.part == part).count();
    for (part, name) in [(Part::Train, "to learn from"), (Part::Validation, "for the mock exam")] {
        if count(part) == 0 {
            return Err(Error::new(Code::BadData, format!("There are no rows {name}"))
                .safe("Nothing was changed")
                .advice("Label more rows, or change how they are divided"));
        }
    }
    if let Some(e) = examples.iter().find(|e| labels.index(&e.label).is_none()) {
        return Err(Error::new(
            Code::BadData,
            format!(
                "The category '{}' has rows to be examined with, but none to learn from",
                e.label
            ),
        )
        .safe("Nothing was changed")
        .advice("Label more rows of this category, or join it with another"));
    }
    Ok(())
}
