//! Web pages: the text that a browser would show, in blocks, with its headings.

use super::document::{self, Block, Document, MOST_BLOCKS};
use super::source::Sniff;
use super::{Format, encoding};
use crate::error::Result;
use html5ever::buffer_queue::BufferQueue;
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{
    Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts, states,
};
use std::cell::RefCell;

pub(super) const FORMAT: Format = Format {
    id: "html",
    title: "Web page",
    description: "The text of an HTML page, cut by heading, paragraph or length",
    extensions: &["html", "htm", "xhtml"],
    example: b"<!doctype html><title>Mail</title><p>Where is my parcel?</p>\n",
    sniff: Sniff::Text(|source| looks_like_html(&source.head)),
    layout: |source, options| document::layout(source, options, &CUTS, parse),
    read: |source, layout, each| document::read(source, layout, each, parse),
    parse: Some(parse),
};

pub(super) const CUTS: [&str; 5] = ["paragraph", "heading", "file", "clause", "length"];

pub(super) fn looks_like_html(head: &str) -> bool {
    let start: String = head.trim_start().chars().take(15).collect::<String>().to_lowercase();
    ["<!doctype html", "<html", "<head", "<body"].iter().any(|tag| start.starts_with(tag))
        || start.starts_with("<?xml") && head.contains("<html")
}

/// Bytes of a page; it is held several times while it is read.
const LARGEST: usize = 32 << 20;

fn parse(bytes: &[u8]) -> Result<Document> {
    if bytes.len() > LARGEST {
        return Err(document::bad("The page is larger than 32 million bytes")
            .advice("Split it into several files"));
    }
    let mut document = Document::default();
    for block in blocks(&encoding::decode(bytes), Quotes::Keep) {
        document.push(block.text, block.is_heading, 0);
    }
    if document.blocks.len() > MOST_BLOCKS {
        return Err(document::too_many());
    }
    if document.is_empty() {
        return Err(document::bad("There is no text on this page").advice("Choose another file"));
    }
    Ok(document)
}

/// What becomes of quoted passages: in a mail they are what somebody else wrote.
#[derive(Default, Clone, Copy, PartialEq)]
pub(super) enum Quotes {
    #[default]
    Keep,
    Leave,
}

/// The text of a page or of a piece of one.
pub(super) fn blocks(html: &str, quotes: Quotes) -> Vec<Block> {
    let gather = Gather { quotes, ..Gather::default() };
    let tokenizer = Tokenizer::new(Sink(RefCell::new(gather)), TokenizerOpts::default());
    let input = BufferQueue::default();
    input.push_back(StrTendril::from_slice(html));
    // A script hands control back; nothing is run, so on with what follows.
    while !input.is_empty() {
        let _ = tokenizer.feed(&input);
    }
    tokenizer.end();
    let mut gather = tokenizer.sink.0.into_inner();
    gather.end_block();
    gather.blocks
}

struct Sink(RefCell<Gather>);

impl TokenSink for Sink {
    type Handle = ();

    fn process_token(&self, token: Token, _: u64) -> TokenSinkResult<()> {
        let mut gather = self.0.borrow_mut();
        match token {
            Token::CharacterTokens(text) => gather.text(&text),
            Token::TagToken(tag) => return gather.tag(&tag),
            _ => {}
        }
        TokenSinkResult::Continue
    }
}

#[derive(Default)]
struct Gather {
    quotes: Quotes,
    blocks: Vec<Block>,
    text: String,
    /// The tag whose content is passed over, and how deep one is in tags of its name.
    passed_over: Option<(String, usize)>,
    is_heading: bool,
    /// Blanks count as they stand.
    preformatted: bool,
}

/// Nothing of these is shown as text of the page.
const UNSEEN: &[&str] = &["head", "title", "template", "svg", "math", "select", "nav", "button"];
/// Their content is no HTML.
const RAW: &[&str] = &["script", "style", "noscript", "iframe", "noframes", "noembed", "xmp"];
const BLOCKS: &[&str] = &[
    "address",
    "article",
    "aside",
    "blockquote",
    "body",
    "caption",
    "center",
    "dd",
    "details",
    "dialog",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "header",
    "hr",
    "html",
    "legend",
    "li",
    "main",
    "ol",
    "p",
    "pre",
    "section",
    "summary",
    "table",
    "tbody",
    "tfoot",
    "thead",
    "tr",
    "ul",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
];

