//! The append-only event log of a run.

use super::event::{Event, Record, VERSION};
use crate::error::{IoContext, Result};
use std::fs::{File, OpenOptions};
use std::io::{BufRead, BufReader, Seek, Write};
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
    let file = match File::open(path) {
        Ok(file) => file,
        Err(e) if e.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(e) => return Err(crate::Error::io(e, path)),
    };
    let mut records = Vec::new();
    for line in BufReader::new(file).lines() {
        let Ok(line) = line else { break };
        match serde_json::from_str(&line) {
            Ok(record) => records.push(record),
            Err(_) => break,
        }
    }
    Ok(records)
}

impl EventLog {
    /// Opens the log to go on where it ends; a torn last line is cut off.
    pub fn open(path: &Path) -> Result<Self> {
        let records = read_log(path)?;
        let mut file =
            OpenOptions::new().create(true).truncate(false).write(true).open(path).at_path(path)?;
        let mut whole = 0;
        for record in &records {
            whole += serde_json::to_string(record).map_or(0, |s| s.len() as u64 + 1);
        }
        // Lines are written by `append` below, so their length is that of their own text.
        file.set_len(whole.min(file.metadata().at_path(path)?.len())).at_path(path)?;
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

    /// Flushed to the disk: at checkpoints and at the end.
    pub fn sync(&mut self) -> Result<()> {
        self.file.sync_data().at_path(&self.path)
    }

    /// Leaves the time since `pause` out of the elapsed time.
    pub fn skip(&mut self, pause: std::time::Duration) {
        self.started += pause;
    }
}
