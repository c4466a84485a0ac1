import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { MockBackend } from "../../../backend/mock";
import { Keymap } from "../../../help/keymap";
import { Session } from "../../../stores/session.svelte";
import { labelKeys } from "./keys";
import { done, hesitates, Labelling, timeLeft } from "./labelling.svelte";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** Lets the made-up backend answer. */
async function soon<T>(work: Promise<T> | T): Promise<T> {
  await vi.advanceTimersByTimeAsync(800);
  return work;
}

async function labelling() {
  const session = new Session(new MockBackend(40));
  await soon(session.start());
  const cards = await soon(session.call("projects", {}));
  const card = cards.find((project) => project.status === "trained");
  await soon(session.open(card?.id ?? ""));
  const labelling = new Labelling(session);
  await soon(labelling.read());
  return { session, labelling };
}

/** Nothing but a keyboard: pressed keys go the way they go in the window. */
async function keyboard() {
  const { session, labelling: now } = await labelling();
  const keymap = new Keymap();
  const opened = vi.fn();
  const keys = labelKeys(now, {
    answer: (answer) => void now.answer(answer),
    undo: () => void session.retrace("undo").then(() => now.read()),
    newCategory: opened,
  });
  keymap.on("label.choose", keys.choose);
  keymap.on("label.accept", keys.accept);
  keymap.on("label.skip", keys.skip);
  keymap.on("label.none", keys.none);
  keymap.on("label.colleague", keys.colleague);
  keymap.on("label.undo", keys.undo);
  keymap.on("label.new", keys.newCategory);
  const press = async (key: string) => soon(keymap.press(key));
  const labelOf = async (id: number | undefined) => {
    const filter = { label: null, unlabelled: false, part: null, find: null };
    const project = session.project?.id ?? "";
    const page = await soon(session.call("rows", { project, filter, offset: 0, limit: 999 }));
    return page.rows.find((row) => row.id === id)?.label;
  };
  return { session, labelling: now, press, labelOf, opened };
}

describe("labelling", () => {
  it("is done with the keyboard alone, and every answer moves on", async () => {
    const { labelling: now, press, labelOf, opened } = await keyboard();
    while (now.question?.random) await press("3");
    const before = done(now.view ?? fail());
    const suggested = now.suggestion;
    const first = now.question?.id;
    expect(suggested).not.toBeNull();
    await press("Enter");
    expect(await labelOf(first)).toBe(suggested);
    const second = now.question?.id;
    expect(second).not.toBe(first);
    await press("2");
    expect(await labelOf(second)).toBe(now.view?.categories[1]?.name);
    expect(done(now.view ?? fail())).toEqual({ ...before, done: before.done + 2 });
    await press("S");
    await press("F");
    await press("0");
    expect(now.view?.progress).toMatchObject({ later: 1, colleague: 1, none: 1 });
    await press("N");
    expect(opened).toHaveBeenCalledOnce();
  });

  it("shows a row again whose answer was taken back", async () => {
    const { labelling: now, press, labelOf } = await keyboard();
    const row = now.question?.id;
    await press("1");
    expect(now.question?.id).not.toBe(row);
    await press("U");
    expect(now.question?.id).toBe(row);
    expect(await labelOf(row)).toBeNull();
  });

  it("suggests nothing on rows that come by chance, nor when it is switched off", async () => {
    const { session, labelling: now, press } = await keyboard();
    for (let i = 0; i < 12 && !now.question?.random; i++) await press("S");
    expect(now.question?.random).toBe(true);
    const row = now.question?.id;
    expect([now.suggestion, now.question?.guesses]).toEqual([null, []]);
    await press("Enter");
    expect(now.question?.id).toBe(row);
    for (let i = 0; i < 12 && now.question?.random; i++) await press("S");
    expect(now.suggestion).not.toBeNull();
    await soon(session.prefer({ suggestions: false }));
    expect(now.suggestion).toBeNull();
  });

  it("answers one row for a key that is pressed twice", async () => {
    const { labelling: now } = await labelling();
    const before = now.view?.progress.given ?? 0;
    const answer = { kind: "category", name: "Delivery" } as const;
    const both = [now.answer(answer), now.answer(answer)];
    await soon(0);
    expect(await Promise.all(both)).toEqual([true, false]);
    expect(now.view?.progress.given).toBe(before + 1);
  });

  it("follows the filter, and labels all that pass it in one step", async () => {
    const { session, labelling: now } = await labelling();
    now.find = "tablet";
    await soon(now.read());
    const { found, questions } = now.view ?? fail();
    expect(found).toBeGreaterThan(1);
    expect(questions.every(({ text }) => text.toLowerCase().includes("tablet"))).toBe(true);
    const rows = questions.map(({ id }) => id);
    const project = session.project?.id ?? "";
    const label = "Dosage question";
    const data = await soon(session.call("label_many", { project, rows, label }));
    expect(data.undo).not.toBeNull();
    await soon(now.read());
    expect(now.view?.found).toBe((found ?? 0) - rows.length);
  });

  it("takes new categories in at the end, and refuses a name that is there", async () => {
    const { session, labelling: now } = await labelling();
    const before = now.view?.categories.map(({ name }) => name) ?? [];
    expect(await soon(now.addCategory("Invoice", "Somebody is cross"))).toBe(true);
    expect(now.view?.categories.map(({ name }) => name)).toEqual([...before, "Invoice"]);
    expect(now.view?.categories.at(-1)?.definition).toBe("Somebody is cross");
    expect(await soon(now.addCategory("Invoice", null))).toBe(false);
    expect(session.error?.code).toBe("bad_setting");
  });
});

describe("what is said about the rest", () => {
  it("is a time only while it is a help", async () => {
    const { labelling: now } = await labelling();
    const view = now.view ?? fail();
    const at = (waiting: number, seconds_each: number | null) =>
      timeLeft({ ...view, progress: { ...view.progress, waiting, later: 0, seconds_each } });
    expect([at(60, 5), at(60, null), at(0, 5), at(2000, 5)]).toEqual([300, null, null, null]);
  });

  it("is that the model hesitates where two categories are close", () => {
    const question = { id: 1, text: "", source: "", line: 1, later: false, random: false };
    const shares = (margin: number | null) => hesitates({ ...question, margin, guesses: [] });
    expect([shares(0.1), shares(0.8), shares(null)]).toEqual([true, false, false]);
  });
});

function fail(): never {
  throw new Error("nothing to look at");
}
