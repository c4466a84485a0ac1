//! Finished runs against the present exam: what they answered, scored by whatever the labels and
//! names are now.

mod compare;
mod exam;
mod sheet;
mod tags;
mod unanswerable;
mod verbatim;

pub use compare::{Pair, pair};
pub use exam::{Marked, MarkedRow, RunFacts, by_own_text, facts, find_learned};
pub use sheet::{ExamAnswer, Sheet, common};
pub use tags::{MarkedTagRow, MarkedTags, TagNaming, TagRules, tag_facts};
pub use unanswerable::{admits, unanswerable};
pub use verbatim::{Learned, Repeated};
