//! What mail programs leave in texts: quoted messages, marks of signatures, HTML.

use super::mending::{Examined, mended};
use super::{Corpus, Find, Finding, Fix, Hit, Spot, WRITING};
use crate::data::{html_text, mail_left_out, own_text};
use std::ops::Range;

pub const FINDING: Finding = Finding {
    id: "mail_leftovers",
    title: "Quoted messages, signatures and HTML",
    why: "A model that learns from them writes them, too.",
    decide: false,
    goals: WRITING,
    find: Find::Rows(find),
    fixes: &[Fix::Rewrite, Fix::Remove],
};

fn find(corpus: &Corpus) -> Vec<Hit> {
    mended(corpus, examine)
}

fn examine(text: &str) -> Examined {
    let tags = tags(text);
    let left_out = mail_left_out(text);
    let mut places: Vec<Range<usize>> = tags.iter().chain(&left_out).cloned().collect();
    places.sort_by_key(|place| (place.start, std::cmp::Reverse(place.end)));
    let mut marks: Vec<Range<usize>> = Vec::new();
    for place in places {
        match marks.last_mut() {
            Some(last) if last.end >= place.start => last.end = last.end.max(place.end),
            _ => marks.push(place),
        }
    }
    if marks.is_empty() {
        return (Vec::new(), None);
    }
    let plain = if tags.is_empty() { text.to_owned() } else { html_text(text) };
    let own = own_text(&plain).trim().to_owned();
    let marks = marks.into_iter().map(|place| Spot::bytes(text, place)).collect();
    (marks, (own != text).then_some(own))
}

/// Elements that programs write mail and web pages with.
const ELEMENTS: &[&str] = &[
    "a",
    "b",
    "blockquote",
    "body",
    "br",
    "center",
    "div",
    "em",
    "font",
    "h1",
    "h2",
    "h3",
    "head",
    "hr",
    "html",
    "i",
    "img",
    "li",
    "meta",
    "ol",
    "p",
    "pre",
    "span",
    "strong",
    "style",
    "table",
    "tbody",
    "td",
    "th",
    "tr",
    "u",
    "ul",
];
/// Bytes of the longest tag that is looked for.
const LONGEST_TAG: usize = 2000;

/// The tags of a text in HTML. A single one may be what the text is about, unless it only breaks a
/// line.
fn tags(text: &str) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    let mut breaks = false;
    let mut at = 0;
    while let Some(open) = text[at..].find('<').map(|place| at + place) {
        at = open + 1;
        let rest = &text[at..];
        let inner = rest.strip_prefix('/').unwrap_or(rest);
        let name: String = inner.chars().take_while(char::is_ascii_alphanumeric).take(12).collect();
        let name = name.to_ascii_lowercase();
        let after = inner[name.len()..].chars().next();
        if !ELEMENTS.contains(&&*name)
            || !matches!(after, Some('>' | '/' | ' ' | '\t' | '\r' | '\n'))
        {
            continue;
        }
        let Some(close) = rest.find(['<', '>']).filter(|place| rest.as_bytes()[*place] == b'>')
        else {
            continue;
        };
        if close < LONGEST_TAG {
            breaks |= name == "br";
            found.push(open..at + close + 1);
            at += close + 1;
        }
    }
    if found.len() < 2 && !breaks {
        found.clear();
    }
    found
}

#[cfg(test)]
mod tests {
    use super::super::{corpus_of, corpus_of_turns, rows};
    use super::*;
    use crate::data::Message;

    #[test]
    fn what_a_mail_program_added_is_marked_and_taken_out() {
        let corpus = corpus_of_turns(&[
            &["Is it open?", "Until six.\n\n> Is it open?\n\nSee you\n-- \nThe desk"],
            &["<p>Is it <b>open</b>?</p><p>Please say</p>", "Until six.<br>See you"],
            &["What does <div> do?", "It is a box; a < b and c > d."],
        ]);
        let hits = find(&corpus);
        assert_eq!(rows(&hits), [0, 1]);
        let kept: Vec<Message> = serde_json::from_str(hits[0].kept_as.as_ref().unwrap()).unwrap();
        assert_eq!(kept[1].content, "Until six.\n\n\nSee you");
        let text: Vec<char> = corpus.items[0].text.chars().collect();
        let marked: Vec<String> =
            hits[0].marks.iter().map(|spot| text[spot.from..spot.to].iter().collect()).collect();
        assert_eq!(marked, ["> Is it open?", "-- \nThe desk"]);
        let kept: Vec<Message> = serde_json::from_str(hits[1].kept_as.as_ref().unwrap()).unwrap();
        assert_eq!(kept[0].content, "Is it open?\n\nPlease say");
        assert_eq!(kept[1].content, "Until six.\nSee you");
    }

    #[test]
    fn a_text_that_is_one_quote_stays() {
        let hits = find(&corpus_of(&[("> all of it\n> is quoted", ""), ("a > b", "")]));
        assert!(hits.is_empty(), "{hits:?}");
    }
}
