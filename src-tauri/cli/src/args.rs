//! What may be typed.

use crate::columns::Columns;
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
    /// Looks for what is wrong with the rows of a file
    Check(Check),
    /// Writes the rows of a file that can be read to a file of another kind
    Convert(Convert),
    /// Trains a model; every event is one line of JSON on stdout
    Train(Train),
    /// Goes on with a run that was interrupted
    Resume(Resume),
    /// Scores a run on a file with known labels, answers or texts
    Evaluate(Evaluate),
    /// Sorts the rows of a file: adds predicted and confidence
    Predict(Predict),
    /// Suggests categories for rows without one, in the order in which labels would help most
    Suggest(Suggest),
    /// Answers a prompt, or every row of a file, with a model that writes
    Generate(Generate),
    /// Talks with a model that writes
    Chat(Chat),
    /// Saves a run as an adapter or a complete model
    Export(Export),
    /// Looks for models on the hub
    Search(Search),
    /// Lists models worth recommending; goes nowhere for it
    Models(Models),
    /// Fetches a model from the hub, or what is missing of it; prints its folder
    Pull(Pull),
    /// Publishes a run on the hub, private unless --public is given
    Push(Push),
    /// Replaces personal data in a column by placeholders: most of it, never surely all
    Anonymise(Anonymise),
    /// Turns the placeholders of an anonymised file back
    Restore(Restore),
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
    /// Of a table: the row in which it starts, where titles stand above it
    #[arg(long, value_name = "ROW")]
    pub first_row: Option<usize>,
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
    /// The format, where the name does not say it: csv, xlsx, jsonl, parquet, openai
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
pub struct Check {
    /// The examples
    pub file: PathBuf,
    /// The column with the text
    #[arg(long, value_name = "COLUMN", required_unless_present_any = ["messages", "prompt"])]
    pub text: Option<String>,
    /// The column with the label
    #[arg(long, value_name = "COLUMN", requires = "text")]
    pub label: Option<String>,
    /// The column with the messages, where the rows are conversations
    #[arg(long, value_name = "COLUMN", conflicts_with = "text")]
    pub messages: Option<String>,
    /// The column with the question, where a row is a question and its answer
    #[arg(long, value_name = "COLUMN", conflicts_with_all = ["text", "messages"], requires = "answer")]
    pub prompt: Option<String>,
    /// The column with the answer
    #[arg(long, value_name = "COLUMN", requires = "prompt")]
    pub answer: Option<String>,
    /// The model whose limit counts: starter, or a folder
    #[arg(long, default_value = "starter")]
    pub model: String,
    /// Tokens that training will read of a text
    #[arg(long, default_value_t = 128)]
    pub limit: usize,
    /// A folder that keeps what the model has read, for the next time
    #[arg(long, value_name = "DIR")]
    pub cache: Option<PathBuf>,
    /// Only what needs no model
    #[arg(long)]
    pub quick: bool,
    /// Numbers of the rows, as one JSON object
    #[arg(long)]
    pub json: bool,
}

