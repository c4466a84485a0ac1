//! Names of models and revisions, checked before they become part of an address or a path.

use attune_engine::error::{Code, Error, Result};
use std::fmt;

/// Longest name the hub takes.
const LONGEST: usize = 96;

/// A model's name on the hub: OWNER/NAME, or the bare NAME of the hub's oldest models.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Repo(String);

impl Repo {
    pub fn parse(name: &str) -> Result<Self> {
        let parts: Vec<&str> = name.split('/').collect();
        if parts.len() > 2 || name.len() > LONGEST || !parts.iter().all(|part| is_part(part)) {
            return Err(Error::new(Code::BadSetting, "This is no name of a model on the hub")
                .at(name.chars().take(120).collect::<String>())
                .advice(
                    "Write it as OWNER/NAME, with letters, digits, '-', '_' and '.', for example \
                     sentence-transformers/all-MiniLM-L6-v2",
                ));
        }
        Ok(Self(name.to_string()))
    }

    /// With the owner named, as it must be to publish.
    pub fn parse_owned(name: &str) -> Result<Self> {
        let repo = Self::parse(name)?;
        match repo.owner() {
            Some(_) => Ok(repo),
            None => Err(Error::new(Code::BadSetting, "The name does not say whose it is")
                .at(name.to_string())
                .advice("Write it as OWNER/NAME, with your own name on the hub as OWNER")),
        }
    }

    pub fn name(&self) -> &str {
        &self.0
    }

    pub fn owner(&self) -> Option<&str> {
        self.0.split_once('/').map(|(owner, _)| owner)
    }

    /// The part after the owner.
    pub fn short(&self) -> &str {
        self.0.split_once('/').map_or(&self.0, |(_, name)| name)
    }

    /// Its folder in the cache.
    pub(crate) fn folder(&self) -> String {
        format!("models--{}", self.0.replace('/', "--"))
    }

    /// The model a folder of the cache holds.
    pub(crate) fn of_folder(folder: &str) -> Option<Self> {
        let name = folder.strip_prefix("models--")?;
        Self::parse(&name.replacen("--", "/", 1)).ok()
    }
}

impl fmt::Display for Repo {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The hub's own rule for owners and names.
fn is_part(part: &str) -> bool {
    let plain = |c: char| c.is_ascii_alphanumeric() || "-_.".contains(c);
    !part.is_empty()
        && part.chars().all(plain)
        && !part.starts_with(['-', '.'])
        && !part.ends_with(['-', '.'])
        && !part.contains("--")
        && !part.contains("..")
        && !part.ends_with(".git")
}

/// A branch, a tag or a commit.
pub fn check_revision(revision: &str) -> Result<()> {
    let plain = |c: char| c.is_ascii_alphanumeric() || "-_./".contains(c);
    let good = (1..=200).contains(&revision.len())
        && revision.chars().all(plain)
        && !revision.contains("..")
        && !revision.contains("//")
        && !revision.starts_with(['/', '-', '.'])
        && !revision.ends_with('/');
    match good {
        true => Ok(()),
        false => Err(Error::new(Code::BadSetting, "This is no branch, tag or commit")
            .at(revision.chars().take(120).collect::<String>())
            .advice("Give a name such as main, or the 40 digits of a commit")),
    }
}

/// Whether it is the full name of a commit, which can never mean something else later.
pub(crate) fn is_commit(revision: &str) -> bool {
    revision.len() == 40 && revision.bytes().all(|b| b.is_ascii_hexdigit())
}

/// A file's place inside a repository, if it stays inside.
pub(crate) fn is_safe_path(path: &str) -> bool {
    let good = |part: &str| !matches!(part, "" | "." | "..");
    path.split('/').all(good) && !path.contains(['\\', ':', '\0'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_could_leave_their_folder_are_refused() {
        for name in [
            "", "a/b/c", "../b", "a/..", "a/b..c", "/a", "a/", "a b/c", "a/b--c", "a/b.git",
            "-a/b", "a\\b/c", "a/b?x", "a/%2e", "ä/b",
        ] {
            assert!(Repo::parse(name).is_err(), "{name}");
        }
        assert!(Repo::parse(&"a".repeat(97)).is_err());
        for name in ["gpt2", "sentence-transformers/all-MiniLM-L6-v2", "a_b/c.d-1"] {
            assert_eq!(Repo::parse(name).unwrap().name(), name);
        }
        assert!(Repo::parse_owned("gpt2").is_err());
    }

    #[test]
    fn the_cache_folder_names_the_model_and_back() {
        let repo = Repo::parse("owner/a-name").unwrap();
        assert_eq!(repo.folder(), "models--owner--a-name");
        assert_eq!(Repo::of_folder("models--owner--a-name"), Some(repo));
        assert_eq!(Repo::of_folder("models--gpt2").unwrap().name(), "gpt2");
        assert_eq!(Repo::of_folder("datasets--a--b"), None);
    }

    #[test]
    fn revisions_and_paths_stay_inside() {
        for revision in ["main", "refs/pr/3", "v1.0", &"a".repeat(40)] {
            check_revision(revision).unwrap();
        }
        for revision in ["", "../x", "/x", "a//b", "a b", "-x", "x?y=1", "x/"] {
            assert!(check_revision(revision).is_err(), "{revision}");
        }
        assert!(is_safe_path("1_Pooling/config.json"));
        for path in ["", "/etc/passwd", "a/../b", "..", "a//b", "c:\\x", "a\\b"] {
            assert!(!is_safe_path(path), "{path}");
        }
    }
}
