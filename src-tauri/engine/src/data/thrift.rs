//! Thrift's compact protocol, in which a Parquet file speaks of itself, as far as it must be looked
//! through before it is believed.
//! <https://github.com/apache/thrift/blob/master/doc/specs/thrift-compact-protocol.md>

/// A walk over bytes that end somewhere: whatever they claim, it takes no more steps than there are
/// bytes, and gives None where they break off.
pub(super) struct Compact<'a> {
    bytes: &'a [u8],
    at: usize,
}

const TRUE: u8 = 1;
const FALSE: u8 = 2;
const BYTE: u8 = 3;
pub(super) const I32: u8 = 5;
const DOUBLE: u8 = 7;
const BINARY: u8 = 8;
pub(super) const LIST: u8 = 9;
const SET: u8 = 10;
pub(super) const STRUCT: u8 = 12;

/// Deeper than anything is that a file says about itself.
const DEEPEST: u32 = 16;

impl<'a> Compact<'a> {
    pub fn new(bytes: &'a [u8]) -> Self {
        Self { bytes, at: 0 }
    }

    /// Bytes gone through so far.
    pub fn at(&self) -> usize {
        self.at
    }

    fn byte(&mut self) -> Option<u8> {
        let byte = *self.bytes.get(self.at)?;
        self.at += 1;
        Some(byte)
    }

    fn varint(&mut self) -> Option<u64> {
        let mut value = 0u64;
        for shift in (0..64).step_by(7) {
            let byte = self.byte()?;
            value |= u64::from(byte & 0x7f) << shift;
            if byte & 0x80 == 0 {
                return Some(value);
            }
        }
        None
    }

    pub fn number(&mut self) -> Option<i64> {
        let zigzag = self.varint()?;
        Some((zigzag >> 1) as i64 ^ -((zigzag & 1) as i64))
    }

    /// Hands over the number and type of every field of a struct. `each` reads the field's value and
    /// says true, or leaves it to be passed over.
    pub fn fields(
        &mut self,
        each: &mut dyn FnMut(&mut Self, i64, u8) -> Option<bool>,
    ) -> Option<()> {
        let mut last = 0;
        loop {
            let byte = self.byte()?;
            let (step, kind) = (byte >> 4, byte & 0x0f);
            if kind == 0 {
                return Some(());
            }
            last = if step == 0 { self.number()? } else { last + i64::from(step) };
            if !each(self, last, kind)? {
                self.pass_over(kind, DEEPEST)?;
            }
        }
    }

    /// The type and number of a list's elements. One that claims more than there are bytes is None.
    pub fn list(&mut self) -> Option<(u8, usize)> {
        let head = self.byte()?;
        let count = match head >> 4 {
            15 => self.varint()?,
            few => few.into(),
        };
        let count = usize::try_from(count).ok()?;
        (count <= self.bytes.len() - self.at).then_some((head & 0x0f, count))
    }

    fn jump(&mut self, bytes: u64) -> Option<()> {
        self.at = self.at.checked_add(usize::try_from(bytes).ok()?)?;
        (self.at <= self.bytes.len()).then_some(())
    }

    fn pass_over(&mut self, kind: u8, depth: u32) -> Option<()> {
        match kind {
            TRUE | FALSE => Some(()),
            BYTE => self.jump(1),
            4..=6 => self.varint().map(drop),
            DOUBLE => self.jump(8),
            BINARY => {
                let length = self.varint()?;
                self.jump(length)
            }
            LIST | SET => {
                let (kind, count) = self.list()?;
                for _ in 0..count {
                    // A truth value takes a byte in a list and none in a struct.
                    match kind {
                        TRUE | FALSE => self.jump(1)?,
                        kind => self.pass_over(kind, depth.checked_sub(1)?)?,
                    }
                }
                Some(())
            }
            STRUCT => loop {
                let byte = self.byte()?;
                match (byte >> 4, byte & 0x0f) {
                    (_, 0) => return Some(()),
                    (step, kind) => {
                        if step == 0 {
                            self.number()?;
                        }
                        self.pass_over(kind, depth.checked_sub(1)?)?;
                    }
                }
            },
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_is_no_longer_than_its_bytes() {
        // Field 1, a list of 2^31 - 1 structs, of which two are there.
        let bytes = [0x19, 0xfc, 0xff, 0xff, 0xff, 0xff, 0x07, 0, 0, 0];
        assert_eq!(Compact::new(&bytes).fields(&mut |_, _, _| Some(false)), None);
        let bytes = [0x19, 0x2c, 0, 0, 0];
        assert_eq!(Compact::new(&bytes).fields(&mut |_, _, _| Some(false)), Some(()));
    }

    #[test]
    fn what_is_nested_without_end_ends() {
        let bytes = [0x1c; 100_000];
        assert_eq!(Compact::new(&bytes).fields(&mut |_, _, _| Some(false)), None);
    }
}