#[derive(clap::Args)]
pub struct Train {
    /// What to learn: classify, tag, chat or continue
    #[arg(long)]
    pub task: String,
    /// The examples
    #[arg(long)]
    pub data: PathBuf,
    /// Exam rows in a file of their own; without it, 15% of the data are set aside
    #[arg(long)]
    pub test: Option<PathBuf>,
    #[command(flatten)]
    pub columns: Columns,
    /// starter (built in), a folder with config.json, tokenizer.json and model.safetensors, or
    /// OWNER/NAME of a model that was fetched
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
    /// A file with known labels, answers or texts
    #[arg(long)]
    pub data: PathBuf,
    #[command(flatten)]
    pub columns: Columns,
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
pub struct Suggest {
    /// The rows; those without a label are asked about
    pub file: PathBuf,
    /// The column with the text
    #[arg(long, value_name = "COLUMN")]
    pub text: String,
    /// The column with the label, empty where there is none
    #[arg(long, value_name = "COLUMN")]
    pub label: String,
    /// A category that no row has yet; may be given several times
    #[arg(long, value_name = "NAME[=DEFINITION]")]
    pub category: Vec<String>,
    /// starter (built in), or the folder of a sentence encoder
    #[arg(long, default_value = "starter")]
    pub model: String,
    /// One JSON object a row
    #[arg(long)]
    pub json: bool,
}

#[derive(clap::Args)]
pub struct Generate {
    /// The run's folder, or the folder of a model
    pub run: PathBuf,
    #[arg(long, value_name = "TEXT", required_unless_present = "data")]
    pub prompt: Option<String>,
    /// A file with a prompt in every row, to be answered row by row
    #[arg(long, conflicts_with = "prompt", requires = "out")]
    pub data: Option<PathBuf>,
    /// The column with the prompts; guessed when left out
    #[arg(long, value_name = "COLUMN", requires = "data")]
    pub column: Option<String>,
    /// The CSV file to write: the rows with a column 'draft' added
    #[arg(long, value_name = "OUT.csv", requires = "data")]
    pub out: Option<PathBuf>,
    #[command(flatten)]
    pub speech: Speech,
}

#[derive(clap::Args)]
pub struct Chat {
    /// The run's folder, or the folder of a model
    pub run: PathBuf,
    #[command(flatten)]
    pub speech: Speech,
}

/// How a model answers.
#[derive(clap::Args)]
pub struct Speech {
    /// The model as it came, before training
    #[arg(long)]
    pub base: bool,
    /// Instructions that stand before the question
    #[arg(long, value_name = "TEXT")]
    pub system: Option<String>,
    /// Goes on with the prompt as it stands instead of answering it
    #[arg(long)]
    pub raw: bool,
    #[arg(long, value_name = "N")]
    pub max_tokens: Option<usize>,
    /// 0 takes the likeliest word always
    #[arg(long, value_name = "T")]
    pub temperature: Option<f32>,
    #[arg(long, value_name = "P")]
    pub top_p: Option<f32>,
    #[arg(long, value_name = "R")]
    pub repetition_penalty: Option<f32>,
    #[arg(long, value_name = "N")]
    pub seed: Option<u64>,
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
pub struct Search {
    /// What to look for
    #[arg(required = true)]
    pub words: Vec<String>,
    /// A tag that models must have, as the hub writes it (bert, en, license:apache-2.0); may be
    /// given several times
    #[arg(long, value_name = "TAG")]
    pub tag: Vec<String>,
    /// At most so many
    #[arg(long, default_value_t = 20, value_parser = clap::value_parser!(u8).range(1..=100))]
    pub limit: u8,
    /// Everything, as one JSON list
    #[arg(long)]
    pub json: bool,
}

#[derive(clap::Args)]
pub struct Models {
    /// Only those for this task
    #[arg(long, value_parser = ["classify", "tag", "chat", "continue"])]
    pub task: Option<String>,
    /// Only those that read this language, in two letters
    #[arg(long, value_name = "CODE")]
    pub language: Option<String>,
    /// Everything, as one JSON list
    #[arg(long)]
    pub json: bool,
}

#[derive(clap::Args)]
pub struct Pull {
    /// The model's name on the hub
    #[arg(value_name = "OWNER/NAME")]
    pub model: String,
    /// A branch, a tag or a commit
    #[arg(long, default_value = "main")]
    pub revision: String,
    /// What was fetched, as one JSON object
    #[arg(long)]
    pub json: bool,
}

#[derive(clap::Args)]
pub struct Push {
    /// The run's folder
    pub run: PathBuf,
    /// The name it gets on the hub
    #[arg(long, value_name = "OWNER/NAME")]
    pub repo: String,
    /// Everybody may read it
    #[arg(long)]
    pub public: bool,
    /// peft (the adapter) or merged (the complete model); without it, the smallest the run can
    /// be saved as
    #[arg(long)]
    pub format: Option<String>,
    /// What was published, as one JSON object
    #[arg(long)]
    pub json: bool,
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
