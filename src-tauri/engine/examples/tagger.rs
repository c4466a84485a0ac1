//! Makes the tagger's weights again: `cargo run --release -p attune-engine --example tagger`.
//! With a set's name it leaves that set out and writes to a file beside: to measure what is shipped
//! by messages it has not learned from. `unseen` and `hidden` are never learned from.

use attune_engine::privacy::tagger_train::{Plan, pieces, train};
use std::path::Path;

const SETS: [&str; 7] = ["labelled", "varied", "held-out", "fresh", "second", "third", "wide"];

fn main() -> std::io::Result<()> {
    let without = std::env::args().nth(1);
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let mut messages = Vec::new();
    for set in SETS.into_iter().filter(|set| Some(*set) != without.as_deref()) {
        let folder = std::fs::read_dir(root.join("tests/privacy").join(set))?;
        let mut paths =
            folder.map(|entry| Ok(entry?.path())).collect::<std::io::Result<Vec<_>>>()?;
        paths.sort();
        for path in paths {
            messages.extend(std::fs::read_to_string(path)?.lines().map(pieces));
        }
    }
    println!("{} messages", messages.len());
    let weights = train(&messages, &Plan::default(), |round, loss| {
        println!("round {}: {loss:.3} a message", round + 1);
    });
    let name = match &without {
        Some(set) => format!("tagger-without-{set}.bin"),
        None => "tagger.bin".to_owned(),
    };
    std::fs::write(root.join("assets/privacy").join(name), weights.bytes())
}
