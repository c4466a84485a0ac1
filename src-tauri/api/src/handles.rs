//! Opaque names for files and folders the person chose. The interface never sees a path it could
//! ask for, so a script in a page cannot read a file the person did not hand over.

use crate::lock;
use crate::types::{Handle, Id};
use attune_engine::error::{Code, Error, IoContext, Result};
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Mutex;

#[derive(Default)]
pub(crate) struct Handles {
    known: Mutex<HashMap<Id, PathBuf>>,
}

impl Handles {
    /// A handle for `path`; the same path keeps its handle.
    pub fn register(&self, path: &Path) -> Result<Handle> {
        let path = path.canonicalize().at_path(path)?;
        let meta = path.metadata().at_path(&path)?;
        let mut known = lock(&self.known);
        let id = match known.iter().find(|(_, other)| **other == path) {
            Some((id, _)) => id.clone(),
            None => format!("h{}", known.len() + 1),
        };
        known.insert(id.clone(), path.clone());
        Ok(Handle {
            id,
            name: file_name(&path),
            folder: path.parent().map(display).unwrap_or_default(),
            bytes: if meta.is_file() { meta.len() } else { 0 },
        })
    }

    fn path(&self, id: &str) -> Result<PathBuf> {
        lock(&self.known).get(id).cloned().ok_or_else(|| {
            Error::new(Code::NotFound, "This file or folder was not handed to Attune")
                .advice("Choose it again")
        })
    }

    /// A file or a folder, whichever it is.
    pub fn any(&self, id: &str) -> Result<PathBuf> {
        self.path(id)
    }

    pub fn file(&self, id: &str) -> Result<PathBuf> {
        let path = self.path(id)?;
        if path.is_dir() {
            return Err(Error::new(Code::BadFile, "This is a folder, and a file is needed")
                .at(file_name(&path))
                .advice("Choose a file in it"));
        }
        Ok(path)
    }

    /// The folder itself, or the one a file lies in.
    pub fn place(&self, id: &str) -> Result<PathBuf> {
        let path = self.path(id)?;
        let folder = if path.is_file() { path.parent().map(Path::to_path_buf) } else { None };
        let folder = folder.unwrap_or(path);
        if !folder.is_dir() {
            return Err(Error::new(Code::NotFound, "The folder is not there any more")
                .at(display(&folder))
                .advice("It was moved or deleted outside Attune"));
        }
        Ok(folder)
    }

    pub fn folder(&self, id: &str) -> Result<PathBuf> {
        let path = self.path(id)?;
        if !path.is_dir() {
            return Err(Error::new(Code::NotFound, "The folder is not there")
                .at(display(&path))
                .advice("Choose another one"));
        }
        Ok(path)
    }
}

/// The last part of a path, readable whatever its encoding.
pub(crate) fn file_name(path: &Path) -> String {
    path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned()
}

/// A path for reading, without the `\\?\` that Windows puts before a canonical one.
pub(crate) fn display(path: &Path) -> String {
    let text = path.to_string_lossy();
    text.strip_prefix(r"\\?\").unwrap_or(&text).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_handle_hides_its_path_and_keeps_its_name() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("messages.csv");
        std::fs::write(&file, "text,label\n").unwrap();
        let handles = Handles::default();
        let handle = handles.register(&file).unwrap();
        assert_eq!((handle.name.as_str(), handle.bytes), ("messages.csv", 11));
        assert!(!handle.id.contains("messages"));
        assert_eq!(handles.register(&file).unwrap().id, handle.id);
        assert_eq!(handles.file(&handle.id).unwrap(), file.canonicalize().unwrap());
        assert_eq!(handles.folder(&handle.id).unwrap_err().code, Code::NotFound);
    }

    #[test]
    fn a_path_is_no_handle() {
        let handles = Handles::default();
        assert_eq!(handles.file("/etc/passwd").unwrap_err().code, Code::NotFound);
        let missing = handles.register(Path::new("/no/such/file.csv")).unwrap_err();
        assert_eq!(missing.code, Code::NotFound);
    }
}
