//! Which model a run was tuned from, where the run has come to another computer.

use super::{RECIPE, RUNS, is_run, names, set_time};
use crate::error::{Code, Error, IoContext, Result};
use crate::store::write_atomic;
use crate::train::{FACTS, ModelRef, Recipe};
use serde_json::{Value, json};
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

/// Looks for a model with these weights on this computer; gives its name and its folder here.
pub type FindModel<'a> = &'a mut dyn FnMut(&ModelRef) -> Option<(String, PathBuf)>;

/// The recipe without this computer's paths. A model that is known by its place in a list of
/// folders gets its folder's name: the list is another one elsewhere.
pub(super) fn without_paths(run: &Path) -> Result<Vec<u8>> {
    // One that only a later version reads travels as it is, but for the place.
    let Ok(Recipe { model, .. }) = Recipe::load(run) else {
        return with_model(run, None, Path::new(""));
    };
    let listed = model.id.strip_prefix("folder-").is_some_and(|n| n.parse::<u32>().is_ok());
    let name = model.path.file_name().filter(|_| listed).map(|name| name.to_string_lossy());
    with_model(run, name.as_deref().or(Some(&model.id)), Path::new(""))
}

/// A run's facts without the place of the model that examples are chosen with: it is named anew
/// where the run goes on, and no file from elsewhere says which folder is opened.
pub(super) fn without_reader(facts: &Path) -> Result<Vec<u8>> {
    let text = fs::read(facts).at_path(facts)?;
    let Ok(Value::Object(mut facts)) = serde_json::from_slice(&text) else {
        // What can't be read has no place that is believed.
        return Ok(b"{}".to_vec());
    };
    facts.remove("reader");
    serde_json::to_vec(&facts)
        .map_err(|error| Error::internal("The run's facts could not be written").source(error))
}

/// The recipe's text with another name and place for its model; all else stays as it is.
fn with_model(run: &Path, id: Option<&str>, path: &Path) -> Result<Vec<u8>> {
    let place = run.join(RECIPE);
    let text = fs::read(&place).at_path(&place)?;
    let written = |error| Error::internal("The run's recipe could not be written").source(error);
    let mut recipe: Value = serde_json::from_slice(&text).unwrap_or_default();
    let Some(Value::Object(model)) = recipe.get_mut("model") else {
        return Err(Error::new(Code::BadFile, "The run's recipe can't be read")
            .at(place.display().to_string())
            .advice("Choose another run, or train again"));
    };
    if let Some(id) = id {
        model.insert("id".into(), json!(id));
    }
    model.insert("path".into(), json!(path));
    serde_json::to_vec_pretty(&recipe).map_err(written)
}

/// Says in the recipe of one run where its model is; nowhere, where it is not on this computer.
pub(super) fn place_model(run: &Path, find: FindModel<'_>) -> Result<()> {
    let facts = run.join(FACTS);
    if facts.is_file() {
        rewrite(&facts, &without_reader(&facts)?)?;
    }
    let place = run.join(RECIPE);
    let Ok(Recipe { model, .. }) = Recipe::load(run) else {
        // It is no use here, which it says where it is shown, but may be to a later version.
        return rewrite(&place, &with_model(run, None, Path::new(""))?);
    };
    let (id, path) = find(&model).unwrap_or((model.id, PathBuf::new()));
    rewrite(&place, &with_model(run, Some(&id), &path)?)
}

/// Writes a file anew, as old as it was: when a run began is told by it.
fn rewrite(place: &Path, content: &[u8]) -> Result<()> {
    let changed = fs::metadata(place).and_then(|meta| meta.modified()).at_path(place)?;
    write_atomic(place, content)?;
    let file = File::options().write(true).open(place).at_path(place)?;
    set_time(place, &file, changed.duration_since(UNIX_EPOCH).map_or(0, |at| at.as_secs()))
}

/// Looks once more for models that were not on this computer when a project came here.
pub fn relink(project: &Path, find: FindModel<'_>) -> Result<()> {
    let runs = project.join(RUNS);
    for run in names(&runs)?.iter().filter(|name| is_run(name)).map(|name| runs.join(name)) {
        // A run that can't be read says so where it is shown.
        let Ok(recipe) = Recipe::load(&run) else { continue };
        if recipe.model.path.as_os_str().is_empty() && find(&recipe.model).is_some() {
            place_model(&run, find)?;
        }
    }
    Ok(())
}
