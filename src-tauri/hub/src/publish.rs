//! Publishing a folder: a repository, private unless said otherwise; large files by LFS or Xet; then one
//! commit that makes all of it visible at once. Until that commit the model on the hub is as it was.

use crate::Hub;
use crate::fetch::{Meter, Progress, watched};
use crate::http::Ask;
use crate::ledger::Deed;
use crate::lfs::Large;
use crate::names::Repo;
use attune_engine::error::{Code, Error, IoContext, Result};
use base64::Engine;
use base64::engine::general_purpose::STANDARD as BASE64;
use reqwest::header;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use std::collections::HashMap;
use std::io::Read;
use std::path::{Path, PathBuf};
use ts_rs::TS;

/// A larger file is never put into the commit itself, whatever the hub says.
const INLINE: u64 = 5 << 20;
/// Bytes of each file from which the hub guesses what it is.
const SAMPLE: u64 = 512;
const BRANCH: &str = "main";

/// A file that will be sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct SentFile {
    pub path: String,
    #[ts(type = "number")]
    pub bytes: u64,
}

/// What to publish.
#[derive(Debug, Clone)]
pub struct Push {
    pub repo: Repo,
    pub folder: PathBuf,
    /// Everybody may read it.
    pub public: bool,
    /// One line on what this is.
    pub summary: String,
}

#[derive(Debug, Clone, Serialize, TS)]
pub struct Pushed {
    pub repo: String,
    /// The model's page.
    pub page: String,
    pub commit: Option<String>,
    pub files: Vec<SentFile>,
    /// As the hub says; null where it does not.
    pub private: Option<bool>,
}

/// Everything in a folder, as it will be sent.
pub fn files_to_send(folder: &Path) -> Result<Vec<SentFile>> {
    fn walk(folder: &Path, prefix: &str, files: &mut Vec<SentFile>) -> Result<()> {
        for entry in std::fs::read_dir(folder).at_path(folder)? {
            let entry = entry.at_path(folder)?;
            let path = format!("{prefix}{}", entry.file_name().to_string_lossy());
            let meta = entry.metadata().at_path(&entry.path())?;
            if meta.is_dir() {
                walk(&entry.path(), &format!("{path}/"), files)?;
            } else {
                files.push(SentFile { path, bytes: meta.len() });
            }
        }
        Ok(())
    }
    let mut files = Vec::new();
    walk(folder, "", &mut files)?;
    files.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(files)
}

