#!/usr/bin/env python3
"""Exports as README.md (here) describes them, made by hand, to prove the description.

    python make_example_exports.py DIR --data FILE.csv --text COLUMN [--base DIR]
    python check_export.py --merged DIR/cls-merged --peft DIR/cls-peft --base ... (see README.md)

Random adapters and heads; files are written key by key, not by PEFT's or
transformers' own saving, because Attune writes them so. The expected predictions
come from the adapters' formula on plain tensors, before anything is saved.
"""

import argparse
import csv
import json
import shutil
from pathlib import Path

import torch
from safetensors.torch import load_file, save_file
from tokenizers import Tokenizer
from transformers import BertConfig, BertModel

STARTER = Path(__file__).resolve().parents[2] / "assets" / "starter"
BASE_NAME = "sentence-transformers/all-MiniLM-L6-v2"
LABELS = ["Refund", "Delivery", "Überweisung", "other, or unclear"]
RANK, ALPHA, MAX_LENGTH = 8, 16, 24
TARGETS = {"query": "attention.self.query", "value": "attention.self.value"}


def write_json(path: Path, value) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(value, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


def save(tensors: dict, path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    save_file({k: v.contiguous() for k, v in tensors.items()}, path, metadata={"format": "pt"})


def config_json(base: Path, architecture: str) -> dict:
    config = json.loads((base / "config.json").read_text("utf-8"))
    config.pop("_name_or_path", None)
    config["architectures"] = [architecture]
    config["id2label"] = {str(i): label for i, label in enumerate(LABELS)}
    config["label2id"] = {label: i for i, label in enumerate(LABELS)}
    config["dtype"] = config["torch_dtype"] = "float32"
    if architecture == "BertForSequenceClassification":
        config["problem_type"] = "single_label_classification"
    return config


def write_tokenizer(base: Path, folder: Path) -> None:
    tokenizer = json.loads((base / "tokenizer.json").read_text("utf-8"))
    tokenizer["truncation"] = tokenizer["padding"] = None
    write_json(folder / "tokenizer.json", tokenizer)
    settings = json.loads((base / "tokenizer_config.json").read_text("utf-8"))
    settings.pop("name_or_path", None)
    settings["model_max_length"] = MAX_LENGTH
    write_json(folder / "tokenizer_config.json", settings)
    shutil.copyfile(base / "special_tokens_map.json", folder / "special_tokens_map.json")


def write_modules(folder: Path, head: dict) -> None:
    """What makes a folder a sentence-transformers model whose vectors are logits."""
    kinds = [("", "Transformer"), ("1_Pooling", "Pooling")]
    kinds += [("2_Normalize", "Normalize"), ("3_Dense", "Dense")]
    modules = [
        {"idx": i, "name": str(i), "path": path, "type": f"sentence_transformers.models.{kind}"}
        for i, (path, kind) in enumerate(kinds)
    ]
    write_json(folder / "modules.json", modules)
    write_json(
        folder / "sentence_bert_config.json",
        {"max_seq_length": MAX_LENGTH, "do_lower_case": False},
    )
    classes, hidden = head["weight"].shape
    pooling = {
        "word_embedding_dimension": hidden,
        "pooling_mode_cls_token": False,
        "pooling_mode_mean_tokens": True,
        "pooling_mode_max_tokens": False,
        "pooling_mode_mean_sqrt_len_tokens": False,
    }
    write_json(folder / "1_Pooling" / "config.json", pooling)
    (folder / "2_Normalize").mkdir(exist_ok=True)
    dense = {
        "in_features": hidden,
        "out_features": classes,
        "bias": True,
        "activation_function": "torch.nn.modules.linear.Identity",
    }
    write_json(folder / "3_Dense" / "config.json", dense)
    tensors = {"linear.weight": head["weight"], "linear.bias": head["bias"]}
    save(tensors, folder / "3_Dense" / "model.safetensors")


def adapter_config(task_type: str, modules_to_save) -> dict:
    return {
        "peft_type": "LORA",
        "task_type": task_type,
        "base_model_name_or_path": BASE_NAME,
        "r": RANK,
        "lora_alpha": ALPHA,
        "lora_dropout": 0.0,
        "target_modules": sorted(TARGETS),
        "modules_to_save": modules_to_save,
        "bias": "none",
        "fan_in_fan_out": False,
        "inference_mode": True,
    }


def random_parts(layers: int, hidden: int):
    generator = torch.Generator().manual_seed(3)

    def normal(*shape, std):
        return torch.randn(*shape, generator=generator) * std

    adapters = {}
    for layer in range(layers):
        for module in TARGETS.values():
            name = f"encoder.layer.{layer}.{module}"
            adapters[name] = (normal(RANK, hidden, std=0.05), normal(hidden, RANK, std=0.05))
    head = {"weight": normal(len(LABELS), hidden, std=0.4), "bias": normal(len(LABELS), std=0.1)}
    return adapters, head


def expected(base, merged, head, pooling, texts):
    """Probabilities, one row at a time, without padding."""
    model = BertModel(BertConfig.from_pretrained(base)).eval()
    model.load_state_dict(merged, strict=False)
    tokenizer = Tokenizer.from_file(str(base / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.enable_truncation(MAX_LENGTH)
    for text in texts:
        output = model(input_ids=torch.tensor([tokenizer.encode(text).ids]))
        pooled = output.pooler_output[0]
        if pooling == "mean":
            mean = output.last_hidden_state[0].mean(0)
            pooled = mean / mean.norm()
        yield torch.softmax(head["weight"] @ pooled + head["bias"], dim=0).tolist()


def write_predictions(folder: Path, texts, probabilities) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    with open(folder / "predictions.csv", "w", encoding="utf-8", newline="") as file:
        table = csv.writer(file)
        table.writerow(["text", "predicted", "confidence"])
        for text, row in zip(texts, probabilities, strict=True):
            best = max(range(len(row)), key=row.__getitem__)
            table.writerow([text, LABELS[best], row[best]])
    lines = [json.dumps(dict(zip(LABELS, row, strict=True))) for row in probabilities]
    (folder / "probabilities.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")


def write_cls(base, out, merged, adapters, head) -> None:
    classifier = {"classifier.weight": head["weight"], "classifier.bias": head["bias"]}
    peft = {f"base_model.model.{name}": value for name, value in classifier.items()}
    for name, (a, b) in adapters.items():
        peft[f"base_model.model.bert.{name}.lora_A.weight"] = a
        peft[f"base_model.model.bert.{name}.lora_B.weight"] = b
    save(peft, out / "cls-peft" / "adapter_model.safetensors")
    write_json(
        out / "cls-peft" / "adapter_config.json", adapter_config("SEQ_CLS", ["classifier"])
    )
    full = {f"bert.{name}": value for name, value in merged.items()} | classifier
    save(full, out / "cls-merged" / "model.safetensors")
    config = config_json(base, "BertForSequenceClassification")
    write_json(out / "cls-merged" / "config.json", config)
    write_json(out / "cls-peft" / "labels.json", LABELS)
    for folder in (out / "cls-peft", out / "cls-merged"):
        write_tokenizer(base, folder)


def write_mean(base, out, merged, adapters, head) -> None:
    peft = {}
    for name, (a, b) in adapters.items():
        peft[f"base_model.model.{name}.lora_A.weight"] = a
        peft[f"base_model.model.{name}.lora_B.weight"] = b
    save(peft, out / "mean-peft" / "adapter_model.safetensors")
    write_json(
        out / "mean-peft" / "adapter_config.json", adapter_config("FEATURE_EXTRACTION", None)
    )
    save(merged, out / "mean-merged" / "model.safetensors")
    write_json(out / "mean-merged" / "config.json", config_json(base, "BertModel"))
    write_json(out / "mean-peft" / "labels.json", LABELS)
    for folder in (out / "mean-peft", out / "mean-merged"):
        write_tokenizer(base, folder)
        write_modules(folder, head)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("out", type=Path)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--text", required=True)
    parser.add_argument("--rows", type=int, default=500)
    parser.add_argument("--base", type=Path, default=STARTER)
    parsed = parser.parse_args()
    torch.set_num_threads(1)
    torch.set_grad_enabled(False)
    base, out = parsed.base, parsed.out
    with open(parsed.data, encoding="utf-8", newline="") as file:
        texts = [row[parsed.text] for row in csv.DictReader(file)][: parsed.rows]
    out.mkdir(parents=True, exist_ok=True)
    with open(out / "data.csv", "w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([["text"], *([text] for text in texts)])
    weights = {k: v.float() for k, v in load_file(base / "model.safetensors").items()}
    config = BertConfig.from_pretrained(base)
    adapters, head = random_parts(config.num_hidden_layers, config.hidden_size)
    merged = dict(weights)
    for name, (a, b) in adapters.items():
        merged[f"{name}.weight"] = weights[f"{name}.weight"] + ALPHA / RANK * (b @ a)
    write_cls(base, out, merged, adapters, head)
    write_mean(base, out, merged, adapters, head)
    for pooling in ("cls", "mean"):
        rows = list(expected(base, merged, head, pooling, texts))
        write_predictions(out / f"{pooling}-predictions", texts, rows)


main()
