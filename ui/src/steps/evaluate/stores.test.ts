import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { MockBackend } from "../../backend/mock";
import { Session } from "../../stores/session.svelte";
import { Comparing } from "./compare.svelte";
import { Exam } from "./exam.svelte";
import { filterOf, Mistakes } from "./mistakes.svelte";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** Lets the made-up backend answer. */
async function soon<T>(work: Promise<T>): Promise<T> {
  await vi.advanceTimersByTimeAsync(800);
  return work;
}

/** The made-up project with three finished runs, open. */
async function trained() {
  const backend = new MockBackend(40);
  const session = new Session(backend);
  await soon(session.start());
  const projects = await soon(session.call("projects", {}));
  const card = projects.find((project) => project.status === "trained");
  await soon(session.open(card?.id ?? ""));
  return { session, backend, run: session.resultRun?.id ?? "" };
}
const open = filterOf("open", null, "most_sure", 1);

describe("mistakes", () => {
  it("come most sure first, and only wrong ones", async () => {
    const { session, run } = await trained();
    const mistakes = new Mistakes(session);
    await soon(mistakes.read(run, open, true));
    const sure = mistakes.rows.map((row) => row.confidence);
    expect(sure.length).toBeGreaterThan(2);
    expect(sure).toEqual(sure.toSorted((a, b) => b - a));
    expect(mistakes.rows.some((row) => row.right)).toBe(false);
  });

  it("leave the list once settled, and come back when that is undone", async () => {
    const { session, run } = await trained();
    const mistakes = new Mistakes(session);
    await soon(mistakes.read(run, open, true));
    const before = mistakes.rows.map((row) => row.id);
    const row = mistakes.rows[0];
    if (!row) throw new Error("no mistake to settle");
    await soon(mistakes.decide(row, { verdict: "label_wrong", label: row.predicted }));
    await soon(mistakes.read(run, open, false));
    expect(mistakes.rows.map((other) => other.id)).toEqual(before.slice(1));
    expect(session.overlay.toast?.undo).toBeDefined();
    session.overlay.toast?.undo?.();
    await soon(mistakes.read(run, open, false));
    await soon(mistakes.read(run, open, false));
    expect(mistakes.rows.map((other) => other.id)).toEqual(before);
  });

  it("can be looked at beside a random sample of right ones, the same for one seed", async () => {
    const { session, run } = await trained();
    const mistakes = new Mistakes(session);
    const drawn = async (seed: number) => {
      await soon(mistakes.read(run, filterOf("sample", null, "row", seed), true));
      return mistakes.rows.map((row) => row.id);
    };
    const first = await drawn(1);
    expect(first.length).toBe(10);
    expect(mistakes.rows.every((row) => row.right)).toBe(true);
    expect(await drawn(1)).toEqual(first);
    expect(await drawn(2)).not.toEqual(first);
  });
});

describe("the report", () => {
  it("answers exam rows that wait before it stands", async () => {
    const { session, backend, run } = await trained();
    const asked: string[] = [];
    const call = backend.call.bind(backend);
    vi.spyOn(backend, "call").mockImplementation(async (name, args) => {
      asked.push(name);
      const answer = await call(name, args);
      if (name === "report") Object.assign(answer as object, { exam: { waiting: 3 } });
      return answer;
    });
    const exam = new Exam(session);
    await soon(exam.read(run));
    expect(asked.filter((name) => name === "rescore")).toHaveLength(1);
    expect(exam.report?.exam.waiting).toBe(0);
  });

  it("of an earlier question never replaces that of a later one", async () => {
    const { session, backend } = await trained();
    const [newest, second] = session.runs;
    const call = backend.call.bind(backend);
    vi.spyOn(backend, "call").mockImplementation(async (name, args) => {
      const late = name === "report" && (args as { run: string }).run === newest?.id;
      if (late) await new Promise((done) => setTimeout(done, 300));
      return call(name, args);
    });
    const exam = new Exam(session);
    const both = Promise.all([exam.read(newest?.id ?? ""), exam.read(second?.id ?? "")]);
    await soon(both);
    const alone = new Exam(session);
    await soon(alone.read(second?.id ?? ""));
    expect(exam.report?.confusion).toEqual(alone.report?.confusion);
  });
});

describe("comparing runs", () => {
  it("reads the same test from either side", async () => {
    const { session } = await trained();
    const comparing = new Comparing(session);
    await soon(comparing.read());
    const [a = "", b = ""] = comparing.comparison?.runs.map((entry) => entry.run.id) ?? [];
    const [forth, back] = [comparing.pair(a, b), comparing.pair(b, a)];
    expect(forth?.only_a).toBe(back?.only_b);
    expect(forth?.a).toBe(a);
    expect(back?.a).toBe(b);
    expect(comparing.pair(a, "gone")).toBeUndefined();
  });
});
