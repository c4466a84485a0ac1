//! Which rows are learned from, which steer the training and which are the exam.
//!
//! The split is stratified, keeps together what belongs together (one group; one text), and is
//! sticky: a row that has a part keeps it, whatever is added or relabelled. The same items, shares
//! and seed give the same parts, in whatever order the items come.

use super::{Part, SplitShares, labels};
use crate::error::{Code, Error, Result};
use sha2::{Digest, Sha256};
use std::collections::HashMap;

pub const DEFAULT_SHARES: SplitShares = SplitShares { train: 70, validation: 15, test: 15 };

/// A category with fewer distinct texts (or groups) can't stand in every part.
pub const SMALLEST_CATEGORY: usize = 3;

/// What the split needs to know of one labelled row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SplitItem {
    /// Index of the category.
    pub label: u32,
    /// [`key`] of the group's name.
    pub group: Option<u64>,
    /// [`key`] of the text.
    pub text: u64,
    /// The person's own test file settles it. Such rows are an exam of their own: when there are
    /// any, no other row joins the test part.
    pub fixed: Option<Part>,
    /// What an earlier split settled.
    pub part: Option<Part>,
    /// It was labelled because of what it is, not by chance. Such rows are no fair sample of the
    /// rows to come, so they are learned from.
    pub chosen: bool,
}

/// A text or a group's name as a number: case and blanks don't count.
pub fn key(text: &str) -> u64 {
    let digest = Sha256::digest(labels::fold(text).as_bytes());
    digest.iter().take(8).fold(0, |key, byte| key << 8 | u64::from(*byte))
}

/// Refuses shares that leave training without rows, or are no percentages.
pub fn check_shares(shares: SplitShares) -> Result<()> {
    let sum = u32::from(shares.train) + u32::from(shares.validation) + u32::from(shares.test);
    let wrong = |what: &str, advice: &str| {
        Err(Error::new(Code::BadSetting, what).at("the shares of the parts").advice(advice))
    };
    if sum != 100 {
        wrong("The three shares don't add up to 100", "Give three percentages, such as 70, 15, 15")
    } else if shares.train < 10 || shares.validation < 1 {
        wrong(
            "Too little is left to learn from or to check against",
            "Give training at least 10% and validation at least 1%",
        )
    } else {
        Ok(())
    }
}

/// The part of every item.
pub fn assign(items: &[SplitItem], shares: SplitShares, seed: u64) -> Vec<Part> {
    let own_test = items.iter().any(|i| i.fixed.is_some());
    let clusters = clusters(items, seed);
    let mut quotas = Quotas::new(items, &clusters, shares, own_test);
    let mut parts: Vec<Option<Part>> = items.iter().map(|i| i.fixed.or(i.part)).collect();
    for cluster in &clusters {
        let Some(part) = settled(items, cluster) else { continue };
        for &i in &cluster.items {
            if parts[i].is_none() {
                parts[i] = Some(part);
            }
            quotas.count(items[i].label, parts[i].unwrap_or(part));
        }
        quotas.placed(cluster);
    }
    for cluster in clusters.iter().filter(|c| settled(items, c).is_none()) {
        let part = match cluster.items.iter().any(|&i| items[i].chosen) {
            true => Part::Train,
            false => quotas.choose(cluster),
        };
        for &i in &cluster.items {
            parts[i] = Some(part);
            quotas.count(items[i].label, part);
        }
        quotas.placed(cluster);
    }
    parts.into_iter().map(|part| part.unwrap_or(Part::Train)).collect()
}

/// Rows that must stay together.
struct Cluster {
    items: Vec<usize>,
    /// Its categories, each once.
    labels: Vec<usize>,
    /// Places it in the order of drawing, the same wherever its rows stand.
    draw: [u8; 32],
    own_test: bool,
}

fn clusters(items: &[SplitItem], seed: u64) -> Vec<Cluster> {
    let mut parent: Vec<usize> = (0..items.len()).collect();
    let mut first_text: HashMap<(u64, bool), usize> = HashMap::new();
    let mut first_group: HashMap<(u64, bool), usize> = HashMap::new();
    for (i, item) in items.iter().enumerate() {
        // The person's own test file is what it is: it pulls no other row after it.
        let own = item.fixed.is_some();
        let same_text = *first_text.entry((item.text, own)).or_insert(i);
        join(&mut parent, i, same_text);
        if let Some(group) = item.group {
            let same_group = *first_group.entry((group, own)).or_insert(i);
            join(&mut parent, i, same_group);
        }
    }
    let mut by_root: Vec<Vec<usize>> = vec![Vec::new(); items.len()];
    for i in 0..items.len() {
        by_root[root(&mut parent, i)].push(i);
    }
    let mut clusters: Vec<Cluster> = by_root
        .into_iter()
        .filter(|members| !members.is_empty())
        .map(|members| {
            let smallest = members.iter().map(|&i| items[i].text).min().unwrap_or_default();
            let mut hash = Sha256::new();
            hash.update(seed.to_le_bytes());
            hash.update(smallest.to_le_bytes());
            let own_test = items[members[0]].fixed.is_some();
            let labels = labels_of(items, &members);
            Cluster { items: members, labels, draw: hash.finalize().into(), own_test }
        })
        .collect();
    // The large ones first, while there is room for them everywhere.
    clusters.sort_by(|a, b| {
        (b.items.len().cmp(&a.items.len()))
            .then(a.draw.cmp(&b.draw))
            .then(a.own_test.cmp(&b.own_test))
    });
    clusters
}

