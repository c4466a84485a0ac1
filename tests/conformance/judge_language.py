#!/usr/bin/env python3
"""Trains small models that write, exports them, and lets transformers and PEFT judge the exports.

    python judge_language.py --attune-cli target/debug/attune-cli [--families llama gpt2]

A randomly initialised model of every family, tuned for a few steps with LoRA and in full, on
dialogues and on plain texts. Each export is loaded with the libraries' own calls, without a tensor
missing or left over, and must be as surprised by held-out rows as `attune-cli evaluate` says the
run is. Exits 1 if one differs by more than 1e-4 nats a token. Needs torch, transformers, peft.
"""

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import torch
from peft import PeftModel, get_peft_model_state_dict
from safetensors.torch import load_file
from transformers import AutoConfig, AutoModelForCausalLM, PreTrainedTokenizerFast
from transformers.utils import logging as transformers_logging

HERE = Path(__file__).resolve().parent
CHAT = HERE.parent / "chat"
FAMILIES = ("llama", "mistral", "qwen2", "qwen3", "gemma3", "gpt2")
START, END = "<|im_start|>", "<|im_end|>"
TOLERANCE = 1e-4
TOPICS = ("parcel", "invoice", "ladder", "reading room", "library card", "drill", "order", "deposit")
ASK = ("Where is my {}?", "May I bring the {} back on Sunday?", "How much is the {}?", "Is there a {} left?")
SAY = ("The {} is at the desk.", "Yes, the {} can wait until Monday.", "I do not know that; please ask us about the {}.")


