//! Rows whose category is probably wrong, by confident learning (Northcutt, Jiang & Chuang 2021,
//! arXiv:1911.00068).

use super::folds::out_of_fold;
use super::{Corpus, Find, Finding, Fix, Hit, Look, ONE_CATEGORY, Phase, Progress};
use crate::embed::embed;
use crate::error::Result;

pub const FINDING: Finding = Finding {
    id: "mislabelled",
    title: "Rows that may be in the wrong category",
    why: "Every wrong label teaches a mistake, and one in the exam hides a right answer.",
    decide: false,
    goals: ONE_CATEGORY,
    find: Find::Model(find),
    fixes: &[Fix::Relabel, Fix::Remove],
};

/// In a smaller category a row that is unlike the others proves nothing.
const FEWEST: usize = 5;

fn find(corpus: &Corpus, look: &Look, progress: &mut Progress<'_>) -> Result<Vec<Hit>> {
    let labelled = |row: &usize| {
        let item = &corpus.items[*row];
        item.label.is_some() && !super::empty::is_empty(&item.text)
    };
    let asked: Vec<usize> = (0..corpus.items.len()).filter(labelled).collect();
    let counts = corpus.counts();
    if counts.iter().filter(|count| **count >= FEWEST).count() < 2 {
        return Ok(Vec::new());
    }
    let texts: Vec<&str> = asked.iter().map(|row| corpus.items[*row].text.as_str()).collect();
    let embeddings = embed(look.model, look.cache, &texts, &mut |done, total| {
        progress(Phase::Reading, done, total).is_ok()
    })?;
    let probabilities = out_of_fold(corpus, &asked, &embeddings, &mut |done, total| {
        progress(Phase::Comparing, done, total)
    })?;
    Ok(suspicious(corpus, &asked, &probabilities))
}

/// The rows whose given category a model that never saw them believes least, as many as are probably
/// wrong, with the category that it believes instead.
///
/// How many is counted over the rows that the model is confident about: it is confident in a
/// category when it gives it at least the probability that it gives that category's own rows on
/// average. The share of those whose confident category is not the given one stands for all rows
/// of a category (the calibrated confident joint of the paper, pruned by self-confidence).
fn suspicious(corpus: &Corpus, asked: &[usize], probabilities: &[f32]) -> Vec<Hit> {
    let classes = corpus.labels.len();
    let counts = corpus.counts();
    let label = |row: usize| corpus.items[row].label.unwrap_or_default() as usize;
    let large = |class: usize| counts[class] >= FEWEST;
    let rows = || asked.iter().copied().zip(probabilities.chunks_exact(classes));
    let expected = expected(rows().map(|(row, p)| (label(row), p)), classes, large);
    let mut hits: Vec<Hit> = rows()
        .filter(|(row, _)| large(label(*row)))
        .filter_map(|(row, p)| {
            let best = (0..classes).filter(|k| large(*k)).max_by(|a, b| p[*a].total_cmp(&p[*b]))?;
            let score = Some(p[label(row)]);
            let hit = || Hit { label: Some(best as u32), score, ..Hit::of(corpus, row) };
            (best != label(row)).then(hit)
        })
        .collect();
    hits.sort_by(|a, b| a.score.partial_cmp(&b.score).unwrap_or(std::cmp::Ordering::Equal));
    hits.truncate(expected);
    hits
}

/// How many rows are probably wrong. `rows`: the given category and the probabilities (classes).
fn expected<'a>(
    rows: impl Iterator<Item = (usize, &'a [f32])> + Clone,
    classes: usize,
    large: impl Fn(usize) -> bool,
) -> usize {
    let mut own = vec![(0.0_f64, 0_usize); classes];
    for (label, p) in rows.clone() {
        own[label].0 += f64::from(p[label]);
        own[label].1 += 1;
    }
    let usual: Vec<f64> = own.iter().map(|(sum, n)| sum / (*n).max(1) as f64).collect();
    // Of each given category: rows with a confident category, and those where it is another.
    let mut sure = vec![(0_usize, 0_usize); classes];
    for (label, p) in rows {
        let confident = (0..classes).filter(|k| large(*k) && f64::from(p[*k]) >= usual[*k]);
        if let Some(best) = confident.max_by(|a, b| p[*a].total_cmp(&p[*b])) {
            sure[label].0 += 1;
            sure[label].1 += usize::from(best != label);
        }
    }
    let wrong = |(class, (sure, other)): (usize, &(usize, usize))| match large(class) {
        true => own[class].1 as f64 * *other as f64 / (*sure).max(1) as f64,
        false => 0.0,
    };
    sure.iter().enumerate().map(wrong).sum::<f64>().round() as usize
}

#[cfg(test)]
mod tests {
    use super::super::{corpus_of, rows};
    use super::*;

    #[test]
    fn the_least_believed_comes_first_and_small_categories_are_left_out() {
        let mut list = vec![("some text", "A"); 6];
        list.extend(vec![("some text", "B"); 6]);
        list.push(("some text", "C"));
        let corpus = corpus_of(&list);
        let asked: Vec<usize> = (0..13).collect();
        let mut p: Vec<f32> = Vec::new();
        for row in 0..13 {
            p.extend(match row {
                2 => [0.2, 0.7, 0.1],
                7 => [0.9, 0.05, 0.05],
                9 => [0.45, 0.4, 0.15],
                0..=5 => [0.8, 0.1, 0.1],
                _ => [0.2, 0.7, 0.1],
            });
        }
        let hits = suspicious(&corpus, &asked, &p);
        assert_eq!(rows(&hits), [7, 2]);
        assert_eq!((hits[0].label, hits[1].label), (Some(0), Some(1)));
    }
}
