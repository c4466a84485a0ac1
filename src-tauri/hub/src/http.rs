//! Requests: one client, redirects followed by hand, patience with a hub that is busy.
//!
//! The access key goes to the hub itself and to no other host: a redirect to another scheme, name
//! or port is followed without it.

use crate::ledger::Entry;
use crate::patience::{Patience, retry_after};
use crate::refusal::{self, refusal};
use crate::settings::{Key, Pace, Settings};
use attune_engine::error::{Code, Error, Result};
use reqwest::header::{self, HeaderMap, HeaderName, HeaderValue};
use reqwest::redirect::Policy;
use reqwest::{Body, Client, Method, Response, StatusCode, Url};
use serde::de::DeserializeOwned;
use std::future::Future;
use std::time::Duration;

/// Redirects in a row.
const HOPS: usize = 5;
/// Longest answer that is read into memory.
const LONGEST: usize = 64 << 20;
const FOREVER: Duration = Duration::from_secs(24 * 3600);
const CONNECT: Duration = Duration::from_secs(20);

pub(crate) struct Http {
    client: Client,
    settings: Settings,
}

/// One thing to ask.
#[derive(Clone)]
pub(crate) struct Ask {
    pub method: Method,
    pub url: Url,
    pub headers: HeaderMap,
    pub body: Option<Vec<u8>>,
    /// What it is about, for an error: "the model a/b".
    pub about: String,
    /// Asking twice does no harm.
    pub repeatable: bool,
}

impl Ask {
    pub fn new(method: Method, url: Url, about: impl Into<String>) -> Self {
        let (headers, about) = (HeaderMap::new(), about.into());
        Self { method, url, headers, body: None, about, repeatable: true }
    }
    pub fn get(url: Url, about: impl Into<String>) -> Self {
        Self::new(Method::GET, url, about)
    }
    pub fn post_json(url: Url, json: &serde_json::Value, about: impl Into<String>) -> Self {
        Self { body: Some(json.to_string().into_bytes()), ..Self::new(Method::POST, url, about) }
            .header(header::CONTENT_TYPE, "application/json")
    }
    pub fn header(mut self, name: HeaderName, value: &str) -> Self {
        if let Ok(value) = HeaderValue::from_str(value) {
            self.headers.insert(name, value);
        }
        self
    }
    /// In place of the hub's access key; never shown in an error.
    pub fn bearer(mut self, token: &Key) -> Self {
        if let Ok(mut value) = HeaderValue::from_str(&format!("Bearer {}", token.reveal())) {
            value.set_sensitive(true);
            self.headers.insert(header::AUTHORIZATION, value);
        }
        self
    }
    pub fn once(mut self) -> Self {
        self.repeatable = false;
        self
    }
}

/// Why a try brought nothing.
pub(crate) enum Failure {
    /// Worth another try, after the wait that the hub asked for.
    Passing(Error, Option<Duration>),
    Final(Error),
}

impl Failure {
    pub fn error(self) -> Error {
        match self {
            Self::Passing(error, _) | Self::Final(error) => error,
        }
    }
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Self::Final(error)
    }
}

impl Http {
    pub fn new(settings: &Settings) -> Result<Self> {
        let failed = |e: &dyn std::fmt::Display| {
            Error::internal("The network could not be prepared").source(e)
        };
        // A second installation in the same process is refused, and does no harm.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let client = Client::builder()
            .user_agent(concat!("attune/", env!("CARGO_PKG_VERSION")))
            .redirect(Policy::none())
            .connect_timeout(CONNECT)
            .build()
            .map_err(|e| failed(&e.without_url()))?;
        Ok(Self { client, settings: settings.clone() })
    }

    pub fn pace(&self) -> &Pace {
        &self.settings.pace
    }

    /// An address of the hub; each part is escaped.
    pub fn url(&self, parts: &[&str]) -> Result<Url> {
        let mut url = self.settings.endpoint.clone();
        url.path_segments_mut()
            .map_err(|()| Error::internal("The hub's address has no path"))?
            .pop_if_empty()
            .extend(parts);
        Ok(url)
    }

