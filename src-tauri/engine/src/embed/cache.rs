//! Vectors on disk: one file a model, `<first digits of its SHA-256>.vectors`, to which records of
//! one length are added. A record is the text's hash, the vector as little-endian f16, and a
//! checksum: what a crash left half written is told from what is whole.

use crate::error::{Code, IoContext, Result};
use half::f16;
use sha2::{Digest, Sha256};
use std::collections::HashMap;
use std::fs::{File, OpenOptions};
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

/// The first 16 bytes of a text's SHA-256.
pub type Key = [u8; 16];

const KEY: usize = 16;
const SUM: usize = 4;

/// Two jobs of one program may add to the same file.
static ADDING: Mutex<()> = Mutex::new(());

pub fn key(text: &str) -> Key {
    let digest = Sha256::digest(text.as_bytes());
    std::array::from_fn(|i| digest[i])
}

pub struct Cache {
    path: PathBuf,
    hidden: usize,
    bytes: Vec<u8>,
    places: HashMap<Key, usize>,
}

impl Cache {
    /// Reads what is known already. A damaged record is as if it were not there.
    pub fn open(folder: &Path, model: &str, hidden: usize) -> Result<Self> {
        std::fs::create_dir_all(folder).at_path(folder)?;
        let path = folder.join(format!("{}-{hidden}.vectors", &model[..16.min(model.len())]));
        let mut bytes = Vec::new();
        match File::open(&path) {
            Ok(mut file) => file.read_to_end(&mut bytes).at_path(&path).map(|_| ())?,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {}
            Err(error) => return Err(error).at_path(&path),
        }
        let length = record_length(hidden);
        let mut places = HashMap::new();
        for (i, record) in bytes.chunks_exact(length).enumerate() {
            let (content, sum) = record.split_at(length - SUM);
            if checksum(content) == sum {
                places.insert(std::array::from_fn(|b| content[b]), i * length);
            }
        }
        Ok(Self { path, hidden, bytes, places })
    }

    /// Fills in the vector of a text; false when it is not known.
    pub fn get(&self, key: &Key, into: &mut [f32]) -> bool {
        let Some(place) = self.places.get(key) else { return false };
        let values = &self.bytes[place + KEY..][..2 * self.hidden];
        for (value, bytes) in into.iter_mut().zip(values.as_chunks::<2>().0) {
            *value = f16::from_le_bytes(*bytes).to_f32();
        }
        true
    }

    /// Adds vectors to the file.
    pub fn add<'a>(&mut self, vectors: impl Iterator<Item = (Key, &'a [f32])>) -> Result<()> {
        let mut records = Vec::new();
        for (key, vector) in vectors {
            let start = records.len();
            records.extend(key);
            vector.iter().for_each(|value| records.extend(f16::from_f32(*value).to_le_bytes()));
            let sum = checksum(&records[start..]);
            records.extend(sum);
        }
        let _one_at_a_time = ADDING.lock().unwrap_or_else(PoisonError::into_inner);
        let mut file =
            OpenOptions::new().create(true).append(true).open(&self.path).at_path(&self.path)?;
        // What a crash left half written at the end would put every later record out of place.
        let length = record_length(self.hidden) as u64;
        let size = file.metadata().at_path(&self.path)?.len();
        if !size.is_multiple_of(length) {
            file.set_len(size - size % length).at_path(&self.path)?;
        }
        file.write_all(&records).at_path(&self.path).map_err(|error| match error.code {
            Code::DiskFull => error.safe("Only the memory of texts read before is incomplete"),
            _ => error,
        })
    }
}

fn record_length(hidden: usize) -> usize {
    KEY + 2 * hidden + SUM
}

fn checksum(bytes: &[u8]) -> [u8; SUM] {
    let hash = bytes
        .iter()
        .fold(0x811c_9dc5_u32, |hash, byte| (hash ^ u32::from(*byte)).wrapping_mul(0x0100_0193));
    hash.to_le_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::sha256_bytes;

    #[test]
    fn vectors_come_back_and_a_torn_end_does_not() {
        let folder = tempfile::tempdir().unwrap();
        let model = sha256_bytes(b"model");
        let vector = |x: f32| vec![x, -x, 0.25];
        let mut cache = Cache::open(folder.path(), &model, 3).unwrap();
        let (a, b) = (vector(0.5), vector(1.0));
        cache.add([(key("a"), &a[..]), (key("b"), &b[..])].into_iter()).unwrap();
        // Torn in the middle of a record.
        let path = cache.path.clone();
        let whole = std::fs::read(&path).unwrap();
        std::fs::write(&path, &whole[..whole.len() - 5]).unwrap();
        let mut cache = Cache::open(folder.path(), &model, 3).unwrap();
        let mut out = vec![0.0; 3];
        assert!(cache.get(&key("a"), &mut out));
        assert_eq!(out, a);
        assert!(!cache.get(&key("b"), &mut out));
        cache.add([(key("b"), &b[..])].into_iter()).unwrap();
        // A byte that turned over on the disk.
        let mut bytes = std::fs::read(&path).unwrap();
        bytes[KEY + 1] ^= 0x10;
        std::fs::write(&path, &bytes).unwrap();
        let cache = Cache::open(folder.path(), &model, 3).unwrap();
        assert!(!cache.get(&key("a"), &mut out));
        assert!(cache.get(&key("b"), &mut out));
        assert_eq!(out, b);
        assert!(
            !Cache::open(folder.path(), &sha256_bytes(b"other"), 3)
                .unwrap()
                .get(&key("b"), &mut out)
        );
    }
}
