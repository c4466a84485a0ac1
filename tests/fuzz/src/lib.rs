//! What every target does: a file of the fuzzer's is read as the window reads a dropped one.

use attune_engine::data::{ReadOptions, inspect};
use std::cell::RefCell;
use std::path::PathBuf;

/// The file that every input of this process is written to.
fn place(format: &str) -> PathBuf {
    // In memory where the system has such a place.
    let shared = PathBuf::from("/dev/shm");
    let parent = if shared.is_dir() { shared } else { std::env::temp_dir() };
    let folder = parent.join(format!("attune-fuzz-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("a folder for the inputs");
    // The fuzzer ends at every panic; those of a reader that Attune catches are answers too. One that is
    // not caught still ends it.
    std::panic::set_hook(Box::new(|_| ()));
    folder.join(format!("input.{format}"))
}

/// Reads `bytes` as a file with this ending, whose content tells what it is, and again as that format
/// by force, since few inputs of a fuzzer's look like one. Errors are answers; a panic, a hang or
/// memory beyond the fuzzer's limit is a failure.
pub fn import(format: &str, bytes: &[u8]) {
    thread_local! { static PLACE: RefCell<Option<PathBuf>> = const { RefCell::new(None) }; }
    PLACE.with_borrow_mut(|kept| {
        let file = kept.get_or_insert_with(|| place(format));
        std::fs::write(&*file, bytes).expect("the input is written");
        let guess = ReadOptions::default();
        let forced = ReadOptions { format: Some(format.into()), ..ReadOptions::default() };
        for options in [guess, forced] {
            let _ = inspect(file, &options);
        }
    });
}
