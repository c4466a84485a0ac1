//! The cache that Hugging Face's own tools share: `models--OWNER--NAME` with `blobs/HASH`,
//! `snapshots/COMMIT/FILE` (links to blobs) and `refs/NAME` (a commit). What Python fetched is found
//! here, and Python finds what Attune fetched.
//!
//! Attune adds one folder, `.attune`, with a list of the files and hashes of each commit it fetched.

use crate::names::{Repo, is_commit};
use crate::part;
use crate::verify::Hash;
use crate::wanted::{is_wanted, is_weights};
use attune_engine::error::{Code, Error, IoContext, Result};
use attune_engine::store::write_atomic;
use serde::{Deserialize, Serialize};
use std::path::{Path, PathBuf};

#[derive(Debug, Clone)]
pub struct Cache {
    root: PathBuf,
}

/// A model in the cache with all its files.
#[derive(Debug, Clone)]
pub struct Located {
    pub repo: Repo,
    pub commit: String,
    /// The folder to open it from.
    pub folder: PathBuf,
    /// What Attune noted when it fetched it; absent when another program did.
    pub manifest: Option<Manifest>,
}

/// What was fetched, and what the hub said of it.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Manifest {
    pub repo: String,
    pub commit: String,
    /// As the hub names it: apache-2.0, llama3.2, ...
    pub licence: Option<String>,
    pub languages: Vec<String>,
    files: Vec<ManifestFile>,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
struct ManifestFile {
    path: String,
    size: u64,
    hash: Hash,
}

/// One model's folder.
pub(crate) struct RepoCache {
    pub folder: PathBuf,
}

impl Cache {
    pub fn new(root: PathBuf) -> Self {
        Self { root }
    }

    /// The one of this computer; see [`crate::Settings::from_environment`].
    pub fn from_environment() -> Result<Self> {
        Ok(Self::new(crate::settings::cache_folder()?))
    }

    pub fn root(&self) -> &Path {
        &self.root
    }

    pub(crate) fn repo(&self, repo: &Repo) -> RepoCache {
        RepoCache { folder: self.root.join(repo.folder()) }
    }

    /// A model with all its files, if it is here. Looks at names and sizes; [`Located::check`]
    /// looks at contents.
    pub fn find(&self, repo: &Repo, revision: &str) -> Option<Located> {
        let cache = self.repo(repo);
        let commit = match is_commit(revision) {
            true => revision.to_string(),
            false => std::fs::read_to_string(cache.folder.join("refs").join(revision)).ok()?,
        };
        let commit = commit.trim().to_string();
        if !is_commit(&commit) {
            return None;
        }
        let folder = cache.snapshot(&commit);
        let manifest = cache.manifest(&commit);
        let located = Located { repo: repo.clone(), commit, folder, manifest };
        located.is_complete().then_some(located)
    }

    /// Whether a fetch of it was begun, and called off or cut.
    pub fn is_begun(&self, repo: &Repo) -> bool {
        part::is_begun(&self.repo(repo).blobs())
    }

    /// Every complete model: of each, what `main` names, else its newest commit.
    pub fn models(&self) -> Vec<Located> {
        let entries = std::fs::read_dir(&self.root).into_iter().flatten().flatten();
        let mut names: Vec<Repo> = entries
            .filter_map(|entry| Repo::of_folder(&entry.file_name().to_string_lossy()))
            .collect();
        names.sort_by(|a, b| a.name().cmp(b.name()));
        let newest = |repo: &Repo| {
            let commits = std::fs::read_dir(self.repo(repo).folder.join("snapshots")).ok()?;
            let mut commits: Vec<_> = commits
                .flatten()
                .map(|entry| (entry.metadata().and_then(|m| m.modified()).ok(), entry.file_name()))
                .collect();
            commits.sort();
            let found = |name: &std::ffi::OsString| self.find(repo, &name.to_string_lossy());
            commits.iter().rev().find_map(|(_, name)| found(name))
        };
        names.iter().filter_map(|repo| self.find(repo, "main").or_else(|| newest(repo))).collect()
    }
}

impl Located {
    fn is_complete(&self) -> bool {
        if !self.folder.is_dir() {
            return false;
        }
        let size = |path: &str| std::fs::metadata(self.folder.join(path)).map(|m| m.len()).ok();
        match &self.manifest {
            Some(manifest) => manifest.files.iter().all(|file| size(&file.path) == Some(file.size)),
            None => {
                let whole = |name: &str| size(name).is_some();
                whole("config.json") && (whole("model.safetensors") || self.has_all_pieces())
            }
        }
    }

    fn has_all_pieces(&self) -> bool {
        let index = std::fs::read(self.folder.join("model.safetensors.index.json")).ok();
        let index: Option<serde_json::Value> =
            index.and_then(|bytes| serde_json::from_slice(&bytes).ok());
        let Some(map) = index.as_ref().and_then(|i| i["weight_map"].as_object()) else {
            return false;
        };
        let here = |name: &serde_json::Value| {
            name.as_str().is_some_and(|name| is_weights(name) && self.folder.join(name).is_file())
        };
        !map.is_empty() && map.values().all(here)
    }

    /// The files Attune would read, and the hash each must have.
    fn hashes(&self) -> Result<Vec<(PathBuf, Option<Hash>)>> {
        if let Some(manifest) = &self.manifest {
            let of = |file: &ManifestFile| (self.folder.join(&file.path), Some(file.hash.clone()));
            return Ok(manifest.files.iter().map(of).collect());
        }
        let mut found = Vec::new();
        for path in list(&self.folder, "")?.into_iter().filter(|path| is_wanted(path)) {
            // A link's target is named by the hash.
            let path = self.folder.join(path);
            let target = std::fs::read_link(&path).ok();
            let name = target.as_deref().and_then(Path::file_name).map(|n| n.to_string_lossy());
            found.push((path, name.and_then(|name| Hash::parse(&name))));
        }
        Ok(found)
    }

