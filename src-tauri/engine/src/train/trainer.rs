//! The training loop.

use super::checkpoint::{self, State};
use super::event::{Best, Event, Part, Record, SampleAnswer, Stage};
use super::finish;
use super::log::EventLog;
use super::optim::AdamW;
use super::schedule::Schedule;
use super::score::{Scored, score, score_majority};
use super::session::{Examples, Session};
use crate::batch::{Sampler, pack};
use crate::error::{Code, Error, Result};
use crate::nn::{Gradients, Graph, LossSum, Noise};
use crate::store::Lock;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// What the person wants the worker to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Command {
    Continue,
    /// Hold, keep the memory.
    Pause,
    /// End now, keep the best version and score it.
    StopAndKeep,
    /// End now, to be resumed later.
    Interrupt,
}

/// Asked between batches.
pub trait Control {
    fn poll(&self) -> Command;
    /// Waits a little while paused.
    fn wait(&self) {
        std::thread::sleep(Duration::from_millis(200));
    }
}

/// Trains to the end.
pub struct RunAlways;
impl Control for RunAlways {
    fn poll(&self) -> Command {
        Command::Continue
    }
}

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
    let mut journal = Journal { log, sink };
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

/// The log, and whoever listens.
pub(super) struct Journal<'a> {
    log: EventLog,
    sink: &'a mut dyn FnMut(&Record),
}

impl Journal<'_> {
    pub fn elapsed(&self) -> Duration {
        self.log.elapsed()
    }

    pub fn event(&mut self, event: Event) -> Result<()> {
        let lasting = event.is_final() || matches!(event, Event::CheckpointSaved { .. });
        let record = self.log.append(event)?;
        if lasting {
            self.log.sync()?;
        }
        (self.sink)(&record);
        Ok(())
    }
}

/// Refuses to go on once the person asked to end.
pub(super) fn check(control: &dyn Control) -> Result<()> {
    match control.poll() {
        Command::Interrupt => Err(Error::new(Code::Interrupted, "It was stopped")),
        _ => Ok(()),
    }
}

fn go(
    run: &Path,
    control: &dyn Control,
    journal: &mut Journal,
    last_good: &mut u64,
) -> Result<Outcome> {
    let mut session = Session::open(run)?;
    let parts = session.examples(run)?;
    let optimiser = AdamW::new(&session.weights, session.hyper.weight_decay);
    let mut training = Training::new(run, &session, &parts[0], optimiser);
    let stored = checkpoint::load_newest(run, &mut session.weights, &mut training.optimiser)?;
    match stored {
        Some(state) => {
            *last_good = state.step;
            training.state = state;
            journal.event(Event::Resumed { step: training.state.step })?;
        }
        None => {
            if journal.log.has_records() {
                journal.event(Event::Resumed { step: 0 })?;
            }
            journal.event(super::baseline::prepared(run, &session, &parts, training.total)?)?;
            training.start(&mut session, &parts, control, journal)?;
        }
    }
    let stopped = training.steps(&mut session, &parts, control, journal, last_good)?;
    let Some(stopped_early) = stopped else {
        return Ok(Outcome::Interrupted { step: training.state.step });
    };
    drop(session);
    let best = finish::finish(run, &parts, control, journal)?;
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
    class_weights: Vec<f32>,
    check_every: u64,
    before: Option<Vec<String>>,
}

/// How the steps ended: None for an interruption, else whether it was before the planned end.
type Stopped = Option<bool>;

impl Training {
    fn new(run: &Path, session: &Session, train: &Examples, optimiser: AdamW) -> Self {
        let hyper = &session.hyper;
        let sampler = Sampler::new(session.recipe.seed, train.labels.len(), hyper.batch_size);
        let per_epoch = sampler.batches_per_epoch().div_ceil(hyper.accumulation) as u64;
        let only_probe = session.recipe.method == "head" && hyper.probe;
        let total = if only_probe { 0 } else { per_epoch * hyper.epochs as u64 };
        let classes = session.recipe.labels.len();
        let class_weights = match hyper.class_weights {
            true => crate::task::class_weights(&train.labels, classes),
            false => vec![1.0; classes],
        };
        let state = State {
            step: 0,
            sampler,
            best_f1: -1.0,
            best_loss: f64::MAX,
            best_step: 0,
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
            class_weights,
            check_every: (total / 10.max(hyper.epochs as u64)).max(1),
            before: None,
        }
    }

