//! A run made ready for the hub: exported beside the projects, its card written, every file that
//! will be sent listed before anything is. It is deleted when it is dropped.

use crate::online::{STARTER, cache};
use crate::paths::AppPaths;
use attune_engine::error::{Code, Error, IoContext, Result};
use attune_engine::export::{self, About, find_licence};
use attune_engine::store::Lock;
use attune_engine::train::{ModelRef, Recipe};
use attune_hub::{Hub, Push, Pushed, Repo, SentFile, files_to_send};
use serde_json::Value;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};

pub(crate) const STARTER_BASE: &str = "sentence-transformers/all-MiniLM-L6-v2";
const CARD: &str = "README.md";

/// The model a run was tuned from, as far as it is known.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Base {
    /// Its name on the hub.
    pub name: Option<String>,
    pub commit: Option<String>,
    /// As the hub names it.
    pub licence: Option<String>,
    pub languages: Vec<String>,
}

/// What will be sent.
pub struct Staged {
    place: Place,
    pub base: Base,
}

impl Base {
    /// From the recipe and the cache; asks nobody.
    pub fn of(paths: &AppPaths, model: &ModelRef) -> Self {
        if model.id == STARTER {
            return Self {
                name: Some(STARTER_BASE.into()),
                commit: None,
                licence: Some("apache-2.0".into()),
                languages: vec!["en".into()],
            };
        }
        // A folder that was opened by hand has a name without an owner.
        let Some(repo) = Repo::parse(&model.id).ok().filter(|repo| repo.owner().is_some()) else {
            return Self::default();
        };
        let commit = model.path.file_name().map(|name| name.to_string_lossy().into_owned());
        let located = cache(paths)
            .ok()
            .and_then(|cache| cache.find(&repo, commit.as_deref().unwrap_or("main")));
        let manifest = located.as_ref().and_then(|located| located.manifest.clone());
        Self {
            name: Some(model.id.clone()),
            commit: located.map(|located| located.commit),
            licence: manifest.as_ref().and_then(|manifest| manifest.licence.clone()),
            languages: manifest.map(|manifest| manifest.languages).unwrap_or_default(),
        }
    }

    /// Asks the hub for a licence that is not known here: another program may have fetched the base.
    pub fn ask(&mut self, hub: &Hub) {
        let (Some(name), None) = (&self.name, &self.licence) else { return };
        let Ok(repo) = Repo::parse(name) else { return };
        // A hub that does not have the base leaves its licence unknown, and the card says so.
        if let Ok(page) = hub.model(&repo, self.commit.as_deref().unwrap_or("main")) {
            self.licence = page.found.licence;
            self.languages = page.found.languages;
        }
    }

    /// Refuses to show everybody what the base's licence keeps from being passed on.
    pub fn check_public(&self) -> Result<()> {
        let licence = self.licence.as_deref().and_then(find_licence);
        match licence {
            Some(licence) if !licence.may_publish => Err(Error::new(
                Code::Unsupported,
                "The base model's licence keeps changed versions from being passed on",
            )
            .at(licence.title)
            .safe("Nothing was sent")
            .advice("Publish it private, or train from another model")),
            _ => Ok(()),
        }
    }
}

/// Exports a run and writes its card. `labels`: what its categories are called now. `progress`
/// hears bytes written and in all.
pub fn stage(
    paths: &AppPaths,
    run: &Path,
    format: &str,
    repo: &Repo,
    base: Base,
    labels: Option<&[String]>,
    progress: &mut export::Progress,
) -> Result<Staged> {
    let place = Place::new(&paths.outgoing())?;
    let model = place.model();
    export::export(run, format, &model, labels, progress)?;
    hide_place(&model, run, &base)?;
    let about = About {
        name: repo.name().into(),
        base: base.name.clone(),
        commit: base.commit.clone(),
        licence: base.licence.clone(),
        languages: base.languages.clone(),
        format: format.into(),
        labels: labels.unwrap_or_default().to_vec(),
    };
    let card = export::card(run, &model, &about)?;
    std::fs::write(model.join(CARD), card).at_path(&model.join(CARD))?;
    Ok(Staged { place, base })
}

