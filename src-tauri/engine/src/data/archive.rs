//! A ZIP archive of documents. Nothing is written anywhere: its files are unpacked in memory, one
//! at a time, and no more of one than a document may have.

use super::collection::{self, Member, Members, TakeMember};
use super::document::LARGEST;
use super::source::{Sniff, Source, guard};
use super::{Format, zipped};
use crate::error::Result;
use std::io::{Read, copy, sink};
use zip::result::ZipError;

pub(super) const FORMAT: Format = Format {
    id: "zip",
    title: "ZIP archive",
    description: "The documents in an archive; a folder's name can be the label",
    extensions: &["zip"],
    example: include_bytes!("examples/example.zip"),
    sniff: Sniff::Bytes(|head| {
        // Anything else that is packed this way was recognised before.
        zipped::looks_zipped(head.bytes) && zipped::open(&Source::bytes(head.path)).is_ok()
    }),
    layout: |source, options| {
        guard(source, || collection::layout(source, options, &mut Archive { source }))
    },
    read: |source, layout, each| {
        guard(source, || collection::read(source, layout, each, &mut Archive { source }))
    },
    parse: None,
};

/// Bytes that all files together may unpack to.
const MOST_BYTES: u64 = 2 << 30;

struct Archive<'a> {
    source: &'a Source,
}

impl Members for Archive<'_> {
    fn each(&mut self, most: u64, take: &mut TakeMember<'_>) -> Result<()> {
        let mut archive = zipped::open(self.source)?;
        let mut unpacked = 0;
        for index in 0..archive.len() {
            let file = match archive.by_index(index) {
                Ok(file) => file,
                Err(ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED)) => {
                    return Err(zipped::locked(self.source));
                }
                Err(error) => return Err(zipped::damaged(self.source, &error)),
            };
            let name = file.name().replace('\\', "/");
            let hidden = name.split('/').any(collection::is_hidden);
            if file.is_dir() || (hidden && !leads_out(&name)) || file.is_symlink() {
                continue;
            }
            let content = if leads_out(&name) {
                Err("Its name leads out of the archive".to_owned())
            } else {
                read(file, most)
            };
            unpacked += content.as_ref().map_or(0, |bytes| bytes.len() as u64);
            if unpacked > MOST_BYTES {
                return Err(zipped::bomb(self.source));
            }
            if !take(Member { number: index as u64 + 1, path: name, content })? {
                return Ok(());
            }
        }
        Ok(())
    }
}

/// A path that an unpacking program would follow to somewhere else.
fn leads_out(name: &str) -> bool {
    name.starts_with('/') || name.contains(':') || name.split('/').any(|part| part == "..")
}

fn read(file: impl Read, most: u64) -> std::result::Result<Vec<u8>, String> {
    let mut bytes = Vec::new();
    let mut limited = file.take(most);
    match limited.read_to_end(&mut bytes) {
        Ok(_) if bytes.len() as u64 > LARGEST => Err(collection::TOO_LARGE.into()),
        // The end of a file tells whether it is whole.
        Ok(read) if (read as u64) < most => match copy(&mut limited, &mut sink()) {
            Ok(_) => Ok(bytes),
            Err(_) => Err(DAMAGED.into()),
        },
        Ok(_) => Ok(bytes),
        Err(_) => Err(DAMAGED.into()),
    }
}

const DAMAGED: &str = "It is damaged and can't be unpacked";
