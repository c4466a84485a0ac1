//! Texts whose own tokens are asked for.

use crate::nn::Packed;

/// A text as a model that writes reads it.
#[derive(Debug, Clone, PartialEq)]
pub struct Asked {
    pub ids: Vec<u32>,
    /// Places of the tokens that are to be told from those before them: ascending, from 1 on.
    pub places: Vec<u32>,
    /// The example it is (a part of), counted from 0 in its part of the data.
    pub source: usize,
}

/// Lays texts end to end. None sees another, whatever is packed together.
pub fn pack_asked(texts: &[Asked], indices: impl Iterator<Item = usize>) -> Packed {
    let mut packed = Packed::default();
    for i in indices {
        let text = &texts[i];
        packed.push_asked(&text.ids, i as u32, text.places.iter().map(|&p| p as usize));
    }
    packed
}

/// Whole texts in their order, in blocks of at most so many tokens; a longer text stands alone.
pub fn blocks(lengths: &[usize], tokens: usize) -> Vec<Vec<usize>> {
    let mut blocks: Vec<Vec<usize>> = Vec::new();
    let mut room = 0;
    for (i, &length) in lengths.iter().enumerate() {
        match blocks.last_mut() {
            Some(block) if length <= room => block.push(i),
            _ => {
                blocks.push(vec![i]);
                room = tokens.max(length);
            }
        }
        room -= length;
    }
    blocks
}

/// A text longer than `longest` as several: each goes on from the last token of the one before, so
/// that every token but the very first is asked for once.
pub fn cut(ids: &[u32], longest: usize, source: usize) -> Vec<Asked> {
    let mut parts = Vec::new();
    let mut from = 0;
    while from + 1 < ids.len() {
        let to = (from + longest.max(2)).min(ids.len());
        let ids = ids[from..to].to_vec();
        parts.push(Asked { places: (1..ids.len() as u32).collect(), ids, source });
        from = to - 1;
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cut_text_is_asked_for_every_token_once() {
        let ids: Vec<u32> = (0..23).collect();
        for longest in [2, 3, 7, 22, 23, 50] {
            let parts = cut(&ids, longest, 4);
            let asked: Vec<u32> =
                parts.iter().flat_map(|p| p.places.iter().map(|&i| p.ids[i as usize])).collect();
            assert_eq!(asked, ids[1..], "{longest}");
            assert!(parts.iter().all(|p| p.ids.len() <= longest && p.source == 4));
        }
        assert!(cut(&[5], 8, 0).is_empty());
    }

    #[test]
    fn blocks_hold_whole_texts_in_order() {
        let blocks = blocks(&[3, 4, 5, 20, 1, 2], 10);
        assert_eq!(blocks, [vec![0, 1], vec![2], vec![3], vec![4, 5]]);
    }

    #[test]
    fn a_packed_text_asks_for_the_token_after_each_row() {
        let text = Asked { ids: vec![7, 8, 9, 6], places: vec![2, 3], source: 0 };
        let packed = pack_asked(&[text.clone(), text], [0, 1].into_iter());
        assert_eq!(packed.label_rows, [1, 2, 5, 6]);
        assert_eq!(packed.labels, [9, 6, 9, 6]);
        assert_eq!(packed.offsets, [0, 4, 8]);
    }
}
