//! Large files, by Git LFS: the hub says for each whether it goes `basic` (one PUT), `multipart`
//! (numbered parts) or by [`xet`](crate::xet). A part that was cut is sent again, not the file; a file
//! the hub has already is not sent at all.

use crate::Hub;
use crate::fetch::Meter;
use crate::http::Ask;
use crate::ledger::{Deed, Entry};
use crate::patience::Patience;
use crate::publish::{Push, SentFile};
use crate::upload::Contents;
use crate::xet::{Sending, Session};
use attune_engine::error::{Code, Error, Result};
use attune_engine::store::sha256_file;
use reqwest::header::{self, HeaderName};
use reqwest::{Method, Url};
use serde::Deserialize;
use serde_json::{Map, Value, json};
use std::path::Path;

const LFS_JSON: &str = "application/vnd.git-lfs+json";
/// The ways we know to send a file.
const TRANSFERS: [&str; 3] = ["basic", "multipart", "xet"];

/// A file that goes by LFS.
pub(crate) struct Large {
    pub path: String,
    pub size: u64,
    /// SHA-256 of its contents.
    pub oid: String,
}

#[derive(Deserialize)]
struct Batch {
    /// How the hub wants it; basic where it does not say.
    #[serde(default)]
    transfer: String,
    objects: Vec<Object>,
}

#[derive(Deserialize)]
struct Object {
    oid: String,
    #[serde(default)]
    actions: Actions,
    error: Option<ObjectError>,
}

#[derive(Deserialize)]
struct ObjectError {
    #[serde(default)]
    message: String,
}

/// None of both: the hub has the file.
#[derive(Deserialize, Default)]
struct Actions {
    upload: Option<Action>,
    verify: Option<Action>,
}

#[derive(Deserialize)]
pub(crate) struct Action {
    #[serde(default)]
    href: String,
    #[serde(default)]
    pub header: Map<String, Value>,
}

impl Hub {
    /// Sends what the hub does not have. An error says how far it came.
    pub(crate) async fn send_large(
        &self,
        push: &Push,
        files: &[SentFile],
        meter: &Meter,
    ) -> Result<Vec<Large>> {
        let mut large = Vec::new();
        for file in files {
            meter.begin(&file.path);
            meter.note(|now| now.checking = true);
            let path = push.folder.join(&file.path);
            let oid = tokio::task::spawn_blocking(move || sha256_file(&path))
                .await
                .map_err(|e| Error::internal("The hash could not be computed").source(e))??;
            large.push(Large { path: file.path.clone(), size: file.bytes, oid });
        }
        // The files of one push share what they have in common.
        let mut session = None;
        for (place, file) in large.iter().enumerate() {
            meter.begin(&file.path);
            self.send_one(push, file, &mut session, meter).await.map_err(|error| {
                let count = large.len();
                let error = error.safe(format!(
                    "{place} of {count} large files are on the hub, and {} shows nothing of them yet",
                    push.repo
                ));
                match error.code {
                    // Something has to be put right first.
                    Code::KeyNeeded => error,
                    _ => error.advice("Publish again: what is there is not sent again"),
                }
            })?;
            meter.end(file.size);
        }
        Ok(large)
    }

    async fn send_one(
        &self,
        push: &Push,
        file: &Large,
        session: &mut Option<Session>,
        meter: &Meter,
    ) -> Result<()> {
        let about = format!("{} to {}", file.path, push.repo);
        let entry = self.ledger.begin(Deed::Sent, &*about)?;
        let done = async {
            let (object, transfer) = self.batch(push, file, &about, &entry).await?;
            if let Some(refused) = object.error {
                return Err(Error::new(Code::Network, "The hub does not take the file")
                    .at(about.clone())
                    .source(refused.message.chars().take(300).collect::<String>()));
            }
            if let Some(upload) = &object.actions.upload {
                if transfer == "xet" {
                    let (about, entry) = (&*about, &entry);
                    let sending = Sending { push, file, about, entry, meter };
                    self.send_by_xet(&sending, upload, session).await?;
                } else {
                    self.send_whole(push, file, upload, &entry, meter).await?;
                }
            }
            if let Some(verify) = &object.actions.verify {
                let body = json!({"oid": file.oid, "size": file.size});
                let ask = with_headers(
                    Ask::post_json(parse(&verify.href)?, &body, &*about),
                    &verify.header,
                );
                self.http.send(&ask, &entry).await?;
            }
            Ok(())
        };
        entry.ends_with(done.await)
    }

