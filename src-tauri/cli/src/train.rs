//! Training in this process, with the event log on stdout.

use crate::args;
use crate::columns::Meaning;
use attune_api::engine::data::{Part, ReadOptions, RejectedRow, SplitShares, load_examples};
use attune_api::engine::param::Settings;
use attune_api::engine::privacy::Rules;
use attune_api::engine::task::{self, Gathered, Material, Task, gather, gather_tags};
use attune_api::engine::train::event::{Event, Record};
use attune_api::engine::train::{
    Command, Control, Outcome, Recipe, Request, common_params, prepare, read_log,
};
use attune_api::{
    AppPaths, Code, Error, Result, exit_code, find_model, set_threads_of, train_awake,
};
use std::io::Write;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

const INTERRUPTED: i32 = 130;

/// Fixed, so that runs with different seeds are examined with the same rows.
const SPLIT_SEED: u64 = 17;
/// Percent set aside for the exam where no file of its own is given.
const TEST_SHARE: u8 = 15;

pub fn train(args: &args::Train) -> Result<i32> {
    let task = task::find(&args.task).map_err(|error| error.at("--task"))?;
    let settings = settings(&args.set)?;
    let (material, dropped) = load(args, task, &settings)?;
    let paths = AppPaths::discover()?;
    let (model_id, model) = find_model(&paths, &args.model)?;
    let request = Request {
        model,
        model_id,
        method: args.method.clone(),
        preset: args.preset.clone(),
        settings,
        seed: args.seed,
        material,
        dropped,
        privacy: privacy(args)?,
        reader: Some(paths.starter()),
    };
    prepare(&args.out, &request)?;
    drop(request);
    let mut steps = false;
    let done = run(&args.out, &mut |record| {
        steps |= matches!(record.event, Event::Step { .. });
    });
    // Input that turned out bad before anything was learned leaves nothing behind.
    if let Err(error) = &done
        && exit_code(error) == 2
        && !steps
    {
        std::fs::remove_dir_all(&args.out).map_err(|error| Error::io(error, &args.out))?;
    }
    done
}

pub fn resume(args: &args::Resume) -> Result<i32> {
    Recipe::load(&args.run)?;
    let records = read_log(&args.run.join("events.jsonl"))?;
    if let Some(last) = records.last().filter(|r| matches!(r.event, Event::Finished { .. })) {
        // Nothing is left to do, and it did end in finished.
        print(last);
        return Ok(0);
    }
    run(&args.run, &mut |_| ())
}

fn run(run: &Path, watch: &mut dyn FnMut(&Record)) -> Result<i32> {
    // Before the signal handler, which is a thread.
    set_threads_of(run)?;
    let control = Signals::listen()?;
    let outcome = train_awake(run, &control, &mut |record| {
        print(record);
        watch(record);
    })?;
    Ok(match outcome {
        Outcome::Finished(_) => 0,
        Outcome::Interrupted { .. } => INTERRUPTED,
    })
}

fn print(record: &Record) {
    if let Ok(line) = serde_json::to_string(record) {
        let mut out = std::io::stdout().lock();
        // A reader that went away is no reason to stop: the run's own log has every event.
        let _ = writeln!(out, "{line}").and_then(|()| out.flush());
    }
}

/// Ctrl-C and the request to end become an interruption that can be resumed.
pub struct Signals(Arc<AtomicBool>);

impl Signals {
    pub fn listen() -> Result<Self> {
        let asked = Arc::new(AtomicBool::new(false));
        let heard = asked.clone();
        ctrlc::set_handler(move || {
            // Asked twice, it ends at once; the last checkpoint is on disk.
            if heard.swap(true, Ordering::SeqCst) {
                std::process::exit(INTERRUPTED);
            }
        })
        .map_err(|error| Error::internal("Ctrl-C can't be listened to").source(error))?;
        Ok(Self(asked))
    }
}

impl Signals {
    pub fn asked(&self) -> bool {
        self.0.load(Ordering::SeqCst)
    }
}

impl Control for Signals {
    fn poll(&self) -> Command {
        if self.asked() { Command::Interrupt } else { Command::Continue }
    }
}

fn settings(pairs: &[String]) -> Result<Settings> {
    let mut settings = Settings::default();
    for pair in pairs {
        let Some((key, value)) = pair.split_once('=') else {
            return Err(Error::new(Code::BadSetting, format!("'{pair}' sets nothing"))
                .at("--set")
                .advice("Write it as KEY=VALUE, for example --set epochs=3"));
        };
        settings.set(key.trim(), value.trim());
    }
    Ok(settings)
}

