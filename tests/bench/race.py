#!/usr/bin/env python3
"""Races attune-cli against PyTorch, transformers and PEFT on this processor.

    python race.py --cli target/release/attune-cli --ref DIR --data FILE.csv --out performance.md

`./dev bench` does all of it. DIR holds what cases.py --dump wrote. FILE.csv (columns text and
category) is for the whole-job race; without it that race is left out. Without --out the page is
printed. Linux only: it reads /proc. Exits 1 if a loss or an answer differs by more than allowed.

The competitors take turns, A B C A B C, and wait between turns. Time and memory are taken here,
from outside: a turn from the question to the answer, memory as the kernel's own high-water mark
(VmHWM) summed over a process and its children.
"""

import argparse
import csv
import json
import os
import platform
import random
import re
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
ASSETS = HERE.parents[1] / "assets"
STARTER = ASSETS / "starter"
SAMPLES = {
    "pharmacy-messages.csv": ("message", "category"),
    "course-questions.csv": ("question", "kind"),
    "tenancy-letters.csv": ("letter", "topic"),
}
PRECISIONS = ("exact", "fast")
THEIRS = "PyTorch"
# Largest difference of a step's loss, and smallest share of equal answers.
LOSS = {"exact": 1e-4, "fast": 5e-3}
ANSWERS = {"exact": 0.999, "fast": 0.99}
REST = 0.3  # seconds; threads that wait by spinning have stopped by then
JOB_ROWS, SORTED_ROWS = 2000, 5000


class Case:
    """Steps: how many a turn has; text batches differ, so a turn goes through all of them."""

    def __init__(self, name, title, steps, dropout=False):
        self.name, self.title, self.steps, self.dropout = name, title, steps, dropout
        self.id = f"{name}-dropout" if dropout else name


CASES = (
    Case("minilm-lora", "MiniLM, adapters, 16 x 128 tokens", 2),
    Case("minilm-lora-var", "MiniLM, adapters, short texts", 8),
    Case("minilm-lora-var", "MiniLM, adapters, short texts, dropout 0.1", 8, dropout=True),
    Case("minilm-full", "MiniLM, all weights, 16 x 128 tokens", 2),
    Case("llama-lora-b4", "Llama 135M, adapters, 4 x 256 tokens", 1),
)


# ---- watching processes from outside -------------------------------------------------------------


def family(pid: int) -> list[int]:
    """A process and its descendants."""
    found = [pid]
    for parent in found:
        try:
            for task in os.listdir(f"/proc/{parent}/task"):
                with open(f"/proc/{parent}/task/{task}/children") as file:
                    found += [int(child) for child in file.read().split()]
        except OSError:  # it has ended
            pass
    return found


def peak_mb(pid: int) -> float:
    total = 0
    for member in family(pid):
        try:
            with open(f"/proc/{member}/status") as file:
                total += int(re.search(r"VmHWM:\s+(\d+)", file.read())[1])
        except (OSError, TypeError):  # it has ended
            pass
    return total / 1024


def processor_seconds(pid: int) -> float:
    ticks = 0
    for member in family(pid):
        try:
            with open(f"/proc/{member}/stat") as file:
                ticks += sum(map(int, file.read().rsplit(") ", 1)[1].split()[11:13]))
        except OSError:
            pass
    return ticks / os.sysconf("SC_CLK_TCK")


def machine_seconds() -> float:
    """What all processors did so far, and what a host took from this machine."""
    with open("/proc/stat") as file:
        user, nice, system, _, _, irq, softirq, steal = map(int, file.readline().split()[1:9])
    return (user + nice + system + irq + softirq + steal) / os.sysconf("SC_CLK_TCK")


class Absent(Exception):
    """A competitor that can't run here, and why."""


class Server:
    """A trainer that takes steps on demand."""

    def __init__(self, name: str, command: list, threads: int):
        self.name = name
        self.complaints = tempfile.TemporaryFile("w+")
        self.process = subprocess.Popen(
            [str(word) for word in command],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self.complaints,
            env=os.environ | {"OMP_NUM_THREADS": str(threads)},
            text=True,
        )
        self.ready = self.answer()

    def answer(self) -> dict:
        for line in self.process.stdout:
            if line.startswith("{"):
                return json.loads(line)
        self.process.wait()
        self.complaints.seek(0)
        raise Absent(f"{self.name} ended: {self.complaints.read().strip()[-2000:]}")

    def turn(self, steps: int) -> dict:
        started = time.perf_counter()
        self.process.stdin.write(f"{steps}\n")
        self.process.stdin.flush()
        answer = self.answer()
        answer["wall"] = (time.perf_counter() - started) / steps
        return answer

    def end(self) -> None:
        self.process.stdin.close()
        self.process.wait()


