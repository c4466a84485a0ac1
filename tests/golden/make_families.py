#!/usr/bin/env python3
"""Golden values of small models of every family that writes: logits, losses, every gradient.

    python make_families.py        # writes families/*.safetensors and families/configs.json

Needs torch, transformers, peft. Random weights that f16 holds exactly; two texts of different
lengths in one padded batch (each by itself where there is a window), the loss on some of their
tokens; eager attention in float64. The shapes bring out what is special: grouped queries, tied and untied heads, scaled rotary angles in
all three ranges, windows shorter than the texts, biases, norms of the heads.
"""

import json
from pathlib import Path

import torch
from peft import LoraConfig, TaskType, get_peft_model
from safetensors.torch import save_file
from transformers import (
    Gemma3ForCausalLM,
    Gemma3TextConfig,
    GPT2Config,
    GPT2LMHeadModel,
    LlamaConfig,
    LlamaForCausalLM,
    MistralConfig,
    MistralForCausalLM,
    Qwen2Config,
    Qwen2ForCausalLM,
    Qwen3Config,
    Qwen3ForCausalLM,
)

HERE = Path(__file__).resolve().parent / "families"
WORDS, LENGTHS, FIRST_ASKED = 40, (13, 9), (5, 1)
COMMON = {
    "vocab_size": WORDS, "hidden_size": 24, "intermediate_size": 32, "num_hidden_layers": 2,
    "num_attention_heads": 4, "num_key_value_heads": 2, "max_position_embeddings": 64,
    "bos_token_id": 1, "eos_token_id": 2, "pad_token_id": 0,
}  # fmt: skip
LLAMA3 = {
    "rope_type": "llama3", "rope_theta": 100.0, "factor": 4.0, "low_freq_factor": 1.0,
    "high_freq_factor": 4.0, "original_max_position_embeddings": 16,
}  # fmt: skip
GATED = ["q_proj", "k_proj", "v_proj", "o_proj", "gate_proj", "up_proj", "down_proj"]
GPT2_TARGETS = ["c_attn", "c_proj", "c_fc"]
SLIDING = ["sliding_attention", "full_attention"]

FAMILIES = {
    "llama": (
        LlamaForCausalLM,
        LlamaConfig(**COMMON, tie_word_embeddings=True, rope_parameters=LLAMA3, rms_norm_eps=1e-5),
        GATED,
    ),
    "mistral": (
        MistralForCausalLM,
        MistralConfig(**COMMON, tie_word_embeddings=False, sliding_window=4, head_dim=6),
        GATED,
    ),
    "qwen2": (
        Qwen2ForCausalLM,
        Qwen2Config(
            **COMMON, tie_word_embeddings=True, use_sliding_window=True, sliding_window=4,
            max_window_layers=1,
        ),
        GATED,
    ),
    "qwen3": (
        Qwen3ForCausalLM,
        Qwen3Config(**COMMON, tie_word_embeddings=False, head_dim=8),
        GATED,
    ),
    "gemma3": (
        Gemma3ForCausalLM,
        Gemma3TextConfig(
            **COMMON, head_dim=8, sliding_window=4, layer_types=SLIDING, query_pre_attn_scalar=12,
        ),
        GATED,
    ),
    "gpt2": (
        GPT2LMHeadModel,
        GPT2Config(
            vocab_size=WORDS, n_embd=24, n_layer=2, n_head=4, n_positions=64, n_inner=32,
            embd_pdrop=0.0, attn_pdrop=0.0, resid_pdrop=0.0, bos_token_id=1, eos_token_id=2,
        ),
        GPT2_TARGETS,
    ),
}  # fmt: skip


def build(kind: type, config) -> torch.nn.Module:
    torch.manual_seed(5)
    config._attn_implementation = "eager"
    model = kind(config)
    with torch.no_grad():
        for parameter in model.parameters():
            # Far from the usual start, so that attention is not flat and no gain is 1.
            size = 0.25 if parameter.dim() == 2 else 0.2
            start = 0.0 if parameter.dim() == 2 else parameter.detach().clone()
            parameter.copy_((start + torch.randn_like(parameter) * size).half())
    return model.double().train()


def batch() -> dict:
    generator = torch.Generator().manual_seed(9)
    ids = torch.randint(3, WORDS, (2, max(LENGTHS)), generator=generator)
    mask, labels = torch.zeros_like(ids), torch.full_like(ids, -100)
    for row, (length, first) in enumerate(zip(LENGTHS, FIRST_ASKED, strict=True)):
        mask[row, :length] = 1
        labels[row, first:length] = ids[row, first:length]
    return {"input_ids": ids, "attention_mask": mask, "labels": labels}


def measure(model, inputs: dict, kind: str, tensors: dict, padded: bool) -> None:
    if padded:
        batches = [inputs]
    else:
        # Where a window shows padding only, transformers gives NaN: each text by itself.
        batches = [{k: v[row : row + 1, :n] for k, v in inputs.items()} for row, n in enumerate(LENGTHS)]
    logits, labels = [], []
    for batch in batches:
        out = model(input_ids=batch["input_ids"], attention_mask=batch["attention_mask"], use_cache=False)
        asked = batch["labels"][:, 1:] != -100
        logits.append(out.logits[:, :-1][asked])
        labels.append(batch["labels"][:, 1:][asked])
    logits = torch.cat(logits)
    loss = torch.nn.functional.cross_entropy(logits, torch.cat(labels))
    loss.backward()
    tensors[f"{kind}/loss"] = loss.detach().reshape(1)
    tensors[f"{kind}/logits"] = logits.detach()
    for name, parameter in model.named_parameters():
        if parameter.requires_grad:
            name = name.replace("base_model.model.", "").replace(".default", "")
            assert parameter.grad.abs().max() > 0, name
            tensors[f"{kind}/grad/{name}"] = parameter.grad


def main() -> None:
    HERE.mkdir(exist_ok=True)
    inputs, configs = batch(), {}
    for name, (kind, config, targets) in FAMILIES.items():
        tensors = {}
        model = build(kind, config)
        configs[name] = json.loads(model.config.to_json_string(use_diff=False))
        weights = {f"weight/{n}": p.detach().half() for n, p in model.named_parameters()}
        padded = getattr(config, "sliding_window", None) is None
        measure(model, inputs, "full", tensors, padded)
        lora = LoraConfig(
            task_type=TaskType.CAUSAL_LM, r=2, lora_alpha=4, lora_dropout=0.0,
            target_modules=targets, fan_in_fan_out=name == "gpt2",
        )  # fmt: skip
        adapted = get_peft_model(build(kind, config), lora)
        for n, parameter in adapted.named_parameters():
            if parameter.requires_grad:
                with torch.no_grad():
                    parameter.copy_((torch.randn_like(parameter) * 0.2).half())
                n = n.replace("base_model.model.", "").replace(".default", "")
                weights[f"lora/weight/{n}"] = parameter.detach().half()
        measure(adapted.double(), inputs, "lora", tensors, padded)
        tensors = {k: v.float().contiguous() for k, v in tensors.items()}
        ids = {"ids": inputs["input_ids"], "labels": inputs["labels"]}
        save_file(tensors | {k: v.contiguous() for k, v in weights.items()} | ids, HERE / f"{name}.safetensors")
    (HERE / "configs.json").write_text(json.dumps(configs, indent=1, sort_keys=True) + "\n")


main()
