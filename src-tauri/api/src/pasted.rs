//! What was pasted is read like any other file, so it lies in one until it is imported.

use attune_engine::error::{IoContext, Result};
use attune_engine::store::write_atomic;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// What was pasted and then left is not kept longer than this.
const KEPT: Duration = Duration::from_secs(3600);

/// Writes `text` to a file of its own below `folder`, named so that a person knows it again.
pub(crate) fn keep(folder: &Path, name: &str, text: &str) -> Result<PathBuf> {
    sweep(folder, KEPT);
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default().as_nanos();
    let own = folder.join(now.to_string());
    std::fs::create_dir_all(&own).at_path(&own)?;
    let letters = name.chars().filter(|c| c.is_alphanumeric() || *c == ' ' || *c == '-');
    let name: String = letters.take(60).collect();
    let name = name.trim();
    let path = own.join(format!("{}.txt", if name.is_empty() { "pasted" } else { name }));
    write_atomic(&path, text.as_bytes())?;
    Ok(path)
}

/// Deletes `file` if it is one that was pasted. What can't be deleted now goes with a later sweep.
pub(crate) fn forget(folder: &Path, file: &Path) {
    let own = file.parent().unwrap_or(file);
    if folder.canonicalize().is_ok_and(|folder| own.parent() == Some(&folder)) {
        let _ = std::fs::remove_dir_all(own);
    }
}

/// Deletes what has lain here longer than `kept`.
pub(crate) fn sweep(folder: &Path, kept: Duration) {
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let changed = entry.metadata().and_then(|about| about.modified()).ok();
        let age = changed.and_then(|changed| changed.elapsed().ok()).unwrap_or_default();
        if age >= kept {
            let _ = std::fs::remove_dir_all(entry.path());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_pasted_is_there_until_it_is_forgotten() {
        let folder = tempfile::tempdir().unwrap();
        let pasted = folder.path().join("pasted");
        let path = keep(&pasted, "../Rows: of mine", "a\tb\n").unwrap();
        assert_eq!(path.file_name().unwrap(), "Rows of mine.txt");
        assert_eq!(std::fs::read_to_string(&path).unwrap(), "a\tb\n");
        let other = folder.path().join("other.txt");
        std::fs::write(&other, "x").unwrap();
        forget(&pasted, &other);
        assert!(other.exists(), "a file that was not pasted is gone");
        forget(&pasted, &path.canonicalize().unwrap());
        assert!(!path.exists());
        let left = keep(&pasted, "", "x").unwrap();
        sweep(&pasted, KEPT);
        assert!(left.exists());
        sweep(&pasted, Duration::ZERO);
        assert!(!left.exists());
    }
}