    /// Baselines on the validation part; with a probe, the head starts from it.
    fn start(
        &mut self,
        session: &mut Session,
        parts: &[Examples; 3],
        control: &dyn Control,
        journal: &mut Journal,
    ) -> Result<()> {
        let classes = session.recipe.labels.len();
        let validation = &parts[1];
        let majority = score_majority(&parts[0].labels, &validation.labels, classes);
        self.announce(&majority, Stage::Majority, false, journal)?;
        let random_head = super::baseline::head_of(session)?;
        let probe = super::baseline::quick_head(session, parts, control)?;
        probe.save(&self.run)?;
        session.set_head(&probe.weight, &probe.bias)?;
        let logits = session.infer(&validation.encoded, false, &mut |_| true)?;
        let scored = score(logits, &validation.labels, classes);
        let counts = session.hyper.probe;
        self.announce(&scored, Stage::QuickHead, counts, journal)?;
        if counts {
            self.keep_if_best(session, &scored, Stage::QuickHead)?;
        } else {
            session.set_head(&random_head.0, &random_head.1)?;
        }
        self.show_samples(session, validation, &scored, journal)?;
        self.save(session, control, journal)
    }

    fn epoch(&self) -> f64 {
        self.state.step as f64 / self.per_epoch.max(1) as f64
    }

    fn announce(
        &self,
        scored: &Scored,
        stage: Stage,
        best: bool,
        journal: &mut Journal,
    ) -> Result<()> {
        journal.event(Event::Evaluated {
            step: self.state.step,
            epoch: self.epoch(),
            split: Part::Validation,
            stage,
            metrics: scored.scores.clone(),
            best,
        })
    }

