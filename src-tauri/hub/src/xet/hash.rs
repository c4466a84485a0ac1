//! The hashes of Xet's formats: BLAKE3 with a key for each use. A xorb and a file are named by a tree
//! of hashes over their chunks, so whoever knows the chunks can compute the name.

use std::fmt;

/// Keys that the protocol lays down, one for each use of the hash.
const CHUNK_KEY: [u8; 32] = [
    102, 151, 245, 119, 91, 149, 80, 222, 49, 53, 203, 172, 165, 151, 24, 28, 157, 228, 33, 16,
    155, 235, 43, 88, 180, 208, 176, 75, 147, 173, 242, 41,
];
const NODE_KEY: [u8; 32] = [
    1, 126, 197, 199, 165, 71, 41, 150, 253, 148, 102, 102, 180, 138, 2, 230, 93, 221, 83, 111, 55,
    199, 109, 210, 248, 99, 82, 230, 74, 83, 113, 63,
];
const RANGE_KEY: [u8; 32] = [
    127, 24, 87, 214, 206, 86, 237, 102, 18, 127, 249, 19, 231, 165, 195, 243, 164, 205, 38, 213,
    181, 219, 73, 230, 65, 36, 152, 127, 40, 251, 148, 195,
];
/// Every fourth hash on average ends a group of nodes.
const BRANCHING: u64 = 4;
const LARGEST_GROUP: usize = 2 * BRANCHING as usize + 1;

#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub(crate) struct Hash([u8; 32]);

/// A chunk by its hash and its length.
pub(crate) type Chunk = (Hash, u64);

impl Hash {
    pub fn bytes(&self) -> &[u8; 32] {
        &self.0
    }

    pub fn of_chunk(bytes: &[u8]) -> Self {
        Self::keyed(&CHUNK_KEY, bytes)
    }

    pub fn of_xorb(chunks: &[Chunk]) -> Self {
        if chunks.is_empty() {
            return Self::default();
        }
        let mut level = chunks.to_vec();
        while level.len() > 1 {
            let mut next = Vec::with_capacity(level.len() / 2 + 1);
            let mut rest = &level[..];
            while !rest.is_empty() {
                let (group, later) = rest.split_at(group_end(rest));
                next.push(parent(group));
                rest = later;
            }
            level = next;
        }
        level[0].0
    }

    /// The same tree; hashed once more, so that a file of one chunk has another name than the chunk.
    pub fn of_file(chunks: &[Chunk]) -> Self {
        match chunks {
            [] => Self::default(),
            chunks => Self::keyed(&[0; 32], &Self::of_xorb(chunks).0),
        }
    }

    /// Proves that whoever writes a file's plan had the chunks themselves.
    pub fn of_range(chunks: &[Hash]) -> Self {
        let bytes: Vec<u8> = chunks.iter().flat_map(|hash| hash.0).collect();
        Self::keyed(&RANGE_KEY, &bytes)
    }

    fn keyed(key: &[u8; 32], bytes: &[u8]) -> Self {
        Self(*blake3::keyed_hash(key, bytes).as_bytes())
    }

    /// The inverse of how it is written out.
    pub fn parse(text: &str) -> Option<Self> {
        if text.len() != 64 || !text.bytes().all(|b| b.is_ascii_hexdigit()) {
            return None;
        }
        let mut bytes = [0; 32];
        for (word, place) in bytes.chunks_exact_mut(8).zip((0..64).step_by(16)) {
            let value = u64::from_str_radix(text.get(place..place + 16)?, 16).ok()?;
            word.copy_from_slice(&value.to_le_bytes());
        }
        Some(Self(bytes))
    }
}

/// Four little-endian words as numbers, not byte by byte: the protocol's way to write a hash.
impl fmt::Display for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.chunks_exact(8).try_for_each(|word| {
            let mut bytes = [0; 8];
            bytes.copy_from_slice(word);
            write!(f, "{:016x}", u64::from_le_bytes(bytes))
        })
    }
}

/// Nodes that share a parent: at least two, at most nine, up to a hash that four divides.
fn group_end(nodes: &[Chunk]) -> usize {
    if nodes.len() <= 2 {
        return nodes.len();
    }
    let end = LARGEST_GROUP.min(nodes.len());
    let ends = |(hash, _): &Chunk| u64::from(hash.0[24]) % BRANCHING == 0;
    (2..end).find(|&place| ends(&nodes[place])).map_or(end, |place| place + 1)
}

fn parent(group: &[Chunk]) -> Chunk {
    let lines: String = group.iter().map(|(hash, size)| format!("{hash} : {size}\n")).collect();
    (Hash::keyed(&NODE_KEY, lines.as_bytes()), group.iter().map(|(_, size)| size).sum())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::xet::chunk::Chunks;

    /// What `tests/content-store` says of a mebibyte of noise: the protocol's own chunker and hashes.
    const LENGTHS: [u64; 18] = [
        43361, 117286, 14540, 39400, 34727, 131072, 29865, 50534, 17536, 131072, 24349, 25015,
        131072, 39230, 98652, 57489, 27978, 35398,
    ];
    const FIRST: &str = "afb2b57d69f9be99e6f26bd4efde11f58bf674d8298701f1aec13575c54c1ba9";
    const XORB: &str = "9b1a049f5690c2f40ca259e9944a1d177a06181af6c785ca46cd0a308f647c59";
    const FILE: &str = "8dadecbc1acd63796f5ad4f6aabedc98789ad5b8e78e8ea403c10ff35e13f05d";
    const RANGE: &str = "dce5289d2d96c227216634c95e7bd5085d5cd45df7857a505b356e9bdd52923c";
    /// The file's name when the noise is nine times as long, which makes the tree deeper.
    const LONG_FILE: &str = "4aca1e0ed47e06ad31e0f1ad9380a3917e521c03c2cae87f1a62bdd7677fa402";

    fn chunked(bytes: &[u8]) -> Vec<Chunk> {
        let (mut chunks, mut all) = (Chunks::new(bytes), Vec::new());
        while let Some(chunk) = chunks.next().unwrap() {
            all.push((Hash::of_chunk(chunk), chunk.len() as u64));
        }
        all
    }

    #[test]
    fn chunks_and_names_are_those_of_the_protocols_own_crates() {
        let chunks = chunked(&crate::xet::noise(1 << 20, 7));
        assert_eq!(chunks.iter().map(|(_, size)| *size).collect::<Vec<_>>(), LENGTHS);
        assert_eq!(chunks[0].0.to_string(), FIRST);
        assert_eq!(Hash::of_xorb(&chunks).to_string(), XORB);
        assert_eq!(Hash::of_file(&chunks).to_string(), FILE);
        let hashes: Vec<Hash> = chunks.iter().map(|(hash, _)| *hash).collect();
        assert_eq!(Hash::of_range(&hashes).to_string(), RANGE);
        let long = chunked(&crate::xet::noise(9 << 20, 7));
        assert_eq!(Hash::of_file(&long).to_string(), LONG_FILE);
    }

    #[test]
    fn a_hash_is_read_as_it_is_written() {
        let hash = Hash::parse(FIRST).unwrap();
        assert_eq!(hash.to_string(), FIRST);
        assert_eq!(hash.bytes()[..8], 0xafb2_b57d_69f9_be99_u64.to_le_bytes());
        for wrong in ["", "afb2", &FIRST[1..], &format!("{FIRST}0"), &FIRST.replace('a', "g")] {
            assert!(Hash::parse(wrong).is_none(), "{wrong}");
        }
    }
}
