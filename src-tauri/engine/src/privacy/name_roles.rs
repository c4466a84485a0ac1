//! Names behind what people are to others: "the plumber, Example", "Kassenwart: Example".

use super::name_cues::Strength;
use super::names::Names;
use super::text::latin;
use regex::Regex;
use std::collections::HashSet;
use std::sync::LazyLock;

struct Roles {
    small: HashSet<&'static str>,
    german: HashSet<&'static str>,
}

static ROLES: LazyLock<Roles> = LazyLock::new(|| {
    let section = |name: &str| {
        let lines = include_str!("roles.txt").lines().filter(|line| !line.starts_with('#'));
        let inside = lines.skip_while(|line| *line != name).skip(1);
        let inside = inside.take_while(|line| !line.starts_with('['));
        inside.flat_map(str::split_whitespace).collect()
    };
    Roles { small: section("[small]"), german: section("[german]") }
});

/// A trade, an office or kin.
pub(super) fn is_role(word: &str) -> bool {
    let lower = word.to_lowercase();
    ROLES.small.contains(lower.as_str()) || ROLES.german.contains(lower.as_str())
}

impl Names<'_> {
    /// Looks behind each word that is a role.
    pub(super) fn roles(&mut self) {
        const ARTICLES: &[&str] =
            &["a", "an", "un", "une", "una", "uno", "um", "uma", "een", "ene"];
        for i in 0..self.text.words.len().saturating_sub(1) {
            let lower = self.text.words[i].text.to_lowercase();
            let small = ROLES.small.contains(lower.as_str());
            if !small && !ROLES.german.contains(lower.as_str()) {
                continue;
            }
            let mut next = i + 1;
            let gap = self.gap(next).to_owned();
            if gap.contains(|c: char| c.is_ascii_digit()) {
                continue;
            }
            let bare = gap.trim_matches(|c: char| c.is_whitespace() || "*\"„“«_(".contains(c));
            let label = bare.starts_with(':')
                || bare.starts_with('=')
                || bare.ends_with(':') && bare.contains(')');
            let beside = bare.is_empty() && !gap.contains('\n') || gap == ", ";
            // "the landlord, a Mr Example"
            if gap == ", "
                && ARTICLES.contains(&self.text.words[next].text)
                && self.joined(next + 1)
            {
                next += 1;
            }
            // "Ansprechpartner vor Ort: Example"
            if let Some(named) = self.labelled_far(i) {
                self.announce(named, Strength::Strong, ":");
            }
            let strength = match (label, small) {
                (true, _) => Strength::Strong,
                (false, true) => Strength::Kin,
                (false, false) => Strength::Fair,
            };
            if label || beside {
                let cue = self.text.slice(self.text.words[i].start, self.text.words[next].start);
                self.announce(next, strength, cue);
            }
        }
    }

    /// The word behind a colon, up to three words behind a role.
    fn labelled_far(&self, i: usize) -> Option<usize> {
        static FAR: LazyLock<Regex> =
            LazyLock::new(|| latin(r"^(?:[ ][\p{L}/.()\-]{1,15}){1,3}[ ]?:[ ]"));
        let hit = FAR.find(self.behind(i))?;
        let start = self.text.words[i].end + hit.end();
        let place = self.text.words.partition_point(|word| word.start < start);
        (self.text.words.get(place)?.start == start).then_some(place)
    }
}
