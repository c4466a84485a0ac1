#!/usr/bin/env python3
"""The reference for one recipe of answering in conversations: transformers and PEFT on SmolLM2-135M.

    python dialogues.py --model SMOLLM2 --data chatterbot_corpus_en.jsonl > dialogues.json

Data: the chatterbot corpus (BSD), English, one {"messages": [...]} a line; 1,500 are learned from,
the others are held out (see `divide`). Model: SmolLM2-135M-Instruct with its own chat template
(tests/recipes/smollm2.py makes the folder). The recipe stands in RECIPE, whole, and is printed with
the figures. The loss is that of the answers' tokens, their end mark included; the weights after the
last step are measured. Needs torch, transformers, peft.
"""

import argparse
import json
import math
import sys
import time
from pathlib import Path

import torch
from peft import LoraConfig, get_peft_model
from transformers import AutoModelForCausalLM, AutoTokenizer, get_linear_schedule_with_warmup
from transformers.utils import logging as transformers_logging

RECIPE = {
    "learned": 1500,
    "epochs": 1,
    "batch": 8,
    "order": "shuffled each epoch, last batch may be smaller",
    "max_length": 256,
    "loss": "mean over the answers' tokens of a batch, end mark included",
    "optimiser": "AdamW, betas 0.9 and 0.999, eps 1e-8",
    "weight_decay": 0.01,
    "schedule": "linear warm-up over 10% of the steps, linear decay to 0",
    "clip": 1.0,
    "learning_rate": 5e-4,
    "lora": {
        "rank": 8,
        "alpha": 16,
        "dropout": 0.0,
        "targets": ["q_proj", "k_proj", "v_proj", "o_proj", "gate_proj", "up_proj", "down_proj"],
    },
    "precision": "float32",
    "seeds": [1, 2, 3],
}
END = "<|im_end|>"
DEVICE = torch.device("cpu")


def divide(path: Path) -> tuple[list, list]:
    """Line i is learned from when i * 2654435761 mod 2^32 is among the 1,500 smallest."""
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    order = sorted(range(len(lines)), key=lambda i: i * 2654435761 % 2**32)
    learned = set(order[: RECIPE["learned"]])
    rows = [json.loads(line)["messages"] for line in lines]
    parts = [r for i, r in enumerate(rows) if i in learned], [r for i, r in enumerate(rows) if i not in learned]
    return parts


def encode(tokenizer, messages: list) -> tuple[list, list]:
    """Token ids, and the ids again where they belong to an answer, else -100."""
    text = tokenizer.apply_chat_template(messages, tokenize=False)
    answers = []
    for i, message in enumerate(messages):
        if message["role"] != "assistant":
            continue
        before = tokenizer.apply_chat_template(messages[:i], tokenize=False, add_generation_prompt=True)
        assert text.startswith(before + message["content"] + END)
        answers.append((len(before), len(before) + len(message["content"]) + len(END)))
    cut = tokenizer(text, add_special_tokens=False, return_offsets_mapping=True)
    ids = cut["input_ids"][: RECIPE["max_length"]]
    inside = [any(f < e and t > s for s, e in answers) for f, t in cut["offset_mapping"]]
    return ids, [i if own else -100 for i, own in zip(ids, inside, strict=False)]


def collate(rows: list):
    longest = max(len(ids) for ids, _ in rows)
    ids = torch.tensor([i + [0] * (longest - len(i)) for i, _ in rows])
    mask = torch.tensor([[1] * len(i) + [0] * (longest - len(i)) for i, _ in rows])
    labels = torch.tensor([a + [-100] * (longest - len(a)) for _, a in rows])
    return ids.to(DEVICE), mask.to(DEVICE), labels.to(DEVICE)


def loss_sum(model, rows: list):
    """Summed loss of the answers' tokens, and their number."""
    ids, mask, labels = collate(rows)
    asked = labels[:, 1:] != -100
    states = model.get_base_model().model(input_ids=ids, attention_mask=mask).last_hidden_state
    logits = model.get_base_model().lm_head(states[:, :-1][asked])
    loss = torch.nn.functional.cross_entropy(logits, labels[:, 1:][asked], reduction="sum")
    return loss, int(asked.sum())


def perplexity(model, rows: list) -> dict:
    model.eval()
    total, tokens = 0.0, 0
    rows = sorted(rows, key=lambda row: len(row[0]))
    with torch.no_grad():
        for start in range(0, len(rows), 16):
            loss, count = loss_sum(model, rows[start : start + 16])
            total, tokens = total + loss.item(), tokens + count
    model.train()
    return {"tokens": tokens, "loss": total / tokens, "perplexity": math.exp(total / tokens)}


def run(path: Path, seed: int, learned: list, held_out: list) -> dict:
    torch.manual_seed(seed)
    settings = RECIPE["lora"]
    config = LoraConfig(
        task_type="CAUSAL_LM", r=settings["rank"], lora_alpha=settings["alpha"],
        lora_dropout=settings["dropout"], target_modules=settings["targets"],
    )  # fmt: skip
    model = AutoModelForCausalLM.from_pretrained(path, dtype=torch.float32)
    model = get_peft_model(model, config).to(DEVICE)
    learning = [p for p in model.parameters() if p.requires_grad]
    optimiser = torch.optim.AdamW(
        learning, lr=RECIPE["learning_rate"], betas=(0.9, 0.999), eps=1e-8,
        weight_decay=RECIPE["weight_decay"],
    )  # fmt: skip
    size = RECIPE["batch"]
    steps = RECIPE["epochs"] * math.ceil(len(learned) / size)
    schedule = get_linear_schedule_with_warmup(optimiser, math.ceil(0.1 * steps), steps)
    before = perplexity(model, held_out)
    print(f"seed {seed} before {before}", file=sys.stderr, flush=True)
    began, step = time.monotonic(), 0
    for _ in range(RECIPE["epochs"]):
        order = torch.randperm(len(learned)).tolist()
        for start in range(0, len(order), size):
            loss, count = loss_sum(model, [learned[i] for i in order[start : start + size]])
            (loss / count).backward()
            torch.nn.utils.clip_grad_norm_(learning, RECIPE["clip"])
            optimiser.step()
            schedule.step()
            optimiser.zero_grad()
            step += 1
            if step % 10 == 0:
                took = time.monotonic() - began
                line = f"seed {seed} step {step} of {steps} loss {loss.item() / count:.4f} {took:.0f} s"
                print(line, file=sys.stderr, flush=True)
    after = perplexity(model, held_out)
    print(f"seed {seed} after {after}", file=sys.stderr, flush=True)
    return {"before": before, "after": after}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--seeds", nargs="+", type=int, default=RECIPE["seeds"])
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--device", default="cpu", help="cuda for a graphics card, in float32 too")
    parsed = parser.parse_args()
    global DEVICE
    DEVICE = torch.device(parsed.device)
    torch.set_num_threads(parsed.threads)
    transformers_logging.set_verbosity_error()
    tokenizer = AutoTokenizer.from_pretrained(parsed.model)
    learned, held_out = (
        [encode(tokenizer, m) for m in part] for part in divide(parsed.data)
    )
    tokens = sum(len(ids) for ids, _ in learned)
    print(f"{len(learned)} and {len(held_out)} dialogues, {tokens} tokens to learn from", file=sys.stderr)
    results = {"recipe": RECIPE | {"seeds": parsed.seeds}, "learned": len(learned), "held_out": len(held_out)}
    for seed in parsed.seeds:
        results[str(seed)] = run(parsed.model, seed, learned, held_out)
    print(json.dumps(results, indent=1))


main()
