import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { MockBackend } from "../../../backend/mock";
import type { ChatRequest, Message } from "../../../backend/types.gen";
import { Session } from "../../../stores/session.svelte";
import { Chat } from "./chat.svelte";

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal("location", { search: "?chat" });
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

/** Lets the made-up backend answer. */
async function soon<T>(work: Promise<T>, ms = 800): Promise<T> {
  await vi.advanceTimersByTimeAsync(ms);
  return work;
}

/** A chat with the made-up run that was taught to answer; `random` decides who stands left. */
async function talking(random: number) {
  const backend = new MockBackend(4);
  const asked: ChatRequest[] = [];
  const stream = backend.chat.bind(backend);
  backend.chat = (project, run, request, job, deliver) => {
    asked.push(structuredClone(request));
    return stream(project, run, request, job, deliver);
  };
  const session = new Session(backend);
  await soon(session.start());
  const projects = await soon(session.call("projects", {}));
  const card = projects.find((project) => project.best_run?.task === "chat");
  await soon(session.open(card?.id ?? ""));
  const chat = new Chat(session, () => random);
  await soon(chat.become(session.resultRun?.id ?? ""));
  const ask = async (question: string) => {
    chat.question = question;
    await soon(chat.ask(), 2000);
  };
  return { session, chat, asked, ask };
}

it("opens where the model can be talked with, and has a result beside", async () => {
  const { session, chat } = await talking(0);
  expect(session.place).toBe("share");
  expect(session.reachable("evaluate")).toBe(true);
  expect(chat.instructions).not.toBe("");
});

it("takes a corrected answer into the examples, with what was said before", async () => {
  const { session, chat, ask } = await talking(0.9);
  const before = session.project?.data?.rows ?? 0;
  const added = vi.spyOn(session.backend, "call");
  await ask("How long may I keep it?");
  await ask("And then?");
  const pair = chat.pairs[1];
  expect(pair && (await soon(chat.correct(pair, " Bring it back. ")))).toBe(true);
  const call = added.mock.calls.find(([name]) => name === "add_written");
  const { messages } = (call?.[1] ?? { messages: [] }) as { messages: Message[] };
  expect(messages.map((turn) => turn.role)).toEqual([
    "system",
    "user",
    "assistant",
    "user",
    "assistant",
  ]);
  expect(messages[2]?.content).toBe(chat.pairs[0]?.after.text.trim());
  expect(messages.at(-1)?.content).toBe("Bring it back.");
  expect(session.project?.data?.rows).toBe(before + 1);
});

it("gives each side its own answers to go on from", async () => {
  const { chat, asked, ask } = await talking(0.9);
  await ask("How long may I keep it?");
  await ask("And then?");
  const [pair] = chat.pairs;
  expect(pair?.before.text).not.toBe(pair?.after.text);
  expect(asked[1]?.before.map((message) => message.content)).toEqual([
    "How long may I keep it?",
    pair?.before.text,
    "And then?",
  ]);
  expect(asked[1]?.after[1]?.content).toBe(pair?.after.text);
  expect(chat.busy).toBe(false);
});

it.each([
  [0.1, "left"],
  [0.9, "right"],
] as const)("a blind vote counts for who stood there (%d)", async (random, place) => {
  const { chat, ask } = await talking(random);
  await ask("May I bring it back late?");
  const pair = chat.pairs[0];
  if (!pair) throw new Error("nothing was asked");
  expect([chat.named(pair), chat.at(pair, place)]).toEqual([false, "after"]);
  await soon(chat.vote(pair, place));
  expect([pair.winner, chat.named(pair), chat.chosen(pair)]).toEqual(["after", true, place]);
  expect(chat.votes).toMatchObject({ after: 1, before: 0, blind: 1 });
  // Once the names are known, another choice is no longer blind; the same one takes it back.
  await soon(chat.vote(pair, "same"));
  expect(chat.votes).toMatchObject({ after: 0, same: 1, blind: 0 });
  await soon(chat.vote(pair, "same"));
  expect([pair.winner, chat.votes?.same]).toEqual([null, 0]);
});

it("keeps what was said when it is stopped", async () => {
  const { chat } = await talking(0);
  chat.question = "Do you have a trailer?";
  const work = chat.ask();
  await vi.advanceTimersByTimeAsync(12);
  await soon(chat.stop());
  await work;
  const pair = chat.pairs[0];
  expect(pair?.before.text).not.toBe("");
  expect(pair?.before.text.length).toBeLessThan(60);
  expect([pair?.after.ended, chat.busy]).toEqual([true, false]);
});

it("gives a question back that could not be asked", async () => {
  const { session, chat } = await talking(0);
  session.backend.chat = async () => {
    throw {
      code: "io",
      what: "The disk could not be read",
      where: null,
      safe: null,
      advice: "",
      source: null,
    };
  };
  chat.question = "Is the saw free?";
  await soon(chat.ask());
  expect([chat.pairs.length, chat.question]).toEqual([0, "Is the saw free?"]);
  expect(session.error?.code).toBe("io");
});
