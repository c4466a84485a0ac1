//! Looking into files, sorting their rows, and saving a run.

use crate::args;
use attune_api::engine::data::{ReadOptions, Table};
use attune_api::engine::predict::{Predictor, Tagger};
use attune_api::engine::task::TAG;
use attune_api::engine::train::Recipe;
use attune_api::engine::{data, export as exports};
use attune_api::types::Columns;
use attune_api::{Code, Error, Result, Sorter, predict_table, set_threads_of};
use std::path::Path;

pub fn inspect(args: &args::Inspect) -> Result<i32> {
    let preview = data::inspect(&args.file, &options(&args.read))?;
    if args.json {
        let text = serde_json::to_string(&preview)
            .map_err(|error| Error::internal("The preview can't be written").source(error))?;
        println!("{text}");
        return Ok(0);
    }
    let or_none = |name: &Option<String>| name.clone().unwrap_or_else(|| "none".into());
    println!(
        "{}: {} rows, {} not readable",
        preview.name, preview.row_count, preview.rejected_count
    );
    println!("Columns: {}", preview.columns.join(", "));
    println!("Text: {}, label: {}", or_none(&preview.roles.text), or_none(&preview.roles.label));
    for note in &preview.notes {
        println!("{note}");
    }
    for row in &preview.rejected {
        println!("Line {}: {}", row.line, row.reason);
    }
    Ok(0)
}

fn options(read: &args::Read) -> ReadOptions {
    ReadOptions {
        sheet: read.sheet.clone(),
        first_row: read.first_row,
        cut: read.cut.clone(),
        cut_words: read.cut_words,
        ..ReadOptions::default()
    }
}

pub fn convert(args: &args::Convert) -> Result<i32> {
    refuse_same(&args.file, &args.out)?;
    let save = data::save::save_format(args.to.as_deref(), &args.out)?;
    let roles = Columns {
        text: args.text.clone(),
        label: args.label.clone(),
        group: None,
        ..Columns::default()
    };
    let saved =
        data::save::convert_file(&args.file, &options(&args.read), &roles, save, &args.out)?;
    println!("{} rows written as {}", saved.rows, save.title);
    for note in &saved.notes {
        eprintln!("{note}.");
    }
    for row in &saved.left_out {
        eprintln!("Line {} was left out: {}.", row.line, row.reason);
    }
    let more = saved.left_out_count - saved.left_out.len();
    if more > 0 {
        eprintln!("{more} more rows were left out; 'attune-cli inspect' shows them.");
    }
    Ok(0)
}

pub fn predict(args: &args::Predict) -> Result<i32> {
    set_threads_of(&args.run)?;
    let table = Table::open(&args.data, &ReadOptions::default())?;
    refuse_same(&args.data, &args.out)?;
    let mut sorter: Box<dyn Sorter> = match Recipe::load(&args.run)?.task == TAG.id {
        true => Box::new(Tagger::open(&args.run)?),
        false => Box::new(Predictor::open(&args.run)?),
    };
    let sorted =
        predict_table(sorter.as_mut(), &table, &args.text, &args.out, false, &mut |_, _| Ok(()))?;
    if sorted.rejected > 0 {
        let count = sorted.rejected;
        eprintln!(
            "{count} rows could not be read and were left out; 'attune-cli inspect' shows them."
        );
    }
    Ok(0)
}

/// The file with the data is never written over.
pub fn refuse_same(data: &Path, out: &Path) -> Result<()> {
    let same = matches!((data.canonicalize(), out.canonicalize()), (Ok(a), Ok(b)) if a == b);
    if same {
        return Err(Error::new(Code::BadSetting, "The answers would replace the data")
            .at("--out")
            .safe("The file was not changed")
            .advice("Give another name"));
    }
    Ok(())
}

pub fn export(args: &args::Export) -> Result<i32> {
    set_threads_of(&args.run)?;
    for (name, bytes) in
        exports::export(&args.run, &args.format, &args.out, None, &mut |_, _| Ok(()))?
    {
        println!("{bytes:>12}  {name}");
    }
    Ok(0)
}
