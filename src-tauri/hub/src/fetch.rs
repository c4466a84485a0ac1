//! Fetching a model: what the hub has at one commit, which files of it, each with its size and
//! hash, then the bytes. A snapshot appears in the cache only when every file was found right.

use crate::Hub;
use crate::cache::{Manifest, RepoCache};
use crate::headings::Wanted;
use crate::ledger::Deed;
use crate::model::{ModelPage, Query};
use crate::names::{Repo, check_revision};
use crate::part::{self, Part};
use crate::source::Source;
use crate::verify::Hash;
use crate::wanted::choose;
use attune_engine::error::{Code, Error, Result};
use attune_engine::store::Lock;
use serde::Serialize;
use std::future::Future;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

/// Bytes that stay free on the disk.
const SPARE: u64 = 64 << 20;
const TICK: Duration = Duration::from_millis(100);

/// How far a fetch or an upload is.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Progress {
    /// The file under way; empty while the hub is asked.
    pub file: String,
    /// Being compared with its hash, no longer on its way.
    pub checking: bool,
    pub done: u64,
    pub total: u64,
}

#[derive(Debug, Clone, Serialize)]
pub struct PulledFile {
    pub path: String,
    pub bytes: u64,
    /// False when it was here already and only checked.
    pub fetched: bool,
}

/// A model that lies in the cache, checked.
#[derive(Debug, Clone, Serialize)]
pub struct Pulled {
    pub repo: String,
    /// What the hub calls it now, where that differs.
    pub renamed: Option<String>,
    pub commit: String,
    pub folder: PathBuf,
    pub files: Vec<PulledFile>,
    pub licence: Option<String>,
}

/// Progress as the work notes it.
#[derive(Default)]
pub(crate) struct Meter {
    now: Mutex<Progress>,
    /// Bytes of the files before the present one.
    before: AtomicU64,
    stopped: Arc<AtomicBool>,
}

