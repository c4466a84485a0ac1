//! A file straight to examples, without a project: for the command line.

use super::import::{Picked, RoleColumns};
use super::split::{self, SplitItem};
use super::{Columns, Example, Part, ReadOptions, RejectedRow, SplitShares, Table, summary};
use crate::error::{Code, Error, Result};
use crate::store::hex;
use sha2::{Digest, Sha256};
use std::collections::HashMap;
use std::path::Path;

#[derive(Debug)]
pub struct Loaded {
    pub examples: Vec<Example>,
    pub rejected: Vec<RejectedRow>,
    /// Rows without a label.
    pub dropped: usize,
}

impl Loaded {
    /// Computed like [`super::Project::data_hash`]; the ids count from 0 here.
    pub fn data_hash(&self) -> String {
        let mut hash = DataHash::default();
        self.examples.iter().for_each(|example| hash.add(example));
        hash.finish()
    }

    /// Refuses data that nothing can be learned from.
    pub fn check_trainable(&self) -> Result<()> {
        let mut counts = summary::Counts::new();
        for example in &self.examples {
            counts.entry(example.label.clone()).or_default()[example.part as usize] += 1;
        }
        let rows = self.examples.len() + self.dropped;
        let categories = summary::categories(counts);
        let obstacles = summary::obstacles(rows, &categories);
        match obstacles.into_iter().next().or_else(|| summary::unlearned(&categories)) {
            None => Ok(()),
            Some(obstacle) => Err(Error::new(Code::BadData, obstacle).at("the data")),
        }
    }
}

/// Reads the labelled rows of a file and gives each a part. With a test file, its rows are the
/// test part and the others are divided into train and validation.
pub fn load_examples(
    path: &Path,
    options: &ReadOptions,
    columns: &Columns,
    test: Option<&Path>,
    shares: SplitShares,
    seed: u64,
) -> Result<Loaded> {
    split::check_shares(shares)?;
    let mut loaded = Loaded { examples: Vec::new(), rejected: Vec::new(), dropped: 0 };
    let mut items = Vec::new();
    let mut labels: HashMap<String, u32> = HashMap::new();
    for (file, fixed) in [(Some(path), None), (test, Some(Part::Test))] {
        let Some(file) = file else { continue };
        let table = Table::open(file, options)?;
        let roles = RoleColumns::find(&table, columns)?;
        let before = loaded.examples.len();
        table.read(&mut |record| {
            let Picked { text, label, group, .. } = match roles.pick(record) {
                Ok(picked) => picked,
                Err(rejected) => {
                    loaded.rejected.push(rejected);
                    return Ok(true);
                }
            };
            let Some(label) = label else {
                loaded.dropped += 1;
                return Ok(true);
            };
            let next = labels.len() as u32;
            items.push(SplitItem {
                label: *labels.entry(label.clone()).or_insert(next),
                group: group.as_deref().map(split::key),
                text: split::key(&text),
                fixed,
                part: None,
                chosen: false,
            });
            let id = loaded.examples.len() as i64;
            loaded.examples.push(Example { id, text, label, part: Part::Train });
            Ok(true)
        })?;
        if loaded.examples.len() == before {
            return Err(Error::new(Code::BadData, "No row has both a text and a label")
                .at(table.name())
                .advice("Check which columns hold the text and the label"));
        }
    }
    for (example, part) in loaded.examples.iter_mut().zip(split::assign(&items, shares, seed)) {
        example.part = part;
    }
    Ok(loaded)
}

/// SHA-256 over id, text, label and part. Lengths go in as well, so that no two different
/// data sets look the same.
#[derive(Default)]
pub(super) struct DataHash(Sha256);

impl DataHash {
    pub fn add(&mut self, example: &Example) {
        self.0.update(example.id.to_le_bytes());
        for text in [&example.text, &example.label] {
            self.0.update((text.len() as u64).to_le_bytes());
            self.0.update(text.as_bytes());
        }
        self.0.update([example.part as u8]);
    }

    /// Something else that steers what is learned.
    pub fn note(&mut self, text: &str) {
        self.0.update(text.as_bytes());
    }

    pub fn finish(self) -> String {
        hex(&self.0.finalize())
    }
}
