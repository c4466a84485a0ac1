import { expect, it } from "vitest";
import { next } from "../parts/arrows";
import { text } from "../text";
import { shuffled } from "./quiz";
import { answers, rank } from "./search";
import { TERMS } from "./terms";

it("keeps what a popover says to 45 words", () => {
  for (const term of TERMS) {
    const words = text.help.terms[term].short.split(/\s+/).length;
    expect(words, term).toBeLessThanOrEqual(45);
    expect(words, term).toBeGreaterThan(10);
  }
});

it("finds an entry by its plain name, the field's name, or what it says", () => {
  const found = (typed: string) => TERMS.filter((term) => answers(typed, text.help.terms[term]));
  expect(found("OVERFIT")).toContain("overfitting");
  expect(found("epoch")).toContain("epoch");
  expect(found("by heart")).toContain("overfitting");
  expect(found("zzz")).toEqual([]);
});

it("ranks names that begin with what was typed before others, whatever the accents", () => {
  expect(rank("fin", "Final exam")).toBe(0);
  expect(rank("exam", "Final exam")).toBe(1);
  expect(rank("test", "Final exam", "test set")).toBe(2);
  expect(rank("uber", "Überanpassung")).toBe(0);
  expect(rank("x", "Token")).toBeNull();
});

it("offers three different answers to each question, the right one not always first", () => {
  for (const { ask, answers: given } of text.help.questions) {
    expect(new Set(given).size, ask).toBe(3);
  }
  let seed = 1;
  const random = () => {
    seed = (seed * 16807) % 2147483647;
    return seed / 2147483647;
  };
  const firsts = new Set(Array.from({ length: 40 }, () => shuffled(3, random)[0]));
  expect([...firsts].sort()).toEqual([0, 1, 2]);
  expect(shuffled(5, random).sort()).toEqual([0, 1, 2, 3, 4]);
});

it("moves within the list and no further", () => {
  expect([next("ArrowDown", -1, 3), next("ArrowDown", 2, 3)]).toEqual([0, 2]);
  expect([next("ArrowUp", 0, 3), next("End", 0, 3), next("Home", 2, 3)]).toEqual([0, 2, 0]);
  expect([next("a", 0, 3), next("ArrowDown", 0, 0)]).toEqual([null, null]);
});
