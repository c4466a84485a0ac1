//! Attune's engine: data, models, training and evaluation. No window, no network, no global state.

pub mod data;
pub mod error;
pub mod metric;
pub mod param;
pub mod store;
pub mod train;