/// An adapter names the folder its base lies in, which is nobody's business.
fn hide_place(model: &Path, run: &Path, base: &Base) -> Result<()> {
    let path = model.join("adapter_config.json");
    if !path.is_file() {
        return Ok(());
    }
    let recipe = Recipe::load(run)?;
    let name = base.name.clone().unwrap_or(recipe.model.id);
    let unreadable = |e| Error::internal("The adapter's settings can't be written").source(e);
    let bytes = std::fs::read(&path).at_path(&path)?;
    let mut config: Value = serde_json::from_slice(&bytes).map_err(unreadable)?;
    config["base_model_name_or_path"] = name.into();
    let text = serde_json::to_string_pretty(&config).map_err(unreadable)?;
    std::fs::write(&path, text + "\n").at_path(&path)
}

impl Staged {
    pub fn files(&self) -> Result<Vec<SentFile>> {
        files_to_send(&self.place.model())
    }

    pub fn card(&self) -> Result<String> {
        let path = self.place.model().join(CARD);
        std::fs::read_to_string(&path).at_path(&path)
    }

    /// Puts the person's own words in the card's place.
    pub fn set_card(&self, text: &str) -> Result<()> {
        let path = self.place.model().join(CARD);
        std::fs::write(&path, text).at_path(&path)
    }

    /// Sends it.
    pub fn push(
        &self,
        hub: &Hub,
        repo: &Repo,
        public: bool,
        watch: &mut dyn FnMut(&attune_hub::Progress) -> Result<()>,
    ) -> Result<Pushed> {
        if public {
            self.base.check_public()?;
        }
        let push = Push {
            repo: repo.clone(),
            folder: self.place.model(),
            public,
            summary: "Publish with Attune".into(),
        };
        hub.push(&push, watch)
    }
}

/// A folder of our own, held by a lock so that no one sweeps it away.
struct Place {
    folder: PathBuf,
    /// Let go of before the folder is deleted.
    lock: Option<Lock>,
}

impl Place {
    fn new(outgoing: &Path) -> Result<Self> {
        static COUNTER: AtomicU64 = AtomicU64::new(0);
        sweep(outgoing);
        let count = COUNTER.fetch_add(1, Ordering::Relaxed);
        let folder = outgoing.join(format!("{}-{count}", std::process::id()));
        std::fs::create_dir_all(&folder).at_path(&folder)?;
        let lock = Lock::take(&folder.join("lock"), "What is to be published")?;
        Ok(Self { folder, lock: Some(lock) })
    }

    fn model(&self) -> PathBuf {
        self.folder.join("model")
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        drop(self.lock.take());
        // What can't be deleted now is before the next publishing.
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

/// Deletes what a crash left.
fn sweep(outgoing: &Path) {
    for entry in std::fs::read_dir(outgoing).into_iter().flatten().flatten() {
        if !Lock::is_held(&entry.path().join("lock")) {
            let _ = std::fs::remove_dir_all(entry.path());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_crash_left_goes_and_what_is_in_use_stays() {
        let folder = tempfile::tempdir().unwrap();
        let left = folder.path().join("1-0");
        std::fs::create_dir_all(left.join("model")).unwrap();
        let first = Place::new(folder.path()).unwrap();
        assert!(!left.exists());
        let second = Place::new(folder.path()).unwrap();
        assert!(first.folder.exists());
        drop(first);
        drop(second);
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
    }

    #[test]
    fn a_folders_own_name_is_no_name_on_the_hub() {
        let model = |id: &str| ModelRef { id: id.into(), path: "/a/b".into(), sha256: "0".into() };
        let base = |id: &str| Base::of(&AppPaths::default(), &model(id));
        assert_eq!(base("folder-1"), Base::default());
        assert_eq!(base("my-model"), Base::default());
        assert_eq!(base(STARTER).name.as_deref(), Some(STARTER_BASE));
        assert_eq!(base("alice/m").name.as_deref(), Some("alice/m"));
    }

    #[test]
    fn a_licence_that_forbids_it_is_no_base_for_everybody() {
        let base = Base { licence: Some("cc-by-nc-nd-4.0".into()), ..Base::default() };
        assert_eq!(base.check_public().unwrap_err().code, Code::Unsupported);
        let base = Base { licence: Some("apache-2.0".into()), ..Base::default() };
        base.check_public().unwrap();
    }
}
