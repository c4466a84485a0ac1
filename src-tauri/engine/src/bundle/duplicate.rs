//! A second project with everything that the first one has.

use super::{Hear, Item, files, refuse_full, set_time};
use crate::data::{DATABASE, Project};
use crate::error::{IoContext, Result};
use std::fs::{self, File};
use std::io::{Read, Write};
use std::path::Path;

/// Copies the project into the folder `into`, which is there and empty, under another name. What it
/// noted of saved models stays behind: those were saved from the first one.
pub fn duplicate(
    project: &mut Project,
    name: &str,
    into: &Path,
    room: Option<u64>,
    hear: Hear<'_>,
) -> Result<()> {
    let items = files(project.folder())?;
    let database = project.database_bytes()?;
    let total = database + items.iter().map(|item| item.bytes).sum::<u64>();
    refuse_full(total, room)?;
    project.snapshot(&into.join(DATABASE), &mut |done| hear(done, total))?;
    let mut done = database;
    for item in &items {
        copy(project.folder(), into, item, &mut |bytes| {
            done += bytes;
            hear(done.min(total), total)
        })?;
    }
    // Closed again before the folder gets its name.
    Project::open(into)?.set_name(name)
}

fn copy(
    from: &Path,
    into: &Path,
    item: &Item,
    hear: &mut dyn FnMut(u64) -> Result<()>,
) -> Result<()> {
    let (from, to) = (from.join(&item.path), into.join(&item.path));
    if let Some(folder) = to.parent() {
        fs::create_dir_all(folder).at_path(folder)?;
    }
    let mut input = File::open(&from).at_path(&from)?;
    let mut output = File::create_new(&to).at_path(&to)?;
    let mut buffer = vec![0; 1 << 20];
    loop {
        let n = input.read(&mut buffer).at_path(&from)?;
        if n == 0 {
            break;
        }
        output.write_all(&buffer[..n]).at_path(&to)?;
        hear(n as u64)?;
    }
    output.sync_all().at_path(&to)?;
    set_time(&to, &output, item.changed)
}
