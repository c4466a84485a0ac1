//! Whose access key it is.

use crate::Hub;
use crate::http::Ask;
use crate::ledger::Deed;
use attune_engine::error::{Code, Error, Result};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use ts_rs::TS;

/// Who the hub says we are.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct Account {
    pub name: String,
    /// Organisations it may publish for.
    pub organisations: Vec<String>,
    /// Whether the key may publish, where the hub tells.
    pub may_write: Option<bool>,
}

#[derive(Deserialize)]
struct WhoAmI {
    name: String,
    #[serde(default)]
    orgs: Vec<Org>,
    #[serde(default)]
    auth: Value,
}

#[derive(Deserialize)]
struct Org {
    name: String,
}

impl Hub {
    /// Asks the hub whose access key it is.
    pub fn whoami(&self) -> Result<Account> {
        self.run(self.account())
    }

    pub(crate) async fn account(&self) -> Result<Account> {
        self.settings.check_online()?;
        if self.settings.key.is_none() {
            return Err(Error::new(Code::KeyNeeded, "There is no access key")
                .advice("Enter an access key in the settings, or set HF_TOKEN"));
        }
        let entry = self.ledger.begin(Deed::Asked, "whose access key this is")?;
        let url = self.http.url(&["api", "whoami-v2"])?;
        let who = self.http.json::<WhoAmI>(&Ask::get(url, "the access key"), &entry).await;
        let who = entry.ends_with(who)?;
        let token = &who.auth["accessToken"];
        let may_write = match token["role"].as_str() {
            Some("write") => Some(true),
            Some("read") => Some(false),
            // A key with finer rights says them one by one; the hub will tell when it is used.
            _ => None,
        };
        let organisations = who.orgs.into_iter().map(|org| org.name).collect();
        Ok(Account { name: who.name, organisations, may_write })
    }
}
