//! What crosses the network, or would: the hub as the preferences allow it, whose access key there
//! is, the ledger, and models that were fetched before.

use crate::paths::AppPaths;
use crate::results::unused;
use crate::types::*;
use crate::{App, lock};
use attune_engine::error::{Code, Error, Result};
use attune_engine::store::write_atomic;
use attune_hub::{Account, Cache, Hub, Key, LedgerLine, Offline, Repo, Settings};
use std::path::{Path, PathBuf};
use std::sync::Mutex;

/// The id of the built-in model.
pub(crate) const STARTER: &str = "starter";

/// The access key of this session, and whose it is. Never written anywhere.
#[derive(Default)]
pub(crate) struct Access {
    key: Mutex<Option<Key>>,
    account: Mutex<Option<Account>>,
}

/// The hub of this computer's environment, locked when the person has locked it.
pub fn open_hub(paths: &AppPaths) -> Result<Hub> {
    Hub::new(hub_settings(paths)?)
}

fn hub_settings(paths: &AppPaths) -> Result<Settings> {
    let mut settings = match &paths.hub {
        Some(settings) => settings.clone(),
        None => Settings::from_environment(paths.ledger())?,
    };
    if Preferences::load(paths).never_online {
        settings.offline = Some(Offline::Lock);
    }
    Ok(settings)
}

/// Where fetched models lie.
pub(crate) fn cache(paths: &AppPaths) -> Result<Cache> {
    match &paths.hub {
        Some(settings) => Ok(Cache::new(settings.cache.clone())),
        None => Cache::from_environment(),
    }
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
        Ok(repo) => Ok((name.into(), fetched_model(paths, &repo)?)),
        // As a folder that is not there; opening it says so.
        Err(_) => Ok((last.into_owned(), folder.to_path_buf())),
    }
}

/// The folder of a model in the cache, its contents compared with their hashes.
pub(crate) fn fetched_model(paths: &AppPaths, repo: &Repo) -> Result<PathBuf> {
    let located = cache(paths)?.find(repo, "main").ok_or_else(|| {
        Error::new(Code::NotFound, "There is no such model on this computer")
            .at(repo.to_string())
            .advice(format!(
                "Give 'starter', a folder with config.json and model.safetensors, or fetch it \
                 first: attune-cli pull {repo}"
            ))
    })?;
    located.check()?;
    Ok(located.folder)
}

impl App {
    /// The hub, with the access key of this session if there is one.
    pub(crate) fn hub(&self) -> Result<Hub> {
        let mut settings = hub_settings(&self.paths)?;
        if let Some(key) = &*lock(&self.access.key) {
            settings.key = Some(key.clone());
        }
        Hub::new(settings)
    }

    pub(crate) fn online(&self) -> Result<Online> {
        let settings = hub_settings(&self.paths)?;
        let key = match (&*lock(&self.access.key), &settings.key) {
            (Some(_), _) => KeyPlace::Session,
            (None, Some(_)) => KeyPlace::Environment,
            (None, None) => KeyPlace::None,
        };
        Ok(Online {
            barred: settings.offline.map(|why| match why {
                Offline::Lock => Barred::Lock,
                Offline::Environment => Barred::Environment,
            }),
            hub: settings.endpoint.host_str().unwrap_or_default().into(),
            key,
            account: lock(&self.access.account).clone(),
        })
    }

    pub(crate) fn set_access_key(&self, key: String) -> Result<Online> {
        let key = Key::new(&key).ok_or_else(|| {
            Error::new(Code::BadSetting, "This is no access key")
                .safe("It was not kept")
                .advice("Copy it from the hub's settings once more; it is one word, without blanks")
        })?;
        let mut settings = hub_settings(&self.paths)?;
        settings.key = Some(key.clone());
        let account = Hub::new(settings)?.whoami()?;
        *lock(&self.access.key) = Some(key);
        *lock(&self.access.account) = Some(account);
        self.online()
    }

    pub(crate) fn ask_account(&self) -> Result<Online> {
        let account = self.hub()?.whoami()?;
        *lock(&self.access.account) = Some(account);
        self.online()
    }

    pub(crate) fn forget_access_key(&self) -> Result<Online> {
        *lock(&self.access.key) = None;
        *lock(&self.access.account) = None;
        self.online()
    }

    pub(crate) fn ledger(&self, limit: usize) -> Result<Vec<LedgerLine>> {
        let mut lines = self.hub()?.ledger().lines()?;
        lines.truncate(limit);
        Ok(lines)
    }

    pub(crate) fn save_ledger(&self, folder: Id) -> Result<Saved> {
        let folder = self.handles.folder(&folder)?;
        let path = unused(&folder, "attune-network", ".csv");
        write_atomic(&path, self.hub()?.ledger().to_csv()?.as_bytes())?;
        Ok(Saved { file: self.handles.register(&path)?, place: self.handles.register(&folder)? })
    }
}
