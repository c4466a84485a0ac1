//! What an old Excel workbook holds, counted from its records ([MS-XLS]) without keeping anything:
//! the cells of the smallest rectangles around its sheets, and the letters of all cells' texts,
//! which may share one text many times.

pub(super) const MOST_CELLS: u64 = 1_200_000;
pub(super) const MOST_LETTERS: u64 = 24_000_000;

#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Scan {
    pub locked: bool,
    pub cells: u64,
    pub letters: u64,
    /// A sheet says that it reaches further than there is room in the format, or ends before it begins.
    pub impossible: bool,
}

const FILE_PASS: u16 = 0x2F;
const START: u16 = 0x809;
const SHARED_TEXTS: u16 = 0xFC;
const CONTINUE: u16 = 0x3C;
const SHARED_TEXT: u16 = 0xFD;
const FORMULA: u16 = 0x06;
const DIMENSIONS: u16 = 0x200;
/// Rows and columns of the largest sheet.
const MOST_ROWS: u32 = 65_536;
const MOST_COLUMNS: u32 = 256;
/// Records of cells: row and column come first.
const CELLS: &[u16] = &[0x203, 0x204, 0x205, 0x27E, 0xD6, SHARED_TEXT, FORMULA, 0x406, 0x206];
const MANY_NUMBERS: u16 = 0xBD;

fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(bytes.get(at..at + 2)?.try_into().ok()?))
}

fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(bytes.get(at..at + 4)?.try_into().ok()?))
}

/// The smallest rectangle around cells.
#[derive(Default)]
struct Rectangle(Option<(u16, u16, u16, u16)>);

impl Rectangle {
    fn add(&mut self, row: u16, first: u16, last: u16) {
        let (top, left, bottom, right) = self.0.unwrap_or((row, first, row, last));
        self.0 = Some((top.min(row), left.min(first), bottom.max(row), right.max(last)));
    }

    fn cells(&self) -> u64 {
        self.0.map_or(0, |(top, left, bottom, right)| {
            (u64::from(bottom - top) + 1) * (u64::from(right.saturating_sub(left)) + 1)
        })
    }
}

pub(super) fn scan(stream: &[u8]) -> Scan {
    let mut scan = Scan::default();
    let mut lengths = Vec::new();
    let (mut all, mut formulas) = (Rectangle::default(), Rectangle::default());
    let mut records = Records { stream, at: 0 }.peekable();
    while let Some((kind, data)) = records.next() {
        match kind {
            // Room for all of it is made before a cell is read.
            DIMENSIONS => scan.impossible |= !reach_is_possible(data),
            FILE_PASS => {
                scan.locked |= u16_at(data, 0).is_some_and(|kind| kind != 0) || data.len() > 2
            }
            START => {
                scan.cells += all.cells() + formulas.cells();
                (all, formulas) = Default::default();
            }
            SHARED_TEXTS => {
                let mut parts = vec![data];
                while let Some((_, more)) = records.next_if(|(kind, _)| *kind == CONTINUE) {
                    parts.push(more);
                }
                lengths = text_lengths(&parts).unwrap_or_default();
            }
            MANY_NUMBERS => {
                let last = data.len().checked_sub(2).and_then(|at| u16_at(data, at));
                if let (Some(row), Some(first), Some(last)) =
                    (u16_at(data, 0), u16_at(data, 2), last)
                {
                    all.add(row, first, last.max(first));
                }
            }
            kind if CELLS.contains(&kind) => {
                let (Some(row), Some(column)) = (u16_at(data, 0), u16_at(data, 2)) else {
                    continue;
                };
                all.add(row, column, column);
                if matches!(kind, FORMULA | 0x206 | 0x406) {
                    formulas.add(row, column, column);
                }
                let shared = u32_at(data, 6).filter(|_| kind == SHARED_TEXT);
                let shared = shared.and_then(|place| lengths.get(place as usize));
                scan.letters += shared.map_or(0, |length| u64::from(*length));
            }
            _ => {}
        }
    }
    scan.cells += all.cells() + formulas.cells();
    scan
}

/// Whether a sheet can reach as far as it says: from the first row and column to before the last.
fn reach_is_possible(data: &[u8]) -> bool {
    let wide = data.len() == 14;
    let row = |at: usize| match wide {
        true => u32_at(data, 4 * at),
        false => u16_at(data, 2 * at).map(u32::from),
    };
    let column = |at: usize| u16_at(data, if wide { 8 } else { 4 } + 2 * at).map(u32::from);
    match (row(0), row(1), column(0), column(1)) {
        (Some(top), Some(bottom), Some(_), Some(right)) => {
            let empty = bottom == 0 || right == 0;
            empty || (top < bottom && bottom <= MOST_ROWS && right <= MOST_COLUMNS)
        }
        // Too short to say anything; the reader refuses it.
        _ => true,
    }
}

/// The records of a stream: kind, length, data.
struct Records<'a> {
    stream: &'a [u8],
    at: usize,
}

