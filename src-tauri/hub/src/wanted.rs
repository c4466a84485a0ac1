//! Which files of a model are fetched: weights as safetensors, configuration, tokenizer, templates.
//! Nothing that could run as code, and no second copy of the weights for another program.

use crate::names::is_safe_path;
use attune_engine::error::{Code, Error, Result};

const NAMED: &[&str] = &[
    "config.json",
    "generation_config.json",
    "tokenizer.json",
    "tokenizer_config.json",
    "special_tokens_map.json",
    "added_tokens.json",
    "vocab.txt",
    "vocab.json",
    "merges.txt",
    "spiece.model",
    "sentencepiece.bpe.model",
    "tokenizer.model",
    "chat_template.jinja",
    "chat_template.json",
    "modules.json",
    "sentence_bert_config.json",
    "config_sentence_transformers.json",
    "adapter_config.json",
    "adapter_model.safetensors",
    "labels.json",
    "model.safetensors",
    "model.safetensors.index.json",
];

/// Endings of files that hold weights as pickled Python, which runs code when it is opened.
const PICKLED: &[&str] = &[".bin", ".pt", ".pth", ".ckpt", ".pkl", ".h5", ".msgpack"];

/// Whether Attune fetches and reads a file of this name.
pub(crate) fn is_wanted(path: &str) -> bool {
    if !is_safe_path(path) {
        return false;
    }
    match path.split_once('/') {
        None => NAMED.contains(&path) || is_shard(path),
        // sentence-transformers: 1_Pooling/config.json, 3_Dense/model.safetensors
        Some((folder, file)) => {
            let number = folder.split_once('_').map_or("", |(number, _)| number);
            !number.is_empty()
                && number.bytes().all(|b| b.is_ascii_digit())
                && ["config.json", "model.safetensors"].contains(&file)
        }
    }
}

/// model-00001-of-00003.safetensors
fn is_shard(name: &str) -> bool {
    let inner = name.strip_prefix("model-").and_then(|n| n.strip_suffix(".safetensors"));
    inner.and_then(|inner| inner.split_once("-of-")).is_some_and(|(a, b)| {
        [a, b].iter().all(|n| !n.is_empty() && n.bytes().all(|b| b.is_ascii_digit()))
    })
}

pub(crate) fn is_weights(path: &str) -> bool {
    path.ends_with(".safetensors") && is_wanted(path)
}

/// What is to be fetched of all a repository's files.
pub(crate) fn choose(files: &[String], about: &str) -> Result<Vec<String>> {
    let whole = files.iter().any(|file| file == "model.safetensors");
    let mut chosen: Vec<String> = files.iter().filter(|file| is_wanted(file)).cloned().collect();
    if whole {
        // The same weights once more, in pieces.
        chosen.retain(|file| !is_shard(file) && file != "model.safetensors.index.json");
    }
    if chosen.iter().any(|file| is_weights(file)) {
        return Ok(chosen);
    }
    let pickled = files.iter().any(|file| PICKLED.iter().any(|ending| file.ends_with(ending)));
    Err(match pickled {
        true => Error::new(
            Code::BadModel,
            "The model's weights are there only in a format that can run code when it is opened",
        )
        .at(about.to_string())
        .safe("Nothing was fetched")
        .advice("Choose a copy of the model with safetensors weights"),
        false => Error::new(Code::BadModel, "The model has no weights that Attune can read")
            .at(about.to_string())
            .safe("Nothing was fetched")
            .advice("Choose a model with safetensors weights"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(list: &[&str]) -> Vec<String> {
        list.iter().map(|name| name.to_string()).collect()
    }

    #[test]
    fn weights_config_and_tokenizer_are_fetched_and_nothing_else() {
        let files = names(&[
            ".gitattributes",
            "README.md",
            "config.json",
            "model.safetensors",
            "pytorch_model.bin",
            "onnx/model.onnx",
            "tokenizer.json",
            "1_Pooling/config.json",
            "modeling_x.py",
            "model-00001-of-00002.safetensors",
            "model.safetensors.index.json",
            "original/model.safetensors",
            "../config.json",
            "model.fp16.safetensors",
        ]);
        let chosen = choose(&files, "a/b").unwrap();
        let expected =
            ["config.json", "model.safetensors", "tokenizer.json", "1_Pooling/config.json"];
        assert_eq!(chosen, expected);
    }

    #[test]
    fn a_model_in_pieces_is_fetched_with_its_index() {
        let files = names(&[
            "config.json",
            "model-00001-of-00002.safetensors",
            "model-00002-of-00002.safetensors",
            "model.safetensors.index.json",
            "model-x-of-2.safetensors",
        ]);
        assert_eq!(choose(&files, "a/b").unwrap().len(), 4);
    }

    #[test]
    fn pickles_are_refused_with_the_reason() {
        let error = choose(&names(&["config.json", "pytorch_model.bin"]), "a/b").unwrap_err();
        assert_eq!(error.code, Code::BadModel);
        assert!(error.what.contains("run code"), "{error}");
        let error = choose(&names(&["config.json"]), "a/b").unwrap_err();
        assert!(error.what.contains("no weights"), "{error}");
    }
}
