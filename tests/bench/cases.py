#!/usr/bin/env python3
"""Fine-tuning steps by PyTorch, transformers and PEFT on the processor: the other side of the race.

    python cases.py --case minilm-lora --dump DIR    # weights, batches, loss and gradients
    python cases.py --case minilm-lora --serve       # steps on demand, for race.py
    python cases.py --peak                           # how fast its matrix products get here

minilm-lora      adapters (rank 8, alpha 16) on query and value, and the head; 16 x 128 tokens
minilm-full      every weight, the same batch
minilm-lora-var  the same adapters; sentences of assets/samples, 16 at a time, padded to the longest
llama-lora-b4    a Llama of SmolLM2-135M's shape with random weights, adapters on all seven
                 linears; 4 x 256 tokens

The MiniLM is assets/starter. Everything is float32. Dropout is 0 unless --dropout: then what
BERT's own configuration says, 0.1.

--serve: one JSON line when ready; then for each line "n" n steps, and one line with seconds of
each step, processor seconds a step, peak memory and the loss of each step.
"""

import argparse
import csv
import json
import os
import random
import resource
import sys
import time
from importlib.metadata import version
from pathlib import Path

ASSETS = Path(__file__).resolve().parents[2] / "assets"
STARTER = ASSETS / "starter"
CASES = ("minilm-lora", "minilm-full", "minilm-lora-var", "llama-lora-b4")
SAMPLES = ("course-questions.csv", "pharmacy-messages.csv", "tenancy-letters.csv")
CLASSES, RANK, ALPHA = 4, 8, 16
LEARNING_RATE, WEIGHT_DECAY = 1e-4, 0.01
LLAMA_LINEARS = ["q_proj", "k_proj", "v_proj", "o_proj", "gate_proj", "up_proj", "down_proj"]


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--case", choices=CASES)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--dropout", action="store_true")
    parser.add_argument("--serve", action="store_true")
    parser.add_argument("--peak", action="store_true")
    parser.add_argument("--dump", type=Path)
    parsed = parser.parse_args()
    if not parsed.peak and not (parsed.case and (parsed.serve or parsed.dump)):
        parser.error("--peak, or --case with --serve or --dump")
    return parsed


ARGUMENTS = arguments()
os.environ["OMP_NUM_THREADS"] = str(ARGUMENTS.threads)  # before torch is loaded
os.environ["HF_HUB_OFFLINE"] = "1"
os.environ["CUDA_VISIBLE_DEVICES"] = ""

import torch  # noqa: E402

# ---- models and batches --------------------------------------------------------------------------


def sample_texts(count: int) -> list[str]:
    texts = []
    for name in SAMPLES:
        with open(ASSETS / "samples" / name, encoding="utf-8", newline="") as file:
            texts += [row[0] for row in list(csv.reader(file))[1:]]
    random.Random(1).shuffle(texts)
    return texts[:count]


def fixed_batch(rows: int, length: int, low: int, high: int) -> dict:
    generator = torch.Generator().manual_seed(2)
    ids = torch.randint(low, high, (rows, length), generator=generator)
    labels = torch.randint(0, CLASSES, (rows,), generator=generator)
    return {"input_ids": ids, "attention_mask": torch.ones_like(ids), "labels": labels}


def text_batches(rows: int, batches: int) -> list[dict]:
    from transformers import AutoTokenizer

    tokenizer = AutoTokenizer.from_pretrained(STARTER)
    generator = torch.Generator().manual_seed(2)
    texts, made = sample_texts(rows * batches), []
    for start in range(0, len(texts), rows):
        group = texts[start : start + rows]
        batch = tokenizer(
            group, truncation=True, max_length=128, padding=True, return_tensors="pt"
        )
        labels = torch.randint(0, CLASSES, (len(group),), generator=generator)
        made.append({k: batch[k] for k in ("input_ids", "attention_mask")} | {"labels": labels})
    return made


