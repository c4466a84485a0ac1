import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { MockBackend } from "../../backend/mock";
import { Session } from "../../stores/session.svelte";
import { OtherMethods } from "./methods.svelte";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

async function begin() {
  const backend = new MockBackend();
  const asked: string[] = [];
  const call = backend.call.bind(backend);
  backend.call = (name, args) => {
    if (name === "estimate") asked.push((args as { plan: { method: string } }).plan.method);
    return call(name, args);
  };
  const session = new Session(backend);
  const started = session.start();
  await vi.advanceTimersByTimeAsync(500);
  await started;
  const opened = session.open("p1");
  await vi.advanceTimersByTimeAsync(500);
  await opened;
  const plans = ["head", "partial", "lora"].map((method) => session.plan.planWith(method));
  return { others: new OtherMethods(session), session, plans, asked };
}

it("asks for one method after the other, and for none twice", async () => {
  const { others, plans, asked } = await begin();
  others.offer(plans);
  void others.ask(plans);
  await vi.advanceTimersByTimeAsync(20);
  expect(asked).toEqual(["head", "partial"]);
  await vi.advanceTimersByTimeAsync(200);
  expect(Object.keys(others.estimates).sort()).toEqual(["head", "lora", "partial"]);
  void others.ask(plans);
  await vi.advanceTimersByTimeAsync(200);
  expect(asked).toEqual(["head", "partial", "lora"]);
});

it("stops when forgotten, and drops figures of another plan", async () => {
  const { others, session, plans, asked } = await begin();
  others.offer(plans);
  void others.ask(plans);
  await vi.advanceTimersByTimeAsync(20);
  others.forget();
  await vi.advanceTimersByTimeAsync(200);
  expect(asked).toEqual(["head", "partial"]);
  expect(Object.keys(others.estimates)).toEqual(["head"]);
  others.offer(plans);
  expect(Object.keys(others.estimates)).toEqual(["head"]);
  session.plan.preset = "thorough";
  others.offer(plans.map((plan) => session.plan.planWith(plan.method)));
  expect(others.estimates).toEqual({});
});
