import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { MockBackend } from "../../../backend/mock";
import { Session } from "../../../stores/session.svelte";
import { Comparing } from "../compare.svelte";
import { kept, TagExam } from "./exam.svelte";
import { filterOf, said, TagMistakes } from "./mistakes.svelte";

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal("location", { search: "?tags" });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

async function soon<T>(work: Promise<T>): Promise<T> {
  await vi.advanceTimersByTimeAsync(800);
  return work;
}

/** The made-up project of reviews with two finished runs, open. */
async function trained() {
  const session = new Session(new MockBackend(40));
  await soon(session.start());
  const cards = await soon(session.call("projects", {}));
  await soon(session.open(cards.find((card) => card.goal === "tag")?.id ?? ""));
  return { session, run: session.resultRun?.id ?? "" };
}
const open = filterOf("open", null, "most_sure", 1);

it("opens a trained project where its result is", async () => {
  const { session } = await trained();
  expect([session.goal, session.place]).toEqual(["tag", "evaluate"]);
  expect(session.fitting.every((model) => model.sorts)).toBe(true);
});

it("counts what was missed and what was too many, and lists just these rows", async () => {
  const { session, run } = await trained();
  const exam = new TagExam(session);
  await soon(exam.read(run));
  const view = exam.view;
  if (!view) throw new Error("no report");
  expect(session.resultShare).toBe(kept(view)?.exact_match);
  const mistakes = new TagMistakes(session);
  for (const { label, support, said, hits } of view.per_label) {
    for (const [fault, n] of [
      ["missed", support - hits] as const,
      ["extra", said - hits] as const,
    ]) {
      await soon(mistakes.read(run, filterOf("open", { label, fault }, "row", 1), true));
      expect(mistakes.total, `${label} ${fault}`).toBe(n);
    }
  }
});

it("corrects a row to what the model said, and undo brings the mistake back", async () => {
  const { session, run } = await trained();
  const mistakes = new TagMistakes(session);
  await soon(mistakes.read(run, open, true));
  const before = mistakes.rows.map((row) => row.id);
  const row = mistakes.rows[0];
  if (!row) throw new Error("no mistake to settle");
  await soon(mistakes.decide(row, { verdict: "labels_wrong", labels: said(row) }));
  await soon(mistakes.read(run, open, false));
  expect(mistakes.rows.map((other) => other.id)).toEqual(before.slice(1));
  session.overlay.toast?.undo?.();
  await soon(mistakes.read(run, open, false));
  await soon(mistakes.read(run, open, false));
  expect(mistakes.rows.map((other) => other.id)).toEqual(before);
});

it("compares runs by rows that are exactly right", async () => {
  const { session } = await trained();
  const comparing = new Comparing(session);
  await soon(comparing.read());
  const [a, b] = comparing.comparison?.runs ?? [];
  if (!a || !b) throw new Error("two runs were trained");
  expect(a.score.accuracy).toBeCloseTo(a.score.right / a.score.n);
  const test = comparing.pair(a.run.id, b.run.id);
  expect((test?.only_a ?? 0) + (test?.both ?? 0)).toBe(a.score.right);
  const rows = await soon(comparing.different(a.run.id, b.run.id, 50));
  expect(rows.every((row) => row.a.label !== row.b.label)).toBe(true);
});
