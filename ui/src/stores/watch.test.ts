import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { Backend } from "../backend";
import type { RunCard, Record as RunRecord } from "../backend/types.gen";
import { RunWatch } from "./watch.svelte";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const card: RunCard = {
  id: "r",
  state: "running",
  model: "starter",
  method: "full",
  preset: "quick",
  step: 0,
  steps: 10,
  task: "classify",
  best_f1: null,
  best_loss: null,
  started_at: 0,
  saved_at: null,
  from_earlier_data: false,
  stale: [],
  in_use: false,
};

function step(seq: number): RunRecord {
  const figures = { lr: 1, grad_norm: 1, tokens_per_s: 1, mem_bytes: 1, eta_s: 1 };
  return {
    v: 1,
    seq,
    elapsed_ms: seq,
    event: "step",
    step: seq + 1,
    epoch: 0,
    loss: 1,
    ...figures,
  };
}

/** A backend whose one run is what the test says it is. */
function standIn() {
  const world = { card, log: [] as RunRecord[], asked: [] as (number | null)[] };
  let deliver: (records: RunRecord[]) => void = () => {};
  const answers: { [name: string]: (args: { after: number | null }) => unknown } = {
    runs: () => [world.card],
    resume_run: () => world.card,
    run_records: ({ after }) => world.log.filter((record) => record.seq > (after ?? -1)),
  };
  const backend = {
    call: async (name: string, args: { after: number | null }) => answers[name]?.(args),
    watchRun: async (_project: string, _run: string, after: number | null, to: typeof deliver) => {
      world.asked.push(after);
      deliver = to;
    },
  } as unknown as Backend;
  return { backend, world, send: (...records: RunRecord[]) => deliver(records) };
}

it("redraws at most four times a second", async () => {
  const { backend, send } = standIn();
  const watch = new RunWatch(backend, "p", card, () => {});
  await watch.start();
  let drawn = 0;
  let last = watch.view;
  for (let i = 0; i < 100; i++) {
    send(step(i));
    await vi.advanceTimersByTimeAsync(10);
    if (watch.view !== last) drawn++;
    last = watch.view;
  }
  expect(drawn).toBeGreaterThanOrEqual(3);
  expect(drawn).toBeLessThanOrEqual(4);
  watch.stop();
});

it("notices a worker that died without a word, and goes on from what it has seen", async () => {
  const { backend, world, send } = standIn();
  const ended = vi.fn();
  const watch = new RunWatch(backend, "p", card, ended);
  await watch.start();
  send(step(0), step(1));
  await vi.advanceTimersByTimeAsync(300);
  expect(watch.phase).toBe("running");

  world.card = { ...card, state: "interrupted" };
  world.log = [step(0), step(1), step(2)];
  await vi.advanceTimersByTimeAsync(2500);
  expect(watch.phase).toBe("interrupted");
  expect(watch.view.train).toHaveLength(3);
  expect(ended).toHaveBeenCalledOnce();

  world.card = card;
  await watch.resume();
  expect(watch.active).toBe(true);
  send({ v: 1, seq: 3, elapsed_ms: 3, event: "resumed", step: 1 });
  await vi.advanceTimersByTimeAsync(300);
  expect(watch.view.train).toHaveLength(1);
  expect(world.asked).toEqual([null, 2]);
  watch.stop();
});

it("reads a run that is over from its log", async () => {
  const { backend, world } = standIn();
  world.log = [step(0), step(1)];
  const watch = new RunWatch(backend, "p", { ...card, state: "failed" }, () => {});
  await watch.start();
  expect(watch.phase).toBe("failed");
  expect(watch.view.train).toHaveLength(2);
});

it("brings a run that was cut off to its end once its worker listens", async () => {
  const { backend, world, send } = standIn();
  world.card = { ...card, state: "interrupted" };
  world.log = [step(0), { v: 1, seq: 1, elapsed_ms: 1, event: "interrupted", step: 1 }];
  const sent: string[] = [];
  let listens = false;
  const call = backend.call.bind(backend);
  backend.call = (async (name: never, args: { command?: string }) => {
    if (name !== "control_run") return call(name, args as never);
    sent.push(args.command ?? "");
    if (!listens) throw { code: "unsupported", what: "This run is not being trained now" };
    return null;
  }) as Backend["call"];
  const watch = new RunWatch(backend, "p", world.card, () => {});
  await watch.start();
  world.card = { ...card, state: "running" };
  await watch.keepBest();
  expect(sent).toEqual([]);
  send({ v: 1, seq: 2, elapsed_ms: 2, event: "resumed", step: 1 });
  await vi.advanceTimersByTimeAsync(300);
  expect(sent).toEqual(["stop_and_keep"]);
  listens = true;
  send(step(3));
  await vi.advanceTimersByTimeAsync(300);
  send(step(4));
  await vi.advanceTimersByTimeAsync(300);
  expect(sent).toEqual(["stop_and_keep", "stop_and_keep"]);
  watch.stop();
});
