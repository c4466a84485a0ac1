//! What is wrong with the rows of a file.

use crate::args;
use attune_api::engine::check::{Column, Corpus, FINDINGS, Item, Look};
use attune_api::engine::data::split::{self, DEFAULT_SHARES, SplitItem};
use attune_api::engine::data::{Goal, RawRow, ReadOptions, Table, pick_chat};
use attune_api::{AppPaths, Code, Error, Result, find_model};
use serde::Serialize;
use std::collections::HashMap;

/// As in a new project.
const SPLIT_SEED: u64 = 17;

#[derive(Serialize)]
struct Findings {
    findings: Vec<Found>,
}

#[derive(Serialize)]
struct Found {
    id: &'static str,
    count: usize,
    /// Numbers of the data rows, from 0; what is most certain first where that differs.
    rows: Vec<i64>,
    #[serde(skip)]
    title: &'static str,
}

pub fn check(args: &args::Check) -> Result<i32> {
    let (corpus, goal) = match &args.text {
        Some(text) => (load(args, text)?, Goal::Classify),
        None => (conversations(args)?, Goal::Chat),
    };
    let paths = AppPaths::discover()?;
    let (_, model) = find_model(&paths, &args.model)?;
    let starter = paths.starter();
    let look =
        Look { model: &starter, trained: &model, cache: args.cache.as_deref(), limit: args.limit };
    let mut findings = Vec::new();
    // The built-in model does not write: what a conversation is cut to is asked of another.
    let quick = args.quick || (goal.writes() && args.model == "starter");
    for finding in FINDINGS.iter().filter(|finding| finding.fits(goal)) {
        if quick && finding.slow() {
            continue;
        }
        let mut told = 0;
        let hits = finding.find(&corpus, Some(&look), &mut |phase, done, total| {
            let percent = 100 * done / total.max(1);
            if !args.json && percent >= told + 10 {
                told = percent;
                eprintln!("{}: {phase:?}, {done} of {total}", finding.title);
            }
            Ok(())
        })?;
        let rows: Vec<i64> = hits.iter().map(|hit| corpus.items[hit.row].id).collect();
        findings.push(Found { id: finding.id, count: rows.len(), rows, title: finding.title });
    }
    if args.json {
        let text = serde_json::to_string(&Findings { findings })
            .map_err(|error| Error::internal("The findings can't be written").source(error))?;
        println!("{text}");
        return Ok(0);
    }
    for found in findings.iter().filter(|found| found.count > 0) {
        let first: Vec<String> = found.rows.iter().take(8).map(i64::to_string).collect();
        let more = if found.count > first.len() { ", ..." } else { "" };
        println!("{:>7}  {} ({}{more})", found.count, found.title, first.join(", "));
    }
    Ok(0)
}

/// Every row of the file under its number, the empty ones too; those that can't be read keep
/// their number and are left out. Parts are those of the file, else those of a new project.
fn load(args: &args::Check, text: &str) -> Result<Corpus> {
    let table = Table::open(&args.file, &ReadOptions::default())?;
    let text = table.column(text)?;
    let label = args.label.as_ref().map(|name| table.column(name)).transpose()?;
    let others: Vec<usize> =
        (0..table.columns().len()).filter(|c| *c != text && Some(*c) != label).collect();
    let name = |column: &usize| table.columns()[*column].clone();
    let mut columns: Vec<Column> =
        others.iter().map(|c| Column { name: name(c), cells: Vec::new() }).collect();
    let mut items = Vec::new();
    let mut labels: Vec<String> = Vec::new();
    let mut numbers: HashMap<String, u32> = HashMap::new();
    let mut number = 0;
    table.read(&mut |record| {
        if let Ok(cells) = record.cells {
            let cell = |column: usize| cells.get(column).map_or("", String::as_str);
            let own = label.map(|column| cell(column).trim()).filter(|label| !label.is_empty());
            let label = own.map(|own| {
                *numbers.entry(own.to_owned()).or_insert_with(|| {
                    labels.push(own.to_owned());
                    labels.len() as u32 - 1
                })
            });
            items.push(Item { id: number, text: cell(text).to_owned(), label, part: None });
            for (column, place) in columns.iter_mut().zip(&others) {
                column.cells.push(cell(*place).to_owned());
            }
        }
        number += 1;
        Ok(true)
    })?;
    if items.is_empty() {
        return Err(nothing(&table));
    }
    let own = columns.iter().enumerate().find_map(|(i, c)| Some((i, c.division()?)));
    match own {
        Some((place, parts)) => {
            items.iter_mut().zip(parts).for_each(|(item, part)| item.part = part);
            columns.remove(place);
        }
        None => divide(&mut items),
    }
    Ok(Corpus::new(items, labels, columns))
}

fn nothing(table: &Table) -> Error {
    Error::new(Code::BadData, "The file has no row that can be read")
        .at(table.name())
        .advice("'attune-cli inspect' shows what it holds")
}

/// The same where rows are conversations.
fn conversations(args: &args::Check) -> Result<Corpus> {
    let table = Table::open(&args.file, &ReadOptions::default())?;
    let given = [&args.messages, &args.prompt, &args.answer].map(|name| name.as_deref());
    let pick = pick_chat(&table, given, None)?;
    let mut rows = Vec::new();
    let mut number = 0;
    let mut failed = None;
    table.read(&mut |record| {
        let messages = record.cells.ok().and_then(|cells| pick(&cells).ok().flatten());
        if let Some(messages) = messages {
            match serde_json::to_string(&messages) {
                Ok(text) => {
                    let label = Some(String::new());
                    rows.push(RawRow { id: number, text, label, part: None });
                }
                Err(error) => failed = Some(error),
            }
        }
        number += 1;
        Ok(failed.is_none())
    })?;
    if let Some(error) = failed {
        return Err(Error::internal("A conversation can't be written").source(error));
    }
    if rows.is_empty() {
        return Err(nothing(&table));
    }
    let mut corpus = Corpus::of_conversations(rows);
    divide(&mut corpus.items);
    Ok(corpus)
}

/// Gives every labelled row the part it would have in a new project.
fn divide(items: &mut [Item]) {
    let labelled = |item: &&mut Item| item.label.is_some() && !item.text.trim().is_empty();
    let split_items: Vec<SplitItem> = items
        .iter_mut()
        .filter(labelled)
        .map(|item| SplitItem {
            label: item.label.unwrap_or_default(),
            group: None,
            text: split::key(&item.text),
            fixed: None,
            part: None,
            chosen: false,
        })
        .collect();
    let parts = split::assign(&split_items, DEFAULT_SHARES, SPLIT_SEED);
    for (item, part) in items.iter_mut().filter(labelled).zip(parts) {
        item.part = Some(part);
    }
}
