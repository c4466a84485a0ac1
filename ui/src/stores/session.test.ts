import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { MockBackend } from "../backend/mock";
import { Session } from "./session.svelte";

const file = { id: "f", name: "inbox-november.csv", folder: "/tmp", bytes: 1 };

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** Lets the made-up backend answer. */
async function soon<T>(work: Promise<T>): Promise<T> {
  await vi.advanceTimersByTimeAsync(500);
  return work;
}

async function begin(): Promise<Session> {
  const session = new Session(new MockBackend(40));
  await soon(session.start());
  return session;
}

it("makes a project of a file dropped at Home, and adds it to the open one elsewhere", async () => {
  const session = await begin();
  await soon(session.take(file));
  expect([session.place, session.project?.name, session.incoming?.file]).toEqual([
    "data",
    "Inbox november",
    file,
  ]);
  const { id } = session.project ?? {};
  await soon(session.take({ ...file, name: "more.csv" }, { testOnly: true }));
  expect([session.project?.id, session.incoming?.testOnly]).toEqual([id, true]);
});

it("asks before it opens a whole project, wherever the file was handed over", async () => {
  const session = await begin();
  const whole = { ...file, id: "file-project", name: "letters.csv" };
  const others = session.projects;
  await soon(session.intake.offer([whole, file]));
  expect(session.intake.found).toMatchObject({ name: "Ward letters", runs: 2 });
  // The other file is asked about on its own, once the project is settled.
  expect(session.intake.offered).toEqual([file]);
  session.intake.nextProject();
  expect(session.intake.found).toBeNull();
  const [card] = session.projects ?? [];
  await soon(session.open(card?.id ?? ""));
  expect(session.project?.id).toBe(card?.id);
  expect(session.intake.offered).toEqual([file]);
  session.intake.clear();

  await soon(session.take(file));
  const open = session.project?.id;
  await soon(session.take(whole, { replace: true }));
  expect([session.project?.id, session.incoming?.file]).toEqual([open, file]);
  expect(session.intake.found?.file).toBe(whole.id);
  expect(others).toBeNull();
});

it("opens later steps only when there is something to see", async () => {
  const session = await begin();
  await soon(session.take(file));
  session.go("evaluate");
  expect(session.place).toBe("data");
  expect(session.reachable("setup")).toBe(false);
});

it("offers to try again what was only a look, and nothing else", async () => {
  const session = await begin();
  const look = vi.fn(() => Promise.reject(new Error("the disk is gone")));
  await session.attempt(look, () => session.attempt(look));
  expect(session.error).not.toBeNull();
  session.retry?.();
  expect(session.error).toBeNull();
  await soon(Promise.resolve());
  expect(look).toHaveBeenCalledTimes(2);
  // The second attempt said no way on: neither does what it left on show.
  expect([session.error === null, session.retry]).toEqual([false, undefined]);
});

it("says the rows' own word, and what they are where a model writes", async () => {
  const session = await begin();
  const project = await soon(session.call("create_from_sample", { sample: "pharmacy" }));
  session.enter(project, "data");
  expect(session.noun).toBe("messages");
  const { data } = project;
  session.project = { ...project, noun: null, data: data && { ...data, goal: "chat" } };
  expect(session.noun).toBe("conversations");
});

it("follows a run to its end and then offers the result", async () => {
  const session = await begin();
  const project = await soon(session.call("create_from_sample", { sample: "pharmacy" }));
  session.enter(project, "train");
  expect(session.resultRun).toBeNull();
  const plan = { ...session.plan.plan };
  const card = await soon(session.call("start_training", { project: project.id, plan }));
  await soon(session.refresh());
  session.observe(card);
  await vi.advanceTimersByTimeAsync(800);
  expect(session.watch?.phase).toBe("running");
  expect(session.watch?.view.train.length).toBeGreaterThan(10);
  await vi.advanceTimersByTimeAsync(5000);
  expect(session.watch?.phase).toBe("finished");
  expect(session.resultRun?.id).toBe(card.id);
  expect(session.reachable("share")).toBe(true);
});

it("shows an error instead of throwing it", async () => {
  const session = await begin();
  await soon(session.open("no-such-project"));
  expect(session.error?.code).toBe("not_found");
  expect(session.place).toBe("home");
});

/** A window over made-up projects, and what its system would drop on it. */
async function withDrops(backend = new MockBackend(40)) {
  let drop: (files: (typeof file)[]) => void = () => {};
  backend.onFiles = async (listener: { drop: typeof drop }) => {
    drop = listener.drop;
  };
  const session = new Session(backend);
  await soon(session.start());
  const dropping = async (files: (typeof file)[]) => {
    drop(files);
    await soon(Promise.resolve());
  };
  return { session, drop: dropping };
}

it("asks what to do with dropped files, and takes them one after the other", async () => {
  const { session, drop } = await withDrops();
  await drop([file, { ...file, name: "second.csv" }]);
  expect(session.intake.offered).toHaveLength(2);
  expect([session.place, session.incoming]).toEqual(["home", null]);
  await soon(session.intake.begin(session.intake.offered ?? []));
  expect(session.incoming?.file.name).toBe(file.name);
  session.nextFile();
  expect(session.incoming?.file.name).toBe("second.csv");
  session.nextFile();
  expect([session.incoming, session.intake.offered]).toEqual([null, null]);
});

it("does not ask when there is nothing but a new project to make", async () => {
  const { session, drop } = await withDrops();
  for (const { id } of await soon(session.call("projects", {})))
    await soon(session.call("delete_project", { project: id }));
  await drop([file]);
  expect(session.intake.offered).toBeNull();
  expect([session.place, session.project?.name]).toEqual(["data", "Inbox november"]);
});

it("brings a dropped file to another project, to learn from or to sort", async () => {
  const { session } = await withDrops();
  await soon(session.readProjects());
  const trained = session.projects?.find((card) => card.status === "trained");
  const other = session.projects?.find((card) => card.status === "empty");
  await soon(session.intake.learn([file], other?.id ?? ""));
  expect([session.project?.id, session.incoming?.file.name]).toEqual([other?.id, file.name]);
  await soon(session.intake.sort(file, trained?.id ?? ""));
  expect([session.place, session.project?.id]).toEqual(["share", trained?.id]);
  expect([session.intake.toSort, session.incoming]).toEqual([file, null]);
});

it("takes back a project that was only made for a file that was left out", async () => {
  const session = await begin();
  const before = await soon(session.call("projects", {}));
  await soon(session.take(file));
  await soon(session.discardFile());
  expect(session.place).toBe("home");
  expect(await soon(session.call("projects", {}))).toHaveLength(before.length);
});

it("comes back to labelling where somebody was at it", async () => {
  const session = await begin();
  const project = await soon(session.call("create_from_sample", { sample: "pharmacy" }));
  await soon(session.open(project.id));
  expect([session.place, session.dataPage]).toEqual(["data", "import"]);
  const row = project.data?.unlabelled ? 8 : 0;
  const answer = { kind: "category", name: "Delivery" } as const;
  await soon(
    session.call("label_answer", { project: project.id, row, answer, filter: { find: null } }),
  );
  await soon(session.goHome());
  await soon(session.open(project.id));
  expect([session.place, session.dataPage]).toEqual(["data", "label"]);
});
