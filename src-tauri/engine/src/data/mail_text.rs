//! What the sender of a message wrote, told from what mail programs put around it.

use super::html::{self, Quotes};
use std::ops::Range;

/// The text of a piece of HTML, without what it quotes.
pub(crate) fn html_text(html: &str) -> String {
    let blocks = html::blocks(html, Quotes::Leave);
    blocks.into_iter().map(|block| block.text).collect::<Vec<_>>().join("\n\n")
}

/// What the sender wrote: no quoted lines, nothing after a signature's mark or after the head of
/// an earlier message. Where nothing would be left, the text as it is.
pub(crate) fn own_text(text: &str) -> String {
    let lines: Vec<&str> = text.lines().collect();
    let own: Vec<&str> = own_lines(&lines).into_iter().map(|at| lines[at]).collect();
    let own = own.join("\n");
    if own.trim().is_empty() { text.to_owned() } else { own }
}

/// The stretches that [`own_text`] leaves out, in bytes, without the blanks around them.
pub(crate) fn left_out(text: &str) -> Vec<Range<usize>> {
    let lines: Vec<&str> = text.lines().collect();
    let own = own_lines(&lines);
    if own.iter().all(|at| lines[*at].trim().is_empty()) {
        return Vec::new();
    }
    let mut found: Vec<Range<usize>> = Vec::new();
    let mut next = 0;
    for (at, line) in lines.iter().enumerate() {
        let from = next;
        // A line ends in one or two bytes, the last one maybe in none.
        next += line.len() + text[from + line.len()..].find('\n').map_or(0, |end| end + 1);
        if own.binary_search(&at).is_ok() || line.trim().is_empty() {
            continue;
        }
        let blank = |end: usize| text[end..from].trim().is_empty();
        match found.last_mut() {
            Some(last) if blank(last.end) => last.end = from + line.len(),
            _ => found.push(from..from + line.len()),
        }
    }
    found
}

/// Which lines the sender wrote.
fn own_lines(lines: &[&str]) -> Vec<usize> {
    let mut kept: Vec<usize> = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        let trimmed = line.trim();
        if matches!(line.trim_end_matches('\r'), "-- " | "--") || begins_earlier(&lines[at..]) {
            break;
        }
        if trimmed.starts_with('>') || is_sent_from(trimmed) {
            continue;
        }
        let next = lines[at + 1..].iter().map(|l| l.trim()).find(|l| !l.is_empty());
        // "On Monday Ana wrote:" before a quote; it may go over two lines.
        if next.is_some_and(|next| next.starts_with('>')) && trimmed.ends_with(':') {
            let last = kept.last().map(|at| lines[*at]);
            if last.is_some_and(|last| announces(last) && !announces(trimmed)) {
                kept.pop();
            }
            continue;
        }
        kept.push(at);
    }
    kept
}

/// The head of an earlier message, as mail programs put it under a reply.
fn begins_earlier(lines: &[&str]) -> bool {
    const MARKS: &[&str] = &[
        "original message",
        "ursprüngliche nachricht",
        "message d'origine",
        "mensaje original",
        "messaggio originale",
        "oorspronkelijk bericht",
        "forwarded message",
        "weitergeleitete nachricht",
    ];
    const FROM: &[&str] = &["from:", "von:", "de:", "da:", "van:", "*from:*", "*von:*"];
    let line = lines[0].trim();
    let lower = line.to_lowercase();
    let inner = lower.trim_matches(['-', ' ', '_']);
    if line.starts_with("--") && MARKS.contains(&inner) {
        return true;
    }
    let follows = |at: usize| {
        let rest = lines.iter().skip(at).map(|line| line.trim().to_lowercase());
        let near: Vec<String> = rest.filter(|line| !line.is_empty()).take(4).collect();
        near.first().is_some_and(|line| FROM.iter().any(|from| line.starts_with(from)))
            && near.iter().filter(|line| line.split_once(':').is_some()).count() >= 3
    };
    let is_rule = line.len() >= 10 && line.chars().all(|c| c == '_' || c == '-');
    (is_rule && follows(1)) || follows(0)
}

fn announces(line: &str) -> bool {
    let lower = line.trim().to_lowercase();
    ["on ", "am ", "le ", "el ", "il ", "op "].iter().any(|word| lower.starts_with(word))
}

fn is_sent_from(line: &str) -> bool {
    let lower = line.to_lowercase();
    lower.len() < 80
        && (lower.starts_with("sent from my ")
            || lower.starts_with("von meinem ") && lower.contains("gesendet")
            || lower.starts_with("envoyé de mon "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reply_is_what_its_sender_wrote() {
        for (text, own) in [
            ("Yes, please.\n\nOn Monday Ana wrote:\n> Shall I?\n> Ana\n", "Yes, please."),
            (
                "Ja.\n\nAm Montag, dem 3. Mai\nschrieb Ana Abt:\n> Soll ich?\n\nGruß",
                "Ja.\n\n\nGruß",
            ),
            ("Fine\n-- \nAna Abt\nDirector", "Fine"),
            ("Fine\n\n-----Original Message-----\nFrom: Bo\nHi", "Fine"),
            (
                "Fine\n\n________________________________\nFrom: Bo\nSent: now\nTo: Ana\n\nHi",
                "Fine",
            ),
            ("Fine\n\nSent from my iPhone", "Fine"),
            ("> all of it\n> is quoted", "> all of it\n> is quoted"),
            ("From: the heart\nI thank you", "From: the heart\nI thank you"),
        ] {
            assert_eq!(own_text(text).trim(), own.trim(), "{text}");
        }
    }

    #[test]
    fn what_is_left_out_is_told_by_its_place() {
        let text = "Yes.\r\n\r\nOn Monday Ana wrote:\r\n> Shall I?\r\n\r\nSee you\n-- \nAna";
        let parts: Vec<&str> = left_out(text).into_iter().map(|at| &text[at]).collect();
        assert_eq!(parts, ["On Monday Ana wrote:\r\n> Shall I?", "-- \nAna"]);
        assert!(left_out("Yes.\nThat is all").is_empty());
        assert!(left_out("> all of it\n> is quoted").is_empty());
        assert!(left_out("").is_empty());
    }
}
