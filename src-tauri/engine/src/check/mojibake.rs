//! Letters that were read in the wrong encoding, leftovers of HTML, and characters nobody sees.

use super::mending::mended;
use super::{ALL, Corpus, Find, Finding, Fix, Hit, Spot};
use std::ops::Range;

pub const FINDING: Finding = Finding {
    id: "mojibake",
    title: "Odd characters",
    why: "Letters that were garbled on the way make words that the model has never met.",
    decide: false,
    goals: ALL,
    find: Find::Rows(find),
    fixes: &[Fix::Rewrite, Fix::Remove],
};

fn find(corpus: &Corpus) -> Vec<Hit> {
    mended(corpus, examine)
}

/// The odd places of a text, and the text without them if it can be mended.
fn examine(text: &str) -> (Vec<Spot>, Option<String>) {
    // Most texts have nothing that could be odd.
    let plain = |b: u8| {
        b < 0x80 && b != b'&' && (b >= 0x20 || matches!(b, b'\n' | b'\r' | b'\t')) && b != 0x7f
    };
    if text.bytes().all(plain) {
        return (Vec::new(), None);
    }
    let chars: Vec<char> = text.chars().collect();
    let odd = odd_places(&chars);
    let marks = odd.iter().map(|(at, _)| Spot { from: at.start, to: at.end, kind: "" }).collect();
    let mut mended = mend(&chars, &odd);
    // What went wrong twice is mended twice.
    for _ in 0..2 {
        let chars: Vec<char> = mended.chars().collect();
        let again = odd_places(&chars);
        if again.is_empty() {
            break;
        }
        mended = mend(&chars, &again);
    }
    let changed = mended != text;
    (marks, changed.then_some(mended))
}

/// Places in characters, and what should stand there; nothing where no one can tell.
type Odd = (Range<usize>, Option<String>);

fn mend(chars: &[char], odd: &[Odd]) -> String {
    let mut text = String::new();
    let mut at = 0;
    for (range, right) in odd {
        text.extend(&chars[at..range.start]);
        match right {
            Some(right) => text.push_str(right),
            None => text.extend(&chars[range.clone()]),
        }
        at = range.end;
    }
    text.extend(&chars[at..]);
    text
}

fn odd_places(chars: &[char]) -> Vec<Odd> {
    let mut odd: Vec<Odd> = Vec::new();
    let mut at = 0;
    while at < chars.len() {
        let found = garbled(chars, at).or_else(|| entity(chars, at)).or_else(|| unseen(chars[at]));
        let Some((length, right)) = found else {
            at += 1;
            continue;
        };
        match odd.last_mut() {
            // Neighbours are one place.
            Some((range, Some(before))) if range.end == at && right.is_some() => {
                range.end += length;
                before.push_str(&right.unwrap_or_default());
            }
            _ => odd.push((at..at + length, right)),
        }
        at += length;
    }
    odd
}

/// What Windows-1252 has at 0x80 to 0x9F.
const HIGH: [u32; 32] = [
    0x20AC, 0x81, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039,
    0x0152, 0x8D, 0x017D, 0x8F, 0x90, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
    0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D, 0x017E, 0x0178,
];

/// The byte that Windows-1252, or Latin-1, shows as this character.
fn byte(c: char) -> Option<u8> {
    match u32::from(c) {
        code @ 0x80..=0xFF => u8::try_from(code).ok(),
        code => HIGH.iter().position(|high| *high == code).map(|i| 0x80 + i as u8),
    }
}

/// The UTF-8 character whose bytes stand at `at` as characters of their own, and its length.
fn decode(chars: &[char], at: usize) -> Option<(usize, char)> {
    let lead = byte(*chars.get(at)?)?;
    let length = match lead {
        0xC2..=0xDF => 2,
        0xE0..=0xEF => 3,
        0xF0..=0xF4 => 4,
        _ => return None,
    };
    let bytes: Vec<u8> = chars.get(at..at + length)?.iter().map_while(|c| byte(*c)).collect();
    Some((
        length,
        std::str::from_utf8(&bytes).ok()?.chars().next().filter(|_| bytes.len() == length)?,
    ))
}

