//! Small models of every family as folders that a run can be made from: weights of
//! `tests/golden/families`, and a tokenizer of forty words.

use attune_engine::data::Part;
use attune_engine::model::FAMILIES;
use attune_engine::param::Settings;
use attune_engine::task::{Dialogue, Material, Message, Passage};
use attune_engine::train::Request;
use safetensors::SafeTensors;
use serde_json::{Value, json};
use std::path::{Path, PathBuf};

pub const NAMES: [&str; 6] = ["llama", "mistral", "qwen2", "qwen3", "gemma3", "gpt2"];

const WORDS: &str = "### : Instructions Question Answer where is my parcel order late it comes on \
                     monday friday we are sorry please tell us the number thank you and good day \
                     what can i do call";

fn families() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../tests/golden/families")
}

/// Writes the model `name` into the folder `to`.
pub fn write_model(name: &str, to: &Path) {
    let configs = std::fs::read(families().join("configs.json")).unwrap();
    let config = serde_json::from_slice::<Value>(&configs).unwrap()[name].clone();
    assert!(FAMILIES.iter().any(|family| family.id == config["model_type"]));
    std::fs::create_dir_all(to).unwrap();
    std::fs::write(to.join("config.json"), config.to_string()).unwrap();
    let bytes = std::fs::read(families().join(format!("{name}.safetensors"))).unwrap();
    let named = SafeTensors::deserialize(&bytes).unwrap();
    let all = named.tensors();
    let own = all.iter().filter_map(|(n, view)| Some((n.strip_prefix("weight/")?, view)));
    safetensors::serialize_to_file(own, None, &to.join("model.safetensors")).unwrap();
    let special = |id: usize, content: &str| {
        json!({"id": id, "content": content, "special": true, "single_word": false,
               "lstrip": false, "rstrip": false, "normalized": false})
    };
    let mut words = vec!["<unk>", "<s>", "</s>"];
    words.extend(WORDS.split_whitespace());
    assert!(words.len() <= 40);
    let vocab: serde_json::Map<String, Value> =
        words.iter().enumerate().map(|(id, word)| (word.to_string(), json!(id))).collect();
    let tokenizer = json!({
        "version": "1.0", "truncation": null, "padding": null, "normalizer": null,
        "added_tokens": [special(0, "<unk>"), special(1, "<s>"), special(2, "</s>")],
        "pre_tokenizer": {"type": "Whitespace"}, "post_processor": null, "decoder": null,
        "model": {"type": "WordLevel", "vocab": vocab, "unk_token": "<unk>"},
    });
    std::fs::write(to.join("tokenizer.json"), tokenizer.to_string()).unwrap();
    let config = json!({"bos_token": "<s>", "eos_token": "</s>", "unk_token": "<unk>"});
    std::fs::write(to.join("tokenizer_config.json"), config.to_string()).unwrap();
}

fn part(i: i64) -> Part {
    match i {
        0..11 => Part::Train,
        11..14 => Part::Validation,
        _ => Part::Test,
    }
}

/// Short conversations, of one turn and of two.
pub fn dialogues() -> Material {
    let say = |role: &str, content: &str| Message { role: role.into(), content: content.into() };
    let questions = ["where is my parcel", "my order is late", "what can i do", "good day"];
    let answers = ["it comes on monday", "we are sorry please call us", "tell us the number"];
    let row = |i: i64| {
        let at = i as usize;
        let mut messages = vec![say("user", questions[at % 4]), say("assistant", answers[at % 3])];
        if i % 3 == 0 {
            messages.extend([say("user", "thank you"), say("assistant", answers[(at + 1) % 3])]);
        }
        Dialogue { id: i, messages, part: part(i) }
    };
    Material::Dialogues((0..16).map(row).collect())
}

/// Texts to go on from, one of them longer than a run reads at a time.
pub fn passages() -> Material {
    let row = |i: i64| {
        let text = "thank you and good day we are sorry please tell us the number ";
        Passage { id: i, text: text.repeat(1 + i as usize % 3), part: part(i) }
    };
    Material::Passages((0..16).map(row).collect())
}

/// Eleven examples in batches of two, two batches to a step: three steps a pass, the last uneven.
pub fn request(model: &Path, method: &str, material: Material) -> Request {
    let mut settings = Settings::default();
    for (key, value) in [
        ("epochs", "2"),
        ("batch_size", "2"),
        ("accumulation", "2"),
        ("max_length", "24"),
        ("learning_rate", "0.01"),
        ("threads", "2"),
    ] {
        settings.set(key, value);
    }
    if method == "partial" {
        settings.set("layers", "1");
    }
    Request {
        model_id: "small".into(),
        model: model.into(),
        method: method.into(),
        preset: "quick".into(),
        settings,
        seed: 5,
        material,
        dropped: 0,
        privacy: None,
        reader: None,
    }
}
