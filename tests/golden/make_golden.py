#!/usr/bin/env python3
"""Reference values for the engine, from PyTorch, transformers and PEFT.

    python make_golden.py                        # writes golden.json and golden.safetensors
    python make_golden.py --full-gradients DIR   # also every gradient whole, a file per case

Weights are those of assets/starter (float16). Everything is computed in float64,
so that the reference's own rounding plays no part, and stored as float32.
README.md describes the layout. Needs torch, transformers, peft, safetensors.
"""

import argparse
import json
from pathlib import Path

import torch
from peft import LoraConfig, get_peft_model
from safetensors.torch import load_file, save_file
from tokenizers import Tokenizer
from transformers import (
    BertConfig,
    BertForSequenceClassification,
    BertModel,
    get_linear_schedule_with_warmup,
)

HERE = Path(__file__).resolve().parent
STARTER = HERE.parents[1] / "assets" / "starter"
SEED = 20240607
CLASSES = 4
SAMPLES = 64
STRIDE = 2654435761  # Knuth's multiplicative hash: spreads 64 positions over any tensor
RANK, ALPHA = 8, 16
STEPS = 10
TARGETS = {
    "lora": ["query", "value"],
    "lora-all": [
        "query",
        "key",
        "value",
        "attention.output.dense",
        "intermediate.dense",
        "output.dense",
    ],
}
SENTENCES = [
    ("Hello", 0),
    ("The parcel never arrived.", 1),
    ("Can I take these tablets together with grapefruit juice?", 2),
    ("My card was charged twice for the same order, and nobody answers the phone.", 1),
    ("Please move my appointment from Tuesday to Friday.", 3),
    (
        "I have been a customer here for eleven years and have always been happy, but since the "
        "counter was rebuilt nobody seems to know where anything is kept, and the queue is longer.",
        0,
    ),
]


class MeanHead(torch.nn.Module):
    """Mean of the token vectors, scaled to length 1, then a linear layer."""

    def __init__(self, encoder, head):
        super().__init__()
        self.encoder_model = encoder
        self.linear = head

    def forward(self, input_ids, attention_mask):
        hidden = self.encoder_model(input_ids=input_ids, attention_mask=attention_mask)[0]
        mask = attention_mask.unsqueeze(-1).to(hidden.dtype)
        mean = (hidden * mask).sum(1) / mask.sum(1).clamp(min=1e-9)
        return self.linear(torch.nn.functional.normalize(mean, p=2, dim=1))


class ClsHead(torch.nn.Module):
    """BertForSequenceClassification: pooler (dense, tanh) on [CLS], then the classifier."""

    def __init__(self, model):
        super().__init__()
        self.classification = model

    def forward(self, input_ids, attention_mask):
        return self.classification(input_ids=input_ids, attention_mask=attention_mask).logits


def plain_name(name: str) -> str:
    """The Hugging Face name: without wrappers, PEFT's prefix and PEFT's adapter name."""
    for prefix in ("encoder_model.", "classification.", "base_model.model."):
        name = name.removeprefix(prefix)
    name = name.replace("modules_to_save.default.", "").replace("base_layer.", "")
    return name.replace("lora_A.default.", "lora_A.").replace("lora_B.default.", "lora_B.")


def starter_config() -> BertConfig:
    config = BertConfig.from_pretrained(STARTER, num_labels=CLASSES)
    config._attn_implementation = "eager"
    config.hidden_dropout_prob = config.attention_probs_dropout_prob = 0.0
    return config


def load_weights(model: torch.nn.Module, prefix: str) -> None:
    weights = load_file(STARTER / "model.safetensors")
    named = {prefix + name: value.double() for name, value in weights.items()}
    missing, unexpected = model.load_state_dict(named, strict=False)
    left = [name for name in missing if not name.startswith(("classifier.", "pooler."))]
    assert not unexpected and not left, (unexpected, left)


