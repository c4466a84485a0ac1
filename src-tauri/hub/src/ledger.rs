//! The ledger: what crossed the network, when, to whom. A file that only grows, one JSON object a
//! line; a transfer writes one line when it begins and one when it ends.

use attune_engine::error::{Error, IoContext, Result};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeSet, HashMap};
use std::fs::OpenOptions;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::{SystemTime, UNIX_EPOCH};
use ts_rs::TS;

/// What was done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Deed {
    /// Words went out, a list came back.
    Searched,
    /// Something about a model or an account was asked.
    Asked,
    Fetched,
    Sent,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// Its end was never written: it runs, or the program was ended in the middle.
    Began,
    Done,
    /// By the person.
    Stopped,
    Failed,
}

/// One transfer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct LedgerLine {
    pub id: String,
    /// Seconds since 1970, at its beginning.
    #[ts(type = "number")]
    pub at: u64,
    pub deed: Deed,
    /// The words searched, or the file and model.
    pub what: String,
    /// Every machine that was asked.
    pub hosts: BTreeSet<String>,
    /// Bytes of contents; headers are not counted.
    #[ts(type = "number")]
    pub received: u64,
    #[ts(type = "number")]
    pub sent: u64,
    pub outcome: Outcome,
}

#[derive(Debug, Clone)]
pub struct Ledger {
    path: PathBuf,
}

impl Ledger {
    pub fn new(path: PathBuf) -> Self {
        Self { path }
    }

    /// All transfers, the newest first. A line that can't be read is left out.
    pub fn lines(&self) -> Result<Vec<LedgerLine>> {
        let bytes = match std::fs::read(&self.path) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
            Err(error) => return Err(Error::io(error, &self.path)),
        };
        let mut lines: Vec<LedgerLine> = Vec::new();
        let mut places: HashMap<String, usize> = HashMap::new();
        for line in bytes.split(|b| *b == b'\n') {
            let Ok(line) = serde_json::from_slice::<LedgerLine>(line) else { continue };
            match places.get(&line.id) {
                Some(&place) => lines[place] = line,
                None => {
                    places.insert(line.id.clone(), lines.len());
                    lines.push(line);
                }
            }
        }
        lines.reverse();
        Ok(lines)
    }

    /// Everything as CSV, the oldest first, for whoever has to check it.
    pub fn to_csv(&self) -> Result<String> {
        let mut text =
            String::from("began_unix_seconds,deed,what,hosts,received_bytes,sent_bytes,outcome\n");
        for line in self.lines()?.into_iter().rev() {
            let hosts: Vec<&str> = line.hosts.iter().map(String::as_str).collect();
            let what = cell(&line.what);
            let (deed, outcome) = (word(line.deed), word(line.outcome));
            let hosts = cell(&hosts.join(" "));
            text += &format!(
                "{},{deed},{what},{hosts},{},{},{outcome}\n",
                line.at, line.received, line.sent
            );
        }
        Ok(text)
    }

    /// Notes the beginning. Without a line in the ledger there is no transfer.
    pub(crate) fn begin(&self, deed: Deed, what: impl Into<String>) -> Result<Entry> {
        static COUNTER: AtomicU64 = AtomicU64::new(0);
        let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        let count = COUNTER.fetch_add(1, Ordering::Relaxed);
        let line = LedgerLine {
            id: format!("{:x}-{:x}-{count:x}", since.as_nanos(), std::process::id()),
            at: since.as_secs(),
            deed,
            what: what.into(),
            hosts: BTreeSet::new(),
            received: 0,
            sent: 0,
            outcome: Outcome::Began,
        };
        append(&self.path, &line)?;
        Ok(Entry {
            path: self.path.clone(),
            line: Mutex::new(line),
            received: AtomicU64::new(0),
            sent: AtomicU64::new(0),
            ended: AtomicBool::new(false),
        })
    }
}

