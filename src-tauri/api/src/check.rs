//! What is wrong with a project's data, and settling it. What was found is held for the project
//! that was checked last, and looked for again when its rows have changed.

mod cards;

use crate::App;
use crate::jobs::Job;
use crate::lock;
use crate::types::*;
use attune_engine::check::{Corpus, FINDINGS, Find, Finding, Fix, Hit, Item, Look, Phase, finding};
use attune_engine::data::{Edit, Goal, Project, RawRow, StepKind, WEIGH_RARE};
use attune_engine::error::{Code, Error, Result};
use attune_engine::privacy::{Cleaner, Rules};
use cards::{found, report};
use std::collections::{HashMap, HashSet};
use std::sync::{Arc, Mutex};

/// The project's folder of texts that were read.
pub(crate) const EMBEDDINGS: &str = "embeddings";

/// A text of fewer tokens says nothing, whatever a recipe asks for.
const SHORTEST_LIMIT: usize = 8;

/// What was found last.
#[derive(Default)]
pub(crate) struct Checks {
    last: Mutex<Option<Arc<Checked>>>,
}

pub(crate) struct Checked {
    project: Id,
    revision: i64,
    pub corpus: Corpus,
    /// By place in `FINDINGS`.
    hits: Vec<Vec<Hit>>,
    slow: Slow,
    /// What the look with a model was given.
    with: Option<CheckWith>,
}

impl Checked {
    fn saw(&self, with: &Option<CheckWith>) -> bool {
        self.slow == Slow::Done && self.with == *with
    }
}

/// Whether the findings that need a model were looked for.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Slow {
    Never,
    Done,
    /// Rows have changed since.
    Stale,
}

impl Checks {
    /// Lets go of a project's rows.
    pub fn forget(&self, project: &str) {
        let mut last = lock(&self.last);
        if last.as_ref().is_some_and(|checked| checked.project == project) {
            *last = None;
        }
    }
}

impl App {
    pub(crate) fn check(
        &self,
        project: Id,
        with: Option<CheckWith>,
        job: Option<Id>,
    ) -> Result<CheckReport> {
        let checked = self.checked(&project, with, job)?;
        self.library.on(&project, |project| report(project, &checked))
    }

    pub(crate) fn found_rows(
        &self,
        project: Id,
        finding: Id,
        offset: usize,
        limit: usize,
    ) -> Result<FoundPage> {
        let checked = self.checked(&project, None, None)?;
        let (place, _) = known(&finding)?;
        self.library.on(&project, |project| {
            let open = unsettled(project, &checked, place)?;
            let page: Vec<&Hit> = open.iter().skip(offset).take(limit.min(1000)).copied().collect();
            Ok(FoundPage { total: open.len(), rows: found(project, &checked.corpus, &page)? })
        })
    }

    pub(crate) fn fix_finding(
        &self,
        project: Id,
        finding: Id,
        fix: Fix,
        which: Which,
    ) -> Result<DataSummary> {
        let checked = self.checked(&project, None, None)?;
        let (place, known) = known(&finding)?;
        if !known.fixes.contains(&fix) {
            return Err(Error::new(Code::Unsupported, "This finding has no such fix")
                .safe("Nothing was changed"));
        }
        self.library.on(&project, |project| {
            let open = open_hits(project, &checked, place)?;
            let whole = open.clone();
            let wanted: Vec<&Hit> = chosen(&checked.corpus, open, &which)
                .into_iter()
                .filter(|hit| fix.fits(hit))
                .collect();
            if wanted.is_empty() {
                return Err(nothing_left());
            }
            let mut edit = fix.edit(&checked.corpus, wanted.iter().copied())?;
            if matches!(fix, Fix::Replace | Fix::Clean) && matches!(which, Which::Except(_)) {
                // What the person switched off stays as it is, on the way to the model too.
                let left = whole.iter().filter(|hit| !wanted.iter().any(|it| it.row == hit.row));
                edit.keep = left.map(|hit| (finding.clone(), hit.matter)).collect();
            }
            settle(project, StepKind::Fix, known, Some(fix), wanted.len(), &edit)
        })
    }