impl Meter {
    pub fn note(&self, change: impl FnOnce(&mut Progress)) {
        change(&mut self.now.lock().unwrap_or_else(PoisonError::into_inner));
    }
    pub fn begin(&self, file: &str) {
        self.note(|now| {
            now.file = file.to_string();
            now.checking = false;
        });
    }
    /// Bytes of the present file.
    pub fn at(&self, bytes: u64) {
        let done = self.before.load(Ordering::Relaxed) + bytes;
        self.note(|now| now.done = done);
    }
    pub fn end(&self, bytes: u64) {
        self.before.fetch_add(bytes, Ordering::Relaxed);
        self.at(0);
    }
    fn now(&self) -> Progress {
        self.now.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

/// Runs `work` while `watch` is told how far it is. An error of `watch` drops the work where it
/// stands.
pub(crate) async fn watched<T>(
    meter: &Meter,
    watch: &mut dyn FnMut(&Progress) -> Result<()>,
    work: impl Future<Output = Result<T>>,
) -> Result<T> {
    let mut work = std::pin::pin!(work);
    let mut tick = tokio::time::interval(TICK);
    loop {
        tokio::select! {
            done = &mut work => {
                let done = done?;
                // It is done whatever is said now: a stop that comes too late is none.
                let _ = watch(&meter.now());
                return Ok(done);
            }
            _ = tick.tick() => if let Err(stop) = watch(&meter.now()) {
                meter.stopped.store(true, Ordering::Relaxed);
                return Err(stop);
            }
        }
    }
}

impl Hub {
    /// Fetches a model, or what is missing of it. `watch` is told how far it is; its error stops
    /// the fetch, and what has arrived is kept for the next time.
    pub fn pull(
        &self,
        repo: &Repo,
        revision: &str,
        watch: &mut dyn FnMut(&Progress) -> Result<()>,
    ) -> Result<Pulled> {
        check_revision(revision)?;
        let meter = Meter::default();
        self.run(watched(&meter, watch, self.fetch(repo, revision, &meter)))
    }

    /// Deletes what a stopped fetch left; complete models are not touched.
    pub fn discard(&self, repo: &Repo) -> Result<()> {
        let cache = self.cache.repo(repo);
        if !cache.folder.is_dir() {
            return Ok(());
        }
        cache.prepare()?;
        let _lock = Lock::take(&cache.lock_path(), "This model")?;
        cache.sweep()
    }

    async fn fetch(&self, repo: &Repo, revision: &str, meter: &Meter) -> Result<Pulled> {
        let page = self.page_of(repo, revision).await?;
        let chosen = match choose(&page.files, repo.name()) {
            Ok(chosen) => chosen,
            Err(error) => return Err(self.name_a_copy(repo, error).await),
        };
        let cache = self.cache.repo(repo);
        cache.prepare()?;
        let _lock = Lock::take(&cache.lock_path(), "This model")?;
        let wanted = self.headings(repo, &page.commit, &chosen).await?;
        meter.note(|now| now.total = wanted.iter().map(|file| file.size).sum());
        let mut missing = Vec::new();
        for file in &wanted {
            missing.push(!self.is_here(&cache, &page.commit, file, meter).await?);
        }
        self.check_room(&cache, wanted.iter().zip(&missing).filter(|(_, m)| **m).map(|(w, _)| w))?;
        for (file, missing) in wanted.iter().zip(&missing) {
            meter.begin(&file.path);
            if *missing {
                self.fetch_file(repo, &page.commit, file, &cache, meter).await?;
            }
            meter.end(file.size);
        }
        self.settle(repo, revision, page, &cache, &wanted, &missing)
    }

    fn settle(
        &self,
        repo: &Repo,
        revision: &str,
        page: ModelPage,
        cache: &RepoCache,
        wanted: &[Wanted],
        missing: &[bool],
    ) -> Result<Pulled> {
        let ModelPage { found, commit, .. } = page;
        let files = wanted.iter().map(|file| (file.path.clone(), file.size, file.hash.clone()));
        let name = repo.name().to_string();
        let manifest =
            Manifest::new(name, commit.clone(), found.licence.clone(), found.languages, files);
        cache.publish(manifest, revision)?;
        let pulled = wanted.iter().zip(missing).map(|(file, &fetched)| PulledFile {
            path: file.path.clone(),
            bytes: file.size,
            fetched,
        });
        Ok(Pulled {
            repo: repo.name().to_string(),
            renamed: (found.id != repo.name()).then_some(found.id),
            folder: cache.snapshot(&commit),
            commit,
            files: pulled.collect(),
            licence: found.licence,
        })
    }

    /// Adds to a refusal which models of a similar name have safetensors weights.
    async fn name_a_copy(&self, repo: &Repo, error: Error) -> Error {
        let query =
            Query { words: repo.short().to_string(), tags: vec!["safetensors".into()], limit: 5 };
        let Ok(found) = self.search_for(&query).await else { return error };
        let names: Vec<String> = found
            .into_iter()
            .filter(|model| model.safetensors != Some(false) && model.id != repo.name())
            .map(|model| model.id)
            .take(3)
            .collect();
        if names.is_empty() {
            return error;
        }
        let advice = error.advice.clone().unwrap_or_default();
        error.advice(format!("{advice}, for example {}", names.join(", ")))
    }

    pub(crate) fn file_url(&self, repo: &Repo, revision: &str, path: &str) -> Result<reqwest::Url> {
        let mut parts: Vec<&str> = repo.name().split('/').collect();
        parts.extend(["resolve", revision]);
        parts.extend(path.split('/'));
        self.http.url(&parts)
    }

    /// Whether the right contents are in the cache, whoever brought them.
    async fn is_here(
        &self,
        cache: &RepoCache,
        commit: &str,
        file: &Wanted,
        meter: &Meter,
    ) -> Result<bool> {
        let blob = cache.blob(&file.hash);
        let has_size = |path: &Path| std::fs::metadata(path).is_ok_and(|m| m.len() == file.size);
        meter.note(|now| {
            now.file = file.path.clone();
            now.checking = true;
        });
        if has_size(&blob) {
            return matches(&blob, &file.hash, meter).await;
        }
        // Where links are not possible, the snapshot has the only copy.
        let copy = cache.snapshot(commit).join(&file.path);
        if has_size(&copy) && matches(&copy, &file.hash, meter).await? {
            let kept = std::fs::hard_link(&copy, &blob)
                .or_else(|_| std::fs::copy(&copy, &blob).map(|_| ()));
            return Ok(kept.is_ok());
        }
        Ok(false)
    }

    fn check_room<'a>(
        &self,
        cache: &RepoCache,
        missing: impl Iterator<Item = &'a Wanted>,
    ) -> Result<()> {
        let need: u64 =
            missing.map(|file| file.size.saturating_sub(part::kept(&cache.blob(&file.hash)))).sum();
        let room = self.settings.room.unwrap_or_else(|| disk_free(&cache.folder));
        if need == 0 || need.saturating_add(SPARE) <= room {
            return Ok(());
        }
        let megabytes = |bytes: u64| bytes.div_ceil(1_000_000);
        Err(Error::new(Code::DiskFull, "The model does not fit on the disk")
            .at(format!("{} MB needed, {} MB free", megabytes(need + SPARE), megabytes(room)))
            .safe("Nothing was fetched")
            .advice("Free some space, or set HF_HOME to a folder on another disk"))
    }

    async fn fetch_file(
        &self,
        repo: &Repo,
        commit: &str,
        file: &Wanted,
        cache: &RepoCache,
        meter: &Meter,
    ) -> Result<()> {
        let about = format!("{} of {repo}", file.path);
        let entry = self.ledger.begin(Deed::Fetched, &*about)?;
        let url = self.file_url(repo, commit, &file.path)?;
        let source = Source::new(&self.http, &entry, url, file.size, about.clone());
        let done = self.fetch_checked(&source, file, &cache.blob(&file.hash), meter).await;
        entry.ends_with(done)
    }

    /// Fetched once more when the hash is wrong, then refused.
    async fn fetch_checked(
        &self,
        source: &Source<'_>,
        file: &Wanted,
        blob: &Path,
        meter: &Meter,
    ) -> Result<()> {
        for _ in 0..2 {
            let part = Part::open(blob, file.size, self.http.pace().chunk)?;
            meter.at(part.done());
            source.fill(&part, &|part: &Part| meter.at(part.done())).await?;
            meter.note(|now| now.checking = true);
            if matches(part.path(), &file.hash, meter).await? {
                return part.finish(blob);
            }
            part.discard()?;
            meter.begin(&file.path);
        }
        Err(Error::new(Code::BadFile, "The file arrived damaged twice")
            .at(source.about.clone())
            .safe("It was deleted, and nothing of the model can be opened")
            .advice("Try again later; if it happens again, tell the model's maker"))
    }
}

/// Compared beside the work, so that progress goes on being told.
async fn matches(path: &Path, hash: &Hash, meter: &Meter) -> Result<bool> {
    let (path, hash, stopped) = (path.to_path_buf(), hash.clone(), meter.stopped.clone());
    let work = move || hash.matches(&path, &|| !stopped.load(Ordering::Relaxed));
    tokio::task::spawn_blocking(work)
        .await
        .map_err(|e| Error::internal("The hash could not be computed").source(e))?
}

/// Free bytes on the disk that holds `folder`; all there could be when it is not known.
fn disk_free(folder: &Path) -> u64 {
    let folder = folder.canonicalize().unwrap_or_else(|_| folder.to_path_buf());
    sysinfo::Disks::new_with_refreshed_list()
        .iter()
        .filter(|disk| folder.starts_with(disk.mount_point()))
        .max_by_key(|disk| disk.mount_point().as_os_str().len())
        .map_or(u64::MAX, |disk| disk.available_space())
}
