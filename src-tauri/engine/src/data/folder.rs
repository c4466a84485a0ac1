//! A folder of documents. Each file is read as what it is; the folder it lies in can be its label.

use super::collection::{self, Member, Members, TakeMember};
use super::document::LARGEST;
use super::source::{Sniff, Source};
use super::{Format, bad_file};
use crate::error::{IoContext, Result};
use crate::store::hex;
use sha2::{Digest, Sha256};
use std::fs::{self, File};
use std::io::Read;
use std::path::{Path, PathBuf};

pub(super) const FORMAT: Format = Format {
    id: "folder",
    title: "Folder",
    description: "The documents in a folder; a sub-folder's name can be the label",
    extensions: &[],
    example: b"",
    sniff: Sniff::Bytes(|head| head.is_folder),
    layout: |source, options| collection::layout(source, options, &mut Folder::open(source)?),
    read: |source, layout, each| collection::read(source, layout, each, &mut Folder::open(source)?),
    parse: None,
};

/// More files than this are not a folder of examples.
const MOST_FILES: usize = 100_000;
const DEEPEST: usize = 16;

/// The files in a folder and in the folders below it, by name.
fn files(root: &Path) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    let mut open = vec![(root.to_owned(), 0)];
    while let Some((folder, depth)) = open.pop() {
        for entry in fs::read_dir(&folder).at_path(&folder)? {
            let entry = entry.at_path(&folder)?;
            // Links are not followed: they may lead out of the folder, or in a circle.
            let kind = entry.file_type().at_path(&folder)?;
            if collection::is_hidden(&entry.file_name().to_string_lossy()) {
                continue;
            }
            if kind.is_dir() && depth < DEEPEST {
                open.push((entry.path(), depth + 1));
            } else if kind.is_file() {
                found.push(entry.path());
            }
            if found.len() + open.len() > MOST_FILES {
                return Err(bad_file(root, "This folder holds more than 100,000 files")
                    .advice("Choose a folder with fewer files"));
            }
        }
    }
    found.sort();
    Ok(found)
}

/// Bytes of all its files.
pub(super) fn bytes(root: &Path) -> Result<u64> {
    Ok(files(root)?.iter().filter_map(|file| Some(file.metadata().ok()?.len())).sum())
}

/// SHA-256 over the names and contents of all its files.
pub(super) fn sha256(root: &Path) -> Result<String> {
    let mut hash = Sha256::new();
    for file in files(root)? {
        let name = file.strip_prefix(root).unwrap_or(&file).to_string_lossy().into_owned();
        hash.update((name.len() as u64).to_le_bytes());
        hash.update(name);
        hash.update(crate::store::sha256_file(&file)?);
    }
    Ok(hex(&hash.finalize()))
}

struct Folder<'a> {
    source: &'a Source,
    files: Vec<PathBuf>,
}

impl<'a> Folder<'a> {
    fn open(source: &'a Source) -> Result<Self> {
        Ok(Self { source, files: files(&source.path)? })
    }
}

impl Members for Folder<'_> {
    fn each(&mut self, most: u64, take: &mut TakeMember<'_>) -> Result<()> {
        let mut done = 0;
        for (number, file) in (1..).zip(&self.files) {
            let relative = file.strip_prefix(&self.source.path).unwrap_or(file);
            let parts: Vec<_> = relative.iter().map(|part| part.to_string_lossy()).collect();
            let content = read(file, most);
            done += content.as_ref().map_or(0, |bytes| bytes.len() as u64);
            self.source.note_progress(done);
            if !take(Member { number, path: parts.join("/"), content })? {
                return Ok(());
            }
        }
        Ok(())
    }
}

fn read(file: &Path, most: u64) -> std::result::Result<Vec<u8>, String> {
    let mut bytes = Vec::new();
    let read = File::open(file).and_then(|file| file.take(most).read_to_end(&mut bytes));
    match read {
        Ok(_) if bytes.len() as u64 > LARGEST => Err(collection::TOO_LARGE.into()),
        Ok(_) => Ok(bytes),
        Err(error) => Err(format!("It can't be read: {error}")),
    }
}