    pub(crate) fn keep_finding(
        &self,
        project: Id,
        finding: Id,
        which: Which,
    ) -> Result<DataSummary> {
        let checked = self.checked(&project, None, None)?;
        let (place, known) = known(&finding)?;
        self.library.on(&project, |project| {
            let open = open_hits(project, &checked, place)?;
            let wanted = chosen(&checked.corpus, open, &which);
            let matters: HashSet<i64> = wanted.iter().map(|hit| hit.matter).collect();
            let keep = matters.into_iter().map(|matter| (finding.clone(), matter)).collect();
            let edit = Edit { keep, ..Edit::default() };
            settle(project, StepKind::Keep, known, None, wanted.len(), &edit)
        })
    }

    pub(crate) fn choose_label(
        &self,
        project: Id,
        finding: Id,
        rows: Vec<i64>,
        label: String,
    ) -> Result<DataSummary> {
        let (_, known) = known(&finding)?;
        let label = label.trim().to_owned();
        if label.is_empty() {
            return Err(Error::new(Code::BadSetting, "A category needs a name"));
        }
        self.library.on(&project, |project| {
            let relabel = rows.iter().map(|row| (*row, label.clone())).collect();
            let edit = Edit { relabel, ..Edit::default() };
            settle(project, StepKind::Fix, known, Some(Fix::Relabel), rows.len(), &edit)
        })
    }

    /// What was found in the project's present rows, looked for if it is not known.
    pub(crate) fn checked(
        &self,
        project: &str,
        with: Option<CheckWith>,
        job: Option<Id>,
    ) -> Result<Arc<Checked>> {
        let last = lock(&self.checks.last).clone().filter(|last| last.project == project);
        let (revision, rules, goal, rows) = self.library.on(project, |project| {
            let revision = project.revision()?;
            let known = last.as_ref().is_some_and(|last| last.revision == revision);
            let enough = known && (with.is_none() || last.as_ref().is_some_and(|l| l.saw(&with)));
            let rows = if enough { None } else { Some(project.raw_rows()?) };
            Ok((revision, project.cleaning()?.rules, project.goal()?, rows))
        })?;
        let rows = match (&last, rows) {
            (Some(last), None) => return Ok(last.clone()),
            (_, rows) => rows.unwrap_or_default(),
        };
        let job = self.jobs.start(job, "Looking through the rows");
        let slow = FINDINGS.iter().any(|finding| finding.slow() && finding.fits(goal));
        let with = with.filter(|_| slow);
        let corpus = corpus(rows, goal, &rules, last.as_deref())?;
        let (mut hits, mut slow) = from_rows(&corpus, goal, last.as_deref(), &job)?;
        let mut looked_with = last.as_ref().and_then(|last| last.with.clone());
        let looked = with.is_some();
        if let Some(with) = with {
            self.look(project, (&corpus, goal), &with, &job, &mut hits)?;
            (slow, looked_with) = (Slow::Done, Some(with));
        }
        let (project_id, with) = (project.to_owned(), looked_with);
        let checked = Arc::new(Checked { project: project_id, revision, corpus, hits, slow, with });
        *lock(&self.checks.last) = Some(checked.clone());
        drop(job);
        // A long look may end after the rows were changed: what it found is carried over.
        if looked && self.library.on(project, |project| project.revision())? != revision {
            return self.checked(project, None, None);
        }
        Ok(checked)
    }

