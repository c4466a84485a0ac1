//! A shard: how a file is put together from xorbs, told to the content store once they are there.

use super::hash::Hash;
use super::known::{Known, Plan, Run};

/// What every shard begins with.
const TAG: [u8; 32] =
    *b"HFRepoMetaData\0\x55\x69\x67\x45\x6a\x7b\x81\x57\x83\xa5\xbd\xd9\x5c\xcd\xd1\x4a\xa9";
const VERSION: u64 = 2;
/// None: the store makes its own.
const FOOTER: u64 = 0;
/// The file's runs are followed by a proof for each, and by its SHA-256.
const WITH_PROOFS: u32 = 1 << 31;
const WITH_SHA256: u32 = 1 << 30;

/// None where the plan needs a xorb that is not known, or one that 32 bits can't count.
pub(crate) fn shard(plan: &Plan, known: &Known, sha256: Hash) -> Option<Vec<u8>> {
    let mut shard = Shard(TAG.to_vec());
    shard.wide(VERSION);
    shard.wide(FOOTER);
    shard.file(plan, known, sha256)?;
    shard.end();
    for index in plan.xorbs() {
        shard.xorb(known, index)?;
    }
    shard.end();
    Some(shard.0)
}

/// Entries of 48 bytes each: a hash, then four numbers or two.
struct Shard(Vec<u8>);

impl Shard {
    fn wide(&mut self, number: u64) {
        self.0.extend_from_slice(&number.to_le_bytes());
    }

    fn entry(&mut self, hash: &Hash, numbers: [u32; 4]) {
        self.0.extend_from_slice(hash.bytes());
        numbers.iter().for_each(|number| self.0.extend_from_slice(&number.to_le_bytes()));
    }

    /// The end of a section.
    fn end(&mut self) {
        self.0.extend_from_slice(&[0xff; 32]);
        self.0.extend_from_slice(&[0; 16]);
    }

    fn file(&mut self, plan: &Plan, known: &Known, sha256: Hash) -> Option<()> {
        let runs = u32::try_from(plan.runs.len()).ok()?;
        self.entry(&Hash::of_file(&plan.chunks), [WITH_PROOFS | WITH_SHA256, runs, 0, 0]);
        let mut proofs = Vec::new();
        for Run { xorb, from, to } in &plan.runs {
            let held = known.xorb(*xorb)?;
            let chunks = held.chunks.get(*from..*to)?;
            let bytes = chunks.iter().map(|(_, size)| size).sum::<u64>();
            let (from, to) = (u32::try_from(*from).ok()?, u32::try_from(*to).ok()?);
            self.entry(&held.hash, [0, u32::try_from(bytes).ok()?, from, to]);
            let hashes: Vec<Hash> = chunks.iter().map(|(hash, _)| *hash).collect();
            proofs.push(Hash::of_range(&hashes));
        }
        proofs.iter().for_each(|proof| self.entry(proof, [0; 4]));
        self.entry(&sha256, [0; 4]);
        Some(())
    }

    fn xorb(&mut self, known: &Known, index: usize) -> Option<()> {
        let held = known.xorb(index)?;
        let number = |value: u64| u32::try_from(value).ok();
        let unpacked = number(held.chunks.iter().map(|(_, size)| size).sum())?;
        let count = number(held.chunks.len() as u64)?;
        self.entry(&held.hash, [0, count, unpacked, number(held.packed)?]);
        let mut from = 0;
        for (hash, size) in &held.chunks {
            self.entry(hash, [number(from)?, number(*size)?, 0, 0]);
            from += size;
        }
        Some(())
    }
}
