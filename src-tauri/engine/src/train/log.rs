//! The append-only event log of a run.

use super::event::{Event, Record, VERSION};
use crate::error::{IoContext, Result};
use std::fs::{File, OpenOptions};
use std::io::{Seek, Write};
use std::path::{Path, PathBuf};
use std::time::Instant;

pub struct EventLog {
    file: File,
    path: PathBuf,
    next_seq: u64,
    elapsed_before: u64,
    started: Instant,
}

/// All whole lines of a log; a torn last line is left out.
pub fn read_log(path: &Path) -> Result<Vec<Record>> {
    Ok(whole_lines(path)?.0)
}

/// The records, and the length of the file up to the end of the last whole one.
fn whole_lines(path: &Path) -> Result<(Vec<Record>, u64)> {
    let text = match std::fs::read(path) {
        Ok(text) => text,
        Err(e) if e.kind() == std::io::ErrorKind::NotFound => return Ok((Vec::new(), 0)),
        Err(e) => return Err(crate::Error::io(e, path)),
    };
    let (mut records, mut whole) = (Vec::new(), 0);
    for line in text.split_inclusive(|&b| b == b'\n') {
        match serde_json::from_slice(line) {
            Ok(record) if line.ends_with(b"\n") => records.push(record),
            _ => break,
        }
        whole += line.len() as u64;
    }
    Ok((records, whole))
}

impl EventLog {
    /// Opens the log to go on where it ends; a torn last line is cut off.
    pub fn open(path: &Path) -> Result<Self> {
        let (records, whole) = whole_lines(path)?;
        let mut file =
            OpenOptions::new().create(true).truncate(false).write(true).open(path).at_path(path)?;
        file.set_len(whole).at_path(path)?;
        file.seek(std::io::SeekFrom::End(0)).at_path(path)?;
        Ok(Self {
            file,
            path: path.into(),
            next_seq: records.last().map_or(0, |r| r.seq + 1),
            elapsed_before: records.last().map_or(0, |r| r.elapsed_ms),
            started: Instant::now(),
        })
    }

    pub fn append(&mut self, event: Event) -> Result<Record> {
        let elapsed = self.elapsed_before + self.started.elapsed().as_millis() as u64;
        let record = Record { v: VERSION, seq: self.next_seq, elapsed_ms: elapsed, event };
        let mut line = serde_json::to_string(&record)
            .map_err(|e| crate::Error::internal("An event can't be written").source(e))?;
        line.push('\n');
        self.file.write_all(line.as_bytes()).at_path(&self.path)?;
        self.next_seq += 1;
        Ok(record)
    }

    pub fn has_records(&self) -> bool {
        self.next_seq > 0
    }

    /// Time spent on the run so far.
    pub fn elapsed(&self) -> std::time::Duration {
        std::time::Duration::from_millis(self.elapsed_before) + self.started.elapsed()
    }

    /// Flushed to the disk: at checkpoints and at the end.
    pub fn sync(&mut self) -> Result<()> {
        self.file.sync_data().at_path(&self.path)
    }

    /// Leaves the time since `pause` out of the elapsed time.
    pub fn skip(&mut self, pause: std::time::Duration) {
        self.started += pause;
    }
}
