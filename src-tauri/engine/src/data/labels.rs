//! The names of categories.

use super::LabelVariants;
use std::collections::BTreeMap;

/// A label without blanks around it; nothing if nothing is left.
pub(super) fn tidy(label: &str) -> Option<&str> {
    Some(label.trim()).filter(|l| !l.is_empty())
}

/// Case and blanks taken out: what two spellings of one text have in common.
pub fn fold(text: &str) -> String {
    text.split_whitespace().map(str::to_lowercase).collect::<Vec<_>>().join(" ")
}

/// For a label, blanks inside don't count either: "credit card" and "CreditCard" are one.
fn label_key(label: &str) -> String {
    label.split_whitespace().map(str::to_lowercase).collect()
}

/// Categories that differ only by case or blanks, from names and their row counts.
pub(super) fn variants(counts: &[(String, usize)]) -> Vec<LabelVariants> {
    let mut groups: BTreeMap<String, Vec<(&str, usize)>> = BTreeMap::new();
    for (name, count) in counts {
        groups.entry(label_key(name)).or_default().push((name, *count));
    }
    groups
        .into_values()
        .filter(|group| group.len() > 1)
        .map(|mut group| {
            group.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(b.0)));
            LabelVariants {
                keep: group[0].0.to_owned(),
                others: group[1..].iter().map(|(name, _)| (*name).to_owned()).collect(),
                rows: group.iter().map(|(_, count)| count).sum(),
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_are_found_and_the_most_frequent_is_kept() {
        let counts = [("refund", 2), ("Refund", 5), ("re fund", 1), ("other", 9)]
            .map(|(name, count)| (name.to_owned(), count));
        let found = variants(&counts);
        assert_eq!(found.len(), 1);
        assert_eq!((found[0].keep.as_str(), found[0].rows), ("Refund", 8));
        assert_eq!(found[0].others, ["refund", "re fund"]);
    }

    #[test]
    fn folding_goes_beyond_ascii() {
        assert_eq!(fold("  ÄRGER\t über \n Alles "), "ärger über alles");
        assert_eq!(tidy("  \u{a0} "), None);
    }
}