    /// In one piece, or in the parts that the hub asks for.
    async fn send_whole(
        &self,
        push: &Push,
        file: &Large,
        upload: &Action,
        entry: &Entry,
        meter: &Meter,
    ) -> Result<()> {
        let path = push.folder.join(&file.path);
        if let Some(size) = upload.header.get("chunk_size") {
            return self.multipart(upload, size, file, &path, entry, meter).await;
        }
        let about = format!("{} to {}", file.path, push.repo);
        let whole = Contents::Slice { path, from: 0, length: file.size };
        self.put(&upload.href, &upload.header, &whole, &about, entry, &|sent| meter.at(sent))
            .await
            .map(|_| ())
    }

    /// What the hub says of the file, and how it wants it.
    async fn batch(
        &self,
        push: &Push,
        file: &Large,
        about: &str,
        entry: &Entry,
    ) -> Result<(Object, String)> {
        let mut parts: Vec<String> = push.repo.name().split('/').map(str::to_string).collect();
        if let Some(last) = parts.last_mut() {
            last.push_str(".git");
        }
        parts.extend(["info", "lfs", "objects", "batch"].map(str::to_string));
        let parts: Vec<&str> = parts.iter().map(String::as_str).collect();
        let body = json!({
            "operation": "upload",
            "transfers": TRANSFERS,
            "objects": [{"oid": file.oid, "size": file.size}],
            "hash_algo": "sha256",
            "ref": {"name": "main"},
        });
        let ask = Ask::post_json(self.http.url(&parts)?, &body, about)
            .header(header::CONTENT_TYPE, LFS_JSON)
            .header(header::ACCEPT, LFS_JSON);
        let batch: Batch = self.http.json(&ask, entry).await?;
        let found = batch.objects.into_iter().find(|object| object.oid == file.oid);
        let found = found.ok_or_else(|| {
            Error::new(Code::Network, "The hub does not say where to send the file")
                .at(about.to_string())
        })?;
        Ok((found, batch.transfer))
    }

    /// Numbered parts, then the list of what the storage answered.
    async fn multipart(
        &self,
        upload: &Action,
        chunk: &Value,
        file: &Large,
        path: &Path,
        entry: &Entry,
        meter: &Meter,
    ) -> Result<()> {
        let wrong = || {
            Error::new(Code::Network, "The hub's way to send the file can't be understood")
                .at(file.path.clone())
        };
        let number = chunk.as_u64().or_else(|| chunk.as_str().and_then(|text| text.parse().ok()));
        let chunk = number.filter(|chunk| *chunk > 0).ok_or_else(wrong)?;
        let mut parts = Vec::new();
        for place in 0..file.size.div_ceil(chunk) {
            // Numbered from 1, with leading zeros or not.
            let target = upload.header.iter().find_map(|(name, value)| {
                (name.parse::<u64>() == Ok(place + 1)).then(|| value.as_str())?
            });
            let (path, from) = (path.to_path_buf(), place * chunk);
            let part = Contents::Slice { path, from, length: chunk.min(file.size - from) };
            let target = target.ok_or_else(wrong)?;
            let told = |sent| meter.at(from + sent);
            let etag = self.put(target, &Map::new(), &part, &file.path, entry, &told).await?;
            parts.push(json!({"partNumber": place + 1, "etag": etag.ok_or_else(wrong)?}));
        }
        let body = json!({"oid": file.oid, "parts": parts});
        let ask = Ask::post_json(parse(&upload.href)?, &body, &*file.path)
            .header(header::CONTENT_TYPE, LFS_JSON)
            .header(header::ACCEPT, LFS_JSON);
        self.http.send(&ask, entry).await.map(|_| ())
    }

    /// Sends until it has arrived; gives the storage's ETag.
    async fn put(
        &self,
        target: &str,
        headers: &Map<String, Value>,
        contents: &Contents,
        about: &str,
        entry: &Entry,
        told: &dyn Fn(u64),
    ) -> Result<Option<String>> {
        let ask = Ask::new(Method::PUT, parse(target)?, about)
            .header(header::CONTENT_LENGTH, &contents.len().to_string());
        let ask = with_headers(ask, headers);
        let mut patience = Patience::new(self.http.pace());
        loop {
            let tried = async {
                let response = self.http.upload(&ask, contents, entry, told).await?;
                self.http.accepted(response, about).await
            };
            match tried.await {
                Ok(response) => {
                    let etag = response.headers().get(header::ETAG);
                    return Ok(etag.and_then(|value| value.to_str().ok()).map(str::to_string));
                }
                Err(failure) => patience.wait(failure).await?,
            }
        }
    }
}

fn parse(address: &str) -> Result<Url> {
    Url::parse(address).map_err(|error| {
        Error::new(Code::Network, "The hub names no address to send to").source(error)
    })
}

/// The headers that the hub wants to have back.
fn with_headers(mut ask: Ask, headers: &Map<String, Value>) -> Ask {
    for (name, value) in headers {
        if let (Ok(name), Some(value)) = (name.parse::<HeaderName>(), value.as_str()) {
            ask = ask.header(name, value);
        }
    }
    ask
}