def job(command: list, threads: int, out: Path) -> tuple[float, float]:
    """Runs a program from start to end; seconds and peak megabytes. What it says goes to `out`."""
    with open(out, "w") as said, tempfile.TemporaryFile("w+") as complaints:
        started = time.perf_counter()
        process = subprocess.Popen(
            [str(word) for word in command],
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=complaints,
            env=os.environ | {"OMP_NUM_THREADS": str(threads)},
        )
        peak, ended = 0.0, threading.Event()

        def watch():
            nonlocal peak
            while not ended.wait(0.05):
                peak = max(peak, peak_mb(process.pid))

        watcher = threading.Thread(target=watch)
        watcher.start()
        _, status, used = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - started
        process.returncode = os.waitstatus_to_exitcode(status)
        ended.set()
        watcher.join()
        if process.returncode:
            complaints.seek(0)
            sys.exit(f"{' '.join(map(str, command))}\n{complaints.read()[-3000:]}")
    return seconds, max(peak, used.ru_maxrss / 1024)


# ---- the races -----------------------------------------------------------------------------------


class Race:
    """One line of the table: seconds by round and peak megabytes of each competitor."""

    def __init__(self, title: str, names: list[str]):
        self.title = title
        self.seconds = {name: [] for name in names}
        self.mb = dict.fromkeys(names, 0.0)
        self.work = 0.0  # operations of one step, where they are counted
        self.checks = {}  # per precision: text, and whether it is good
        self.stolen = 0.0  # most processors that those used whose turn it was not
        self.foreign = []  # processors that other programs used, a round

    def ratios(self, name: str) -> list[float]:
        return [a / b for a, b in zip(self.seconds[THEIRS], self.seconds[name])]

    def speed(self, name: str) -> str:
        if name not in self.seconds:
            return "-"
        ratios = self.ratios(name)
        middle, low, high = statistics.median(ratios), min(ratios), max(ratios)
        return f"{middle:.2f} ({low:.2f}-{high:.2f})"

    def memory(self, name: str) -> str:
        return f"{self.mb[name] / self.mb[THEIRS]:.2f}" if name in self.mb else "-"

    def check(self) -> str:
        return "; ".join(text for text, _ in self.checks.values()) or "-"

    def good(self) -> bool:
        return all(good for _, good in self.checks.values())

    def of_limit(self, name: str, peak: dict) -> str:
        if not self.work or name not in self.seconds:
            return "-"
        rate = self.work / statistics.median(self.seconds[name]) / 1e9
        return f"{100 * rate / peak['bf16' if name == 'fast' else 'f32']:.0f}%"


def steps_race(case: Case, asked, versions: dict) -> Race:
    servers = start(case, asked, versions)
    race = Race(case.title, [server.name for server in servers])
    losses = {server.name: [] for server in servers}
    work = servers[0].ready["work"]
    race.work = sum(work) / len(work)
    for round_ in range(-1, asked.rounds):  # the first one warms up
        for server in servers:
            time.sleep(REST)
            before = [processor_seconds(one.process.pid) for one in servers], machine_seconds()
            answer = server.turn(case.steps)
            every = machine_seconds() - before[1]
            used = {
                one.name: processor_seconds(one.process.pid) - spent
                for one, spent in zip(servers, before[0])
            }
            losses[server.name] += answer["loss"]
            if round_ >= 0:
                lasted = answer["wall"] * case.steps
                race.seconds[server.name].append(answer["wall"])
                # The clocks tick in steps of 10 ms, which is all in a short turn.
                waiting = sum(used.values()) - used[server.name]
                race.stolen = max(race.stolen, (waiting - 0.02) / lasted)
                race.foreign.append(max(0.0, every - sum(used.values()) - 0.02) / lasted)
    for server in servers:
        race.mb[server.name] = peak_mb(server.process.pid)
        server.end()
    compare_losses(race, losses, case)
    tell(race)
    return race


