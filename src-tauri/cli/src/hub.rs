//! Looking for models on the hub, fetching one, and publishing a run.

use crate::args;
use crate::train::Signals;
use attune_api::engine::export::{self, find_licence};
use attune_api::engine::model::catalogue::{Entry, catalogue};
use attune_api::engine::train::Recipe;
use attune_api::hub::{Found, Progress, Query, Repo};
use attune_api::{AppPaths, Base, Code, Error, Result, open_hub, set_threads_of, stage};
use serde::Serialize;
use std::io::{IsTerminal, Write};
use std::path::Path;
use std::time::{Duration, Instant};

pub fn search(args: &args::Search) -> Result<i32> {
    let hub = open_hub(&AppPaths::discover()?)?;
    let query =
        Query { words: args.words.join(" "), tags: args.tag.clone(), limit: args.limit.into() };
    let found = hub.search(&query)?;
    if args.json {
        print_json(&found)?;
        return Ok(0);
    }
    for model in &found {
        println!("{}", line(model));
    }
    if found.is_empty() {
        eprintln!("The hub knows no model of that name.");
    }
    Ok(0)
}

/// Name, then what a person chooses by.
fn line(model: &Found) -> String {
    let mut words = vec![model.id.clone()];
    words.extend(model.family.clone());
    words.extend(model.licence.clone());
    words.push(format!("{} downloads", model.downloads));
    if model.gated {
        words.push("licence to be accepted first".into());
    }
    if model.safetensors == Some(false) {
        words.push("no safetensors".into());
    }
    words.join("  ")
}

pub fn models(args: &args::Models) -> Result<i32> {
    let mut entries = catalogue(&AppPaths::discover()?.catalogue())?;
    entries.retain(|entry| {
        let task = args.task.as_ref().is_none_or(|task| entry.goals.contains(task));
        task && args.language.as_ref().is_none_or(|code| entry.languages.contains(code))
    });
    if args.json {
        print_json(&entries)?;
        return Ok(0);
    }
    for entry in &entries {
        println!("{}", about(entry));
    }
    if entries.is_empty() {
        eprintln!("No model is recommended for this; attune-cli search WORDS looks on the hub.");
    }
    Ok(0)
}

/// Two lines: name and facts, then what it is good at.
fn about(entry: &Entry) -> String {
    let mut words = vec![entry.repo.clone()];
    words.push(match entry.parameters {
        count if count >= 1_000_000_000 => format!("{:.1} billion parameters", count as f64 / 1e9),
        count => format!("{} million parameters", count / 1_000_000),
    });
    words.extend(entry.download_bytes().map(|bytes| format!("{} MB", bytes / 1_000_000)));
    words.push(match (entry.language_count, entry.languages.as_slice()) {
        (Some(count), _) => format!("{count} languages"),
        (None, []) => "languages not stated".into(),
        (None, list) if list.len() > 6 => format!("{} languages", list.len()),
        (None, list) => list.join(" "),
    });
    let licence = find_licence(&entry.licence).map_or(&*entry.licence, |licence| licence.title);
    words.push(licence.into());
    if entry.gated {
        words.push("licence to be accepted first".into());
    }
    words.push(if entry.built_in {
        "built in".into()
    } else if entry.tried {
        "tried by us".into()
    } else {
        "not tried by us".into()
    });
    format!("{}\n    {}", words.join("  "), entry.good_at)
}

pub fn pull(args: &args::Pull) -> Result<i32> {
    let hub = open_hub(&AppPaths::discover()?)?;
    let repo = Repo::parse(&args.model)?;
    let mut teller = Teller::new()?;
    let pulled = hub.pull(&repo, &args.revision, &mut |now| teller.tell(now))?;
    teller.done();
    if let Some(name) = &pulled.renamed {
        eprintln!("{repo} is called {name} now.");
    }
    match args.json {
        true => print_json(&pulled)?,
        false => println!("{}", pulled.folder.display()),
    }
    Ok(0)
}

pub fn push(args: &args::Push) -> Result<i32> {
    let paths = AppPaths::discover()?;
    let hub = open_hub(&paths)?;
    let repo = Repo::parse_owned(&args.repo)?;
    let format = match &args.format {
        Some(format) => format.clone(),
        None => smallest_format(&args.run)?,
    };
    let mut base = Base::of(&paths, &Recipe::load(&args.run)?.model);
    base.ask(&hub);
    if args.public {
        base.check_public()?;
    }
    set_threads_of(&args.run)?;
    let staged = stage(&paths, &args.run, &format, &repo, base, None, &mut |_, _| Ok(()))?;
    for file in staged.files()? {
        eprintln!("{:>12}  {}", file.bytes, file.path);
    }
    let mut teller = Teller::new()?;
    let pushed = staged.push(&hub, &repo, args.public, &mut |now| teller.tell(now))?;
    teller.done();
    match args.json {
        true => print_json(&pushed)?,
        false => println!("{}", pushed.page),
    }
    Ok(0)
}

/// An adapter where the method makes one.
fn smallest_format(run: &Path) -> Result<String> {
    let targets = export::targets_for(run)?;
    let open = |id: &str| targets.iter().any(|(t, reason)| t.id == id && reason.is_none());
    Ok(if open("peft") { "peft" } else { "merged" }.into())
}

pub(crate) fn print_json(value: &impl Serialize) -> Result<()> {
    let text = serde_json::to_string(value)
        .map_err(|error| Error::internal("The answer can't be written").source(error))?;
    println!("{text}");
    Ok(())
}

/// Tells a person at a terminal how far it is, and hears Ctrl-C.
pub(crate) struct Teller {
    signals: Signals,
    told: Option<Instant>,
    terminal: bool,
}

impl Teller {
    pub fn new() -> Result<Self> {
        let terminal = std::io::stderr().is_terminal();
        Ok(Self { signals: Signals::listen()?, told: None, terminal })
    }

    pub fn tell(&mut self, now: &Progress) -> Result<()> {
        if self.signals.asked() {
            return Err(Error::new(Code::Interrupted, "You stopped this")
                .safe("What has arrived is kept")
                .advice("Give the command again to go on"));
        }
        let due = self.told.is_none_or(|told| told.elapsed() > Duration::from_millis(200));
        if self.terminal && due && now.total > 0 {
            let megabytes = |bytes: u64| bytes as f64 / 1e6;
            let (done, total) = (megabytes(now.done), megabytes(now.total));
            let verb = if now.checking { "checking " } else { "" };
            let mut out = std::io::stderr().lock();
            // A terminal that went away is no reason to stop.
            let _ = write!(out, "\r\x1b[K{done:.1} of {total:.1} MB  {verb}{}", now.file);
            let _ = out.flush();
            self.told = Some(Instant::now());
        }
        Ok(())
    }

    pub fn done(&self) {
        if self.told.is_some() {
            eprint!("\r\x1b[K");
        }
    }
}
