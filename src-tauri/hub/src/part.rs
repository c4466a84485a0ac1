//! A file on its way: its bytes, and which of them are there. Both lie beside the cache's blobs
//! under names no program takes for a blob, so a stop, a crash or a cut costs at most a piece.

use attune_engine::error::{IoContext, Result};
use serde::{Deserialize, Serialize};
use std::collections::HashSet;
use std::fs::{File, OpenOptions};
use std::io::{Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

#[derive(Serialize, Deserialize)]
struct State {
    size: u64,
    chunk: u64,
    /// Bytes there of each chunk, from its beginning.
    done: Vec<u64>,
}

struct Inner {
    file: File,
    state: State,
    claimed: HashSet<usize>,
    /// Bytes written since the state was last kept.
    unsaved: u64,
}

pub(crate) struct Part {
    path: PathBuf,
    state_path: PathBuf,
    inner: Mutex<Inner>,
}

/// A range still to be fetched: bytes `from..to` of chunk `chunk`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Range {
    pub chunk: usize,
    pub from: u64,
    pub to: u64,
}

impl Part {
    /// Goes on with what an earlier try left, if it is of the same file.
    pub fn open(blob: &Path, size: u64, chunk: u64) -> Result<Self> {
        let (path, state_path) = paths(blob);
        let kept = std::fs::read(&state_path).ok().filter(|_| path.is_file());
        let kept = kept.and_then(|bytes| serde_json::from_slice::<State>(&bytes).ok());
        let fresh = || State {
            size,
            chunk,
            done: vec![0; usize::try_from(size.div_ceil(chunk)).unwrap_or(usize::MAX)],
        };
        let state = kept.filter(|state| state.fits(size)).unwrap_or_else(fresh);
        let mut options = OpenOptions::new();
        let file = options.create(true).write(true).truncate(false).open(&path).at_path(&path)?;
        file.set_len(size).at_path(&path)?;
        let inner = Inner { file, state, claimed: HashSet::new(), unsaved: 0 };
        Ok(Self { path, state_path, inner: Mutex::new(inner) })
    }

    fn inner(&self) -> MutexGuard<'_, Inner> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Bytes that are there.
    pub fn done(&self) -> u64 {
        self.inner().state.done.iter().sum()
    }

    /// A range that nobody else is fetching; none when nothing is left to take.
    pub fn claim(&self) -> Option<Range> {
        let mut inner = self.inner();
        let open = |chunk: &usize| {
            inner.state.done[*chunk] < inner.state.length(*chunk) && !inner.claimed.contains(chunk)
        };
        let chunk = (0..inner.state.done.len()).find(open)?;
        inner.claimed.insert(chunk);
        Some(inner.state.rest(chunk))
    }

    /// What is left of a claimed chunk.
    pub fn rest(&self, chunk: usize) -> Range {
        self.inner().state.rest(chunk)
    }

    /// Writes the next bytes of a claimed chunk; what lies beyond its end is dropped.
    pub fn write(&self, chunk: usize, bytes: &[u8]) -> Result<()> {
        let mut inner = self.inner();
        let Range { from, to, .. } = inner.state.rest(chunk);
        let room = usize::try_from(to - from).unwrap_or(usize::MAX);
        let bytes = &bytes[..bytes.len().min(room)];
        inner.file.seek(SeekFrom::Start(from)).at_path(&self.path)?;
        inner.file.write_all(bytes).at_path(&self.path)?;
        inner.state.done[chunk] += bytes.len() as u64;
        inner.unsaved += bytes.len() as u64;
        if inner.unsaved >= (inner.state.chunk / 8).max(1) {
            self.save(&mut inner)?;
        }
        Ok(())
    }

    /// Writes the next bytes of a file that comes from its beginning, in one piece.
    pub fn append(&self, mut bytes: &[u8]) -> Result<()> {
        while !bytes.is_empty() {
            let next = {
                let Inner { state, .. } = &*self.inner();
                (0..state.done.len())
                    .find(|&c| state.done[c] < state.length(c))
                    .map(|c| state.rest(c))
            };
            let Some(next) = next else { return Ok(()) };
            let room = usize::try_from(next.to - next.from).unwrap_or(usize::MAX);
            let (now, later) = bytes.split_at(bytes.len().min(room));
            self.write(next.chunk, now)?;
            bytes = later;
        }
        Ok(())
    }

    /// Deletes it; what arrived is of no use.
    pub fn discard(self) -> Result<()> {
        std::fs::remove_file(&self.path).at_path(&self.path)
    }

    /// Forgets everything that has arrived.
    pub fn restart(&self) -> Result<()> {
        let mut inner = self.inner();
        inner.state.done.iter_mut().for_each(|done| *done = 0);
        inner.claimed.clear();
        self.save(&mut inner)
    }

    fn save(&self, inner: &mut Inner) -> Result<()> {
        // Not flushed to the disk: after a power cut the file's hash tells, and it is fetched again.
        let text = serde_json::to_vec(&inner.state).unwrap_or_default();
        let beside = self.state_path.with_extension("attune-new");
        std::fs::write(&beside, text).at_path(&beside)?;
        std::fs::rename(&beside, &self.state_path).at_path(&self.state_path)?;
        inner.unsaved = 0;
        Ok(())
    }

