//! The shapes in which conversations come: OpenAI's and ShareGPT's lists of messages, Alpaca's
//! instructions, and plain questions with answers.

use super::Message;
use serde_json::{Map, Value};

/// Which columns hold the conversation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ChatColumns {
    /// A list of messages.
    Messages(String),
    /// A question and its answer; what else the question is about, and instructions of the row.
    Pairs { prompt: String, answer: String, input: Option<String>, system: Option<String> },
}

const LISTS: [&str; 4] = ["messages", "conversations", "conversation", "dialogue"];
const PROMPTS: [&str; 5] = ["instruction", "prompt", "question", "input", "user"];
const ANSWERS: [&str; 6] = ["output", "completion", "response", "answer", "reply", "assistant"];

impl ChatColumns {
    /// Looks for columns with telling names; what is given goes before.
    pub fn find(
        columns: &[String],
        messages: Option<&str>,
        prompt: Option<&str>,
        answer: Option<&str>,
    ) -> Option<Self> {
        let named = |names: &[&str]| {
            let find = |name: &&str| columns.iter().find(|c| c.trim().eq_ignore_ascii_case(name));
            names.iter().find_map(find).cloned()
        };
        if let Some(list) = messages {
            return Some(Self::Messages(list.into()));
        }
        if let (None, None, Some(list)) = (prompt, answer, named(&LISTS)) {
            return Some(Self::Messages(list));
        }
        let prompt = prompt.map(String::from).or_else(|| named(&PROMPTS))?;
        let answer = answer.map(String::from).or_else(|| named(&ANSWERS))?;
        let alpaca = prompt.eq_ignore_ascii_case("instruction");
        let input = named(&["input"]).filter(|_| alpaca);
        Some(Self::Pairs { prompt, answer, input, system: named(&["system"]) })
    }
}

/// A list of messages as JSON, of any known shape; what is wrong with it, in plain words.
pub fn messages_of(cell: &str) -> Result<Vec<Message>, String> {
    let value: Value =
        serde_json::from_str(cell).map_err(|_| "The messages are not a JSON list".to_string())?;
    let list = match &value {
        Value::Array(list) => list,
        // A whole row of OpenAI's file in one cell.
        Value::Object(object) => LISTS
            .iter()
            .find_map(|name| object.get(*name)?.as_array())
            .ok_or("The messages are not a JSON list")?,
        _ => return Err("The messages are not a JSON list".into()),
    };
    list.iter().map(message).collect()
}

fn message(value: &Value) -> Result<Message, String> {
    let object = value.as_object().ok_or("A message is not an object with role and content")?;
    let first = |keys: &[&str]| keys.iter().find_map(|key| object.get(*key));
    let role = first(&["role", "from", "speaker"]).and_then(Value::as_str);
    let role = role_of(role.ok_or("A message has no role")?)?;
    let content = first(&["content", "value", "text"]).and_then(text_of);
    let content = content.ok_or("A message has no text")?;
    Ok(Message { role: role.into(), content })
}

pub(super) fn role_of(role: &str) -> Result<&'static str, String> {
    match role.trim().to_lowercase().as_str() {
        "system" | "developer" => Ok("system"),
        "user" | "human" | "customer" | "prompter" => Ok("user"),
        "assistant" | "gpt" | "model" | "bot" | "chatgpt" | "agent" => Ok("assistant"),
        other => Err(format!("The role '{other}' is not known")),
    }
}

/// A text, or the texts of a list of parts.
fn text_of(value: &Value) -> Option<String> {
    let part = |part: &Value| {
        let object: &Map<String, Value> = part.as_object()?;
        object.get("text")?.as_str().map(String::from)
    };
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Array(parts) => {
            parts.iter().map(part).collect::<Option<Vec<_>>>().map(|p| p.join("\n"))
        }
        _ => None,
    }
}

/// What can be learned from: it ends with the last answer, and somebody spoke before the first.
pub fn tidy(mut messages: Vec<Message>) -> Result<Vec<Message>, String> {
    let is_answer = |m: &Message| m.role == "assistant" && !m.content.trim().is_empty();
    let Some(last) = messages.iter().rposition(is_answer) else {
        return Err("There is no answer of the assistant".into());
    };
    messages.truncate(last + 1);
    let asked = messages.iter().position(|m| m.role == "user" && !m.content.trim().is_empty());
    match (asked, messages.iter().position(|m| m.role == "assistant")) {
        (Some(asked), Some(answered)) if asked < answered => Ok(messages),
        _ => Err("There is no question before the first answer".into()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn roles(cell: &str) -> Result<Vec<(String, String)>, String> {
        let messages = messages_of(cell)?;
        Ok(messages.into_iter().map(|m| (m.role, m.content)).collect())
    }

    #[test]
    fn known_shapes_become_the_same_messages() {
        let want = Ok(vec![("user".into(), "Hi".into()), ("assistant".into(), "Hello".into())]);
        let shapes = [
            r#"[{"role":"user","content":"Hi"},{"role":"assistant","content":"Hello"}]"#,
            r#"[{"from":"human","value":"Hi"},{"from":"gpt","value":"Hello"}]"#,
            r#"{"messages":[{"role":"user","content":[{"type":"text","text":"Hi"}]},
                {"role":"assistant","content":"Hello"}]}"#,
        ];
        for shape in shapes {
            assert_eq!(roles(shape), want, "{shape}");
        }
        assert!(roles("Hi").is_err());
        assert!(roles(r#"[{"role":"tool","content":"x"}]"#).unwrap_err().contains("tool"));
        assert!(roles(r#"[{"role":"user"}]"#).is_err());
    }

    #[test]
    fn columns_are_found_by_their_names() {
        let find = |names: &[&str]| {
            let names: Vec<String> = names.iter().map(|n| n.to_string()).collect();
            ChatColumns::find(&names, None, None, None)
        };
        assert_eq!(
            find(&["id", "conversations"]),
            Some(ChatColumns::Messages("conversations".into()))
        );
        let alpaca = find(&["instruction", "input", "output"]).unwrap();
        let ChatColumns::Pairs { prompt, answer, input, .. } = alpaca else { panic!("a list") };
        assert_eq!(
            (&*prompt, &*answer, input.as_deref()),
            ("instruction", "output", Some("input"))
        );
        assert_eq!(find(&["a", "b"]), None);
    }

    #[test]
    fn what_comes_after_the_last_answer_is_left_out() {
        let say =
            |role: &str, content: &str| Message { role: role.into(), content: content.into() };
        let all = vec![say("user", "a"), say("assistant", "b"), say("user", "c")];
        assert_eq!(tidy(all).unwrap().len(), 2);
        assert!(tidy(vec![say("user", "a"), say("assistant", " ")]).is_err());
        assert!(tidy(vec![say("assistant", "b"), say("user", "a")]).is_err());
    }
}
