import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { MockBackend } from "../backend/mock";
import { Session } from "../stores/session.svelte";
import { findables, found } from "./findables";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

async function begin(): Promise<Session> {
  const session = new Session(new MockBackend(40));
  const started = session.start().then(() => session.readProjects());
  await vi.advanceTimersByTimeAsync(500);
  await started;
  return session;
}

it("finds projects, screens and words, and opens them", async () => {
  const session = await begin();
  const hit = (typed: string) => found(findables(session), typed, 5)[0];
  const project = session.projects?.[0];
  expect(hit(project?.name ?? "")?.kind).toBe("project");
  hit("over")?.open();
  expect(session.overlay).toMatchObject({ sheet: "glossary", term: "overfitting" });
  hit("stor")?.open();
  expect(session.overlay.sheet).toBe("storage");
});

it("offers only steps that can be gone to", async () => {
  const session = await begin();
  const steps = () => findables(session).filter(({ id }) => id.startsWith("step-"));
  expect(steps()).toEqual([]);
  const ready = session.projects?.find((card) => card.status === "trained");
  void session.open(ready?.id ?? "");
  await vi.advanceTimersByTimeAsync(500);
  expect(steps()).toHaveLength(5);
  steps()
    .find(({ id }) => id === "step-share")
    ?.open();
  expect(session.place).toBe("share");
});