def start(case: Case, asked, versions: dict) -> list[Server]:
    dropout = ["--dropout"] if case.dropout else []
    threads = ["--threads", asked.threads]
    theirs = [asked.python, "-W", "ignore", HERE / "cases.py", "--serve", "--case", case.name]
    ours = [asked.cli, "bench", "--serve", case.name, "--ref", asked.ref]
    servers = [Server(THEIRS, theirs + threads + dropout, asked.threads)]
    for precision in list(asked.precisions):
        command = ours + threads + dropout + ["--precision", precision]
        try:
            servers.append(Server(precision, command, asked.threads))
        except Absent as reason:
            if precision != "fast" or "bf16" not in str(reason):
                raise
            print(f"left out: {reason}", file=sys.stderr)
            asked.precisions = ["exact"]
    for server in servers[1:]:
        versions["instructions"] = server.ready["instructions"]
        if server.ready["trainable"] != servers[0].ready["trainable"]:
            sys.exit(f"{case.id}: the two sides do not train the same number of weights")
    return servers


def compare_losses(race: Race, losses: dict, case: Case) -> None:
    for name in losses:
        if name == THEIRS:
            continue
        if case.dropout:
            race.checks[name] = (f"{name}: other draws", all(map(is_finite, losses[name])))
            continue
        apart = max(abs(a - b) for a, b in zip(losses[THEIRS], losses[name], strict=True))
        good = apart <= LOSS[name]  # false where either is not a number
        race.checks[name] = (f"{name}: {'yes' if good else '**no**'} ({apart:.0e})", good)


def is_finite(value: float) -> bool:
    return abs(value) < 1e6


def jobs_race(title: str, commands: dict, rounds: int, threads: int, folder: Path) -> Race:
    """`commands`: by name, a function from the round to the command."""
    race = Race(title, list(commands))
    for round_ in range(rounds):
        for name, command in commands.items():
            time.sleep(REST)
            before, own = machine_seconds(), resource.getrusage(resource.RUSAGE_CHILDREN)
            said = folder / f"{name}-{round_}.out"
            seconds, mb = job(command(round_), threads, said)
            race.seconds[name].append(seconds)
            race.mb[name] = max(race.mb[name], mb)
            after = resource.getrusage(resource.RUSAGE_CHILDREN)
            used = after.ru_utime + after.ru_stime - own.ru_utime - own.ru_stime
            race.foreign.append(max(0.0, machine_seconds() - before - used) / seconds)
    return race


def attune_training(asked, folder: Path, data: Path, columns, settings: dict):
    base = {"epochs": 1, "head_init": "random", "pooling": "cls", "threads": asked.threads}
    base |= {"batch_size": 16, "max_length": 128, "rank": 8, "alpha": 16}
    base |= {"targets": "query,value", "learning_rate": 0.0005, "dropout": 0.1}
    base |= {"label_smoothing": 0}

    def command(precision, round_):
        sets = []
        for key, value in (base | settings | {"precision": precision}).items():
            sets += ["--set", f"{key}={value}"]
        out = folder / f"run-{precision}-{round_}"
        return [
            asked.cli, "train", "--task", "classify", "--data", data, "--text", columns[0],
            "--label", columns[1], "--model", "starter", "--method", "lora", *sets, "--out", out,
        ]  # fmt: skip

    return command


