//! Follows a run's `events.jsonl`: what the run is doing, folded from its events, and the events
//! themselves from any point on. The log only grows, so each byte is folded once.

use attune_engine::error::{IoContext, Result};
use attune_engine::train::event::{Event, Part, Record};
use std::fs::File;
use std::io::{ErrorKind, Read, Seek, SeekFrom};
use std::path::PathBuf;

/// What the log says of the run; whether its worker lives is not in the log.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum Phase {
    /// Under way, as far as the log goes.
    #[default]
    Working,
    Paused,
    Interrupted,
    Finished,
    Failed,
}

/// The fold over the events.
#[derive(Debug, Clone, Default)]
pub(crate) struct Story {
    pub phase: Phase,
    pub step: u64,
    pub steps: u64,
    /// Rows it learns from.
    pub train_rows: usize,
    pub best_f1: Option<f64>,
    /// Of a model that learns to write.
    pub best_loss: Option<f64>,
    /// Steps at which a checkpoint was written.
    pub checkpoint: Option<u64>,
    /// Right answers on the test part and its size, of the version that was kept.
    pub kept_on_test: Option<(usize, usize)>,
    pub elapsed_ms: u64,
}

impl Story {
    fn add(&mut self, record: &Record) {
        use attune_engine::train::event::Stage;
        self.elapsed_ms = record.elapsed_ms;
        match &record.event {
            Event::Prepared { steps, train, .. } => {
                self.steps = *steps;
                self.train_rows = *train;
            }
            Event::Step { step, .. } => {
                self.step = *step;
                self.phase = Phase::Working;
            }
            Event::Evaluated { split, stage, metrics, .. } => match (split, stage) {
                (Part::Validation, Stage::Tuning | Stage::QuickHead | Stage::Untuned) => {
                    if let Some(f1) = metrics.macro_f1 {
                        self.best_f1 = Some(self.best_f1.unwrap_or(0.0).max(f1));
                    } else if let Some(loss) = metrics.loss {
                        self.best_loss = Some(self.best_loss.unwrap_or(loss).min(loss));
                    }
                }
                (Part::Test, Stage::Kept) => {
                    let right = |accuracy: f64| (accuracy * metrics.n as f64).round() as usize;
                    self.kept_on_test = metrics.accuracy.map(|a| (right(a), metrics.n));
                }
                _ => {}
            },
            Event::CheckpointSaved { step, .. } => self.checkpoint = Some(*step),
            Event::Paused { .. } => self.phase = Phase::Paused,
            Event::Resumed { step } => {
                self.step = *step;
                self.phase = Phase::Working;
            }
            Event::Interrupted { .. } => self.phase = Phase::Interrupted,
            Event::Finished { best, .. } => {
                match self.best_loss {
                    Some(_) => self.best_loss = best.loss,
                    None => self.best_f1 = Some(best.macro_f1),
                }
                self.phase = Phase::Finished;
            }
            Event::Failed { .. } => self.phase = Phase::Failed,
            Event::Choosing { .. } | Event::Sample { .. } | Event::Warning { .. } => {}
        }
    }
}

/// A reader that remembers how far it came.
pub(crate) struct RunLog {
    path: PathBuf,
    /// Bytes folded so far: the end of the last whole line.
    end: u64,
    /// Sequence number and offset of every record, in order.
    index: Vec<(u64, u64)>,
    story: Story,
}

impl RunLog {
    pub fn new(path: PathBuf) -> Self {
        Self { path, end: 0, index: Vec::new(), story: Story::default() }
    }

    /// Reads what was added since; a log that is not there yet is empty.
    pub fn story(&mut self) -> Result<&Story> {
        self.refresh(&mut |_| ())?;
        Ok(&self.story)
    }

    /// The records after sequence number `after`, or all of them.
    pub fn records(&mut self, after: Option<u64>) -> Result<Vec<Record>> {
        let known = self.end;
        let start = match after {
            None => self.index.first(),
            Some(after) => self.index.get(self.index.partition_point(|(seq, _)| *seq <= after)),
        }
        .map(|(_, offset)| *offset);
        let mut records = Vec::new();
        if let Some(start) = start {
            let bytes = self.read(start, Some(known - start))?;
            for line in bytes.split(|byte| *byte == b'\n') {
                records.extend(serde_json::from_slice::<Record>(line));
            }
        }
        let restarted = self.refresh(&mut |record| {
            if after.is_none_or(|after| record.seq > after) {
                records.push(record.clone());
            }
        })?;
        // The log was replaced: what was read before belongs to another one.
        if restarted { self.records(after) } else { Ok(records) }
    }

