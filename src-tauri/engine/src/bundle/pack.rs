//! A project as one file.

use super::relink::{without_paths, without_reader};
use super::{Hear, Item, LIST_ENTRY, List, RECIPE, VERSION, files, refuse_full};
use crate::data::{DATABASE, Project, TYPE, TYPE_ENTRY};
use crate::error::{Error, IoContext, Result};
use crate::store::AtomicFile;
use crate::train::FACTS;
use std::collections::HashMap;
use std::fs::File;
use std::io::{Read, Write};
use std::path::Path;
use zip::CompressionMethod;
use zip::result::ZipError;
use zip::write::{SimpleFileOptions, ZipWriter};

/// Numbers that look like chance: packing them costs time and saves little.
const DENSE: &[&str] = &[".safetensors"];

/// Writes the project to the file `to`; gives its size. The database is copied into the folder
/// `scratch` first, which the caller deletes. `room` is what is free where the file goes.
pub fn pack(
    project: &mut Project,
    to: &Path,
    scratch: &Path,
    room: Option<u64>,
    hear: Hear<'_>,
) -> Result<u64> {
    let mut items = files(project.folder())?;
    let estimate = super::size(project)?;
    refuse_full(estimate, room)?;
    let database = scratch.join(DATABASE);
    project.snapshot(&database, &mut |_| hear(0, estimate))?;
    let bytes = std::fs::metadata(&database).at_path(&database)?.len();
    items.insert(0, Item { path: DATABASE.into(), bytes, changed: 0 });
    let cleaned = without_places(project.folder(), &mut items)?;
    let list = List {
        v: VERSION,
        attune: env!("CARGO_PKG_VERSION").into(),
        name: project.name()?.unwrap_or_default(),
        rows: project.summary()?.rows,
        files: items,
    };
    let mut packing = Packing::begin(to, &list)?;
    let path_of = |item: &Item| match item.path == DATABASE {
        true => database.clone(),
        false => project.folder().join(&item.path),
    };
    let (mut done, total) = (0, list.files.iter().map(|item| item.bytes).sum());
    let mut heard = |bytes| {
        done += bytes;
        hear(done, total)
    };
    for item in &list.files {
        match cleaned.get(&item.path) {
            Some(text) => packing.add(item, &mut text.as_slice(), &path_of(item), &mut heard)?,
            None => {
                let path = path_of(item);
                let mut file = File::open(&path).at_path(&path)?;
                packing.add(item, &mut file, &path, &mut heard)?;
            }
        }
    }
    packing.finish()
}

/// What travels in the place of files that name folders of this computer. A run whose recipe is
/// no recipe is left out: it can't be used here either.
fn without_places(project: &Path, items: &mut Vec<Item>) -> Result<HashMap<String, Vec<u8>>> {
    let runs: Vec<String> =
        items.iter().filter_map(|item| run_of_recipe(&item.path)).map(str::to_owned).collect();
    let mut cleaned = HashMap::new();
    for run in runs {
        let folder = project.join(&run);
        let Ok(recipe) = without_paths(&folder) else {
            items.retain(|item| !item.path.starts_with(&format!("{run}/")));
            continue;
        };
        cleaned.insert(format!("{run}/{RECIPE}"), recipe);
        if folder.join(FACTS).is_file() {
            cleaned.insert(format!("{run}/{FACTS}"), without_reader(&folder.join(FACTS))?);
        }
    }
    for item in items {
        if let Some(text) = cleaned.get(&item.path) {
            item.bytes = text.len() as u64;
        }
    }
    Ok(cleaned)
}

/// The run whose recipe lies at this place.
pub(super) fn run_of_recipe(path: &str) -> Option<&str> {
    let run = path.strip_suffix(RECIPE)?.strip_suffix('/')?;
    (run.split('/').count() == 2).then_some(run)
}

struct Packing<'a> {
    zip: ZipWriter<AtomicFile>,
    to: &'a Path,
}

impl<'a> Packing<'a> {
    fn begin(to: &'a Path, list: &List) -> Result<Self> {
        let mut packing = Self { zip: ZipWriter::new(AtomicFile::create(to)?), to };
        packing.start(TYPE_ENTRY, options(true))?;
        packing.zip.write_all(TYPE.as_bytes()).at_path(to)?;
        packing.start(LIST_ENTRY, options(false))?;
        serde_json::to_writer(&mut packing.zip, list)
            .map_err(|error| Error::io(error.into(), to))?;
        Ok(packing)
    }

    fn start(&mut self, name: &str, options: SimpleFileOptions) -> Result<()> {
        self.zip.start_file(name, options).map_err(|error| failed(error, self.to))
    }

    fn add(
        &mut self,
        item: &Item,
        content: &mut dyn Read,
        from: &Path,
        heard: &mut dyn FnMut(u64) -> Result<()>,
    ) -> Result<()> {
        let dense = DENSE.iter().any(|ending| item.path.ends_with(ending));
        // Beyond 4 GB an entry's size takes more room in the list.
        let large = item.bytes >= u64::from(u32::MAX) - (1 << 20);
        self.start(&item.path, options(dense).large_file(large))?;
        let mut buffer = vec![0; 1 << 20];
        let mut left = item.bytes;
        loop {
            let n = content.read(&mut buffer).at_path(from)?;
            if n == 0 && left == 0 {
                return Ok(());
            }
            left = match left.checked_sub(n as u64) {
                Some(left) if n > 0 => left,
                _ => return Err(Error::internal("A file of the project changed on the way")),
            };
            self.zip.write_all(&buffer[..n]).at_path(self.to)?;
            heard(n as u64)?;
        }
    }

    fn finish(self) -> Result<u64> {
        let to = self.to;
        self.zip.finish().map_err(|error| failed(error, to))?.commit()?;
        Ok(std::fs::metadata(to).at_path(to)?.len())
    }
}

fn options(stored: bool) -> SimpleFileOptions {
    let method = if stored { CompressionMethod::Stored } else { CompressionMethod::Deflated };
    SimpleFileOptions::default().compression_method(method)
}

fn failed(error: ZipError, to: &Path) -> Error {
    match error {
        ZipError::Io(error) => Error::io(error, to),
        error => Error::internal("The project could not be packed").source(error),
    }
}
