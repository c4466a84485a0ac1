#!/usr/bin/env python3
"""Does other people's software read an export and answer as Attune does?

    python check_export.py --run-predictions PRED.csv --data FILE.csv --text COLUMN \\
        [--merged DIR] [--peft DIR --base DIR] [--rows 500] [--tolerance 1e-3]

PRED.csv is what `attune-cli predict` wrote: the rows of FILE.csv with the columns
`predicted` and `confidence`. If `probabilities.jsonl` lies beside it (one object
{label: probability} a row), every probability is compared, else the confidence.
Each folder is loaded in every way it claims to be loadable (README.md, here), with
nothing but the libraries' own calls. A folder with thresholds.json answers with several labels:
then probabilities are sigmoids, and a label is said from its threshold on (`--separator` stands
between labels in PRED.csv). Exits 1 if any label differs, any probability
by more than the tolerance, or a folder does not load. Needs torch, transformers,
peft, sentence-transformers.
"""

import argparse
import csv
import json
import logging
import shutil
import sys
import tempfile
import warnings
from pathlib import Path

import torch
from peft import PeftModel, get_peft_model_state_dict
from safetensors.torch import load_file
from sentence_transformers import SentenceTransformer
from sentence_transformers.sentence_transformer.modules import Dense
from transformers import (
    AutoConfig,
    AutoModel,
    AutoModelForSequenceClassification,
    AutoTokenizer,
)
from transformers.utils import logging as transformers_logging

BATCH = 32


def batches(texts: list[str]):
    for start in range(0, len(texts), BATCH):
        yield texts[start : start + BATCH]


def no_surprises(info: dict, allowed: tuple[str, ...] = ()) -> None:
    """A weight that is missing, left over or of the wrong shape means a wrong export."""
    missing = [k for k in info.get("missing_keys", []) if not k.startswith(allowed)]
    left = list(info.get("unexpected_keys", [])) + list(info.get("mismatched_keys", []))
    if missing or left:
        raise ValueError(f"missing {missing}, not expected or of another shape {left}")


def adapter_file_is_used(folder: Path, model: PeftModel) -> None:
    stored = load_file(folder / "adapter_model.safetensors")
    used = {k: v for k, v in get_peft_model_state_dict(model).items() if v is not None}
    for what, names in (
        ("is not read by PEFT", set(stored) - set(used)),
        ("is missing", set(used) - set(stored)),
    ):
        if names:
            raise ValueError(f"{min(names)} {what} ({len(names)} such names)")
    for name, value in stored.items():
        if not torch.equal(value.float(), used[name].float()):
            raise ValueError(f"{name} was not taken over")


def classify(model, tokenizer, texts: list[str]) -> torch.Tensor:
    """BertForSequenceClassification and its kin; the length comes from the tokenizer."""
    logits = []
    for part in batches(texts):
        encoded = tokenizer(part, truncation=True, padding=True, return_tensors="pt")
        logits.append(model(**encoded).logits)
    return torch.cat(logits)


def embed(model: SentenceTransformer, texts: list[str]) -> torch.Tensor:
    """A sentence-transformers folder whose last module is the head: vectors are logits."""
    return model.encode(texts, batch_size=BATCH, convert_to_tensor=True, show_progress_bar=False)


def labels_of(folder: Path) -> list[str]:
    """In a merged model the config names them; an adapter folder has labels.json."""
    if (folder / "adapter_config.json").exists():
        return json.loads((folder / "labels.json").read_text("utf-8"))
    config = AutoConfig.from_pretrained(folder)
    labels = [config.id2label[i] for i in range(config.num_labels)]
    if config.label2id != {label: i for i, label in enumerate(labels)}:
        raise ValueError("id2label and label2id of config.json disagree")
    return labels


def merged_transformers(folder: Path, texts: list[str]):
    model, info = AutoModelForSequenceClassification.from_pretrained(
        folder, dtype=torch.float32, output_loading_info=True
    )
    no_surprises(info)
    tokenizer = AutoTokenizer.from_pretrained(folder)
    return labels_of(folder), classify(model.eval(), tokenizer, texts)


def merged_sentence(folder: Path, texts: list[str]):
    _, info = AutoModel.from_pretrained(folder, output_loading_info=True)
    no_surprises(info, allowed=("pooler.",))
    model = SentenceTransformer(
        str(folder), device="cpu", model_kwargs={"dtype": torch.float32}, local_files_only=True
    )
    return labels_of(folder), embed(model.eval(), texts)


