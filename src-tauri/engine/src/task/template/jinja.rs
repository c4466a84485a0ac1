//! Jinja as transformers sets it up: blocks trimmed, Python's string methods, `raise_exception`,
//! `strftime_now`, `tojson` and the `generation` block that marks answers.

use super::source::Marks;
use super::{Fed, Message};
use crate::error::{Code, Error, Result};
use minijinja::syntax::SyntaxConfig;
use minijinja::value::{Kwargs, Serde, ValueKind};
use minijinja::{Environment, ErrorKind, Output, State, Value};
use serde::Serialize;
use std::collections::BTreeMap;
use std::time::SystemTime;

const NAME: &str = "chat";
/// Steps that one conversation may take: far more than any template needs, and an end to one that
/// never stops.
const FUEL: u64 = 50_000_000;
/// Stand around an answer while a text is rendered. Unicode keeps these two for no character.
const OPEN: char = '\u{fdd0}';
const CLOSE: char = '\u{fdd1}';
/// What the message of `raise_exception` begins with, to tell it from faults of a template.
const RAISED: &str = "raised: ";

pub struct Jinja {
    environment: Environment<'static>,
}

#[derive(Serialize)]
struct Context<'a> {
    messages: &'a [Message],
    add_generation_prompt: bool,
    /// Templates ask for these by `is none` too.
    tools: Option<()>,
    documents: Option<()>,
    #[serde(flatten)]
    marks: &'a BTreeMap<String, String>,
}

impl Jinja {
    pub fn new(source: &str, now: SystemTime) -> Result<Self> {
        let mut environment = Environment::new();
        environment.set_syntax(blocks_trimmed().map_err(|e| broken(&e))?);
        environment.set_fuel(Some(FUEL));
        environment
            .set_unknown_method_callback(minijinja_contrib::pycompat::unknown_method_callback);
        environment.set_formatter(as_python);
        environment.add_template_owned(NAME, answers_marked(source)).map_err(|e| broken(&e))?;
        environment.add_function(
            "raise_exception",
            |text: String| -> Result<Value, minijinja::Error> {
                Err(minijinja::Error::new(ErrorKind::InvalidOperation, format!("{RAISED}{text}")))
            },
        );
        environment
            .add_function("strftime_now", move |format: String| super::date::format(now, &format));
        environment.add_filter("tojson", to_json);
        environment.add_filter("attune_answer", |text: String| format!("{OPEN}{text}{CLOSE}"));
        Ok(Self { environment })
    }
}

impl Jinja {
    /// The text, and the answers where the template marks them itself.
    pub fn render(&self, marks: &Marks, messages: &[Message], prompt: bool) -> Result<Fed> {
        let context = Context {
            messages,
            add_generation_prompt: prompt,
            tools: None,
            documents: None,
            marks,
        };
        let template = self.environment.get_template(NAME).map_err(|e| broken(&e))?;
        let text = template.render(Serde(&context)).map_err(|e| refused(&e))?;
        // Messages that hold the two characters themselves are left as they are: then answers are
        // found the other way.
        let own = messages.iter().any(|m| m.content.contains([OPEN, CLOSE]));
        Ok(if own { Fed { text, answers: Vec::new() } } else { unmark(&text) })
    }
}

/// A newline after a block is dropped, and blanks before it.
fn blocks_trimmed() -> std::result::Result<SyntaxConfig, minijinja::Error> {
    SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).build()
}

/// Turns transformers' `{% generation %}` block into a filter block, which is Jinja proper.
fn answers_marked(source: &str) -> String {
    let mut out = String::with_capacity(source.len());
    let mut rest = source;
    while let Some(start) = rest.find("{%") {
        let Some(length) = rest[start..].find("%}") else { break };
        let inside = &rest[start + 2..start + length];
        let word = inside.trim_matches(|c: char| c.is_whitespace() || c == '-' || c == '+');
        let filter = match word {
            "generation" => "filter attune_answer",
            "endgeneration" => "endfilter",
            other => other,
        };
        out.push_str(&rest[..start + 2]);
        out.push_str(&if filter == word { inside.into() } else { inside.replace(word, filter) });
        out.push_str("%}");
        rest = &rest[start + length + 2..];
    }
    out + rest
}

/// Takes the marks out, and says where they stood.
fn unmark(marked: &str) -> Fed {
    let mut text = String::with_capacity(marked.len());
    let mut answers = Vec::new();
    let mut start = None;
    for letter in marked.chars() {
        match letter {
            OPEN => start = Some(text.len()),
            CLOSE => answers.extend(start.take().map(|from| from..text.len())),
            _ => text.push(letter),
        }
    }
    answers.retain(|answer| !answer.is_empty());
    Fed { text, answers }
}

/// Prints what is true, false and none as Python does.
fn as_python(
    out: &mut Output,
    state: &mut State,
    value: &Value,
) -> std::result::Result<(), minijinja::Error> {
    if value.is_none() {
        return out.write_str("None").map_err(minijinja::Error::from);
    }
    match bool::try_from(value.clone()) {
        Ok(yes) if value.kind() == ValueKind::Bool => {
            out.write_str(if yes { "True" } else { "False" }).map_err(minijinja::Error::from)
        }
        _ => minijinja::escape_formatter(out, state, value),
    }
}

/// JSON as Python's `json.dumps` spaces it, letters of other scripts left as they are.
fn to_json(value: Value, options: Kwargs) -> std::result::Result<String, minijinja::Error> {
    let indent: Option<usize> = options.get("indent")?;
    let failed = |e: serde_json::Error| {
        minijinja::Error::new(ErrorKind::BadSerialization, "a value can't be written as JSON")
            .with_source(e)
    };
    let mut out = Vec::new();
    match indent {
        Some(width) => {
            let spaces = vec![b' '; width.min(16)];
            let form = serde_json::ser::PrettyFormatter::with_indent(&spaces);
            value.serialize(&mut serde_json::Serializer::with_formatter(&mut out, form))
        }
        None => value.serialize(&mut serde_json::Serializer::with_formatter(&mut out, Spaced)),
    }
    .map_err(failed)?;
    Ok(String::from_utf8_lossy(&out).into_owned())
}

/// A blank after every comma and colon.
struct Spaced;

impl serde_json::ser::Formatter for Spaced {
    fn begin_array_value<W: ?Sized + std::io::Write>(
        &mut self,
        out: &mut W,
        first: bool,
    ) -> std::io::Result<()> {
        out.write_all(if first { b"" } else { b", " })
    }
    fn begin_object_key<W: ?Sized + std::io::Write>(
        &mut self,
        out: &mut W,
        first: bool,
    ) -> std::io::Result<()> {
        out.write_all(if first { b"" } else { b", " })
    }
    fn begin_object_value<W: ?Sized + std::io::Write>(
        &mut self,
        out: &mut W,
    ) -> std::io::Result<()> {
        out.write_all(b": ")
    }
}

fn broken(error: &minijinja::Error) -> Error {
    Error::new(Code::BadModel, "The model's chat template can't be read")
        .advice("Fetch the model again, or choose another")
        .source(error)
}

/// What a template raised is about the conversation; everything else is about the template.
fn refused(error: &minijinja::Error) -> Error {
    let reason = error.detail().and_then(|detail| detail.strip_prefix(RAISED));
    match reason {
        Some(reason) => Error::new(
            Code::BadData,
            format!("The model's chat template refuses a conversation: {reason}"),
        )
        .safe("Nothing was changed")
        .advice("Questions and answers should take turns, and a question should come first"),
        None => broken(error),
    }
}
