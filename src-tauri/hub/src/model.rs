//! What the hub says of models: a search, and one model's page.

use crate::Hub;
use crate::http::Ask;
use crate::ledger::Deed;
use crate::names::{Repo, check_revision, is_commit};
use crate::verify::Hash;
use attune_engine::error::{Code, Error, Result};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use ts_rs::TS;

/// Longest list a search asks for.
const MOST: usize = 100;
const CARD: &str = "README.md";
/// Bytes of a card that are read; what is longer is cut.
const LONGEST_CARD: usize = 512 << 10;

/// What to look for.
#[derive(Debug, Clone, Default, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct Query {
    pub words: String,
    /// Tags a model must have, as the hub writes them: bert, en, license:apache-2.0, ...
    pub tags: Vec<String>,
    /// 0 for the hub's own number.
    pub limit: usize,
}

/// A model that a search found.
#[derive(Debug, Clone, Serialize, TS)]
pub struct Found {
    pub id: String,
    /// `model_type`, where the hub tells.
    pub family: Option<String>,
    /// text-classification, text-generation, ...
    pub kind: Option<String>,
    pub licence: Option<String>,
    pub languages: Vec<String>,
    #[ts(type = "number")]
    pub downloads: u64,
    #[ts(type = "number")]
    pub likes: u64,
    /// The licence has to be accepted on the hub first.
    pub gated: bool,
    pub private: bool,
    /// Whether the hub says it has weights in this format; null where it does not tell.
    pub safetensors: Option<bool>,
    /// Parameters, where the hub tells.
    #[ts(type = "number | null")]
    pub parameters: Option<u64>,
}

/// One model at one commit.
#[derive(Debug, Clone)]
pub struct ModelPage {
    pub found: Found,
    pub commit: String,
    /// Paths of all its files.
    pub files: Vec<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Info {
    id: String,
    sha: Option<String>,
    #[serde(default)]
    tags: Vec<String>,
    #[serde(default)]
    downloads: u64,
    #[serde(default)]
    likes: u64,
    #[serde(default)]
    private: bool,
    /// false, "auto" or "manual"
    #[serde(default)]
    gated: Value,
    #[serde(rename = "pipeline_tag")]
    pipeline_tag: Option<String>,
    #[serde(default)]
    config: Value,
    #[serde(default)]
    card_data: Value,
    #[serde(default)]
    safetensors: Value,
    siblings: Option<Vec<Sibling>>,
}

#[derive(Deserialize)]
struct Sibling {
    rfilename: String,
}

/// A file as the hub lists it.
#[derive(Deserialize)]
pub(crate) struct TreeEntry {
    #[serde(rename = "type")]
    kind: String,
    pub path: String,
    /// git's hash; of a large file, that of its pointer.
    #[serde(default)]
    oid: String,
    lfs: Option<LargeEntry>,
}

#[derive(Deserialize)]
struct LargeEntry {
    #[serde(alias = "sha256")]
    oid: String,
}

impl TreeEntry {
    /// Of its contents.
    pub fn hash(&self) -> Option<Hash> {
        Hash::parse(self.lfs.as_ref().map_or(&self.oid, |large| &large.oid))
    }
}

impl Info {
    fn found(&self) -> Found {
        let tag = |prefix: &str| self.tags.iter().find_map(|tag| tag.strip_prefix(prefix));
        let of_card = |key: &str| self.card_data[key].as_str();
        let licence = tag("license:").or(of_card("license")).map(str::to_string);
        let language = |tag: &&String| {
            (2..=3).contains(&tag.len()) && tag.bytes().all(|b| b.is_ascii_lowercase())
        };
        let named = |tag: &str| self.tags.iter().any(|other| other == tag);
        let files = self.siblings.as_deref().unwrap_or_default();
        let has_file = files.iter().any(|file| crate::wanted::is_weights(&file.rfilename));
        let known = !self.tags.is_empty() || !files.is_empty() || !self.safetensors.is_null();
        let safe = named("safetensors") || has_file || !self.safetensors.is_null();
        Found {
            id: self.id.clone(),
            family: self.config["model_type"].as_str().map(str::to_string),
            kind: self.pipeline_tag.clone(),
            licence,
            languages: self.tags.iter().filter(language).cloned().collect(),
            downloads: self.downloads,
            likes: self.likes,
            gated: !matches!(self.gated, Value::Null | Value::Bool(false)),
            private: self.private,
            safetensors: known.then_some(safe),
            parameters: self.safetensors["total"].as_u64(),
        }
    }
}

impl Hub {
    /// The hub's answer to some words, its most used models first.
    pub fn search(&self, query: &Query) -> Result<Vec<Found>> {
        self.run(self.search_for(query))
    }