#[derive(Deserialize)]
struct Preupload {
    files: Vec<Mode>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Mode {
    path: String,
    upload_mode: String,
    #[serde(default)]
    should_ignore: bool,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Committed {
    commit_oid: Option<String>,
}

impl Hub {
    /// Sends a folder. `watch` is told how far it is; its error stops it.
    pub fn push(
        &self,
        push: &Push,
        watch: &mut dyn FnMut(&Progress) -> Result<()>,
    ) -> Result<Pushed> {
        let files = files_to_send(&push.folder)?;
        let meter = Meter::default();
        meter.note(|now| now.total = files.iter().map(|file| file.bytes).sum());
        self.run(watched(&meter, watch, self.send_folder(push, files, &meter)))
    }

    async fn send_folder(
        &self,
        push: &Push,
        files: Vec<SentFile>,
        meter: &Meter,
    ) -> Result<Pushed> {
        self.account().await?;
        self.check_card(push).await?;
        let created = self.create(push).await?;
        let private = self.check_private(push, created).await?;
        let nothing_seen = |error: Error| match error.safe {
            Some(_) => error,
            None => error.safe(format!("Nothing of {} has changed for anybody to see", push.repo)),
        };
        let large = self.modes(push, &files).await.map_err(nothing_seen)?;
        let large = self.send_large(push, &large, meter).await?;
        let commit = self.commit(push, &files, &large, meter).await?;
        self.forget_sent(push);
        let (repo, page) = (push.repo.name().to_string(), self.page(&push.repo));
        Ok(Pushed { repo, page, commit, files, private })
    }

    /// Lets the hub read the card's head before anything is made.
    async fn check_card(&self, push: &Push) -> Result<()> {
        let Ok(card) = std::fs::read_to_string(push.folder.join("README.md")) else {
            return Ok(());
        };
        let entry = self.ledger.begin(Deed::Asked, "whether the model card can be read")?;
        let url = self.http.url(&["api", "validate-yaml"])?;
        let ask = Ask::post_json(url, &json!({"content": card, "repoType": "model"}), "the card");
        let answer = self.http.json::<Value>(&ask, &entry).await;
        let answer = match entry.ends_with(answer) {
            Ok(answer) => answer,
            // A hub without this question has the next ones.
            Err(error) if matches!(error.code, Code::NotFound | Code::Network) => return Ok(()),
            Err(error) => return Err(error),
        };
        let wrong = answer["errors"].as_array().and_then(|errors| errors.first());
        let Some(wrong) = wrong else { return Ok(()) };
        let said = wrong["message"].as_str().unwrap_or("no reason given");
        Err(Error::new(Code::BadData, "The hub can't read the model card's head")
            .at(said.chars().take(200).collect::<String>())
            .safe("Nothing was sent")
            .advice("Change the lines between the two --- of the card"))
    }

    /// True when it was made now, false when it was there.
    async fn create(&self, push: &Push) -> Result<bool> {
        let entry = self.ledger.begin(Deed::Asked, format!("for a place named {}", push.repo))?;
        let visibility = if push.public { "public" } else { "private" };
        let body = json!({
            "name": push.repo.short(),
            "organization": push.repo.owner(),
            "private": !push.public,
            "visibility": visibility,
            "type": "model",
        });
        let url = self.http.url(&["api", "repos", "create"])?;
        let made = self.http.send(&Ask::post_json(url, &body, push.repo.name()), &entry).await;
        let made = match made {
            Ok(_) => Ok(true),
            Err(error) if error.code == Code::Busy => Ok(false),
            Err(error) => Err(error.safe("Nothing was sent")),
        };
        entry.ends_with(made)
    }

    /// A model that everybody can read already takes nothing that was meant to be private.
    async fn check_private(&self, push: &Push, created: bool) -> Result<Option<bool>> {
        let entry = self.ledger.begin(Deed::Asked, format!("who can read {}", push.repo))?;
        let ask = Ask::get(self.http.model_url(&push.repo, &[])?, push.repo.name());
        let info = entry.ends_with(self.http.json::<Value>(&ask, &entry).await)?;
        let private = info["private"].as_bool();
        if !created && !push.public && private == Some(false) {
            return Err(Error::new(Code::Unsupported, "Everybody can read this model already")
                .at(push.repo.name().to_string())
                .safe("Nothing was sent")
                .advice("Choose another name, or say that it shall be public"));
        }
        Ok(private)
    }

    /// The files that go by LFS.
    async fn modes(&self, push: &Push, files: &[SentFile]) -> Result<Vec<SentFile>> {
        let mut list = Vec::new();
        for file in files {
            let sample = BASE64.encode(beginning(&push.folder.join(&file.path))?);
            list.push(json!({"path": file.path, "size": file.bytes, "sample": sample}));
        }
        let what = format!("names, sizes and beginnings of {} files", files.len());
        let entry = self.ledger.begin(Deed::Sent, format!("{what} to {}", push.repo))?;
        let url = self.http.model_url(&push.repo, &["preupload", BRANCH])?;
        let ask = Ask::post_json(url, &json!({"files": list}), push.repo.name());
        let answer = entry.ends_with(self.http.json::<Preupload>(&ask, &entry).await)?;
        let modes: HashMap<&str, &Mode> =
            answer.files.iter().map(|mode| (mode.path.as_str(), mode)).collect();
        if let Some(ignored) = answer.files.iter().find(|mode| mode.should_ignore) {
            return Err(Error::new(Code::Unsupported, "The hub would leave out a file")
                .at(ignored.path.clone())
                .advice("Choose another name for the model; this one has rules of its own"));
        }
        let is_large = |file: &&SentFile| {
            let asked = modes.get(file.path.as_str()).is_some_and(|mode| mode.upload_mode == "lfs");
            asked || file.bytes > INLINE
        };
        Ok(files.iter().filter(is_large).cloned().collect())
    }

    /// One commit with the small files and the names of the large ones.
    async fn commit(
        &self,
        push: &Push,
        files: &[SentFile],
        large: &[Large],
        meter: &Meter,
    ) -> Result<Option<String>> {
        let mut body = Vec::new();
        let mut line = |key: &str, value: Value| {
            body.extend_from_slice(json!({"key": key, "value": value}).to_string().as_bytes());
            body.push(b'\n');
        };
        line("header", json!({"summary": push.summary, "description": ""}));
        for file in files {
            if let Some(large) = large.iter().find(|large| large.path == file.path) {
                let (oid, size) = (&large.oid, large.size);
                let value = json!({"path": file.path, "algo": "sha256", "oid": oid, "size": size});
                line("lfsFile", value);
                continue;
            }
            let path = push.folder.join(&file.path);
            let content = BASE64.encode(std::fs::read(&path).at_path(&path)?);
            line("file", json!({"content": content, "path": file.path, "encoding": "base64"}));
            meter.end(file.bytes);
        }
        let what =
            format!("{} small files and the commit to {}", files.len() - large.len(), push.repo);
        let entry = self.ledger.begin(Deed::Sent, what)?;
        let url = self.http.model_url(&push.repo, &["commit", BRANCH])?;
        // Asked twice it could commit twice.
        let mut ask = Ask::post_json(url, &Value::Null, push.repo.name()).once();
        ask.body = Some(body);
        ask = ask.header(header::CONTENT_TYPE, "application/x-ndjson");
        let done = self.http.json::<Committed>(&ask, &entry).await.map_err(|error| {
            error
                .safe(format!("All {} large files are on the hub", large.len()))
                .advice("Publish again: what is there is not sent again, and a commit that was made is only repeated")
        });
        Ok(entry.ends_with(done)?.commit_oid)
    }
}

fn beginning(path: &Path) -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    std::fs::File::open(path).at_path(path)?.take(SAMPLE).read_to_end(&mut bytes).at_path(path)?;
    Ok(bytes)
}
