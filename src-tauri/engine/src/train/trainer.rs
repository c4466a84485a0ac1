//! The training loop.

use super::checkpoint::{self, State};
use super::choose::{self, Version};
use super::control::{Command, Control, check};
use super::event::{Best, Event, Part, Record, SampleAnswer, Stage};
use super::finish;
use super::journal::Journal;
use super::log::EventLog;
use super::objective::{self, Baseline, Check, Objective, planned_steps};
use super::optim::AdamW;
use super::schedule::Schedule;
use super::selection;
use crate::batch::Sampler;
use crate::error::{Code, Error, Result};
use crate::metric::Scores;
use crate::nn::{Gradients, LossSum, Noise, Weights};
use crate::store::Lock;
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

#[derive(Debug, Clone, PartialEq)]
pub enum Outcome {
    Finished(Best),
    Interrupted { step: u64 },
}

/// At least so often a checkpoint is written, beside the one at every check.
const CHECKPOINT_EVERY: Duration = Duration::from_secs(60);

/// Trains the run in `run` to its end, or goes on with it. Every event is appended to the run's
/// log and handed to `sink`. One worker at a time: a second one gets `Code::Busy`.
///
/// Errors end the run with a `failed` event in its log.
pub fn run(run: &Path, control: &dyn Control, sink: &mut dyn FnMut(&Record)) -> Result<Outcome> {
    let _lock = Lock::take(&run.join("worker.lock"), "This run")?;
    let log = EventLog::open(&run.join("events.jsonl"))?;
    let mut journal = Journal::new(log, sink);
    let mut last_good = 0;
    match go(run, control, &mut journal, &mut last_good) {
        Err(e) if e.code == Code::Interrupted => {
            journal.event(Event::Interrupted { step: last_good })?;
            Ok(Outcome::Interrupted { step: last_good })
        }
        Err(e) => {
            let (code, what) = (e.code, e.what.clone());
            let advice = e.advice.clone().unwrap_or_default();
            journal.event(Event::Failed { code, what, advice, last_good_step: last_good })?;
            Err(e)
        }
        done => done,
    }
}

fn go(
    run: &Path,
    control: &dyn Control,
    journal: &mut Journal,
    last_good: &mut u64,
) -> Result<Outcome> {
    let begun_before = journal.has_records();
    selection::choose(run, control, journal)?;
    let mut objective = objective::open(run)?;
    let optimiser = AdamW::new(objective.weights(), objective.hyper().weight_decay);
    let mut training = Training::new(run, objective.as_ref(), optimiser);
    let stored = checkpoint::load_newest(run, objective.weights_mut(), &mut training.optimiser)?;
    match stored {
        Some(state) => {
            *last_good = state.step;
            training.state = state;
            journal.event(Event::Resumed { step: training.state.step })?;
        }
        None => {
            if begun_before {
                journal.event(Event::Resumed { step: 0 })?;
            }
            journal.event(objective.prepared(run, training.total)?)?;
            for warning in objective.warnings() {
                journal.event(warning)?;
            }
            training.start(objective.as_mut(), control, journal)?;
        }
    }
    let stopped = training.steps(objective.as_mut(), control, journal, last_good)?;
    let Some(stopped_early) = stopped else {
        return Ok(Outcome::Interrupted { step: training.state.step });
    };
    let best = objective.finish(run, control, journal)?;
    let step = training.state.step;
    journal.event(Event::Finished { best: best.clone(), step, stopped_early })?;
    Ok(Outcome::Finished(best))
}

struct Training {
    run: PathBuf,
    optimiser: AdamW,
    schedule: Schedule,
    state: State,
    /// Planned steps.
    total: u64,
    per_epoch: u64,
    check_every: u64,
    keeps_last: bool,
    before: Option<Vec<String>>,
}

/// How the steps ended: None for an interruption, else whether it was before the planned end.
type Stopped = Option<bool>;

impl Training {
    fn new(run: &Path, objective: &dyn Objective, optimiser: AdamW) -> Self {
        let (hyper, examples) = (objective.hyper(), objective.lengths().len());
        let sampler = Sampler::new(objective.recipe().seed, examples, hyper.batch_size);
        let per_epoch = sampler.batches_per_epoch().div_ceil(hyper.accumulation) as u64;
        let total = planned_steps(objective, &sampler);
        let state = State {
            step: 0,
            sampler,
            best_f1: -1.0,
            best_loss: f64::MAX,
            best_calibrated: f64::MAX,
            best_step: 0,
            best_wrong: Vec::new(),
            stale: 0,
            sha256: String::new(),
        };
        Self {
            run: run.into(),
            optimiser,
            schedule: Schedule::new(hyper.warmup, total),
            state,
            total,
            per_epoch,
            check_every: (total / 10.max(hyper.epochs as u64)).max(1),
            keeps_last: hyper.keeps_last,
            before: None,
        }
    }