/// A garbled character. Accents, controls (of what was garbled twice), quotes, signs and emoji are certain; two letters that would be
/// one of another script are only believed three in a row.
fn garbled(chars: &[char], at: usize) -> Option<(usize, Option<String>)> {
    let (length, right) = decode(chars, at)?;
    let certain = matches!(u32::from(right), 0x80..=0x17F | 0x2000..=0x2BFF | 0xFB00..=0xFB06 | 0xFEFF | 0xFFFD | 0x1F000..);
    // Garbled twice, a byte stands as the letter that Windows-1252 has for it.
    if certain || HIGH.contains(&u32::from(right)) {
        let right =
            if matches!(right, '\u{FEFF}' | '\u{FFFD}') { String::new() } else { right.into() };
        return Some((length, Some(right)));
    }
    let mut end = at;
    let mut word = String::new();
    while let Some((length, next)) = decode(chars, end).filter(|(_, next)| next.is_alphabetic()) {
        end += length;
        word.push(next);
    }
    (word.chars().count() >= 3).then_some((end - at, Some(word)))
}

const ENTITIES: [(&str, &str); 7] = [
    ("&amp;", "&"),
    ("&lt;", "<"),
    ("&gt;", ">"),
    ("&quot;", "\""),
    ("&apos;", "'"),
    ("&nbsp;", " "),
    ("&euro;", "€"),
];

/// A character as HTML writes it: `&amp;`, `&#39;`, `&#x27;`.
fn entity(chars: &[char], at: usize) -> Option<(usize, Option<String>)> {
    if chars[at] != '&' {
        return None;
    }
    let length = chars[at..].iter().take(10).position(|c| *c == ';')? + 1;
    let whole: String = chars[at..at + length].iter().collect();
    if let Some((_, right)) = ENTITIES.iter().find(|(name, _)| *name == whole) {
        return Some((length, Some((*right).into())));
    }
    let digits = whole.strip_prefix("&#")?.strip_suffix(';')?;
    let code = match digits.strip_prefix(['x', 'X']) {
        Some(hex) => u32::from_str_radix(hex, 16).ok()?,
        None => digits.parse().ok()?,
    };
    Some((length, Some(char::from_u32(code).filter(|c| !c.is_control())?.into())))
}

/// A character that shows nothing, or only that something was lost.
fn unseen(c: char) -> Option<(usize, Option<String>)> {
    match u32::from(c) {
        0xFFFD | 0xE000..=0xF8FF => Some((1, None)),
        0x9 | 0xA | 0xD => None,
        // Joiners shape emoji and Persian; all others are leftovers.
        0xAD
        | 0x200B
        | 0x200E
        | 0x200F
        | 0x202A..=0x202E
        | 0x2060..=0x2069
        | 0xFEFF
        | 0xFFF9..=0xFFFC => Some((1, Some(String::new()))),
        _ if c.is_control() => Some((1, Some(String::new()))),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn garble(text: &str) -> String {
        text.bytes()
            .map(|b| match b {
                0x80..=0x9F => char::from_u32(HIGH[usize::from(b) - 0x80]).unwrap(),
                _ => char::from(b),
            })
            .collect()
    }

    #[test]
    fn what_was_garbled_once_or_twice_is_mended() {
        for right in
            ["café – “très” cher", "Grüße, 5 € … 😀", "Здравствуйте, где карта", "naïve’s £"]
        {
            let wrong = garble(right);
            let (marks, mended) = examine(&wrong);
            assert_eq!(mended.as_deref(), Some(right), "{wrong}");
            assert!(!marks.is_empty());
            assert_eq!(examine(&garble(&wrong)).1.as_deref(), Some(right));
        }
    }

    #[test]
    fn good_texts_are_left_alone() {
        for good in [
            "café « CAFÉ » NÃO Ärger Übung“ ÅSE",
            "Привет, как дела?",
            "日本語のテキスト",
            "می‌خواهم 👨‍👩‍👧",
            "R&D, AT&T; fish & chips",
            "line one\r\n\tline two",
        ] {
            assert_eq!(examine(good), (Vec::new(), None), "{good}");
        }
    }

    #[test]
    fn unseen_characters_and_entities_go_and_what_is_lost_stays_marked() {
        let (marks, mended) = examine("a\u{200b}b &amp;\u{7} it&#39;s");
        assert_eq!(mended.as_deref(), Some("ab & it's"));
        let places: Vec<_> = marks.iter().map(|mark| (mark.from, mark.to)).collect();
        assert_eq!(places, [(1, 2), (4, 10), (13, 18)]);
        let (marks, mended) = examine("caf\u{FFFD}");
        assert_eq!((marks.len(), mended), (1, None));
    }
}
