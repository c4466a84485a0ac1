//! Personal data in a project: what was found, how it is replaced, and what looks free of it.

use crate::App;
use crate::types::*;
use attune_engine::check::Corpus;
use attune_engine::data::StepKind;
use attune_engine::error::Result;
use attune_engine::privacy::{Cleaner, KINDS, OWN, Rules, Span};
use std::collections::HashMap;

/// More rows than anyone looks through.
const MOST_ROWS: usize = 200;

impl App {
    pub(crate) fn privacy(&self, project: Id, job: Option<Id>) -> Result<PrivacyView> {
        let checked = self.checked(&project, None, job)?;
        let cleaning = self.library.on(&project, |project| project.cleaning())?;
        Ok(view(&checked.corpus, cleaning))
    }

    pub(crate) fn set_privacy(&self, project: Id, cleaning: Cleaning) -> Result<DataSummary> {
        let cleaning = Cleaning { rules: tidy(cleaning.rules), ..cleaning };
        Cleaner::new(&cleaning.rules)?;
        self.library.on(&project, |project| {
            let (what, which) = changed(&project.cleaning()?, &cleaning);
            let title = format!("Personal data: {what} {which}");
            let names: Vec<&str> = [what, &which].into_iter().filter(|n| !n.is_empty()).collect();
            project.edit(StepKind::Privacy, title.trim_end(), &names, &cleaning.edit()?)
        })
    }

    pub(crate) fn clear_rows(&self, project: Id, seed: u64, limit: usize) -> Result<Vec<Row>> {
        let checked = self.checked(&project, None, None)?;
        let corpus = &checked.corpus;
        let mut clear: Vec<(u64, i64)> = corpus
            .personal()
            .iter()
            .zip(&corpus.items)
            .filter(|(spans, item)| spans.is_empty() && !item.text.trim().is_empty())
            .map(|(_, item)| (shuffled(seed, item.id), item.id))
            .collect();
        clear.sort_unstable();
        let ids: Vec<i64> = clear.iter().take(limit.min(MOST_ROWS)).map(|(_, id)| *id).collect();
        let mut rows = self.library.on(&project, |project| project.rows_by_id(&ids))?;
        let shown: HashMap<i64, &str> =
            corpus.items.iter().map(|item| (item.id, item.text.as_str())).collect();
        for row in &mut rows {
            row.text = shown.get(&row.id).map_or_else(String::new, |text| (*text).to_owned());
        }
        Ok(rows)
    }
}

fn view(corpus: &Corpus, cleaning: Cleaning) -> PrivacyView {
    let count = |wanted: &dyn Fn(&Span) -> bool| places(corpus, wanted);
    let kinds = KINDS.iter().map(|kind| PrivateKind {
        id: kind.id.into(),
        title: kind.title.into(),
        placeholder: kind.placeholder.into(),
        example: kind.example.into(),
        help: kind.help.into(),
        found: count(&|span| span.kind == kind.id),
    });
    PrivacyView {
        kinds: kinds.collect(),
        own: count(&|span| span.kind == OWN),
        found: count(&|span| corpus.cleaner().wants(span.kind)),
        clear: corpus.personal().iter().filter(|spans| spans.is_empty()).count(),
        cleaning,
    }
}

/// What was found in all rows, of the wanted.
pub(crate) fn places(corpus: &Corpus, wanted: &dyn Fn(&Span) -> bool) -> Places {
    let mut found = Places::default();
    for spans in corpus.personal() {
        let places = spans.iter().filter(|span| wanted(span)).count();
        found.places += places;
        found.rows += usize::from(places > 0);
    }
    found
}

/// Words without blanks around them, each once.
fn tidy(rules: Rules) -> Rules {
    let once = |words: Vec<String>| {
        let mut tidied: Vec<String> = Vec::new();
        for word in words {
            let word = word.split_whitespace().collect::<Vec<_>>().join(" ");
            if !word.is_empty() && !tidied.iter().any(|known| same(known, &word)) {
                tidied.push(word);
            }
        }
        tidied
    };
    let words = once(rules.words);
    let mut keep = once(rules.keep);
    // A word that is both replaced and left would be left.
    keep.retain(|word| !words.iter().any(|own| same(own, word)));
    let kinds = KINDS.iter().map(|kind| kind.id.to_owned());
    let kinds = kinds.filter(|id| rules.kinds.contains(id)).collect();
    Rules { kinds, words, keep, patterns: rules.patterns, ..Rules::default() }
}

fn same(a: &str, b: &str) -> bool {
    a.to_lowercase() == b.to_lowercase()
}

/// What the person did, in a word for the history, and to which kind or word.
fn changed(before: &Cleaning, after: &Cleaning) -> (&'static str, String) {
    let new = |from: &[String], to: &[String]| to.iter().find(|it| !from.contains(it)).cloned();
    let (old, rules) = (&before.rules, &after.rules);
    let lists = [
        ("word", new(&old.words, &rules.words)),
        ("keep", new(&old.keep, &rules.keep)),
        ("kind_on", new(&old.kinds, &rules.kinds)),
        ("kind_off", new(&rules.kinds, &old.kinds)),
        ("no_word", new(&rules.words, &old.words)),
        ("no_keep", new(&rules.keep, &old.keep)),
    ];
    if let Some((what, Some(which))) = lists.into_iter().find(|(_, which)| which.is_some()) {
        return (what, which);
    }
    match (before.on, after.on) {
        (false, true) => ("on", String::new()),
        (true, false) => ("off", String::new()),
        _ => ("rules", String::new()),
    }
}

/// A place in an order that looks like chance and is the same every time.
fn shuffled(seed: u64, id: i64) -> u64 {
    let mut x = (id as u64).wrapping_add(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15));
    for factor in [0xBF58_476D_1CE4_E5B9, 0x94D0_49BB_1331_11EB_u64] {
        x = (x ^ (x >> 30)).wrapping_mul(factor);
    }
    x ^ (x >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_history_says_what_was_changed() {
        let before = Cleaning::default();
        let with = |change: fn(&mut Cleaning)| {
            let mut after = before.clone();
            change(&mut after);
            changed(&before, &after)
        };
        assert_eq!(with(|c| c.on = true), ("on", String::new()));
        assert_eq!(with(|c| c.rules.keep.push("Rose".into())), ("keep", "Rose".into()));
        assert_eq!(with(|c| drop(c.rules.kinds.remove(0))), ("kind_off", "names".into()));
        assert_eq!(with(|c| c.rules.words.push("Ward 7".into())), ("word", "Ward 7".into()));
    }

    #[test]
    fn lists_are_tidied_and_do_not_contradict_each_other() {
        let rules = Rules {
            words: vec![" Ward  7 ".into(), "ward 7".into(), "".into()],
            keep: vec!["WARD 7".into(), "Rose".into()],
            kinds: vec!["phones".into(), "names".into()],
            ..Rules::default()
        };
        let tidied = tidy(rules);
        assert_eq!((tidied.words, tidied.keep), (vec!["Ward 7".to_owned()], vec!["Rose".into()]));
        assert_eq!(tidied.kinds, ["names", "phones"]);
    }
}