    /// What the run is measured against; one of it may be kept until tuning beats it.
    fn start(
        &mut self,
        objective: &mut dyn Objective,
        control: &dyn Control,
        journal: &mut Journal,
    ) -> Result<()> {
        let opening = objective.begin(&self.run, control)?;
        for Baseline { stage, scores, version } in opening.baselines {
            let kept = version.is_some();
            if let Some(version) = version {
                self.keep_if_best(objective.weights(), version, stage)?;
            }
            self.announce(&scores, stage, kept, journal)?;
        }
        self.show_samples(opening.samples, journal)?;
        self.save(objective.weights(), control, journal)
    }

    fn epoch(&self) -> f64 {
        self.state.step as f64 / self.per_epoch.max(1) as f64
    }

    fn announce(
        &self,
        scores: &Scores,
        stage: Stage,
        best: bool,
        journal: &mut Journal,
    ) -> Result<()> {
        journal.event(Event::Evaluated {
            step: self.state.step,
            epoch: self.epoch(),
            split: Part::Validation,
            stage,
            metrics: scores.clone(),
            best,
        })
    }

    /// All steps that are left.
    fn steps(
        &mut self,
        objective: &mut dyn Objective,
        control: &dyn Control,
        journal: &mut Journal,
        last_good: &mut u64,
    ) -> Result<Stopped> {
        let began = Instant::now();
        let first = self.state.step;
        let mut saved = Instant::now();
        let mut gradients = Gradients::new(objective.weights());
        let mut meter = super::memory::Meter::new();
        while self.state.step < self.total {
            match self.obey(objective.weights(), control, journal)? {
                Command::StopAndKeep => return Ok(Some(true)),
                Command::Interrupt => {
                    self.save(objective.weights(), control, journal)?;
                    journal.event(Event::Interrupted { step: self.state.step })?;
                    return Ok(None);
                }
                _ => {}
            }
            let started = Instant::now();
            let before = self.state.sampler.clone();
            let Some((loss, norm, tokens)) = self.step(objective, control, &mut gradients)? else {
                // Asked to stop in the middle: the half-accumulated step is taken again later.
                self.state.sampler = before;
                continue;
            };
            *last_good = self.state.step;
            let done = (self.state.step - first) as f64;
            journal.event(Event::Step {
                step: self.state.step,
                epoch: self.epoch(),
                loss,
                lr: objective.hyper().learning_rate * self.schedule.factor(self.state.step - 1),
                grad_norm: norm,
                tokens_per_s: tokens as f64 / started.elapsed().as_secs_f64().max(1e-9),
                mem_bytes: meter.bytes(),
                eta_s: began.elapsed().as_secs_f64() / done * (self.total - self.state.step) as f64,
            })?;
            let at_check = self.state.step.is_multiple_of(self.check_every);
            if at_check || self.state.step == self.total {
                self.check(objective, journal)?;
            }
            if at_check || self.state.step == self.total || saved.elapsed() > CHECKPOINT_EVERY {
                self.save(objective.weights(), control, journal)?;
                saved = Instant::now();
            }
            let patience = objective.hyper().early_stopping;
            if patience > 0 && self.state.stale >= patience {
                return Ok(Some(self.state.step < self.total));
            }
        }
        Ok(Some(false))
    }

    /// Waits while paused. Whatever else is asked is handed back.
    fn obey(
        &mut self,
        weights: &Weights,
        control: &dyn Control,
        journal: &mut Journal,
    ) -> Result<Command> {
        let mut command = control.poll();
        if command != Command::Pause {
            return Ok(command);
        }
        self.save(weights, control, journal)?;
        let since = Instant::now();
        let step = self.state.step;
        journal.event(Event::Paused {
            step,
            code: None,
            what: "Paused".into(),
            advice: "Press Go on when you are ready".into(),
        })?;
        while command == Command::Pause {
            control.wait();
            command = control.poll();
        }
        journal.skip(since.elapsed());
        if command == Command::Continue {
            journal.event(Event::Resumed { step })?;
        }
        Ok(command)
    }

