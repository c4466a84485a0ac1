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
    /// Replaces personal data in a column by placeholders: most of it, never surely all
    Anonymise(Anonymise),
    /// Turns the placeholders of an anonymised file back
    Restore(Restore),
    /// Runs training steps on demand, for a race against another program
    Bench(Bench),
}

#[derive(clap::Args)]
pub struct Inspect {
    /// CSV, TSV, JSON or JSON Lines
    pub file: PathBuf,
    /// Everything, as one JSON object
    #[arg(long)]
    pub json: bool,
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
    /// Replaces personal data before anything is learned, and in every text the run is asked about
    /// later; with KINDS these only, as in --anonymise=names,phones
    #[arg(long, value_name = "KINDS", num_args = 0.., value_delimiter = ',', require_equals = true)]
    pub anonymise: Option<Vec<String>>,
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

#[derive(clap::Args)]
pub struct Anonymise {
    /// CSV, TSV, JSON or JSON Lines
    pub file: PathBuf,
    /// The column with the text
    #[arg(long, value_name = "COLUMN")]
    pub text: String,
    /// The CSV file to write
    #[arg(long, value_name = "OUT.csv")]
    pub out: PathBuf,
    /// Kinds to replace: names, phones, mails, ... ; all without it
    #[arg(long, value_delimiter = ',', value_name = "KIND")]
    pub kinds: Vec<String>,
    /// A file with words of your own to replace, one a line
    #[arg(long, value_name = "FILE")]
    pub words: Option<PathBuf>,
    /// A pattern of your own (regular expression); may be given several times
    #[arg(long, value_name = "REGEX")]
    pub pattern: Vec<String>,
    /// Rows with the same value here belong together: NAME_1 is the same person in all of them
    #[arg(long, value_name = "COLUMN")]
    pub conversation: Option<String>,
    /// Writes the encrypted key that turns the placeholders back
    #[arg(long, value_name = "KEYFILE")]
    pub key: Option<PathBuf>,
    /// Locks the key with the passphrase in this variable; without it, only this computer opens it
    #[arg(long, value_name = "VARIABLE", requires = "key")]
    pub passphrase_env: Option<String>,
}

#[derive(clap::Args)]
pub struct Restore {
    /// The anonymised file; columns may have been added
    pub file: PathBuf,
    /// The key that was written with it
    #[arg(long, value_name = "KEYFILE")]
    pub key: PathBuf,
    /// The CSV file to write
    #[arg(long, value_name = "OUT.csv")]
    pub out: PathBuf,
    /// Variable that holds the key's passphrase
    #[arg(long, value_name = "VARIABLE", default_value = "ATTUNE_PASSPHRASE")]
    pub passphrase_env: String,
    /// Destroys the key afterwards: nobody can turn the placeholders back again
    #[arg(long)]
    pub destroy_key: bool,
}
