//! E-mails, one (.eml) or many in a row (.mbox): subject, sender, day, and what the person wrote,
//! without the messages quoted in it and without the signature.

use super::cut::Piece;
use super::document::{self, Document};
use super::mail_text::{html_text, own_text};
use super::source::{Head, Layout, Sniff, Source};
use super::table::{Each, Record, excerpt};
use super::{Format, ReadOptions};
use crate::error::{IoContext, Result};
use mail_parser::{Message, MessageParser, PartType};
use std::io::{BufRead, Read};

pub(super) const EML: Format = Format {
    id: "eml",
    title: "E-mail",
    description: "One message: its text without quoted replies and signature",
    extensions: &["eml"],
    example: b"From: Ana <ana@example.org>\nSubject: Parcel\n\nWhere is my parcel?\n",
    sniff: Sniff::Bytes(|head| has_headers(head.bytes)),
    layout: |source, options| document::layout(source, options, &CUTS, parse),
    read: |source, layout, each| document::read(source, layout, each, parse),
    parse: Some(parse),
};

pub(super) const MBOX: Format = Format {
    id: "mbox",
    title: "Mailbox",
    description: "Many messages in one file, each a row",
    extensions: &["mbox", "mbx"],
    example: b"From ana Fri May 31 12:00:00 2024\nFrom: Ana <ana@example.org>\n\
               Subject: Parcel\n\nWhere is my parcel?\n",
    sniff: Sniff::Bytes(is_mailbox),
    layout: layout_mailbox,
    read: read_mailbox,
    parse: None,
};

const CUTS: [&str; 3] = ["file", "paragraph", "length"];

pub(super) const SUBJECT: &str = "subject";
pub(super) const SENDER: &str = "sender";
pub(super) const DATE: &str = "date";

/// The first lines are headers, and such as only a message has.
pub(super) fn has_headers(bytes: &[u8]) -> bool {
    const TELLING: &[&str] = &[
        "from",
        "to",
        "subject",
        "date",
        "received",
        "return-path",
        "message-id",
        "delivered-to",
        "mime-version",
        "content-type",
        "reply-to",
        "x-mailer",
    ];
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(1 << 14)]);
    let mut telling = 0;
    for line in head.trim_start_matches('\u{feff}').lines() {
        if line.is_empty() {
            break;
        }
        if line.starts_with([' ', '\t']) {
            continue;
        }
        let Some((name, _)) = line.split_once(':') else { return false };
        if name.is_empty() || !name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-') {
            return false;
        }
        telling += usize::from(TELLING.contains(&name.to_lowercase().as_str()));
    }
    telling >= 2
}

fn is_mailbox(head: &Head<'_>) -> bool {
    let Some(rest) = head.bytes.strip_prefix(b"From ") else { return false };
    let end = rest.iter().position(|byte| *byte == b'\n').unwrap_or(rest.len());
    has_headers(rest.get(end + 1..).unwrap_or_default())
}

fn parse(bytes: &[u8]) -> Result<Document> {
    let message = MessageParser::default().parse(bytes).filter(|m| !m.headers().is_empty());
    let Some(message) = message else {
        return Err(document::bad("This e-mail is damaged: it has no headers"));
    };
    let mut document = Document::default();
    for paragraph in paragraphs(&own_text(&body(&message))) {
        document.push(paragraph, false, 0);
        if document.blocks.len() > document::MOST_BLOCKS {
            return Err(document::too_many());
        }
    }
    if document.is_empty() {
        return Err(document::bad("The e-mail has no text of its own")
            .advice("Choose another file; attachments are not read"));
    }
    document.facts = facts(&message);
    Ok(document)
}

fn facts(message: &Message<'_>) -> Vec<(&'static str, String)> {
    let sender = message.from().and_then(|from| from.first());
    let sender = sender.and_then(|from| from.address.as_deref().or(from.name.as_deref()));
    let day = message.date().map(|d| format!("{:04}-{:02}-{:02}", d.year, d.month, d.day));
    vec![
        (SUBJECT, message.subject().unwrap_or_default().to_owned()),
        (SENDER, sender.unwrap_or_default().to_owned()),
        (DATE, day.unwrap_or_default()),
    ]
}

/// The plain text where there is one; else the text of the HTML, without what it quotes.
fn body(message: &Message<'_>) -> String {
    let mut bodies = message.text_bodies().map(|part| match &part.body {
        PartType::Html(html) => html_text(html),
        PartType::Text(text) => text.clone().into_owned(),
        _ => String::new(),
    });
    bodies.find(|text| !text.trim().is_empty()).unwrap_or_default()
}