    /// Makes it a blob. Only to be called once its hash was found right.
    pub fn finish(self, blob: &Path) -> Result<()> {
        self.inner().file.sync_all().at_path(&self.path)?;
        std::fs::rename(&self.path, blob).at_path(blob)?;
        if let Some(folder) = blob.parent() {
            attune_engine::store::sync_folder(folder)?;
        }
        Ok(())
    }
}

impl Drop for Part {
    fn drop(&mut self) {
        if self.path.exists() {
            // At worst a piece is fetched twice.
            let _ = self.save(&mut self.inner());
        } else {
            let _ = std::fs::remove_file(&self.state_path);
        }
    }
}

impl State {
    /// Whether it tells of a file of this size, and tells it without contradiction.
    fn fits(&self, size: u64) -> bool {
        self.size == size
            && self.chunk > 0
            && self.done.len() as u64 == size.div_ceil(self.chunk)
            && (0..self.done.len()).all(|chunk| self.done[chunk] <= self.length(chunk))
    }

    fn length(&self, chunk: usize) -> u64 {
        let start = chunk as u64 * self.chunk;
        self.chunk.min(self.size.saturating_sub(start))
    }

    fn rest(&self, chunk: usize) -> Range {
        let start = chunk as u64 * self.chunk;
        Range { chunk, from: start + self.done[chunk], to: start + self.length(chunk) }
    }
}

/// Where the bytes and the state of a blob on its way lie.
fn paths(blob: &Path) -> (PathBuf, PathBuf) {
    (blob.with_extension("attune-part"), blob.with_extension("attune-state"))
}

/// Bytes of a file on its way that need not be fetched again.
pub(crate) fn kept(blob: &Path) -> u64 {
    let (path, state) = paths(blob);
    let state = std::fs::read(state).ok().filter(|_| path.is_file());
    let state = state.and_then(|bytes| serde_json::from_slice::<State>(&bytes).ok());
    state.map_or(0, |state| state.done.iter().sum())
}

/// Whether a folder of blobs holds a file on its way.
pub(crate) fn is_begun(blobs: &Path) -> bool {
    let mut entries = std::fs::read_dir(blobs).into_iter().flatten().flatten();
    entries.any(|entry| entry.path().extension().is_some_and(|e| e == "attune-part"))
}

/// Deletes what a fetch left in a folder of blobs.
pub(crate) fn sweep(blobs: &Path) -> Result<()> {
    for entry in std::fs::read_dir(blobs).into_iter().flatten().flatten() {
        let path = entry.path();
        let ending = path.extension().unwrap_or_default();
        if ["attune-part", "attune-state", "attune-new"].iter().any(|e| ending == *e) {
            std::fs::remove_file(&path).at_path(&path)?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn goes_on_where_it_stopped() {
        let folder = tempfile::tempdir().unwrap();
        let blob = folder.path().join("abc");
        let part = Part::open(&blob, 10, 4).unwrap();
        assert_eq!(part.claim(), Some(Range { chunk: 0, from: 0, to: 4 }));
        assert_eq!(part.claim(), Some(Range { chunk: 1, from: 4, to: 8 }));
        part.write(1, b"456").unwrap();
        part.write(0, b"0123999").unwrap();
        drop(part);
        assert_eq!(kept(&blob), 7);
        // Another size of chunk does not lose what is there.
        let part = Part::open(&blob, 10, 5).unwrap();
        assert_eq!(part.claim(), Some(Range { chunk: 1, from: 7, to: 8 }));
        part.write(1, b"7").unwrap();
        assert_eq!(part.claim(), Some(Range { chunk: 2, from: 8, to: 10 }));
        part.write(2, b"89").unwrap();
        assert_eq!(part.claim(), None);
        assert_eq!(part.done(), 10);
        part.finish(&blob).unwrap();
        assert_eq!(std::fs::read(&blob).unwrap(), b"0123456789");
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[test]
    fn a_state_that_can_not_be_is_begun_anew() {
        let folder = tempfile::tempdir().unwrap();
        let blob = folder.path().join("abc");
        for state in [
            "",
            "{",
            r#"{"size":10,"chunk":0,"done":[]}"#,
            r#"{"size":10,"chunk":4,"done":[9,0,0]}"#,
            r#"{"size":11,"chunk":4,"done":[4,4,0]}"#,
        ] {
            std::fs::write(blob.with_extension("attune-part"), "0123456789").unwrap();
            std::fs::write(blob.with_extension("attune-state"), state).unwrap();
            let part = Part::open(&blob, 10, 4).unwrap();
            assert_eq!(part.done(), 0, "{state}");
        }
        sweep(folder.path()).unwrap();
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
    }

    #[test]
    fn an_empty_file_has_nothing_to_fetch() {
        let folder = tempfile::tempdir().unwrap();
        let part = Part::open(&folder.path().join("e"), 0, 4).unwrap();
        assert_eq!(part.claim(), None);
    }
}
