//! What the person said of pairs of answers: one JSON object a line, in the run's folder.

use crate::types::{Vote, Votes, Winner};
use attune_engine::error::{Code, Error, IoContext, Result};
use attune_engine::metric::wilson;
use attune_engine::store::write_atomic;
use std::collections::HashMap;
use std::fs::OpenOptions;
use std::io::Write;
use std::path::{Path, PathBuf};

fn file(run: &Path) -> PathBuf {
    run.join("votes.jsonl")
}

/// Kept on the disk before it counts.
pub fn keep(run: &Path, vote: &Vote) -> Result<()> {
    let path = file(run);
    let line = serde_json::to_string(vote)
        .map_err(|e| Error::internal("A vote could not be written").source(e))?;
    let mut file = OpenOptions::new().create(true).append(true).open(&path).at_path(&path)?;
    file.write_all(format!("{line}\n").as_bytes()).at_path(&path)?;
    file.sync_data().at_path(&path)
}

/// Takes question and answers out of a run's votes; which won stays.
pub fn forget_texts(run: &Path) -> Result<()> {
    let path = file(run);
    let Ok(text) = std::fs::read_to_string(&path) else { return Ok(()) };
    let mut lines = String::new();
    for vote in text.lines().filter_map(|line| serde_json::from_str::<Vote>(line).ok()) {
        let (question, before, after) = Default::default();
        let line = serde_json::to_string(&Vote { question, before, after, ..vote })
            .map_err(|e| Error::internal("A vote could not be written").source(e))?;
        lines += &format!("{line}\n");
    }
    write_atomic(&path, lines.as_bytes())
}

/// The last vote on each pair. A line that was cut off when the computer stopped is left out.
pub fn count(run: &Path) -> Result<Votes> {
    let path = file(run);
    let text = match std::fs::read_to_string(&path) {
        Ok(text) => text,
        Err(e) if e.kind() == std::io::ErrorKind::NotFound => String::new(),
        Err(e) if e.kind() == std::io::ErrorKind::InvalidData => {
            return Err(Error::new(Code::BadFile, "The votes of this run can't be read")
                .at(path.display().to_string())
                .safe("The model is not touched")
                .advice("Move the file away to begin anew"));
        }
        Err(e) => return Err(Error::io(e, &path)),
    };
    let mut last: HashMap<String, Vote> = HashMap::new();
    for vote in text.lines().filter_map(|line| serde_json::from_str::<Vote>(line).ok()) {
        last.insert(vote.pair.clone(), vote);
    }
    let mut votes = Votes { high: 1.0, ..Votes::default() };
    for vote in last.values() {
        match vote.winner {
            Some(Winner::Before) => votes.before += 1,
            Some(Winner::Same) => votes.same += 1,
            Some(Winner::After) => votes.after += 1,
            None => continue,
        }
        votes.blind += usize::from(vote.blind);
    }
    let all = votes.before + votes.same + votes.after;
    if all > 0 {
        (votes.low, votes.high) = wilson(votes.after, all);
    }
    Ok(votes)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn vote(pair: &str, winner: Option<Winner>, blind: bool) -> Vote {
        let text = || "text".to_string();
        Vote { pair: pair.into(), question: text(), before: text(), after: text(), winner, blind }
    }

    #[test]
    fn the_last_vote_on_a_pair_counts_and_a_cut_line_does_not() {
        let run = tempfile::tempdir().unwrap();
        assert_eq!(count(run.path()).unwrap(), Votes { high: 1.0, ..Votes::default() });
        let cast = [
            vote("a", Some(Winner::Before), true),
            vote("b", Some(Winner::After), true),
            vote("c", Some(Winner::Same), false),
            vote("a", Some(Winner::After), true),
            vote("d", Some(Winner::Before), true),
            vote("d", None, true),
        ];
        for vote in &cast {
            keep(run.path(), vote).unwrap();
        }
        let path = file(run.path());
        let text = std::fs::read_to_string(&path).unwrap() + "{\"pair\":\"e\",\"win";
        std::fs::write(&path, text).unwrap();
        let votes = count(run.path()).unwrap();
        assert_eq!((votes.before, votes.same, votes.after, votes.blind), (0, 1, 2, 2));
        // Wilson's interval of 2 of 3.
        assert!((votes.low - 0.2077).abs() < 1e-3 && (votes.high - 0.9385).abs() < 1e-3);
    }
}
