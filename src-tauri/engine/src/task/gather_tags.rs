//! A file straight to texts with several labels, each with its part.

use super::{Gathered, Material, Tagged};
use crate::data::split::{self, SplitItem};
use crate::data::{
    Between, Part, ReadOptions, RejectedRow, SplitShares, Table, TagCellsGuess, leave_out_unlearned,
};
use crate::error::{Code, Error, Result};
use std::collections::{BTreeMap, HashMap, HashSet};
use std::path::Path;

/// Where the text and its labels stand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TagColumns {
    pub text: String,
    /// One column with all the labels of a row; or several, each with a label's name, or with yes
    /// and no for the label it is named after.
    pub labels: Vec<String>,
    /// What stands between the labels of a cell; guessed when absent.
    pub separator: Option<String>,
}

/// A category with fewer rows is left out: it could not stand in every part.
const FEWEST: usize = split::SMALLEST_CATEGORY;

/// Reads the rows of a file and divides them, as [`super::gather`] does. The split sees every
/// label of a row, so that each label has its share of every part.
pub fn gather_tags(
    path: &Path,
    columns: &TagColumns,
    test: Option<&Path>,
    shares: SplitShares,
    seed: u64,
) -> Result<Gathered> {
    split::check_shares(shares)?;
    let mut raw = Raw::default();
    raw.read(path, columns, None)?;
    if let Some(test) = test {
        raw.read(test, columns, Some(Part::Test))?;
    }
    let (mut rows, between) = raw.answers(path, columns)?;
    let mut left_out = leave_out_rare(&mut rows);
    let mut rows = divide(rows, shares, seed);
    left_out.extend(leave_out_unlearned(&mut rows));
    left_out.sort();
    Ok(Gathered {
        material: Material::Tagged { rows, separator: between.text().into() },
        rejected: raw.rejected,
        dropped: raw.dropped,
        left_out,
    })
}

/// Every row of a file with all its labels, to be examined with; and those that can't be read.
pub fn read_tags(path: &Path, columns: &TagColumns) -> Result<(Vec<Tagged>, Vec<RejectedRow>)> {
    let mut raw = Raw::default();
    raw.read(path, columns, None)?;
    let (rows, _) = raw.answers(path, columns)?;
    let tagged = |(id, row): (i64, Answered)| {
        let Answered { text, labels, .. } = row;
        Tagged { id, text, labels, part: Part::Test }
    };
    Ok(((0i64..).zip(rows).map(tagged).collect(), raw.rejected))
}

/// A text, the cells of its label columns, and the part it has by its file.
struct RawRow {
    text: String,
    cells: Vec<String>,
    fixed: Option<Part>,
}

#[derive(Default)]
struct Raw {
    rows: Vec<RawRow>,
    rejected: Vec<RejectedRow>,
    dropped: usize,
}

/// A text with its labels, not yet divided.
struct Answered {
    text: String,
    labels: Vec<String>,
    fixed: Option<Part>,
}

impl Raw {
    fn read(&mut self, path: &Path, columns: &TagColumns, fixed: Option<Part>) -> Result<()> {
        let table = Table::open(path, &ReadOptions::default())?;
        let text = table.column(&columns.text)?;
        let places =
            columns.labels.iter().map(|name| table.column(name)).collect::<Result<Vec<_>>>()?;
        table.read(&mut |record| {
            let line = record.line;
            match record.cells {
                Err(rejected) => self.rejected.push(rejected),
                Ok(cells) if cells[text].trim().is_empty() => {
                    let excerpt = cells.join(", ").chars().take(160).collect();
                    let reason = "Its text is empty".to_string();
                    self.rejected.push(RejectedRow { line, reason, excerpt });
                }
                Ok(cells) => self.rows.push(RawRow {
                    cells: places.iter().map(|&at| cells[at].clone()).collect(),
                    text: cells[text].clone(),
                    fixed,
                }),
            }
            Ok(true)
        })
    }

    /// The rows that say which labels hold, and what stands between labels.
    fn answers(&mut self, path: &Path, columns: &TagColumns) -> Result<(Vec<Answered>, Between)> {
        let mut guess = TagCellsGuess::new(&columns.labels, columns.separator.as_deref());
        self.rows.iter().for_each(|row| guess.add(&row.cells));
        let reading = guess.finish();
        let mut rows = Vec::with_capacity(self.rows.len());
        for RawRow { text, cells, fixed } in self.rows.drain(..) {
            match reading.labels(&cells) {
                Some(labels) => rows.push(Answered { text, labels, fixed }),
                None => self.dropped += 1,
            }
        }
        if rows.is_empty() {
            return Err(Error::new(Code::BadData, "No row has both a text and a label")
                .at(path.display().to_string())
                .advice("Check which columns hold the text and the labels"));
        }
        Ok((rows, reading.between().clone()))
    }
}

