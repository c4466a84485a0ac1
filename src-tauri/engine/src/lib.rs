//! Attune's engine: from a file of examples to a tuned model, with no window and no network.
//!
//! Data flows one way: file -> [`data`] -> [`task`] -> [`batch`] -> [`model`] (built from [`nn`])
//! -> [`train`], [`metric`] -> [`export`]. Nothing later is known by anything earlier.

pub mod batch;
pub mod bench;
pub mod bundle;
pub mod check;
pub mod data;
pub mod embed;
pub mod error;
pub mod evaluate;
pub mod export;
pub mod generate;
pub mod method;
pub mod metric;
pub mod model;
pub mod nn;
pub mod param;
pub mod predict;
pub mod privacy;
pub mod report;
pub mod store;
pub mod suggest;
pub mod task;
pub mod train;

pub use error::{Code, Error, Result};
