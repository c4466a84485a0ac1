//! Forgetting for good: of what rows once said, nothing stays in the database's files.
//!
//! What a person does can be taken back because the old values are kept, in steps, in removed rows
//! and in replaced files. All of that goes here, and undo ends at this point.

use super::history::SEALED;
use super::project::{get_meta, set_meta};
use super::{DataSummary, Project, parts, schema};
use crate::error::{Code, Error, Result};
use crate::privacy::Cleaner;
use rusqlite::{Connection, Transaction, params};

/// Noted while the file still has to be written anew.
const FORGETTING: &str = "forgetting";

impl Project {
    /// Deletes every text but the present ones. Groups in which something personal is found are
    /// numbered instead. What the person decided stays; none of it can be taken back any more.
    pub fn forget_originals(&mut self, cleaner: &Cleaner) -> Result<DataSummary> {
        self.db.pragma_update(None, "secure_delete", true).map_err(|e| self.failed(e))?;
        self.change(|tx, path| {
            let fail = |e| schema::failed(e, path);
            seal(tx).map_err(fail)?;
            drop_texts(tx).map_err(fail)?;
            number_groups(tx, cleaner).map_err(fail)?;
            parts::assign(tx).map_err(fail)?;
            set_meta(tx, FORGETTING, "1").map_err(fail)
        })?;
        self.finish_forgetting()?;
        self.summary()
    }

    /// Whether undo, removed rows or replaced files hold texts that are not the present ones.
    pub fn holds_originals(&self) -> Result<bool> {
        self.db
            .query_row(
                "SELECT EXISTS (SELECT 1 FROM change WHERE field = 'text')
                     OR EXISTS (SELECT 1 FROM row JOIN source ON source.id = row.source
                                WHERE deleted = 1 OR active = 0)
                     OR EXISTS (SELECT 1 FROM rejected WHERE excerpt <> '')",
                [],
                |r| r.get(0),
            )
            .map_err(|e| self.failed(e))
    }

    /// Writes the file anew, without the pages that were freed, and empties its journal. A program
    /// that was killed in between goes on when the project is opened next.
    pub(super) fn finish_forgetting(&mut self) -> Result<()> {
        if self.note(FORGETTING)?.is_none() {
            return Ok(());
        }
        let fail = |e| schema::failed(e, &self.path);
        // The new file is made in memory: a temporary one would be one more copy on the disk.
        self.db.pragma_update(None, "temp_store", "MEMORY").map_err(fail)?;
        empty_journal(&self.db).map_err(fail)?;
        self.db.execute_batch("VACUUM").map_err(fail)?;
        if !empty_journal(&self.db).map_err(fail)? {
            return Err(Error::new(Code::Busy, "The project is being read by another program")
                .safe("The originals are deleted; their places in the file are not overwritten yet")
                .advice("Close the other window, then delete the originals once more"));
        }
        self.set_note(FORGETTING, None)?;
        empty_journal(&self.db).map_err(|e| self.failed(e)).map(|_| ())
    }
}

/// Whether all of it could be written into the file.
fn empty_journal(db: &Connection) -> rusqlite::Result<bool> {
    db.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |r| r.get::<_, i64>(0))
        .map(|busy| busy == 0)
}

/// Undo ends here. The steps stay, without words: they count answers and tell states apart.
fn seal(tx: &Transaction<'_>) -> rusqlite::Result<()> {
    tx.execute("DELETE FROM step WHERE undone = 1", [])?;
    let last: i64 = tx.query_row("SELECT COALESCE(MAX(id), 0) FROM step", [], |r| r.get(0))?;
    set_meta(tx, SEALED, &last.to_string())?;
    tx.execute("UPDATE step SET title = '', names = '[]'", [])?;
    // That a row got its first category here is counted; which one it was is not.
    tx.execute("DELETE FROM change WHERE field <> 'label' OR before IS NOT NULL", [])?;
    tx.execute("UPDATE change SET after = NULL", []).map(|_| ())
}

fn drop_texts(tx: &Transaction<'_>) -> rusqlite::Result<()> {
    tx.execute("DELETE FROM source WHERE active = 0", [])?;
    tx.execute("DELETE FROM row WHERE deleted = 1", [])?;
    tx.execute("UPDATE rejected SET excerpt = ''", [])?;
    // Names that only undo could bring back.
    tx.execute(
        "DELETE FROM category WHERE declared = 0
         AND name NOT IN (SELECT label FROM row WHERE label IS NOT NULL)",
        [],
    )
    .map(|_| ())
}

fn number_groups(tx: &Transaction<'_>, cleaner: &Cleaner) -> rusqlite::Result<()> {
    let groups: Vec<String> = tx
        .prepare("SELECT DISTINCT grp FROM row WHERE grp IS NOT NULL ORDER BY grp")?
        .query_map([], |r| r.get(0))?
        .collect::<rusqlite::Result<_>>()?;
    let personal = groups.iter().filter(|group| !cleaner.find(group).is_empty());
    for (number, group) in personal.enumerate() {
        // Not like any other group, whatever those are called.
        let name = format!("#{}", number + 1);
        tx.execute("UPDATE row SET grp = ?2 WHERE grp = ?1", params![group, name])?;
    }
    Ok(())
}

/// The last step that can't be taken back.
pub(super) fn sealed(db: &Connection) -> rusqlite::Result<i64> {
    Ok(get_meta(db, SEALED)?.and_then(|step| step.parse().ok()).unwrap_or(0))
}
