//! Small help with XML: readers that put up with what office programs write, attributes by their
//! name without its prefix, references.

use quick_xml::Reader;
use quick_xml::events::BytesStart;
use std::io::BufRead;

pub(super) fn reader<R: BufRead>(input: R) -> Reader<R> {
    let mut reader = Reader::from_reader(input);
    reader.config_mut().check_end_names = false;
    reader
}

/// The value of an attribute; `name` is without its prefix.
pub(super) fn attribute(tag: &BytesStart<'_>, name: &[u8]) -> Option<String> {
    let mut attributes = tag.attributes();
    let mut sound = attributes.with_checks(false).flatten();
    let value = sound.find(|attribute| attribute.key.local_name().as_ref() == name)?.value;
    let text = String::from_utf8_lossy(&value);
    Some(match quick_xml::escape::unescape(&text) {
        Ok(plain) => plain.into_owned(),
        Err(_) => text.into_owned(),
    })
}

/// The character that `&name;` stands for; as it came where there is none.
pub(super) fn unescape(name: &str) -> String {
    let whole = format!("&{name};");
    quick_xml::escape::unescape(&whole).map_or(whole.clone(), |text| text.into_owned())
}
