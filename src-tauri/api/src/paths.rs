//! Where things lie: the person's data, what ships with the program, and the program itself.

use attune_engine::error::{Code, Error, Result};
use std::env;
use std::path::{Path, PathBuf};

/// The places an [`App`](crate::App) works in.
#[derive(Debug, Clone, Default)]
pub struct AppPaths {
    /// Projects and preferences.
    pub data: PathBuf,
    /// The built-in model and the sample projects.
    pub assets: PathBuf,
    /// The program that runs as a worker; this program when absent.
    pub worker: Option<PathBuf>,
    /// The hub and the cache; those that this computer's environment names when absent.
    pub hub: Option<attune_hub::Settings>,
}

impl AppPaths {
    /// The places of this computer. `ATTUNE_DATA` and `ATTUNE_ASSETS` overrule them.
    pub fn discover() -> Result<Self> {
        let data = match folder_from("ATTUNE_DATA") {
            Some(folder) => folder,
            None => default_data().ok_or_else(|| {
                Error::new(Code::NotFound, "This computer names no folder for a person's data")
                    .advice("Set ATTUNE_DATA to a folder Attune may write to")
            })?,
        };
        let assets = match folder_from("ATTUNE_ASSETS") {
            Some(folder) => folder,
            None => find_assets().ok_or_else(|| {
                Error::new(Code::NotFound, "The files that ship with Attune were not found")
                    .advice("Install Attune again, or set ATTUNE_ASSETS to its assets folder")
            })?,
        };
        Ok(Self { data, assets, worker: None, hub: None })
    }

    pub(crate) fn projects(&self) -> PathBuf {
        self.data.join("projects")
    }

    /// What was pasted and is not imported yet.
    pub(crate) fn pasted(&self) -> PathBuf {
        self.data.join("pasted")
    }

    pub(crate) fn preferences(&self) -> PathBuf {
        self.data.join("preferences.json")
    }

    /// What crossed the network, line by line.
    pub fn ledger(&self) -> PathBuf {
        self.data.join("network.jsonl")
    }

    /// What is being made ready for the hub.
    pub(crate) fn outgoing(&self) -> PathBuf {
        self.data.join("outgoing")
    }

    /// The list of model folders that were opened.
    pub(crate) fn models(&self) -> PathBuf {
        self.data.join("models.json")
    }

    /// What opens the keys that were written without a passphrase.
    pub fn identity(&self) -> PathBuf {
        self.data.join("identity.txt")
    }

    pub(crate) fn samples(&self) -> PathBuf {
        self.assets.join("samples")
    }

    /// The models worth recommending.
    pub fn catalogue(&self) -> PathBuf {
        self.assets.join("models.toml")
    }

    /// The folder of the built-in model.
    pub fn starter(&self) -> PathBuf {
        self.assets.join("starter")
    }

    /// Vectors of texts, kept from one time to the next.
    pub fn vectors(&self) -> PathBuf {
        self.data.join("vectors")
    }

    /// The program to start for `worker` and `measure`.
    pub(crate) fn worker_program(&self) -> Result<PathBuf> {
        match &self.worker {
            Some(program) => Ok(program.clone()),
            None => env::current_exe().map_err(|error| {
                Error::internal("The place of the running program is unknown").source(error)
            }),
        }
    }
}

/// The folder a new file goes to when the person has not chosen one.
pub(crate) fn documents() -> PathBuf {
    let home = home().unwrap_or_else(env::temp_dir);
    let documents = home.join("Documents");
    if documents.is_dir() { documents } else { home }
}

fn folder_from(variable: &str) -> Option<PathBuf> {
    env::var_os(variable).filter(|value| !value.is_empty()).map(PathBuf::from)
}

fn home() -> Option<PathBuf> {
    folder_from(if cfg!(windows) { "USERPROFILE" } else { "HOME" })
}

fn default_data() -> Option<PathBuf> {
    if cfg!(windows) {
        folder_from("APPDATA").map(|folder| folder.join("Attune"))
    } else if cfg!(target_os = "macos") {
        home().map(|home| home.join("Library/Application Support/Attune"))
    } else {
        // The XDG rule: a relative path is to be ignored.
        folder_from("XDG_DATA_HOME")
            .filter(|folder| folder.is_absolute())
            .or_else(|| home().map(|home| home.join(".local/share")))
            .map(|folder| folder.join("attune"))
    }
}

/// Beside the program (Windows, a plain archive), in a package's folders, in a macOS bundle, or in
/// the source tree it was built from.
fn find_assets() -> Option<PathBuf> {
    let program = env::current_exe().ok()?;
    let beside = program.parent()?;
    let source_tree = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../assets");
    [
        beside.join("assets"),
        beside.join("../share/attune"),
        beside.join("../lib/attune"),
        beside.join("../lib/attune/assets"),
        beside.join("../Resources/assets"),
        source_tree,
    ]
    .into_iter()
    .find(|folder| folder.join("samples").is_dir() || folder.join("starter").is_dir())
    .map(|folder| folder.canonicalize().unwrap_or(folder))
}
