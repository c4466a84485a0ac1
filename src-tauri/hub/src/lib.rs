//! Every byte of Attune's that crosses a network. It knows the engine, and nothing of windows.
//!
//! [`Hub`] is one hub with one set of [`Settings`]. Whatever it does was asked for by the person,
//! stands in the [`Ledger`], and is refused altogether while Attune is not to go online.
//!
//! - [`Hub::search`], [`Hub::model`]: what there is.
//! - [`Hub::pull`]: a model fetched into the cache that Hugging Face's own tools share. A file is
//!   there only when its bytes have the hub's own hash.
//! - [`Hub::push`]: a folder sent, private unless said otherwise.
//! - [`Cache`]: what is on this computer already; needs no network.

mod account;
mod cache;
mod fetch;
mod headings;
mod http;
mod ledger;
mod lfs;
mod model;
mod names;
mod part;
mod patience;
mod publish;
mod refusal;
mod settings;
mod source;
mod upload;
mod verify;
mod wanted;
mod xet;

pub use account::Account;
pub use cache::{Cache, Located, Manifest};
pub use fetch::{Progress, Pulled, PulledFile};
pub use ledger::{Deed, Ledger, LedgerLine, Outcome};
pub use model::{Found, ModelPage, Query};
pub use names::{Repo, check_revision};
pub use publish::{Push, Pushed, SentFile, files_to_send};
pub use settings::{Key, Offline, Pace, Settings};

use attune_engine::error::{Error, Result};
use std::future::Future;

/// One hub, ready to be asked.
pub struct Hub {
    pub(crate) settings: Settings,
    pub(crate) http: http::Http,
    pub(crate) ledger: Ledger,
    pub(crate) cache: Cache,
}

impl Hub {
    /// Makes no connection.
    pub fn new(settings: Settings) -> Result<Self> {
        Ok(Self {
            http: http::Http::new(&settings)?,
            ledger: Ledger::new(settings.ledger.clone()),
            cache: Cache::new(settings.cache.clone()),
            settings,
        })
    }

    pub fn ledger(&self) -> &Ledger {
        &self.ledger
    }

    pub fn cache(&self) -> &Cache {
        &self.cache
    }

    /// Where a model's page is, for a browser.
    pub fn page(&self, repo: &Repo) -> String {
        format!("{}/{}", self.settings.endpoint.as_str().trim_end_matches('/'), repo.name())
    }

    /// Runs work on this thread until it is done.
    pub(crate) fn run<T>(&self, work: impl Future<Output = Result<T>>) -> Result<T> {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .map_err(|e| Error::internal("The network could not be started").source(e))?;
        let done = runtime.block_on(work);
        // A hash that is being computed for nobody is not waited for.
        runtime.shutdown_background();
        done
    }
}
