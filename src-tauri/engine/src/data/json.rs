//! JSON: a list of objects, or an object that holds one such list. Elements stream past; the list
//! is never held as a whole.

use super::object::{self, Columns, Keys};
use super::source::{Layout, Sniff, Source};
use super::table::{Each, Record};
use super::{Format, ReadOptions};
use crate::error::{Error, Result};
use serde::de::{DeserializeSeed, Error as _, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer};
use serde_json::Value;
use std::cell::Cell;
use std::fmt;
use std::io::{self, Read};
use std::rc::Rc;

pub(super) const FORMAT: Format = Format {
    id: "json",
    title: "JSON",
    description: "A list of objects, or an object that holds one; keys are the columns",
    extensions: &["json"],
    example: b"[{\"text\": \"Where is my parcel?\", \"label\": \"delivery\"}]\n",
    sniff: Sniff::Text(|source| sniff(&source.head)),
    layout,
    read,
    parse: None,
};

fn sniff(head: &str) -> bool {
    let head = head.trim_start();
    match head.chars().next() {
        Some('[') => head[1..].trim_start().starts_with(['{', '[', ']']),
        Some('{') => head[1..].trim_start().starts_with(['"', '}']),
        _ => false,
    }
}

fn layout(source: &Source, _: &ReadOptions) -> Result<Layout> {
    let mut lists: Vec<List> = Vec::new();
    walk(source, &mut Survey { lists: &mut lists })?;
    let empty = !lists.is_empty() && lists.iter().all(|l| l.elements == 0);
    lists.retain(|list| !list.columns.names.is_empty());
    if lists.len() > 1 {
        let names: Vec<&str> = lists.iter().filter_map(|l| l.key.as_deref()).collect();
        return Err(source
            .bad(format!("This file holds more than one list of rows: {}", names.join(", ")))
            .advice("Save the list to use as a file of its own"));
    }
    let Some(list) = lists.pop() else {
        let what = if empty {
            "The list in this file is empty"
        } else {
            "This file holds no list of objects"
        };
        return Err(source
            .bad(what)
            .advice("It should look like [{\"text\": \"...\", \"label\": \"...\"}, ...]"));
    };
    list.columns.check(source)?;
    Ok(list.columns.into_layout(list.key))
}

fn read(source: &Source, layout: &Layout, each: &mut Each<'_>) -> Result<()> {
    let mut rows = Rows { layout, chosen: false, each, outcome: Ok(true) };
    let walked = walk(source, &mut rows);
    match rows.outcome {
        Ok(true) => walked,
        Ok(false) => Ok(()),
        Err(error) => Err(error),
    }
}

/// Takes the elements of every list at the top of the file.
trait Take {
    fn list(&mut self, key: Option<String>);
    /// Reads one element; an error ends the walk.
    fn element<'de, D: Deserializer<'de>>(&mut self, line: u64, d: D) -> Result<(), D::Error>;
}

struct List {
    key: Option<String>,
    elements: usize,
    columns: Columns,
}

/// Finds the lists and their columns.
struct Survey<'a> {
    lists: &'a mut Vec<List>,
}

impl Take for Survey<'_> {
    fn list(&mut self, key: Option<String>) {
        self.lists.push(List { key, elements: 0, columns: Columns::default() });
    }
    fn element<'de, D: Deserializer<'de>>(&mut self, _: u64, d: D) -> Result<(), D::Error> {
        let Keys(keys) = Keys::deserialize(d)?;
        if let Some(list) = self.lists.last_mut() {
            list.elements += 1;
            list.columns.add(keys.unwrap_or_default());
        }
        Ok(())
    }
}

/// Hands over rows. The caller's error can't pass through the parser, so it waits in `outcome`.
struct Rows<'a, 'b> {
    layout: &'a Layout,
    /// Whether the current list is the one with the rows.
    chosen: bool,
    each: &'a mut Each<'b>,
    outcome: Result<bool>,
}

