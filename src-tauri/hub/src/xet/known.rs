//! What a content store is known to have: xorbs that were sent to it, and where in them each chunk
//! lies. A chunk that is known is not sent again, whichever file it is of.

use super::hash::{Chunk, Hash};
use super::xorb::Xorb;
use std::collections::HashMap;

#[derive(Default)]
pub(crate) struct Known {
    xorbs: Vec<Held>,
    places: HashMap<Hash, Place>,
}

/// A xorb without its bytes.
pub(crate) struct Held {
    pub hash: Hash,
    pub chunks: Vec<Chunk>,
    /// Bytes that it had as it travelled.
    pub packed: u64,
}

/// A chunk of a xorb.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Place {
    pub xorb: usize,
    pub chunk: usize,
}

/// How a file is put together: runs of chunks, and all of its chunks in their order.
#[derive(Default)]
pub(crate) struct Plan {
    pub runs: Vec<Run>,
    pub chunks: Vec<Chunk>,
}

/// Chunks `from..to` of a xorb.
pub(crate) struct Run {
    pub xorb: usize,
    pub from: usize,
    pub to: usize,
}

impl Known {
    pub fn place(&self, chunk: &Hash) -> Option<Place> {
        self.places.get(chunk).copied()
    }

    /// Where the next chunk of the xorb that is being filled will lie.
    pub fn reserve(&mut self, chunk: Hash, index: usize) -> Place {
        let place = Place { xorb: self.xorbs.len(), chunk: index };
        self.places.insert(chunk, place);
        place
    }

    pub fn add(&mut self, xorb: &Xorb) {
        let (hash, chunks) = (xorb.hash, xorb.chunks.clone());
        self.hold(Held { hash, chunks, packed: xorb.bytes.len() as u64 });
    }

    pub fn hold(&mut self, held: Held) {
        let xorb = self.xorbs.len();
        for (chunk, (hash, _)) in held.chunks.iter().enumerate() {
            self.places.entry(*hash).or_insert(Place { xorb, chunk });
        }
        self.xorbs.push(held);
    }

    pub fn xorb(&self, index: usize) -> Option<&Held> {
        self.xorbs.get(index)
    }

    pub fn last(&self) -> Option<&Held> {
        self.xorbs.last()
    }

    pub fn len(&self) -> usize {
        self.xorbs.len()
    }
}

impl Plan {
    pub fn push(&mut self, chunk: Chunk, place: Place) {
        self.chunks.push(chunk);
        match self.runs.last_mut() {
            Some(run) if run.xorb == place.xorb && run.to == place.chunk => run.to += 1,
            _ => {
                let Place { xorb, chunk } = place;
                self.runs.push(Run { xorb, from: chunk, to: chunk + 1 });
            }
        }
    }

    /// The xorbs it needs, each once, in the order of their first use.
    pub fn xorbs(&self) -> Vec<usize> {
        let mut seen = std::collections::HashSet::new();
        self.runs.iter().map(|run| run.xorb).filter(|xorb| seen.insert(*xorb)).collect()
    }
}
