//! Many documents together: what a folder and an archive share.

use super::cut::{self, CUTS, Piece};
use super::document::{self, Document, HEADING, LARGEST, PAGE, TEXT};
use super::mail::{DATE, SENDER, SUBJECT};
use super::source::{Head, Layout, Source};
use super::table::{Each, Record, excerpt};
use super::{FORMATS, Format, ReadOptions, encoding};
use crate::error::Result;
use std::collections::BTreeMap;

/// A file of the collection.
pub(super) struct Member {
    /// From 1.
    pub number: u64,
    /// Its name and the folders above it, with slashes.
    pub path: String,
    /// Its bytes, or why there are none.
    pub content: std::result::Result<Vec<u8>, String>,
}

/// Takes a file and says whether to go on.
pub(super) type TakeMember<'a> = dyn FnMut(Member) -> Result<bool> + 'a;

pub(super) trait Members {
    /// Hands over the files one after the other, and no more than `most` bytes of each.
    fn each(&mut self, most: u64, take: &mut TakeMember<'_>) -> Result<()>;
}

pub(super) const TOO_LARGE: &str = "It is larger than 64 million bytes";

/// The name of the folder that a document lies in: its category, where folders are categories.
const FOLDER: &str = "folder";
/// The name of its file without the ending: its category, where files are categories.
const FILE: &str = "file";
/// Its path in the collection, which keeps its rows together.
const DOCUMENT: &str = "document";

/// Files that programs leave behind for themselves.
pub(super) fn is_hidden(name: &str) -> bool {
    name.starts_with('.') || matches!(name, "Thumbs.db" | "desktop.ini" | "__MACOSX")
}

pub(super) fn layout(
    source: &Source,
    options: &ReadOptions,
    members: &mut dyn Members,
) -> Result<Layout> {
    let mut kinds: BTreeMap<&str, usize> = BTreeMap::new();
    let mut others = 0;
    members.each(1 << 16, &mut |member| {
        match member.content.as_ref().ok().and_then(|bytes| kind(&member.path, bytes)) {
            Some(format) if format.parse.is_some() => *kinds.entry(format.id).or_default() += 1,
            _ => others += 1,
        }
        Ok(true)
    })?;
    if kinds.is_empty() {
        let what = if others == 0 {
            "There are no files in it"
        } else {
            "There is no document in it that can be read"
        };
        return Err(source.bad(what).advice("Choose a folder or archive with documents in it"));
    }
    let has = |ids: &[&str]| ids.iter().any(|id| kinds.contains_key(id));
    let (headings, pages) = (has(&["docx", "html", "pdf"]), has(&["pdf"]));
    let cuts: Vec<&str> = CUTS
        .iter()
        .map(|cut| cut.id)
        .filter(|id| (*id != "heading" || headings) && (*id != "page" || pages))
        .collect();
    let cut = cut::find(options.cut.as_deref().unwrap_or("file"), &cuts)?;
    let mut columns = vec![TEXT];
    columns.extend(headings.then_some(HEADING));
    columns.extend(pages.then_some(PAGE));
    if has(&["eml"]) {
        columns.extend([SUBJECT, SENDER, DATE]);
    }
    columns.extend([FOLDER, FILE, DOCUMENT]);
    Ok(Layout {
        options: document::settled(options, cut),
        columns: columns.into_iter().map(str::to_owned).collect(),
        cuts,
        ..Layout::default()
    })
}

/// What a file of the collection is; `bytes` may be only its beginning.
fn kind(path: &str, bytes: &[u8]) -> Option<&'static Format> {
    use super::source::Sniff;
    let head = Head { path: path.as_ref(), bytes, is_member: true, is_folder: false };
    let known = FORMATS
        .iter()
        .filter(|format| format.id != super::archive::FORMAT.id)
        .find(|format| matches!(format.sniff, Sniff::Bytes(sniff) if sniff(&head)));
    if known.is_some() {
        return known;
    }
    let beginning = &bytes[..bytes.len().min(1 << 16)];
    if encoding::refuse(path.as_ref(), beginning).is_err() {
        return None;
    }
    let source = Source::in_memory(path.as_ref(), encoding::decode(beginning));
    Some(super::table::by_text(&source))
}

pub(super) fn read(
    _: &Source,
    layout: &Layout,
    each: &mut Each<'_>,
    members: &mut dyn Members,
) -> Result<()> {
    members.each(LARGEST + 1, &mut |member| {
        let Member { number, path, content } = member;
        let parsed = content.and_then(|bytes| parse(&path, &bytes));
        let document = match parsed {
            Ok(document) => document,
            Err(reason) => return each(Record::rejected(number, reason, &excerpt(&path))),
        };
        let mut facts: Vec<(&str, String)> = document.facts;
        facts.extend(facts_of(&path));
        let mut cutter = document::cutter(layout)?;
        let mut take = |piece: Piece| {
            each(document::record(Piece { line: number, ..piece }, &layout.columns, &facts))
        };
        for block in document.blocks {
            if !cutter.push(block, &mut take)? {
                return Ok(false);
            }
        }
        cutter.end_document(&mut take)
    })
}

fn parse(path: &str, bytes: &[u8]) -> std::result::Result<Document, String> {
    if bytes.is_empty() {
        return Err("It is empty".into());
    }
    let Some(format) = kind(path, bytes) else {
        return Err("It is no document that Attune reads".into());
    };
    let Some(parse) = format.parse else {
        return Err(format!("It is a table ({}); add it as a file of its own", format.title));
    };
    let read = std::panic::catch_unwind(|| parse(bytes));
    match read {
        Ok(Ok(document)) if document.is_empty() => Err("There is no text in it".into()),
        Ok(Ok(document)) => Ok(document),
        Ok(Err(error)) => Err(error.what),
        Err(_) => Err("It is damaged in a way that its reader did not expect".into()),
    }
}

/// What the path says of a document.
fn facts_of(path: &str) -> [(&'static str, String); 3] {
    let mut parts = path.rsplit('/');
    let name = parts.next().unwrap_or_default();
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    [
        (FOLDER, parts.next().unwrap_or_default().to_owned()),
        (FILE, stem.to_owned()),
        (DOCUMENT, path.to_owned()),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_says_folder_file_and_document() {
        let values = |path| facts_of(path).map(|(_, value)| value);
        assert_eq!(values("a/b/letter 1.txt"), ["b", "letter 1", "a/b/letter 1.txt"]);
        assert_eq!(values("note"), ["", "note", "note"]);
    }

    #[test]
    fn a_file_is_told_by_its_content() {
        let id = |path, bytes: &[u8]| kind(path, bytes).map(|format| format.id);
        assert_eq!(id("a.txt", b"Some words.\nAnd more."), Some("txt"));
        assert_eq!(id("a", b"<!doctype html><p>x"), Some("html"));
        assert_eq!(id("a.txt", b"From: a@b\nTo: c@d\n\nHi"), Some("eml"));
        assert_eq!(id("a.txt", b"text,label\na,b\n"), Some("csv"));
        assert_eq!(id("a.png", b"\x89PNG\r\n"), None);
    }
}
