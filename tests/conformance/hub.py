#!/usr/bin/env python3
"""Attune and the official Python client, each reading what the other published.

    python hub.py --attune-cli target/debug/attune-cli --test-hub target/debug/test-hub

Over the test hub, with large files in one piece and in parts. Exits 1 at the first difference.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

ASSETS = Path(__file__).resolve().parent.parent.parent / "assets"
KEY = "hf_test"
PART = 8 << 20


def check(good: bool, what: str) -> None:
    print(f"{'good' if good else 'WRONG':>5}  {what}", flush=True)
    if not good:
        sys.exit(1)


class Hub:
    """A test hub, and Attune's command line pointed at it."""

    def __init__(self, program: Path, cli: Path, parts: int | None):
        self.cli = cli
        self.process = subprocess.Popen([program], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.url = self.process.stdout.readline().strip()
        if parts:
            self.process.stdin.write(json.dumps({"parts": parts}) + "\n")
            self.process.stdin.flush()

    def attune(self, home: Path, *arguments) -> str:
        world = {"HF_ENDPOINT": self.url, "HF_TOKEN": KEY, "HF_HOME": str(home)}
        world |= {"ATTUNE_ASSETS": str(ASSETS), "ATTUNE_DATA": str(home / "attune")}
        command = [str(self.cli), *map(str, arguments)]
        done = subprocess.run(command, env=os.environ | world, capture_output=True, text=True)
        if done.returncode:
            sys.exit(f"{' '.join(command)}: {done.returncode}\n{done.stderr}")
        return done.stdout

    def close(self) -> None:
        self.process.stdin.close()
        self.process.wait()


def same(folder: Path, other: Path, names: list[str]) -> bool:
    return all((folder / name).read_bytes() == (other / name).read_bytes() for name in names)


def tour(hub: Hub, scratch: Path) -> None:
    from huggingface_hub import HfApi, ModelCard, snapshot_download

    api = HfApi(endpoint=hub.url, token=KEY)
    starter = ASSETS / "starter"
    names = ["config.json", "model.safetensors", "tokenizer.json", "1_Pooling/config.json"]

    api.create_repo("alice/base", private=False)
    api.upload_folder(repo_id="alice/base", folder_path=starter)
    first = scratch / "first"
    pulled = json.loads(hub.attune(first, "pull", "alice/base", "--json"))
    check(same(Path(pulled["folder"]), starter, names), "Attune fetches what Python published")
    found = snapshot_download("alice/base", cache_dir=first / "hub", local_files_only=True)
    check(Path(found) == Path(pulled["folder"]), "Python finds Attune's copy, and fetches nothing")

    second = scratch / "second"
    fetched = snapshot_download("alice/base", cache_dir=second / "hub", endpoint=hub.url)
    again = json.loads(hub.attune(second, "pull", "alice/base", "--json"))
    reused = Path(again["folder"]) == Path(fetched) and not any(f["fetched"] for f in again["files"])
    check(reused, "Attune finds Python's copy, and fetches nothing")

    data = scratch / "data.csv"
    rows = "".join(f"where is parcel {n},delivery\nmy head hurts {n},health\n" for n in range(20))
    data.write_text("text,label\n" + rows, encoding="utf-8")
    run = scratch / "run"
    hub.attune(
        second, "train", "--task", "classify", "--data", data, "--text", "text", "--label", "label",
        "--model", "alice/base", "--method", "lora", "--set", "epochs=1", "--set", "max_length=8",
        "--set", "pooling=cls", "--set", "head_init=random", "--out", run,
    )  # fmt: skip
    for form in ("merged", "peft"):
        repo, local = f"alice/{form}", scratch / form
        hub.attune(second, "push", run, "--repo", repo, "--format", form)
        hub.attune(second, "export", run, "--format", form, "--out", local)
        check(api.model_info(repo).private, f"{repo} is private")
        folder = Path(snapshot_download(repo, cache_dir=scratch / "python", endpoint=hub.url, token=KEY))
        kept = [p.relative_to(local).as_posix() for p in local.rglob("*") if p.is_file()]
        kept = [name for name in kept if name != "adapter_config.json"]
        check(same(folder, local, kept), f"Python fetches {repo} as Attune wrote it")
        card = ModelCard.load(folder / "README.md").data
        results = {result.metric_type for result in card.eval_results}
        check(card.base_model == "alice/base" and "accuracy" in results, "and reads its card")
        load(form, folder, starter)


def load(form: str, folder: Path, base: Path) -> None:
    """What was published, opened by the libraries it is for."""
    from transformers import AutoModelForSequenceClassification as Model

    if form == "merged":
        model = Model.from_pretrained(folder)
    else:
        from peft import PeftModel

        model = PeftModel.from_pretrained(Model.from_pretrained(base, num_labels=2), folder)
    check(model.config.num_labels == 2, f"and opens it with {'PEFT' if form == 'peft' else 'transformers'}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--attune-cli", type=Path, required=True)
    parser.add_argument("--test-hub", type=Path, required=True)
    given = parser.parse_args()
    # The test hub speaks LFS; and nothing of this computer's own settings counts.
    os.environ.update(HF_HUB_DISABLE_XET="1", HF_HUB_DISABLE_PROGRESS_BARS="1")
    os.environ.update(NO_PROXY="localhost,127.0.0.1", no_proxy="localhost,127.0.0.1")
    for name in ("HF_ENDPOINT", "HF_TOKEN", "HF_HOME", "HF_HUB_CACHE", "HF_HUB_OFFLINE"):
        os.environ.pop(name, None)
    for parts in (None, PART):
        print(f"\nLarge files {'in parts' if parts else 'in one piece'}", flush=True)
        hub = Hub(given.test_hub.resolve(), given.attune_cli.resolve(), parts)
        try:
            with tempfile.TemporaryDirectory() as scratch:
                tour(hub, Path(scratch))
        finally:
            hub.close()


main()
