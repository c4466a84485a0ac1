//! Personal data: text in, spans out. This room knows nothing of files, models or windows.
//!
//! A kind is one file here and one line in [`KINDS`]. Kinds find by rules: forms and checksums
//! where there are any, the words around a number, and lists of names. Rules find most, not all; a
//! small trained tagger (`tagger`) adds some of what they miss.

mod accounts;
mod address_codes;
mod address_head;
mod address_streets;
mod address_tail;
mod addresses;
mod age_words;
mod birth_ages;
mod birth_lists;
mod birth_words;
mod births;
mod cards;
mod checks;
mod cues;
mod date_words;
mod dates;
mod found;
mod key;
mod lead;
mod link_parts;
mod links;
mod mails;
mod name_announced;
mod name_company;
mod name_context;
mod name_cues;
mod name_famous;
mod name_forms;
mod name_found;
mod name_houses;
mod name_lists;
mod name_roles;
mod name_rows;
mod name_series;
mod name_shapes;
mod name_strangers;
mod names;
mod national;
mod network;
mod numbers;
mod own;
mod person_ages;
mod phone_more;
mod phone_short;
mod phones;
mod record_far;
mod record_labels;
mod record_words;
mod records;
mod replace;
mod rules;
mod secret_codes;
mod secret_said;
mod secret_words;
mod secrets;
mod tagger;
mod tagger_chain;
mod tagger_features;
pub mod tagger_noise;
mod tagger_sense;
mod tagger_tokens;
pub mod tagger_train;
mod text;
mod user_logins;
mod user_words;
mod users;

pub use found::{Span, resolve};
pub use key::{Key, Lock, Restored, Restorer};
pub use replace::{Cleaned, Conversation, Put};
pub use rules::{Cleaner, FILE as RULES_FILE, Rules, look, mark};
pub use tagger::{Guess, Tagger, Weights};
pub use text::Text;

use crate::error::{Code, Error, Result};
use found::Found;

/// A kind of personal data.
pub struct Kind {
    pub id: &'static str,
    pub title: &'static str,
    /// What stands in its place, with a number behind: NAME_1.
    pub placeholder: &'static str,
    pub example: &'static str,
    pub help: &'static str,
    /// Adds what it finds; kinds that stand before it in the list have been.
    find: fn(&Text<'_>, &mut Found),
}

/// In the order they look. Names come before dates of birth, which look beside them.
pub const KINDS: &[Kind] = &[
    names::KIND,
    phones::KIND,
    mails::KIND,
    addresses::KIND,
    births::KIND,
    records::KIND,
    accounts::KIND,
    cards::KIND,
    network::KIND,
    links::KIND,
    users::KIND,
    secrets::KIND,
];

/// What the person's own words and patterns become.
pub const OWN: &str = "own";
pub const OWN_PLACEHOLDER: &str = "PRIVATE";

/// The kind with this id.
pub fn kind(id: &str) -> Result<&'static Kind> {
    KINDS.iter().find(|kind| kind.id == id).ok_or_else(|| {
        let known: Vec<&str> = KINDS.iter().map(|kind| kind.id).collect();
        let shown: String = id.chars().take(40).collect();
        Error::new(Code::BadSetting, format!("There is no kind of personal data '{shown}'"))
            .advice(format!("The kinds are {}", known.join(", ")))
    })
}

/// The placeholder of a kind, the person's own included.
pub fn placeholder(id: &str) -> &'static str {
    KINDS.iter().find(|kind| kind.id == id).map_or(OWN_PLACEHOLDER, |kind| kind.placeholder)
}

#[cfg(test)]
mod tagger_tests;
#[cfg(test)]
mod tests;