/// What is replaced before training, and from then on wherever the run is asked.
fn privacy(args: &args::Train) -> Result<Option<Rules>> {
    match &args.anonymise {
        None => Ok(None),
        Some(kinds) if kinds.is_empty() => Ok(Some(Rules::default())),
        Some(kinds) => Rules::of(kinds).map(Some),
    }
}

/// What is learned from, and how many rows hold nothing.
fn load(args: &args::Train, task: &Task, settings: &Settings) -> Result<(Material, usize)> {
    let own_test = args.test.is_some();
    let usual = shares(task, settings, own_test)?;
    let loaded = load_with(args, task, usual)?;
    let divided = |part: &Part| !own_test || *part != Part::Test;
    let rows = loaded.material.parts().iter().filter(|part| divided(part)).count();
    match few_enough(usual, rows).filter(|_| settings.get(VALIDATION).is_none()) {
        None => Ok(loaded.told()),
        Some(fewer) => Ok(load_with(args, task, fewer)?.told()),
    }
}

struct Read {
    material: Material,
    rejected: Vec<RejectedRow>,
    dropped: usize,
    left_out: Vec<String>,
}

impl From<Gathered> for Read {
    fn from(gathered: Gathered) -> Self {
        let Gathered { material, rejected, dropped, left_out } = gathered;
        Self { material, rejected, dropped, left_out }
    }
}

impl Read {
    fn told(self) -> (Material, usize) {
        warn_of_rejected(&self.rejected);
        warn_of_left_out(&self.left_out);
        (self.material, self.dropped)
    }
}

fn load_with(args: &args::Train, task: &Task, shares: SplitShares) -> Result<Read> {
    let test = args.test.as_deref();
    match args.columns.meaning(task)? {
        Meaning::Sorted(columns) => {
            let options = ReadOptions::default();
            let loaded = load_examples(&args.data, &options, &columns, test, shares, SPLIT_SEED)?;
            loaded.check_trainable()?;
            let (rejected, dropped) = (loaded.rejected, loaded.dropped);
            let left_out = Vec::new();
            Ok(Read { material: loaded.examples.into(), rejected, dropped, left_out })
        }
        Meaning::Tagged(columns) => {
            gather_tags(&args.data, &columns, test, shares, SPLIT_SEED).map(Read::from)
        }
        Meaning::Written(columns) => {
            gather(&args.data, &columns, test, shares, SPLIT_SEED).map(Read::from)
        }
    }
}

const VALIDATION: &str = "validation";

/// The mock exam's share is a setting; the exam's is not, so that runs can be compared.
fn shares(task: &Task, settings: &Settings, own_test: bool) -> Result<SplitShares> {
    let params = common_params(task);
    let Some(param) = params.iter().find(|param| param.name == VALIDATION) else {
        return Err(Error::internal("The share of the mock exam is not declared"));
    };
    let value = settings.get(VALIDATION).unwrap_or(&param.default);
    param.check(value)?;
    // Checked just now: a number from 0.01 to 0.5.
    let validation = (100.0 * value.parse::<f64>().unwrap_or(0.1)).round() as u8;
    let test = if own_test { 0 } else { TEST_SHARE };
    Ok(SplitShares { train: 100 - test - validation, validation, test })
}

/// A smaller mock exam where the usual share is more rows than it takes to tell versions apart; the
/// others are better learned from.
fn few_enough(usual: SplitShares, rows: usize) -> Option<SplitShares> {
    const ENOUGH: usize = 500;
    let validation = u8::try_from(100 * ENOUGH / rows.max(1)).unwrap_or(100).max(1);
    (validation < usual.validation).then(|| SplitShares {
        train: usual.train + usual.validation - validation,
        validation,
        ..usual
    })
}

/// A row that can't be read is never dropped in silence.
pub fn warn_of_rejected(rejected: &[RejectedRow]) {
    const SHOWN: usize = 5;
    for row in rejected.iter().take(SHOWN) {
        eprintln!("Line {} was left out: {}.", row.line, row.reason);
    }
    if rejected.len() > SHOWN {
        let more = rejected.len() - SHOWN;
        eprintln!("{more} more rows were left out; 'attune-cli inspect' shows them.");
    }
}

/// Neither is a category that can't be learned.
fn warn_of_left_out(labels: &[String]) {
    if !labels.is_empty() {
        eprintln!(
            "Too few rows to learn from, so left out of their rows' labels: {}.",
            labels.join(", ")
        );
    }
}
