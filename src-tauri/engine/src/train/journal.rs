//! A run's events: into its log, and to whoever listens.

use super::event::{Event, Record};
use super::log::EventLog;
use crate::error::Result;
use std::time::Duration;

/// The log, and whoever listens.
pub(super) struct Journal<'a> {
    log: EventLog,
    sink: &'a mut dyn FnMut(&Record),
}

impl<'a> Journal<'a> {
    pub fn new(log: EventLog, sink: &'a mut dyn FnMut(&Record)) -> Self {
        Self { log, sink }
    }

    /// Whether the run was begun before.
    pub fn has_records(&self) -> bool {
        self.log.has_records()
    }

    /// Leaves out a time in which nothing was done.
    pub fn skip(&mut self, time: Duration) {
        self.log.skip(time);
    }

    pub fn elapsed(&self) -> Duration {
        self.log.elapsed()
    }

    pub fn event(&mut self, event: Event) -> Result<()> {
        let lasting = event.is_final() || matches!(event, Event::CheckpointSaved { .. });
        let record = self.log.append(event)?;
        if lasting {
            self.log.sync()?;
        }
        (self.sink)(&record);
        Ok(())
    }
}
