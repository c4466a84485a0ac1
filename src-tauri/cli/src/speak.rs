//! Answers: one that streams, a whole file of them, and a conversation.

use crate::args::{self, Speech};
use crate::files::refuse_same;
use attune_api::engine::data::{ReadOptions, Table};
use attune_api::engine::generate::{Freedom, Read, Voice};
use attune_api::engine::param::Settings;
use attune_api::engine::task::Message;
use attune_api::{Asking, Code, Error, Result, draft_table, set_threads_of};
use std::io::{BufRead, IsTerminal, Write};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// Ends a conversation.
const EXIT: &str = "/exit";
/// Begins a new one.
const NEW: &str = "/new";

fn freedom(speech: &Speech) -> Result<Freedom> {
    let mut settings = Settings::default();
    let mut set = |key: &str, value: Option<String>| {
        value.into_iter().for_each(|value| settings.set(key, value));
    };
    set("max_tokens", speech.max_tokens.map(|v| v.to_string()));
    set("temperature", speech.temperature.map(|v| v.to_string()));
    set("top_p", speech.top_p.map(|v| v.to_string()));
    set("repetition_penalty", speech.repetition_penalty.map(|v| v.to_string()));
    set("seed", speech.seed.map(|v| v.to_string()));
    Freedom::of(&settings)
}

fn open(folder: &Path, speech: &Speech) -> Result<Voice> {
    if folder.join("recipe.json").is_file() {
        set_threads_of(folder)?;
    }
    Voice::open(folder, speech.base)
}

/// Writes a piece as it comes; false once nobody reads it.
fn say(piece: &str) -> bool {
    let mut out = std::io::stdout().lock();
    out.write_all(piece.as_bytes()).and_then(|()| out.flush()).is_ok()
}

pub fn generate(args: &args::Generate) -> Result<i32> {
    let freedom = freedom(&args.speech)?;
    let mut voice = open(&args.run, &args.speech)?;
    let Speech { system, raw, .. } = &args.speech;
    let mut asking = Asking { voice: &mut voice, freedom, system: system.clone(), raw: *raw };
    match (&args.prompt, &args.data, &args.out) {
        (Some(prompt), _, _) => {
            let prompt = asking.prompt(prompt)?;
            let (freedom, bare) = (asking.freedom.clone(), asking.voice.bare);
            asking.voice.speaker.answer(prompt, &freedom, bare, Read::default(), &mut say)?;
            say("\n");
            Ok(0)
        }
        (None, Some(data), Some(out)) => drafts(&mut asking, data, args.column.as_deref(), out),
        _ => Err(Error::new(Code::BadSetting, "There is nothing to answer")
            .advice("Give --prompt TEXT, or --data FILE with --out FILE")),
    }
}

fn drafts(asking: &mut Asking, data: &Path, column: Option<&str>, out: &Path) -> Result<i32> {
    let table = Table::open(data, &ReadOptions::default())?;
    refuse_same(data, out)?;
    let column = match column {
        Some(column) => column.to_string(),
        None => guess(&table)?,
    };
    let watched = std::io::stderr().is_terminal();
    let done = draft_table(asking, &table, &column, out, &mut |rows| {
        if watched {
            eprint!("\r{rows} rows");
        }
        Ok(())
    })?;
    let left_out = match done.rejected {
        0 => String::new(),
        n => format!("; {n} rows could not be read and were left out"),
    };
    eprintln!("{}{} drafts written{left_out}", if watched { "\r" } else { "" }, done.rows);
    Ok(0)
}

/// The only column, or the one that is named as a prompt usually is.
fn guess(table: &Table) -> Result<String> {
    const NAMES: [&str; 7] =
        ["prompt", "question", "instruction", "message", "input", "text", "frage"];
    let columns = table.columns();
    let named = NAMES.iter().find_map(|name| columns.iter().find(|c| c.to_lowercase() == *name));
    match (named, columns) {
        (Some(name), _) => Ok(name.clone()),
        (None, [only]) => Ok(only.clone()),
        _ => Err(Error::new(Code::BadSetting, "Which column holds the prompts is not clear")
            .safe("Nothing was written")
            .advice(format!("Give --column; the columns are {}", columns.join(", ")))),
    }
}

/// Ctrl C ends an answer; where none is being given, it ends the program.
fn watch_interrupts() -> Arc<(AtomicBool, AtomicBool)> {
    let state = Arc::new((AtomicBool::new(false), AtomicBool::new(false)));
    let seen = state.clone();
    // Without the handler Ctrl C simply ends the program.
    let _ = ctrlc::set_handler(move || match seen.0.load(Ordering::Relaxed) {
        true => seen.1.store(true, Ordering::Relaxed),
        false => std::process::exit(130),
    });
    state
}

pub fn chat(args: &args::Chat) -> Result<i32> {
    let freedom = freedom(&args.speech)?;
    let mut voice = open(&args.run, &args.speech)?;
    let interrupts = watch_interrupts();
    let system = args.speech.system.iter().map(|text| Message::new("system", text));
    let beginning: Vec<Message> = system.collect();
    let mut messages = beginning.clone();
    let mut read = Read::default();
    let watched = std::io::stdin().is_terminal();
    if watched {
        eprintln!("{EXIT} ends, {NEW} begins a new conversation, Ctrl C stops an answer.");
    }
    let mut lines = std::io::stdin().lock().lines();
    loop {
        if watched {
            eprint!("> ");
        }
        let Some(line) = lines.next() else { return Ok(0) };
        let line = line.map_err(|e| Error::io(e, Path::new("stdin")))?;
        match line.trim() {
            "" => continue,
            EXIT => return Ok(0),
            NEW => {
                messages = beginning.clone();
                continue;
            }
            question => messages.push(Message::new("user", question)),
        }
        let prompt = voice.speaker.prompt(&messages)?;
        interrupts.1.store(false, Ordering::Relaxed);
        interrupts.0.store(true, Ordering::Relaxed);
        let mut hear = |piece: &str| say(piece) && !interrupts.1.load(Ordering::Relaxed);
        let known = std::mem::take(&mut read);
        let answer = voice.speaker.answer(prompt, &freedom, voice.bare, known, &mut hear);
        interrupts.0.store(false, Ordering::Relaxed);
        let (answer, kept) = answer?;
        say("\n");
        read = kept;
        messages.push(Message::new("assistant", answer.text.trim()));
    }
}
