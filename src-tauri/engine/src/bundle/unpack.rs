//! A project out of a file. Nothing that the file says is believed: names, sizes and counts are
//! looked at before anything is written, and no more comes out of an entry than it announced.

use super::relink::place_model;
use super::{
    FindModel, Hear, Item, LIST_ENTRY, List, RECIPE, RUNS, VERSION, is_run, names, refuse_full,
    set_time, travels,
};
use crate::data::zipped::{Capped, MOST_RATIO, SMALL, refuse_crowded};
use crate::data::{DATABASE, Project, TYPE_ENTRY, is_project};
use crate::error::{Code, Error, IoContext, Result};
use std::collections::{HashMap, HashSet};
use std::fs::{self, File};
use std::io::{BufReader, Read, Write};
use std::path::Path;
use zip::ZipArchive;
use zip::result::ZipError;

type Archive = ZipArchive<BufReader<File>>;

/// Of the list; one with the longest names an archive may have is smaller.
const LONGEST_LIST: u64 = 32 << 20;

/// What a project file holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contents {
    pub name: String,
    pub rows: usize,
    pub runs: usize,
    /// Once it is unpacked.
    pub bytes: u64,
}

/// What the file holds; none where it is no project, whatever it is called.
pub fn look(file: &Path) -> Result<Option<Contents>> {
    if file.is_dir() || !says_project(file)? {
        return Ok(None);
    }
    let (_, list) = open(file)?;
    let runs = list.files.iter().filter(|item| super::pack::run_of_recipe(&item.path).is_some());
    Ok(Some(Contents {
        runs: runs.count(),
        rows: list.rows,
        bytes: list.files.iter().map(|item| item.bytes).sum(),
        name: list.name,
    }))
}

/// Whether the file says so, whatever it is called.
fn says_project(file: &Path) -> Result<bool> {
    let mut head = Vec::new();
    File::open(file).at_path(file)?.take(512).read_to_end(&mut head).at_path(file)?;
    Ok(is_project(&head))
}

/// Unpacks the file into the folder `into`, which is there and empty, and makes sure that it is a
/// project. `room` is what is free there; `find` says where the runs' models are on this computer.
pub fn unpack(
    file: &Path,
    into: &Path,
    room: Option<u64>,
    find: FindModel<'_>,
    hear: Hear<'_>,
) -> Result<String> {
    if !says_project(file)? {
        return Err(bad(file, "This file is not a project of Attune")
            .advice("Choose a file that Attune saved a project to"));
    }
    let (mut archive, list) = open(file)?;
    let total = list.files.iter().map(|item| item.bytes).sum();
    refuse_full(total, room)?;
    let mut done = 0;
    for item in &list.files {
        let part = archive.by_name(&item.path).map_err(|error| broken(file, error))?;
        let capped = Capped { input: part, left: item.bytes };
        write(file, capped, into, item, &mut |bytes| {
            done += bytes;
            hear(done, total)
        })?;
    }
    let checked = Project::open_foreign(into).and_then(|_| place_models(into, find));
    // Its place is a folder that goes again.
    checked.map_err(|error| at(error, file))?;
    Ok(list.name)
}

/// The archive and its list, which name the same files.
fn open(file: &Path) -> Result<(Archive, List)> {
    refuse_crowded(file)?;
    let length = fs::metadata(file).at_path(file)?.len();
    let input = BufReader::new(File::open(file).at_path(file)?);
    let mut archive = ZipArchive::new(input).map_err(|error| broken(file, error))?;
    let list = read_list(file, &mut archive)?;
    let mut sizes = HashMap::new();
    for index in 0..archive.len() {
        let part = archive.by_index_raw(index).map_err(|error| broken(file, error))?;
        let name = part.name().to_owned();
        if part.is_symlink() || part.is_dir() || part.encrypted() {
            return Err(stranger(file, format!("'{}' in the file is no plain file", short(&name))));
        }
        if ![TYPE_ENTRY, LIST_ENTRY].contains(&name.as_str()) {
            sizes.insert(name, part.size());
        }
    }
    let mut seen = HashSet::new();
    let mut total: u64 = 0;
    for item in &list.files {
        if !travels(&item.path) {
            let what = format!("'{}' in the file is no part of a project", short(&item.path));
            return Err(stranger(file, what));
        }
        // Some disks take capitals and small letters for the same.
        let twice = !seen.insert(item.path.to_ascii_lowercase());
        if twice || sizes.remove(&item.path) != Some(item.bytes) {
            return Err(not_whole(file));
        }
        total = total.saturating_add(item.bytes);
    }
    if let Some(name) = sizes.keys().next() {
        return Err(stranger(
            file,
            format!("'{}' in the file is no part of a project", short(name)),
        ));
    }
    if !seen.contains(DATABASE) {
        return Err(not_whole(file));
    }
    if total > SMALL && total / length.max(1) > MOST_RATIO {
        return Err(stranger(file, "This file would unpack to far more than a project holds"));
    }
    Ok((archive, list))
}

