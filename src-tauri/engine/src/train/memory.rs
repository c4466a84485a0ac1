//! How much memory this process holds.

use sysinfo::{Pid, ProcessRefreshKind, ProcessesToUpdate, System};

pub struct Meter {
    system: System,
    pid: Pid,
}

impl Meter {
    pub fn new() -> Self {
        Self { system: System::new(), pid: Pid::from_u32(std::process::id()) }
    }

    /// Resident bytes now; 0 where the system does not tell.
    pub fn bytes(&mut self) -> u64 {
        let what = ProcessRefreshKind::nothing().with_memory();
        let own = ProcessesToUpdate::Some(std::slice::from_ref(&self.pid));
        self.system.refresh_processes_specifics(own, false, what);
        self.system.process(self.pid).map_or(0, sysinfo::Process::memory)
    }
}
