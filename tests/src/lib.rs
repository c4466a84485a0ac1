//! Helpers for the whole-program tests.

#[cfg(target_os = "linux")]
pub mod desktop;
pub mod hub;
#[cfg(target_os = "linux")]
pub mod person;
#[cfg(target_os = "linux")]
pub mod xdnd;

use std::path::{Path, PathBuf};

/// The root of the source tree.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..").canonicalize().expect("the source tree")
}

/// A program of the workspace, built before by `cargo build --workspace`.
pub fn program(name: &str) -> PathBuf {
    let test = std::env::current_exe().expect("the place of the running test");
    // target/debug/deps/test -> target/debug/name
    let folder = test.ancestors().nth(2).expect("a target folder");
    let program = folder.join(format!("{name}{}", std::env::consts::EXE_SUFFIX));
    assert!(program.is_file(), "{} is missing: cargo build --workspace", program.display());
    program
}
