//! A lock that one process holds at a time. The operating system releases it when the process
//! ends, however it ends, so a lock is never left behind.

use crate::error::{Code, Error, IoContext, Result};
use std::fs::{File, OpenOptions, TryLockError};
use std::path::Path;

/// Held until dropped.
#[derive(Debug)]
pub struct Lock {
    _file: File,
}

impl Lock {
    /// Takes the lock, or says `Code::Busy` at once. `what` names the thing locked ("This
    /// project").
    pub fn take(path: &Path, what: &str) -> Result<Self> {
        let file = OpenOptions::new()
            .create(true)
            .truncate(false)
            .read(true)
            .write(true)
            .open(path)
            .at_path(path)?;
        match file.try_lock() {
            Ok(()) => Ok(Self { _file: file }),
            Err(TryLockError::WouldBlock) => {
                Err(Error::new(Code::Busy, format!("{what} is open somewhere else"))
                    .at(path.display().to_string())
                    .safe("Nothing was changed")
                    .advice("Close it there, or wait until it is done, then try again"))
            }
            Err(TryLockError::Error(error)) => Err(Error::io(error, path)),
        }
    }

    /// Whether someone holds the lock now. Creates nothing.
    pub fn is_held(path: &Path) -> bool {
        OpenOptions::new()
            .read(true)
            .write(true)
            .open(path)
            .is_ok_and(|file| matches!(file.try_lock(), Err(TryLockError::WouldBlock)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_holder_at_a_time() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("lock");
        assert!(!Lock::is_held(&path));
        let lock = Lock::take(&path, "This project").unwrap();
        assert!(Lock::is_held(&path));
        assert_eq!(Lock::take(&path, "This project").unwrap_err().code, Code::Busy);
        drop(lock);
        assert!(!Lock::is_held(&path));
        Lock::take(&path, "This project").unwrap();
    }
}