def minilm(case: str, dropout: bool):
    from peft import LoraConfig, get_peft_model
    from transformers import AutoModelForSequenceClassification

    off = ("hidden_dropout_prob", "attention_probs_dropout_prob", "classifier_dropout")
    model = AutoModelForSequenceClassification.from_pretrained(
        STARTER,
        num_labels=CLASSES,
        dtype=torch.float32,
        **({} if dropout else dict.fromkeys(off, 0.0)),
    )
    if "lora" in case:
        targets = ["query", "value"]
        config = LoraConfig(
            task_type="SEQ_CLS", r=RANK, lora_alpha=ALPHA, lora_dropout=0.0, target_modules=targets
        )
        model = get_peft_model(model, config)
    if case.endswith("-var"):
        return model, text_batches(16, 8)
    batch = fixed_batch(16, 128, 1000, 30000)
    batch["input_ids"][:, 0] = 101
    return model, [batch]


def llama():
    from peft import LoraConfig, get_peft_model
    from transformers import LlamaConfig, LlamaForCausalLM

    shape = LlamaConfig(
        vocab_size=49152,
        hidden_size=576,
        intermediate_size=1536,
        num_hidden_layers=30,
        num_attention_heads=9,
        num_key_value_heads=3,
        max_position_embeddings=2048,
        rope_theta=100_000.0,
        rms_norm_eps=1e-5,
        tie_word_embeddings=True,
        use_cache=False,
    )
    config = LoraConfig(
        task_type="CAUSAL_LM",
        r=RANK,
        lora_alpha=ALPHA,
        lora_dropout=0.0,
        target_modules=LLAMA_LINEARS,
    )
    batch = fixed_batch(4, 256, 0, 49152)
    batch["labels"] = batch["input_ids"].clone()
    return get_peft_model(LlamaForCausalLM(shape), config), [batch]


def build(case: str, dropout: bool):
    import transformers

    transformers.logging.set_verbosity_error()
    transformers.logging.disable_progress_bar()
    torch.manual_seed(0)
    model, batches = llama() if case.startswith("llama") else minilm(case, dropout)
    # PEFT starts B at zero, where A has no gradient; like this every gradient counts.
    generator = torch.Generator().manual_seed(3)
    with torch.no_grad():
        for name, weight in model.named_parameters():
            if "lora_B" in name:
                weight.copy_(torch.randn(weight.shape, generator=generator) * 0.01)
    model.train()
    return model, batches


# ---- the arithmetic that can't be avoided --------------------------------------------------------


def linear(rows, inside, outside, *, dx=True, dw=False, rank=0):
    """Operations of a linear layer, forward and backward; a product is counted as two a term."""
    base = inside * outside * (1 + dx + dw)
    adapter = rank * (2 * (inside + outside) + outside + inside * dx)
    return 2 * rows * (base + adapter)


