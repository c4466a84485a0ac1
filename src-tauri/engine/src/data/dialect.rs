//! What kind of CSV a file is: how lines end, what separates cells, whether the first row names
//! the columns.

use super::csv::{Lines, RawRow, Rows, is_separator_hint};
use super::source::Source;
use super::table::excerpt;
use super::{ReadOptions, roles};
use crate::error::{Code, Error, Result};

pub(super) struct Dialect {
    pub delimiter: char,
    /// The line in which the table starts, from 1.
    pub first_row: usize,
    pub header: bool,
    pub columns: Vec<String>,
    pub notes: Vec<String>,
}

const DELIMITERS: [char; 4] = [',', ';', '\t', '|'];
/// Rows that are looked at.
const SAMPLE: usize = 200;
/// Titles and remarks above a table; more are no such thing.
const MOST_TITLES: usize = 20;
/// More columns than this are a misread file.
pub(super) const MOST_COLUMNS: usize = 2000;

/// Line feed, or the lone carriage return of old Macs.
pub(super) fn line_end(head: &str) -> u8 {
    if !head.contains('\n') && head.contains('\r') { b'\r' } else { b'\n' }
}

pub(super) fn guess(source: &Source, options: &ReadOptions) -> Result<Dialect> {
    let delimiter = match options.delimiter {
        Some('"' | '\n' | '\r') => {
            return Err(Error::new(Code::BadSetting, "This character can't separate cells")
                .advice("Use a comma, a semicolon, a tab or a vertical bar"));
        }
        Some(delimiter) => delimiter,
        None => guess_delimiter(source)?,
    };
    let sample = sample(source, delimiter)?;
    let from = match options.first_row {
        Some(first) => sample.iter().position(|row| row.line >= first as u64),
        None => Some(below_titles(&sample)),
    };
    let Some(from) = from.or(sample.is_empty().then_some(0)) else { return Err(too_far(source)) };
    let rows = &sample[from..];
    let Some(first) = rows.first() else {
        return Err(source.bad("There are no rows in this file"));
    };
    let good: Vec<&[String]> = rows.iter().filter_map(|r| r.cells.as_deref().ok()).collect();
    let header = match options.header {
        Some(header) => header,
        None => first.cells.is_ok() && looks_like_header(&good),
    };
    let mut notes = Vec::new();
    let columns = if header {
        let cells = first.cells.as_ref().map_err(|reason| {
            source
                .bad(format!("The first row, which names the columns, can't be read: {reason}"))
                .advice("Correct that row, or say that the file has no header")
        })?;
        name_columns(cells)
    } else {
        let width = usual_width(&good).map_or(1, |(width, _)| width);
        notes.push("The first row seems to be data, so the columns were numbered".into());
        name_columns(&vec![String::new(); width])
    };
    if options.header == Some(false) {
        notes.clear();
    }
    if from > 0 && options.first_row.is_none() {
        notes.push(above(first.line));
    }
    if columns.len() > MOST_COLUMNS {
        return Err(source
            .bad(format!("The table has {} columns; at most {MOST_COLUMNS} fit", columns.len()))
            .advice("Check the delimiter"));
    }
    Ok(Dialect { delimiter, first_row: first.line as usize, header, columns, notes })
}

/// The row that a table is said to start in is none of those that are looked at.
pub(super) fn too_far(source: &Source) -> Error {
    Error::new(Code::BadSetting, "The table can't start so far down")
        .at(super::file_name(&source.path))
        .safe("Nothing was changed")
        .advice("Give a row among the first 200 that are filled")
}

/// What is said where a table was taken to start below the first row.
pub(super) fn above(first: u64) -> String {
    format!("The table starts in row {first}; what stands above it is left out")
}

/// The first of these rows, by how many cells are filled, that is no title or remark above a
/// table: those fill fewer cells than its rows do.
pub(super) fn first_full(filled: impl Iterator<Item = usize> + Clone) -> usize {
    let mut counts = std::collections::BTreeMap::new();
    for cells in filled.clone() {
        *counts.entry(cells).or_insert(0) += 1;
    }
    let usual = counts.into_iter().max_by_key(|&(_, rows)| rows).map_or(1, |(cells, _)| cells);
    if usual < 2 {
        return 0;
    }
    let enough = usual.div_ceil(2).max(2);
    filled.clone().position(|cells| cells >= enough).unwrap_or(0)
}

/// Where the table starts. Rows are passed over only where what follows names columns: a text
/// without a category has an empty cell as well.
fn below_titles(rows: &[RawRow]) -> usize {
    let from = first_full(rows.iter().map(|row| {
        let cells = row.cells.as_deref().unwrap_or_default();
        cells.iter().filter(|cell| !cell.trim().is_empty()).count()
    }));
    let named = |row: &RawRow| {
        row.cells.as_ref().is_ok_and(|cells| cells.iter().any(|cell| roles::is_known_name(cell)))
    };
    if !(1..=MOST_TITLES).contains(&from) || rows[..from].iter().any(named) {
        return 0;
    }
    let table: Vec<&[String]> =
        rows[from..].iter().filter_map(|row| row.cells.as_deref().ok()).collect();
    if rows[from].cells.is_ok() && looks_like_header(&table) { from } else { 0 }
}

/// The first rows. A row the sample cuts off is left out.
fn sample(source: &Source, delimiter: char) -> Result<Vec<RawRow>> {
    let end = line_end(&source.head);
    let whole_lines = match source.head.rfind(char::from(end)) {
        Some(at) if !source.head_is_all => &source.head[..=at],
        _ => &source.head,
    };
    let lines = Lines::new(whole_lines.as_bytes(), end, &source.path);
    let mut rows = Rows { lines, delimiter };
    let mut sample = Vec::new();
    while sample.len() < SAMPLE {
        match rows.next()? {
            Some(row) => sample.push(row),
            None => break,
        }
    }
    Ok(sample)
}

