//! Sorting texts into categories.

use super::Task;
use crate::error::{Code, Error, Result};
use crate::param::{Kind, Param};
use serde::{Deserialize, Serialize};

pub(super) const TASK: Task = Task {
    id: "classify",
    title: "Sort into categories",
    description: "Each text belongs to exactly one category.",
    example: "\"When will my parcel come?\" is a Delivery question",
    params,
    defaults: &[],
    writes: false,
};

pub(super) fn params() -> Vec<Param> {
    let number = |min, max| Kind::Number { min, max };
    let integer = |min, max| Kind::Integer { min, max };
    let choice = |options: &[&'static str]| Kind::Choice { options: options.to_vec() };
    vec![
        Param::new(
            "head_learning_rate",
            "Learning rate of the head",
            number(0.0, 1.0),
            0,
            "0 chooses it: ten times the learning rate after a linear probe, else the same.",
        ),
        Param::new(
            "max_length",
            "Longest text",
            integer(4, 512),
            128,
            "In tokens; what is longer is cut. Longer texts need more memory and time.",
        ),
        Param::new(
            "class_weights",
            "Level rare categories",
            Kind::Switch,
            false,
            "Gives examples of rare categories more weight.",
        ),
        Param::new(
            "label_smoothing",
            "Doubt about labels",
            number(0.0, 0.5),
            0,
            "Share of every label that is spread over all categories while learning, so that a few wrong labels do less harm and it does not become too sure.",
        ),
        Param::new(
            "pooling",
            "Pooling",
            choice(&["auto", "mean", "cls"]),
            "auto",
            "How a text becomes one vector; auto follows the model.",
        ),
        Param::new(
            "head_init",
            "Start of the head",
            choice(&["probe", "random"]),
            "probe",
            "probe starts from a logistic regression on the untuned model (Kumar et al. 2022), random from noise.",
        ),
    ]
}

/// The categories in a fixed (alphabetical) order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LabelSet(pub Vec<String>);

impl LabelSet {
    pub fn new<'a>(labels: impl Iterator<Item = &'a str>) -> Result<Self> {
        let mut names: Vec<String> = labels.map(str::to_string).collect();
        names.sort();
        names.dedup();
        if names.len() < 2 {
            return Err(Error::new(Code::BadData, "There is only one category to learn")
                .safe("Nothing was changed")
                .advice("Label some rows with a second category"));
        }
        Ok(Self(names))
    }
    pub fn index(&self, label: &str) -> Option<u32> {
        self.0.binary_search_by(|n| n.as_str().cmp(label)).ok().map(|i| i as u32)
    }
    pub fn len(&self) -> usize {
        self.0.len()
    }
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// Weight of each category so that all count the same in the loss: n / (classes * n_class), as
/// scikit-learn's "balanced". A category without rows gets 1.
pub fn class_weights(labels: &[u32], classes: usize) -> Vec<f32> {
    let mut counts = vec![0usize; classes];
    labels.iter().for_each(|&l| counts[l as usize] += 1);
    let n = labels.len() as f32;
    let weight = |&c: &usize| if c == 0 { 1.0 } else { n / (classes as f32 * c as f32) };
    counts.iter().map(weight).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn balanced_weights_as_scikit_learn_gives_them() {
        // compute_class_weight("balanced", classes=[0, 1, 2], y=[0, 0, 0, 1])
        assert_eq!(class_weights(&[0, 0, 0, 1], 2), vec![4.0 / 6.0, 2.0]);
        assert_eq!(class_weights(&[0, 0], 2), vec![0.5, 1.0]);
    }

    #[test]
    fn one_category_is_not_a_task() {
        assert_eq!(LabelSet::new(["a", "a"].into_iter()).unwrap_err().code, Code::BadData);
        let set = LabelSet::new(["b", "a", "b"].into_iter()).unwrap();
        assert_eq!((set.index("b"), set.index("c")), (Some(1), None));
    }
}
