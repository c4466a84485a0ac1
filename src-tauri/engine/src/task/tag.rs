//! Sorting texts into any number of categories at once.

use super::{Task, classify};

pub(super) const TASK: Task = Task {
    id: "tag",
    title: "Several categories",
    description: "Each text belongs to any number of categories, or to none.",
    example: "\"It came late, and the lid is cracked\" is about Delivery and about Damage",
    // Rare categories are levelled by thresholds of their own.
    params: || {
        let fits = |name: &str| !matches!(name, "class_weights" | "label_smoothing");
        classify::params().into_iter().filter(|p| fits(p.name)).collect()
    },
    defaults: &[],
    writes: false,
};
