//! A turn of a conversation, and what a project's rows are for.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// One turn of a conversation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Message {
    /// `system`, `user` or `assistant`.
    pub role: String,
    pub content: String,
}

impl Message {
    pub fn new(role: &str, content: impl Into<String>) -> Self {
        Self { role: role.into(), content: content.into() }
    }
}

/// What a model is to learn from the rows.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Goal {
    /// To sort texts into categories.
    #[default]
    Classify,
    /// To say which of several categories hold for a text: any number of them, or none.
    Tag,
    /// To answer as the conversations do.
    Chat,
    /// To write on in the style of the texts.
    Continue,
}

impl Goal {
    /// The id of its task.
    pub fn id(self) -> &'static str {
        match self {
            Self::Classify => "classify",
            Self::Tag => "tag",
            Self::Chat => "chat",
            Self::Continue => "continue",
        }
    }

    pub(super) fn from_id(id: &str) -> Option<Self> {
        [Self::Classify, Self::Tag, Self::Chat, Self::Continue]
            .into_iter()
            .find(|goal| goal.id() == id)
    }

    /// The model learns to write: rows have no category.
    pub fn writes(self) -> bool {
        matches!(self, Self::Chat | Self::Continue)
    }
}
