#!/usr/bin/env python3
"""Golden values of a small Llama: losses and every gradient, full and with adapters.

    python make_llama.py        # writes llama.safetensors beside this file

Needs torch, transformers, peft. Two layers, grouped queries, a tied head; two texts of
different lengths in one padded batch, every token asked for the next one.
"""

from pathlib import Path

import torch
from peft import LoraConfig, TaskType, get_peft_model
from safetensors.torch import save_file
from transformers import LlamaConfig, LlamaForCausalLM

TARGETS = ["q_proj", "k_proj", "v_proj", "o_proj", "gate_proj", "up_proj", "down_proj"]


def build() -> LlamaForCausalLM:
    torch.manual_seed(5)
    config = LlamaConfig(
        hidden_size=48, intermediate_size=80, num_hidden_layers=2, num_attention_heads=6,
        num_key_value_heads=2, vocab_size=101, max_position_embeddings=64, rope_theta=10000.0,
        rms_norm_eps=1e-5, tie_word_embeddings=True, use_cache=False,
    )  # fmt: skip
    model = LlamaForCausalLM(config)
    # Larger than the usual start, so that attention is not flat.
    with torch.no_grad():
        for parameter in model.parameters():
            parameter.mul_(4.0) if parameter.dim() == 2 else parameter.add_(torch.randn_like(parameter) * 0.2)
    return model


def batch() -> dict:
    generator = torch.Generator().manual_seed(9)
    ids = torch.randint(0, 101, (2, 17), generator=generator)
    mask = torch.ones_like(ids)
    mask[1, 11:] = 0
    return {"input_ids": ids, "attention_mask": mask, "labels": ids.masked_fill(mask == 0, -100)}


def main() -> None:
    tensors = {}
    inputs = batch()
    tensors["ids"], tensors["mask"] = inputs["input_ids"], inputs["attention_mask"]
    model = build()
    for name, parameter in model.named_parameters():
        tensors[f"weight/{name}"] = parameter.detach().clone()
    loss = model(**inputs).loss
    loss.backward()
    tensors["full/loss"] = loss.detach().reshape(1)
    for name, parameter in model.named_parameters():
        tensors[f"full/grad/{name}"] = parameter.grad.clone()
    torch.manual_seed(6)
    adapted = get_peft_model(
        build(),
        LoraConfig(task_type=TaskType.CAUSAL_LM, r=4, lora_alpha=8, lora_dropout=0.0,
                   target_modules=TARGETS),
    )  # fmt: skip
    learning = [(n, p) for n, p in adapted.named_parameters() if p.requires_grad]
    with torch.no_grad():
        for name, parameter in learning:
            parameter.copy_(torch.randn_like(parameter) * 0.2)
    loss = adapted(**inputs).loss
    loss.backward()
    tensors["lora/loss"] = loss.detach().reshape(1)
    for name, parameter in learning:
        name = name.replace("base_model.model.", "").replace(".default", "")
        tensors[f"lora/weight/{name}"] = parameter.detach().clone()
        tensors[f"lora/grad/{name}"] = parameter.grad.clone()
    save_file({k: v.contiguous() for k, v in tensors.items()}, Path(__file__).with_name("llama.safetensors"))


main()
