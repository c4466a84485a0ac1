//! Requests to the content store. It is another host than the hub's, and sees the hub's access key
//! never: it has a token of its own, which the hub gives for one model and for some minutes.

use super::Sending;
use crate::Hub;
use crate::http::{Ask, Failure};
use crate::ledger::Entry;
use crate::patience::Patience;
use crate::refusal;
use crate::settings::Key;
use crate::upload::Contents;
use attune_engine::error::{Code, Error, Result};
use reqwest::{Method, StatusCode, Url, header};
use serde::Deserialize;
use serde_json::{Map, Value};
use std::time::{Duration, SystemTime};

/// A token that ends sooner is not used any more.
const SPARE: Duration = Duration::from_secs(30);

/// Where the store is, and what opens it.
#[derive(Clone)]
pub(crate) struct Access {
    pub store: Url,
    token: Key,
    /// Since 1970.
    until: Duration,
}

/// As the hub says it in JSON.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Said {
    cas_url: String,
    access_token: String,
    exp: u64,
}

impl Access {
    /// From the headers of an upload action, if the hub put it there.
    fn of_action(headers: &Map<String, Value>) -> Option<Said> {
        let text = |name: &str| {
            let found = headers.iter().find(|(key, _)| key.eq_ignore_ascii_case(name));
            found.map(|(_, value)| value.as_str().map_or(value.to_string(), str::to_string))
        };
        Some(Said {
            cas_url: text("X-Xet-Cas-Url")?,
            access_token: text("X-Xet-Access-Token")?,
            exp: text("X-Xet-Token-Expiration")?.parse().ok()?,
        })
    }

    fn ends_soon(&self) -> bool {
        let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
        now + SPARE >= self.until
    }

    fn url(&self, parts: &[&str]) -> Result<Url> {
        let mut url = self.store.clone();
        url.path_segments_mut()
            .map_err(|()| Error::internal("The content store's address has no path"))?
            .pop_if_empty()
            .extend(parts);
        Ok(url)
    }
}

impl Hub {
    /// The access that came with the leave to upload, or else what the hub gives when asked.
    pub(super) async fn access(
        &self,
        sending: &Sending<'_>,
        headers: &Map<String, Value>,
    ) -> Result<Access> {
        match Access::of_action(headers) {
            Some(said) => self.checked(said),
            None => self.new_access(sending).await,
        }
    }

    async fn new_access(&self, sending: &Sending<'_>) -> Result<Access> {
        let url = self.http.model_url(&sending.push.repo, &["xet-write-token", "main"])?;
        let said = self.http.json::<Said>(&Ask::get(url, sending.about), sending.entry).await?;
        self.checked(said)
    }

    /// A model that goes to the hub encrypted does not go on in plain sight.
    fn checked(&self, said: Said) -> Result<Access> {
        let wrong = |what: &str| {
            Error::new(Code::Network, what)
                .advice("Check HF_ENDPOINT: is this a hub of Hugging Face's kind?")
        };
        let store = Url::parse(&said.cas_url).ok();
        let store = store
            .filter(|url| matches!(url.scheme(), "https" | "http") && url.host_str().is_some());
        let store =
            store.ok_or_else(|| wrong("The hub does not say where its content store is"))?;
        if self.settings.endpoint.scheme() == "https" && store.scheme() != "https" {
            return Err(wrong("The hub's content store has an address that is not encrypted"));
        }
        let token = Key::new(&said.access_token)
            .ok_or_else(|| wrong("The hub gives nothing that opens its content store"))?;
        Ok(Access { store, token, until: Duration::from_secs(said.exp) })
    }

    /// Sends until it has arrived. A token that has run out, or that the store does not know any
    /// more, is renewed once.
    pub(super) async fn to_store(
        &self,
        sending: &Sending<'_>,
        access: &mut Access,
        parts: &[&str],
        contents: &Contents,
        told: &dyn Fn(u64),
    ) -> Result<()> {
        let mut patience = Patience::new(self.http.pace());
        let mut renewed = false;
        if access.ends_soon() {
            *access = self.new_access(sending).await?;
            renewed = true;
        }
        loop {
            let ask = Ask::new(Method::POST, access.url(parts)?, sending.about)
                .header(header::CONTENT_LENGTH, &contents.len().to_string())
                .header(header::CONTENT_TYPE, "application/octet-stream")
                .bearer(&access.token);
            match self.to_store_once(&ask, contents, sending.entry, told).await {
                Ok(()) => return Ok(()),
                Err((_, true)) if !renewed => {
                    *access = self.new_access(sending).await?;
                    renewed = true;
                }
                Err((failure, _)) => patience.wait(failure).await?,
            }
        }
    }

    /// An error says whether it is about the token.
    async fn to_store_once(
        &self,
        ask: &Ask,
        contents: &Contents,
        entry: &Entry,
        told: &dyn Fn(u64),
    ) -> Result<(), (Failure, bool)> {
        let unclear = |failure| (failure, false);
        let response = self.http.upload(ask, contents, entry, told).await.map_err(unclear)?;
        let status = response.status();
        let of_store =
            |failure| (refusal::content_store(failure, status), status == StatusCode::UNAUTHORIZED);
        let response = self.http.accepted(response, &ask.about).await.map_err(of_store)?;
        // The answer says whether the store had it before, which changes nothing.
        self.http.read(response, &ask.about, entry).await.map_err(unclear)?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Settings;

    fn said(address: &str, token: &str) -> Said {
        Said { cas_url: address.into(), access_token: token.into(), exp: 1 }
    }

    #[test]
    fn only_an_address_like_the_hubs_own_is_gone_to() {
        let folder = tempfile::tempdir().unwrap();
        let hub = |endpoint| {
            let (cache, ledger) = (folder.path().join("hub"), folder.path().join("l.jsonl"));
            Hub::new(Settings::new(endpoint, cache, ledger).unwrap()).unwrap()
        };
        let (safe, plain) = (hub("https://hub.example"), hub("http://localhost:1"));
        for wrong in ["", "store", "file:///etc", "http://store.example"] {
            assert_eq!(safe.checked(said(wrong, "t")).err().unwrap().code, Code::Network);
        }
        assert!(safe.checked(said("https://store.example", "two words")).is_err());
        assert!(plain.checked(said("http://127.0.0.1:2/x", "t")).is_ok());
        let access = safe.checked(said("https://store.example/x/", "t")).ok().unwrap();
        assert!(access.ends_soon());
        let url = access.url(&["v1", "shards"]).unwrap();
        assert_eq!(url.as_str(), "https://store.example/x/v1/shards");
    }

    #[test]
    fn the_access_may_come_with_the_leave_to_upload() {
        let headers = serde_json::json!({"X-Xet-Cas-Url": "https://s", "x-xet-access-token": "t",
            "X-Xet-Token-Expiration": 7});
        let said = Access::of_action(headers.as_object().unwrap()).unwrap();
        assert_eq!((said.cas_url.as_str(), said.exp), ("https://s", 7));
        assert!(Access::of_action(&Map::new()).is_none());
    }
}
