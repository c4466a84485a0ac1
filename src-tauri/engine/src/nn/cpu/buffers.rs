//! Buffers that are used again, so that a step allocates nothing and touches no fresh pages.

use std::ops::{Deref, DerefMut};

/// Values of one node: `len` of them, whatever the buffer behind could hold.
#[derive(Debug, Default)]
pub struct Buffer {
    data: Vec<f32>,
    len: usize,
}

impl Deref for Buffer {
    type Target = [f32];
    fn deref(&self) -> &[f32] {
        &self.data[..self.len]
    }
}

impl DerefMut for Buffer {
    fn deref_mut(&mut self) -> &mut [f32] {
        &mut self.data[..self.len]
    }
}

#[derive(Debug, Default)]
pub struct Buffers {
    /// Ascending by size.
    free: Vec<Vec<f32>>,
}

/// Sizes are rounded up to an eighth of a power of two, so that batches of about the same size
/// share buffers.
pub fn rounded(len: usize) -> usize {
    let step = (len.next_power_of_two() / 16).max(16);
    len.next_multiple_of(step)
}

impl Buffers {
    /// A buffer of `len` values, whatever they were before.
    pub fn take(&mut self, len: usize) -> Buffer {
        let at = self.free.partition_point(|b| b.len() < len);
        if at < self.free.len() {
            return Buffer { data: self.free.remove(at), len };
        }
        // All that are left are too small: the largest makes room for the new one.
        drop(self.free.pop());
        Buffer { data: vec![0.0; rounded(len)], len }
    }

    pub fn take_zeroed(&mut self, len: usize) -> Buffer {
        let mut buffer = self.take(len);
        buffer.fill(0.0);
        buffer
    }

    pub fn give(&mut self, buffer: Buffer) {
        let at = self.free.partition_point(|b| b.len() < buffer.data.len());
        self.free.insert(at, buffer.data);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_given_buffer_is_used_again_and_small_ones_do_not_pile_up() {
        let mut buffers = Buffers::default();
        let big = buffers.take(1000);
        let at = big.as_ptr();
        assert_eq!(big.len(), 1000);
        buffers.give(big);
        let again = buffers.take_zeroed(900);
        assert_eq!((again.as_ptr(), again.len()), (at, 900));
        buffers.give(again);
        for len in [2000, 4000, 8000] {
            let buffer = buffers.take(len);
            buffers.give(buffer);
        }
        assert_eq!(buffers.free.len(), 1);
        assert!((1000..=1125).all(|n| rounded(n) >= n && rounded(n) <= n + n / 7));
    }
}
