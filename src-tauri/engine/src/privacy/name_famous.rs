//! People, figures and makes that all the world knows: no one's data.

use super::name_lists::fold;
use super::text::Text;
use std::collections::HashMap;
use std::sync::LazyLock;

/// Phrases by their first word.
static FAMOUS: LazyLock<HashMap<String, Vec<Vec<String>>>> = LazyLock::new(|| {
    let mut table: HashMap<String, Vec<Vec<String>>> = HashMap::new();
    let lines = include_str!("famous.txt").lines().filter(|line| !line.starts_with('#'));
    for phrase in lines.flat_map(|line| line.split(';')) {
        let words: Vec<String> = phrase.split_whitespace().map(fold).collect();
        if let Some(first) = words.first() {
            table.entry(first.clone()).or_default().push(words);
        }
    }
    table
        .values_mut()
        .for_each(|phrases| phrases.sort_by_key(|words| std::cmp::Reverse(words.len())));
    table
});

/// First and last word of each such phrase in the text.
pub(super) fn famous(text: &Text<'_>) -> Vec<(usize, usize)> {
    let folded: Vec<String> = text.words.iter().map(|word| fold(word.text)).collect();
    let mut found = Vec::new();
    for (at, first) in folded.iter().enumerate() {
        let Some(phrases) = FAMOUS.get(first) else { continue };
        let matches =
            |phrase: &&Vec<String>| folded.get(at..at + phrase.len()) == Some(phrase.as_slice());
        // A single word must be written large; a person with that last name has a first name before.
        if let Some(phrase) = phrases.iter().find(matches)
            && text.words[at].capital()
        {
            found.push((at, at + phrase.len() - 1));
        }
    }
    found
}
