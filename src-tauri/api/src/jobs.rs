//! Work that takes more than a second: how far it is, and whether the person called it off.

use crate::lock;
use crate::types::{Id, Progress};
use attune_engine::error::{Code, Error, Result};
use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};

struct State {
    progress: Mutex<Progress>,
    cancelled: AtomicBool,
}

#[derive(Default)]
pub(crate) struct Jobs {
    running: Mutex<HashMap<Id, Arc<State>>>,
}

/// One piece of work. It leaves the list when dropped.
pub(crate) struct Job<'a> {
    jobs: &'a Jobs,
    id: Option<Id>,
    state: Arc<State>,
}

impl Jobs {
    /// Starts a job under the client's id; without one it can be neither watched nor cancelled.
    pub fn start(&self, id: Option<Id>, phase: &str) -> Job<'_> {
        let progress = Progress { phase: phase.into(), done: 0, total: 0 };
        let state =
            Arc::new(State { progress: Mutex::new(progress), cancelled: AtomicBool::new(false) });
        if let Some(id) = &id {
            lock(&self.running).insert(id.clone(), state.clone());
        }
        Job { jobs: self, id, state }
    }

    pub fn progress(&self, id: &str) -> Option<Progress> {
        lock(&self.running).get(id).map(|state| lock(&state.progress).clone())
    }

    /// Asks a job to end; one that has ended already is left alone.
    pub fn cancel(&self, id: &str) {
        if let Some(state) = lock(&self.running).get(id) {
            state.cancelled.store(true, Ordering::Relaxed);
        }
    }
}

impl Job<'_> {
    /// Notes progress; fails once the person has cancelled.
    pub fn report(&self, done: usize, total: usize) -> Result<()> {
        {
            let mut progress = lock(&self.state.progress);
            progress.done = done;
            progress.total = total;
        }
        self.check()
    }

    /// Says what is being done now.
    pub fn phase(&self, phase: &str) {
        lock(&self.state.progress).phase = phase.into();
    }

    pub fn check(&self) -> Result<()> {
        if self.cancelled() {
            return Err(
                Error::new(Code::Interrupted, "You stopped this").safe("Nothing was changed")
            );
        }
        Ok(())
    }

    pub fn cancelled(&self) -> bool {
        self.state.cancelled.load(Ordering::Relaxed)
    }
}

impl Drop for Job<'_> {
    fn drop(&mut self) {
        if let Some(id) = &self.id {
            let mut running = lock(&self.jobs.running);
            // The client may have reused the id meanwhile.
            if running.get(id).is_some_and(|state| Arc::ptr_eq(state, &self.state)) {
                running.remove(id);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_job_is_watched_and_cancelled_by_its_id() {
        let jobs = Jobs::default();
        let job = jobs.start(Some("a".into()), "Reading the file");
        job.report(3, 10).unwrap();
        let seen = jobs.progress("a").unwrap();
        assert_eq!((seen.phase.as_str(), seen.done, seen.total), ("Reading the file", 3, 10));
        jobs.cancel("b");
        job.report(4, 10).unwrap();
        jobs.cancel("a");
        assert_eq!(job.report(5, 10).unwrap_err().code, Code::Interrupted);
        drop(job);
        assert!(jobs.progress("a").is_none());
    }
}
