//! A run folder, written whole or not at all.

use super::recipe::{ModelRef, Recipe, VERSION, common_params, resolve};
use super::session::{damaged, read_examples};
use crate::data::Example;
use crate::error::{Code, Error, IoContext, Result};
use crate::method;
use crate::model::{ModelFolder, ModelInfo, Options, Reading};
use crate::nn::Pooling;
use crate::param::Settings;
use crate::privacy::Rules;
use crate::store::{sha256_bytes, sync_folder, write_atomic};
use crate::task::{LabelSet, Material, Tagged, Task};
use crate::train::event::Part;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::io::BufRead;
use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};

/// What to train, as it was asked for.
#[derive(Debug, Clone)]
pub struct Request {
    pub model_id: String,
    pub model: PathBuf,
    pub method: String,
    pub preset: String,
    pub settings: Settings,
    pub seed: u64,
    pub material: Material,
    /// Rows left out because they have no text or no label.
    pub dropped: usize,
    /// Personal data to replace: neither the model nor the run's folder sees the originals.
    pub privacy: Option<Rules>,
    /// Folder of the model whose vectors tell which examples differ, where fewer than all are
    /// learned from.
    pub reader: Option<PathBuf>,
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

/// Hands over text and part of every row, whatever its task keeps beside them.
pub fn stored_texts(run: &Path, each: &mut dyn FnMut(&str, Part)) -> Result<()> {
    #[derive(Deserialize)]
    struct Stored {
        text: String,
        part: Part,
    }
    let text = read_examples(run, &Recipe::load(run)?)?;
    let rows: Vec<Stored> = lines(run, &text)?;
    rows.iter().for_each(|row| each(&row.text, row.part));
    Ok(())
}

/// The run's own copy of rows that may have several categories, in its order.
pub fn stored_tagged(run: &Path) -> Result<Vec<Tagged>> {
    tagged_rows(run, &Recipe::load(run)?)
}

fn lines<T: DeserializeOwned>(run: &Path, text: &str) -> Result<Vec<T>> {
    text.lines().map(|line| serde_json::from_str(line).map_err(|_| damaged(run))).collect()
}

/// The rows of a run whose rows may have several labels, as it keeps them.
pub(super) fn tagged_rows(run: &Path, recipe: &Recipe) -> Result<Vec<Tagged>> {
    lines(run, &read_examples(run, recipe)?)
}

/// The rows of a run that learns to write, as it keeps them.
pub fn stored_rows(run: &Path, recipe: &Recipe) -> Result<Material> {
    let text = read_examples(run, recipe)?;
    match recipe.task.as_str() {
        "chat" => lines(run, &text).map(Material::Dialogues),
        "continue" => lines(run, &text).map(Material::Passages),
        task => Err(Error::internal(format!("A run of the task {task} was asked for its texts"))),
    }
}

pub(crate) const FACTS: &str = "facts.json";

/// Facts of the preparation that are not part of the recipe.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Facts {
    pub dropped: usize,
    /// When the run was made, in seconds since 1970.
    #[serde(default)]
    pub made: u64,
    /// Folder of the model that examples are chosen with.
    #[serde(default)]
    pub reader: Option<PathBuf>,
}

/// Says anew where the model is that examples are chosen with: a run may have come from another
/// computer, or the program may have moved.
pub fn name_reader(run: &Path, reader: &Path) -> Result<()> {
    // The worker says what a run lacks.
    if !run.join(FACTS).is_file() {
        return Ok(());
    }
    let mut facts = Facts::load(run)?;
    let reader = std::path::absolute(reader).at_path(reader)?;
    if facts.reader.as_deref() == Some(&*reader) {
        return Ok(());
    }
    facts.reader = Some(reader);
    let text = serde_json::to_string(&facts)
        .map_err(|e| Error::internal("A run's facts can't be written").source(e))?;
    write_atomic(&run.join(FACTS), text.as_bytes())
}

impl Facts {
    pub fn load(run: &Path) -> Result<Self> {
        let path = run.join(FACTS);
        let text = std::fs::read_to_string(&path).at_path(&path)?;
        serde_json::from_str(&text).map_err(|e| {
            Error::new(Code::BadFile, "A file of the run can't be read")
                .at(path.display().to_string())
                .advice("Train again")
                .source(e)
        })
    }
}

