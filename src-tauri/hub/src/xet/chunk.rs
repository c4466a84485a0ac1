//! Where a file is cut into chunks: where its contents say so, not at fixed places, so that a file
//! with some bytes put in is cut like the file before, but for the chunks with the new bytes.

use std::io::Read;

const SMALLEST: usize = 8 << 10;
pub(crate) const LARGEST: usize = 128 << 10;
/// 64 KiB on average: a rolling hash whose first 16 bits are zero.
const MASK: u64 = 0xffff << 48;
/// Bytes that the rolling hash depends on.
const WINDOW: usize = 64;
const BUFFER: usize = 4 << 20;

/// A file's chunks in their order.
pub(crate) struct Chunks<R> {
    file: R,
    buffer: Vec<u8>,
    /// Where the next chunk begins.
    from: usize,
    at_end: bool,
}

impl<R: Read> Chunks<R> {
    pub fn new(file: R) -> Self {
        Self { file, buffer: Vec::new(), from: 0, at_end: false }
    }

    /// None at the file's end.
    pub fn next(&mut self) -> std::io::Result<Option<&[u8]>> {
        if self.buffer.len() - self.from < LARGEST && !self.at_end {
            self.fill()?;
        }
        let from = self.from;
        let rest = &self.buffer[from..];
        if rest.is_empty() {
            return Ok(None);
        }
        self.from += cut(&rest[..rest.len().min(LARGEST)]);
        Ok(Some(&self.buffer[from..self.from]))
    }

    fn fill(&mut self) -> std::io::Result<()> {
        self.buffer.drain(..self.from);
        self.from = 0;
        let missing = (BUFFER - self.buffer.len()) as u64;
        let read = (&mut self.file).take(missing).read_to_end(&mut self.buffer)?;
        self.at_end = (read as u64) < missing;
        Ok(())
    }
}

/// Length of the first chunk of `data`, of which there is enough for the largest or all to the end.
fn cut(data: &[u8]) -> usize {
    // The hash sees a window only, so what no chunk can end in need not be hashed.
    let mut place = (SMALLEST - WINDOW - 1).min(data.len());
    let mut hash = gearhash::Hasher::default();
    while let Some(length) = hash.next_match(&data[place..], MASK) {
        place += length;
        if place >= SMALLEST {
            return place;
        }
    }
    data.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chunks_join_to_the_file_whatever_the_reader_gives() {
        /// Gives one byte to some at a time.
        struct Slow<'a>(&'a [u8]);
        impl Read for Slow<'_> {
            fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
                let n = into.len().min(self.0.len()).min(1 + self.0.len() % 70_001);
                into[..n].copy_from_slice(&self.0[..n]);
                self.0 = &self.0[n..];
                Ok(n)
            }
        }
        let data = crate::xet::noise(9 << 20, 1);
        let (mut whole, mut slow) = (Chunks::new(&data[..]), Chunks::new(Slow(&data)));
        let (mut joined, mut lengths) = (Vec::new(), Vec::new());
        while let Some(chunk) = whole.next().unwrap() {
            assert_eq!(slow.next().unwrap(), Some(chunk));
            joined.extend_from_slice(chunk);
            lengths.push(chunk.len());
        }
        assert!(slow.next().unwrap().is_none());
        assert!(joined == data);
        let inner = &lengths[..lengths.len() - 1];
        assert!(inner.iter().all(|length| (SMALLEST..=LARGEST).contains(length)), "{inner:?}");
    }

    #[test]
    fn what_never_matches_is_cut_at_the_largest() {
        let data = vec![0; 2 * LARGEST + 5];
        let mut chunks = Chunks::new(&data[..]);
        let mut lengths = Vec::new();
        while let Some(chunk) = chunks.next().unwrap() {
            lengths.push(chunk.len());
        }
        assert_eq!(lengths, [LARGEST, LARGEST, 5]);
        assert!(Chunks::new(&[][..]).next().unwrap().is_none());
    }
}
