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

it("replaces personal data by the person's rules, and forgets the originals on their word", async () => {
  const session = await begin();
  const { checks } = session;
  const card = () => checks.report?.findings.find(({ id }) => id === "personal_data");
  const count = (kind: string) => card()?.kinds.find((one) => one.kind === kind)?.places ?? 0;
  const view = () => soon(session.call("privacy", { project: "p1", job: null }));
  expect(count("names")).toBe(4);
  // A word that stands for no one is left, in every row, and can be taken back.
  const { cleaning } = await view();
  const keep = { ...cleaning, rules: { ...cleaning.rules, keep: ["Rose"] } };
  expect(await soon(checks.setPrivacy(keep, "“Rose” is left everywhere."))).toBe(true);
  await soon(checks.read());
  expect(count("names")).toBe(3);
  expect(session.overlay.toast?.words).toContain("Rose");
  await soon(session.retrace("undo"));
  await soon(checks.read());
  expect(count("names")).toBe(4);

  await soon(checks.fix("personal_data", "replace", "all", 6));
  await soon(checks.read());
  expect(card()).toBeUndefined();
  expect((await view()).cleaning.on).toBe(true);
  expect(await soon(checks.deleteOriginals())).toBe(true);
  expect(session.project?.runs).toEqual([]);
  expect(session.project?.data?.undo).toBeNull();
  expect(session.overlay.toast?.undo).toBeUndefined();
});

it("leaves the rows as they are where only models are to get placeholders", async () => {
  const session = await begin();
  const { checks } = session;
  await soon(checks.fix("personal_data", "clean", "all", 6));
  await soon(checks.read());
  expect(ids(session)).not.toContain("personal_data");
  expect(checks.report?.settled[0]).toMatchObject({ finding: "personal_data", fix: "clean" });
  const asked = { project: "p1", finding: "personal_data", offset: 0, limit: 10 };
  expect((await soon(session.call("found_rows", asked))).total).toBe(6);
});