/// Checks the request and writes the run folder `run`, which must not exist yet.
pub fn prepare(run: &Path, request: &Request) -> Result<Recipe> {
    if run.exists() {
        return Err(Error::new(Code::Busy, "There is something at the place of the run already")
            .at(run.display().to_string())
            .safe("It was not touched")
            .advice("Choose another folder, or resume the run that is there"));
    }
    let task = request.material.task();
    let method = method::find(&request.method)?;
    if let Some(reason) = method::unavailable(method, task) {
        return Err(Error::new(Code::Unsupported, reason)
            .at(format!("the method '{}'", method.id))
            .safe("Nothing was changed")
            .advice("Choose another method"));
    }
    let folder = ModelFolder::open(&request.model)?;
    let info = folder.info()?;
    let own = &request.settings;
    let settings =
        resolve(task, method, of_model(task, &folder, &info, own)?, &request.preset, own)?;
    let length: usize = settings.get("max_length").and_then(|v| v.parse().ok()).unwrap_or(0);
    if length > info.max_length {
        return Err(Error::new(Code::BadSetting, "The longest text is too long for this model")
            .at("setting max_length")
            .advice(format!("It reads at most {} tokens", info.max_length)));
    }
    let material = match &request.privacy {
        None => Cow::Borrowed(&request.material),
        Some(rules) => Cow::Owned(request.material.clone().cleaned(rules)?),
    };
    check_parts(&material)?;
    let (labels, lines) = match material.as_ref() {
        Material::Labelled(rows) => (labels_of(rows)?.0, write_lines(rows.iter().map(stored))?),
        Material::Tagged { rows, .. } => (tags_of(rows)?.0, write_lines(rows.iter())?),
        Material::Dialogues(rows) => (Vec::new(), write_lines(rows.iter())?),
        Material::Passages(rows) => (Vec::new(), write_lines(rows.iter())?),
    };
    let recipe = Recipe {
        v: VERSION,
        task: task.id.into(),
        model: ModelRef {
            id: request.model_id.clone(),
            path: std::path::absolute(&folder.path).at_path(&folder.path)?,
            sha256: folder.sha256()?,
        },
        method: method.id.into(),
        preset: request.preset.clone(),
        settings,
        seed: request.seed,
        labels,
        separator: match material.as_ref() {
            Material::Tagged { separator, .. } => Some(separator.clone()),
            _ => None,
        },
        privacy: request.privacy.clone(),
        data_sha256: sha256_bytes(lines.as_bytes()),
        attune: env!("CARGO_PKG_VERSION").into(),
    };
    let written = write_run(run, &recipe, &lines, request);
    if written.is_err() {
        let _ = std::fs::remove_dir_all(run);
    }
    written.map(|()| recipe)
}

fn write_run(run: &Path, recipe: &Recipe, examples: &str, request: &Request) -> Result<()> {
    std::fs::create_dir_all(run).at_path(run)?;
    write_atomic(&run.join("examples.jsonl"), examples.as_bytes())?;
    let json = |value: serde_json::Result<String>| {
        value.map_err(|e| Error::internal("A recipe can't be written").source(e))
    };
    let made = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |d| d.as_secs());
    let reader = request.reader.as_ref().map(|path| std::path::absolute(path).at_path(path));
    let facts = Facts { dropped: request.dropped, made, reader: reader.transpose()? };
    let facts = json(serde_json::to_string(&facts))?;
    write_atomic(&run.join(FACTS), facts.as_bytes())?;
    // The recipe comes last: a folder with a recipe is a whole run.
    let recipe = json(serde_json::to_string_pretty(recipe))?;
    write_atomic(&run.join("recipe.json"), recipe.as_bytes())?;
    sync_folder(run)
}

/// What the model itself suggests: where adapters go, and no longer texts than it reads.
fn of_model(
    task: &Task,
    folder: &ModelFolder,
    info: &ModelInfo,
    own: &Settings,
) -> Result<Settings> {
    let mut settings = Settings::default();
    if !task.writes {
        let options = Options { pooling: Pooling::Mean, dropout: 0.0, classes: 1 };
        settings.set("targets", folder.build(options)?.0.default_targets());
        return Ok(settings);
    }
    let (model, _) = folder.build_language(Reading { dropout: 0.0, positions: 1 })?;
    settings.set("targets", model.default_targets());
    let longest = common_params(task).into_iter().find(|p| p.name == "max_length");
    let longest = longest.and_then(|p| p.default.parse::<usize>().ok());
    if let Some(longest) = longest.filter(|_| own.get("max_length").is_none()) {
        settings.set("max_length", longest.min(info.max_length));
    }
    Ok(settings)
}

fn stored(example: &Example) -> StoredExample {
    let Example { id, text, label, part } = example.clone();
    StoredExample { id, text, label, part }
}

fn write_lines<T: Serialize>(rows: impl Iterator<Item = T>) -> Result<String> {
    let mut lines = String::new();
    for row in rows {
        lines += &serde_json::to_string(&row).map_err(|e| Error::internal("JSON").source(e))?;
        lines.push('\n');
    }
    Ok(lines)
}

fn check_parts(material: &Material) -> Result<()> {
    let parts = material.parts();
    for (part, name) in [(Part::Train, "to learn from"), (Part::Validation, "for the mock exam")] {
        if !parts.contains(&part) {
            return Err(Error::new(Code::BadData, format!("There are no rows {name}"))
                .safe("Nothing was changed")
                .advice("Label more rows, or change how they are divided"));
        }
    }
    Ok(())
}

/// The categories that can be learned; all others must have none to be examined with.
fn labels_of(examples: &[Example]) -> Result<LabelSet> {
    let pairs = || examples.iter().map(|e| (e.label.as_str(), e.part));
    learnable(pairs)
}

/// The same where a row may have several.
fn tags_of(rows: &[Tagged]) -> Result<LabelSet> {
    let pairs = || rows.iter().flat_map(|row| row.labels.iter().map(|l| (l.as_str(), row.part)));
    learnable(pairs)
}

/// The categories of the training part, from all pairs of a category and the part of a row.
fn learnable<'a, I: Iterator<Item = (&'a str, Part)>>(pairs: impl Fn() -> I) -> Result<LabelSet> {
    let learned = pairs().filter(|(_, part)| *part == Part::Train);
    let labels = LabelSet::new(learned.map(|(label, _)| label))?;
    if let Some((label, _)) = pairs().find(|(label, _)| labels.index(label).is_none()) {
        return Err(Error::new(
            Code::BadData,
            format!("The category '{label}' has rows to be examined with, but none to learn from"),
        )
        .safe("Nothing was changed")
        .advice("Label more rows of this category, or join it with another"));
    }
    Ok(labels)
}
