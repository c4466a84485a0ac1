//! The files that several exports share.

use super::sink::{Sink, tensor};
use crate::error::{Code, Error, IoContext, Result};
use crate::nn::Pooling;
use crate::task::TAG;
use crate::train::Session;
use serde_json::{Map, Value, json};
use std::borrow::Cow;
use std::path::Path;

pub(super) fn read_object(path: &Path) -> Result<Map<String, Value>> {
    let text = std::fs::read_to_string(path).at_path(path)?;
    serde_json::from_str(&text).map_err(|e| {
        Error::new(Code::BadModel, "A file of the base model is not a JSON object")
            .at(path.display().to_string())
            .advice("Fetch the model again")
            .source(e)
    })
}

/// Tokenizer files that cut where Attune cuts.
pub(super) fn write_tokenizer(session: &Session, out: &mut Sink<'_>) -> Result<()> {
    let base = &session.recipe.model.path;
    write_uncut_tokenizer(base, out)?;
    let path = base.join("tokenizer_config.json");
    let mut config = match path.is_file() {
        true => read_object(&path)?,
        false => Map::new(),
    };
    config.insert("model_max_length".into(), json!(session.hyper.max_length));
    out.json("tokenizer_config.json", &Value::Object(config))?;
    out.copy_if_there(base, "special_tokens_map.json")
}

/// tokenizer.json, neither cutting nor filling up.
pub(super) fn write_uncut_tokenizer(base: &Path, out: &mut Sink<'_>) -> Result<()> {
    let mut tokenizer = read_object(&base.join("tokenizer.json"))?;
    tokenizer.insert("truncation".into(), Value::Null);
    tokenizer.insert("padding".into(), Value::Null);
    out.json("tokenizer.json", &Value::Object(tokenizer))
}

/// The base's config.json with the labels and the class that loads the folder.
pub(super) fn write_config(session: &Session, out: &mut Sink<'_>) -> Result<()> {
    let mut config = read_object(&session.recipe.model.path.join("config.json"))?;
    let labels = &session.recipe.labels;
    let id2label: Map<String, Value> =
        labels.iter().enumerate().map(|(i, l)| (i.to_string(), json!(l))).collect();
    let label2id: Map<String, Value> =
        labels.iter().enumerate().map(|(i, l)| (l.clone(), json!(i))).collect();
    config.remove("_name_or_path");
    let sequence = session.model.pooling() == Pooling::Cls;
    let class = if sequence { "BertForSequenceClassification" } else { "BertModel" };
    config.insert("architectures".into(), json!([class]));
    config.insert("id2label".into(), Value::Object(id2label));
    config.insert("label2id".into(), Value::Object(label2id));
    config.insert("dtype".into(), json!("float32"));
    config.insert("torch_dtype".into(), json!("float32"));
    let problem = match session.recipe.task == TAG.id {
        true => "multi_label_classification",
        false => "single_label_classification",
    };
    if sequence {
        config.insert("problem_type".into(), json!(problem));
    }
    out.json("config.json", &Value::Object(config))
}

/// From which probability on each label is said: `{label: threshold}`. No library reads it, but
/// without it nobody can answer as the run does.
pub(super) fn write_thresholds(
    labels: &[String],
    thresholds: &[f32],
    out: &mut Sink<'_>,
) -> Result<()> {
    let all: Map<String, Value> =
        labels.iter().zip(thresholds).map(|(label, t)| (label.clone(), json!(t))).collect();
    out.json("thresholds.json", &Value::Object(all))
}

/// What makes the folder a sentence-transformers model whose output are the logits.
pub(super) fn write_sentence_modules(session: &Session, out: &mut Sink<'_>) -> Result<()> {
    let hidden = session.model.hidden();
    let module = |i: usize, path: &str, class: &str| {
        let kind = format!("sentence_transformers.models.{class}");
        json!({"idx": i, "name": i.to_string(), "path": path, "type": kind})
    };
    let modules = json!([
        module(0, "", "Transformer"),
        module(1, "1_Pooling", "Pooling"),
        module(2, "2_Normalize", "Normalize"),
        module(3, "3_Dense", "Dense"),
    ]);
    out.json("modules.json", &modules)?;
    let length = session.hyper.max_length;
    out.json(
        "sentence_bert_config.json",
        &json!({"max_seq_length": length, "do_lower_case": false}),
    )?;
    let pooling = json!({
        "word_embedding_dimension": hidden,
        "pooling_mode_cls_token": false,
        "pooling_mode_mean_tokens": true,
        "pooling_mode_max_tokens": false,
        "pooling_mode_mean_sqrt_len_tokens": false,
    });
    out.json("1_Pooling/config.json", &pooling)?;
    let classes = session.recipe.labels.len();
    let config = json!({
        "in_features": hidden,
        "out_features": classes,
        "bias": true,
        "activation_function": "torch.nn.modules.linear.Identity",
    });
    out.json("3_Dense/config.json", &config)?;
    let (weight, bias) = head(session)?;
    let list = [
        tensor("linear.weight".into(), &[classes, hidden], || Cow::Borrowed(&weight)),
        tensor("linear.bias".into(), &[classes], || Cow::Borrowed(&bias)),
    ];
    out.few_tensors("3_Dense/model.safetensors", &list)
}

/// Weight (classes, hidden) and bias (classes) of the head.
pub(super) fn head(session: &Session) -> Result<(Vec<f32>, Vec<f32>)> {
    let linear = session.model.head();
    let bias = linear.bias.ok_or_else(|| Error::internal("A head without a bias"))?;
    let values = |id| session.weights[id].values().into_owned();
    Ok((values(linear.weight), values(bias)))
}
