import { expect, it } from "vitest";
import { asTurns, forGoal, missing, NO_COLUMNS } from "./goals";

it("says what a goal still needs, and keeps what another had", () => {
  const sorted = { ...NO_COLUMNS, text: "question", label: "answer" };
  expect(missing(sorted)).toBeNull();
  const chat = forGoal(sorted, "chat");
  expect(chat).toMatchObject({ goal: "chat", prompt: "question", answer: "answer" });
  expect(missing(chat)).toBeNull();
  expect(missing({ ...chat, answer: null })).toBe("chat");
  expect(missing(forGoal(NO_COLUMNS, "continue"))).toBe("continue");
  expect(forGoal(chat, "classify")).toMatchObject({ text: "question", label: "answer" });
  const list = { ...NO_COLUMNS, goal: "chat" as const, messages: "messages" };
  expect(missing(list)).toBeNull();
  expect(forGoal(list, "chat").prompt).toBeNull();
});

it("reads a list of messages as people do, and leaves other cells alone", () => {
  const cell = JSON.stringify([
    { role: "user", content: "Hi" },
    { from: "gpt", value: "Hello" },
  ]);
  expect(asTurns(cell)).toBe("Hi  →  Hello");
  expect(asTurns("plain, [not] JSON")).toBe("plain, [not] JSON");
  expect(asTurns("[]")).toBe("[]");
});
