//! A folder that appears whole or not at all: it is filled under a hidden name and renamed. What a
//! killed program left of one is told by a lock that nobody holds any more.

use super::{Lock, sync_folder};
use crate::error::{Code, Error, IoContext, Result};
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};

const PREFIX: &str = ".new-";
const LOCK: &str = ".lock";

/// A folder in the making. Dropped without `commit`, it leaves nothing behind.
pub struct NewFolder {
    path: PathBuf,
    /// Beside the folder: what is renamed may hold no open file on Windows.
    _lock: Lock,
}

impl NewFolder {
    /// A hidden folder in `root`.
    pub fn create(root: &Path) -> Result<Self> {
        static COUNTER: AtomicU64 = AtomicU64::new(0);
        let count = COUNTER.fetch_add(1, Ordering::Relaxed);
        let path = root.join(format!("{PREFIX}{}-{count}", std::process::id()));
        let lock = Lock::take(&lock_of(&path), "This place")?;
        // What lies there is of an earlier process that had the same number.
        let _ = fs::remove_dir_all(&path);
        let made = Self { path, _lock: lock };
        fs::create_dir(&made.path).at_path(&made.path)?;
        Ok(made)
    }

    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Gives the folder its name; refused where something has it already.
    pub fn commit(self, target: &Path) -> Result<()> {
        if target.exists() {
            return Err(Error::new(Code::Busy, "Something of this name is there already")
                .at(target.display().to_string())
                .safe("Nothing was changed")
                .advice("Choose another name"));
        }
        sync_folder(&self.path)?;
        fs::rename(&self.path, target).at_path(target)?;
        target.parent().map_or(Ok(()), sync_folder)
    }
}

impl Drop for NewFolder {
    fn drop(&mut self) {
        // After a commit the folder has gone already; what can't be deleted now is by `sweep`.
        let _ = fs::remove_dir_all(&self.path);
        let _ = fs::remove_file(lock_of(&self.path));
    }
}

fn lock_of(folder: &Path) -> PathBuf {
    let mut name = OsString::from(folder);
    name.push(LOCK);
    name.into()
}

/// Deletes what killed programs left of folders they were making in `root`.
pub fn sweep(root: &Path) {
    for entry in fs::read_dir(root).into_iter().flatten().flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        let Some(own) = name.strip_prefix(PREFIX) else { continue };
        let folder = root.join(format!("{PREFIX}{}", own.trim_end_matches(LOCK)));
        if !Lock::is_held(&lock_of(&folder)) {
            let _ = fs::remove_dir_all(&folder);
            let _ = fs::remove_file(lock_of(&folder));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(root: &Path) -> Vec<String> {
        let entries = fs::read_dir(root).unwrap().flatten();
        entries.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect()
    }

    #[test]
    fn appears_whole_or_leaves_nothing() {
        let root = tempfile::tempdir().unwrap();
        let target = root.path().join("a");
        let unfinished = NewFolder::create(root.path()).unwrap();
        fs::write(unfinished.path().join("half"), "x").unwrap();
        drop(unfinished);
        assert!(names(root.path()).is_empty());

        let whole = NewFolder::create(root.path()).unwrap();
        fs::write(whole.path().join("all"), "x").unwrap();
        whole.commit(&target).unwrap();
        assert_eq!(names(root.path()), ["a"]);
        assert!(target.join("all").is_file());
        let second = NewFolder::create(root.path()).unwrap();
        assert_eq!(second.commit(&target).unwrap_err().code, Code::Busy);
        assert_eq!(names(root.path()), ["a"]);
    }

    #[test]
    fn only_what_nobody_works_on_is_swept() {
        let root = tempfile::tempdir().unwrap();
        fs::create_dir(root.path().join("project-1")).unwrap();
        fs::create_dir(root.path().join(".new-1-7")).unwrap();
        fs::write(root.path().join(".new-1-7.lock"), "").unwrap();
        fs::create_dir(root.path().join(".new-1-8")).unwrap();
        let working = NewFolder::create(root.path()).unwrap();
        sweep(root.path());
        assert!(working.path().is_dir());
        drop(working);
        assert_eq!(names(root.path()), ["project-1"]);
    }
}
