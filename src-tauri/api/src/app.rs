//! The program behind the window: what is open, what runs, what was chosen.

use crate::bundles::Weighed;
use crate::chat::Talking;
use crate::check::Checks;
use crate::handles::Handles;
use crate::jobs::Jobs;
use crate::learner::Learners;
use crate::online::Access;
use crate::paths::{AppPaths, documents};
use crate::predictors::Predictors;
use crate::projects::Library;
use crate::publishing::Drafts;
use crate::recommend::Speeds;
use crate::runs::Runs;
use crate::setup::Setup;
use crate::types::{AppInfo, Handle, Id, Preferences, Progress};
use attune_engine::error::{Code, Error, IoContext, Result};
use attune_engine::store::write_atomic;
use std::path::{Path, PathBuf};
use sysinfo::{CpuRefreshKind, Disks, MemoryRefreshKind, RefreshKind, System};

/// Everything the commands share. One a process; all of it may be used from several threads.
pub struct App {
    pub(crate) paths: AppPaths,
    pub(crate) handles: Handles,
    pub(crate) jobs: Jobs,
    pub(crate) library: Library,
    pub(crate) setup: Setup,
    pub(crate) speeds: Speeds,
    pub(crate) runs: Runs,
    pub(crate) predictors: Predictors,
    pub(crate) checks: Checks,
    pub(crate) access: Access,
    pub(crate) drafts: Drafts,
    pub(crate) learners: Learners,
    pub(crate) talking: Talking,
    pub(crate) weighed: Weighed,
}

impl App {
    /// Makes the data folder if it is not there yet.
    pub fn new(paths: AppPaths) -> Result<Self> {
        let projects = paths.projects();
        std::fs::create_dir_all(&projects).at_path(&projects)?;
        Ok(Self {
            library: Library::new(projects),
            setup: Setup::load(&paths.models()),
            speeds: Speeds::default(),
            paths,
            handles: Handles::default(),
            jobs: Jobs::default(),
            runs: Runs::default(),
            predictors: Predictors::default(),
            checks: Checks::default(),
            access: Access::default(),
            drafts: Drafts::default(),
            learners: Learners::default(),
            talking: Talking::default(),
            weighed: Weighed::default(),
        })
    }

    /// Hands a file or folder that the person chose or dropped to the interface, without its path.
    pub fn register_path(&self, path: PathBuf) -> Result<Handle> {
        self.handles.register(&path)
    }

    pub(crate) fn app_info(&self) -> Result<AppInfo> {
        let system = System::new_with_specifics(memory().with_cpu(CpuRefreshKind::nothing()));
        let cpu = system.cpus().first().map(|cpu| cpu.brand().trim().to_string());
        Ok(AppInfo {
            version: env!("CARGO_PKG_VERSION").into(),
            os: System::long_os_version().unwrap_or_else(|| std::env::consts::OS.into()),
            cpu: cpu.unwrap_or_default(),
            cores: std::thread::available_parallelism().map_or(1, |n| n.get()),
            memory_bytes: system.total_memory(),
            memory_free_bytes: system.available_memory(),
            disk_free_bytes: disk_free(&self.paths.data),
        })
    }

    pub(crate) fn preferences(&self) -> Result<Preferences> {
        Ok(Preferences::load(&self.paths))
    }

    pub(crate) fn set_preferences(&self, preferences: Preferences) -> Result<Preferences> {
        preferences.check()?;
        let text = serde_json::to_vec_pretty(&preferences)
            .map_err(|e| Error::internal("The preferences could not be written").source(e))?;
        write_atomic(&self.paths.preferences(), &text)?;
        Ok(preferences)
    }

    pub(crate) fn default_folder(&self) -> Result<Handle> {
        self.handles.register(&documents())
    }

    pub(crate) fn progress(&self, job: Id) -> Result<Option<Progress>> {
        Ok(self.jobs.progress(&job))
    }

    pub(crate) fn cancel(&self, job: Id) -> Result<()> {
        self.jobs.cancel(&job);
        Ok(())
    }
}

impl Default for Preferences {
    fn default() -> Self {
        Self {
            theme: "system".into(),
            text_size: 1.0,
            language: "system".into(),
            letter_keys: true,
            notifications: true,
            suggestions: true,
            never_online: false,
        }
    }
}

impl Preferences {
    pub(crate) fn load(paths: &AppPaths) -> Self {
        // A damaged file costs the person some settings, and is no reason to stop. Only the lock is
        // taken as closed then: whether it was is not known.
        match std::fs::read(paths.preferences()) {
            Ok(bytes) => serde_json::from_slice(&bytes)
                .unwrap_or_else(|_| Self { never_online: true, ..Self::default() }),
            Err(_) => Self::default(),
        }
    }

    fn check(&self) -> Result<()> {
        let wrong = |what: String, advice: &str| {
            Err(Error::new(Code::BadSetting, what).at("preferences").advice(advice))
        };
        if !["system", "light", "dark"].contains(&self.theme.as_str()) {
            let what = format!("There is no theme '{}'", self.theme);
            return wrong(what, "Choose system, light or dark");
        }
        let code = self.language.as_bytes();
        if !(2..=12).contains(&code.len()) || !code.iter().all(u8::is_ascii_alphabetic) {
            let what = format!("There is no language '{}'", self.language);
            return wrong(what, "Choose system, or one of the list");
        }
        if !(0.5..=3.0).contains(&self.text_size) {
            let what = format!("Text can't be {} times its size", self.text_size);
            return wrong(what, "Choose a size from 0.5 to 3");
        }
        Ok(())
    }
}

fn memory() -> RefreshKind {
    RefreshKind::nothing().with_memory(MemoryRefreshKind::nothing().with_ram())
}

/// Bytes a new process could use now.
pub(crate) fn memory_free() -> u64 {
    System::new_with_specifics(memory()).available_memory()
}

/// Free bytes on the disk that holds `folder`: the one mounted nearest above it.
pub(crate) fn disk_free(folder: &Path) -> u64 {
    let folder = folder.canonicalize().unwrap_or_else(|_| folder.to_path_buf());
    Disks::new_with_refreshed_list()
        .iter()
        .filter(|disk| folder.starts_with(disk.mount_point()))
        .max_by_key(|disk| disk.mount_point().as_os_str().len())
        .map_or(0, |disk| disk.available_space())
}
