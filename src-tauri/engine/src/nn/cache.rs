//! What a model keeps of the tokens it has read, so that the next one costs only itself.

/// Keys and values of one sequence, by attention block.
#[derive(Debug, Clone, Default)]
pub struct Cache {
    blocks: Vec<Block>,
    length: usize,
}

/// Each (tokens, cols).
#[derive(Debug, Clone, Default)]
pub(super) struct Block {
    /// kv_heads head
    pub cols: usize,
    pub keys: Vec<f32>,
    pub values: Vec<f32>,
}

impl Cache {
    /// Tokens that have been read.
    pub fn length(&self) -> usize {
        self.length
    }

    pub fn bytes(&self) -> usize {
        let values = |block: &Block| block.keys.capacity() + block.values.capacity();
        4 * self.blocks.iter().map(values).sum::<usize>()
    }

    /// Forgets all but the first tokens, so that a text which begins alike can go on from there.
    pub fn truncate(&mut self, length: usize) {
        if length >= self.length {
            return;
        }
        self.length = length;
        self.settle();
    }

    /// The attention block that comes as number `i` in the model.
    pub(super) fn block(&mut self, i: usize, cols: usize) -> &mut Block {
        if self.blocks.len() <= i {
            self.blocks.resize_with(i + 1, Block::default);
        }
        self.blocks[i].cols = cols;
        &mut self.blocks[i]
    }

    /// All blocks have taken up so many tokens more.
    pub(super) fn grow(&mut self, tokens: usize) {
        self.length += tokens;
    }

    /// Takes back what a pass that failed half-way had added.
    pub(super) fn settle(&mut self) {
        for block in &mut self.blocks {
            block.keys.truncate(self.length * block.cols);
            block.values.truncate(self.length * block.cols);
        }
    }
}