    /// Fills in what only a model sees.
    fn look(
        &self,
        project: &str,
        (corpus, goal): (&Corpus, Goal),
        with: &CheckWith,
        job: &Job<'_>,
        hits: &mut [Vec<Hit>],
    ) -> Result<()> {
        let trained = self.model_folder(&with.model)?;
        let cache = self.library.folder(project)?.join(EMBEDDINGS);
        let model = self.paths.starter();
        let limit = with.limit.max(SHORTEST_LIMIT);
        let look = Look { model: &model, trained: &trained, cache: Some(&cache), limit };
        for (place, finding) in
            FINDINGS.iter().enumerate().filter(|(_, f)| f.slow() && f.fits(goal))
        {
            hits[place] = finding.find(corpus, Some(&look), &mut |phase, done, total| {
                job.phase(phase_words(phase));
                job.report(done, total)
            })?;
        }
        Ok(())
    }
}

/// The rows, with what is known of those that are as they were.
fn corpus(rows: Vec<RawRow>, goal: Goal, rules: &Rules, last: Option<&Checked>) -> Result<Corpus> {
    let corpus = match goal {
        Goal::Chat => Corpus::of_conversations(rows),
        _ => Corpus::of_rows(rows),
    };
    let corpus = corpus.with(Cleaner::new(rules)?);
    Ok(match last {
        // Other rules for the same rows: everything else about them holds.
        Some(last) if last.corpus.items == corpus.items && last.corpus.labels == corpus.labels => {
            last.corpus.clone().with(Cleaner::new(rules)?)
        }
        Some(last) => corpus.after(&last.corpus),
        None => corpus,
    })
}

/// What the rows alone tell, and what an earlier look with a model still says of them.
fn from_rows(
    corpus: &Corpus,
    goal: Goal,
    last: Option<&Checked>,
    job: &Job<'_>,
) -> Result<(Vec<Vec<Hit>>, Slow)> {
    let same = last
        .filter(|last| last.corpus.items == corpus.items && last.corpus.labels == corpus.labels);
    if let Some(same) = same {
        let ruled = same.corpus.cleaner().rules() != corpus.cleaner().rules();
        let known = FINDINGS.iter().zip(&same.hits);
        let hits = known.map(|(finding, hits)| match finding.find {
            Find::Rules(find) if ruled => find(corpus),
            _ => hits.clone(),
        });
        return Ok((hits.collect(), same.slow));
    }
    let mut hits: Vec<Vec<Hit>> = Vec::new();
    for (place, finding) in FINDINGS.iter().enumerate() {
        job.check()?;
        hits.push(match (&finding.find, last) {
            _ if !finding.fits(goal) => Vec::new(),
            (Find::Rules(find), _) => find(corpus),
            (Find::Rows(find), _) => find(corpus),
            (Find::Model(_), Some(last)) => carry(&last.corpus, &last.hits[place], corpus),
            (Find::Model(_), None) => Vec::new(),
        });
    }
    let looked = last.is_some_and(|last| last.slow != Slow::Never);
    Ok((hits, if looked { Slow::Stale } else { Slow::Never }))
}

fn phase_words(phase: Phase) -> &'static str {
    match phase {
        Phase::Measuring => "Measuring the texts",
        Phase::Reading => "Reading the rows with the model",
        Phase::Comparing => "Comparing the rows",
    }
}

fn known(id: &str) -> Result<(usize, &'static Finding)> {
    let place = FINDINGS.iter().position(|finding| finding.id == id);
    place.zip(finding(id)).ok_or_else(|| {
        Error::new(Code::BadSetting, format!("There is no finding '{id}'"))
            .safe("Nothing was changed")
    })
}

/// Hits of an earlier look whose rows are as they were, at their present places.
fn carry(before: &Corpus, hits: &[Hit], now: &Corpus) -> Vec<Hit> {
    let places: HashMap<i64, usize> =
        now.items.iter().enumerate().map(|(place, item)| (item.id, place)).collect();
    let name = |corpus: &Corpus, item: &Item| item.label.map(|l| corpus.labels[l as usize].clone());
    let numbers: HashMap<&str, u32> =
        now.labels.iter().enumerate().map(|(i, name)| (name.as_str(), i as u32)).collect();
    let same = |hit: &Hit| -> Option<Hit> {
        let old = &before.items[hit.row];
        let row = *places.get(&old.id)?;
        let item = &now.items[row];
        if item.text != old.text || name(now, item) != name(before, old) {
            return None;
        }
        let label = match hit.label {
            Some(label) => Some(*numbers.get(before.labels[label as usize].as_str())?),
            None => None,
        };
        let other = hit.other.and_then(|other| places.get(&before.items[other].id).copied());
        Some(Hit { row, other, label, ..hit.clone() })
    };
    hits.iter().filter_map(same).collect()
}

