//! Where an export goes: into a folder, or nowhere, where only names and sizes are asked for. Both
//! go through the same code, so that what is promised is what is written.

use super::Progress;
use crate::error::{Error, IoContext, Result};
use crate::store::write_atomic;
use crate::train::{tensors_size, write_tensors_watched};
use serde_json::Value;
use std::borrow::Cow;
use std::path::{Path, PathBuf};

/// A tensor that is only computed once it is written.
pub(super) struct Tensor<'a> {
    name: String,
    shape: Vec<usize>,
    values: Box<dyn Fn() -> Cow<'a, [f32]> + 'a>,
}

pub(super) fn tensor<'a>(
    name: String,
    shape: &[usize],
    values: impl Fn() -> Cow<'a, [f32]> + 'a,
) -> Tensor<'a> {
    Tensor { name, shape: shape.to_vec(), values: Box::new(values) }
}

pub(super) struct Sink<'a> {
    /// None where nothing is written.
    folder: Option<PathBuf>,
    /// Names and sizes so far.
    files: Vec<(String, u64)>,
    progress: &'a mut Progress<'a>,
}

impl<'a> Sink<'a> {
    /// Writes; `progress` hears bytes of the weights, done and in all.
    pub fn into_folder(folder: &Path, progress: &'a mut Progress<'a>) -> Self {
        Self { folder: Some(folder.to_owned()), files: Vec::new(), progress }
    }

    /// Only notes what would be written.
    pub fn nowhere(progress: &'a mut Progress<'a>) -> Self {
        Self { folder: None, files: Vec::new(), progress }
    }

    /// What was written, or would have been, in the order of the names.
    pub fn files(mut self) -> Vec<(String, u64)> {
        self.files.sort();
        self.files
    }

    pub fn bytes(&mut self, name: &str, bytes: &[u8]) -> Result<()> {
        if let Some(path) = self.place(name)? {
            write_atomic(&path, bytes)?;
        }
        self.files.push((name.to_owned(), bytes.len() as u64));
        Ok(())
    }

    pub fn json(&mut self, name: &str, value: &Value) -> Result<()> {
        let text = serde_json::to_string_pretty(value)
            .map_err(|e| Error::internal("JSON can't be written").source(e))?;
        self.bytes(name, text.as_bytes())
    }

    pub fn copy_if_there(&mut self, from: &Path, name: &str) -> Result<()> {
        let path = from.join(name);
        if !path.is_file() {
            return Ok(());
        }
        let bytes = std::fs::read(&path).at_path(&path)?;
        self.bytes(name, &bytes)
    }

    /// Writes them as safetensors, and tells how far it is.
    pub fn tensors(&mut self, name: &str, list: &[Tensor<'_>]) -> Result<()> {
        self.write_tensors(name, list, true)
    }

    /// The same of so little that it is not worth telling.
    pub fn few_tensors(&mut self, name: &str, list: &[Tensor<'_>]) -> Result<()> {
        self.write_tensors(name, list, false)
    }

    fn write_tensors(&mut self, name: &str, list: &[Tensor<'_>], told: bool) -> Result<()> {
        let shapes = list.iter().map(|t| (t.name.as_str(), t.shape.as_slice()));
        let bytes = tensors_size(shapes)?;
        self.files.push((name.to_owned(), bytes));
        let Some(path) = self.place(name)? else { return Ok(()) };
        let bytes = |t: &Tensor<'_>| -> Vec<u8> {
            (t.values)().iter().flat_map(|v| v.to_le_bytes()).collect()
        };
        let list: Vec<_> =
            list.iter().map(|t| (t.name.as_str(), t.shape.clone(), bytes(t))).collect();
        let total = list.iter().map(|(.., bytes)| bytes.len()).sum();
        let mut done = 0;
        write_tensors_watched(&list, &path, &mut |bytes| {
            done += bytes;
            if told { (self.progress)(done, total) } else { Ok(()) }
        })
    }

    /// The file's place, its folder made.
    fn place(&self, name: &str) -> Result<Option<PathBuf>> {
        let Some(folder) = &self.folder else { return Ok(None) };
        let path = folder.join(name);
        if let Some(parent) = path.parent() {
            std::fs::create_dir_all(parent).at_path(parent)?;
        }
        Ok(Some(path))
    }
}
