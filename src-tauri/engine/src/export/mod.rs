//! Exports: one file each and one line in [`TARGETS`]. What each folder holds is described, and
//! judged by other people's software, in `tests/conformance`.

mod card;
mod card_tags;
mod folder;
mod language;
mod licence;
mod merged;
mod peft;
mod sink;

pub use card::{About, card};
pub use licence::{LICENCES, Licence, find_licence};

use crate::error::{Code, Error, IoContext, Result};
use crate::method;
use crate::privacy::RULES_FILE;
use crate::store::sync_folder;
use crate::task;
use crate::train::{LanguageSession, Recipe, Session, thresholds};
use sink::Sink;
use std::path::{Path, PathBuf};

/// Something a run can be saved as.
pub struct Target {
    pub id: &'static str,
    pub title: &'static str,
    pub description: &'static str,
    pub example: &'static str,
    /// Why a run with this method can't have it.
    pub unavailable: fn(&method::Method) -> Option<&'static str>,
    write: fn(&Session, &mut Sink<'_>) -> Result<()>,
    /// The same of a model that writes.
    write_language: fn(&LanguageSession, &mut Sink<'_>) -> Result<()>,
}

/// The kept version of a run.
enum Kept {
    /// With the thresholds of its labels where several may hold.
    Sorting(Box<Session>, Option<Vec<f32>>),
    Writing(Box<LanguageSession>),
}

impl Kept {
    /// `labels`: what the categories are called now.
    fn open(run: &Path, labels: Option<&[String]>) -> Result<Self> {
        if task::find(&Recipe::load(run)?.task)?.writes {
            return Ok(Self::Writing(Box::new(LanguageSession::open_kept(run)?.0)));
        }
        let (mut session, _) = Session::open_kept(run)?;
        let tags = session.recipe.task == task::TAG.id;
        let thresholds = tags.then(|| thresholds(run, session.recipe.labels.len())).transpose()?;
        session.recipe.labels = present_labels(session.recipe.labels, labels);
        Ok(Self::Sorting(Box::new(session), thresholds))
    }

    fn recipe(&self) -> &Recipe {
        match self {
            Self::Sorting(session, _) => &session.recipe,
            Self::Writing(session) => &session.recipe,
        }
    }

    fn write(&self, target: &Target, out: &mut Sink<'_>) -> Result<()> {
        match self {
            Self::Sorting(session, thresholds) => {
                (target.write)(session, out)?;
                if let Some(all) = thresholds {
                    folder::write_thresholds(&session.recipe.labels, all, out)?;
                }
            }
            Self::Writing(session) => (target.write_language)(session, out)?,
        }
        match &self.recipe().privacy {
            Some(rules) => out.bytes(RULES_FILE, rules.text()?.as_bytes()),
            None => Ok(()),
        }
    }
}

/// Names and sizes.
pub type Files = Vec<(String, u64)>;

/// Hears bytes written and in all, and may call the export off.
pub type Progress<'a> = dyn FnMut(usize, usize) -> Result<()> + 'a;

pub const TARGETS: &[Target] = &[merged::TARGET, peft::TARGET];

/// Every target, with the reason where this run can't have it.
pub fn targets_for(run: &Path) -> Result<Vec<(&'static Target, Option<&'static str>)>> {
    let method = method::find(&Recipe::load(run)?.method)?;
    Ok(TARGETS.iter().map(|t| (t, (t.unavailable)(method))).collect())
}

/// What every target that the run can have would write: the files' names (relative) and sizes.
/// Writes nothing. `labels`: what its categories are called now.
pub fn files(run: &Path, labels: Option<&[String]>) -> Result<Vec<(&'static str, Files)>> {
    let kept = Kept::open(run, labels)?;
    let mut all = Vec::new();
    for (target, unavailable) in targets_for(run)? {
        if unavailable.is_none() {
            let mut unheard = |_, _| Ok(());
            let mut nowhere = Sink::nowhere(&mut unheard);
            kept.write(target, &mut nowhere)?;
            all.push((target.id, nowhere.files()));
        }
    }
    Ok(all)
}

/// Writes the run's kept version into the new folder `out`, whole or not at all; returns the
/// files' names (relative) and sizes. `labels`: what its categories are called now.
pub fn export(
    run: &Path,
    target: &str,
    out: &Path,
    labels: Option<&[String]>,
    progress: &mut Progress,
) -> Result<Files> {
    let targets = targets_for(run)?;
    let Some((target, unavailable)) = targets.iter().find(|(t, _)| t.id == target) else {
        let known: Vec<&str> = TARGETS.iter().map(|t| t.id).collect();
        return Err(Error::new(Code::BadSetting, format!("There is no format '{target}'"))
            .advice(format!("The formats are {}", known.join(", "))));
    };
    if let Some(reason) = unavailable {
        return Err(Error::new(Code::Unsupported, *reason)
            .safe("Nothing was written")
            .advice("Save it as the complete model instead"));
    }
    let taken = out.is_dir() && std::fs::read_dir(out).at_path(out)?.next().is_some();
    if taken || out.is_file() {
        return Err(Error::new(Code::Busy, "There is something at that place already")
            .at(out.display().to_string())
            .safe("It was not touched")
            .advice("Choose another folder"));
    }
    let kept = Kept::open(run, labels)?;
    let name = out.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
    let parent = match out.parent() {
        Some(p) if !p.as_os_str().is_empty() => p.to_path_buf(),
        _ => PathBuf::from("."),
    };
    std::fs::create_dir_all(&parent).at_path(&parent)?;
    let beside = parent.join(format!(".{name}.{}.part", std::process::id()));
    let written = write_beside(&kept, target, &beside, out, progress);
    if written.is_err() {
        let _ = std::fs::remove_dir_all(&beside);
    }
    let files = written?;
    sync_folder(&parent)?;
    Ok(files)
}

/// The present names; the run's own where two categories would have one name, since then no
/// program could tell its answers apart.
fn present_labels(own: Vec<String>, present: Option<&[String]>) -> Vec<String> {
    let unique = |labels: &[String]| {
        labels.iter().collect::<std::collections::HashSet<_>>().len() == labels.len()
    };
    match present {
        Some(present) if present.len() == own.len() && unique(present) => present.to_vec(),
        _ => own,
    }
}

fn write_beside(
    kept: &Kept,
    target: &Target,
    beside: &Path,
    out: &Path,
    progress: &mut Progress,
) -> Result<Files> {
    std::fs::create_dir_all(beside).at_path(beside)?;
    let mut sink = Sink::into_folder(beside, progress);
    kept.write(target, &mut sink)?;
    if out.is_dir() {
        std::fs::remove_dir(out).at_path(out)?;
    }
    std::fs::rename(beside, out).at_path(out)?;
    Ok(sink.files())
}
