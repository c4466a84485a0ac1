//! Suggestions for the rows of a file that have no label yet.

use crate::args;
use attune_api::engine::data::{ReadOptions, Table};
use attune_api::engine::embed::embed;
use attune_api::engine::suggest::{Ask, Guesser, Pool, ask_next, described, margin};
use attune_api::engine::train::largest;
use attune_api::{AppPaths, Code, Error, Result, find_model};
use serde_json::json;
use std::io::Write;

/// So many rows are put into the order in which the window would ask, with near-identical ones
/// apart and two of ten by chance; the others follow, the least sure first.
const IN_ORDER: usize = 200;
/// Fixed, so that the same file gives the same order.
const SEED: u64 = 17;

struct Row {
    /// From 1, in the order of the file.
    number: usize,
    line: u64,
    text: String,
    label: Option<String>,
}

struct Category {
    name: String,
    definition: Option<String>,
}

pub fn suggest(args: &args::Suggest) -> Result<i32> {
    let (rows, rejected) = read(args)?;
    let categories = categories(&rows, &args.category)?;
    let (_, model) = find_model(&AppPaths::discover()?, &args.model)?;
    let texts: Vec<&str> = rows.iter().map(|row| &*row.text).collect();
    let vectors = embed(&model, None, &texts, &mut |_, _| true)?;
    let described: Vec<String> = categories.iter().map(Category::described).collect();
    let names = embed(&model, None, &described, &mut |_, _| true)?;
    let place = |name: &String| categories.iter().position(|c| c.name == *name).map(|k| k as u32);
    let labels: Vec<Option<u32>> =
        rows.iter().map(|row| row.label.as_ref().and_then(place)).collect();
    let (rows_read, hidden) = (&vectors.values, vectors.hidden);
    let pool = Pool { rows: rows_read, names: &names.values, hidden, labels: &labels };
    let mut out = std::io::stdout().lock();
    for (order, (row, random, guess)) in in_order(&pool).into_iter().enumerate() {
        let best = largest(&guess);
        let row = &rows[row];
        let line = if args.json {
            json!({
                "row": row.number, "line": row.line, "suggestion": categories[best].name,
                "confidence": guess[best], "order": order + 1, "random": random,
            })
            .to_string()
        } else {
            let (number, name, sure) = (row.number, &categories[best].name, 100.0 * guess[best]);
            format!("{:>6}  row {number:>6}  {sure:>3.0}%  {name}", order + 1)
        };
        // A reader that went away wants no more.
        if writeln!(out, "{line}").is_err() {
            break;
        }
    }
    if rejected > 0 {
        eprintln!(
            "{rejected} rows could not be read and were left out; 'attune-cli inspect' shows them."
        );
    }
    Ok(0)
}

/// The rows with a text, and how many there were without.
fn read(args: &args::Suggest) -> Result<(Vec<Row>, usize)> {
    let table = Table::open(&args.file, &ReadOptions::default())?;
    let (text, label) = (table.column(&args.text)?, table.column(&args.label)?);
    let (mut rows, mut rejected, mut number) = (Vec::new(), 0, 0);
    table.read(&mut |record| {
        number += 1;
        let cells = record.cells.ok();
        let cell = |place: usize| cells.as_ref().and_then(|cells| cells.get(place));
        let filled = |place: usize| cell(place).filter(|cell| !cell.trim().is_empty());
        match filled(text) {
            Some(text) => rows.push(Row {
                number,
                line: record.line,
                text: text.clone(),
                label: filled(label).map(|label| label.trim().to_owned()),
            }),
            None => rejected += 1,
        }
        Ok(true)
    })?;
    Ok((rows, rejected))
}

/// Those in use, by name, and then those that were only named.
fn categories(rows: &[Row], named: &[String]) -> Result<Vec<Category>> {
    let mut names: Vec<&str> = rows.iter().filter_map(|row| row.label.as_deref()).collect();
    names.sort_unstable();
    names.dedup();
    let plain = |name: &str| Category { name: name.to_owned(), definition: None };
    let mut categories: Vec<Category> = names.into_iter().map(plain).collect();
    for word in named {
        let (name, definition) = word.split_once('=').unwrap_or((word, ""));
        let definition = Some(definition.trim().to_owned()).filter(|d| !d.is_empty());
        match categories.iter_mut().find(|category| category.name == name.trim()) {
            Some(category) => category.definition = definition,
            None => categories.push(Category { name: name.trim().to_owned(), definition }),
        }
    }
    if categories.len() < 2 {
        return Err(Error::new(
            Code::BadData,
            "There are fewer than two categories to choose from",
        )
        .at("the label column")
        .safe("Nothing was changed")
        .advice("Label a few rows, or name the categories with --category"));
    }
    Ok(categories)
}

impl Category {
    fn described(&self) -> String {
        described(&self.name, self.definition.as_deref())
    }
}

/// Every row without a label: its place, whether it comes by chance, and its probabilities.
fn in_order(pool: &Pool<'_>) -> Vec<(usize, bool, Vec<f32>)> {
    let guesser = Guesser::fit(pool);
    let waiting: Vec<usize> =
        (0..pool.labels.len()).filter(|row| pool.labels[*row].is_none()).collect();
    let guesses: Vec<Vec<f32>> = waiting.iter().map(|row| guesser.guess(pool.row(*row))).collect();
    let asked = pool.labels.len() - waiting.len();
    let ask = Ask { waiting: &waiting, recent: &[], asked, count: IN_ORDER, seed: SEED };
    let picks = ask_next(pool, &guesses, &ask);
    let mut order: Vec<(usize, bool)> = picks.iter().map(|p| (p.row, p.random)).collect();
    let first: std::collections::HashSet<usize> = picks.iter().map(|pick| pick.row).collect();
    let mut rest: Vec<(f32, usize)> = waiting
        .iter()
        .zip(&guesses)
        .filter(|(row, _)| !first.contains(row))
        .map(|(row, guess)| (margin(guess), *row))
        .collect();
    rest.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
    order.extend(rest.into_iter().map(|(_, row)| (row, false)));
    order.into_iter().map(|(row, random)| (row, random, guesser.guess(pool.row(row)))).collect()
}
