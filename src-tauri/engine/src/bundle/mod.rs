//! Whole projects: copied, packed into one file, and unpacked from one. What a project is made of
//! is said here once: its database and the folders of its runs.
//!
//! A file is a ZIP archive whose first entry says what it is, whatever the file is called. It holds
//! no path of this computer: which model a run was tuned from is told by the model's name and the
//! hash of its weights, and looked for anew where the file is opened.

mod duplicate;
mod pack;
mod relink;
mod unpack;

pub use duplicate::duplicate;
pub use pack::pack;
pub use relink::{FindModel, relink};
pub use unpack::{Contents, look, unpack};

use crate::data::{DATABASE, Project};
use crate::error::{Code, Error, IoContext, Result};
use serde::{Deserialize, Serialize};
use std::fs::{self, File, FileTimes};
use std::path::Path;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// Of the file's form.
const VERSION: u32 = 1;
const LIST_ENTRY: &str = "project.json";

const RUNS: &str = "runs";
const RECIPE: &str = "recipe.json";
/// Of a worker that was or is at work on this computer.
const LEFT_BEHIND: &[&str] = &["worker.lock", "worker.log", "control.json"];
/// Names that are devices on Windows, whatever their ending.
const DEVICES: &[&str] = &["con", "prn", "aux", "nul", "com", "lpt"];
const DEEPEST: usize = 5;

/// Hears bytes done and in all, and may call it off.
pub type Hear<'a> = &'a mut dyn FnMut(u64, u64) -> Result<()>;

/// What a file says of itself.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct List {
    v: u32,
    /// Version of Attune that wrote it.
    attune: String,
    name: String,
    rows: usize,
    files: Vec<Item>,
}

/// A file of a project.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Item {
    /// In the project's folder, with '/' between its parts.
    pub path: String,
    pub bytes: u64,
    /// Seconds since 1970. When a run began is told by it.
    changed: u64,
}

/// All of a project but its database.
pub fn files(project: &Path) -> Result<Vec<Item>> {
    let mut items = Vec::new();
    let runs = project.join(RUNS);
    for name in names(&runs)? {
        let run = format!("{RUNS}/{name}");
        // The recipe is written last: without it, the folder is not a run.
        if is_run(&name) && project.join(&run).join(RECIPE).is_file() {
            collect(project, &run, &mut items)?;
        }
    }
    Ok(items)
}

/// How many bytes all of it takes.
pub fn size(project: &Project) -> Result<u64> {
    let items = files(project.folder())?;
    Ok(project.database_bytes()? + items.iter().map(|item| item.bytes).sum::<u64>())
}

/// The names in a folder, in order; none where there is no folder.
fn names(folder: &Path) -> Result<Vec<String>> {
    if !folder.is_dir() {
        return Ok(Vec::new());
    }
    let mut names = Vec::new();
    for entry in fs::read_dir(folder).at_path(folder)? {
        names.push(entry.at_path(folder)?.file_name().to_string_lossy().into_owned());
    }
    names.sort();
    Ok(names)
}

fn collect(project: &Path, folder: &str, items: &mut Vec<Item>) -> Result<()> {
    for name in names(&project.join(folder))? {
        let path = format!("{folder}/{name}");
        let full = project.join(&path);
        // Links are not followed: what they lead to is not the project's.
        let meta = fs::symlink_metadata(&full).at_path(&full)?;
        if meta.is_dir() && is_plain(&name) {
            collect(project, &path, items)?;
        } else if meta.is_file() && travels(&path) {
            let changed = meta.modified().ok().and_then(|at| at.duration_since(UNIX_EPOCH).ok());
            items.push(Item {
                path,
                bytes: meta.len(),
                changed: changed.map_or(0, |at| at.as_secs()),
            });
        }
    }
    Ok(())
}

/// Whether a file at this place is a part of a project, and no way out of its folder.
fn travels(path: &str) -> bool {
    if path == DATABASE {
        return true;
    }
    let parts: Vec<&str> = path.split('/').collect();
    let [RUNS, run, inside @ ..] = parts.as_slice() else { return false };
    is_run(run)
        && (1..=DEEPEST).contains(&inside.len())
        && inside.iter().all(|part| is_plain(part))
        && inside.last().is_some_and(|name| !LEFT_BEHIND.contains(name))
}

fn is_run(name: &str) -> bool {
    // As the program numbers them: nobody gets to a million.
    name.strip_prefix("run-").is_some_and(|number| {
        (1..=6).contains(&number.len())
            && number.bytes().all(|b| b.is_ascii_digit())
            && !number.starts_with('0')
    })
}

/// A name that means the same on every disk. Those that begin with a dot are being written.
fn is_plain(name: &str) -> bool {
    let stem =
        name.split('.').next().unwrap_or_default().trim_end_matches(|c: char| c.is_ascii_digit());
    (1..=100).contains(&name.len())
        && name.bytes().all(|b| b.is_ascii_alphanumeric() || b"._-".contains(&b))
        && !name.starts_with('.')
        && !name.ends_with('.')
        && !DEVICES.contains(&stem.to_ascii_lowercase().as_str())
}

/// Refuses work that would fill the disk. `room` is what is free there, where that is known.
fn refuse_full(need: u64, room: Option<u64>) -> Result<()> {
    /// A disk that is full to the last byte stops other programs, too.
    const SPARE: u64 = 64 << 20;
    match room {
        Some(room) if need.saturating_add(SPARE) > room => {
            let short = (need + SPARE - room).div_ceil(1_000_000);
            Err(Error::new(Code::DiskFull, "There is not enough room on the disk")
                .safe("Nothing was written")
                .advice(format!("Free about {short} MB there, then try again")))
        }
        _ => Ok(()),
    }
}

/// Gives a written file the time that its origin had.
fn set_time(path: &Path, file: &File, changed: u64) -> Result<()> {
    // A time to come would make every run look newer than those that follow.
    let at =
        (UNIX_EPOCH + Duration::from_secs(changed.min(u64::from(u32::MAX)))).min(SystemTime::now());
    file.set_times(FileTimes::new().set_modified(at)).at_path(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_projects_own_files_travel() {
        for path in [
            "project.db",
            "runs/run-1/recipe.json",
            "runs/run-12/checkpoints/step-00000004/weights.safetensors",
        ] {
            assert!(travels(path), "{path}");
        }
        for path in [
            "",
            "project.db-wal",
            "project.lock",
            "opened",
            "exports.json",
            "runs/run-1",
            "runs/run-1/",
            "runs/run-x/recipe.json",
            "runs/run-01/recipe.json",
            "runs/run-4294967295/recipe.json",
            "runs/run-1/worker.log",
            "runs/run-1/worker.lock",
            "runs/run-1/.part",
            "runs/run-1/../../x",
            "../project.db",
            "/project.db",
            "runs\\run-1\\recipe.json",
            "runs/run-1/C:x",
            "runs/run-1/nul",
            "runs/run-1/COM1.txt",
            "runs/run-1/a/b/c/d/e/f",
            "runs/run-1/x.",
        ] {
            assert!(!travels(path), "{path}");
        }
    }

    #[test]
    fn a_full_disk_is_told_before() {
        refuse_full(10 << 20, None).unwrap();
        refuse_full(10 << 20, Some(1 << 30)).unwrap();
        assert_eq!(refuse_full(10 << 20, Some(20 << 20)).unwrap_err().code, Code::DiskFull);
        assert_eq!(refuse_full(u64::MAX - (65 << 20), Some(0)).unwrap_err().code, Code::DiskFull);
    }
}
