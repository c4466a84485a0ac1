//! What the hub says a file must be: its size and its hash, asked before a byte is fetched.

use crate::Hub;
use crate::http::Ask;
use crate::ledger::{Deed, Entry};
use crate::model::TreeEntry;
use crate::names::Repo;
use crate::patience::Patience;
use crate::verify::Hash;
use attune_engine::error::{Code, Error, Result};
use futures_util::future::try_join_all;
use reqwest::{Method, StatusCode, header};

/// A file with what the hub says it must be.
pub(crate) struct Wanted {
    pub path: String,
    pub size: u64,
    pub hash: Hash,
}

impl Hub {
    /// Size and hash of every file, as the hub gives them.
    pub(crate) async fn headings(
        &self,
        repo: &Repo,
        commit: &str,
        paths: &[String],
    ) -> Result<Vec<Wanted>> {
        let entry = self.ledger.begin(Deed::Asked, format!("sizes of the files of {repo}"))?;
        let done = async {
            let mut headings = Vec::new();
            for some in paths.chunks(self.http.pace().connections.max(1)) {
                let asked = some.iter().map(|path| self.heading(repo, commit, path, &entry));
                headings.extend(try_join_all(asked).await?);
            }
            // Where the hub's ETag is no hash, its list of files has one.
            let list = match headings.iter().all(|heading| heading.hash.is_some()) {
                true => Vec::new(),
                false => self.tree(repo, commit, &entry).await?,
            };
            headings.into_iter().map(|heading| heading.with_hash_of(&list)).collect()
        };
        entry.ends_with(done.await)
    }

    async fn heading(
        &self,
        repo: &Repo,
        commit: &str,
        path: &str,
        entry: &Entry,
    ) -> Result<Heading> {
        let about = format!("{path} of {repo}");
        let mut ask = Ask::new(Method::HEAD, self.file_url(repo, commit, path)?, &*about);
        let mut patience = Patience::new(self.http.pace());
        loop {
            let response = match self.http.once(&ask, None, entry).await {
                Ok(response) if response.status().is_redirection() => response,
                Ok(response) => match self.http.accepted(response, &about).await {
                    Ok(response) => response,
                    Err(failure) => {
                        patience.wait(failure).await?;
                        continue;
                    }
                },
                Err(failure) => {
                    patience.wait(failure).await?;
                    continue;
                }
            };
            let header = |name: &str| {
                response.headers().get(name).and_then(|v| v.to_str().ok()).map(str::to_string)
            };
            // A model that was renamed leads to its new name; only the hub itself knows the hash.
            if response.status() != StatusCode::OK && header("x-linked-etag").is_none() {
                let next = self.http.redirected(&ask.url, &response).map_err(|e| e.at(&*about))?;
                if let Some(next) = next.filter(|next| next.origin() == ask.url.origin()) {
                    ask.url = next;
                    patience.hop(&about)?;
                    continue;
                }
            }
            return Heading::read(path, commit, about, &header);
        }
    }
}

/// What an answer's head says of a file.
struct Heading {
    path: String,
    about: String,
    size: u64,
    /// Absent when the ETag is no hash.
    hash: Option<Hash>,
}

impl Heading {
    fn read(
        path: &str,
        commit: &str,
        about: String,
        header: &dyn Fn(&str) -> Option<String>,
    ) -> Result<Self> {
        if header("x-repo-commit").is_some_and(|found| found != commit) {
            return Err(unchecked("The hub gives a file of another version than asked for", about));
        }
        let size = header("x-linked-size").or_else(|| header(header::CONTENT_LENGTH.as_str()));
        let Some(size) = size.and_then(|size| size.parse().ok()) else {
            return Err(unchecked("The hub does not say how large the file is", about));
        };
        let hash = header("x-linked-etag").or_else(|| header(header::ETAG.as_str()));
        let hash = hash.and_then(|hash| Hash::parse(&hash));
        Ok(Self { path: path.to_string(), about, size, hash })
    }

    fn with_hash_of(self, list: &[TreeEntry]) -> Result<Wanted> {
        let listed = || list.iter().find(|file| file.path == self.path)?.hash();
        match self.hash.clone().or_else(listed) {
            Some(hash) => Ok(Wanted { path: self.path, size: self.size, hash }),
            None => Err(unchecked("The hub gives no hash of the file", self.about)),
        }
    }
}

fn unchecked(what: &str, about: String) -> Error {
    Error::new(Code::Network, what)
        .at(about)
        .safe("Nothing of it was fetched")
        .advice("Without it the file can't be checked. Check HF_ENDPOINT, or try again later")
}
