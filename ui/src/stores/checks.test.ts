import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { MockBackend } from "../backend/mock";
import { Session } from "./session.svelte";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** Lets the made-up backend answer. */
async function soon<T>(work: Promise<T>): Promise<T> {
  await vi.advanceTimersByTimeAsync(3000);
  return work;
}

async function begin(): Promise<Session> {
  const session = new Session(new MockBackend(312));
  await soon(session.start());
  await soon(session.open("p1"));
  await soon(session.checks.read());
  return session;
}

const ids = (session: Session) => session.checks.report?.findings.map(({ id }) => id) ?? [];

it("settles a finding, says so, and takes it back with what came after", async () => {
  const session = await begin();
  const { checks } = session;
  const before = session.project?.data?.rows ?? 0;
  expect(ids(session)).toContain("duplicates");
  expect(await soon(checks.fix("duplicates", "remove", "all", 3))).toBe(true);
  expect(session.project?.data?.rows).toBe(before - 3);
  expect(session.overlay.toast?.words).toContain("3 rows removed");
  await soon(checks.keep("mojibake", "all", 2));
  await soon(checks.read());
  expect(ids(session)).not.toContain("mojibake");
  const settled = checks.report?.settled ?? [];
  expect(settled.map(({ finding }) => finding)).toEqual(["mojibake", "duplicates"]);
  await soon(checks.undo(settled[1] as (typeof settled)[number]));
  await soon(checks.read());
  expect(session.project?.data?.rows).toBe(before);
  expect(ids(session)).toEqual(expect.arrayContaining(["mojibake", "duplicates"]));
});

it("finds more with a model, and forgets the project that is left", async () => {
  const session = await begin();
  expect(ids(session)).not.toContain("mislabelled");
  await soon(session.checks.look());
  expect(ids(session)).toContain("mislabelled");
  await soon(session.goHome());
  expect(session.checks.report).toBeNull();
});

it("begins the plan with rare categories levelled, where the data asks for it", async () => {
  const session = await begin();
  expect(session.plan.plan.settings.class_weights ?? "false").toBe("false");
  await soon(session.checks.fix("imbalance", "balance", "all", 2));
  expect(session.plan.plan.settings.class_weights).toBe("true");
  expect(session.plan.anyChanged).toBe(false);
  await soon(session.retrace("undo"));
  expect(session.plan.plan.settings.class_weights ?? "false").toBe("false");
});
