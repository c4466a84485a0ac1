//! Chat templates against transformers: `tests/chat/make_chat.py` made the values.

use attune_engine::Code;
use attune_engine::batch::Encoder;
use attune_engine::store::sha256_bytes;
use attune_engine::task::{ChatTemplate, Message};
use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../tests/chat")
}

fn dialogues() -> Vec<Vec<Message>> {
    let text = std::fs::read_to_string(folder().join("dialogues.jsonl")).unwrap();
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

fn expected() -> Value {
    serde_json::from_slice(&std::fs::read(folder().join("expected.json")).unwrap()).unwrap()
}

/// A model folder as far as the template and the tokenizer go.
fn model(at: &Path, style: &str, marks: &Value) -> (ChatTemplate, Encoder) {
    std::fs::copy(folder().join("tokenizer.json"), at.join("tokenizer.json")).unwrap();
    std::fs::write(at.join("tokenizer_config.json"), marks.to_string()).unwrap();
    let template = folder().join(format!("templates/{style}.jinja"));
    if template.is_file() {
        std::fs::copy(template, at.join("chat_template.jinja")).unwrap();
    }
    let day = SystemTime::UNIX_EPOCH + Duration::from_secs(1_773_057_600);
    let template = ChatTemplate::open(at).unwrap().dated(day).unwrap();
    (template, Encoder::open(at, 512).unwrap())
}

fn numbers(ids: impl IntoIterator<Item = u32>) -> String {
    ids.into_iter().map(|id| id.to_string()).collect::<Vec<_>>().join(",")
}

/// The line that the script hashes, of one dialogue.
fn line(
    template: &ChatTemplate,
    encoder: &Encoder,
    turns: &[Message],
    marked: bool,
) -> attune_engine::Result<String> {
    let text = template.render(turns, false)?;
    let prompt = template.render(turns, true)?;
    let ids = numbers(encoder.ids_as_written(&text)?);
    let prompt_ids = numbers(encoder.ids_as_written(&prompt)?);
    let mut mask = String::new();
    if marked {
        let fed = template.learn(turns)?;
        let tokens = match fed.first() {
            Some(fed) => encoder.encode_fed(fed)?.is_answer,
            None => vec![false; encoder.ids_as_written(&text)?.len()],
        };
        mask = numbers(tokens.into_iter().map(u32::from));
    }
    Ok([text, prompt, ids, prompt_ids, mask].join("\0"))
}

#[test]
fn two_hundred_dialogues_in_ten_styles_as_transformers_renders_them() {
    let (dialogues, expected) = (dialogues(), expected());
    let styles = expected["styles"].as_object().unwrap();
    assert_eq!((dialogues.len(), styles.len()), (200, 10));
    for (style, values) in styles {
        let temp = tempfile::tempdir().unwrap();
        let (template, encoder) = model(temp.path(), style, values);
        assert_eq!(template.is_plain(), style == "plain");
        for (i, whole) in expected["whole"][style].as_object().unwrap() {
            let turns = &dialogues[i.parse::<usize>().unwrap()];
            assert_eq!(template.render(turns, false).unwrap(), whole["text"].as_str().unwrap());
            assert_eq!(template.render(turns, true).unwrap(), whole["prompt"].as_str().unwrap());
        }
        for (i, turns) in dialogues.iter().enumerate() {
            let hash = match line(&template, &encoder, turns, style == "marked") {
                Ok(line) => sha256_bytes(line.as_bytes())[..16].to_string(),
                Err(e) if e.code == Code::BadData => "raised".to_string(),
                Err(e) => panic!("{style}, dialogue {i}: {e:?}"),
            };
            assert_eq!(hash, values["hashes"][i].as_str().unwrap(), "{style}, dialogue {i}");
        }
    }
}

/// Whatever the style, an answer in what is learned stands exactly behind what the model is given
/// when it answers.
#[test]
fn answers_follow_their_prompts() {
    let expected = expected();
    for (style, values) in expected["styles"].as_object().unwrap() {
        let temp = tempfile::tempdir().unwrap();
        let (template, encoder) = model(temp.path(), style, values);
        let mut seen = 0;
        for turns in dialogues().iter().filter(|t| t.iter().any(|m| m.role == "assistant")) {
            let Ok(fed) = template.learn(turns) else { continue };
            let prompts: Vec<String> = (0..turns.len())
                .filter(|&i| turns[i].role == "assistant")
                .map(|i| template.render(&turns[..i], true).unwrap())
                .collect();
            for part in &fed {
                for answer in &part.answers {
                    assert!(prompts.iter().any(|p| *p == part.text[..answer.start]), "{style}");
                    seen += 1;
                }
                let tokens = encoder.encode_fed(part).unwrap();
                assert!(tokens.is_answer.iter().any(|&a| a) && !tokens.is_answer[0], "{style}");
            }
        }
        assert!(seen > 200, "{style}: {seen}");
    }
}

fn chat(turns: &[(&str, &str)]) -> Vec<Message> {
    turns.iter().map(|(role, text)| Message::new(role, *text)).collect()
}

fn answers(template: &ChatTemplate, turns: &[(&str, &str)]) -> Vec<Vec<String>> {
    let fed = template.learn(&chat(turns)).unwrap();
    let part = |f: &attune_engine::task::Fed| {
        f.answers.iter().map(|a| f.text[a.clone()].to_string()).collect()
    };
    fed.iter().map(part).collect()
}

#[test]
fn the_loss_sees_answers_with_their_end_and_nothing_else() {
    let expected = expected();
    let turns =
        [("user", "Hi"), ("assistant", " Good day. "), ("user", "Open?"), ("assistant", "Yes.")];
    let of = |style: &str| {
        let temp = tempfile::tempdir().unwrap();
        let (template, _) = model(temp.path(), style, &expected["styles"][style]);
        answers(&template, &turns)
    };
    assert_eq!(of("llama3"), [["Good day.<|eot_id|>", "Yes.<|eot_id|>"]]);
    assert_eq!(of("chatml"), [[" Good day. <|im_end|>", "Yes.<|im_end|>"]]);
    assert_eq!(of("gemma"), [["Good day.<end_of_turn>", "Yes.<end_of_turn>"]]);
    assert_eq!(of("marked"), [["Good day.<|im_end|>", "Yes.<|im_end|>"]]);
    assert_eq!(of("plain"), [["Good day.</s>", "Yes.</s>"]]);
    // Qwen drops the thoughts of earlier answers: each answer is learned as it is given.
    let thought = "<think>\n\n</think>\n\n";
    let each = [[format!("{thought} Good day. <|im_end|>")], [format!("{thought}Yes.<|im_end|>")]];
    assert_eq!(of("qwen3"), each);
}

#[test]
fn a_template_that_refuses_instructions_gets_them_with_the_question() {
    let temp = tempfile::tempdir().unwrap();
    let source = "{% for m in messages %}{% if m.role == 'system' %}{{ raise_exception('System role not supported') }}{% endif %}[{{ m.content }}]{% endfor %}";
    std::fs::write(temp.path().join("chat_template.jinja"), source).unwrap();
    let template = ChatTemplate::open(temp.path()).unwrap();
    let turns = chat(&[("system", "Be brief."), ("user", "Hi")]);
    assert_eq!(template.render(&turns, false).unwrap(), "[Be brief.\n\nHi]");
    let error = template.render(&turns[..1], false).unwrap_err();
    assert_eq!(error.code, Code::BadData);
    assert!(error.what.ends_with("System role not supported"), "{}", error.what);
}

#[test]
fn templates_are_found_where_transformers_looks() {
    let temp = tempfile::tempdir().unwrap();
    let config = temp.path().join("tokenizer_config.json");
    let turns = chat(&[("user", "Hi")]);
    let render = || ChatTemplate::open(temp.path()).unwrap().render(&turns, false).unwrap();
    assert_eq!(render(), "### Question:\nHi\n\n");
    let named = json!({"eos_token": {"content": "<e>"}, "chat_template": [
        {"name": "tool_use", "template": "tools"}, {"name": "default", "template": "{{ eos_token }}"}]});
    std::fs::write(&config, named.to_string()).unwrap();
    assert_eq!(render(), "<e>");
    std::fs::write(&config, json!({"chat_template": "one {{ bos_token }}"}).to_string()).unwrap();
    std::fs::write(temp.path().join("special_tokens_map.json"), r#"{"bos_token": "<b>"}"#).unwrap();
    assert_eq!(render(), "one <b>");
    std::fs::write(temp.path().join("chat_template.jinja"), "file").unwrap();
    assert_eq!(render(), "file");
}

#[test]
fn damaged_and_endless_templates_are_told() {
    let temp = tempfile::tempdir().unwrap();
    let open = |source: &str| {
        std::fs::write(temp.path().join("chat_template.jinja"), source).unwrap();
        ChatTemplate::open(temp.path())
    };
    assert_eq!(open("{% for m in messages %}").err().unwrap().code, Code::BadModel);
    let endless = "{% macro again() %}{{ again() }}{% endmacro %}{{ again() }}";
    let wide = "{% for a in range(9999) %}{% for b in range(9999) %}x{% endfor %}{% endfor %}";
    let no_answer = "{% for m in messages %}{{ loop.revindex }}{{ m.content }}{% endfor %}";
    let turns = chat(&[("user", "Hi"), ("assistant", "Hello")]);
    for source in [endless, wide, "{{ messages[0].role.nothing.more }}"] {
        let error = open(source).unwrap().render(&turns, false).unwrap_err();
        assert_eq!(error.code, Code::BadModel, "{source}");
    }
    let error = open(no_answer).unwrap().learn(&turns).unwrap_err();
    assert_eq!(error.code, Code::BadModel);
}
