//! A run's events as the lines of its charts.

use crate::train::event::{Best, Event, Part, Record, Stage};

/// At most so many points are drawn of a line.
const POINTS: usize = 400;

pub(super) type Point = (f64, f64);

/// A check on the mock exam.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Check {
    pub step: u64,
    pub epoch: f64,
    pub loss: Option<f64>,
    pub f1: f64,
    /// The version to keep, as things stood then.
    pub best: bool,
}

/// The fold over the events that the charts show.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Curves {
    /// Step, passes and loss of every step that still counts.
    train: Vec<(u64, f64, f64)>,
    pub checks: Vec<Check>,
    pub majority: Option<f64>,
    pub quick_head: Option<f64>,
    pub epochs: f64,
    pub kept: Option<Best>,
}

impl Curves {
    pub fn of(records: &[Record]) -> Self {
        let mut curves = Self::default();
        for record in records {
            curves.add(&record.event);
        }
        curves
    }

    fn add(&mut self, event: &Event) {
        match event {
            Event::Prepared { epochs, .. } => self.epochs = *epochs,
            Event::Step { step, epoch, loss, .. } => self.train.push((*step, *epoch, *loss)),
            Event::Evaluated { split: Part::Validation, stage, step, epoch, metrics, best } => {
                let f1 = metrics.macro_f1.unwrap_or(0.0);
                match stage {
                    Stage::Majority => self.majority = Some(f1),
                    Stage::QuickHead => self.quick_head = Some(f1),
                    Stage::Tuning => {
                        let (step, epoch, loss) = (*step, *epoch, metrics.loss);
                        self.checks.push(Check { step, epoch, loss, f1, best: *best });
                    }
                    Stage::Untuned | Stage::Kept => {}
                }
            }
            // What came after the step that training goes on from never happened.
            Event::Resumed { step } => {
                self.train.retain(|(at, ..)| at <= step);
                self.checks.retain(|check| check.step <= *step);
                self.kept = None;
            }
            Event::Finished { best, .. } => self.kept = Some(best.clone()),
            _ => {}
        }
    }

    /// The check of the version that is kept, so far or in the end; none where what there was before
    /// training leads.
    pub fn kept_check(&self) -> Option<&Check> {
        match &self.kept {
            None => self.checks.iter().rev().find(|check| check.best),
            Some(kept) if kept.stage != Stage::Tuning => None,
            Some(kept) => self.checks.iter().find(|check| check.step == kept.step),
        }
    }

    pub fn train_loss(&self) -> Vec<Point> {
        thin(&self.train.iter().map(|(_, epoch, loss)| (*epoch, *loss)).collect::<Vec<_>>())
    }

    pub fn check_loss(&self) -> Vec<Point> {
        let loss = |check: &Check| check.loss.map(|loss| (check.epoch, loss));
        thin(&self.checks.iter().filter_map(loss).collect::<Vec<_>>())
    }

    pub fn f1(&self) -> Vec<Point> {
        thin(&self.checks.iter().map(|check| (check.epoch, 100.0 * check.f1)).collect::<Vec<_>>())
    }
}

/// At most [`POINTS`] points that keep the shape of the line: largest triangle three buckets
/// (Steinarsson 2013). The first and the last point always stay.
fn thin(points: &[Point]) -> Vec<Point> {
    if points.len() <= POINTS {
        return points.to_vec();
    }
    let buckets = POINTS - 2;
    let width = (points.len() - 2) as f64 / buckets as f64;
    let edge = |bucket: usize| (bucket as f64 * width) as usize + 1;
    let mut kept = vec![points[0]];
    let mut before = points[0];
    for bucket in 0..buckets {
        let next = &points[edge(bucket + 1)..edge(bucket + 2).min(points.len())];
        let sum = next.iter().fold((0.0, 0.0), |sum, p| (sum.0 + p.0, sum.1 + p.1));
        let after = (sum.0 / next.len().max(1) as f64, sum.1 / next.len().max(1) as f64);
        let area = |p: &Point| {
            ((before.0 - after.0) * (p.1 - before.1) - (before.0 - p.0) * (after.1 - before.1))
                .abs()
        };
        let some = &points[edge(bucket)..edge(bucket + 1)];
        if let Some(best) = some.iter().max_by(|a, b| area(a).total_cmp(&area(b))) {
            kept.push(*best);
            before = *best;
        }
    }
    kept.push(points[points.len() - 1]);
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_version_that_is_kept_is_marked_whatever_scored_highest() {
        let check = |step, f1, best| Check { step, epoch: 1.0, loss: None, f1, best };
        let kept = |stage, step| Some(Best { step, macro_f1: 0.8, loss: None, stage });
        let checks = vec![check(1, 0.8, true), check(2, 0.7, true), check(3, 0.9, false)];
        let mut curves = Curves { checks, ..Curves::default() };
        let step = |curves: &Curves| curves.kept_check().map(|check| check.step);
        assert_eq!(step(&curves), Some(2));
        curves.kept = kept(Stage::Tuning, 1);
        assert_eq!(step(&curves), Some(1));
        curves.kept = kept(Stage::QuickHead, 0);
        assert_eq!(step(&curves), None);
    }

    #[test]
    fn thinning_keeps_ends_and_peaks() {
        let mut points: Vec<Point> = (0..10_000).map(|i| (f64::from(i), 1.0)).collect();
        points[4321].1 = 9.0;
        let kept = thin(&points);
        assert_eq!(kept.len(), POINTS);
        assert_eq!((kept[0], kept[POINTS - 1]), (points[0], points[9999]));
        assert!(kept.contains(&(4321.0, 9.0)));
    }
}
