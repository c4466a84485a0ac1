import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { MockBackend } from "../backend/mock";
import { announcer } from "./announce";
import { Session } from "./session.svelte";
import type { RunWatch } from "./watch.svelte";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

async function soon<T>(work: Promise<T>): Promise<T> {
  await vi.advanceTimersByTimeAsync(800);
  return work;
}

async function begin(): Promise<Session> {
  const session = new Session(new MockBackend(40));
  await soon(session.start().then(() => session.readProjects()));
  return session;
}

it("shows a preference at once and keeps it", async () => {
  const session = await begin();
  const kept = session.prefer({ language: "de", letter_keys: false });
  expect(session.preferences).toMatchObject({ language: "de", letter_keys: false });
  await soon(kept);
  expect(await soon(session.call("preferences", {}))).toMatchObject({ language: "de" });
});

it("renames a project, open or not, and leaves one that is deleted", async () => {
  const session = await begin();
  const [first, other] = session.projects ?? [];
  await soon(session.open(first?.id ?? ""));
  await soon(session.rename(other?.id ?? "", "Another name"));
  await soon(session.rename(first?.id ?? "", "This name"));
  expect(session.project?.name).toBe("This name");
  expect(session.projects?.map((card) => card.name)).toEqual(
    expect.arrayContaining(["This name", "Another name"]),
  );
  await soon(session.deleteProject(other?.id ?? ""));
  expect(session.project?.id).toBe(first?.id);
  await soon(session.deleteProject(first?.id ?? ""));
  expect([session.place, session.project]).toEqual(["home", null]);
  expect(session.projects?.some((card) => card.id === first?.id)).toBe(false);
});

it("takes a change back from any screen, and says so where the data is not in sight", async () => {
  const session = await begin();
  const project = await soon(session.call("create_from_sample", { sample: "pharmacy" }));
  session.enter(project, "data");
  const before = session.project?.data?.labelled ?? 0;
  const data = await soon(session.call("set_label", { project: project.id, row: 1, label: null }));
  session.setData(data);
  expect(session.project?.data?.labelled).toBe(before - 1);
  session.go("train");
  await soon(session.retrace("undo"));
  expect(session.project?.data?.labelled).toBe(before);
  expect(session.overlay.toast?.words).toContain("undone");
  await soon(session.retrace("redo"));
  expect(session.project?.data?.labelled).toBe(before - 1);
  expect(session.canRedo).toBe(false);
});

it("sends one message when a watched run ends while one is elsewhere", async () => {
  const session = await begin();
  const notify = vi.spyOn(session.backend, "notify").mockResolvedValue();
  let elsewhere = true;
  const announce = announcer(session, () => elsewhere);
  const at = (active: boolean) => ({ active }) as RunWatch;
  const run = at(true) as { active: boolean } & RunWatch;
  announce(run, "running");
  Object.assign(run, { active: false });
  announce(run, "finished");
  announce(run, "finished");
  expect(notify).toHaveBeenCalledTimes(1);
  // Opening a project whose run is over long since is no news.
  announce(at(false), "finished");
  elsewhere = false;
  const other = at(true);
  announce(other, "running");
  Object.assign(other, { active: false });
  announce(other, "finished");
  expect(notify).toHaveBeenCalledTimes(1);
});

it("stays silent when messages are switched off", async () => {
  const session = await begin();
  await soon(session.prefer({ notifications: false }));
  const notify = vi.spyOn(session.backend, "notify").mockResolvedValue();
  const announce = announcer(session, () => true);
  const run = { active: true } as RunWatch;
  announce(run, "running");
  Object.assign(run, { active: false });
  announce(run, "finished");
  expect(notify).not.toHaveBeenCalled();
});
