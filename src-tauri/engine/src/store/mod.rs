//! Files that survive a crash: written whole or not at all, locked by one, and told apart by
//! their SHA-256.

mod atomic;
mod folder;
mod hash;
mod lock;

pub use atomic::{AtomicFile, sync_folder, write_atomic};
pub use folder::{NewFolder, sweep};
pub(crate) use hash::hex;
pub use hash::{sha256_bytes, sha256_file};
pub use lock::Lock;
