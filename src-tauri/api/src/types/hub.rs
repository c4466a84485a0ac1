//! What the window sees of the hub.

use super::Id;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

pub use attune_hub::{Account, LedgerLine, Pushed, SentFile};

/// Why nothing goes online.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Barred {
    /// The person's own lock.
    Lock,
    /// `HF_HUB_OFFLINE`
    Environment,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum KeyPlace {
    None,
    /// Entered; gone when Attune closes.
    Session,
    /// `HF_TOKEN`
    Environment,
}

/// Whether anything may go online, and whose access key there is.
#[derive(Debug, Clone, Serialize, TS)]
pub struct Online {
    pub barred: Option<Barred>,
    /// The hub's host.
    pub hub: String,
    pub key: KeyPlace,
    /// Absent until the hub was asked.
    pub account: Option<Account>,
}

#[derive(Debug, Clone, Default, Serialize, Deserialize, TS)]
pub struct ModelQuery {
    pub words: String,
    /// Two letters; absent for any.
    pub language: Option<String>,
    /// As the hub names it; absent for any.
    pub licence: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum FoundState {
    /// On this computer already, whole.
    Here,
    /// Begun and called off; it goes on where it stopped.
    Begun,
    /// To be fetched.
    Open,
    /// Attune can't train a model of this build.
    OtherFamily,
    /// Its weights are in a format that can run code.
    Unsafe,
}

/// A model that a search found.
#[derive(Debug, Clone, Serialize, TS)]
pub struct FoundModel {
    /// OWNER/NAME
    pub id: Id,
    pub state: FoundState,
    pub family: Option<String>,
    /// Its usual name, or the hub's where that is not known.
    pub licence: Option<String>,
    /// What it allows, in a sentence; absent where it is not known.
    pub licence_plain: Option<String>,
    pub languages: Vec<String>,
    #[ts(type = "number")]
    pub downloads: u64,
    /// Of the weights, as far as the hub tells how many there are.
    #[ts(type = "number | null")]
    pub bytes: Option<u64>,
    /// The licence has to be accepted on the hub first.
    pub gated: bool,
    /// Its page, for a browser.
    pub page: String,
}

/// Whether a name can be given to what is published.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum NameState {
    Free,
    /// One's own: it gets another version.
    Own,
    /// One's own, and everybody sees it.
    OwnPublic,
}

/// A run made ready to be published; nothing has been sent.
#[derive(Debug, Clone, Serialize, TS)]
pub struct Draft {
    pub id: Id,
    /// Everything that will be sent, the card included.
    pub files: Vec<SentFile>,
    /// Markdown with its head.
    pub card: String,
    /// The base's name on the hub.
    pub base: Option<String>,
    /// The licence that holds for the tuned model too, as the hub names it.
    pub licence: Option<String>,
    /// What it allows, in a sentence.
    pub licence_plain: Option<String>,
    /// What publishing asks of the person.
    pub duties: Vec<String>,
    /// Whether everybody may be shown it.
    pub may_be_public: bool,
}
