//! The key that turns placeholders back. It lies apart from the cleaned texts, encrypted in the
//! age format (<https://age-encryption.org/v1>), and can be destroyed.

use super::replace::{Cleaned, Put, placeholders};
use crate::error::{Code, Error, IoContext, Result};
use crate::store::{sha256_bytes, write_atomic};
use age::secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use std::path::Path;

const VERSION: u32 = 1;

/// What was replaced in a table's column.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Key {
    v: u32,
    /// The column that was cleaned.
    pub column: String,
    rows: Vec<KeyRow>,
}

/// What was replaced in a row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeyRow {
    /// Counted from 0.
    row: usize,
    /// SHA-256 of its cleaned text.
    text: String,
    put: Vec<Put>,
}

/// What a key is locked with.
pub enum Lock {
    Passphrase(String),
    /// An age identity: AGE-SECRET-KEY-1...
    Identity(String),
}

impl Key {
    pub fn new(column: &str) -> Self {
        Self { v: VERSION, column: column.to_owned(), rows: Vec::new() }
    }

    /// Notes a row. One that held a placeholder before is noted too, so that it is never taken
    /// for one of ours.
    pub fn add(&mut self, row: usize, cleaned: &Cleaned) {
        if !cleaned.put.is_empty() || !placeholders(&cleaned.text).is_empty() {
            let text = sha256_bytes(cleaned.text.as_bytes());
            self.rows.push(KeyRow { row, text, put: cleaned.put.clone() });
        }
    }

    /// Placeholders noted.
    pub fn places(&self) -> usize {
        self.rows.iter().map(|row| row.put.len()).sum()
    }

    /// Looks rows up.
    pub fn restorer(&self) -> Restorer<'_> {
        let mut rows: HashMap<&str, Vec<&KeyRow>> = HashMap::new();
        for row in &self.rows {
            rows.entry(&row.text).or_default().push(row);
        }
        Restorer { rows }
    }

    /// Encrypts and writes it, readable for its owner only.
    pub fn save(&self, path: &Path, lock: &Lock) -> Result<()> {
        let failed = || Error::internal("The key could not be encrypted");
        let plain = serde_json::to_vec(self).map_err(|e| failed().source(e))?;
        let sealed = match lock {
            Lock::Passphrase(text) => {
                let recipient = age::scrypt::Recipient::new(SecretString::from(text.clone()));
                age::encrypt(&recipient, &plain)
            }
            Lock::Identity(text) => age::encrypt(&identity(text)?.to_public(), &plain),
        };
        write_atomic(path, &sealed.map_err(|e| failed().source(e))?)?;
        keep_private(path)
    }

    pub fn open(path: &Path, lock: &Lock) -> Result<Self> {
        let sealed = std::fs::read(path).at_path(path)?;
        let at = || path.display().to_string();
        if !is_sealed(&sealed) {
            return Err(Error::new(Code::BadFile, "This is not a key of Attune")
                .at(at())
                .advice("Choose the file that was written when the texts were cleaned"));
        }
        let plain = match lock {
            Lock::Passphrase(text) => {
                age::decrypt(&age::scrypt::Identity::new(SecretString::from(text.clone())), &sealed)
            }
            Lock::Identity(text) => age::decrypt(&identity(text)?, &sealed),
        };
        let plain = plain.map_err(|e| {
            Error::new(Code::BadSetting, "The key can't be unlocked")
                .at(at())
                .safe("Nothing was changed")
                .advice("Check the passphrase, or use the computer that made it")
                .source(e)
        })?;
        let key: Self = serde_json::from_slice(&plain).map_err(|e| {
            Error::new(Code::BadFile, "The key is damaged").at(at()).source(e).advice(
                "Bring it back from a backup; without it the placeholders can't be turned back",
            )
        })?;
        if key.v > VERSION {
            return Err(Error::new(Code::TooNew, "This key was made by a newer Attune")
                .at(at())
                .advice("Update this one"));
        }
        Ok(key)
    }

    /// Whether the key in the file opens with a passphrase.
    pub fn wants_passphrase(path: &Path) -> Result<bool> {
        let sealed = std::fs::read(path).at_path(path)?;
        let head = String::from_utf8_lossy(&sealed[..sealed.len().min(200)]).into_owned();
        Ok(is_sealed(&sealed) && head.contains("-> scrypt "))
    }

    /// Overwrites the file and removes it. A disk may keep what was written before at another
    /// place; whoever must be sure destroys the passphrase or identity as well.
    pub fn destroy(path: &Path) -> Result<()> {
        let size = std::fs::metadata(path).at_path(path)?.len();
        let blank = vec![0; usize::try_from(size).unwrap_or(0)];
        let mut file = std::fs::OpenOptions::new().write(true).open(path).at_path(path)?;
        std::io::Write::write_all(&mut file, &blank).at_path(path)?;
        file.sync_all().at_path(path)?;
        std::fs::remove_file(path).at_path(path)
    }
}