    /// All steps that are left.
    fn steps(
        &mut self,
        session: &mut Session,
        parts: &[Examples; 3],
        control: &dyn Control,
        journal: &mut Journal,
        last_good: &mut u64,
    ) -> Result<Stopped> {
        let began = Instant::now();
        let first = self.state.step;
        let mut saved = Instant::now();
        let mut gradients = Gradients::new(&session.weights);
        let mut meter = super::memory::Meter::new();
        while self.state.step < self.total {
            match self.obey(session, control, journal)? {
                Command::StopAndKeep => return Ok(Some(true)),
                Command::Interrupt => {
                    self.save(session, control, journal)?;
                    journal.event(Event::Interrupted { step: self.state.step })?;
                    return Ok(None);
                }
                _ => {}
            }
            let started = Instant::now();
            let before = self.state.sampler.clone();
            let Some((loss, norm, tokens)) =
                self.step(session, &parts[0], control, &mut gradients)?
            else {
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
                lr: session.hyper.learning_rate * self.schedule.factor(self.state.step - 1),
                grad_norm: norm,
                tokens_per_s: tokens as f64 / started.elapsed().as_secs_f64().max(1e-9),
                mem_bytes: meter.bytes(),
                eta_s: began.elapsed().as_secs_f64() / done * (self.total - self.state.step) as f64,
            })?;
            let at_check = self.state.step.is_multiple_of(self.check_every);
            if at_check || self.state.step == self.total {
                self.check(session, &parts[1], journal)?;
            }
            if at_check || self.state.step == self.total || saved.elapsed() > CHECKPOINT_EVERY {
                self.save(session, control, journal)?;
                saved = Instant::now();
            }
            let patience = session.hyper.early_stopping;
            if patience > 0 && self.state.stale >= patience {
                return Ok(Some(self.state.step < self.total));
            }
        }
        Ok(Some(false))
    }

    /// Waits while paused. Whatever else is asked is handed back.
    fn obey(
        &mut self,
        session: &Session,
        control: &dyn Control,
        journal: &mut Journal,
    ) -> Result<Command> {
        let mut command = control.poll();
        if command != Command::Pause {
            return Ok(command);
        }
        self.save(session, control, journal)?;
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
        journal.log.skip(since.elapsed());
        if command == Command::Continue {
            journal.event(Event::Resumed { step })?;
        }
        Ok(command)
    }

    /// One optimiser step: (mean loss, gradient norm before clipping, tokens), or None when it was
    /// asked to stop between two of its batches.
    fn step(
        &mut self,
        session: &mut Session,
        train: &Examples,
        control: &dyn Control,
        gradients: &mut Gradients,
    ) -> Result<Option<(f64, f64, usize)>> {
        let hyper = session.hyper.clone();
        gradients.clear();
        let mut sum = LossSum::default();
        let mut tokens = 0;
        for part in 0..hyper.accumulation {
            if part > 0 && control.poll() == Command::Interrupt {
                return Ok(None);
            }
            let indices = self.state.sampler.next_batch();
            let labelled = |i: usize| {
                let label = train.labels[i];
                Some((label, self.class_weights[label as usize]))
            };
            let batch = pack(&train.encoded, &indices, labelled);
            tokens += batch.tokens();
            let noise = Noise { seed: session.recipe.seed, step: self.state.step as u32 };
            let mut graph = Graph::new(&session.weights, &batch, Some(noise));
            let logits = session.model.forward(&mut graph);
            let loss = graph.cross_entropy(logits);
            let part =
                session.interpreter.backward(&graph, &session.weights, &batch, loss, gradients)?;
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
        self.optimiser.step(&mut session.weights, gradients, |name| {
            let head = name.starts_with("classifier.");
            factor * if head { hyper.head_learning_rate } else { hyper.learning_rate }
        });
        self.state.step += 1;
        Ok(Some((mean, norm, tokens)))
    }

    /// Scores the validation part and keeps the version if it is the best.
    fn check(
        &mut self,
        session: &mut Session,
        validation: &Examples,
        journal: &mut Journal,
    ) -> Result<()> {
        let logits = session.infer(&validation.encoded, false, &mut |_| true)?;
        if logits.iter().any(|x| !x.is_finite()) {
            return Err(diverged(self.state.step));
        }
        let scored = score(logits, &validation.labels, session.recipe.labels.len());
        let best = self.keep_if_best(session, &scored, Stage::Tuning)?;
        self.announce(&scored, Stage::Tuning, best, journal)?;
        self.show_samples(session, validation, &scored, journal)
    }

    /// Higher macro F1 wins; among tuned versions with the same, the lower loss.
    fn keep_if_best(&mut self, session: &Session, scored: &Scored, stage: Stage) -> Result<bool> {
        let (f1, loss) = (scored.scores.macro_f1, scored.scores.loss.unwrap_or(f64::MAX));
        let state = &self.state;
        let tie = f1 == state.best_f1 && state.best_step > 0 && loss < state.best_loss;
        if f1 <= state.best_f1 && !tie {
            self.state.stale += 1;
            return Ok(false);
        }
        self.state.best_f1 = f1;
        self.state.best_loss = loss;
        self.state.best_step = self.state.step;
        self.state.stale = 0;
        let best = Best { step: self.state.step, macro_f1: f1, stage };
        finish::keep(&self.run, &session.weights, &best)?;
        Ok(true)
    }

    fn show_samples(
        &mut self,
        session: &Session,
        validation: &Examples,
        scored: &Scored,
        journal: &mut Journal,
    ) -> Result<()> {
        let n = validation.labels.len();
        let chosen: Vec<usize> = (0..n.min(4)).map(|k| k * n / n.min(4)).collect();
        let labels = &session.recipe.labels;
        let name = |class: u32| labels[class as usize].clone();
        let answers: Vec<SampleAnswer> = chosen
            .iter()
            .enumerate()
            .map(|(k, &i)| SampleAnswer {
                text: validation.texts[i].clone(),
                label: name(validation.labels[i]),
                predicted: name(scored.predicted[i]),
                confidence: scored.confidence[i],
                before: self.before.as_ref().and_then(|b| b.get(k).cloned()),
            })
            .collect();
        self.before = Some(answers.iter().map(|a| a.predicted.clone()).collect());
        journal.event(Event::Sample { step: self.state.step, answers })
    }

    /// Writes a checkpoint. A full disk pauses until there is space, or the person ends it.
    fn save(
        &mut self,
        session: &Session,
        control: &dyn Control,
        journal: &mut Journal,
    ) -> Result<()> {
        loop {
            let saved =
                checkpoint::save(&self.run, &session.weights, &self.optimiser, &mut self.state);
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
    Error::new(Code::Diverged, "The training left the numbers: the loss is no longer finite")
        .at(format!("step {step}"))
        .safe("The best version so far is kept")
        .advice("Train again with a smaller learning rate")
}