    /// `/api/models/OWNER/NAME` and what follows.
    pub fn model_url(&self, repo: &crate::Repo, rest: &[&str]) -> Result<Url> {
        let mut parts = vec!["api", "models"];
        parts.extend(repo.name().split('/'));
        parts.extend(rest);
        self.url(&parts)
    }

    fn is_home(&self, url: &Url) -> bool {
        url.origin() == self.settings.endpoint.origin()
    }

    /// One request as it is, no redirect followed, nothing tried again.
    pub async fn once(
        &self,
        ask: &Ask,
        body: Option<Body>,
        entry: &Entry,
    ) -> Result<Response, Failure> {
        self.settings.check_online()?;
        entry.host(ask.url.host_str().unwrap_or_default());
        let mut request = self.client.request(ask.method.clone(), ask.url.clone());
        request = request.headers(ask.headers.clone()).header(header::ACCEPT_ENCODING, "identity");
        let wants_key = self.is_home(&ask.url) && !ask.headers.contains_key(header::AUTHORIZATION);
        if let Some(key) = self.settings.key.as_ref().filter(|_| wants_key) {
            let mut value = HeaderValue::from_str(&format!("Bearer {}", key.reveal()))
                .map_err(|_| Error::internal("The access key can't be put into a header"))?;
            value.set_sensitive(true);
            request = request.header(header::AUTHORIZATION, value);
        }
        let streamed = body.is_some();
        if let Some(body) = body {
            request = request.body(body);
        } else if let Some(bytes) = &ask.body {
            entry.sent(bytes.len() as u64);
            request = request.body(bytes.clone());
        }
        self.patient(request.send(), streamed, ask).await
    }

    /// Waits for the head of an answer. An upload's silence is judged by who sends it.
    async fn patient(
        &self,
        answer: impl Future<Output = reqwest::Result<Response>>,
        streamed: bool,
        ask: &Ask,
    ) -> Result<Response, Failure> {
        let longest = if streamed { FOREVER } else { self.pace().silence };
        let (error, unsent) = match tokio::time::timeout(longest, answer).await {
            Ok(Ok(response)) => return Ok(response),
            // Before the connection stood, nothing was sent.
            Ok(Err(error)) if error.is_connect() => (refusal::unreachable(error, &ask.about), true),
            Ok(Err(error)) => (refusal::unreachable(error, &ask.about), false),
            Err(_) => (refusal::silent(&ask.about), false),
        };
        Err(match ask.repeatable || unsent {
            true => Failure::Passing(error, None),
            false => Failure::Final(error),
        })
    }

    /// The next bytes of an answer; none at its end.
    pub async fn next(
        &self,
        response: &mut Response,
        about: &str,
        entry: &Entry,
    ) -> Result<Option<impl AsRef<[u8]> + use<>>, Failure> {
        match tokio::time::timeout(self.pace().silence, response.chunk()).await {
            Ok(Ok(bytes)) => {
                entry.received(bytes.as_ref().map_or(0, |bytes| bytes.len() as u64));
                Ok(bytes)
            }
            Ok(Err(error)) => Err(Failure::Passing(refusal::unreachable(error, about), None)),
            Err(_) => Err(Failure::Passing(refusal::silent(about), None)),
        }
    }

    /// A short answer, whole.
    pub async fn read(
        &self,
        mut response: Response,
        about: &str,
        entry: &Entry,
    ) -> Result<Vec<u8>, Failure> {
        let mut bytes = Vec::new();
        while let Some(part) = self.next(&mut response, about, entry).await? {
            bytes.extend_from_slice(part.as_ref());
            if bytes.len() > LONGEST {
                let error = Error::new(Code::Network, "The hub's answer is far too long");
                return Err(error.at(about.to_string()).into());
            }
        }
        Ok(bytes)
    }

    /// Follows redirects. The address that answered comes with the answer.
    pub async fn follow(&self, ask: &Ask, entry: &Entry) -> Result<(Response, Url), Failure> {
        let mut ask = ask.clone();
        for _ in 0..HOPS {
            let response = self.once(&ask, None, entry).await?;
            let Some(next) = self.redirected(&ask.url, &response)? else {
                let url = ask.url;
                let accepted = self.accepted(response, &ask.about).await;
                let response = match accepted {
                    // The hub's leave to fetch from its storage runs out, and it gives a new one.
                    Err(Failure::Final(error)) if !self.is_home(&url) => {
                        return Err(Failure::Passing(refusal::storage(error), None));
                    }
                    // It may have been done all the same.
                    Err(failure) if !ask.repeatable => return Err(Failure::Final(failure.error())),
                    accepted => accepted?,
                };
                return Ok((response, url));
            };
            if next.origin() != ask.url.origin() {
                // A leave that was given for one host is nobody else's business.
                ask.headers.remove(header::AUTHORIZATION);
            }
            ask.url = next;
        }
        Err(endless(&ask.about).into())
    }