def dialogues(first: int, count: int) -> list[list[dict]]:
    rows = []
    for i in range(first, first + count):
        topic = TOPICS[i % len(TOPICS)]
        turns = [] if i % 5 else [{"role": "system", "content": "Answer briefly."}]
        for turn in range(1 + i % 2):
            turns.append({"role": "user", "content": ASK[(i + turn) % len(ASK)].format(topic) + f" No. {i}"})
            turns.append({"role": "assistant", "content": SAY[(i // 2 + turn) % len(SAY)].format(topic)})
        rows.append(turns)
    return rows


def texts(first: int, count: int) -> list[str]:
    return [" ".join(m["content"] for m in row) for row in dialogues(first, count)]


def make_model(name: str, folder: Path) -> None:
    """Random weights around the tokenizer of tests/chat, with a ChatML template."""
    config = json.loads((HERE.parent / "golden" / "families" / "configs.json").read_text())[name]
    tokenizer = json.loads((CHAT / "tokenizer.json").read_text())
    ids = {token["content"]: token["id"] for token in tokenizer["added_tokens"]}
    config = AutoConfig.for_model(**config)
    config.vocab_size = len(tokenizer["model"]["vocab"])
    config.eos_token_id = ids[END]
    for key in ("max_position_embeddings", "n_positions"):
        if hasattr(config, key):
            setattr(config, key, 512)
    torch.manual_seed(3)
    AutoModelForCausalLM.from_config(config).save_pretrained(folder)
    shutil.copy(CHAT / "tokenizer.json", folder)
    template = (CHAT / "templates" / "chatml.jinja").read_text()
    plain = {"tokenizer_class": "PreTrainedTokenizerFast", "eos_token": END, "bos_token": "<s>"}
    (folder / "tokenizer_config.json").write_text(json.dumps(plain | {"chat_template": template}))


def asked(tokenizer, row: list[dict] | str) -> tuple[list[int], list[bool]]:
    """Token ids, and whether each counts: answers with their end mark, or every token of a text."""
    if isinstance(row, str):
        ids = tokenizer(row)["input_ids"] + [tokenizer.eos_token_id]
        return ids, [True] * len(ids)
    text = tokenizer.apply_chat_template(row, tokenize=False)
    spans = []
    for i, message in enumerate(row):
        if message["role"] == "assistant":
            before = tokenizer.apply_chat_template(row[:i], tokenize=False, add_generation_prompt=True)
            spans.append((len(before), len(before) + len(message["content"]) + len(END)))
    cut = tokenizer(text, add_special_tokens=False, return_offsets_mapping=True)
    return cut["input_ids"], [any(f < e and t > s for s, e in spans) for f, t in cut["offset_mapping"]]


@torch.no_grad()
def surprise(model, tokenizer, rows: list) -> tuple[float, int]:
    total, tokens = 0.0, 0
    for row in rows:
        ids, counts = asked(tokenizer, row)
        logits = model(torch.tensor([ids])).logits[0, :-1].double()
        losses = torch.nn.functional.cross_entropy(logits, torch.tensor(ids[1:]), reduction="none")
        mask = torch.tensor(counts[1:])
        total, tokens = total + losses[mask].sum().item(), tokens + int(mask.sum())
    return total / tokens, tokens


def load_merged(folder: Path):
    model, info = AutoModelForCausalLM.from_pretrained(folder, output_loading_info=True)
    wrong = {key: value for key, value in info.items() if value}
    if wrong:
        raise ValueError(f"the complete model does not load whole: {wrong}")
    return model.eval()


def load_adapter(folder: Path, base: Path):
    model = PeftModel.from_pretrained(AutoModelForCausalLM.from_pretrained(base), folder).eval()
    stored, used = load_file(folder / "adapter_model.safetensors"), get_peft_model_state_dict(model)
    if set(stored) != set(used):
        raise ValueError(f"stored and used adapters differ: {set(stored) ^ set(used)}")
    if model.peft_config["default"].task_type != "CAUSAL_LM":
        raise ValueError("the adapter is of another kind")
    return model


def judge(cli: Path, folder: Path, name: str, method: str, task: str) -> bool:
    base, run = folder / "base", folder / "run"

    def attune(*arguments) -> str:
        command = [str(a) for a in (cli, *arguments)]
        done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True)
        if done.returncode:
            sys.exit(f"{' '.join(command)}: {done.returncode}\n{done.stderr}")
        return done.stdout

    make_model(name, base)
    make = dialogues if task == "chat" else texts
    column = "messages" if task == "chat" else "text"
    files = {}
    for part, rows in (("learned", make(0, 60)), ("held", make(100, 30))):
        files[part] = folder / f"{part}.jsonl"
        files[part].write_text("".join(json.dumps({column: row}) + "\n" for row in rows))
    log = attune(
        "train", "--task", task, "--data", files["learned"], f"--{column}", column, "--model", base,
        "--method", method, "--set", "epochs=3", "--set", "batch_size=4", "--set",
        "learning_rate=0.01", "--set", "threads=2", "--seed", "1", "--out", run,
    )  # fmt: skip
    best = json.loads(log.splitlines()[-1])["best"]
    if best["stage"] != "tuning":
        sys.exit(f"what was kept has not been tuned, and proves nothing: {best}")
    said = json.loads(attune("evaluate", run, "--data", files["held"], f"--{column}", column, "--json"))
    attune("export", run, "--format", "merged", "--out", folder / "merged")
    models = {"merged": (load_merged(folder / "merged"), folder / "merged")}
    if method == "lora":
        attune("export", run, "--format", "peft", "--out", folder / "peft")
        models["peft"] = (load_adapter(folder / "peft", base), folder / "peft")
    untuned, _ = surprise(AutoModelForCausalLM.from_pretrained(base).eval(), PreTrainedTokenizerFast.from_pretrained(base), make(100, 30))
    if said["loss"] > untuned - 0.1:
        sys.exit(f"{name}, {method}: tuning changed nothing ({untuned} to {said['loss']})")
    good = True
    for kind, (model, words) in models.items():
        loss, tokens = surprise(model, PreTrainedTokenizerFast.from_pretrained(words), make(100, 30))
        same = abs(loss - said["loss"]) < TOLERANCE and tokens == said["tokens"]
        good &= same
        print(
            f"{'ok  ' if same else 'FAIL'} {name} {task} {method} {kind}: {loss:.6f} nats over {tokens} tokens, "
            f"Attune {said['loss']:.6f} over {said['tokens']} (untuned {untuned:.4f})",
            flush=True,
        )
    return good


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--attune-cli", type=Path, required=True)
    parser.add_argument("--families", nargs="+", choices=FAMILIES, default=FAMILIES)
    parsed = parser.parse_args()
    torch.set_num_threads(1)
    transformers_logging.set_verbosity_error()
    transformers_logging.disable_progress_bar()
    good = True
    for name in parsed.families:
        for method, task in (("lora", "chat"), ("full", "chat"), ("lora", "continue")):
            with tempfile.TemporaryDirectory() as scratch:
                good &= judge(parsed.attune_cli.resolve(), Path(scratch), name, method, task)
    sys.exit(0 if good else 1)


main()