/// The word that stands for a value in JSON.
fn word(value: impl Serialize) -> String {
    let value = serde_json::to_value(value).unwrap_or_default();
    value.as_str().unwrap_or_default().to_string()
}

/// A cell of CSV; one that a spreadsheet would compute is made text.
fn cell(text: &str) -> String {
    let text = text.replace(['\n', '\r'], " ");
    let text = if text.starts_with(['=', '+', '-', '@']) { format!("'{text}") } else { text };
    if text.contains([',', '"']) { format!("\"{}\"", text.replace('"', "\"\"")) } else { text }
}

fn append(path: &Path, line: &LedgerLine) -> Result<()> {
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder).at_path(folder)?;
    }
    let mut text = serde_json::to_string(line)
        .map_err(|e| Error::internal("The ledger can't be written").source(e))?;
    text.push('\n');
    // One write of a whole line: two programs that append do not mix their lines.
    let mut file = OpenOptions::new().create(true).append(true).open(path).at_path(path)?;
    file.write_all(text.as_bytes()).at_path(path)
}

/// A transfer under way. Its end is noted when it is dropped, as stopped unless said otherwise.
pub(crate) struct Entry {
    path: PathBuf,
    line: Mutex<LedgerLine>,
    received: AtomicU64,
    sent: AtomicU64,
    ended: AtomicBool,
}

impl Entry {
    pub fn host(&self, host: &str) {
        let mut line = self.line.lock().unwrap_or_else(PoisonError::into_inner);
        if !line.hosts.contains(host) {
            line.hosts.insert(host.to_string());
        }
    }

    pub fn received(&self, bytes: u64) {
        self.received.fetch_add(bytes, Ordering::Relaxed);
    }

    pub fn sent(&self, bytes: u64) {
        self.sent.fetch_add(bytes, Ordering::Relaxed);
    }

    /// Notes how it ended, and hands the result on.
    pub fn ends_with<T>(&self, done: Result<T>) -> Result<T> {
        self.end(if done.is_ok() { Outcome::Done } else { Outcome::Failed })?;
        done
    }

    fn end(&self, outcome: Outcome) -> Result<()> {
        if self.ended.swap(true, Ordering::Relaxed) {
            return Ok(());
        }
        let mut line = self.line.lock().unwrap_or_else(PoisonError::into_inner);
        line.received = self.received.load(Ordering::Relaxed);
        line.sent = self.sent.load(Ordering::Relaxed);
        line.outcome = outcome;
        append(&self.path, &line)
    }
}

impl Drop for Entry {
    fn drop(&mut self) {
        // A full disk must not turn a stop into a crash; the beginning stands in the file.
        let _ = self.end(Outcome::Stopped);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_transfer_is_one_line_whatever_its_end() {
        let folder = tempfile::tempdir().unwrap();
        let ledger = Ledger::new(folder.path().join("a/network.jsonl"));
        assert!(ledger.lines().unwrap().is_empty());
        let first = ledger.begin(Deed::Fetched, "model.safetensors of a/b").unwrap();
        first.host("cdn.example");
        first.received(134);
        first.ends_with(Ok(())).unwrap();
        drop(ledger.begin(Deed::Searched, "=a, \"b\"").unwrap());
        let lost = ledger.begin(Deed::Sent, "x").unwrap();
        std::mem::forget(lost);
        let lines = ledger.lines().unwrap();
        let ends: Vec<Outcome> = lines.iter().map(|line| line.outcome).collect();
        assert_eq!(ends, [Outcome::Began, Outcome::Stopped, Outcome::Done]);
        assert_eq!((lines[2].received, lines[2].hosts.contains("cdn.example")), (134, true));
        let csv = ledger.to_csv().unwrap();
        assert_eq!(csv.lines().count(), 4);
        assert!(csv.contains("fetched,model.safetensors of a/b,cdn.example,134,0,done"), "{csv}");
        assert!(csv.contains("searched,\"'=a, \"\"b\"\"\","), "{csv}");
    }
}
