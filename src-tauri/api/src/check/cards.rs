//! What was found, as cards and rows to be shown.

use super::{Checked, FIX_IDS, Slow, open_hits};
use crate::types::*;
use attune_engine::check::{Corpus, FINDINGS, Finding, Fix, Hit};
use attune_engine::data::{Project, StepKind};
use attune_engine::error::Result;
use std::collections::{BTreeMap, HashMap, HashSet};

/// Examples of a finding that its card shows.
const EXAMPLES: usize = 2;
/// Names that its card lists.
const NAMED: usize = 6;
/// More than a person settles.
const STEPS: usize = 1000;

pub(super) fn report(project: &Project, checked: &Checked) -> Result<CheckReport> {
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
        kinds: kinds(hits),
        categories: named(categories),
        examples: found(project, corpus, &hits[..EXAMPLES.min(hits.len())])?,
        fixes: fixes.filter(|fix| fix.rows > 0).collect(),
    })
}

fn kinds(hits: &[&Hit]) -> Vec<KindCount> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    let marks = hits.iter().flat_map(|hit| &hit.marks);
    for mark in marks.filter(|mark| !mark.kind.is_empty()) {
        *counts.entry(mark.kind).or_default() += 1;
    }
    let mut kinds: Vec<KindCount> =
        counts.into_iter().map(|(kind, places)| KindCount { kind: kind.into(), places }).collect();
    kinds.sort_by_key(|one| std::cmp::Reverse(one.places));
    kinds
}

fn named(counts: BTreeMap<(String, Option<String>), usize>) -> Vec<Named> {
    let mut named: Vec<Named> =
        counts.into_iter().map(|((name, into), rows)| Named { name, rows, into }).collect();
    named.sort_by_key(|one| std::cmp::Reverse(one.rows));
    named.truncate(NAMED);
    named
}

/// Hits with their rows as they are now.
pub(super) fn found(project: &Project, corpus: &Corpus, hits: &[&Hit]) -> Result<Vec<FoundRow>> {
    let id = |row: usize| corpus.items[row].id;
    let asked: HashSet<i64> =
        hits.iter().flat_map(|hit| [Some(id(hit.row)), hit.other.map(id)]).flatten().collect();
    let asked: Vec<i64> = asked.into_iter().collect();
    let rows: HashMap<i64, Row> =
        project.rows_by_id(&asked)?.into_iter().map(|row| (row.id, row)).collect();
    // Places are counted in what all messages say.
    let row_of = |row: usize| {
        let text = corpus.items[row].text.clone();
        rows.get(&id(row)).map(|found| Row { text, ..found.clone() })
    };
    let one = |hit: &&Hit| {
        Some(FoundRow {
            row: row_of(hit.row)?,
            matter: hit.matter,
            marks: hit.marks.clone(),
            other: hit.other.and_then(row_of),
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
