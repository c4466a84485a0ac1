#!/usr/bin/env python3
"""Golden values for several labels a row, from PyTorch and scikit-learn -> tags.json.

- `loss`: logits and targets, the mean over the rows of torch's binary_cross_entropy_with_logits, as
  transformers computes it for problem_type multi_label_classification, and its gradient.
- `metrics`: random label sets, one label never true nor said; accuracy_score, f1_score (micro; macro
  with zero_division=nan) and precision, recall and F1 of each label.
- `probe`: LogisticRegression(C) for each label by itself, under OneVsRestClassifier.

Needs torch and scikit-learn.
"""

import json
from pathlib import Path

import numpy as np
import torch
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import accuracy_score, f1_score, precision_recall_fscore_support
from sklearn.multiclass import OneVsRestClassifier
from torch.nn.functional import binary_cross_entropy_with_logits

HERE = Path(__file__).resolve().parent


def loss(random) -> dict:
    logits = torch.tensor(random.standard_normal((5, 3)) * 4, dtype=torch.float32)
    logits[0, 0], logits[1, 1] = 60.0, -60.0
    targets = torch.tensor(random.integers(0, 2, (5, 3)), dtype=torch.float32)
    logits.requires_grad_()
    value = binary_cross_entropy_with_logits(logits, targets)
    value.backward()
    return {
        "logits": logits.detach().tolist(),
        "targets": targets.tolist(),
        "loss": value.item(),
        "gradient": logits.grad.tolist(),
    }


def metrics(random) -> dict:
    rows, labels = 120, 6
    share = np.array([0.5, 0.3, 0.2, 0.1, 0.05, 0.0])
    truth = random.random((rows, labels)) < share
    said = np.where(random.random((rows, labels)) < 0.85, truth, random.random((rows, labels)) < share)
    each = precision_recall_fscore_support(truth, said, zero_division=0)
    return {
        "truth": truth.astype(int).tolist(),
        "said": said.astype(int).tolist(),
        "exact_match": accuracy_score(truth, said),
        "micro_f1": f1_score(truth, said, average="micro"),
        "macro_f1": f1_score(truth, said, average="macro", zero_division=np.nan),
        "precision": each[0].tolist(),
        "recall": each[1].tolist(),
        "f1": each[2].tolist(),
        "support": each[3].tolist(),
    }


def probe(random) -> dict:
    rows, features, labels, c = 60, 12, 3, 10.0
    x = random.standard_normal((rows, features)).astype(np.float32).astype(np.float64)
    noise = 2.0 * random.standard_normal((rows, labels))
    y = (x @ random.standard_normal((features, labels)) + noise > 1.0).astype(int)
    one = LogisticRegression(C=c, solver="lbfgs", tol=1e-10, max_iter=100_000)
    fit = OneVsRestClassifier(one).fit(x, y)
    return {
        "c": c,
        "features": x.tolist(),
        "truth": y.tolist(),
        "weights": [e.coef_[0].tolist() for e in fit.estimators_],
        "intercept": [float(e.intercept_[0]) for e in fit.estimators_],
    }


def main() -> None:
    torch.set_num_threads(1)
    random = np.random.default_rng(11)
    golden = {"loss": loss(random), "metrics": metrics(random), "probe": probe(random)}
    (HERE / "tags.json").write_text(json.dumps(golden) + "\n")
    print({k: v for k, v in golden["metrics"].items() if isinstance(v, float)})


main()