def work(case: str, batch: dict) -> int:
    """Operations in one step's matrix products and attention, without padding, without gradients
    that nobody asks for, and after the last attention only for the rows that are read."""
    lengths = batch["attention_mask"].sum(dim=1).tolist()
    rows, tokens = len(lengths), sum(lengths)
    if case.startswith("llama"):
        d, kv, f, layers, vocabulary = 576, 192, 1536, 30, 49152
        pairs = sum(n * (n + 1) // 2 for n in lengths)
        total = linear(tokens - rows, d, vocabulary)
        for layer in range(layers):
            for outside in (d, kv, kv):
                total += linear(tokens, d, outside, dx=layer > 0, rank=RANK)
            for inside, outside in ((d, d), (d, f), (d, f), (f, d)):
                total += linear(tokens, inside, outside, rank=RANK)
            total += 12 * d * pairs
        return total
    full = "full" in case
    rank = 0 if full else RANK
    d, f, layers = 384, 1536, 6
    pairs = sum(n * n for n in lengths)
    total = linear(rows, d, d, dw=full) + linear(rows, d, CLASSES, dw=True)
    for layer in range(layers):
        last, below = layer == layers - 1, full or layer > 0
        kept = rows if last else tokens
        total += linear(kept, d, d, dx=below, dw=full, rank=rank)
        total += linear(tokens, d, d, dx=below, dw=full)
        total += linear(tokens, d, d, dx=below, dw=full, rank=rank)
        total += (12 if below else 10) * d * (tokens if last else pairs)
        for inside, outside in ((d, d), (d, f), (f, d)):
            total += linear(kept, inside, outside, dw=full)
    return total


def peak() -> dict:
    """Billions of operations a second of the fastest of several matrix products."""
    found = versions()
    for name, kind in (("f32", torch.float32), ("bf16", torch.bfloat16)):
        best = 0.0
        for m, n, k in ((512, 512, 512), (1024, 1024, 1024), (2048, 1536, 384), (2048, 384, 1536)):
            a, w = torch.randn(m, k).to(kind), torch.randn(n, k).to(kind)
            out = torch.empty(m, n, dtype=kind)
            until = time.perf_counter() + 1.0
            while time.perf_counter() < until:
                started = time.perf_counter()
                torch.mm(a, w.t(), out=out)
                best = max(best, 2 * m * n * k / (time.perf_counter() - started) / 1e9)
        found[name] = round(best, 1)
    return found


# ---- what it can be asked ------------------------------------------------------------------------


def dump(case: str, folder: Path, model, batches) -> None:
    from safetensors.torch import save_file

    tensors, seen = {}, set()
    for name, weight in model.state_dict().items():
        if weight.data_ptr() not in seen:  # a tied weight is written once
            seen.add(weight.data_ptr())
            tensors[name] = weight.detach().contiguous().clone()
    for i, batch in enumerate(batches):
        for name, values in batch.items():
            tensors[f"batch{i}.{name}"] = values.to(torch.int64).contiguous()
    loss = model(**batches[0]).loss
    loss.backward()
    tensors["loss"] = loss.detach().reshape(1)
    for name, weight in model.named_parameters():
        if weight.grad is not None:
            tensors[f"grad.{name}"] = weight.grad.contiguous().clone()
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / f"{case}.safetensors"
    save_file(tensors, f"{file}.new")
    os.replace(f"{file}.new", file)
    print(f"{case}: {len(tensors)} tensors, loss {loss.item():.6f}")


def serve(case: str, threads: int, model, batches) -> None:
    learning = [weight for weight in model.parameters() if weight.requires_grad]
    optimiser = torch.optim.AdamW(learning, lr=LEARNING_RATE, weight_decay=WEIGHT_DECAY)
    ready = {
        "who": "PyTorch",
        "case": case,
        "threads": threads,
        "trainable": sum(weight.numel() for weight in learning),
        **versions(),
        "work": [work(case, batch) for batch in batches],
        "tokens": [int(batch["attention_mask"].sum()) for batch in batches],
        "padded": [batch["input_ids"].numel() for batch in batches],
    }
    print(json.dumps(ready), flush=True)
    taken = 0
    for line in sys.stdin:
        times, losses, before = [], [], processor_seconds()
        for _ in range(int(line)):
            started = time.perf_counter()
            loss = model(**batches[taken % len(batches)]).loss
            loss.backward()
            optimiser.step()
            optimiser.zero_grad(set_to_none=True)
            losses.append(loss.item())
            times.append(time.perf_counter() - started)
            taken += 1
        spent = (processor_seconds() - before) / max(len(times), 1)
        answer = {"t": times, "cpu": spent, "rss_mb": peak_mb(), "loss": losses}
        print(json.dumps(answer), flush=True)


def versions() -> dict:
    return {name: version(name) for name in ("torch", "transformers", "peft")}


def processor_seconds() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def peak_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    asked = ARGUMENTS
    torch.set_num_threads(asked.threads)
    if asked.peak:
        print(json.dumps(peak()))
        return
    model, batches = build(asked.case, asked.dropout)
    if asked.dump:
        dump(asked.case, asked.dump, model, batches)
    else:
        serve(asked.case, asked.threads, model, batches)


main()
