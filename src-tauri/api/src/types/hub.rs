//! What the window sees of the hub.

use super::{Fit, Id, ModelCard};
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
    /// How often it was fetched, where the hub was asked.
    #[ts(type = "number | null")]
    pub downloads: Option<u64>,
    /// Of the weights, as far as the hub tells how many there are.
    #[ts(type = "number | null")]
    pub bytes: Option<u64>,
    /// The licence has to be accepted on the hub first.
    pub gated: bool,
    /// Its page, for a browser.
    pub page: String,
}

/// A model worth recommending for a goal.
#[derive(Debug, Clone, Serialize, TS)]
pub struct RecommendedModel {
    pub title: String,
    /// What it is good at, in a sentence.
    pub good_at: String,
    #[ts(type = "number")]
    pub parameters: u64,
    /// How many languages it reads, where the list names only some.
    pub language_count: Option<usize>,
    /// Attune's own developers have trained it.
    pub tried: bool,
    /// As the hub names it.
    pub licence_id: String,
    pub found: FoundModel,
}

#[derive(Debug, Clone, Serialize, TS)]
pub struct Recommendations {
    /// The best first.
    pub models: Vec<RecommendedModel>,
    /// The language of most rows, in two letters; absent where it is not clear.
    pub language: Option<String>,
}

/// What training a model on a project's rows would take, told without having it.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ModelOutlook {
    pub model: Id,
    pub seconds: f64,
    #[ts(type = "number")]
    pub memory_bytes: u64,
    #[ts(type = "number")]
    pub memory_free_bytes: u64,
    pub fit: Fit,
}

/// A model's card as its maker wrote it.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ModelCardText {
    pub model: Id,
    /// Markdown with its head. What others wrote: shown as text, never as a page.
    pub card: String,
    /// The model's page, for a browser.
    pub page: String,
}

/// Models that were found on a drive.
#[derive(Debug, Clone, Serialize, TS)]
pub struct FoundOnDrive {
    pub models: Vec<ModelCard>,
    /// Folders that hold a model which can't be trained.
    pub refused: usize,
    /// False where there were more folders than are looked through.
    pub complete: bool,
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
