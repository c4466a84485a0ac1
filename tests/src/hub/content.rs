//! The hub's content store: takes xorbs and shards, and puts files together from them. It believes no
//! name and no length, but it is ours; the protocol's own store can stand [behind](super::behind) it.

use super::answers::{Asked, json_reply, status};
use super::{Shared, lock, sha256};
use axum::response::Response;
use serde_json::{Value, json};
use std::collections::HashMap;
use std::io::Read;
use std::sync::Arc;
use std::time::{SystemTime, UNIX_EPOCH};

#[derive(Default)]
pub struct Xet {
    /// The hub takes files this way from whoever can.
    pub spoken: bool,
    /// The token comes with the leave to upload, and has not to be asked for.
    pub token_at_once: bool,
    /// The next tokens given have run out already.
    pub stale_tokens: usize,
    /// The store opens to no token.
    pub closed: bool,
    /// Tokens given so far; only the last one opens the store.
    pub tokens: usize,
    /// As they came, by name.
    pub xorbs: HashMap<String, Vec<u8>>,
    /// A file's name in the store, by its SHA-256.
    pub files: HashMap<String, String>,
    /// The address of the store behind this one.
    pub behind: Option<String>,
}

const ENTRY: usize = 48;
const HEAD: usize = 8;

/// A new token, and where the store is.
pub(super) fn token(shared: &Shared) -> Value {
    let mut xet = lock(&shared.xet);
    xet.tokens += 1;
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default().as_secs();
    let until = if xet.stale_tokens > 0 { now - 60 } else { now + 900 };
    xet.stale_tokens = xet.stale_tokens.saturating_sub(1);
    json!({"casUrl": format!("http://127.0.0.1:{}/_cas", shared.port),
           "accessToken": format!("xet_{}", xet.tokens), "exp": until})
}

/// The leave to upload, as it stands in the answer to a batch.
pub(super) fn action(shared: &Shared, refresh: &str) -> Value {
    if !lock(&shared.xet).token_at_once {
        return json!({"href": refresh});
    }
    let token = token(shared);
    json!({"href": refresh, "header": {
        "X-Xet-Cas-Url": token["casUrl"],
        "X-Xet-Access-Token": token["accessToken"],
        "X-Xet-Token-Expiration": token["exp"].to_string(),
    }})
}

pub(super) fn answer(shared: &Shared, asked: &Asked, words: &[&str]) -> Response {
    {
        let xet = lock(&shared.xet);
        let right = format!("Bearer xet_{}", xet.tokens);
        if xet.closed || asked.seen.authorization.as_deref() != Some(&right) {
            return status(401, "", "no such token");
        }
    }
    match words {
        ["xorbs", "default", name] => {
            if chunks(&asked.body).is_none() {
                return status(400, "", "this is no xorb");
            }
            let before = lock(&shared.xet).xorbs.insert(name.to_string(), asked.body.to_vec());
            json_reply(&json!({"was_inserted": before.is_none()}))
        }
        ["shards"] => match files(shared, &asked.body) {
            Ok(()) => json_reply(&json!({"result": 1})),
            Err(why) => status(400, "", why),
        },
        _ => status(404, "", "no such address"),
    }
}

fn number(bytes: &[u8], at: usize, length: usize) -> Option<usize> {
    let bytes = bytes.get(at..at + length)?;
    Some(bytes.iter().rev().fold(0, |value, byte| value << 8 | usize::from(*byte)))
}

/// As the protocol writes a hash: four words, each little-endian.
fn name(hash: &[u8]) -> String {
    let words = hash.chunks(8).map(|word| word.iter().rev());
    words.flatten().map(|byte| format!("{byte:02x}")).collect()
}

/// A xorb's chunks, unpacked.
fn chunks(mut xorb: &[u8]) -> Option<Vec<Vec<u8>>> {
    let mut chunks = Vec::new();
    while !xorb.is_empty() {
        let (packed, length) = (number(xorb, 1, 3)?, number(xorb, 5, 3)?);
        let bytes = xorb.get(HEAD..HEAD + packed)?;
        let chunk = match xorb[4] {
            0 => bytes.to_vec(),
            1 => unpacked(bytes)?,
            2 => ungrouped(&unpacked(bytes)?),
            _ => return None,
        };
        if xorb[0] != 0 || chunk.len() != length || length > 128 << 10 {
            return None;
        }
        chunks.push(chunk);
        xorb = &xorb[HEAD + packed..];
    }
    Some(chunks)
}

fn unpacked(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut all = Vec::new();
    lz4_flex::frame::FrameDecoder::new(bytes).read_to_end(&mut all).ok()?;
    Some(all)
}

fn ungrouped(bytes: &[u8]) -> Vec<u8> {
    let mut all = vec![0; bytes.len()];
    let places = (0..4).flat_map(|first| (first..bytes.len()).step_by(4));
    places.zip(bytes).for_each(|(place, byte)| all[place] = *byte);
    all
}

/// Puts every file of a shard together, and keeps it if its SHA-256 is the one that was told.
fn files(shared: &Shared, shard: &[u8]) -> Result<(), &'static str> {
    const SHORT: &str = "the shard is too short";
    let entry = |index: usize| shard.get(ENTRY * index..ENTRY * (index + 1)).ok_or(SHORT);
    let mut at = 1;
    while entry(at)?[..32] != [0xff; 32] {
        let runs = number(entry(at)?, 36, 4).ok_or(SHORT)?;
        let mut contents = Vec::new();
        for run in 1..=runs {
            let run = entry(at + run)?;
            let (from, to) = (number(run, 40, 4).ok_or(SHORT)?, number(run, 44, 4).ok_or(SHORT)?);
            let xet = lock(&shared.xet);
            let xorb = xet.xorbs.get(&name(&run[..32])).ok_or("a xorb is not here")?;
            let chunks = chunks(xorb).ok_or("a xorb can't be read")?;
            contents.extend(chunks.get(from..to).ok_or("a chunk is not here")?.concat());
        }
        let told = name(&entry(at + 2 * runs + 1)?[..32]);
        if sha256(&contents) != told {
            return Err("the file has another SHA-256");
        }
        lock(&shared.xet).files.insert(told.clone(), name(&entry(at)?[..32]));
        lock(&shared.repos).large.insert(told, Arc::new(contents));
        at += 2 * runs + 2;
    }
    Ok(())
}