impl Lock {
    /// The identity in a file, made there when there is none.
    pub fn identity_at(path: &Path) -> Result<Self> {
        match std::fs::read_to_string(path) {
            Ok(text) => Ok(Self::Identity(text.trim().to_owned())),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                let made = age::x25519::Identity::generate().to_string();
                if let Some(folder) = path.parent() {
                    std::fs::create_dir_all(folder).at_path(folder)?;
                }
                write_private(path, made.expose_secret().as_bytes())?;
                Ok(Self::Identity(made.expose_secret().to_owned()))
            }
            Err(error) => Err(error).at_path(path),
        }
    }
}

fn identity(text: &str) -> Result<age::x25519::Identity> {
    text.trim().parse().map_err(|e: &str| {
        Error::new(Code::BadFile, "This is not an age identity")
            .advice("It begins with AGE-SECRET-KEY-1")
            .source(e)
    })
}

fn is_sealed(bytes: &[u8]) -> bool {
    bytes.starts_with(b"age-encryption.org/v1")
}

/// Writes a new file that no one else may read at any time.
fn write_private(path: &Path, bytes: &[u8]) -> Result<()> {
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(path).at_path(path)?;
    std::io::Write::write_all(&mut file, bytes).at_path(path)?;
    file.sync_all().at_path(path)
}

#[cfg(unix)]
fn keep_private(path: &Path) -> Result<()> {
    use std::os::unix::fs::PermissionsExt;
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o600)).at_path(path)
}

#[cfg(not(unix))]
fn keep_private(_: &Path) -> Result<()> {
    Ok(())
}

/// Finds a row's originals by its place and text, or by its text where rows were moved.
pub struct Restorer<'a> {
    rows: HashMap<&'a str, Vec<&'a KeyRow>>,
}

/// A text turned back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Restored {
    /// As it was.
    Whole(String),
    /// It holds none of our placeholders.
    Untouched,
    /// It holds some, but was changed or moved so that they can't be told.
    Unknown,
}

impl Restorer<'_> {
    pub fn restore(&self, row: usize, text: &str) -> Restored {
        if placeholders(text).is_empty() {
            return Restored::Untouched;
        }
        let hash = sha256_bytes(text.as_bytes());
        let Some(known) = self.rows.get(hash.as_str()) else { return Restored::Unknown };
        let one = match known.iter().find(|known| known.row == row) {
            Some(here) => *here,
            // Moved rows that read alike can be told apart only if they were alike before.
            None if known.iter().all(|other| other.put == known[0].put) => known[0],
            None => return Restored::Unknown,
        };
        // What looks like a placeholder stood there before.
        if one.put.is_empty() {
            return Restored::Untouched;
        }
        match original(text, &one.put) {
            Some(text) => Restored::Whole(text),
            None => Restored::Unknown,
        }
    }
}

fn original(text: &str, put: &[Put]) -> Option<String> {
    let mut whole = String::with_capacity(text.len());
    let mut last = 0;
    for put in put {
        whole.push_str(text.get(last..put.at)?);
        last = put.at + put.placeholder.len();
        if text.get(put.at..last)? != put.placeholder {
            return None;
        }
        whole.push_str(&put.original);
    }
    whole.push_str(text.get(last..)?);
    Some(whole)
}
