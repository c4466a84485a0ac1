//! Which xorbs have arrived, noted on this computer until the commit: after a cut, a second try does
//! not send them again. The store itself is not asked; it takes a xorb before it says that it had it.

use super::hash::Hash;
use super::known::{Held, Known};
use crate::Repo;
use crate::settings::Settings;
use attune_engine::error::{Error, IoContext, Result};
use serde::{Deserialize, Serialize};
use std::fs::OpenOptions;
use std::io::Write;
use std::path::PathBuf;

/// One file a model, one line a xorb.
pub(crate) struct Note {
    path: PathBuf,
    store: String,
}

#[derive(Serialize, Deserialize)]
struct Line {
    store: String,
    xorb: String,
    packed: u64,
    chunks: Vec<(String, u64)>,
}

impl Note {
    pub fn new(settings: &Settings, repo: &Repo, store: &str) -> Self {
        let folder = settings.ledger.with_file_name("sent");
        let path = folder.join(format!("{}.jsonl", repo.folder()));
        Self { path, store: store.to_string() }
    }

    /// What has arrived at this store. A line that can't be right is left out.
    pub fn read(&self) -> Known {
        let mut known = Known::default();
        for line in std::fs::read(&self.path).unwrap_or_default().split(|b| *b == b'\n') {
            let Ok(line) = serde_json::from_slice::<Line>(line) else { continue };
            if let Some(held) = line.held().filter(|_| line.store == self.store) {
                known.hold(held);
            }
        }
        known
    }

    pub fn add(&self, held: &Held) -> Result<()> {
        if let Some(folder) = self.path.parent() {
            std::fs::create_dir_all(folder).at_path(folder)?;
        }
        let chunks = held.chunks.iter().map(|(hash, size)| (hash.to_string(), *size)).collect();
        let (store, xorb) = (self.store.clone(), held.hash.to_string());
        let line = Line { store, xorb, packed: held.packed, chunks };
        let mut text = serde_json::to_string(&line)
            .map_err(|e| Error::internal("What was sent can't be noted").source(e))?;
        text.push('\n');
        let mut file =
            OpenOptions::new().create(true).append(true).open(&self.path).at_path(&self.path)?;
        file.write_all(text.as_bytes()).at_path(&self.path)
    }

    /// Once the commit is made, or where the store has lost what was noted. A note that can't be
    /// deleted does no harm: the store is the one who decides.
    pub fn forget(&self) {
        let _ = std::fs::remove_file(&self.path);
    }
}

impl Line {
    /// The name of a xorb follows from its chunks, so a damaged line shows.
    fn held(&self) -> Option<Held> {
        let chunks = self.chunks.iter().map(|(hash, size)| Some((Hash::parse(hash)?, *size)));
        let chunks: Vec<_> = chunks.collect::<Option<_>>()?;
        let hash = Hash::parse(&self.xorb)?;
        (hash == Hash::of_xorb(&chunks)).then_some(Held { hash, chunks, packed: self.packed })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_can_be_right_is_believed() {
        let folder = tempfile::tempdir().unwrap();
        let ledger = folder.path().join("network.jsonl");
        let settings =
            Settings::new("http://localhost:1", folder.path().join("hub"), ledger).unwrap();
        let repo = Repo::parse("a/b").unwrap();
        let note = Note::new(&settings, &repo, "http://store");
        assert_eq!(note.read().len(), 0);
        let chunk = Hash::of_chunk(b"one");
        let chunks = vec![(chunk, 3), (Hash::of_chunk(b"two"), 3)];
        let held = Held { hash: Hash::of_xorb(&chunks), chunks, packed: 22 };
        note.add(&held).unwrap();
        note.add(&held).unwrap();
        let text = std::fs::read_to_string(&note.path).unwrap();
        let damaged = text.lines().next().unwrap().replace(",3]", ",4]");
        std::fs::write(&note.path, format!("{damaged}\n{{\n{text}")).unwrap();
        let known = note.read();
        assert_eq!(known.len(), 2);
        assert_eq!(known.place(&chunk).map(|place| (place.xorb, place.chunk)), Some((0, 0)));
        assert_eq!(Note::new(&settings, &repo, "http://other").read().len(), 0);
        note.forget();
        assert_eq!(note.read().len(), 0);
    }
}
