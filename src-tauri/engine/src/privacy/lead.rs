//! What leads up to a value where it does not stand on the same line: the label on the line above,
//! or the heading of its column in a table.

use super::text::Text;

/// Longer lines are sentences.
const LONGEST: usize = 48;

/// The line above, if nothing but marks stands before the value and that line is a label.
pub(super) fn label<'a>(text: &Text<'a>, at: usize) -> Option<&'a str> {
    let head = text.slice(0, at);
    let (above, before) = head.rsplit_once('\n')?;
    if before.chars().any(char::is_alphanumeric) {
        return None;
    }
    let line = above.trim_end().rsplit('\n').next()?.trim();
    let short = !line.is_empty() && line.len() <= LONGEST;
    (short && !line.contains(|c: char| c.is_ascii_digit())).then_some(line)
}

/// The cell at the head of the value's column: the first line of the rows that are parted in the
/// same way and stand above it.
pub(super) fn heading<'a>(text: &Text<'a>, at: usize) -> Option<&'a str> {
    let head = text.slice(0, at);
    let (above, before) = head.rsplit_once('\n')?;
    let rest = text.slice(at, text.text.len()).split('\n').next()?;
    ['\t', '|', ';', ','].iter().find_map(|mark| {
        let columns = before.matches(*mark).count() + rest.matches(*mark).count();
        if columns == 0 {
            return None;
        }
        let rows = above.rsplit('\n');
        let first = rows.take_while(|row| row.contains(*mark)).last()?;
        let cell = first.split(*mark).nth(before.matches(*mark).count())?.trim();
        let plain = !first.contains(|c: char| c.is_ascii_digit()) && cell.len() <= LONGEST;
        let same = first.matches(*mark).count() == columns;
        (plain && same && !cell.is_empty()).then_some(cell)
    })
}