def peft_classification(folder: Path, base: Path, texts: list[str]):
    labels = labels_of(folder)
    model = AutoModelForSequenceClassification.from_pretrained(
        base, num_labels=len(labels), dtype=torch.float32
    )
    model = PeftModel.from_pretrained(model, folder)
    adapter_file_is_used(folder, model)
    tokenizer = AutoTokenizer.from_pretrained(folder)
    return labels, classify(model.eval(), tokenizer, texts)


def peft_merge_and_unload(folder: Path, base: Path, texts: list[str]):
    labels = labels_of(folder)
    model = AutoModelForSequenceClassification.from_pretrained(
        base, num_labels=len(labels), dtype=torch.float32
    )
    model = PeftModel.from_pretrained(model, folder).merge_and_unload()
    tokenizer = AutoTokenizer.from_pretrained(folder)
    return labels, classify(model.eval(), tokenizer, texts)


def peft_features(folder: Path, base: Path, texts: list[str]):
    """The adapter on the bare encoder; pooling and head written out in four lines."""
    encoder = AutoModel.from_pretrained(base, dtype=torch.float32)
    encoder = PeftModel.from_pretrained(encoder, folder)
    adapter_file_is_used(folder, encoder)
    encoder.eval()
    tokenizer = AutoTokenizer.from_pretrained(folder)
    head = Dense.load(str(folder), subfolder="3_Dense").eval()
    logits = []
    for part in batches(texts):
        encoded = tokenizer(part, truncation=True, padding=True, return_tensors="pt")
        mask = encoded["attention_mask"].unsqueeze(-1).float()
        hidden = encoder(**encoded)[0]
        mean = (hidden * mask).sum(1) / mask.sum(1)
        unit = torch.nn.functional.normalize(mean, p=2, dim=1)
        logits.append(head.linear(unit))
    return labels_of(folder), torch.cat(logits)


def peft_sentence(folder: Path, base: Path, texts: list[str]):
    """SentenceTransformer(folder): it fetches the base that adapter_config.json names.

    The base is put in place of that name, in a copy, so that nothing is downloaded.
    """
    with tempfile.TemporaryDirectory() as scratch:
        copy = Path(scratch) / "adapter"
        shutil.copytree(folder, copy)
        path = copy / "adapter_config.json"
        config = json.loads(path.read_text("utf-8"))
        config["base_model_name_or_path"] = str(base.resolve())
        path.chmod(0o644)
        path.write_text(json.dumps(config))
        model = SentenceTransformer(
            str(copy), device="cpu", model_kwargs={"dtype": torch.float32}, local_files_only=True
        )
        active = sum("lora_A" in name for name, _ in model.named_parameters())
        if not active:
            raise ValueError("sentence-transformers loaded the base without the adapter")
        return labels_of(folder), embed(model.eval(), texts)


def ways(arguments):
    """(what, folder, function) for each way in which the given folders must load."""
    found = []
    if folder := arguments.merged:
        sentence = (folder / "modules.json").exists()
        name, load = ("transformers", merged_transformers)
        if sentence:
            name, load = ("sentence-transformers", merged_sentence)
        found.append((f"merged, {name}", folder, lambda texts, f=load: f(folder, texts)))
    if adapter := arguments.peft:
        base = arguments.base
        kind = json.loads((adapter / "adapter_config.json").read_text("utf-8"))["task_type"]
        loads = {
            "SEQ_CLS": [
                ("adapter, PEFT", peft_classification),
                ("adapter, PEFT merge_and_unload", peft_merge_and_unload),
            ],
            "FEATURE_EXTRACTION": [
                ("adapter, PEFT", peft_features),
                ("adapter, sentence-transformers", peft_sentence),
            ],
        }[kind]
        for name, load in loads:
            found.append((name, adapter, lambda texts, f=load: f(adapter, base, texts)))
    return found


