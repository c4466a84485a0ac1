//! What may be typed.

use clap::{Parser, Subcommand};
use std::path::PathBuf;

/// Fine-tunes language models on this computer, from your own examples.
#[derive(Parser)]
#[command(name = "attune-cli", version, arg_required_else_help = true)]
pub struct Args {
    #[command(subcommand)]
    pub verb: Verb,
}

#[derive(Subcommand)]
pub enum Verb {
    /// Shows what a file holds: columns, first rows, what could not be read
    Inspect(Inspect),
    /// Writes the rows of a file that can be read to a file of another kind
    Convert(Convert),
    /// Trains a model; every event is one line of JSON on stdout
    Train(Train),
    /// Goes on with a run that was interrupted
    Resume(Resume),
    /// Scores a run on a file with known labels
    Evaluate(Evaluate),
    /// Sorts the rows of a file: adds predicted and confidence
    Predict(Predict),
    /// Saves a run as an adapter or a complete model
    Export(Export),
    /// Runs training steps on demand, for a race against another program
    Bench(Bench),
}

#[derive(clap::Args)]
pub struct Inspect {
    /// A table, a document, or a folder of documents
    pub file: PathBuf,
    /// Everything, as one JSON object
    #[arg(long)]
    pub json: bool,
    #[command(flatten)]
    pub read: Read,
}

/// How a file is read; what is left out is guessed.
#[derive(clap::Args)]
pub struct Read {
    /// Of a spreadsheet: the sheet
    #[arg(long, value_name = "NAME")]
    pub sheet: Option<String>,
    /// Of a document: file, page, heading, clause, paragraph, line or length
    #[arg(long, value_name = "WAY")]
    pub cut: Option<String>,
    /// Words in a row that is cut by length
    #[arg(long, value_name = "WORDS")]
    pub cut_words: Option<usize>,
}

#[derive(clap::Args)]
pub struct Convert {
    /// A table, a document, or a folder of documents
    pub file: PathBuf,
    /// The file to write; its name says the format
    #[arg(long)]
    pub out: PathBuf,
    /// The format, where the name does not say it: csv, xlsx, jsonl, openai
    #[arg(long)]
    pub to: Option<String>,
    /// For openai: the column that is asked; guessed without it
    #[arg(long, value_name = "COLUMN")]
    pub text: Option<String>,
    /// For openai: the column that is the answer; guessed without it
    #[arg(long, value_name = "COLUMN")]
    pub label: Option<String>,
    #[command(flatten)]
    pub read: Read,
}

#[derive(clap::Args)]
pub struct Train {
    /// What to learn: classify
    #[arg(long)]
    pub task: String,
    /// The examples
    #[arg(long)]
    pub data: PathBuf,
    /// Exam rows in a file of their own; without it, 15% of the data are set aside
    #[arg(long)]
    pub test: Option<PathBuf>,
    /// The column with the text
    #[arg(long, value_name = "COLUMN")]
    pub text: String,
    /// The column with the label
    #[arg(long, value_name = "COLUMN")]
    pub label: String,
    /// starter (built in), or a folder with config.json, tokenizer.json and model.safetensors
    #[arg(long)]
    pub model: String,
    /// lora, partial, full or head
    #[arg(long)]
    pub method: String,
    /// quick, balanced or thorough
    #[arg(long, default_value = "balanced")]
    pub preset: String,
    /// Overrules a setting of the preset; may be given several times
    #[arg(long, value_name = "KEY=VALUE")]
    pub set: Vec<String>,
    #[arg(long, default_value_t = 1)]
    pub seed: u64,
    /// The folder to make for the run
    #[arg(long)]
    pub out: PathBuf,
}

#[derive(clap::Args)]
pub struct Bench {
    /// Name of the case: the file CASE.safetensors holds its weights and batches
    #[arg(long, value_name = "CASE")]
    pub serve: String,
    /// The folder of the file
    #[arg(long = "ref", value_name = "DIR")]
    pub reference: PathBuf,
    #[arg(long, default_value_t = 2)]
    pub threads: usize,
    #[arg(long, default_value = "exact", value_parser = ["exact", "fast"])]
    pub precision: String,
    /// Drops values as a training does
    #[arg(long)]
    pub dropout: bool,
}

#[derive(clap::Args)]
pub struct Resume {
    /// The run's folder
    pub run: PathBuf,
}

#[derive(clap::Args)]
pub struct Evaluate {
    /// The run's folder
    pub run: PathBuf,
    /// A file with known labels
    #[arg(long)]
    pub data: PathBuf,
    /// The column with the text
    #[arg(long, value_name = "COLUMN")]
    pub text: String,
    /// The column with the label
    #[arg(long, value_name = "COLUMN")]
    pub label: String,
    /// Everything, as one JSON object
    #[arg(long)]
    pub json: bool,
}

#[derive(clap::Args)]
pub struct Predict {
    /// The run's folder
    pub run: PathBuf,
    /// The rows to sort
    #[arg(long)]
    pub data: PathBuf,
    /// The column with the text
    #[arg(long, value_name = "COLUMN")]
    pub text: String,
    /// The CSV file to write
    #[arg(long, value_name = "OUT.csv")]
    pub out: PathBuf,
}

#[derive(clap::Args)]
pub struct Export {
    /// The run's folder
    pub run: PathBuf,
    /// peft (the adapter alone) or merged (a complete model)
    #[arg(long)]
    pub format: String,
    /// The folder to make
    #[arg(long)]
    pub out: PathBuf,
}
