//! A language model that answers: token by token, from keys and values it keeps, with its adapter
//! on or off over one copy of the weights.

mod drafts;
mod ends;
mod pieces;
mod sample;
mod settings;
mod speaker;
mod talk;
mod voices;

pub use drafts::Answer;
pub use settings::{Freedom, params};
pub use speaker::Speaker;
pub use talk::{End, Read, Talk};
pub use voices::{Piece, Side, Voice, Voices};
