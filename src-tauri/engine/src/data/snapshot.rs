//! A project's database as one file of its own, while the project is in use; and one that came from
//! elsewhere, looked at before it is trusted.

use super::{Project, schema};
use crate::error::{Code, Error, IoContext, Result};
use std::fs::{self, OpenOptions};
use std::path::Path;
use std::thread;
use std::time::Duration;

/// The database's name in every project's folder.
pub const DATABASE: &str = "project.db";

/// The first entry of the file that a whole project is saved as, and what it says.
pub(crate) const TYPE_ENTRY: &str = "mimetype";
pub(crate) const TYPE: &str = "application/x-attune-project";

/// Whether a file that begins like this is a whole project. The entry stands in it as it is.
pub(crate) fn is_project(head: &[u8]) -> bool {
    let number = |at: usize| {
        let bytes = head.get(at..at + 2)?.try_into().ok()?;
        Some(usize::from(u16::from_le_bytes(bytes)))
    };
    let (Some(length), Some(extra)) = (number(26), number(28)) else { return false };
    let content = head.get(30 + length + extra..).unwrap_or_default();
    head.starts_with(b"PK\x03\x04")
        && head.get(30..30 + length) == Some(TYPE_ENTRY.as_bytes())
        && content.starts_with(TYPE.as_bytes())
}

/// How often someone is told how far it is, and may call it off.
const LOOK: Duration = Duration::from_millis(5);

impl Project {
    /// About how large a copy of the database is.
    pub fn database_bytes(&self) -> Result<u64> {
        let number = |name| self.db.pragma_query_value(None, name, |r| r.get::<_, i64>(0));
        let (pages, page, free) = (number("page_count"), number("page_size"), "freelist_count");
        let used = pages.and_then(|pages| Ok(pages - number(free)?)).map_err(|e| self.failed(e))?;
        Ok((used * page.map_err(|e| self.failed(e))?).max(0) as u64)
    }

    /// Writes all that was committed to a new file, without the pages of what was deleted. `hear`
    /// is told how many bytes are written, and may call it off.
    pub fn snapshot(&mut self, to: &Path, hear: &mut dyn FnMut(u64) -> Result<()>) -> Result<()> {
        let Some(place) = to.to_str() else {
            return Err(Error::new(Code::Io, "The name of this place can't be written as text")
                .at(to.display().to_string())
                .advice("Choose another folder"));
        };
        let whole = self.database_bytes()?;
        let stop = self.db.get_interrupt_handle();
        let db = &mut self.db;
        let (done, heard) = thread::scope(|scope| {
            let work = scope.spawn(move || db.execute("VACUUM INTO ?1", [place]));
            let mut heard = Ok(());
            while !work.is_finished() {
                match heard {
                    Ok(()) => {
                        heard = hear(fs::metadata(to).map_or(0, |meta| meta.len()).min(whole))
                    }
                    // Asked again until it hears: an interrupt before the first page is lost.
                    Err(_) => stop.interrupt(),
                }
                thread::sleep(LOOK);
            }
            (work.join(), heard)
        });
        heard?;
        let done = done.map_err(|_| Error::internal("The database could not be copied"))?;
        done.map_err(|e| self.failed(e))?;
        // SQLite leaves that to us.
        OpenOptions::new().write(true).open(to).and_then(|file| file.sync_all()).at_path(to)
    }

    /// Opens a project that came from elsewhere, once its database proved to be one of Attune's.
    pub fn open_foreign(folder: &Path) -> Result<Self> {
        schema::refuse_foreign(&folder.join(DATABASE))?;
        let mut project = Self::open(folder)?;
        // What the tables hold may still be of kinds that no Attune writes.
        project.summary()?;
        project.version()?;
        project.history(1)?;
        Ok(project)
    }
}
