//! Deleting a project's originals for good: in its rows' history, in its runs, in what was kept of
//! its texts elsewhere. What is left are the rows as they are now.

use crate::check::EMBEDDINGS;
use crate::privacy::places;
use crate::setup::sweep_trials;
use crate::types::*;
use crate::{App, pasted, votes};
use attune_engine::data::Project;
use attune_engine::error::{Code, Error, IoContext, Result};
use attune_engine::privacy::{Cleaner, Rules};
use attune_engine::train::{Recipe, stored_examples};
use std::collections::HashMap;
use std::path::Path;
use std::time::Duration;

impl App {
    pub(crate) fn originals(&self, project: Id) -> Result<Originals> {
        let checked = self.checked(&project, None, None)?;
        let runs = self.run_cards(&project, None)?;
        let folder = self.library.folder(&project)?.join("runs");
        self.library.on(&project, |opened| {
            let known = Known::of(opened)?;
            let old = runs.iter().filter(|run| known.remembers(&folder.join(&run.id)));
            Ok(Originals {
                held: opened.holds_originals()?,
                runs: old.map(|run| run.id.clone()).collect(),
                open: places(&checked.corpus, &|span| checked.corpus.cleaner().wants(span.kind)),
                files: opened.summary()?.sources.into_iter().map(|file| file.name).collect(),
            })
        })
    }

    pub(crate) fn delete_originals(&self, project: Id) -> Result<ProjectView> {
        let runs = self.run_cards(&project, None)?;
        if runs.iter().any(|run| matches!(run.state, RunState::Running | RunState::Paused)) {
            return Err(Error::new(Code::Busy, "This project is being trained")
                .safe("Nothing was deleted")
                .advice("Stop the training first, then delete the originals"));
        }
        let folder = self.library.folder(&project)?;
        // Runs first: while their texts are there, the rows still tell which of them to delete.
        for run in self.originals(project.clone())?.runs {
            self.delete_run(project.clone(), run)?;
        }
        for run in self.run_cards(&project, None)? {
            votes::forget_texts(&folder.join("runs").join(&run.id))?;
        }
        self.forget_runs(&project)?;
        self.checks.forget(&project);
        self.learners.forget(&project);
        sweep_trials(&folder);
        // Vectors of texts tell much of what the texts said.
        for vectors in [folder.join(EMBEDDINGS), self.paths.vectors()] {
            remove(&vectors)?;
        }
        pasted::sweep(&self.paths.pasted(), Duration::ZERO);
        self.library.on(&project, |opened| {
            let cleaner = Cleaner::new(&opened.cleaning()?.rules)?;
            opened.forget_originals(&cleaner)
        })?;
        self.view(project)
    }
}

fn remove(folder: &Path) -> Result<()> {
    match std::fs::remove_dir_all(folder) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(error).at_path(folder),
        _ => Ok(()),
    }
}

/// The project as its runs' own copies of the data are held against it.
struct Known {
    rules: Rules,
    cleaner: Cleaner,
    texts: HashMap<i64, String>,
}

impl Known {
    fn of(project: &Project) -> Result<Self> {
        let rules = project.with_left(project.cleaning()?.rules)?;
        let rows = project.raw_rows()?;
        let texts = rows.into_iter().map(|row| (row.id, row.text)).collect();
        Ok(Self { cleaner: Cleaner::new(&rules)?, rules, texts })
    }

    /// Whether a run may have seen originals. One whose texts can't be compared is taken to have.
    fn remembers(&self, run: &Path) -> bool {
        let Ok(recipe) = Recipe::load(run) else { return true };
        if recipe.privacy.as_ref().is_some_and(|own| covers(own, &self.rules)) {
            return false;
        }
        let mut strange = false;
        let read = stored_examples(run, &mut |example| {
            let now = self.texts.get(&example.id);
            strange |= now.is_none_or(|now| {
                *now != example.text && self.cleaner.clean(now).text != example.text
            });
        });
        strange || read.is_err()
    }
}

/// Whether rules replace all that others do.
fn covers(own: &Rules, others: &Rules) -> bool {
    let all = |few: &[String], many: &[String]| few.iter().all(|one| many.contains(one));
    all(&others.kinds, &own.kinds)
        && all(&others.words, &own.words)
        && all(&others.patterns, &own.patterns)
        && all(&own.keep, &others.keep)
        && all(&own.left, &others.left)
        && (own.tagged() || !others.tagged())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules_cover_others_only_when_they_replace_all_of_it() {
        let all = Rules::default();
        let phones = Rules::of(&["phones".into()]).unwrap();
        assert!(covers(&all, &phones) && !covers(&phones, &all));
        let own = Rules { words: vec!["Ward 7".into()], ..Rules::default() };
        assert!(covers(&own, &all) && !covers(&all, &own));
        let left = Rules { keep: vec!["Rose".into()], ..Rules::default() };
        assert!(covers(&all, &left) && !covers(&left, &all));
        let row = Rules { left: vec!["0a1b".into()], ..Rules::default() };
        assert!(covers(&all, &row) && !covers(&row, &all));
        let old = Rules { v: 2, ..Rules::default() };
        assert!(covers(&all, &old) && !covers(&old, &all), "the tagger finds more");
    }
}
