//! What is kept, and how good it is on rows it never saw.

use super::answers;
use super::baseline::head_of;
use super::checkpoint::write_trainable;
use super::control::{Control, check};
use super::event::{Best, Event, Part, Stage};
use super::journal::Journal;
use super::probe::Probe;
use super::recipe::Recipe;
use super::report::{Report, StageScore, class_scores};
use super::score::{Scored, score, score_majority};
use super::session::{Examples, Session};
use crate::error::{Code, Error, IoContext, Result};
use crate::metric::Scores;
use crate::nn::Weights;
use crate::store::write_atomic;
use std::path::Path;

/// Writes the trainable weights as the best version so far.
pub(super) fn keep(run: &Path, weights: &Weights, best: &Best) -> Result<()> {
    let folder = run.join("best");
    std::fs::create_dir_all(&folder).at_path(&folder)?;
    write_trainable(weights, &folder.join("weights.safetensors"))?;
    let json = serde_json::to_string(best).map_err(|e| Error::internal("JSON").source(e))?;
    write_atomic(&folder.join("best.json"), json.as_bytes())
}

/// What `best/` holds.
pub fn kept(run: &Path) -> Result<Best> {
    let path = run.join("best").join("best.json");
    let nothing = || {
        Error::new(Code::NotFound, "The run has kept no version yet")
            .at(run.display().to_string())
            .advice("Let the training go on until its first check")
    };
    let text = std::fs::read_to_string(&path).map_err(|e| nothing().source(e))?;
    serde_json::from_str(&text).map_err(|e| nothing().source(e))
}

impl Session {
    /// The session with the kept version's weights.
    pub fn open_kept(run: &Path) -> Result<(Self, Best)> {
        let best = kept(run)?;
        let mut session = Self::open(run)?;
        session.weights.load_values(&run.join("best").join("weights.safetensors"))?;
        Ok((session, best))
    }
}

/// Scores majority, quick head and kept version on the test part and writes the report.
pub(super) fn finish(
    run: &Path,
    parts: &[Examples; 3],
    control: &dyn Control,
    journal: &mut Journal,
) -> Result<Best> {
    let test = &parts[2];
    let labels = Recipe::load(run)?.labels;
    let majority = score_majority(&parts[0].labels, &test.labels, labels.len());
    let Examined { best, kept, quick } =
        examine(run, |session| score_part(session, test, control))?;
    let stages = [(Stage::Majority, &majority), (Stage::QuickHead, &quick), (Stage::Kept, &kept)];
    announce(stages.map(|(stage, scored)| (stage, &scored.scores)), &best, journal)?;
    let report = Report {
        scores: stages
            .map(|(stage, scored)| StageScore::of(stage, &scored.scores, &scored.confusion))
            .to_vec(),
        per_class: class_scores(&kept.confusion, &labels),
        labels,
        confusion: kept.confusion.counts.clone(),
        kept: best.stage,
        kept_step: best.step,
        seconds: journal.elapsed().as_secs_f64(),
    };
    answers::save(run, &kept.probabilities, &quick.probabilities, report.labels.len())?;
    report.save(run)?;
    Ok(best)
}

/// The kept version and the quick head, scored in one way.
pub(super) struct Examined<S> {
    pub best: Best,
    pub kept: S,
    pub quick: S,
}

/// Opens one after the other: two models at once would be too many.
pub(super) fn examine<S: Clone>(
    run: &Path,
    mut score: impl FnMut(&mut Session) -> Result<S>,
) -> Result<Examined<S>> {
    let (mut session, best) = Session::open_kept(run)?;
    let kept = score(&mut session)?;
    let kept_head = head_of(&session)?;
    drop(session);
    let mut session = Session::open(run)?;
    let probe = Probe::load(run, &session)?;
    let same = best.stage == Stage::QuickHead && kept_head.0 == probe.weight;
    session.set_head(&probe.weight, &probe.bias)?;
    let quick = if same { kept.clone() } else { score(&mut session)? };
    Ok(Examined { best, kept, quick })
}

/// Tells how each did on the test part.
pub(super) fn announce(
    stages: [(Stage, &Scores); 3],
    best: &Best,
    journal: &mut Journal,
) -> Result<()> {
    for (stage, scores) in stages {
        journal.event(Event::Evaluated {
            step: best.step,
            epoch: 0.0,
            split: Part::Test,
            stage,
            metrics: scores.clone(),
            best: stage == Stage::Kept,
        })?;
    }
    Ok(())
}

fn score_part(session: &mut Session, part: &Examples, control: &dyn Control) -> Result<Scored> {
    check(control)?;
    let logits = session.infer(&part.encoded, false, &mut |_| check(control).is_ok())?;
    Ok(score(logits, &part.labels, session.recipe.labels.len()))
}
