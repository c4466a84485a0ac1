//! What an attention sees, and how places are turned into angles.

use super::packed::Rows;

/// Cosines and sines of rotary position embeddings. Su et al. 2021, arXiv:2104.09864.
#[derive(Debug, PartialEq)]
pub struct Rotary {
    /// Values of one head; the first half is turned with the second.
    pub head: usize,
    /// (positions, head / 2)
    pub cos: Vec<f32>,
    /// (positions, head / 2)
    pub sin: Vec<f32>,
}

impl Rotary {
    /// Tables for `positions` places with the given angle per place of every pair: (head / 2).
    pub fn new(frequencies: &[f64], positions: usize) -> Self {
        let angles = || (0..positions).flat_map(|p| frequencies.iter().map(move |f| p as f64 * f));
        Self {
            head: 2 * frequencies.len(),
            cos: angles().map(|a| a.cos() as f32).collect(),
            sin: angles().map(|a| a.sin() as f32).collect(),
        }
    }

    /// Places it was made for.
    pub fn positions(&self) -> usize {
        2 * self.cos.len() / self.head.max(1)
    }
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub struct AttentionSpec {
    pub heads: usize,
    /// Heads of keys and values; each serves heads / kv_heads queries. Ainslie et al. 2023,
    /// arXiv:2305.13245.
    pub kv_heads: usize,
    /// A token sees only itself and earlier ones.
    pub causal: bool,
    /// How far a token sees: only tokens less than so many places away.
    pub window: Option<usize>,
    /// Which queries are needed.
    pub rows: Rows,
    /// Dropout on the attention probabilities.
    pub dropout: f32,
    /// What scores are multiplied by; absent: 1 / sqrt(head).
    pub scale: Option<f32>,
}

impl AttentionSpec {
    /// The keys that query `q` of a sequence of `length` tokens sees.
    pub fn visible(&self, q: usize, length: usize) -> std::ops::Range<usize> {
        let window = self.window.unwrap_or(length).max(1);
        let end = if self.causal { q + 1 } else { length.min(q.saturating_add(window)) };
        (q + 1).saturating_sub(window)..end
    }

    /// What scores of heads of this size are multiplied by.
    pub fn scale_of(&self, head: usize) -> f32 {
        self.scale.unwrap_or_else(|| (1.0 / (head as f64).sqrt()) as f32)
    }

    /// Values of one head, where queries, keys and values side by side take `cols`.
    pub fn head(&self, cols: usize) -> usize {
        cols / (self.heads + 2 * self.kv_heads)
    }
}