    /// Reads every file and compares it with its hash. Nothing that fails this is to be loaded.
    pub fn check(&self) -> Result<()> {
        for (path, hash) in self.hashes()? {
            let fetch_again = format!("Fetch {} again", self.repo);
            let Some(hash) = hash else {
                return Err(Error::new(
                    Code::BadModel,
                    "There is no hash of a file of this model to compare it with",
                )
                .at(path.display().to_string())
                .safe("It was not opened")
                .advice(format!("{fetch_again}: what is right is only checked, not fetched")));
            };
            if !hash.matches(&path, &|| true)? {
                return Err(Error::new(Code::BadModel, "A file of the model is damaged")
                    .at(path.display().to_string())
                    .safe("It was not opened")
                    .advice(fetch_again));
            }
        }
        Ok(())
    }
}

/// Files below a folder, as paths with '/'. Links count as what they lead to.
fn list(folder: &Path, prefix: &str) -> Result<Vec<String>> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).at_path(folder)? {
        let entry = entry.at_path(folder)?;
        let name = format!("{prefix}{}", entry.file_name().to_string_lossy());
        if entry.path().is_dir() {
            found.extend(list(&entry.path(), &format!("{name}/"))?);
        } else {
            found.push(name);
        }
    }
    found.sort();
    Ok(found)
}

impl RepoCache {
    pub fn blobs(&self) -> PathBuf {
        self.folder.join("blobs")
    }

    pub fn blob(&self, hash: &Hash) -> PathBuf {
        self.blobs().join(hash.digits())
    }

    pub fn snapshot(&self, commit: &str) -> PathBuf {
        self.folder.join("snapshots").join(commit)
    }

    fn own(&self) -> PathBuf {
        self.folder.join(".attune")
    }

    /// Held while something is fetched into this folder.
    pub fn lock_path(&self) -> PathBuf {
        self.own().join("lock")
    }

    pub fn prepare(&self) -> Result<()> {
        for folder in [self.blobs(), self.own()] {
            std::fs::create_dir_all(&folder).at_path(&folder)?;
        }
        Ok(())
    }

    /// Deletes what a fetch that was called off left.
    pub fn sweep(&self) -> Result<()> {
        part::sweep(&self.blobs())
    }

    fn manifest_path(&self, commit: &str) -> PathBuf {
        self.own().join(format!("{commit}.json"))
    }

    fn manifest(&self, commit: &str) -> Option<Manifest> {
        let bytes = std::fs::read(self.manifest_path(commit)).ok()?;
        let manifest: Manifest = serde_json::from_slice(&bytes).ok()?;
        // It comes from a file that others may write: what it names must stay inside.
        manifest.files.iter().all(|file| is_wanted(&file.path)).then_some(manifest)
    }

    /// Puts a verified blob where the snapshot expects the file.
    fn link(&self, commit: &str, path: &str, hash: &Hash) -> Result<()> {
        let place = self.snapshot(commit).join(path);
        let (blob, up) = (self.blob(hash), "../".repeat(path.split('/').count() + 1));
        let target = format!("{up}blobs/{}", hash.digits());
        if std::fs::read_link(&place).is_ok_and(|found| found == Path::new(&target)) {
            return Ok(());
        }
        if let Some(folder) = place.parent() {
            std::fs::create_dir_all(folder).at_path(folder)?;
        }
        if place.symlink_metadata().is_ok() {
            std::fs::remove_file(&place).at_path(&place)?;
        }
        // Where links need a right the person lacks, a second name does, and a copy at last.
        symlink(Path::new(&target), &place)
            .or_else(|_| std::fs::hard_link(&blob, &place))
            .or_else(|_| std::fs::copy(&blob, &place).map(|_| ()))
            .at_path(&place)
    }

    /// Makes a commit's verified files a snapshot that can be opened, and lets `revision` name it.
    pub fn publish(&self, manifest: Manifest, revision: &str) -> Result<()> {
        for file in &manifest.files {
            self.link(&manifest.commit, &file.path, &file.hash)?;
        }
        let text = serde_json::to_vec_pretty(&manifest)
            .map_err(|e| Error::internal("The list of files can't be written").source(e))?;
        write_atomic(&self.manifest_path(&manifest.commit), &text)?;
        if !is_commit(revision) {
            let place = self.folder.join("refs").join(revision);
            if let Some(folder) = place.parent() {
                std::fs::create_dir_all(folder).at_path(folder)?;
            }
            write_atomic(&place, manifest.commit.as_bytes())?;
        }
        Ok(())
    }
}

impl Manifest {
    pub(crate) fn new(
        repo: String,
        commit: String,
        licence: Option<String>,
        languages: Vec<String>,
        files: impl Iterator<Item = (String, u64, Hash)>,
    ) -> Self {
        let files = files.map(|(path, size, hash)| ManifestFile { path, size, hash }).collect();
        Self { repo, commit, licence, languages, files }
    }
}

#[cfg(unix)]
fn symlink(target: &Path, place: &Path) -> std::io::Result<()> {
    std::os::unix::fs::symlink(target, place)
}

#[cfg(windows)]
fn symlink(target: &Path, place: &Path) -> std::io::Result<()> {
    std::os::windows::fs::symlink_file(target, place)
}