/// Takes out labels with too few texts; their rows keep the others.
fn leave_out_rare(rows: &mut [Answered]) -> Vec<String> {
    let mut texts: BTreeMap<&str, HashSet<&str>> = BTreeMap::new();
    for row in rows.iter() {
        for label in &row.labels {
            texts.entry(label).or_default().insert(&row.text);
        }
    }
    let rare = texts.iter().filter(|(_, texts)| texts.len() < FEWEST);
    let rare: Vec<String> = rare.map(|(label, _)| (*label).to_string()).collect();
    for row in rows.iter_mut() {
        row.labels.retain(|label| !rare.contains(label));
    }
    rare
}

/// One item for each label of a row: the split keeps rows of one text together, and so the labels
/// of a row too, and gives each label its share of every part.
fn divide(rows: Vec<Answered>, shares: SplitShares, seed: u64) -> Vec<Tagged> {
    let mut numbers: HashMap<String, u32> = HashMap::new();
    let mut items = Vec::new();
    let mut first = Vec::with_capacity(rows.len());
    for row in &rows {
        first.push(items.len());
        let text = split::key(&row.text);
        // A row without labels is one of a kind of its own.
        let none = [String::new()];
        let labels = if row.labels.is_empty() { &none[..] } else { &row.labels };
        for label in labels {
            let next = numbers.len() as u32;
            let label = *numbers.entry(label.clone()).or_insert(next);
            let fixed = row.fixed;
            items.push(SplitItem { label, group: None, text, fixed, part: None, chosen: false });
        }
    }
    let parts = split::assign(&items, shares, seed);
    let tagged = |(id, (Answered { text, labels, .. }, at)): (i64, (Answered, usize))| Tagged {
        id,
        text,
        labels,
        part: parts[at],
    };
    (0i64..).zip(rows.into_iter().zip(first)).map(tagged).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::split::DEFAULT_SHARES;

    fn gathered(content: &str, labels: &[&str], separator: Option<&str>) -> Result<Gathered> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.csv");
        std::fs::write(&path, content).unwrap();
        let columns = TagColumns {
            text: "text".into(),
            labels: labels.iter().map(|name| name.to_string()).collect(),
            separator: separator.map(String::from),
        };
        gather_tags(&path, &columns, None, DEFAULT_SHARES, 1)
    }

    fn rows(gathered: Gathered) -> (Vec<Tagged>, String) {
        let Material::Tagged { rows, separator } = gathered.material else { panic!("no tags") };
        (rows, separator)
    }

    const SETS: [&str; 6] = ["late", "late| rude", "rude", "broken|late", "broken", "late|rude"];

    fn cells(n: usize) -> String {
        let row = |i: usize| format!("Message number {i},{}\n", SETS[i * 7 % 6]);
        format!("text,topics\n{}", (0..n).map(row).collect::<String>())
    }

    #[test]
    fn cells_are_cut_and_every_label_has_its_share_of_every_part() {
        let (rows, separator) = rows(gathered(&cells(300), &["topics"], None).unwrap());
        assert_eq!(separator, "|");
        for label in ["late", "rude", "broken"] {
            let of = |part: Option<Part>| {
                let chosen = rows.iter().filter(|row| part.is_none_or(|part| row.part == part));
                chosen.filter(|row| row.labels.iter().any(|l| l == label)).count()
            };
            let share = |part: Part| of(Some(part)) as f64 / of(None) as f64;
            assert!((share(Part::Train) - 0.70).abs() < 0.04, "{label}");
            assert!((share(Part::Test) - 0.15).abs() < 0.04, "{label}");
        }
    }

    #[test]
    fn columns_of_yes_and_no_name_their_labels() {
        let row = |i: usize| format!("Message {i},{},{}\n", i % 2, ["yes", "no", ""][i % 3]);
        let text = format!("text,Late,Rude\n{}", (0..60).map(row).collect::<String>());
        let (rows, _) = rows(gathered(&text, &["Late", "Rude"], None).unwrap());
        assert_eq!(rows[0].labels, ["Rude"]);
        assert_eq!(rows[3].labels, ["Late", "Rude"]);
        assert!(rows[4].labels.is_empty(), "it says that none holds");
        assert_eq!(rows.len(), 60);
    }

    #[test]
    fn columns_of_names_are_joined_and_rows_that_say_nothing_dropped() {
        let row = |i: usize| match i % 4 {
            0 => format!("Message {i},late,rude\n"),
            1 => format!("Message {i},rude,\n"),
            2 => format!("Message {i},,late\n"),
            _ => format!("Message {i},,\n"),
        };
        let text = format!("text,first,second\n{}", (0..80).map(row).collect::<String>());
        let gathered = gathered(&text, &["first", "second"], None).unwrap();
        assert_eq!(gathered.dropped, 20);
        let (rows, _) = rows(gathered);
        assert_eq!(rows[0].labels, ["late", "rude"]);
        assert_eq!(rows[2].labels, ["late"]);
    }

    #[test]
    fn labels_with_too_few_rows_are_left_out_and_told() {
        let text = cells(60) + "One more,late|mystery\n";
        let gathered = gathered(&text, &["topics"], Some("|")).unwrap();
        assert_eq!(gathered.left_out, ["mystery"]);
        let (rows, _) = rows(gathered);
        assert_eq!(rows[60].labels, ["late"]);
        assert!(self::gathered("text,topics\nA,\n", &["topics"], None).is_err());
    }
}
