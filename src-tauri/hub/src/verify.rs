//! A file's hash as the hub names it: SHA-256 for large files, git's blob hash for the others.

use attune_engine::error::{Code, Error, IoContext, Result};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::fs::File;
use std::io::Read;
use std::path::Path;

/// Lower-case digits.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Hash {
    Sha256(String),
    /// SHA-1 over "blob SIZE\0" and the contents.
    Git(String),
}

impl Hash {
    /// From an ETag; none when it is no hash of the contents.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim().trim_start_matches("W/").trim_matches('"').to_ascii_lowercase();
        let digits = text.bytes().all(|b| b.is_ascii_hexdigit());
        match text.len() {
            64 if digits => Some(Self::Sha256(text)),
            40 if digits => Some(Self::Git(text)),
            _ => None,
        }
    }

    /// Also the file's name among the cache's blobs.
    pub fn digits(&self) -> &str {
        match self {
            Self::Sha256(digits) | Self::Git(digits) => digits,
        }
    }

    /// Whether the file's contents have this hash. `go_on` is asked now and then.
    pub fn matches(&self, path: &Path, go_on: &dyn Fn() -> bool) -> Result<bool> {
        let mut file = File::open(path).at_path(path)?;
        let size = file.metadata().at_path(path)?.len();
        let found = match self {
            Self::Sha256(_) => digest(Sha256::new(), &mut file, path, go_on)?,
            Self::Git(_) => {
                let mut hash = sha1::Sha1::new();
                hash.update(format!("blob {size}\0"));
                digest(hash, &mut file, path, go_on)?
            }
        };
        Ok(found == self.digits())
    }
}

fn digest<D: Digest>(
    mut hash: D,
    file: &mut File,
    path: &Path,
    go_on: &dyn Fn() -> bool,
) -> Result<String> {
    let mut buffer = vec![0; 1 << 20];
    loop {
        if !go_on() {
            return Err(Error::new(Code::Interrupted, "You stopped this"));
        }
        let n = file.read(&mut buffer).at_path(path)?;
        if n == 0 {
            return Ok(hex(&hash.finalize()));
        }
        hash.update(&buffer[..n]);
    }
}

pub(crate) fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write;
    bytes.iter().fold(String::with_capacity(2 * bytes.len()), |mut text, byte| {
        // Writing into a string can't fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_hashes_as_git_and_sha256sum_compute_them() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a");
        std::fs::write(&path, "hello\n").unwrap();
        let git = "\"ce013625030ba8dba906f756967f9e9ca394464a\"";
        let sha = "5891b5b522d5df086d0ff0b110fbd9d21bb4fc7163af34d08286a2e846f6be03";
        for text in [git, sha] {
            let hash = Hash::parse(text).unwrap();
            assert!(hash.matches(&path, &|| true).unwrap(), "{hash:?}");
            std::fs::write(&path, "hellp\n").unwrap();
            assert!(!hash.matches(&path, &|| true).unwrap(), "{hash:?}");
            std::fs::write(&path, "hello\n").unwrap();
            let stopped = hash.matches(&path, &|| false).unwrap_err();
            assert_eq!(stopped.code, Code::Interrupted);
        }
    }

    #[test]
    fn an_etag_that_is_no_hash_proves_nothing() {
        for text in ["", "\"abc\"", "W/\"5f\"", &"g".repeat(64), &"a".repeat(41)] {
            assert_eq!(Hash::parse(text), None, "{text}");
        }
        let weak = format!("W/\"{}\"", "A".repeat(64));
        assert_eq!(Hash::parse(&weak), Some(Hash::Sha256("a".repeat(64))));
    }
}
