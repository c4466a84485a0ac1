//! Which row to label next, and what its label might be.
//!
//! Everything here works on vectors: one of a sentence encoder for every row, and one for every
//! category's name with its definition. A quick head on them gives suggestions ([`Guesser`]);
//! [`ask_next`] orders rows by how much a label would teach; [`forecast`] says from a learning
//! curve whether more labels still help, and of which category.

mod curve;
mod guess;
mod order;
mod several;

pub use curve::{Forecast, forecast};
pub use guess::{Guesser, margin};
pub use order::{Ask, Pick, ask_next};
pub use several::{TagGuesser, most_doubtful};

/// Rows and categories as vectors of one encoder. They need not have unit length: only their
/// directions count.
#[derive(Debug, Clone, Copy)]
pub struct Pool<'a> {
    /// (rows, hidden)
    pub rows: &'a [f32],
    /// (categories, hidden): what each category is called, and how it is defined.
    pub names: &'a [f32],
    pub hidden: usize,
    /// One a row: its category where it has one.
    pub labels: &'a [Option<u32>],
}

impl Pool<'_> {
    pub fn categories(&self) -> usize {
        self.names.len() / self.hidden.max(1)
    }

    /// The vector of a row, as it came.
    pub fn row(&self, row: usize) -> &[f32] {
        &self.rows[row * self.hidden..][..self.hidden]
    }

    fn name(&self, category: usize) -> &[f32] {
        &self.names[category * self.hidden..][..self.hidden]
    }

    fn labelled(&self) -> Vec<(usize, u32)> {
        let labels = self.labels.iter().enumerate();
        labels.filter_map(|(row, label)| Some((row, (*label)?))).collect()
    }
}

/// A category as an encoder reads it best: in words, with its definition.
pub fn described(name: &str, definition: Option<&str>) -> String {
    let name = name.replace(['_', '-', '/'], " ");
    match definition {
        Some(definition) => format!("{name}: {definition}"),
        None => name,
    }
}

fn dot(a: &[f32], b: &[f32]) -> f32 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

/// A vector's direction; zeros stay zeros.
fn unit(v: &[f32]) -> Vec<f32> {
    let length = dot(v, v).sqrt().max(f32::MIN_POSITIVE);
    v.iter().map(|x| x / length).collect()
}

/// The mean of the directions of some vectors; zeros for none.
fn mean_direction<'a>(vectors: impl Iterator<Item = &'a [f32]>, hidden: usize) -> Vec<f32> {
    let mut sum = vec![0.0; hidden];
    let mut count = 0f32;
    for vector in vectors {
        let length = dot(vector, vector).sqrt().max(f32::MIN_POSITIVE);
        sum.iter_mut().zip(vector).for_each(|(s, x)| *s += x / length);
        count += 1.0;
    }
    sum.iter_mut().for_each(|s| *s /= count.max(1.0));
    sum
}