impl Take for Rows<'_, '_> {
    fn list(&mut self, key: Option<String>) {
        self.chosen = key == self.layout.list;
    }
    fn element<'de, D: Deserializer<'de>>(&mut self, line: u64, d: D) -> Result<(), D::Error> {
        if !self.chosen {
            return IgnoredAny::deserialize(d).map(|_| ());
        }
        let record = match Value::deserialize(d)? {
            Value::Object(object) => {
                Record { line, cells: Ok(object::cells(object, &self.layout.columns)) }
            }
            other => {
                let reason = format!("It is {}, not an object", object::kind(&other));
                Record::rejected(line, reason, &other.to_string())
            }
        };
        self.outcome = (self.each)(record);
        if matches!(self.outcome, Ok(true)) { Ok(()) } else { Err(D::Error::custom("stopped")) }
    }
}

fn walk<T: Take>(source: &Source, take: &mut T) -> Result<()> {
    let line = Rc::new(Cell::new(1));
    let input = CountLines { input: source.text()?, line: line.clone() };
    let mut json = serde_json::Deserializer::from_reader(input);
    json.deserialize_any(Top { take, line: &line })
        .and_then(|()| json.end())
        .map_err(|error| broken(source, &error))
}

fn broken(source: &Source, error: &serde_json::Error) -> Error {
    if error.is_io() {
        return source.bad("The file could not be read to its end").source(error);
    }
    source
        .bad("This is not valid JSON")
        .at(format!("{}, line {}", super::file_name(&source.path), error.line()))
        .advice("Save the file again with the program that made it, or correct that line")
        .source(error)
}

/// Counts the lines that the parser has gone through; it reads byte by byte.
struct CountLines<R> {
    input: R,
    line: Rc<Cell<u64>>,
}

impl<R: Read> Read for CountLines<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let n = self.input.read(out)?;
        let ends = out[..n].iter().filter(|b| **b == b'\n').count();
        self.line.set(self.line.get() + ends as u64);
        Ok(n)
    }
}

/// The value of the whole file.
struct Top<'a, T> {
    take: &'a mut T,
    line: &'a Cell<u64>,
}

impl<'de, T: Take> Visitor<'de> for Top<'_, T> {
    type Value = ();
    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list of objects, or an object that holds one")
    }
    fn visit_seq<A: SeqAccess<'de>>(self, seq: A) -> Result<(), A::Error> {
        self.take.list(None);
        elements(seq, self.take, self.line)
    }
    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some(key) = map.next_key::<String>()? {
            map.next_value_seed(Member { key, take: self.take, line: self.line })?;
        }
        Ok(())
    }
}

fn elements<'de, A: SeqAccess<'de>, T: Take>(
    mut seq: A,
    take: &mut T,
    line: &Cell<u64>,
) -> Result<(), A::Error> {
    while seq.next_element_seed(Element { take, line })?.is_some() {}
    Ok(())
}

/// A value of the top object: gone through if it is a list, passed over otherwise.
struct Member<'a, T> {
    key: String,
    take: &'a mut T,
    line: &'a Cell<u64>,
}

impl<'de, T: Take> DeserializeSeed<'de> for Member<'_, T> {
    type Value = ();
    fn deserialize<D: Deserializer<'de>>(self, d: D) -> Result<(), D::Error> {
        d.deserialize_any(self)
    }
}

impl<'de, T: Take> Visitor<'de> for Member<'_, T> {
    type Value = ();
    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }
    fn visit_seq<A: SeqAccess<'de>>(self, seq: A) -> Result<(), A::Error> {
        self.take.list(Some(self.key));
        elements(seq, self.take, self.line)
    }
    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(())
    }
    fn visit_bool<E>(self, _: bool) -> Result<(), E> {
        Ok(())
    }
    fn visit_i64<E>(self, _: i64) -> Result<(), E> {
        Ok(())
    }
    fn visit_u64<E>(self, _: u64) -> Result<(), E> {
        Ok(())
    }
    fn visit_f64<E>(self, _: f64) -> Result<(), E> {
        Ok(())
    }
    fn visit_str<E>(self, _: &str) -> Result<(), E> {
        Ok(())
    }
    fn visit_unit<E>(self) -> Result<(), E> {
        Ok(())
    }
}

struct Element<'a, T> {
    take: &'a mut T,
    line: &'a Cell<u64>,
}

impl<'de, T: Take> DeserializeSeed<'de> for Element<'_, T> {
    type Value = ();
    fn deserialize<D: Deserializer<'de>>(self, d: D) -> Result<(), D::Error> {
        self.take.element(self.line.get(), d)
    }
}