impl Gather {
    fn tag(&mut self, tag: &Tag) -> TokenSinkResult<()> {
        let name: &str = &tag.name;
        let starts = tag.kind == TagKind::StartTag;
        // A page may leave out the end of its head.
        let body = starts && BLOCKS.contains(&name);
        if body && self.passed_over.as_ref().is_some_and(|(outer, _)| outer == "head") {
            self.passed_over = None;
        }
        if let Some((outer, depth)) = &mut self.passed_over {
            if outer == name {
                *depth = if starts { *depth + 1 } else { *depth - 1 };
                if *depth == 0 {
                    self.passed_over = None;
                }
            }
            return raw(name, starts);
        }
        let quoted = self.quotes == Quotes::Leave && name == "blockquote";
        if starts && !tag.self_closing && (UNSEEN.contains(&name) || RAW.contains(&name) || quoted)
        {
            self.end_block();
            self.passed_over = Some((name.to_owned(), 1));
            return raw(name, starts);
        }
        match name {
            "br" => self.text.push('\n'),
            "td" | "th" if starts && !self.text.trim().is_empty() => self.text.push('\t'),
            _ if BLOCKS.contains(&name) => {
                self.end_block();
                let heading = matches!(name, "h1" | "h2" | "h3" | "h4" | "h5" | "h6");
                self.is_heading = starts && heading;
                self.preformatted = starts && name == "pre";
            }
            _ => {}
        }
        TokenSinkResult::Continue
    }

    fn text(&mut self, text: &str) {
        if self.passed_over.is_some() {
            return;
        }
        if self.preformatted {
            self.text.push_str(text);
            return;
        }
        // Any run of blanks and line ends is one blank.
        for c in text.chars() {
            if !matches!(c, ' ' | '\t' | '\n' | '\r' | '\x0C') {
                self.text.push(c);
            } else if !self.text.is_empty() && !self.text.ends_with([' ', '\n', '\t']) {
                self.text.push(' ');
            }
        }
    }

    fn end_block(&mut self) {
        let text = std::mem::take(&mut self.text);
        let lines: Vec<&str> = text.trim().lines().map(str::trim_end).collect();
        // One beyond the limit tells that there are too many.
        if !lines.is_empty() && self.blocks.len() <= MOST_BLOCKS {
            let line = self.blocks.len() as u64 + 1;
            let is_heading = self.is_heading;
            self.blocks.push(Block { text: lines.join("\n"), is_heading, page: 0, line });
        }
        self.is_heading = false;
        self.preformatted = false;
    }
}

/// Tells the tokenizer where a tag's content is no HTML.
fn raw(name: &str, starts: bool) -> TokenSinkResult<()> {
    match name {
        "script" if starts => TokenSinkResult::RawData(states::RawKind::ScriptData),
        "title" | "textarea" if starts => TokenSinkResult::RawData(states::RawKind::Rcdata),
        name if starts && RAW.contains(&name) => TokenSinkResult::RawData(states::RawKind::Rawtext),
        _ => TokenSinkResult::Continue,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(html: &str, quotes: Quotes) -> Vec<(bool, String)> {
        blocks(html, quotes).into_iter().map(|block| (block.is_heading, block.text)).collect()
    }

    #[test]
    fn what_a_reader_sees_and_nothing_else() {
        let html = "<!doctype html><html><head><title>No</title><style>p{}</style></head><body>\
                    <h1>The  <b>rent</b></h1><p>It is due\n on the <i>first</i>.<br>Always.</p>\
                    <script>if (a<b) document.write('<p>no</p>')</script><ul><li>One</li><li>Two\
                    </ul><table><tr><td>a<td>b</table>A &amp; B &#252;</body>";
        let found = texts(html, Quotes::Keep);
        let body: Vec<&str> = found[1..].iter().map(|(_, text)| text.as_str()).collect();
        assert_eq!(found[0], (true, "The rent".into()));
        assert_eq!(body, ["It is due on the first.\nAlways.", "One", "Two", "a\tb", "A & B ü"]);
    }

    #[test]
    fn quotes_of_a_mail_can_be_left_out() {
        let html = "<div>Yes.</div><blockquote>Do you<blockquote>old</blockquote>?</blockquote>End";
        let found: Vec<String> =
            texts(html, Quotes::Leave).into_iter().map(|(_, text)| text).collect();
        assert_eq!(found, ["Yes.", "End"]);
    }

    #[test]
    fn a_page_without_ends_is_read_all_the_same() {
        assert_eq!(texts("<p>One<p>Two<script>never", Quotes::Keep).len(), 2);
        assert_eq!(texts("<<<>>><p", Quotes::Keep).len(), 1);
        assert_eq!(
            texts("<head><title>No</title><body>Yes", Quotes::Keep),
            [(false, "Yes".into())]
        );
    }
}