    /// Where a redirect leads.
    pub fn redirected(&self, from: &Url, response: &Response) -> Result<Option<Url>> {
        if !response.status().is_redirection() {
            return Ok(None);
        }
        let place = response.headers().get(header::LOCATION).and_then(|v| v.to_str().ok());
        let wrong = |what: &str| {
            Error::new(Code::Network, what.to_string())
                .safe("Nothing was sent there")
                .advice("Check HF_ENDPOINT and the proxy")
        };
        let next = place.and_then(|place| from.join(place).ok());
        let next = next.ok_or_else(|| wrong("The hub sends elsewhere and does not say where"))?;
        if !matches!(next.scheme(), "https" | "http")
            || (from.scheme(), next.scheme()) == ("https", "http")
        {
            return Err(wrong("The hub sends to an address that is not encrypted"));
        }
        Ok(Some(next))
    }

    /// An answer of success, or what the refusal means.
    pub async fn accepted(&self, response: Response, about: &str) -> Result<Response, Failure> {
        let status = response.status();
        if status.is_success() {
            return Ok(response);
        }
        let wait = retry_after(response.headers());
        let has_key = self.settings.key.is_some();
        let error = refusal(response, about, has_key).await;
        let passing = status == StatusCode::TOO_MANY_REQUESTS
            || status == StatusCode::REQUEST_TIMEOUT
            || status.is_server_error();
        Err(if passing { Failure::Passing(error, wait) } else { Failure::Final(error) })
    }

    /// Asks until there is an answer, redirects followed.
    pub async fn send(&self, ask: &Ask, entry: &Entry) -> Result<Response> {
        let mut patience = Patience::new(self.pace());
        loop {
            match self.follow(ask, entry).await {
                Ok((response, _)) => return Ok(response),
                Err(failure) => patience.wait(failure).await?,
            }
        }
    }

    /// The beginning of a text, at most so many bytes.
    pub async fn text(&self, ask: &Ask, longest: usize, entry: &Entry) -> Result<String> {
        let mut patience = Patience::new(self.pace());
        loop {
            let tried = async {
                let (mut response, _) = self.follow(ask, entry).await?;
                let mut bytes = Vec::new();
                while bytes.len() < longest
                    && let Some(part) = self.next(&mut response, &ask.about, entry).await?
                {
                    bytes.extend_from_slice(part.as_ref());
                }
                bytes.truncate(longest);
                Ok(String::from_utf8_lossy(&bytes).into_owned())
            };
            match tried.await {
                Ok(text) => return Ok(text),
                Err(failure) => patience.wait(failure).await?,
            }
        }
    }

    /// The JSON of an answer.
    pub async fn json<T: DeserializeOwned>(&self, ask: &Ask, entry: &Entry) -> Result<T> {
        let mut patience = Patience::new(self.pace());
        loop {
            let tried = async {
                let (response, _) = self.follow(ask, entry).await?;
                self.read(response, &ask.about, entry).await
            };
            match tried.await {
                Ok(bytes) => return parse(&bytes, &ask.about),
                Err(failure) => patience.wait(failure).await?,
            }
        }
    }
}

pub(crate) fn endless(about: &str) -> Error {
    Error::new(Code::Network, "The hub sends from one address to the next without an end")
        .at(about.to_string())
        .advice("Try again later")
}

pub(crate) fn parse<T: DeserializeOwned>(bytes: &[u8], about: &str) -> Result<T> {
    serde_json::from_slice(bytes).map_err(|error| {
        Error::new(Code::Network, "The hub's answer can't be understood")
            .at(about.to_string())
            .advice("Check HF_ENDPOINT: is this a hub of Hugging Face's kind?")
            .source(error)
    })
}
