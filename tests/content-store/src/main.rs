//! Xet's local content store and its own reader, as one program for the tests.
//!
//! `content-store` prints its address, then answers a line with a line until its input ends:
//! `read HASH FILE` puts a file together by the protocol's own reader, over the network; `describe FILE`
//! says how the protocol's own chunker and hashes see a file.

use serde_json::json;
use std::io::BufRead;
use std::path::Path;
use std::sync::Arc;
use xet_client::cas_client::{Client, LocalTestServerBuilder};
use xet_core_structures::merklehash::{MerkleHash, file_hash, xorb_hash};
use xet_core_structures::metadata_shard::chunk_verification::range_hash_from_chunks;
use xet_data::deduplication::Chunker;
use xet_data::file_reconstruction::FileReconstructor;
use xet_runtime::core::XetContext;

type Failed = Box<dyn std::error::Error + Send + Sync>;

#[tokio::main]
async fn main() -> Result<(), Failed> {
    // The reader's client wants one, though nothing here is encrypted.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let context = XetContext::default()?;
    let store = LocalTestServerBuilder::new().with_ephemeral_disk().start().await;
    println!("{}", store.http_endpoint());
    for line in std::io::stdin().lock().lines() {
        let line = line?;
        let words: Vec<&str> = line.splitn(3, ' ').collect();
        let answer = match words[..] {
            ["read", hash, file] => {
                read(&context, store.remote_client(), hash, Path::new(file)).await
            }
            ["describe", file] => describe(Path::new(file)),
            _ => Err("unknown".into()),
        };
        println!("{}", answer.unwrap_or_else(|error| format!("failed: {error}")));
    }
    Ok(())
}

async fn read(
    context: &XetContext,
    client: Arc<dyn Client>,
    hash: &str,
    file: &Path,
) -> Result<String, Failed> {
    let hash = MerkleHash::from_hex(hash)?;
    let reader = FileReconstructor::new(context, &client, hash);
    let length = reader.reconstruct_to_file(file, None, true).await?;
    Ok(length.to_string())
}

fn describe(file: &Path) -> Result<String, Failed> {
    let chunks = Chunker::default().next_block(&std::fs::read(file)?, true);
    let sized: Vec<_> = chunks.iter().map(|c| (c.hash, c.data.len() as u64)).collect();
    let lengths: Vec<usize> = chunks.iter().map(|chunk| chunk.data.len()).collect();
    let hashes: Vec<MerkleHash> = chunks.iter().map(|chunk| chunk.hash).collect();
    let first = chunks.first().map(|chunk| chunk.hash.hex());
    let description = json!({
        "file": file_hash(&sized).hex(),
        "xorb": xorb_hash(&sized).hex(),
        "chunks": lengths,
        "first": first,
        "range": range_hash_from_chunks(&hashes).hex(),
    });
    Ok(description.to_string())
}
