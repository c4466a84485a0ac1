//! What is wrong with a project's data, and settling it. What was found is held for the project
//! that was checked last, and looked for again when its rows have changed.

use crate::App;
use crate::lock;
use crate::types::*;
use attune_engine::check::{Corpus, FINDINGS, Find, Finding, Fix, Hit, Item, Look, Phase, finding};
use attune_engine::data::{Edit, Project, StepKind};
use attune_engine::error::{Code, Error, Result};
use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::{Arc, Mutex};

/// The project's folder of texts that were read.
pub(crate) const EMBEDDINGS: &str = "embeddings";

/// Examples of a finding that its card shows.
const EXAMPLES: usize = 2;
/// Names that its card lists.
const NAMED: usize = 6;
/// More than a person settles.
const STEPS: usize = 1000;

/// What was found last.
#[derive(Default)]
pub(crate) struct Checks {
    last: Mutex<Option<Arc<Checked>>>,
}

struct Checked {
    project: Id,
    revision: i64,
    corpus: Corpus,
    /// By place in `FINDINGS`.
    hits: Vec<Vec<Hit>>,
    slow: Slow,
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
            let open = open_hits(project, &checked, place)?;
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
            let wanted: Vec<&Hit> = chosen(&checked.corpus, open, &which)
                .into_iter()
                .filter(|hit| fix.fits(hit))
                .collect();
            let edit = fix.edit(&checked.corpus, wanted.iter().copied());
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
    fn checked(
        &self,
        project: &str,
        with: Option<CheckWith>,
        job: Option<Id>,
    ) -> Result<Arc<Checked>> {
        let last = lock(&self.checks.last).clone().filter(|last| last.project == project);
        let (revision, rows) = self.library.on(project, |project| {
            let revision = project.revision()?;
            let known = last.as_ref().is_some_and(|last| last.revision == revision);
            Ok((revision, if known { None } else { Some(project.raw_rows()?) }))
        })?;
        if let (Some(last), None) = (&last, &rows)
            && (with.is_none() || last.slow == Slow::Done)
        {
            return Ok(last.clone());
        }
        // Called off or not: one at a time is enough for two cores.
        let job = self.jobs.start(job, "Looking through the rows");
        let rows = match rows {
            Some(rows) => rows,
            None => self.library.on(project, |project| project.raw_rows())?,
        };
        let corpus = Corpus::of_rows(rows);
        let same = last.as_ref().filter(|last| {
            last.corpus.items == corpus.items && last.corpus.labels == corpus.labels
        });
        let mut hits: Vec<Vec<Hit>> = Vec::new();
        for (place, finding) in FINDINGS.iter().enumerate() {
            job.check()?;
            hits.push(match (&finding.find, same, &last) {
                (_, Some(same), _) => same.hits[place].clone(),
                (Find::Rows(find), None, _) => find(&corpus),
                (Find::Model(_), None, Some(last)) => {
                    carry(&last.corpus, &last.hits[place], &corpus)
                }
                (Find::Model(_), None, None) => Vec::new(),
            });
        }
        let mut slow = match (&last, same) {
            (Some(last), Some(_)) => last.slow,
            (Some(last), None) if last.slow != Slow::Never => Slow::Stale,
            _ => Slow::Never,
        };
        if let Some(with) = with.filter(|_| slow != Slow::Done) {
            let trained = self.model_folder(&with.model)?;
            let cache = self.library.folder(project)?.join(EMBEDDINGS);
            let model = self.paths.starter();
            let look = Look {
                model: &model,
                trained: &trained,
                cache: Some(&cache),
                limit: with.limit.max(8),
            };
            for (place, finding) in FINDINGS.iter().enumerate().filter(|(_, f)| f.slow()) {
                hits[place] = finding.find(&corpus, Some(&look), &mut |phase, done, total| {
                    job.phase(phase_words(phase));
                    job.report(done, total)
                })?;
            }
            slow = Slow::Done;
        }
        let checked = Arc::new(Checked { project: project.into(), revision, corpus, hits, slow });
        *lock(&self.checks.last) = Some(checked.clone());
        Ok(checked)
    }
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
        return Err(Error::new(Code::BadData, "There is nothing left of this finding to settle")
            .safe("Nothing was changed"));
    }
    let done = fix.map_or("kept as they are", fix_words);
    let title = format!("{}: {rows} rows {done}", finding.title);
    let rows = rows.to_string();
    let fix = fix.map(fix_id);
    let names: Vec<&str> = [Some(finding.id), fix, Some(&*rows)].into_iter().flatten().collect();
    project.edit(kind, &title, &names, edit)
}

fn fix_words(fix: Fix) -> &'static str {
    match fix {
        Fix::Remove => "removed",
        Fix::Rewrite => "corrected",
        Fix::Split => "cut into parts",
        Fix::Relabel => "put into another category",
        Fix::Join => "joined",
        Fix::Balance => "given more weight",
    }
}

