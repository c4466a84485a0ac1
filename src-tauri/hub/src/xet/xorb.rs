//! A xorb: up to 64 MiB of chunks one after the other, each behind a head of 8 bytes and packed where
//! that makes it smaller. It is what travels, and its name follows from its chunks.

use super::hash::{Chunk, Hash};
use lz4_flex::frame::FrameEncoder;
use std::io::Write;

/// Bytes of a xorb as it travels, and of its chunks unpacked; the store takes no more.
pub(crate) const LARGEST: usize = 64 << 20;
const MOST_CHUNKS: usize = 8 << 10;
const HEAD: usize = 8;

/// How a chunk is packed, by the number in its head.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Packing {
    None = 0,
    Lz4 = 1,
    /// Every fourth byte together first: the exponents of float32 weights are alike, the rest is not.
    GroupedLz4 = 2,
}

/// One that is being filled.
#[derive(Default)]
pub(crate) struct Building {
    chunks: Vec<Chunk>,
    unpacked: usize,
    bytes: Vec<u8>,
}

/// One that is complete.
pub(crate) struct Xorb {
    pub hash: Hash,
    pub chunks: Vec<Chunk>,
    pub bytes: Vec<u8>,
}

impl Building {
    pub fn len(&self) -> usize {
        self.chunks.len()
    }

    /// Whether a chunk of this length has room, even if it can't be packed.
    pub fn takes(&self, length: usize) -> bool {
        self.chunks.len() < MOST_CHUNKS
            && self.unpacked + length <= LARGEST
            && self.bytes.len() + HEAD + length <= LARGEST
    }

    pub fn push(&mut self, hash: Hash, chunk: &[u8]) {
        let (packing, packed) = pack(chunk);
        let bytes = packed.as_deref().unwrap_or(chunk);
        self.bytes.push(0); // version
        self.bytes.extend_from_slice(&three(bytes.len()));
        self.bytes.push(packing as u8);
        self.bytes.extend_from_slice(&three(chunk.len()));
        self.bytes.extend_from_slice(bytes);
        self.unpacked += chunk.len();
        self.chunks.push((hash, chunk.len() as u64));
    }

    pub fn finish(self) -> Xorb {
        Xorb { hash: Hash::of_xorb(&self.chunks), chunks: self.chunks, bytes: self.bytes }
    }
}

/// A chunk's length fits into three bytes.
fn three(length: usize) -> [u8; 3] {
    let bytes = (length as u32).to_le_bytes();
    [bytes[0], bytes[1], bytes[2]]
}

/// The shortest of the three; the bytes themselves where packing gains nothing.
fn pack(chunk: &[u8]) -> (Packing, Option<Vec<u8>>) {
    let tries = [(Packing::Lz4, lz4(chunk)), (Packing::GroupedLz4, lz4(&grouped(chunk)))];
    let packed = tries.into_iter().filter_map(|(packing, bytes)| Some((packing, bytes?)));
    let shortest = packed.min_by_key(|(_, bytes)| bytes.len());
    match shortest.filter(|(_, bytes)| bytes.len() < chunk.len()) {
        Some((packing, bytes)) => (packing, Some(bytes)),
        None => (Packing::None, None),
    }
}

fn lz4(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut frame = FrameEncoder::new(Vec::with_capacity(bytes.len()));
    frame.write_all(bytes).ok()?;
    frame.finish().ok()
}

/// All first bytes of four, then all second ones, and so on.
fn grouped(bytes: &[u8]) -> Vec<u8> {
    (0..4).flat_map(|first| bytes.iter().skip(first).step_by(4).copied()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shortest_packing_is_taken() {
        let noise = crate::xet::noise(40_000, 2);
        assert_eq!(pack(&noise).0, Packing::None);
        assert_eq!(pack(&b"the same words again. ".repeat(900)).0, Packing::Lz4);
        let floats: Vec<u8> = noise.chunks(3).flat_map(|m| [m[0], m[1 % m.len()], 7, 63]).collect();
        assert_eq!(pack(&floats).0, Packing::GroupedLz4);
        assert_eq!(grouped(&[0, 1, 2, 3, 4, 5, 6]), [0, 4, 1, 5, 2, 6, 3]);
    }

    #[test]
    fn a_xorb_never_grows_beyond_what_the_store_takes() {
        let mut xorb = Building::default();
        let chunk = crate::xet::noise(128 << 10, 3);
        while xorb.takes(chunk.len()) {
            xorb.push(Hash::default(), &chunk);
        }
        let xorb = xorb.finish();
        assert!(xorb.bytes.len() <= LARGEST && xorb.bytes.len() > LARGEST - (256 << 10));
        let mut small = Building::default();
        while small.takes(1) {
            small.push(Hash::default(), b"a");
        }
        assert_eq!(small.len(), MOST_CHUNKS);
    }
}
