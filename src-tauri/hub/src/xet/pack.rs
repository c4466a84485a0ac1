//! A file on its way into xorbs. Only one xorb is in memory at a time.

use super::chunk::Chunks;
use super::hash::Hash;
use super::known::{Known, Plan};
use super::xorb::{Building, Xorb};
use sha2::{Digest, Sha256};
use std::io::Read;

pub(crate) struct Packer<R> {
    chunks: Chunks<R>,
    building: Building,
    sha256: Sha256,
    pub known: Known,
    pub plan: Plan,
    /// Bytes of the file that lie in complete xorbs, or in ones known before.
    pub covered: u64,
    /// Bytes of the file that lie in the xorb that is being filled.
    waiting: u64,
}

impl<R: Read> Packer<R> {
    pub fn new(file: R, known: Known) -> Self {
        let (chunks, building) = (Chunks::new(file), Building::default());
        let (sha256, plan) = (Sha256::new(), Plan::default());
        Self { chunks, building, sha256, known, plan, covered: 0, waiting: 0 }
    }

    /// The next xorb that has to be sent; none once all of the file has its place.
    pub fn next(&mut self) -> std::io::Result<Option<Xorb>> {
        while let Some(chunk) = self.chunks.next()? {
            self.sha256.update(chunk);
            let hash = Hash::of_chunk(chunk);
            let length = chunk.len() as u64;
            if let Some(place) = self.known.place(&hash) {
                self.plan.push((hash, length), place);
                self.covered += length;
                continue;
            }
            let full = (!self.building.takes(chunk.len()))
                .then(|| std::mem::take(&mut self.building).finish());
            if let Some(xorb) = &full {
                self.known.add(xorb);
                self.covered += std::mem::take(&mut self.waiting);
            }
            let place = self.known.reserve(hash, self.building.len());
            self.plan.push((hash, length), place);
            self.building.push(hash, chunk);
            self.waiting += length;
            if full.is_some() {
                return Ok(full);
            }
        }
        if self.building.len() == 0 {
            return Ok(None);
        }
        let xorb = std::mem::take(&mut self.building).finish();
        self.known.add(&xorb);
        self.covered += std::mem::take(&mut self.waiting);
        Ok(Some(xorb))
    }

    /// SHA-256 of what was read, in hexadecimal digits.
    pub fn sha256(&self) -> String {
        let digest = self.sha256.clone().finalize();
        digest.iter().map(|byte| format!("{byte:02x}")).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_chunks_are_sent_once_and_known_ones_not_at_all() {
        let half = crate::xet::noise(70 << 20, 4);
        let data = [&half[..], &half[..]].concat();
        let mut packer = Packer::new(&data[..], Known::default());
        let mut sent = 0;
        while let Some(xorb) = packer.next().unwrap() {
            sent += xorb.bytes.len();
        }
        // But for the chunk across the seam.
        assert!(sent < half.len() + (512 << 10), "{sent}");
        assert_eq!(packer.covered, data.len() as u64);
        assert_eq!(packer.plan.chunks.iter().map(|(_, size)| size).sum::<u64>(), packer.covered);
        let runs: u64 = packer
            .plan
            .runs
            .iter()
            .map(|run| {
                let chunks = &packer.known.xorb(run.xorb).unwrap().chunks[run.from..run.to];
                chunks.iter().map(|(_, size)| size).sum::<u64>()
            })
            .sum();
        assert_eq!(runs, packer.covered);
        assert_eq!(packer.sha256(), attune_engine::store::sha256_bytes(&data));
        let mut again = Packer::new(&data[..], packer.known);
        assert!(again.next().unwrap().is_none());
        assert_eq!(again.covered, data.len() as u64);
    }
}
