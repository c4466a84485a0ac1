//! Bytes on their way out, counted as the network takes them.

use crate::http::{Ask, Failure, Http};
use crate::ledger::Entry;
use crate::refusal;
use attune_engine::error::{IoContext, Result};
use reqwest::{Body, Response};
use std::fs::File;
use std::io::{Cursor, Read, Seek, SeekFrom};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// Bytes handed to the network at once.
const BLOCK: usize = 256 << 10;

/// What is sent.
pub(crate) enum Contents {
    /// A range of a file.
    Slice { path: PathBuf, from: u64, length: u64 },
    /// Bytes that are in memory anyway, and sent again after a cut.
    Memory(Arc<Vec<u8>>),
}

impl Contents {
    pub fn len(&self) -> u64 {
        match self {
            Self::Slice { length, .. } => *length,
            Self::Memory(bytes) => bytes.len() as u64,
        }
    }

    fn open(&self) -> Result<Box<dyn Read + Send>> {
        Ok(match self {
            Self::Slice { path, from, length } => {
                let mut file = File::open(path).at_path(path)?;
                file.seek(SeekFrom::Start(*from)).at_path(path)?;
                Box::new(file.take(*length))
            }
            Self::Memory(bytes) => Box::new(Cursor::new(Shared(bytes.clone()))),
        })
    }
}

/// So that a try takes no copy of its own.
struct Shared(Arc<Vec<u8>>);

impl AsRef<[u8]> for Shared {
    fn as_ref(&self) -> &[u8] {
        &self.0
    }
}

impl Http {
    /// One try; the answer comes whatever its status. `told` hears how many bytes are out.
    pub async fn upload(
        &self,
        ask: &Ask,
        contents: &Contents,
        entry: &Entry,
        told: &dyn Fn(u64),
    ) -> Result<Response, Failure> {
        let sent = Arc::new(AtomicU64::new(0));
        let body = stream(contents, sent.clone())?;
        let mut answer = std::pin::pin!(self.once(ask, Some(body), entry));
        let (mut last, mut seen) = (0, tokio::time::Instant::now());
        let pause = self.pace().silence / 20;
        let response = loop {
            tokio::select! {
                response = &mut answer => break response,
                () = tokio::time::sleep(pause) => {}
            }
            let now = sent.load(Ordering::Relaxed);
            told(now);
            if now > last {
                entry.sent(now - last);
                (last, seen) = (now, tokio::time::Instant::now());
            } else if seen.elapsed() > self.pace().silence {
                break Err(Failure::Passing(refusal::silent(&ask.about), None));
            }
        };
        let now = sent.load(Ordering::Relaxed);
        entry.sent(now - last);
        told(now);
        response
    }
}

/// The bytes, counted as the network takes them.
fn stream(contents: &Contents, sent: Arc<AtomicU64>) -> Result<Body> {
    let rest = contents.open()?;
    let blocks = futures_util::stream::try_unfold((rest, sent), |(mut rest, sent)| async move {
        let mut block = vec![0; BLOCK];
        let n = rest.read(&mut block)?;
        block.truncate(n);
        sent.fetch_add(n as u64, Ordering::Relaxed);
        Ok::<_, std::io::Error>((n > 0).then_some((block, (rest, sent))))
    });
    Ok(Body::wrap_stream(blocks))
}
