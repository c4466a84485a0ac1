//! Large files, by Git LFS: `basic` (one PUT) and the hub's `multipart` (numbered parts). A part
//! that was cut is sent again, not the file; a file the hub has already is not sent at all.

use crate::Hub;
use crate::fetch::Meter;
use crate::http::{Ask, Failure};
use crate::ledger::{Deed, Entry};
use crate::patience::Patience;
use crate::publish::{Push, SentFile};
use crate::refusal;
use attune_engine::error::{Code, Error, IoContext, Result};
use attune_engine::store::sha256_file;
use reqwest::header::{self, HeaderName};
use reqwest::{Body, Method, Url};
use serde::Deserialize;
use serde_json::{Map, Value, json};
use std::fs::File;
use std::io::{Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

const LFS_JSON: &str = "application/vnd.git-lfs+json";
/// Bytes handed to the network at once.
const BLOCK: usize = 256 << 10;

/// A file that goes by LFS.
pub(crate) struct Large {
    pub path: String,
    pub size: u64,
    /// SHA-256 of its contents.
    pub oid: String,
}

#[derive(Deserialize)]
struct Batch {
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
struct Action {
    href: String,
    #[serde(default)]
    header: Map<String, Value>,
}

/// A range of a file on its way out.
struct Slice {
    path: PathBuf,
    from: u64,
    length: u64,
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
        for (place, file) in large.iter().enumerate() {
            meter.begin(&file.path);
            self.send_one(push, file, meter).await.map_err(|error| {
                let count = large.len();
                error.safe(format!(
                    "{place} of {count} large files are on the hub, and {} shows nothing of them yet",
                    push.repo
                ))
                .advice("Publish again: what is there is not sent again")
            })?;
            meter.end(file.size);
        }
        Ok(large)
    }

    async fn send_one(&self, push: &Push, file: &Large, meter: &Meter) -> Result<()> {
        let about = format!("{} to {}", file.path, push.repo);
        let entry = self.ledger.begin(Deed::Sent, &*about)?;
        let done = async {
            let object = self.batch(push, file, &about, &entry).await?;
            if let Some(refused) = object.error {
                return Err(Error::new(Code::Network, "The hub does not take the file")
                    .at(about.clone())
                    .source(refused.message.chars().take(300).collect::<String>()));
            }
            if let Some(upload) = &object.actions.upload {
                let path = push.folder.join(&file.path);
                match upload.header.get("chunk_size") {
                    Some(size) => self.multipart(upload, size, file, &path, &entry, meter).await?,
                    None => {
                        let slice = Slice { path, from: 0, length: file.size };
                        self.put(&upload.href, &upload.header, slice, &about, &entry, meter)
                            .await?;
                    }
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

    async fn batch(&self, push: &Push, file: &Large, about: &str, entry: &Entry) -> Result<Object> {
        let mut parts: Vec<String> = push.repo.name().split('/').map(str::to_string).collect();
        if let Some(last) = parts.last_mut() {
            last.push_str(".git");
        }
        parts.extend(["info", "lfs", "objects", "batch"].map(str::to_string));
        let parts: Vec<&str> = parts.iter().map(String::as_str).collect();
        let body = json!({
            "operation": "upload",
            "transfers": ["basic", "multipart"],
            "objects": [{"oid": file.oid, "size": file.size}],
            "hash_algo": "sha256",
            "ref": {"name": "main"},
        });
        let ask = Ask::post_json(self.http.url(&parts)?, &body, about)
            .header(header::CONTENT_TYPE, LFS_JSON)
            .header(header::ACCEPT, LFS_JSON);
        let batch: Batch = self.http.json(&ask, entry).await?;
        let found = batch.objects.into_iter().find(|object| object.oid == file.oid);
        found.ok_or_else(|| {
            Error::new(Code::Network, "The hub does not say where to send the file")
                .at(about.to_string())
        })
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
            let from = place * chunk;
            let slice =
                Slice { path: path.to_path_buf(), from, length: chunk.min(file.size - from) };
            let target = target.ok_or_else(wrong)?;
            let etag = self.put(target, &Map::new(), slice, &file.path, entry, meter).await?;
            parts.push(json!({"partNumber": place + 1, "etag": etag.ok_or_else(wrong)?}));
        }
        let body = json!({"oid": file.oid, "parts": parts});
        let ask = Ask::post_json(parse(&upload.href)?, &body, &*file.path)
            .header(header::CONTENT_TYPE, LFS_JSON)
            .header(header::ACCEPT, LFS_JSON);
        self.http.send(&ask, entry).await.map(|_| ())
    }

    /// Sends a slice until it has arrived; gives the storage's ETag.
    async fn put(
        &self,
        target: &str,
        headers: &Map<String, Value>,
        slice: Slice,
        about: &str,
        entry: &Entry,
        meter: &Meter,
    ) -> Result<Option<String>> {
        let ask = Ask::new(Method::PUT, parse(target)?, about)
            .header(header::CONTENT_LENGTH, &slice.length.to_string());
        let ask = with_headers(ask, headers);
        let mut patience = Patience::new(self.http.pace());
        loop {
            match self.put_once(&ask, &slice, entry, meter).await {
                Ok(etag) => return Ok(etag),
                Err(failure) => patience.wait(failure).await?,
            }
        }
    }

    async fn put_once(
        &self,
        ask: &Ask,
        slice: &Slice,
        entry: &Entry,
        meter: &Meter,
    ) -> Result<Option<String>, Failure> {
        let sent = Arc::new(AtomicU64::new(0));
        let body = stream(slice, sent.clone())?;
        let answer = self.http.once(ask, Some(body), entry);
        let mut answer = std::pin::pin!(answer);
        let (mut last, mut seen) = (0, tokio::time::Instant::now());
        let pause = self.http.pace().silence / 20;
        let response = loop {
            tokio::select! {
                response = &mut answer => break response,
                () = tokio::time::sleep(pause) => {}
            }
            let now = sent.load(Ordering::Relaxed);
            meter.at(slice.from + now);
            if now > last {
                entry.sent(now - last);
                (last, seen) = (now, tokio::time::Instant::now());
            } else if seen.elapsed() > self.http.pace().silence {
                break Err(Failure::Passing(refusal::silent(&ask.about), None));
            }
        };
        let now = sent.load(Ordering::Relaxed);
        entry.sent(now - last);
        meter.at(slice.from + now);
        let response = self.http.accepted(response?, &ask.about).await?;
        let etag = response.headers().get(header::ETAG).and_then(|value| value.to_str().ok());
        Ok(etag.map(str::to_string))
    }
}

/// The slice's bytes, counted as the network takes them.
fn stream(slice: &Slice, sent: Arc<AtomicU64>) -> Result<Body> {
    let mut file = File::open(&slice.path).at_path(&slice.path)?;
    file.seek(SeekFrom::Start(slice.from)).at_path(&slice.path)?;
    let rest = file.take(slice.length);
    let blocks = futures_util::stream::try_unfold((rest, sent), |(mut rest, sent)| async move {
        let mut block = vec![0; BLOCK];
        let n = rest.read(&mut block)?;
        block.truncate(n);
        sent.fetch_add(n as u64, Ordering::Relaxed);
        Ok::<_, std::io::Error>((n > 0).then_some((block, (rest, sent))))
    });
    Ok(Body::wrap_stream(blocks))
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
