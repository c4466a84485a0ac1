//! The language of most rows, so that models which read it can be told first.

use super::dialogues::turns;
use super::{Goal, Project};
use crate::error::Result;
use std::collections::BTreeMap;
use whatlang::{Lang, detect};

/// Rows looked at, from all over.
const LOOKED_AT: usize = 200;

impl Project {
    /// In two letters; none where no language has most of the rows.
    pub fn main_language(&self) -> Result<Option<&'static str>> {
        let goal = self.goal()?;
        let rows = self.some_texts(LOOKED_AT)?.into_iter().map(|text| match goal {
            Goal::Chat => {
                turns(&text).into_iter().map(|turn| turn.content).collect::<Vec<_>>().join("\n")
            }
            _ => text,
        });
        Ok(main_of(rows))
    }

    fn some_texts(&self, most: usize) -> Result<Vec<String>> {
        let read = || -> rusqlite::Result<Vec<String>> {
            let count: i64 = self.db.query_row("SELECT COUNT(*) FROM live", [], |r| r.get(0))?;
            let step = (count / most as i64).max(1);
            let query = "SELECT text FROM live WHERE id % ?1 = 0 ORDER BY id LIMIT ?2";
            let mut query = self.db.prepare(query)?;
            query.query_map([step, most as i64], |r| r.get(0))?.collect()
        };
        read().map_err(|e| self.failed(e))
    }
}

fn main_of(texts: impl Iterator<Item = String>) -> Option<&'static str> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    let mut all = 0;
    for text in texts {
        let Some(found) = detect(&text) else { continue };
        all += 1;
        if let Some(code) = two_letters(found.lang()) {
            *counts.entry(code).or_default() += 1;
        }
    }
    let (code, count) = counts.into_iter().max_by_key(|(_, count)| *count)?;
    (2 * count > all).then_some(code)
}

/// ISO 639-1, as model hubs write languages.
fn two_letters(language: Lang) -> Option<&'static str> {
    Some(match language {
        Lang::Ara => "ar",
        Lang::Bul => "bg",
        Lang::Cat => "ca",
        Lang::Ces => "cs",
        Lang::Cmn => "zh",
        Lang::Dan => "da",
        Lang::Deu => "de",
        Lang::Ell => "el",
        Lang::Eng => "en",
        Lang::Est => "et",
        Lang::Fin => "fi",
        Lang::Fra => "fr",
        Lang::Heb => "he",
        Lang::Hin => "hi",
        Lang::Hrv => "hr",
        Lang::Hun => "hu",
        Lang::Ind => "id",
        Lang::Ita => "it",
        Lang::Jpn => "ja",
        Lang::Kor => "ko",
        Lang::Lav => "lv",
        Lang::Lit => "lt",
        Lang::Nld => "nl",
        Lang::Nob => "nb",
        Lang::Pes => "fa",
        Lang::Pol => "pl",
        Lang::Por => "pt",
        Lang::Ron => "ro",
        Lang::Rus => "ru",
        Lang::Slk => "sk",
        Lang::Slv => "sl",
        Lang::Spa => "es",
        Lang::Srp => "sr",
        Lang::Swe => "sv",
        Lang::Tha => "th",
        Lang::Tur => "tr",
        Lang::Ukr => "uk",
        Lang::Vie => "vi",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn most_rows_say_it() {
        let english = "When will my tablets be delivered, and who brings them to my door?";
        let german = "Wann werden meine Tabletten geliefert, und wer bringt sie an meine Tür?";
        let of = |texts: &[&str]| main_of(texts.iter().map(|text| text.to_string()));
        assert_eq!(of(&[english, english, german]), Some("en"));
        assert_eq!(of(&[german, german, english]), Some("de"));
        assert_eq!(of(&[english, german]), None);
        assert_eq!(of(&["", "12"]), None);
    }
}
