//! Large files by Xet: a file is cut into chunks where its contents say so, equal chunks are kept once,
//! chunks travel in xorbs of up to 64 MiB to the hub's content store, and a shard tells the store how
//! the file is put together from them.
//!
//! The formats are our own few hundred lines after the public specification. The protocol's crate of
//! formats would add 47 packages to the command line (a second sysinfo and a log writer among them), and
//! its client opens connections and sends statistics that neither ledger nor lock would see. They are the
//! judges instead: `tests/content-store`.
//!
//! Left out: asking the store which chunks it has from other models. What is equal within a push goes
//! once, and what arrived before a cut is not sent again.

mod chunk;
mod hash;
mod known;
mod note;
mod pack;
mod shard;
mod store;
mod xorb;

use crate::Hub;
use crate::fetch::Meter;
use crate::ledger::Entry;
use crate::lfs::{Action, Large};
use crate::publish::Push;
use crate::upload::Contents;
use attune_engine::error::{Code, Error, IoContext, Result};
use hash::Hash;
use known::Known;
use note::Note;
use pack::Packer;
use std::fs::File;
use std::path::Path;
use std::sync::Arc;
use store::Access;
use xorb::Xorb;

/// One file on its way.
pub(crate) struct Sending<'a> {
    pub push: &'a Push,
    pub file: &'a Large,
    /// For an error: "model.safetensors to a/b".
    pub about: &'a str,
    pub entry: &'a Entry,
    pub meter: &'a Meter,
}

/// One content store during one push.
pub(crate) struct Session {
    access: Access,
    known: Known,
    note: Note,
    /// Xorbs that an earlier try had sent.
    from_before: usize,
}

impl Session {
    fn new(access: Access, note: Note) -> Self {
        let known = note.read();
        Self { access, from_before: known.len(), known, note }
    }

    /// Begins anew, as if nothing had ever been sent.
    fn forget(&mut self) {
        (self.known, self.from_before) = (Known::default(), 0);
        self.note.forget();
    }
}

impl Hub {
    /// Sends a file; the hub knows it by its SHA-256 afterwards.
    pub(crate) async fn send_by_xet(
        &self,
        sending: &Sending<'_>,
        upload: &Action,
        session: &mut Option<Session>,
    ) -> Result<()> {
        let access = self.access(sending, &upload.header).await?;
        let session = match session {
            Some(same) if same.access.store == access.store => {
                same.access = access;
                same
            }
            other => {
                let store = access.store.as_str();
                let note = Note::new(&self.settings, &sending.push.repo, store);
                other.insert(Session::new(access, note))
            }
        };
        match self.send_file(sending, session).await {
            // The store may have cleared away what no shard has named for long.
            Err((error, true)) if error.code == Code::Unsupported => {
                session.forget();
                self.send_file(sending, session).await.map_err(|(error, _)| error)
            }
            sent => sent.map_err(|(error, _)| error),
        }
    }

    /// Its xorbs, then its shard. An error says whether xorbs of an earlier try were counted on.
    async fn send_file(
        &self,
        sending: &Sending<'_>,
        session: &mut Session,
    ) -> Result<(), (Error, bool)> {
        let from_before = session.from_before;
        let packer = self.send_xorbs(sending, session).await.map_err(|error| (error, false))?;
        let leans = packer.plan.runs.iter().any(|run| run.xorb < from_before);
        let shard = Hash::parse(&sending.file.oid)
            .and_then(|oid| shard::shard(&packer.plan, &packer.known, oid))
            .ok_or_else(|| (Error::internal("The plan of the file can't be written"), false))?;
        session.known = packer.known;
        let (contents, place) = (Contents::Memory(Arc::new(shard)), ["v1", "shards"]);
        let access = &mut session.access;
        let told = self.to_store(sending, access, &place, &contents, &|_| ()).await;
        told.map_err(|error| (error, leans))
    }

    async fn send_xorbs(
        &self,
        sending: &Sending<'_>,
        session: &mut Session,
    ) -> Result<Packer<File>> {
        let path = sending.push.folder.join(&sending.file.path);
        let opened = File::open(&path).at_path(&path)?;
        let mut packer = Packer::new(opened, std::mem::take(&mut session.known));
        loop {
            let before = packer.covered;
            let (next, xorb) = pack(packer, &path).await?;
            packer = next;
            let Some(xorb) = xorb else { break };
            let (length, covered) = (xorb.bytes.len() as u64, packer.covered);
            // A xorb is packed: its bytes stand for more of the file's.
            let told = |sent: u64| {
                sending.meter.at(before + (covered - before) * sent / length.max(1));
            };
            let name = xorb.hash.to_string();
            let contents = Contents::Memory(Arc::new(xorb.bytes));
            let place = ["v1", "xorbs", "default", &name];
            self.to_store(sending, &mut session.access, &place, &contents, &told).await?;
            if let Some(held) = packer.known.last() {
                // Without a note a second try would send more; that is no reason to end this one.
                let _ = session.note.add(held);
            }
        }
        sending.meter.at(packer.covered);
        if packer.sha256() != sending.file.oid {
            return Err(Error::new(Code::BadFile, "The file changed while it was sent")
                .at(sending.file.path.clone())
                .advice("Publish again once nothing writes to it"));
        }
        Ok(packer)
    }

    /// Once the commit is made, there is nothing to go on with.
    pub(crate) fn forget_sent(&self, push: &Push) {
        Note::new(&self.settings, &push.repo, "").forget();
    }
}

/// Packing computes, and computing would keep the network and a stop waiting.
async fn pack(mut packer: Packer<File>, path: &Path) -> Result<(Packer<File>, Option<Xorb>)> {
    let work = tokio::task::spawn_blocking(move || {
        let xorb = packer.next();
        (packer, xorb)
    });
    let (packer, xorb) =
        work.await.map_err(|e| Error::internal("The file could not be packed").source(e))?;
    Ok((packer, xorb.at_path(path)?))
}

/// Bytes that nothing can pack, the same for the same seed.
#[cfg(test)]
pub(crate) fn noise(length: usize, seed: u64) -> Vec<u8> {
    let mut bytes = vec![0; length];
    let mut hasher = blake3::Hasher::new();
    hasher.update(&seed.to_le_bytes());
    hasher.finalize_xof().fill(&mut bytes);
    bytes
}