def shared_inputs() -> dict[str, torch.Tensor]:
    """The head and the adapters: seeded, exact in float16, the same for every case."""
    generator = torch.Generator().manual_seed(SEED)

    def normal(*shape, std):
        return (torch.randn(*shape, generator=generator) * std).half()

    inputs = {
        "head.weight": normal(CLASSES, 384, std=0.1),
        "head.bias": normal(CLASSES, std=0.1),
    }
    linears = ["attention.self.query", "attention.self.key", "attention.self.value"]
    linears += ["attention.output.dense", "intermediate.dense", "output.dense"]
    sizes = {"intermediate.dense": (384, 1536), "output.dense": (1536, 384)}
    for layer in range(6):
        for linear in linears:
            fan_in, fan_out = sizes.get(linear, (384, 384))
            name = f"encoder.layer.{layer}.{linear}"
            inputs[f"{name}.lora_A.weight"] = normal(RANK, fan_in, std=fan_in**-0.5)
            inputs[f"{name}.lora_B.weight"] = normal(fan_out, RANK, std=0.01)
    return inputs


def build(head: str, method: str, inputs: dict[str, torch.Tensor]):
    """The model of one case and its trainable parameters by plain name, in a fixed order."""
    config = starter_config()
    if head == "cls":
        core = BertForSequenceClassification(config).double()
        load_weights(core, "bert.")
        linear = core.classifier
    else:
        core = BertModel(config, add_pooling_layer=True).double()
        load_weights(core, "")
        linear = torch.nn.Linear(384, CLASSES).double()
    with torch.no_grad():
        linear.weight.copy_(inputs["head.weight"])
        linear.bias.copy_(inputs["head.bias"])
    if method in TARGETS:
        core = get_peft_model(core, lora_config(head, method))
    model = ClsHead(core) if head == "cls" else MeanHead(core, linear)
    parameters = dict(model.named_parameters())
    for name, parameter in parameters.items():
        parameter.requires_grad_(learns(plain_name(name), head, method))
        if "lora_" in name:
            with torch.no_grad():
                parameter.copy_(inputs[plain_name(name).removeprefix("bert.")])
    trainable = {plain_name(n): p for n, p in parameters.items() if p.requires_grad}
    return model.train(), dict(sorted(trainable.items()))


def lora_config(head: str, method: str) -> LoraConfig:
    return LoraConfig(
        task_type="SEQ_CLS" if head == "cls" else "FEATURE_EXTRACTION",
        r=RANK,
        lora_alpha=ALPHA,
        lora_dropout=0.0,
        target_modules=TARGETS[method],
    )


def learns(name: str, head: str, method: str) -> bool:
    if name.startswith("classifier.original_module."):
        return False
    if name.startswith(("classifier.", "linear.")):
        return True
    if "pooler." in name:
        return head == "cls" and method in ("full", "partial")
    if method == "partial":
        return ".layer.4." in name or ".layer.5." in name
    return method == "full" or "lora_" in name


