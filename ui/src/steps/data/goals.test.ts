import { expect, it } from "vitest";
import { assign, asTurns, forGoal, labelColumns, missing, NO_COLUMNS, roleOf } from "./goals";

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

it("takes one column for all categories of a row, or one for each", () => {
  const found = { ...NO_COLUMNS, goal: "tag" as const, text: "t", label: "topics", separator: ";" };
  expect(roleOf(found, "topics")).toBe("label");
  const several = assign(found, "late", "label");
  expect(labelColumns(several)).toEqual(["topics", "late"]);
  expect(several).toMatchObject({ label: null, separator: null });
  expect(roleOf(several, "late")).toBe("label");
  // The last one left is the only one again, and what stands between its labels is asked anew.
  const one = assign(several, "topics", "none");
  expect(one).toMatchObject({ label: "late", labels: [], separator: null });
  expect(roleOf(one, "topics")).toBe("none");
  // Another role takes a column out of the labels.
  expect(assign(several, "late", "group")).toMatchObject({ label: "topics", group: "late" });
  expect(assign(found, "topics", "label")).toMatchObject({ label: "topics", separator: ";" });
  expect(forGoal(several, "classify").label).toBe("topics");
});