    /// Folds the lines added since the last call. True when the log was replaced by a shorter one.
    fn refresh(&mut self, each: &mut dyn FnMut(&Record)) -> Result<bool> {
        let length = match self.path.metadata() {
            Ok(meta) => meta.len(),
            Err(error) if error.kind() == ErrorKind::NotFound => 0,
            Err(error) => return Err(error).at_path(&self.path),
        };
        if length < self.end {
            *self = Self::new(std::mem::take(&mut self.path));
            return Ok(true);
        }
        if length == self.end {
            return Ok(false);
        }
        let bytes = self.read(self.end, None)?;
        let mut rest = &bytes[..];
        // A line without its end is still being written, or was torn by a crash.
        while let Some(at) = rest.iter().position(|byte| *byte == b'\n') {
            if let Ok(record) = serde_json::from_slice::<Record>(&rest[..at]) {
                self.index.push((record.seq, self.end));
                self.story.add(&record);
                each(&record);
            }
            self.end += at as u64 + 1;
            rest = &rest[at + 1..];
        }
        Ok(false)
    }

    fn read(&self, start: u64, length: Option<u64>) -> Result<Vec<u8>> {
        let mut file = File::open(&self.path).at_path(&self.path)?;
        file.seek(SeekFrom::Start(start)).at_path(&self.path)?;
        let mut bytes = Vec::new();
        file.take(length.unwrap_or(u64::MAX)).read_to_end(&mut bytes).at_path(&self.path)?;
        Ok(bytes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;

    fn line(seq: u64, event: Event) -> String {
        let record = Record { v: 1, seq, elapsed_ms: seq * 10, event };
        serde_json::to_string(&record).unwrap() + "\n"
    }

    fn step(step: u64) -> Event {
        Event::Step {
            step,
            epoch: 0.0,
            loss: 1.0,
            lr: 0.0,
            grad_norm: 0.0,
            tokens_per_s: 0.0,
            mem_bytes: 0,
            eta_s: 0.0,
        }
    }

    fn sequence(records: Vec<Record>) -> Vec<u64> {
        records.iter().map(|record| record.seq).collect()
    }

    #[test]
    fn reads_on_where_it_stopped_and_waits_for_a_torn_line() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("events.jsonl");
        let mut log = RunLog::new(path.clone());
        assert!(log.records(None).unwrap().is_empty());

        let mut file = File::create(&path).unwrap();
        let third = line(2, step(3));
        write!(file, "{}{}{}", line(0, step(1)), line(1, step(2)), &third[..20]).unwrap();
        assert_eq!(sequence(log.records(None).unwrap()), [0, 1]);
        assert_eq!(log.story().unwrap().step, 2);

        write!(file, "{}{}", &third[20..], line(3, Event::Interrupted { step: 3 })).unwrap();
        assert_eq!(sequence(log.records(Some(0)).unwrap()), [1, 2, 3]);
        assert_eq!(sequence(log.records(Some(0)).unwrap()), [1, 2, 3]);
        assert_eq!(log.story().unwrap().phase, Phase::Interrupted);
        assert!(log.records(Some(3)).unwrap().is_empty());

        write!(file, "{}", line(4, Event::Resumed { step: 2 })).unwrap();
        let story = log.story().unwrap();
        assert_eq!((story.phase, story.step), (Phase::Working, 2));
    }

    #[test]
    fn starts_again_when_the_log_is_replaced() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("events.jsonl");
        let mut log = RunLog::new(path.clone());
        std::fs::write(&path, line(0, step(1)) + &line(1, step(2))).unwrap();
        assert_eq!(log.records(None).unwrap().len(), 2);
        std::fs::write(&path, line(0, step(7))).unwrap();
        assert_eq!(sequence(log.records(None).unwrap()), [0]);
        assert_eq!(log.story().unwrap().step, 7);
    }
}