impl<'a> Iterator for Records<'a> {
    type Item = (u16, &'a [u8]);

    fn next(&mut self) -> Option<Self::Item> {
        let kind = u16_at(self.stream, self.at)?;
        let length = usize::from(u16_at(self.stream, self.at + 2)?);
        let start = self.at + 4;
        self.at = start + length;
        Some((kind, self.stream.get(start..self.at.min(self.stream.len()))?))
    }
}

/// How many letters each shared text has. Where a record ends within a text, the next one begins
/// with a byte that says again how wide its letters are.
fn text_lengths(parts: &[&[u8]]) -> Option<Vec<u32>> {
    let claimed = u32_at(parts[0], 4)?;
    let mut lengths = Vec::new();
    let mut from = Parts { parts, part: 0, at: 8 };
    for _ in 0..claimed {
        let Some(length) = from.u16() else { break };
        let flags = from.byte()?;
        let runs = if flags & 8 == 0 { 0 } else { usize::from(from.u16()?) };
        let extra = if flags & 4 == 0 { 0 } else { from.u32()? as usize };
        from.letters(usize::from(length), flags & 1 == 1)?;
        from.skip(runs * 4 + extra);
        lengths.push(u32::from(length));
    }
    Some(lengths)
}

struct Parts<'a> {
    parts: &'a [&'a [u8]],
    part: usize,
    at: usize,
}

impl Parts<'_> {
    /// Bytes left in this part; goes on to the next one where there are none.
    fn left(&mut self) -> usize {
        while self.part < self.parts.len() {
            let left = self.parts[self.part].len().saturating_sub(self.at);
            if left > 0 {
                return left;
            }
            self.part += 1;
            self.at = 0;
        }
        0
    }

    fn byte(&mut self) -> Option<u8> {
        if self.left() == 0 {
            return None;
        }
        let byte = self.parts[self.part][self.at];
        self.at += 1;
        Some(byte)
    }

    fn u16(&mut self) -> Option<u16> {
        Some(u16::from(self.byte()?) | u16::from(self.byte()?) << 8)
    }

    fn u32(&mut self) -> Option<u32> {
        Some(u32::from(self.u16()?) | u32::from(self.u16()?) << 16)
    }

    fn skip(&mut self, mut bytes: usize) {
        while bytes > 0 {
            let step = self.left().min(bytes);
            if step == 0 {
                return;
            }
            self.at += step;
            bytes -= step;
        }
    }

    fn letters(&mut self, mut count: usize, mut wide: bool) -> Option<()> {
        let mut first = true;
        while count > 0 {
            let part = self.part;
            let left = self.left();
            if left == 0 {
                return None;
            }
            if !first && (self.part != part || self.at == 0) {
                wide = self.byte()? & 1 == 1;
            }
            first = false;
            let width = if wide { 2 } else { 1 };
            let here = (self.parts[self.part].len() - self.at) / width;
            let step = here.min(count);
            self.at += step * width;
            count -= step;
            if here == 0 {
                // Half a letter is left: the file is damaged.
                self.at = self.parts[self.part].len();
            }
        }
        Some(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(kind: u16, data: &[u8]) -> Vec<u8> {
        [&kind.to_le_bytes()[..], &(data.len() as u16).to_le_bytes(), data].concat()
    }

    fn cell(row: u16, column: u16, text: u32) -> Vec<u8> {
        let place = [row.to_le_bytes(), column.to_le_bytes(), [0, 0]].concat();
        record(SHARED_TEXT, &[place, text.to_le_bytes().to_vec()].concat())
    }

    #[test]
    fn cells_and_letters_are_counted() {
        let texts = [&[2, 0, 0, 0, 2, 0, 0, 0][..], &[3, 0, 0], b"abc", &[4, 0, 0], b"de"].concat();
        let stream = [
            record(START, &[0; 4]),
            record(SHARED_TEXTS, &texts),
            record(CONTINUE, &[1, b'f', 0, b'g', 0]),
            record(START, &[0; 4]),
            cell(0, 0, 0),
            cell(9, 4, 1),
            record(START, &[0; 4]),
            cell(65535, 255, 1),
        ]
        .concat();
        let counted = scan(&stream);
        assert_eq!((counted.cells, counted.letters, counted.locked), (51, 11, false));
        let corners = [cell(0, 0, 0), cell(65535, 255, 0)].concat();
        assert_eq!(scan(&corners).cells, 65536 * 256);
        assert!(scan(&record(FILE_PASS, &[1, 0, 1, 0])).locked);
    }

    #[test]
    fn a_sheet_that_reaches_further_than_can_be_is_told() {
        let reach = |top: u32, bottom: u32, left: u16, right: u16| {
            let rows = [top.to_le_bytes(), bottom.to_le_bytes()].concat();
            let columns = [left.to_le_bytes(), right.to_le_bytes(), [0, 0]].concat();
            scan(&record(DIMENSIONS, &[rows, columns].concat())).impossible
        };
        for (top, bottom, left, right) in [(0, 65_536, 0, 256), (5, 6, 3, 4), (9, 0, 0, 0)] {
            assert!(!reach(top, bottom, left, right));
        }
        assert!(reach(7, 3, 0, 2), "it ends before it begins");
        assert!(reach(0, u32::MAX, 0, 2) && reach(0, 2, 0, 9000));
        assert!(!scan(&record(DIMENSIONS, &[1, 0])).impossible);
    }

    #[test]
    fn damage_ends_the_count() {
        assert_eq!(scan(&[1, 2, 3]), Scan::default());
        let claims = record(SHARED_TEXTS, &[255, 255, 255, 255, 255, 255, 255, 255, 9, 0, 0]);
        assert_eq!(scan(&claims), Scan::default());
    }
}
