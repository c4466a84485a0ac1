//! What crosses the network, or would: the hub as the preferences allow it, and models that were
//! fetched before.

use crate::paths::AppPaths;
use crate::types::Preferences;
use attune_engine::error::{Code, Error, Result};
use attune_hub::{Cache, Hub, Offline, Repo, Settings};
use std::path::{Path, PathBuf};

/// The name of the built-in model.
pub(crate) const STARTER: &str = "starter";

/// The hub of this computer's environment, locked when the person has locked it.
pub fn open_hub(paths: &AppPaths) -> Result<Hub> {
    Hub::new(hub_settings(paths)?)
}

fn hub_settings(paths: &AppPaths) -> Result<Settings> {
    let mut settings = Settings::from_environment(paths.ledger())?;
    if Preferences::load(paths).never_online {
        settings.offline = Some(Offline::Lock);
    }
    Ok(settings)
}

/// What a person typed as a model: `starter`, a folder, or the name of a model that was fetched.
/// Gives its id for the recipe and its folder. Makes no connection.
pub fn find_model(paths: &AppPaths, name: &str) -> Result<(String, PathBuf)> {
    if name == STARTER {
        return Ok((name.into(), paths.starter()));
    }
    let folder = Path::new(name);
    let last = folder.file_name().map_or_else(|| name.into(), |last| last.to_string_lossy());
    if folder.is_dir() {
        return Ok((last.into_owned(), folder.to_path_buf()));
    }
    match Repo::parse(name) {
        Ok(repo) => Ok((name.into(), fetched_model(&repo, name)?)),
        // As a folder that is not there; opening it says so.
        Err(_) => Ok((last.into_owned(), folder.to_path_buf())),
    }
}

/// The folder of a model in the cache, its contents compared with their hashes.
pub(crate) fn fetched_model(repo: &Repo, name: &str) -> Result<PathBuf> {
    let located = Cache::from_environment()?.find(repo, "main").ok_or_else(|| {
        Error::new(Code::NotFound, "There is no such model on this computer")
            .at(name.to_string())
            .advice(format!(
                "Give 'starter', a folder with config.json and model.safetensors, or fetch it \
                 first: attune-cli pull {name}"
            ))
    })?;
    located.check()?;
    Ok(located.folder)
}
