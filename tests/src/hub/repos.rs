//! What lies on the hub: models, their commits, their files.

use serde_json::{Value, json};
use sha1::Sha1;
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, HashMap};
use std::fmt::Write;
use std::sync::Arc;

/// Larger files, and weights of any size, lie outside the commit.
const LARGE: usize = 1 << 20;

pub type Contents = Arc<Vec<u8>>;

#[derive(Default)]
pub struct Repos {
    models: HashMap<String, Model>,
    /// Large files by their SHA-256.
    pub(super) large: HashMap<String, Contents>,
    moved: HashMap<String, String>,
}

#[derive(Default)]
pub struct Model {
    pub private: bool,
    pub gated: bool,
    pub tags: Vec<String>,
    /// The oldest first.
    commits: Vec<(String, BTreeMap<String, Contents>)>,
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

pub fn sha256(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

/// As `git hash-object` computes it.
pub fn git_oid(bytes: &[u8]) -> String {
    let mut hash = Sha1::new();
    hash.update(format!("blob {}\0", bytes.len()));
    hash.update(bytes);
    hex(&hash.finalize())
}

pub(super) fn is_large(path: &str, size: usize) -> bool {
    size > LARGE || path.ends_with(".safetensors") || path.ends_with(".bin")
}

impl Repos {
    /// A commit with these files added; gives its name.
    pub fn add(&mut self, name: &str, files: &[(&str, Vec<u8>)]) -> String {
        let files = files.iter().map(|(path, bytes)| (path.to_string(), Arc::new(bytes.clone())));
        self.commit(name, files.collect())
    }

    pub fn model(&mut self, name: &str) -> &mut Model {
        self.models.get_mut(name).expect("a model that was added")
    }

    pub fn get(&self, name: &str) -> Option<&Model> {
        self.models.get(name)
    }

    pub fn rename(&mut self, from: &str, to: &str) {
        let model = self.models.remove(from).expect("a model that was added");
        self.models.insert(to.into(), model);
        self.moved.insert(from.into(), to.into());
    }

    pub(super) fn moved(&self, name: &str) -> Option<&String> {
        self.moved.get(name)
    }

    pub(super) fn create(&mut self, name: &str, private: bool) -> bool {
        if self.models.contains_key(name) {
            return false;
        }
        let attributes = b"*.safetensors filter=lfs diff=lfs merge=lfs -text\n".to_vec();
        self.models.insert(name.into(), Model { private, ..Model::default() });
        self.add(name, &[(".gitattributes", attributes)]);
        true
    }

    pub(super) fn commit(&mut self, name: &str, files: Vec<(String, Contents)>) -> String {
        let model = self.models.entry(name.to_string()).or_default();
        let mut all = model.commits.last().map(|(_, files)| files.clone()).unwrap_or_default();
        let mut hash = Sha1::new();
        hash.update(name);
        hash.update(model.commits.len().to_string());
        for (path, contents) in files {
            hash.update(&path);
            hash.update(&*contents);
            if is_large(&path, contents.len()) {
                self.large.insert(sha256(&contents), contents.clone());
            }
            all.insert(path, contents);
        }
        let commit = hex(&hash.finalize());
        model.commits.push((commit.clone(), all));
        commit
    }

    /// For `GET /api/models?search=`.
    pub(super) fn search(&self, words: &str, tags: &[String]) -> Vec<Value> {
        let fits = |name: &&String| {
            let model = &self.models[*name];
            let lower = name.to_lowercase();
            let named = words.to_lowercase().split_whitespace().all(|word| lower.contains(word));
            let has = |tag: &String| {
                model.tags.contains(tag) || (tag == "safetensors" && model.has_safetensors())
            };
            named && !model.private && tags.iter().all(has)
        };
        let mut names: Vec<&String> = self.models.keys().filter(fits).collect();
        names.sort();
        names
            .into_iter()
            .map(|name| self.models[name].info(name, "main").unwrap_or_default())
            .collect()
    }
}

impl Model {
    pub fn at(&self, revision: &str) -> Option<&(String, BTreeMap<String, Contents>)> {
        match revision {
            "main" => self.commits.last(),
            commit => self.commits.iter().find(|(name, _)| name == commit),
        }
    }

    /// The contents of a file on `main`.
    pub fn file(&self, path: &str) -> Option<&[u8]> {
        self.at("main")?.1.get(path).map(|contents| contents.as_slice())
    }

    /// Paths of the files on `main`.
    pub fn files(&self) -> impl Iterator<Item = &str> {
        self.at("main").into_iter().flat_map(|(_, files)| files.keys().map(String::as_str))
    }

    fn has_safetensors(&self) -> bool {
        self.at("main").is_some_and(|(_, files)| files.keys().any(|f| f.ends_with(".safetensors")))
    }

    pub(super) fn info(&self, name: &str, revision: &str) -> Option<Value> {
        let (commit, files) = self.at(revision)?;
        let siblings: Vec<Value> = files.keys().map(|f| json!({"rfilename": f})).collect();
        let config = files.get("config.json");
        let config = config.and_then(|bytes| serde_json::from_slice::<Value>(bytes).ok());
        let config = config.map(|config| json!({"model_type": config["model_type"]}));
        Some(json!({
            "_id": "6650c0ffee", "id": name, "modelId": name, "sha": commit,
            "private": self.private,
            "gated": if self.gated { json!("auto") } else { json!(false) },
            "disabled": false, "tags": self.tags, "downloads": 12, "likes": 3,
            "lastModified": "2026-01-01T00:00:00.000Z", "createdAt": "2026-01-01T00:00:00.000Z",
            "siblings": siblings, "config": config, "pipeline_tag": "text-classification",
            "author": name.split('/').next(),
        }))
    }

    pub(super) fn tree(&self, revision: &str) -> Option<Value> {
        let (_, files) = self.at(revision)?;
        let entries = files.iter().map(|(path, contents)| {
            let size = contents.len();
            let mut entry =
                json!({"type": "file", "path": path, "size": size, "oid": git_oid(contents)});
            if is_large(path, size) {
                entry["lfs"] = json!({"oid": sha256(contents), "size": size, "pointerSize": 130});
            }
            entry
        });
        Some(entries.collect())
    }
}