/// The delimiter that gives the most rows of the same width, more than one cell each.
fn guess_delimiter(source: &Source) -> Result<char> {
    let first_line = source.head.lines().next().unwrap_or_default();
    if is_separator_hint(first_line)
        && let Some(delimiter) = first_line.trim_end().chars().last()
    {
        return Ok(delimiter);
    }
    let mut best: Option<(f64, char)> = None;
    for delimiter in DELIMITERS {
        let rows = sample(source, delimiter)?;
        let score = delimiter_score(&rows)
            + if (delimiter == '\t') == (source.extension() == "tsv") { 0.01 } else { 0.0 };
        if best.is_none_or(|(highest, _)| score > highest) {
            best = Some((score, delimiter));
        }
    }
    match best {
        Some((score, delimiter)) if score >= 0.5 => Ok(delimiter),
        // One column: take a delimiter that splits nothing.
        _ => Ok(DELIMITERS.into_iter().find(|d| !source.head.contains(*d)).unwrap_or(',')),
    }
}

/// Whether a text of unknown kind is a table: one delimiter gives nearly all rows one width, or the
/// first row names columns.
pub(super) fn is_table(source: &Source) -> bool {
    const SURE: f64 = 1.4;
    is_separator_hint(source.head.lines().next().unwrap_or_default())
        || DELIMITERS.into_iter().any(|delimiter| {
            sample(source, delimiter).is_ok_and(|rows| {
                let score = delimiter_score(&rows);
                score >= SURE && (rows.len() > 2 || score > 2.0)
            })
        })
}

/// How well a delimiter explains the first rows: the share of rows of one width, and whether the
/// first row, which has no stray commas of running text as a rule, is of that width and names
/// columns.
fn delimiter_score(rows: &[RawRow]) -> f64 {
    let rows = &rows[below_titles(rows)..];
    let good: Vec<&[String]> = rows.iter().filter_map(|r| r.cells.as_deref().ok()).collect();
    let (Some(first), Some((usual, _))) = (good.first(), usual_width(&good)) else { return 0.0 };
    let names = first.iter().any(|cell| roles::is_known_name(cell));
    let score = |width: usize| {
        // Empty cells after the last column don't count, as in reading.
        let fits = |cells: &&&[String]| {
            cells.len() >= width && cells[width..].iter().all(String::is_empty)
        };
        let share = good.iter().filter(fits).count() as f64 / rows.len() as f64;
        let first_fits = fits(&first);
        share + f64::from(u8::from(first_fits)) * 0.5 + f64::from(u8::from(first_fits && names))
    };
    let widths = [usual, trimmed(first).len()];
    widths.into_iter().filter(|width| *width > 1).map(score).fold(0.0, f64::max)
}

/// Without the empty cells at the end.
fn trimmed(cells: &[String]) -> &[String] {
    let end = cells.iter().rposition(|c| !c.is_empty()).map_or(0, |last| last + 1);
    &cells[..end]
}

/// The width that most rows have, and how many have it.
fn usual_width(rows: &[&[String]]) -> Option<(usize, usize)> {
    let mut counts = std::collections::BTreeMap::new();
    for row in rows {
        *counts.entry(row.len()).or_insert(0) += 1;
    }
    counts.into_iter().max_by_key(|&(_, count)| count)
}

/// Whether the first row names the columns rather than being one of the rows.
pub(super) fn looks_like_header(rows: &[&[String]]) -> bool {
    let Some((first, rest)) = rows.split_first() else { return false };
    let cells: Vec<&str> = first.iter().map(|c| c.trim()).collect();
    let filled = cells.iter().filter(|c| !c.is_empty()).count();
    let distinct: std::collections::HashSet<_> = cells.iter().filter(|c| !c.is_empty()).collect();
    let plausible = |c: &&str| c.chars().count() <= 60 && c.parse::<f64>().is_err();
    if filled == 0 || !cells.iter().all(plausible) {
        return false;
    }
    if cells.iter().any(|c| roles::is_known_name(c)) {
        return true;
    }
    if distinct.len() < filled {
        return false;
    }
    let votes: i32 = (0..cells.len()).map(|i| vote(cells[i], i, rest)).sum();
    votes > 0
}

/// For one column: does its first cell stand out from those below?
fn vote(first: &str, column: usize, rest: &[&[String]]) -> i32 {
    let below: Vec<&str> = rest.iter().filter_map(|r| r.get(column)).map(|c| c.trim()).collect();
    if below.is_empty() {
        return 0;
    }
    let share = |test: &dyn Fn(&str) -> bool| {
        below.iter().filter(|c| test(c)).count() as f64 / below.len() as f64
    };
    if below.contains(&first) {
        -2
    } else if share(&|c| c.parse::<f64>().is_ok()) > 0.8 {
        2
    } else if share(&|c| c.chars().count() > 2 * first.chars().count() + 5) > 0.8 {
        1
    } else {
        0
    }
}

/// Every column gets a name of its own.
pub(super) fn name_columns(cells: &[String]) -> Vec<String> {
    let mut names: Vec<String> = Vec::with_capacity(cells.len());
    let mut taken = std::collections::HashSet::new();
    for (i, cell) in cells.iter().enumerate() {
        let trimmed = cell.trim();
        let plain = if trimmed.is_empty() { format!("Column {}", i + 1) } else { excerpt(trimmed) };
        let mut name = plain.clone();
        let mut copy = 2;
        while !taken.insert(name.clone()) {
            name = format!("{plain} ({copy})");
            copy += 1;
        }
        names.push(name);
    }
    names
}
