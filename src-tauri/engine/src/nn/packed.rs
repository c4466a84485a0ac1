//! A batch: sequences laid end to end, without padding.

/// How a sequence becomes one vector.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Pooling {
    /// Mean of all tokens, then scaled to length 1 (sentence-embedding models).
    Mean,
    /// The first token through the model's pooler (plain BERT).
    Cls,
}

impl Pooling {
    pub fn id(self) -> &'static str {
        match self {
            Pooling::Mean => "mean",
            Pooling::Cls => "cls",
        }
    }
}

/// Which rows of a packed batch a block must compute.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rows {
    All,
    /// The first token of every sequence.
    First,
}

/// Sequences laid end to end, without padding.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Packed {
    /// (tokens)
    pub ids: Vec<u32>,
    /// Place of every token in its own sequence, (tokens)
    pub positions: Vec<u32>,
    /// Where each sequence starts, and the end: (sequences + 1)
    pub offsets: Vec<usize>,
    /// Right answer of every sequence, or of every row in `label_rows`; empty when only predicting.
    pub labels: Vec<u32>,
    /// Whether each of several labels holds for each sequence, (sequences, labels) of 0 or 1; empty
    /// where a sequence has one answer.
    pub targets: Vec<f32>,
    /// Weight of the loss of each label, or of each sequence with targets.
    pub loss_weights: Vec<f32>,
    /// Tokens that have a label of their own, ascending; empty when sequences have one each.
    pub label_rows: Vec<u32>,
    /// Stable number of every sequence's example, for dropout.
    pub examples: Vec<u32>,
}

impl Packed {
    pub fn sequences(&self) -> usize {
        self.offsets.len().saturating_sub(1)
    }
    pub fn tokens(&self) -> usize {
        self.ids.len()
    }
    pub fn longest(&self) -> usize {
        self.offsets.windows(2).map(|w| w[1] - w[0]).max().unwrap_or(0)
    }

    pub fn push(&mut self, ids: &[u32], example: u32, label: Option<(u32, f32)>) {
        if self.offsets.is_empty() {
            self.offsets.push(0);
        }
        self.ids.extend_from_slice(ids);
        self.positions.extend(0..ids.len() as u32);
        self.offsets.push(self.ids.len());
        self.examples.push(example);
        if let Some((label, weight)) = label {
            self.labels.push(label);
            self.loss_weights.push(weight);
        }
    }

    /// Adds a text for which any number of labels may hold; `targets` has one value a label.
    pub fn push_targets(&mut self, ids: &[u32], example: u32, targets: &[f32]) {
        self.push(ids, example, None);
        self.targets.extend_from_slice(targets);
        self.loss_weights.push(1.0);
    }

    /// Adds a text that is asked for its own tokens: `asked` are the places, ascending and from 1
    /// on, of the tokens that are to be told from those before them.
    pub fn push_asked(&mut self, ids: &[u32], example: u32, asked: impl Iterator<Item = usize>) {
        let first = self.tokens();
        self.push(ids, example, None);
        for place in asked {
            self.label_rows.push((first + place - 1) as u32);
            self.labels.push(ids[place]);
            self.loss_weights.push(1.0);
        }
    }
}