    pub(crate) async fn search_for(&self, query: &Query) -> Result<Vec<Found>> {
        self.settings.check_online()?;
        let words = query.words.trim();
        let entry = self.ledger.begin(Deed::Searched, words)?;
        let done = async {
            let mut url = self.http.url(&["api", "models"])?;
            {
                let mut pairs = url.query_pairs_mut();
                pairs.append_pair("search", words);
                for tag in &query.tags {
                    pairs.append_pair("filter", tag);
                }
                pairs.append_pair("sort", "downloads");
                let limit = if query.limit == 0 { 20 } else { query.limit.min(MOST) };
                pairs.append_pair("limit", &limit.to_string());
                pairs.append_pair("full", "true").append_pair("config", "true");
            }
            let found: Vec<Info> = self.http.json(&Ask::get(url, "the search"), &entry).await?;
            Ok(found.iter().map(Info::found).collect())
        };
        entry.ends_with(done.await)
    }

    /// One model's page, and the commit that `revision` names now.
    pub fn model(&self, repo: &Repo, revision: &str) -> Result<ModelPage> {
        self.run(self.page_of(repo, revision))
    }

    pub(crate) async fn page_of(&self, repo: &Repo, revision: &str) -> Result<ModelPage> {
        check_revision(revision)?;
        self.settings.check_online()?;
        let entry = self.ledger.begin(Deed::Asked, format!("what {repo} is"))?;
        let done = async {
            let url = self.http.model_url(repo, &["revision", revision])?;
            let ask = Ask::get(url, format!("{repo} at {revision}"));
            let info: Info = self.http.json(&ask, &entry).await?;
            let commit = info.sha.clone().filter(|sha| is_commit(sha)).ok_or_else(|| {
                Error::new(Code::Network, "The hub does not say which version this is")
                    .at(repo.to_string())
                    .advice("Check HF_ENDPOINT: is this a hub of Hugging Face's kind?")
            })?;
            let files = match &info.siblings {
                Some(list) if !list.is_empty() => {
                    list.iter().map(|file| file.rfilename.clone()).collect()
                }
                _ => {
                    let list = self.tree(repo, &commit, &entry).await?;
                    list.into_iter().map(|file| file.path).collect()
                }
            };
            Ok(ModelPage { found: info.found(), commit, files })
        };
        entry.ends_with(done.await)
    }

    /// The model card: what its maker says of it, as Markdown.
    pub fn card(&self, repo: &Repo, revision: &str) -> Result<String> {
        check_revision(revision)?;
        self.settings.check_online()?;
        self.run(async {
            let about = format!("the card of {repo}");
            let entry = self.ledger.begin(Deed::Fetched, &*about)?;
            let done = async {
                let ask = Ask::get(self.file_url(repo, revision, CARD)?, &*about);
                self.http.text(&ask, LONGEST_CARD, &entry).await
            };
            let card = done.await.map_err(|error| match error.code {
                Code::NotFound => error.advice("Its maker may have written none; look at its page"),
                _ => error,
            });
            entry.ends_with(card)
        })
    }

    /// All files at a commit.
    pub(crate) async fn tree(
        &self,
        repo: &Repo,
        commit: &str,
        entry: &crate::ledger::Entry,
    ) -> Result<Vec<TreeEntry>> {
        let mut url = self.http.model_url(repo, &["tree", commit])?;
        url.query_pairs_mut().append_pair("recursive", "true");
        let ask = Ask::get(url, format!("the files of {repo}"));
        let list: Vec<TreeEntry> = self.http.json(&ask, entry).await?;
        Ok(list.into_iter().filter(|file| file.kind == "file").collect())
    }
}