fn root(parent: &mut [usize], mut i: usize) -> usize {
    while parent[i] != i {
        parent[i] = parent[parent[i]];
        i = parent[i];
    }
    i
}

fn join(parent: &mut [usize], a: usize, b: usize) {
    let (a, b) = (root(parent, a), root(parent, b));
    parent[a.max(b)] = a.min(b);
}

/// The part a cluster has already. Where new rows join parts that were apart, the exam comes
/// first: what stands in it must not be learned.
fn settled(items: &[SplitItem], cluster: &Cluster) -> Option<Part> {
    cluster.items.iter().filter_map(|&i| items[i].fixed.or(items[i].part)).max()
}

const PARTS: [Part; 3] = [Part::Train, Part::Validation, Part::Test];

/// How many rows of each category each part should have, and has: one entry a category.
struct Quotas {
    wanted: Vec<[f64; 3]>,
    counts: Vec<[usize; 3]>,
    /// Clusters of the category that have no part yet.
    waiting: Vec<usize>,
    total: Vec<usize>,
}

impl Quotas {
    fn new(items: &[SplitItem], clusters: &[Cluster], shares: SplitShares, own_test: bool) -> Self {
        let test = if own_test { 0.0 } else { f64::from(shares.test) };
        let (train, validation) = (f64::from(shares.train), f64::from(shares.validation));
        let sum = train + validation + test;
        let labels = items.iter().map(|item| item.label as usize + 1).max().unwrap_or(0);
        let mut waiting = vec![0; labels];
        let mut rows = vec![0usize; labels];
        for cluster in clusters.iter().filter(|c| !c.own_test) {
            cluster.labels.iter().for_each(|label| waiting[*label] += 1);
            cluster.items.iter().for_each(|&i| rows[items[i].label as usize] += 1);
        }
        let wanted = rows
            .into_iter()
            .map(|n| {
                let n = n as f64;
                // Whole rows, at least one for every part that has a share.
                let part = |share: f64| {
                    if n > 0.0 && share > 0.0 { (n * share / sum).round().max(1.0) } else { 0.0 }
                };
                let (validation, test) = (part(validation), part(test));
                [if n > 0.0 { (n - validation - test).max(1.0) } else { 0.0 }, validation, test]
            })
            .collect();
        Self { wanted, counts: vec![[0; 3]; labels], total: waiting.clone(), waiting }
    }

    fn count(&mut self, label: u32, part: Part) {
        self.counts[label as usize][part as usize] += 1;
    }

    fn placed(&mut self, cluster: &Cluster) {
        if !cluster.own_test {
            for label in &cluster.labels {
                self.waiting[*label] = self.waiting[*label].saturating_sub(1);
            }
        }
    }

    /// The part that lacks most rows of this cluster's categories.
    fn choose(&self, cluster: &Cluster) -> Part {
        let labels = &cluster.labels;
        let wants = |label: usize, part: Part| self.wanted[label][part as usize];
        let has = |label: usize, part: Part| self.counts[label][part as usize];
        let parts_wanted = PARTS.iter().filter(|p| labels.iter().any(|l| wants(*l, **p) > 0.0));
        let needed = parts_wanted.count();
        let few = |label: usize| self.total[label] < needed;
        // A category with an exam and nothing to learn from would stop the whole training.
        let last = |label: usize| self.waiting[label] <= 1;
        let unlearned = |label: usize| has(label, Part::Train) == 0 && (few(label) || last(label));
        if labels.iter().all(|l| few(*l)) || labels.iter().any(|l| unlearned(*l)) {
            return Part::Train;
        }
        // When as many clusters are left as parts still go without, each must take one of those.
        let pressed = |part: Part| {
            labels.iter().any(|&label| {
                let empty = |p: Part| wants(label, p) > 0.0 && has(label, p) == 0;
                let without = PARTS.iter().filter(|p| empty(**p)).count();
                empty(part) && self.waiting[label] <= without
            })
        };
        let lack = |part: Part| -> f64 {
            labels.iter().map(|&l| wants(l, part) - has(l, part) as f64).sum()
        };
        let allowed: Vec<Part> = PARTS
            .into_iter()
            .filter(|part| labels.iter().any(|label| wants(*label, *part) > 0.0))
            .collect();
        let urgent: Vec<Part> = allowed.iter().copied().filter(|p| pressed(*p)).collect();
        let among = if urgent.is_empty() { allowed } else { urgent };
        let mut best = Part::Train;
        let mut most = f64::NEG_INFINITY;
        for part in among {
            if lack(part) > most {
                (best, most) = (part, lack(part));
            }
        }
        best
    }
}

/// The categories of these items, each once.
fn labels_of(items: &[SplitItem], members: &[usize]) -> Vec<usize> {
    let mut labels: Vec<usize> = members.iter().map(|&i| items[i].label as usize).collect();
    labels.sort_unstable();
    labels.dedup();
    labels
}