def whole_job(asked, folder: Path) -> Race:
    """One epoch of adapters, from the start of the process to the saved model."""
    with open(asked.data, encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    count = min(len(rows), JOB_ROWS)
    taken = [rows[i * len(rows) // count] for i in range(count)]  # evenly, from a sorted file too
    data = folder / "job.csv"
    with open(data, "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["text", "category"])
        writer.writerows([row["text"], row["category"]] for row in taken)
    ours = attune_training(asked, folder, data, ("text", "category"), {})
    commands = {name: lambda r, name=name: ours(name, r) for name in asked.precisions}

    def theirs(round_):
        # As many rows in each part as ours had in the same round.
        with open(folder / f"{asked.precisions[0]}-{round_}.out") as file:
            parts = json.loads(file.readline())
        counts = ",".join(str(parts[part]) for part in ("train", "validation", "test"))
        return [
            asked.python, "-W", "ignore", HERE / "job.py", "train", "--model", STARTER, "--data",
            data, "--counts", counts, "--threads", asked.threads, "--out", folder / f"hf-{round_}",
        ]  # fmt: skip

    commands[THEIRS] = theirs
    title = f"whole job: {len(taken):,} rows, one epoch"
    race = jobs_race(title, commands, asked.job_rounds, asked.threads, folder)
    with open(folder / f"{THEIRS}-0.out") as file:
        right = json.loads(file.readlines()[-1])["accuracy"]
    for name in asked.precisions:
        with open(folder / f"run-{name}-0" / "report" / "evaluation.json") as file:
            scores = json.load(file)["scores"]
        kept = next(score["accuracy"] for score in scores if score["stage"] == "kept")
        race.checks[name] = (f"{name}: right {100 * kept:.0f}% of the exam", True)
    race.checks[THEIRS] = (f"PyTorch {100 * right:.0f}%", True)
    tell(race)
    return race


def short_rows(count: int) -> list[str]:
    """Sentences of the samples, alone and in pairs."""
    sentences = []
    for name in SAMPLES:
        with open(ASSETS / "samples" / name, encoding="utf-8", newline="") as file:
            for row in list(csv.reader(file))[1:]:
                sentences += [s for s in re.split(r"(?<=[.!?]) +", row[0]) if len(s) > 12]
    draw = random.Random(5)
    pairs = (f"{draw.choice(sentences)} {draw.choice(sentences)}" for _ in range(count))
    return [*dict.fromkeys(sentences), *pairs][:count]


def prediction(asked, folder: Path) -> Race:
    """Sorting rows, from the start of the process to the written file."""
    data = folder / "rows.csv"
    with open(data, "w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([["text"], *([text] for text in short_rows(SORTED_ROWS))])
    name = next(iter(SAMPLES))
    settings = {"epochs": 3}
    train = attune_training(asked, folder, ASSETS / "samples" / name, SAMPLES[name], settings)
    job(train("exact", "sort"), asked.threads, folder / "train.out")
    merged, trained = folder / "merged", folder / "run-exact-sort"
    export = [asked.cli, "export", trained, "--format", "merged", "--out", merged]
    job(export, asked.threads, folder / "export.out")
    if "fast" in asked.precisions:
        # The same weights for all: a run is exact or fast by a word in its recipe.
        shutil.copytree(trained, folder / "run-fast-sort")
        recipe = json.loads((trained / "recipe.json").read_text(encoding="utf-8"))
        recipe["settings"]["precision"] = "fast"
        changed = json.dumps(recipe)
        (folder / "run-fast-sort" / "recipe.json").write_text(changed, encoding="utf-8")

    def ours(name, round_):
        run, out = folder / f"run-{name}-sort", folder / f"sorted-{name}-{round_}.csv"
        return [asked.cli, "predict", run, "--data", data, "--text", "text", "--out", out]

    def theirs(round_):
        return [
            asked.python, "-W", "ignore", HERE / "job.py", "predict", "--model", merged, "--data",
            data, "--threads", asked.threads, "--out", folder / f"sorted-{THEIRS}-{round_}.csv",
        ]  # fmt: skip

    commands = {THEIRS: theirs}
    commands |= {name: lambda r, name=name: ours(name, r) for name in asked.precisions}
    title = f"prediction: {SORTED_ROWS:,} short rows"
    race = jobs_race(title, commands, asked.job_rounds, asked.threads, folder)

    def answers(name):
        with open(folder / f"sorted-{name}-0.csv", encoding="utf-8", newline="") as file:
            return [row["predicted"] for row in csv.DictReader(file)]

    reference = answers(THEIRS)
    for name in asked.precisions:
        equal = [a == b for a, b in zip(reference, answers(name), strict=True)]
        share = sum(equal) / len(equal)
        good = share >= ANSWERS[name]
        text = f"{name}: {'' if good else '**only** '}{100 * share:.2f}% the same"
        race.checks[name] = (text, good)
    tell(race)
    return race


def tell(race: Race) -> None:
    print(f"{race.title}", file=sys.stderr)
    for name, seconds in race.seconds.items():
        middle = statistics.median(seconds)
        line = f"  {name:8} {middle:8.3f} s  {race.mb[name]:6.0f} MB"
        if name != THEIRS:
            line += f"  speed {race.speed(name)}  memory {race.memory(name)}"
        print(line, file=sys.stderr)
    print(f"  {race.check()}", file=sys.stderr)
    for complaint in disturbed([race]):
        print(f"  {complaint}", file=sys.stderr)


def disturbed(races: list[Race]) -> list[str]:
    """What makes the figures doubtful."""
    found = []
    stolen = max((race.stolen for race in races), default=0.0)
    foreign = max((statistics.median(race.foreign) for race in races), default=0.0)
    if stolen > 0.02:
        found.append(f"Those who waited used up to {100 * stolen:.0f}% of a core.")
    if foreign > 0.05:
        found.append(
            f"**Other programs used {100 * foreign:.0f}% of a core meanwhile: these figures are "
            "not to be relied on, as threads that wait for one another suffer out of proportion.**"
        )
    return found


# ---- the page ------------------------------------------------------------------------------------

PAGE = """\
# How fast it trains, and how much memory that takes

Made by `./dev bench`. The same steps on the same weights and batches, by Attune and by PyTorch,
transformers and PEFT in float32, on the processor alone. Speed is PyTorch's time divided by
Attune's: 2 is twice as fast. Memory is Attune's peak divided by PyTorch's: 0.5 is half as much.

{machine}

| case | speed, exact | speed, fast | memory, exact | memory, fast | losses or answers agree |
|---|---|---|---|---|---|
{rows}

*exact* computes in float32; *fast* multiplies matrices in bf16 and sums in float32.

## How it is measured

- The programs take turns in one sitting, {rounds} rounds after one to warm up, and wait in between.
  Speed is the median of the rounds' ratios, in brackets the smallest and the largest. Seconds are
  not given: on another machine, or a busy one, they would be others.{disturbed}
- A turn is timed from outside, from the question to the answer. Memory is the kernel's high-water
  mark of resident memory, summed over a process and its children, loading included; a page that
  two of them share counts twice, and a file that is mapped counts where it has been read.
- The loss of every step is compared, the warm-up too: exact may differ by {exact:g}, fast by
  {fast:g}; the table says by how much they did. With dropout both sides draw other numbers, and
  losses can't be compared.
- *Short texts* are those of the sample projects, 16 in the order of a fixed draw. transformers pads
  them to the longest of the batch, as it does by default: on average {padded:.0f}% of what it
  computes is padding, which Attune leaves out. That share, more than anything, decides this row.
{jobs}
## How much is left

What can't be avoided in a step are its matrix products and attention, counted without padding,
without gradients of frozen weights, and after the last attention only for rows that are read. This
is how fast each side does them, in percent of the fastest matrix product that PyTorch itself
reached here ({f32:.0f} billion operations a second in float32, {bf16:.0f} in bf16). The remainder
goes into everything else: loading and storing, softmax, GELU, norms, the optimiser. It can pass 100
only where PyTorch's products are not the best possible.

| case | PyTorch | Attune, exact | Attune, fast |
|---|---|---|---|
{limits}
"""

JOBS = """\
- The jobs run {rounds} times each, from the start of the process to its end. *Whole job*: one epoch
  of adapters on a table, scored on a validation part and once on a test part, both as large on
  either side, and saved; PyTorch through transformers' `Trainer`. Attune also fits its quick head,
  writes checkpoints and a report. Both start from a random head and draw their rows in their own
  order, so one epoch leaves them about equally, not identically, good. *Prediction*: `attune-cli
  predict` against transformers' text-classification pipeline, 32 rows at a time, on the exported
  model; all three have the same weights.
"""


def machine(asked, versions: dict, load: float) -> str:
    def lscpu(name):
        plain = os.environ | {"LC_ALL": "C"}
        done = subprocess.run(["lscpu"], capture_output=True, text=True, env=plain)
        found = re.search(rf"^{name}:\s*(.+)$", done.stdout, re.M)
        return found[1].strip() if found else "unknown"

    interesting = r"avx2|fma|avx512f|avx512_bf16|avx512_vnni|amx_bf16|amx_tile|asimd|bf16|sve"
    flags = [flag for flag in lscpu("Flags").split() if re.fullmatch(interesting, flag)]
    used = versions.get("instructions", "the best of them")
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    version = subprocess.run([asked.cli, "--version"], capture_output=True, text=True).stdout
    lines = [
        f"- Processor: {lscpu('Model name')}, family {lscpu('CPU family')} model {lscpu('Model')}, "
        f"{os.cpu_count()} cores, {memory:.0f} GiB; {platform.system()}. Both sides use "
        f"{asked.threads} threads.",
        f"- Instructions: {', '.join(flags) or 'unknown'}; Attune uses {used}.",
        f"- Versions: {version.strip()}, torch {versions['torch']}, "
        f"transformers {versions['transformers']}, peft {versions['peft']}, "
        f"Python {platform.python_version()}.",
        f"- Load of the machine before the race: {load:.1f}.",
    ]
    return "\n".join(lines)


def page(asked, races: list[Race], versions: dict, peak: dict, load: float, padded: float) -> str:
    rows, limits = [], []
    for race in races:
        cells = [race.title, *(race.speed(p) for p in PRECISIONS)]
        cells += [*(race.memory(p) for p in PRECISIONS), race.check()]
        rows.append(f"| {' | '.join(cells)} |")
        if race.work:
            shares = [race.of_limit(name, peak) for name in (THEIRS, *PRECISIONS)]
            limits.append(f"| {race.title} | {' | '.join(shares)} |")
    return PAGE.format(
        machine=machine(asked, versions, load),
        rows="\n".join(rows),
        limits="\n".join(limits),
        rounds=asked.rounds,
        disturbed="".join(f"\n- {complaint}" for complaint in disturbed(races)),
        exact=LOSS["exact"],
        fast=LOSS["fast"],
        padded=100 * padded,
        jobs=JOBS.format(rounds=asked.job_rounds) if len(limits) < len(races) else "",
        **peak,
    )


def padding(asked) -> float:
    """Share of padding in the batches of short texts."""
    command = [asked.python, "-W", "ignore", HERE / "cases.py"]
    server = Server(THEIRS, command + ["--serve", "--case", "minilm-lora-var"], asked.threads)
    server.end()
    return 1 - sum(server.ready["tokens"]) / sum(server.ready["padded"])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--cli", type=Path, required=True)
    parser.add_argument("--ref", type=Path, required=True)
    parser.add_argument("--python", default=sys.executable, help="that of the other side")
    parser.add_argument("--data", type=Path, help="CSV with the columns text and category")
    parser.add_argument("--out", type=Path, help="where to write the page")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--rounds", type=int)
    parser.add_argument("--job-rounds", type=int, default=3)
    parser.add_argument("--cases", nargs="+", choices=[case.id for case in CASES] + ["none"])
    parser.add_argument("--precisions", nargs="+", choices=PRECISIONS, default=list(PRECISIONS))
    parser.add_argument("--quick", action="store_true", help="3 rounds, steps only")
    asked = parser.parse_args()
    if not Path("/proc/self/status").exists():
        sys.exit("the race reads /proc, which only Linux has")
    asked.cli, asked.rounds = asked.cli.resolve(), asked.rounds or (3 if asked.quick else 10)
    load = os.getloadavg()[0]
    if load > 0.5:
        print(f"the machine is busy (load {load:.1f}): figures will be poor", file=sys.stderr)
    command = [asked.python, HERE / "cases.py", "--peak", "--threads", str(asked.threads)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    versions = json.loads(done.stdout)
    races, peak = [], {kind: versions.pop(kind) for kind in ("f32", "bf16")}
    for case in CASES:
        if not asked.cases or case.id in asked.cases:
            races.append(steps_race(case, asked, versions))
    if not asked.quick:
        for title, races_it in (("whole job", whole_job), ("prediction", prediction)):
            if races_it is whole_job and not asked.data:
                print(f"left out: {title} (no --data)", file=sys.stderr)
                continue
            with tempfile.TemporaryDirectory() as place:
                races.append(races_it(asked, Path(place)))
    text = page(asked, races, versions, peak, load, padding(asked))
    if asked.out:
        asked.out.parent.mkdir(parents=True, exist_ok=True)
        asked.out.write_text(text, encoding="utf-8")
    else:
        print(text)
    bad = [race.title for race in races if not race.good()]
    if bad:
        sys.exit(f"losses or answers differ: {', '.join(bad)}")


if __name__ == "__main__":
    try:
        main()
    except Absent as reason:
        sys.exit(str(reason))
