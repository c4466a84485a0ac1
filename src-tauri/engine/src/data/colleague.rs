//! Rows for somebody else to label: written as a table, and read again with the answers in it.

use super::labels::{fold, tidy};
use super::{
    ColleagueAnswers, Disagreement, Goal, Mark, Project, ReadOptions, Table, TableWriter, tags,
};
use crate::error::{Code, Error, Result};
use crate::metric::cohen_kappa;
use std::collections::{BTreeMap, HashMap};
use std::path::Path;

const ROW: &str = "row";
const TEXT: &str = "text";
const CATEGORY: &str = "category";
/// What the colleague may choose from; with its definition where there is one.
const CHOICES: &str = "choose from";

impl Project {
    /// Writes the rows that were left to a colleague, and `compare` rows that have a category
    /// already, without it: on those, the two people can be compared. Gives the rows written.
    pub fn write_questions(&mut self, path: &Path, compare: usize) -> Result<usize> {
        let choices = self.label_categories()?.into_iter().map(|category| {
            let definition = category.definition.map(|d| format!(" ({d})")).unwrap_or_default();
            format!("{}{definition}", category.name)
        });
        let choices = choices.collect::<Vec<_>>().join("; ");
        let mut rows: Vec<(i64, String)> =
            self.marked(Mark::Colleague)?.into_iter().map(|row| (row.id, row.text)).collect();
        rows.extend(self.some_labelled(compare)?);
        // Mixed, so that it can't be seen which ones are compared.
        rows.sort_by_key(|row| scattered(row.0));
        if rows.is_empty() {
            return Err(Error::new(Code::BadData, "No row is left to a colleague yet")
                .advice("Press F at a row that somebody else should look at"));
        }
        let mut table = TableWriter::create(path, &[ROW, TEXT, CATEGORY, CHOICES])?;
        for (id, text) in &rows {
            table.row(&[id.to_string().as_str(), text, "", &choices])?;
        }
        table.finish()?;
        Ok(rows.len())
    }

    /// Reads a colleague's answers: takes those for rows without a category, as one step, and
    /// compares the others with what the rows have.
    pub fn read_answers(&mut self, path: &Path) -> Result<ColleagueAnswers> {
        let answers = read(path)?;
        let goal = self.goal()?;
        let categories = self.label_categories()?;
        let by_name: HashMap<String, &str> =
            categories.iter().map(|category| (fold(&category.name), &*category.name)).collect();
        let known: HashMap<i64, (String, Option<String>)> =
            self.learn_labels()?.into_iter().map(|(id, text, label)| (id, (text, label))).collect();
        let mut result = ColleagueAnswers::default();
        let mut unknown: BTreeMap<String, usize> = BTreeMap::new();
        let (mut open, mut pairs) = (Vec::new(), Vec::new());
        for answer in &answers {
            // The same number in another project is another row.
            let row = known.get(&answer.row).filter(|(text, _)| fold(text) == fold(&answer.text));
            let Some((text, label)) = row else {
                result.strange += 1;
                continue;
            };
            let Some(said) = tidy(&answer.category) else {
                result.empty += 1;
                continue;
            };
            let theirs = match understood(said, goal, &by_name) {
                Ok(theirs) => theirs,
                Err(strange) => {
                    *unknown.entry(strange).or_default() += 1;
                    continue;
                }
            };
            let Some(yours) = label else {
                open.push((answer.row, theirs));
                continue;
            };
            pairs.push((yours.clone(), theirs.clone()));
            if *yours != theirs {
                result.disagree.push(Disagreement {
                    row: answer.row,
                    text: text.clone(),
                    yours: tags::shown(goal, yours.clone()),
                    theirs: tags::shown(goal, theirs),
                });
            }
        }
        result.compared = pairs.len();
        result.kappa = cohen_kappa(&pairs);
        result.unknown = unknown.into_iter().collect();
        let open: Vec<(i64, &str)> = open.iter().map(|(row, label)| (*row, &**label)).collect();
        result.taken = self.take_answers(&open)?;
        Ok(result)
    }

    /// Id, text and label of every row that counts.
    fn learn_labels(&self) -> Result<Vec<(i64, String, Option<String>)>> {
        let read = || {
            let mut query = self.db.prepare_cached("SELECT id, text, label FROM live")?;
            let rows = query.query_map([], |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?)))?;
            rows.collect::<rusqlite::Result<Vec<_>>>()
        };
        read().map_err(|e| self.failed(e))
    }

    /// Some rows that have a category, as if by chance.
    fn some_labelled(&self, count: usize) -> Result<Vec<(i64, String)>> {
        let mut rows = self.learn_labels()?;
        rows.retain(|row| row.2.is_some());
        rows.sort_by_key(|row| scattered(row.0));
        rows.truncate(count);
        Ok(rows.into_iter().map(|(id, text, _)| (id, text)).collect())
    }
}

/// What a colleague wrote, as a row keeps it; where a row may have several categories, with
/// semicolons between them. An error names what is no category here.
fn understood(said: &str, goal: Goal, by_name: &HashMap<String, &str>) -> Result<String, String> {
    let known = |name: &str| by_name.get(&fold(name)).copied().ok_or_else(|| name.to_owned());
    if goal != Goal::Tag {
        return known(said).map(str::to_owned);
    }
    let names = said.split(';').filter_map(tidy).map(known).collect::<Result<Vec<_>, _>>()?;
    Ok(tags::stored(&names))
}

/// A number that tells nothing of the order of ids (Knuth's multiplicative hash).
fn scattered(id: i64) -> u64 {
    (id as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15)
}

struct TheirAnswer {
    row: i64,
    text: String,
    category: String,
}

fn read(path: &Path) -> Result<Vec<TheirAnswer>> {
    let table = Table::open(path, &ReadOptions::default())?;
    let places = [ROW, TEXT, CATEGORY].map(|name| table.column(name));
    let [Ok(row), Ok(text), Ok(category)] = places else {
        return Err(Error::new(Code::BadFile, "This is not a file of rows for a colleague")
            .at(table.name())
            .safe("Nothing was changed")
            .advice("Choose the file that came back, with its columns row, text and category"));
    };
    let mut answers = Vec::new();
    table.read(&mut |record| {
        let Ok(mut cells) = record.cells else { return Ok(true) };
        let id = cells.get(row).and_then(|id| id.trim().parse().ok());
        let mut take = |place: usize| cells.get_mut(place).map(std::mem::take).unwrap_or_default();
        let (text, category) = (take(text), take(category));
        // A row without a number is no row of ours; it is counted as such.
        answers.push(TheirAnswer { row: id.unwrap_or(-1), text, category });
        Ok(true)
    })?;
    Ok(answers)
}
