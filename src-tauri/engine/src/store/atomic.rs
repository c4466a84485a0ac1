//! A file is written beside its place, flushed to the disk and renamed, and then its folder is
//! flushed: whatever happens in between, the old file or the new one is there, whole.

use crate::error::{IoContext, Result};
use std::fs::{self, File};
use std::io::{self, BufWriter, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};

/// A file in the making. Dropped without `commit`, it leaves nothing behind.
pub struct AtomicFile {
    target: PathBuf,
    beside: PathBuf,
    writer: Option<BufWriter<File>>,
}

impl AtomicFile {
    pub fn create(target: &Path) -> Result<Self> {
        static COUNTER: AtomicU64 = AtomicU64::new(0);
        let mut name = std::ffi::OsString::from(".");
        name.push(target.file_name().unwrap_or_default());
        let count = COUNTER.fetch_add(1, Ordering::Relaxed);
        name.push(format!(".{}-{count}.part", std::process::id()));
        let beside = target.with_file_name(name);
        let file = File::create(&beside).at_path(&beside)?;
        Ok(Self { target: target.to_owned(), beside, writer: Some(BufWriter::new(file)) })
    }

    /// Puts the file in its place, replacing what was there.
    pub fn commit(mut self) -> Result<()> {
        let Some(writer) = self.writer.take() else { return Ok(()) };
        let file = writer.into_inner().map_err(|e| e.into_error()).at_path(&self.beside)?;
        file.sync_all().at_path(&self.beside)?;
        drop(file);
        fs::rename(&self.beside, &self.target).at_path(&self.target)?;
        match self.target.parent() {
            Some(folder) if !folder.as_os_str().is_empty() => sync_folder(folder),
            _ => sync_folder(Path::new(".")),
        }
    }
}

impl Write for AtomicFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match &mut self.writer {
            Some(writer) => writer.write(bytes),
            None => Err(io::ErrorKind::BrokenPipe.into()),
        }
    }
    fn flush(&mut self) -> io::Result<()> {
        self.writer.as_mut().map_or(Ok(()), Write::flush)
    }
}

/// Some formats write the size of a part before it once it is known.
impl Seek for AtomicFile {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        match &mut self.writer {
            Some(writer) => writer.seek(to),
            None => Err(io::ErrorKind::BrokenPipe.into()),
        }
    }
}

impl Drop for AtomicFile {
    fn drop(&mut self) {
        // After a commit the file beside is gone already, so a failure here says nothing.
        self.writer = None;
        let _ = fs::remove_file(&self.beside);
    }
}

/// Writes a whole file at once.
pub fn write_atomic(target: &Path, bytes: &[u8]) -> Result<()> {
    let mut file = AtomicFile::create(target)?;
    file.write_all(bytes).at_path(target)?;
    file.commit()
}

/// Makes renames and new files in a folder durable.
pub fn sync_folder(folder: &Path) -> Result<()> {
    // Windows can't open a folder as a file; there the rename itself is durable enough.
    if cfg!(unix) {
        File::open(folder).and_then(|f| f.sync_all()).at_path(folder)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn replaces_whole_or_not_at_all() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.txt");
        write_atomic(&path, b"old").unwrap();
        let mut unfinished = AtomicFile::create(&path).unwrap();
        unfinished.write_all(b"half").unwrap();
        drop(unfinished);
        assert_eq!(fs::read(&path).unwrap(), b"old");
        write_atomic(&path, b"new").unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"new");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1, "something was left beside");
    }

    #[test]
    fn a_missing_folder_is_said() {
        let folder = tempfile::tempdir().unwrap();
        let error = write_atomic(&folder.path().join("no/a.txt"), b"x").unwrap_err();
        assert_eq!(error.code, crate::error::Code::NotFound);
    }
}
