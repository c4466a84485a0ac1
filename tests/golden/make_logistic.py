#!/usr/bin/env python3
"""Reference fit of the linear probe, from scikit-learn -> logistic.json.

The objective, over weights W (classes x features) and intercept b, is

    C * sum over examples of -log softmax(W x + b)[y]  +  1/2 * sum of squares of W

with C = 10. The intercept is not penalised; adding the same number to every
intercept changes nothing, so compare intercepts after subtracting their mean
(those stored have mean 0). `objective` is the value at the optimum; `gradient_max`
is the largest |gradient| there. Needs scikit-learn.
"""

import json
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression

HERE = Path(__file__).resolve().parent
C, ROWS, FEATURES, CLASSES = 10.0, 60, 16, 4


def objective(x, y, weights, intercept):
    scores = x @ weights.T + intercept
    scores = scores - scores.max(1, keepdims=True)
    logs = scores - np.log(np.exp(scores).sum(1, keepdims=True))
    value = -C * logs[np.arange(len(y)), y].sum() + 0.5 * (weights**2).sum()
    error = np.exp(logs)
    error[np.arange(len(y)), y] -= 1
    gradient = np.concatenate([(C * error.T @ x + weights).ravel(), C * error.sum(0)])
    return value, np.abs(gradient).max()


def main() -> None:
    random = np.random.default_rng(7)
    x = random.standard_normal((ROWS, FEATURES)).astype(np.float32).astype(np.float64)
    truth = random.standard_normal((FEATURES, CLASSES))
    y = (x @ truth + 2.0 * random.standard_normal((ROWS, CLASSES))).argmax(1)
    fit = LogisticRegression(C=C, solver="lbfgs", tol=1e-10, max_iter=100_000).fit(x, y)
    assert list(fit.classes_) == list(range(CLASSES))
    intercept = fit.intercept_ - fit.intercept_.mean()
    value, gradient_max = objective(x, y, fit.coef_, intercept)
    golden = {
        "c": C,
        "features": x.tolist(),
        "labels": y.tolist(),
        "weights": fit.coef_.tolist(),
        "intercept": intercept.tolist(),
        "objective": value,
        "gradient_max": gradient_max,
        "accuracy": fit.score(x, y),
        "probabilities_first_five": fit.predict_proba(x[:5]).tolist(),
    }
    (HERE / "logistic.json").write_text(json.dumps(golden) + "\n")
    print(f"objective {value:.12f}, largest gradient {gradient_max:.2e}")


main()