def batch():
    tokenizer = Tokenizer.from_file(str(STARTER / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    rows = [tokenizer.encode(text).ids for text, _ in SENTENCES]
    longest = max(map(len, rows))
    ids = torch.tensor([row + [0] * (longest - len(row)) for row in rows])
    mask = torch.tensor([[1] * len(row) + [0] * (longest - len(row)) for row in rows])
    return rows, ids, mask, torch.tensor([label for _, label in SENTENCES])


def positions(name: str, shape, used: dict[str, list[int]]):
    """Flat positions to store, and whether they follow the plain rule."""
    count = 1
    for size in shape:
        count *= size
    for table, rows in used.items():
        if name.endswith(table):
            width = shape[1]
            return [
                rows[i * len(rows) // SAMPLES] * width + i * STRIDE % width for i in range(SAMPLES)
            ], False
    return [i * STRIDE % count for i in range(SAMPLES)], True


def sampled(name: str, value: torch.Tensor, used) -> tuple[torch.Tensor, dict]:
    where, by_rule = positions(name, value.shape, used)
    facts = {
        "name": name,
        "shape": list(value.shape),
        "max": value.abs().max().item(),
        "norm": value.norm().item(),
    }
    if not by_rule:
        facts["positions"] = where
    return value.flatten()[where].float().contiguous(), facts


def gradient_case(head, method, inputs, data, used, store, full):
    _, ids, mask, labels = data
    model, trainable = build(head, method, inputs)
    logits = model(ids, mask)
    loss = torch.nn.functional.cross_entropy(logits, labels)
    loss.backward()
    case = f"{head}-{method}"
    store[f"{case}/logits"] = logits.detach().float()
    tensors = []
    for name, parameter in trainable.items():
        assert parameter.grad is not None, name
        store[f"{case}/grad/{name}"], facts = sampled(name, parameter.grad, used)
        tensors.append(facts)
    if full:
        full.mkdir(parents=True, exist_ok=True)
        whole = {n: p.grad.float().contiguous() for n, p in trainable.items()}
        save_file(whole, full / f"{case}.safetensors")
    frozen = [n for n, p in model.named_parameters() if not p.requires_grad and p.grad is not None]
    assert not frozen, frozen
    return {"case": case, "head": head, "method": method, "loss": loss.item(), "tensors": tensors}


def decays(name: str) -> bool:
    return not name.endswith("bias") and "LayerNorm" not in name


def optimiser_case(case, inputs, data, used, store, *, warmup, clip, class_weights):
    """Ten AdamW steps on the same batch. Losses are those before each update."""
    _, ids, mask, labels = data
    model, trainable = build("cls", "lora", inputs)
    groups = [
        {"params": [p for n, p in trainable.items() if decays(n)], "weight_decay": 0.01},
        {"params": [p for n, p in trainable.items() if not decays(n)], "weight_decay": 0.0},
    ]
    optimiser = torch.optim.AdamW(groups, lr=1e-3, betas=(0.9, 0.999), eps=1e-8)
    schedule = None
    if warmup is not None:
        schedule = get_linear_schedule_with_warmup(optimiser, warmup, STEPS)
    weight = None if class_weights is None else torch.tensor(class_weights).double()
    steps = []
    for _ in range(STEPS):
        loss = torch.nn.functional.cross_entropy(model(ids, mask), labels, weight=weight)
        optimiser.zero_grad()
        loss.backward()
        limit = float("inf") if clip is None else clip
        norm = torch.nn.utils.clip_grad_norm_(list(trainable.values()), limit)
        rate = optimiser.param_groups[0]["lr"]
        steps.append({"loss": loss.item(), "learning_rate": rate, "grad_norm": norm.item()})
        optimiser.step()
        if schedule is not None:
            schedule.step()
    tensors = []
    for name, parameter in trainable.items():
        store[f"{case}/after/{name}"], facts = sampled(name, parameter.detach(), used)
        tensors.append(facts)
    return {
        "case": case,
        "head": "cls",
        "method": "lora",
        "peak_learning_rate": 1e-3,
        "weight_decay": 0.01,
        "betas": [0.9, 0.999],
        "eps": 1e-8,
        "warmup_steps": warmup,
        "clip": clip,
        "class_weights": class_weights,
        "steps": steps,
        "tensors": tensors,
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--full-gradients", type=Path, metavar="DIR")
    full = parser.parse_args().full_gradients
    torch.set_num_threads(1)
    torch.manual_seed(SEED)
    inputs, data = shared_inputs(), batch()
    rows = data[0]
    used = {
        "word_embeddings.weight": sorted({token for row in rows for token in row}),
        "position_embeddings.weight": list(range(max(map(len, rows)))),
        "token_type_embeddings.weight": [0],
    }
    store = dict(inputs)
    gradients = [
        gradient_case(head, method, inputs, data, used, store, full)
        for head in ("cls", "mean")
        for method in ("full", "partial", "lora", "lora-all")
    ]
    plain = {"warmup": None, "clip": None, "class_weights": None}
    scheduled = {"warmup": 3, "clip": 0.5, "class_weights": [1.0, 2.0, 0.5, 1.0]}
    optimiser = [
        optimiser_case("adamw", inputs, data, used, store, **plain),
        optimiser_case("adamw-schedule", inputs, data, used, store, **scheduled),
    ]
    golden = {
        "sentences": [text for text, _ in SENTENCES],
        "ids": rows,
        "labels": [label for _, label in SENTENCES],
        "classes": CLASSES,
        "lora": {"rank": RANK, "alpha": ALPHA, "targets": TARGETS},
        "partial_layers": [4, 5],
        "gradients": gradients,
        "optimiser": optimiser,
    }
    (HERE / "golden.json").write_text(json.dumps(golden, indent=1) + "\n", encoding="utf-8")
    save_file(store, HERE / "golden.safetensors", metadata={"format": "pt"})


main()