def read_rows(arguments):
    csv.field_size_limit(10**9)
    with open(arguments.data, encoding="utf-8-sig", newline="") as file:
        texts = [row[arguments.text] for row in csv.DictReader(file)]
    with open(arguments.run_predictions, encoding="utf-8-sig", newline="") as file:
        predictions = list(csv.DictReader(file))
    if len(texts) != len(predictions):
        sys.exit(f"{len(texts)} rows in the data, {len(predictions)} in the predictions")
    texts, predictions = texts[: arguments.rows], predictions[: arguments.rows]
    beside = Path(arguments.run_predictions).parent / "probabilities.jsonl"
    if beside.exists():
        lines = beside.read_text("utf-8").splitlines()[: arguments.rows]
        if len(lines) != len(texts):
            sys.exit(f"{len(lines)} rows in probabilities.jsonl, {len(texts)} expected")
        probabilities = [json.loads(line) for line in lines]
    else:
        cells = [(p["predicted"], p["confidence"]) for p in predictions]
        cut = [[parts(cell, arguments.separator) for cell in row] for row in cells]
        probabilities = [dict(zip(names, map(float, said), strict=True)) for names, said in cut]
    said = [frozenset(parts(p["predicted"], arguments.separator)) for p in predictions]
    return texts, said, probabilities


def parts(cell: str, separator: str | None) -> list[str]:
    """The labels of a cell; the whole of it is one where nothing stands between labels."""
    return [part for part in (cell.split(separator) if separator else [cell]) if part]


def said_by(folder: Path, labels, logits):
    """Probabilities, and the labels that the export says of every row."""
    thresholds = folder / "thresholds.json"
    if thresholds.exists():
        if (folder / "config.json").exists():
            problem = json.loads((folder / "config.json").read_text("utf-8")).get("problem_type")
            if problem not in (None, "multi_label_classification"):
                raise ValueError(f"problem_type is {problem}, but there are thresholds")
        theirs = torch.sigmoid(logits.double())
        all_from = json.loads(thresholds.read_text("utf-8"))
        from_ = torch.tensor([all_from[label] for label in labels], dtype=torch.float64)
        rows = (theirs >= from_).tolist()
        return theirs, [frozenset(n for n, s in zip(labels, row, strict=True) if s) for row in rows]
    theirs = torch.softmax(logits.double(), dim=1)
    return theirs, [frozenset([labels[i]]) for i in theirs.argmax(1).tolist()]


def compare(folder, labels, logits, predicted, probabilities):
    """How many rows get other labels, and the largest difference of a probability."""
    theirs, chosen = said_by(folder, labels, logits)
    index = {label: i for i, label in enumerate(labels)}
    unknown = {label for row in probabilities for label in row} - set(index)
    if unknown:
        raise ValueError(f"labels the export does not know: {sorted(unknown)}")
    differ = sum(a != b for a, b in zip(chosen, predicted, strict=True))
    worst = 0.0
    for row, mine in zip(theirs.tolist(), probabilities, strict=True):
        worst = max([worst] + [abs(row[index[label]] - p) for label, p in mine.items()])
    return differ, worst


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--run-predictions", type=Path, required=True)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--text", required=True)
    parser.add_argument("--merged", type=Path)
    parser.add_argument("--peft", type=Path)
    parser.add_argument("--base", type=Path)
    parser.add_argument("--separator", help="between labels, where a row may have several")
    parser.add_argument("--rows", type=int, default=500)
    parser.add_argument("--tolerance", type=float, default=1e-3)
    parsed = parser.parse_args()
    if not (parsed.merged or parsed.peft):
        parser.error("give --merged, --peft, or both")
    if parsed.peft and not parsed.base:
        parser.error("--peft needs --base, the folder of the model that the adapter belongs to")
    return parsed


def main() -> None:
    parsed = arguments()
    torch.set_num_threads(1)
    torch.set_grad_enabled(False)
    warnings.simplefilter("ignore")
    transformers_logging.set_verbosity_error()
    transformers_logging.disable_progress_bar()
    logging.disable(logging.WARNING)
    texts, predicted, probabilities = read_rows(parsed)
    given = sum(map(len, probabilities)) / len(texts)
    print(f"{len(texts)} rows, {given:.3g} probabilities a row")
    print(f"{'loaded as':34} {'labels differ':>13} {'max |dp|':>10}  verdict")
    good = True
    for name, folder, load in ways(parsed):
        try:
            differ, worst = compare(folder, *load(texts), predicted, probabilities)
        except Exception as error:  # any failure to load is the finding itself
            print(f"{name:34} {'-':>13} {'-':>10}  FAILED: {type(error).__name__}: {error}")
            good = False
            continue
        fine = differ == 0 and worst <= parsed.tolerance
        good &= fine
        print(f"{name:34} {differ:>13} {worst:>10.2e}  {'ok' if fine else 'FAILED'}")
    sys.exit(0 if good else 1)


main()
