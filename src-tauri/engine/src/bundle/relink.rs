//! Which model a run was tuned from, where the run has come to another computer.

use super::{RECIPE, RUNS, is_run, names, set_time};
use crate::error::{Error, IoContext, Result};
use crate::store::write_atomic;
use crate::train::{ModelRef, Recipe};
use serde_json::{Value, json};
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

/// Looks for a model with these weights on this computer; gives its name and its folder here.
pub type FindModel<'a> = &'a mut dyn FnMut(&ModelRef) -> Option<(String, PathBuf)>;

/// The recipe without this computer's paths. A model that is known by its place in a list of
/// folders gets its folder's name: the list is another one elsewhere.
pub(super) fn without_paths(run: &Path) -> Result<Vec<u8>> {
    let model = Recipe::load(run)?.model;
    let listed = model.id.strip_prefix("folder-").is_some_and(|n| n.parse::<u32>().is_ok());
    let name = model.path.file_name().filter(|_| listed).map(|name| name.to_string_lossy());
    with_model(run, name.as_deref().unwrap_or(&model.id), Path::new(""))
}

/// The recipe's text with another name and place for its model; all else stays as it is.
fn with_model(run: &Path, id: &str, path: &Path) -> Result<Vec<u8>> {
    let place = run.join(RECIPE);
    let text = fs::read(&place).at_path(&place)?;
    let written = |error| Error::internal("The run's recipe could not be written").source(error);
    let mut recipe: Value = serde_json::from_slice(&text).map_err(written)?;
    recipe["model"]["id"] = json!(id);
    recipe["model"]["path"] = json!(path);
    serde_json::to_vec_pretty(&recipe).map_err(written)
}

/// Says in the recipe of one run where its model is; nowhere, where it is not on this computer.
pub(super) fn place_model(run: &Path, find: FindModel<'_>) -> Result<()> {
    let model = Recipe::load(run)?.model;
    let (id, path) = find(&model).unwrap_or((model.id, PathBuf::new()));
    let recipe = with_model(run, &id, &path)?;
    let place = run.join(RECIPE);
    let changed = fs::metadata(&place).and_then(|meta| meta.modified()).at_path(&place)?;
    write_atomic(&place, &recipe)?;
    let file = File::options().write(true).open(&place).at_path(&place)?;
    set_time(&place, &file, changed.duration_since(UNIX_EPOCH).map_or(0, |at| at.as_secs()))
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