    /// One optimiser step: (mean loss, gradient norm before clipping, tokens), or None when it was
    /// asked to stop between two of its batches.
    fn step(
        &mut self,
        objective: &mut dyn Objective,
        control: &dyn Control,
        gradients: &mut Gradients,
    ) -> Result<Option<(f64, f64, usize)>> {
        let hyper = objective.hyper().clone();
        gradients.clear();
        let mut sum = LossSum::default();
        let mut tokens = 0;
        for part in 0..hyper.accumulation {
            if part > 0 && control.poll() == Command::Interrupt {
                return Ok(None);
            }
            let batch = objective.batch(&self.state.sampler.next_batch());
            tokens += batch.tokens();
            let noise = Noise { seed: objective.recipe().seed, step: self.state.step as u32 };
            let part = objective.learn(&batch, noise, gradients)?;
            sum.loss += part.loss;
            sum.weight += part.weight;
            if self.state.sampler.at_end() {
                break;
            }
        }
        let mean = sum.loss / sum.weight;
        gradients.scale((1.0 / sum.weight) as f32);
        let norm = gradients.norm();
        if !mean.is_finite() || !norm.is_finite() {
            return Err(diverged(self.state.step + 1));
        }
        if hyper.clip > 0.0 && norm > hyper.clip {
            gradients.scale((hyper.clip / (norm + 1e-6)) as f32);
        }
        let factor = self.schedule.factor(self.state.step);
        let trained = objective.weights().trainable();
        let rates: HashMap<String, f64> =
            trained.map(|(_, w)| (w.name.clone(), factor * objective.rate(&w.name))).collect();
        let rate = |name: &str| rates.get(name).copied().unwrap_or(0.0);
        self.optimiser.step(objective.weights_mut(), gradients, rate);
        self.state.step += 1;
        Ok(Some((mean, norm, tokens)))
    }

    /// Scores the validation part and keeps the version if it is the best.
    fn check(&mut self, objective: &mut dyn Objective, journal: &mut Journal) -> Result<()> {
        let Check { scores, version, samples } =
            objective.check().map_err(|e| at_step(e, self.state.step))?;
        let best = self.keep_if_best(objective.weights(), version, Stage::Tuning)?;
        self.announce(&scores, Stage::Tuning, best, journal)?;
        self.show_samples(samples, journal)
    }

    /// Keeps the version if it is the best so far (see [`choose::beats`]), or the last one where
    /// that is asked for.
    fn keep_if_best(&mut self, weights: &Weights, version: Version, stage: Stage) -> Result<bool> {
        let state = &mut self.state;
        let first = state.best_f1 < 0.0;
        let best = Version {
            macro_f1: state.best_f1,
            loss: state.best_loss,
            calibrated: state.best_calibrated,
            rows: version.rows,
            wrong: std::mem::take(&mut state.best_wrong),
        };
        let last = stage == Stage::Tuning && self.keeps_last;
        if !first && !last && !choose::beats(&version, &best, state.best_step == 0) {
            state.best_wrong = best.wrong;
            state.stale += 1;
            return Ok(false);
        }
        state.best_f1 = version.macro_f1;
        state.best_loss = version.loss;
        state.best_calibrated = version.calibrated;
        state.best_wrong = version.wrong;
        state.best_step = state.step;
        state.stale = 0;
        let (step, macro_f1, loss) = (state.step, state.best_f1, state.best_loss);
        let best = Best { step, macro_f1, loss: (loss < f64::MAX).then_some(loss), stage };
        finish::keep(&self.run, weights, &best)?;
        Ok(true)
    }

    /// The same few inputs at every check, each with what was answered the time before, where the
    /// task does not know better.
    fn show_samples(
        &mut self,
        mut answers: Vec<SampleAnswer>,
        journal: &mut Journal,
    ) -> Result<()> {
        let now = answers.iter().map(|a| a.predicted.clone()).collect();
        let before = self.before.replace(now).unwrap_or_default();
        for (answer, before) in answers.iter_mut().zip(before) {
            answer.before.get_or_insert(before);
        }
        journal.event(Event::Sample { step: self.state.step, answers })
    }

    /// Writes a checkpoint. A full disk pauses until there is space, or the person ends it.
    fn save(
        &mut self,
        weights: &Weights,
        control: &dyn Control,
        journal: &mut Journal,
    ) -> Result<()> {
        loop {
            let saved = checkpoint::save(&self.run, weights, &self.optimiser, &mut self.state);
            let step = self.state.step;
            match saved {
                Ok(()) => {
                    let sha256 = self.state.sha256.clone();
                    return journal.event(Event::CheckpointSaved { step, sha256 });
                }
                Err(e) if e.code == Code::DiskFull => {
                    journal.event(Event::Paused {
                        step,
                        code: Some(e.code),
                        what: "The disk is full, so the training could not be saved".into(),
                        advice: "Free some space; training then goes on by itself".into(),
                    })?;
                    for _ in 0..25 {
                        control.wait();
                        check(control)?;
                    }
                }
                Err(e) => return Err(e),
            }
        }
    }
}

fn diverged(step: u64) -> Error {
    at_step(diverged_reading(), step)
}

fn at_step(error: Error, step: u64) -> Error {
    if error.code == Code::Diverged { error.at(format!("step {step}")) } else { error }
}

/// The model's answers are no longer numbers.
pub(super) fn diverged_reading() -> Error {
    Error::new(Code::Diverged, "The training left the numbers: the loss is no longer finite")
        .safe("The best version so far is kept")
        .advice("Train again with a smaller learning rate")
}