/// The hits of a finding that the person has not decided to keep.
fn open_hits<'a>(project: &Project, checked: &'a Checked, place: usize) -> Result<Vec<&'a Hit>> {
    // Rare categories stay rare; that they are to weigh more settles it.
    if FINDINGS[place].fixes.contains(&Fix::Balance) && project.note(WEIGH_RARE)?.is_some() {
        return Ok(Vec::new());
    }
    if FINDINGS[place].fixes.contains(&Fix::Clean) && project.cleaning()?.rows_stay {
        return Ok(Vec::new());
    }
    unsettled(project, checked, place)
}

/// The hits that the person has not decided on row by row, whatever they decided on the whole.
fn unsettled<'a>(project: &Project, checked: &'a Checked, place: usize) -> Result<Vec<&'a Hit>> {
    let kept = project.kept(FINDINGS[place].id)?;
    Ok(checked.hits[place].iter().filter(|hit| !kept.contains(&hit.matter)).collect())
}

/// Those of the hits that the person means.
fn chosen<'a>(corpus: &Corpus, hits: Vec<&'a Hit>, which: &Which) -> Vec<&'a Hit> {
    let (rows, wanted) = match which {
        Which::All => return hits,
        Which::Only(rows) => (rows, true),
        Which::Except(rows) => (rows, false),
    };
    let rows: HashSet<i64> = rows.iter().copied().collect();
    let named = |hit: &&Hit| rows.contains(&corpus.items[hit.row].id) == wanted;
    hits.into_iter().filter(named).collect()
}

/// Does it as one step of the history.
fn settle(
    project: &mut Project,
    kind: StepKind,
    finding: &Finding,
    fix: Option<Fix>,
    rows: usize,
    edit: &Edit,
) -> Result<DataSummary> {
    if *edit == Edit::default() {
        return Err(nothing_left());
    }
    let done = fix.map_or("kept as they are", fix_words);
    let title = format!("{}: {rows} rows {done}", finding.title);
    let rows = rows.to_string();
    let fix = fix.map(fix_id);
    let names: Vec<&str> = [Some(finding.id), fix, Some(&*rows)].into_iter().flatten().collect();
    project.edit(kind, &title, &names, edit)
}

fn nothing_left() -> Error {
    Error::new(Code::BadData, "There is nothing left of this finding to settle")
        .safe("Nothing was changed")
}

fn fix_words(fix: Fix) -> &'static str {
    match fix {
        Fix::Remove => "removed",
        Fix::Rewrite => "corrected",
        Fix::Replace => "given placeholders",
        Fix::Clean => "cleaned on the way to the model",
        Fix::Split => "cut into parts",
        Fix::Relabel => "put into another category",
        Fix::Join => "joined",
        Fix::Balance => "given more weight",
    }
}

/// As in the history and the interface.
const FIX_IDS: [(Fix, &str); 8] = [
    (Fix::Remove, "remove"),
    (Fix::Rewrite, "rewrite"),
    (Fix::Replace, "replace"),
    (Fix::Clean, "clean"),
    (Fix::Split, "split"),
    (Fix::Relabel, "relabel"),
    (Fix::Join, "join"),
    (Fix::Balance, "balance"),
];

fn fix_id(fix: Fix) -> &'static str {
    FIX_IDS.iter().find(|(known, _)| *known == fix).map_or("", |(_, id)| id)
}