/// As in the history and the interface.
const FIX_IDS: [(Fix, &str); 6] = [
    (Fix::Remove, "remove"),
    (Fix::Rewrite, "rewrite"),
    (Fix::Split, "split"),
    (Fix::Relabel, "relabel"),
    (Fix::Join, "join"),
    (Fix::Balance, "balance"),
];

fn fix_id(fix: Fix) -> &'static str {
    FIX_IDS.iter().find(|(known, _)| *known == fix).map_or("", |(_, id)| id)
}

fn report(project: &Project, checked: &Checked) -> Result<CheckReport> {
    let mut findings = Vec::new();
    for (place, finding) in FINDINGS.iter().enumerate() {
        let open = open_hits(project, checked, place)?;
        if !open.is_empty() {
            findings.push(card(project, &checked.corpus, finding, &open)?);
        }
    }
    // What has to be decided comes first; the order of the list holds otherwise.
    findings.sort_by_key(|card| !card.decide);
    Ok(CheckReport {
        rows: checked.corpus.items.len(),
        findings,
        settled: settled(project)?,
        slow_done: checked.slow != Slow::Never,
        slow_stale: checked.slow == Slow::Stale,
    })
}

fn card(
    project: &Project,
    corpus: &Corpus,
    finding: &Finding,
    hits: &[&Hit],
) -> Result<FindingCard> {
    let matters: HashSet<i64> = hits.iter().map(|hit| hit.matter).collect();
    let name = |label: u32| corpus.labels.get(label as usize).cloned();
    let mut notes: BTreeMap<(String, Option<String>), usize> = BTreeMap::new();
    let mut categories = notes.clone();
    for hit in hits {
        if let Some(note) = &hit.note {
            *notes.entry((note.clone(), None)).or_default() += 1;
        }
        if let Some(label) = corpus.items[hit.row].label.and_then(name) {
            *categories.entry((label, hit.label.and_then(name))).or_default() += 1;
        }
    }
    let fixes = finding.fixes.iter().map(|fix| {
        let fitting = || hits.iter().filter(|hit| fix.fits(hit));
        let change = match fix {
            Fix::Remove => -(fitting().count() as i64),
            Fix::Split => fitting().map(|hit| hit.texts.len() as i64 - 1).sum(),
            _ => 0,
        };
        FixCard { fix: *fix, rows: fitting().count(), change }
    });
    Ok(FindingCard {
        id: finding.id.into(),
        title: finding.title.into(),
        why: finding.why.into(),
        decide: finding.decide,
        rows: hits.len(),
        matters: matters.len(),
        notes: named(notes),
        categories: named(categories),
        examples: found(project, corpus, &hits[..EXAMPLES.min(hits.len())])?,
        fixes: fixes.filter(|fix| fix.rows > 0).collect(),
    })
}

fn named(counts: BTreeMap<(String, Option<String>), usize>) -> Vec<Named> {
    let mut named: Vec<Named> =
        counts.into_iter().map(|((name, into), rows)| Named { name, rows, into }).collect();
    named.sort_by(|a, b| b.rows.cmp(&a.rows));
    named.truncate(NAMED);
    named
}

/// Hits with their rows as they are now.
fn found(project: &Project, corpus: &Corpus, hits: &[&Hit]) -> Result<Vec<FoundRow>> {
    let id = |row: usize| corpus.items[row].id;
    let asked: HashSet<i64> =
        hits.iter().flat_map(|hit| [Some(id(hit.row)), hit.other.map(id)]).flatten().collect();
    let asked: Vec<i64> = asked.into_iter().collect();
    let rows: HashMap<i64, Row> =
        project.rows_by_id(&asked)?.into_iter().map(|row| (row.id, row)).collect();
    let one = |hit: &&Hit| {
        Some(FoundRow {
            row: rows.get(&id(hit.row))?.clone(),
            matter: hit.matter,
            marks: hit.marks.clone(),
            other: hit.other.and_then(|other| rows.get(&id(other)).cloned()),
            label: hit.label.and_then(|label| corpus.labels.get(label as usize).cloned()),
            texts: hit.texts.clone(),
            note: hit.note.clone(),
            score: hit.score,
        })
    };
    Ok(hits.iter().filter_map(one).collect())
}

/// What the history says was settled, the newest first.
fn settled(project: &Project) -> Result<Vec<SettledCard>> {
    let steps = project.history(STEPS)?;
    let one = |step: &HistoryStep| {
        let rows = step.names.last()?.parse().ok()?;
        let finding = step.names.first()?.clone();
        let fix = match step.kind {
            StepKind::Fix => {
                let id = step.names.get(1)?;
                Some(FIX_IDS.iter().find(|(_, known)| known == id)?.0)
            }
            StepKind::Keep => None,
            _ => return None,
        };
        Some(SettledCard { step: step.id, finding, fix, rows })
    };
    Ok(steps.iter().filter(|step| !step.undone).filter_map(one).collect())
}
