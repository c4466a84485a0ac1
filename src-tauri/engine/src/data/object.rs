//! What JSON and JSON Lines share: an object is a row, its keys are the columns.

use super::source::{Layout, Source};
use serde::Deserializer;
use serde::de::{Deserialize, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Value};
use std::collections::HashSet;
use std::fmt;

/// The keys of an object, or nothing for any other value.
pub(super) struct Keys(pub Option<Vec<String>>);

impl<'de> Deserialize<'de> for Keys {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct KeysVisitor;
        impl<'de> Visitor<'de> for KeysVisitor {
            type Value = Keys;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a value")
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Keys, A::Error> {
                let mut keys = Vec::new();
                while let Some(key) = map.next_key()? {
                    keys.push(key);
                    map.next_value::<IgnoredAny>()?;
                }
                Ok(Keys(Some(keys)))
            }
            fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Keys, A::Error> {
                while seq.next_element::<IgnoredAny>()?.is_some() {}
                Ok(Keys(None))
            }
            fn visit_bool<E>(self, _: bool) -> Result<Keys, E> {
                Ok(Keys(None))
            }
            fn visit_i64<E>(self, _: i64) -> Result<Keys, E> {
                Ok(Keys(None))
            }
            fn visit_u64<E>(self, _: u64) -> Result<Keys, E> {
                Ok(Keys(None))
            }
            fn visit_f64<E>(self, _: f64) -> Result<Keys, E> {
                Ok(Keys(None))
            }
            fn visit_str<E>(self, _: &str) -> Result<Keys, E> {
                Ok(Keys(None))
            }
            fn visit_unit<E>(self) -> Result<Keys, E> {
                Ok(Keys(None))
            }
        }
        deserializer.deserialize_any(KeysVisitor)
    }
}

/// The union of all keys, in the order they first appear.
#[derive(Default)]
pub(super) struct Columns {
    pub names: Vec<String>,
    seen: HashSet<String>,
}

impl Columns {
    pub const MOST: usize = 2000;

    pub fn add(&mut self, keys: Vec<String>) {
        for key in keys {
            if self.names.len() <= Self::MOST && !self.seen.contains(&key) {
                self.seen.insert(key.clone());
                self.names.push(key);
            }
        }
    }

    pub fn into_layout(self, list: Option<String>) -> Layout {
        Layout { columns: self.names, list, ..Layout::default() }
    }

    /// So many keys mean that keys are data here, not names of columns.
    pub fn check(&self, source: &Source) -> crate::error::Result<()> {
        if self.names.len() > Self::MOST {
            return Err(source
                .bad(format!("Its objects have more than {} different keys", Self::MOST))
                .advice("Each object should be one row with the same few keys"));
        }
        Ok(())
    }
}

/// One cell a column; a key that is missing gives an empty cell.
pub(super) fn cells(mut object: Map<String, Value>, columns: &[String]) -> Vec<String> {
    columns.iter().map(|name| object.get_mut(name).map_or_else(String::new, cell)).collect()
}

fn cell(value: &mut Value) -> String {
    match value.take() {
        Value::String(text) => text,
        Value::Null => String::new(),
        other => other.to_string(),
    }
}

pub(super) fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "true or false",
        Value::Number(_) => "a number",
        Value::String(_) => "a text",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    }
}
