// Rows that may have several categories, from the keyboard.
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { MockBackend } from "../../../backend/mock";
import { Session } from "../../../stores/session.svelte";
import { labelKeys } from "./keys";
import { Labelling } from "./labelling.svelte";

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal("location", { search: "?tags" });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

async function soon<T>(work: Promise<T> | T): Promise<T> {
  await vi.advanceTimersByTimeAsync(800);
  return work;
}

async function labelling() {
  const session = new Session(new MockBackend(40));
  await soon(session.start());
  const cards = await soon(session.call("projects", {}));
  await soon(session.open(cards.find((card) => card.goal === "tag")?.id ?? ""));
  const now = new Labelling(session);
  await soon(now.read());
  const keys = labelKeys(now, {
    answer: (answer) => void now.answer(answer),
    undo: () => void session.retrace("undo").then(() => now.read()),
    newCategory: () => {},
  });
  const labelsOf = async (id: number | undefined) => {
    const filter = { label: null, unlabelled: false, part: null, find: null };
    const project = session.project?.id ?? "";
    const page = await soon(session.call("rows", { project, filter, offset: 0, limit: 999 }));
    return page.rows.find((row) => row.id === id)?.labels;
  };
  return { session, now, keys, labelsOf };
}

it("keys put categories in and out, and Enter keeps all of them", async () => {
  const { now, keys, labelsOf } = await labelling();
  const names = now.view?.categories.map((category) => category.name) ?? [];
  const first = now.question?.id;
  keys.choose("1");
  keys.choose("3");
  keys.choose("2");
  keys.choose("3");
  expect(now.chosen).toEqual([names[0], names[1]]);
  expect(now.question?.id, "nothing is kept before Enter").toBe(first);
  keys.accept();
  await soon(undefined);
  expect(await labelsOf(first)).toEqual([names[0], names[1]].sort());
  expect(now.question?.id).not.toBe(first);
  expect(now.chosen, "the next row begins with nothing").toEqual([]);
});

it("Enter takes what is suggested, and nothing where nothing is", async () => {
  const { now, keys, labelsOf } = await labelling();
  while (now.question && now.suggested.length === 0) {
    expect(now.confirmed).toBeNull();
    keys.skip();
    await soon(undefined);
  }
  const [row, wanted] = [now.question?.id, now.suggested];
  keys.accept();
  await soon(undefined);
  expect(await labelsOf(row)).toEqual([...wanted].sort());
});

it("0 says that no category holds, which is a label as well", async () => {
  const { session, now, keys, labelsOf } = await labelling();
  const row = now.question?.id;
  const before = session.project?.data?.labelled ?? 0;
  keys.none();
  await soon(undefined);
  expect(await labelsOf(row)).toEqual([]);
  expect(session.project?.data?.labelled).toBe(before + 1);
  keys.undo();
  await soon(undefined);
  expect(await labelsOf(row)).toBeNull();
});
