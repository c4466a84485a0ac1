//! Personal data replaced by placeholders, and turned back.

use crate::args;
use crate::files::refuse_same;
use attune_api::engine::data::{ReadOptions, Table};
use attune_api::engine::privacy::{Cleaner, Key, Lock, Rules};
use attune_api::{AppPaths, Code, Error, Result, clean_table, restore_table};
use serde_json::json;
use std::path::Path;

pub fn anonymise(args: &args::Anonymise) -> Result<i32> {
    refuse_same(&args.file, &args.out)?;
    let mut rules = match args.kinds.is_empty() {
        true => Rules::default(),
        false => Rules::of(&args.kinds)?,
    };
    if let Some(path) = &args.words {
        let text = std::fs::read_to_string(path).map_err(|e| Error::io(e, path))?;
        rules.words = text.lines().map(str::to_owned).collect();
    }
    rules.patterns.clone_from(&args.pattern);
    let cleaner = Cleaner::new(&rules)?;
    // Asked for first: without its key nothing is written.
    let lock = match &args.key {
        Some(path) => Some((path, key_lock(path, &args.out, args.passphrase_env.as_deref())?)),
        None => None,
    };
    let table = Table::open(&args.file, &ReadOptions::default())?;
    let mut key = Key::new(&args.text);
    let group = args.conversation.as_deref();
    let done = clean_table(&cleaner, &table, &args.text, group, &args.out, &mut key)?;
    if let Some((path, lock)) = lock
        && let Err(error) = key.save(path, &lock)
    {
        // Without its key it could not be turned back, as was asked.
        let _ = std::fs::remove_file(&args.out);
        return Err(error);
    }
    let line = json!({
        "rows": done.rows, "changed": done.changed, "places": done.places,
        "rejected": done.rejected,
    });
    println!("{line}");
    eprintln!("Most of it was replaced; Attune may have missed some. Look through the file.");
    Ok(0)
}

fn key_lock(key: &Path, out: &Path, variable: Option<&str>) -> Result<Lock> {
    if key.exists() || key == out {
        return Err(Error::new(Code::Busy, "There is something at the place of the key already")
            .at(key.display().to_string())
            .safe("It was not touched")
            .advice("Give another name: an older key opens older files"));
    }
    match variable {
        Some(variable) => passphrase(variable),
        None => Lock::identity_at(&AppPaths::discover()?.identity()),
    }
}

fn passphrase(variable: &str) -> Result<Lock> {
    match std::env::var(variable) {
        Ok(text) if !text.is_empty() => Ok(Lock::Passphrase(text)),
        _ => Err(Error::new(Code::BadSetting, "There is no passphrase")
            .at(format!("variable {variable}"))
            .advice("Set the variable to the key's passphrase")),
    }
}

pub fn restore(args: &args::Restore) -> Result<i32> {
    refuse_same(&args.file, &args.out)?;
    let lock = match Key::wants_passphrase(&args.key)? {
        true => passphrase(&args.passphrase_env)?,
        false => Lock::identity_at(&AppPaths::discover()?.identity())?,
    };
    let key = Key::open(&args.key, &lock)?;
    let table = Table::open(&args.file, &ReadOptions::default())?;
    let done = restore_table(&key, &table, &args.out)?;
    println!("{}", json!({"rows": done.rows, "restored": done.restored, "unknown": done.unknown}));
    if done.unknown > 0 {
        eprintln!(
            "{} rows were changed or moved since, and keep their placeholders.",
            done.unknown
        );
    }
    if args.destroy_key && done.unknown == 0 {
        Key::destroy(&args.key)?;
    }
    Ok(0)
}