fn read_list(file: &Path, archive: &mut Archive) -> Result<List> {
    let part = archive.by_name(LIST_ENTRY).map_err(|error| broken(file, error))?;
    let mut text = Vec::new();
    Capped { input: part, left: LONGEST_LIST }
        .read_to_end(&mut text)
        .map_err(|error| not_whole(file).source(error))?;
    /// A newer list may look otherwise in all else.
    #[derive(serde::Deserialize)]
    struct Version {
        v: u32,
    }
    let damaged = |error| not_whole(file).source(error);
    let version: Version = serde_json::from_slice(&text).map_err(damaged)?;
    if version.v > VERSION {
        return Err(Error::new(Code::TooNew, "This project was saved by a newer Attune")
            .at(name_of(file))
            .safe("Nothing was changed")
            .advice("Open it with that version, or update this one"));
    }
    let mut list: List = serde_json::from_slice(&text).map_err(damaged)?;
    let words = list.name.split_whitespace().collect::<Vec<_>>().join(" ");
    list.name = words.chars().filter(|c| !c.is_control()).take(180).collect();
    Ok(list)
}

fn write(
    file: &Path,
    mut content: impl Read,
    into: &Path,
    item: &Item,
    hear: &mut dyn FnMut(u64) -> Result<()>,
) -> Result<()> {
    let to = into.join(&item.path);
    if let Some(folder) = to.parent() {
        fs::create_dir_all(folder).at_path(folder)?;
    }
    let mut output = File::create_new(&to).at_path(&to)?;
    let mut buffer = vec![0; 1 << 20];
    let mut left = item.bytes;
    loop {
        // The end of an entry tells whether its checksum is right.
        let n = content.read(&mut buffer).map_err(|error| not_whole(file).source(error))?;
        if n == 0 {
            break;
        }
        output.write_all(&buffer[..n]).at_path(&to)?;
        left = left.saturating_sub(n as u64);
        hear(n as u64)?;
    }
    if left > 0 {
        return Err(not_whole(file));
    }
    output.sync_all().at_path(&to)?;
    set_time(&to, &output, item.changed)
}

fn place_models(project: &Path, find: FindModel<'_>) -> Result<()> {
    let runs = project.join(RUNS);
    for name in names(&runs)?.iter().filter(|name| is_run(name)) {
        let run = runs.join(name);
        if run.join(RECIPE).is_file() {
            place_model(&run, find)?;
        }
    }
    Ok(())
}

fn name_of(file: &Path) -> String {
    file.file_name().unwrap_or(file.as_os_str()).to_string_lossy().into_owned()
}

fn at(error: Error, file: &Path) -> Error {
    error.at(name_of(file)).safe("Nothing was changed")
}

/// No more of a hostile name than fits into a sentence.
fn short(name: &str) -> String {
    name.chars().filter(|c| !c.is_control()).take(60).collect()
}

fn bad(file: &Path, what: impl Into<String>) -> Error {
    at(Error::new(Code::BadFile, what), file)
}

fn not_whole(file: &Path) -> Error {
    bad(file, "The project file is damaged or not whole")
        .advice("Copy it once more from where it came, or save the project anew there")
}

fn stranger(file: &Path, what: impl Into<String>) -> Error {
    bad(file, what).advice("Attune did not make it so: open only files from people you know")
}

fn broken(file: &Path, error: ZipError) -> Error {
    not_whole(file).source(error)
}
