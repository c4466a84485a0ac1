//! What a Word document says of its styles and lists: which paragraphs are headings, and what
//! number stands before one.

use super::docx::TakeEvent;
use super::xml::attribute;
use crate::error::Result;
use quick_xml::events::{BytesStart, Event};
use std::collections::HashMap;

/// How deep lists can be nested.
const LEVELS: usize = 9;
const MOST: usize = 100_000;

#[derive(Default)]
struct Style {
    is_heading: bool,
    number: Option<String>,
    level: usize,
    based_on: Option<String>,
}

#[derive(Default)]
pub(super) struct Styles {
    styles: HashMap<String, Style>,
    /// Which kind of list a list is of.
    lists: HashMap<String, String>,
    /// How each level of a kind of list is numbered.
    kinds: HashMap<String, [Numbering; LEVELS]>,
    /// How far each kind of list has been counted.
    counted: HashMap<String, [u32; LEVELS]>,
}

#[derive(Clone, Copy, Default, PartialEq)]
enum Numbering {
    #[default]
    Decimal,
    Letter,
    Roman,
    /// A bullet, or nothing.
    None,
}

/// Goes through a part of the document, event by event.
type Parts<'a> = dyn FnMut(&str, &mut TakeEvent<'_>) -> Result<()> + 'a;

impl Styles {
    pub fn read(parts: &mut Parts<'_>) -> Result<Self> {
        let mut styles = Self::default();
        let mut id = String::new();
        parts("word/styles.xml", &mut |event| {
            if let Event::Start(tag) | Event::Empty(tag) = event {
                styles.style(&tag, &mut id);
            }
            Ok(())
        })?;
        let mut at = (String::new(), 0);
        parts("word/numbering.xml", &mut |event| {
            if let Event::Start(tag) | Event::Empty(tag) = event {
                styles.numbering(&tag, &mut at);
            }
            Ok(())
        })?;
        Ok(styles)
    }

    fn style(&mut self, tag: &BytesStart<'_>, id: &mut String) {
        let value = || attribute(tag, b"val").unwrap_or_default();
        if tag.local_name().as_ref() == b"style" {
            *id = attribute(tag, b"styleId").unwrap_or_default();
            if self.styles.len() < MOST {
                self.styles.insert(id.clone(), Style::default());
            }
            return;
        }
        let Some(style) = self.styles.get_mut(id.as_str()) else { return };
        match tag.local_name().as_ref() {
            b"name" => {
                let name = value().to_lowercase();
                style.is_heading |= name.starts_with("heading ") || name == "title";
            }
            b"outlineLvl" => style.is_heading |= value() != "9",
            b"numId" => style.number = Some(value()),
            b"ilvl" => style.level = value().parse().unwrap_or(0),
            b"basedOn" => style.based_on = Some(value()),
            _ => {}
        }
    }

    fn numbering(&mut self, tag: &BytesStart<'_>, at: &mut (String, usize)) {
        let value = || attribute(tag, b"val").unwrap_or_default();
        match tag.local_name().as_ref() {
            b"abstractNum" => {
                *at = (attribute(tag, b"abstractNumId").unwrap_or_default(), 0);
                if self.kinds.len() < MOST {
                    self.kinds.insert(at.0.clone(), Default::default());
                }
            }
            b"lvl" => at.1 = attribute(tag, b"ilvl").and_then(|l| l.parse().ok()).unwrap_or(0),
            b"numFmt" => {
                let levels = self.kinds.get_mut(&at.0);
                if let Some(level) = levels.and_then(|levels| levels.get_mut(at.1)) {
                    *level = match value().as_str() {
                        "bullet" | "none" => Numbering::None,
                        "lowerLetter" | "upperLetter" => Numbering::Letter,
                        "lowerRoman" | "upperRoman" => Numbering::Roman,
                        _ => Numbering::Decimal,
                    };
                }
            }
            b"num" => *at = (attribute(tag, b"numId").unwrap_or_default(), 0),
            b"abstractNumId" if self.lists.len() < MOST => {
                self.lists.insert(at.0.clone(), value());
            }
            _ => {}
        }
    }

    /// The style and those it is based on, the nearest first.
    fn chain<'a>(&'a self, id: &'a str) -> impl Iterator<Item = &'a Style> {
        let mut next = self.styles.get(id);
        // Styles may be based on one another in a circle.
        std::iter::from_fn(move || {
            let style = next?;
            next = style.based_on.as_ref().and_then(|id| self.styles.get(id));
            Some(style)
        })
        .take(10)
    }

    pub fn is_heading(&self, id: &str) -> bool {
        self.chain(id).any(|style| style.is_heading)
    }

    /// The list and level of the paragraphs of a style.
    pub fn number_of(&self, id: &str) -> Option<(String, usize)> {
        self.chain(id).find_map(|style| style.number.clone().map(|list| (list, style.level)))
    }

    /// Counts a paragraph of a list, and gives what stands before it: "4.2", "(a)".
    pub fn count(&mut self, list: &str, level: usize) -> Option<String> {
        let kind = self.lists.get(list)?;
        let numbering = self.kinds.get(kind)?;
        let level = level.min(LEVELS - 1);
        let counted = self.counted.entry(kind.clone()).or_default();
        counted[level] += 1;
        counted[level + 1..].fill(0);
        let count = counted[level];
        match numbering[level] {
            Numbering::None => None,
            Numbering::Letter => Some(format!("({})", letter(count))),
            Numbering::Roman => Some(format!("({})", roman(count))),
            Numbering::Decimal => {
                let from = numbering[..level].iter().rposition(|n| *n != Numbering::Decimal);
                let numbers = counted[from.map_or(0, |at| at + 1)..=level].iter();
                let text = numbers.map(u32::to_string).collect::<Vec<_>>().join(".");
                Some(if level == 0 { format!("{text}.") } else { text })
            }
        }
    }
}

fn letter(count: u32) -> char {
    char::from(b'a' + (count.saturating_sub(1) % 26) as u8)
}

fn roman(mut count: u32) -> String {
    const SIGNS: [(u32, &str); 9] = [
        (100, "c"),
        (90, "xc"),
        (50, "l"),
        (40, "xl"),
        (10, "x"),
        (9, "ix"),
        (5, "v"),
        (4, "iv"),
        (1, "i"),
    ];
    let mut text = String::new();
    count = count.min(399);
    for (value, sign) in SIGNS {
        while count >= value {
            text.push_str(sign);
            count -= value;
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_counted_as_word_counts_them() {
        let mut styles = Styles::default();
        styles.lists.insert("1".into(), "0".into());
        let mut levels = [Numbering::Decimal; LEVELS];
        levels[2] = Numbering::Letter;
        levels[3] = Numbering::None;
        styles.kinds.insert("0".into(), levels);
        let mut count = |level| styles.count("1", level).unwrap_or_default();
        let found =
            [count(0), count(1), count(1), count(2), count(2), count(3), count(0), count(1)];
        assert_eq!(found, ["1.", "1.1", "1.2", "(a)", "(b)", "", "2.", "2.1"]);
        assert_eq!(styles.count("unknown", 0), None);
        assert_eq!((letter(2), roman(14).as_str()), ('b', "xiv"));
    }
}