fn paragraphs(text: &str) -> impl Iterator<Item = String> {
    let mut lines = text.lines();
    std::iter::from_fn(move || {
        let mut paragraph = String::new();
        for line in lines.by_ref() {
            if line.trim().is_empty() {
                if !paragraph.is_empty() {
                    break;
                }
                continue;
            }
            if !paragraph.is_empty() {
                paragraph.push('\n');
            }
            paragraph.push_str(line.trim_end());
        }
        Some(paragraph).filter(|text| !text.is_empty())
    })
}

fn layout_mailbox(_: &Source, options: &ReadOptions) -> Result<Layout> {
    let cut = super::cut::find(options.cut.as_deref().unwrap_or(CUTS[0]), &CUTS)?;
    let columns = [document::TEXT, SUBJECT, SENDER, DATE].map(str::to_owned).to_vec();
    let options = document::settled(options, cut);
    Ok(Layout { options, columns, cuts: CUTS.to_vec(), ..Layout::default() })
}

/// Bytes of one message; more are left out.
const LARGEST_MESSAGE: usize = 32 << 20;

fn read_mailbox(source: &Source, layout: &Layout, each: &mut Each<'_>) -> Result<()> {
    let mut messages =
        Messages { input: source.file()?, next_line: 1, begun: false, after_blank: true };
    while let Some((line, bytes)) = messages.next().at_path(&source.path)? {
        let subject =
            |bytes: &[u8]| excerpt(&String::from_utf8_lossy(&bytes[..bytes.len().min(400)]));
        if bytes.len() > LARGEST_MESSAGE {
            let reason = "The message is larger than 32 million bytes";
            if !each(Record::rejected(line, reason, &subject(&bytes)))? {
                return Ok(());
            }
            continue;
        }
        let document = match parse(&bytes) {
            Ok(document) => document,
            Err(error) => {
                if each(Record::rejected(line, error.what, &subject(&bytes)))? {
                    continue;
                }
                return Ok(());
            }
        };
        let mut cutter = document::cutter(layout)?;
        let facts = document.facts;
        let mut take =
            |piece: Piece| each(document::record(Piece { line, ..piece }, &layout.columns, &facts));
        for block in document.blocks {
            if !cutter.push(block, &mut take)? {
                return Ok(());
            }
        }
        if !cutter.end_document(&mut take)? {
            return Ok(());
        }
    }
    Ok(())
}

/// The messages of a mailbox: each begins with a line "From ...".
struct Messages<R> {
    input: R,
    next_line: u64,
    /// The "From " line of the next message was read.
    begun: bool,
    /// The line before was blank: only then "From " begins a message.
    after_blank: bool,
}

impl<R: BufRead> Messages<R> {
    fn next(&mut self) -> std::io::Result<Option<(u64, Vec<u8>)>> {
        let mut message = Vec::new();
        let mut line = Vec::new();
        let mut first_line = self.next_line;
        loop {
            line.clear();
            // A line without an end is taken in parts.
            let n = self.input.by_ref().take(1 << 16).read_until(b'\n', &mut line)?;
            if n == 0 {
                let some = self.begun && !message.is_empty();
                self.begun = false;
                return Ok(some.then_some((first_line, message)));
            }
            let starts = self.after_blank && line.starts_with(b"From ");
            self.after_blank = line.trim_ascii().is_empty();
            self.next_line += u64::from(line.ends_with(b"\n"));
            if starts && self.begun && !message.is_empty() {
                return Ok(Some((first_line, message)));
            }
            if starts && message.is_empty() {
                self.begun = true;
                first_line = self.next_line;
                continue;
            }
            // ">From" was written so that it would not begin a message.
            let plain = line.strip_prefix(b">").filter(|rest| rest.starts_with(b"From "));
            if message.len() <= LARGEST_MESSAGE {
                message.extend_from_slice(plain.unwrap_or(&line));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_are_told_from_other_text() {
        assert!(has_headers(b"Return-Path: <a@b>\nReceived: by x\n\tfor y\nSubject: z\n\nHi"));
        assert!(!has_headers(b"Subject: a book on mail\n\nHi"));
        assert!(!has_headers(b"text,label\nFrom: a,To: b\n"));
    }
}
