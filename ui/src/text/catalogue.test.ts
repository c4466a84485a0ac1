import { afterEach, expect, it } from "vitest";
import { CATALOGUES } from ".";
import { speak } from "./language.svelte";

afterEach(() => speak("en"));

interface Text {
  path: string;
  /** The text with its arguments standing in for themselves. */
  said: string;
  args: number;
}

const MANY = 1205;

/** Numbers are said through the language's own format, names as they are. */
function fill(make: (...args: never[]) => unknown): string | null {
  const tries: unknown[][] = [
    [MANY, MANY, MANY, MANY, MANY],
    [MANY, "{a}", "{b}", "{c}"],
    ["{a}", "{b}", "{c}", "{d}"],
    ["{a}", ["{b}"], MANY],
    [["{a}", "{b}"], "{c}", MANY],
  ];
  for (const args of tries) {
    try {
      const said = make(...(args as never[]));
      if (typeof said === "string" && !/undefined|NaN|\[object/.test(said)) return said;
    } catch {
      // Another kind of argument is wanted.
    }
  }
  return null;
}

function texts(value: unknown, path: string): Text[] {
  if (typeof value === "string") return [{ path, said: value, args: 0 }];
  if (typeof value === "function") {
    const said = fill(value as (...args: never[]) => unknown);
    return said === null ? [] : [{ path, said, args: value.length }];
  }
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, part]) => texts(part, `${path}.${key}`));
}

function all(code: "en" | "de"): Map<string, Text> {
  speak(code);
  return new Map(texts(CATALOGUES[code], code).map((text) => [text.path.slice(3), text]));
}

/** Argument names and figures in a text, sorted; a thousand is written 1,205 or 1.205. */
function placeholders(said: string): string[] {
  return (said.match(/\{[a-d]\}|1[.,]205/g) ?? []).map((one) => one.replace(".", ",")).sort();
}

it("says the same things in both languages, with the same arguments in them", () => {
  const [en, de] = [all("en"), all("de")];
  expect([...de.keys()].sort()).toEqual([...en.keys()].sort());
  expect(en.size).toBeGreaterThan(300);
  for (const [path, { said }] of en) {
    const other = de.get(path)?.said ?? "";
    expect(new Set(placeholders(other)), path).toEqual(new Set(placeholders(said)));
    expect(other.trim().length > 0, path).toBe(said.trim().length > 0);
  }
});

it("leaves hardly a sentence untranslated", () => {
  const [en, de] = [all("en"), all("de")];
  const same = [...en].filter(
    ([path, { said }]) => /\w+ \w+ \w+/.test(said) && de.get(path)?.said === said,
  );
  expect(same.map(([path]) => path)).toEqual([]);
});

it("uses its own marks: German quotes and decimal commas, no British dashes or dots", () => {
  for (const [path, { said }] of all("de")) {
    expect(/“[^”]*”/.test(said.replace(/„[^“]*“/g, "")), path).toBe(false);
    expect(/\d\.\d(?!\d\d)/.test(said.replace("0.1.0", "")), path).toBe(false);
  }
  for (const [path, { said }] of all("en"))
    expect(/[„ß]|\d,\d(?!\d\d)/.test(said), path).toBe(false);
});

it("keeps what a German popover says to 45 words", () => {
  for (const [id, { short }] of Object.entries(CATALOGUES.de.help.terms)) {
    expect(short.split(/\s+/).length, id).toBeLessThanOrEqual(45);
  }
});

it("gives every quiz question its answers and every flow its steps in German too", () => {
  const { en, de } = CATALOGUES;
  expect(de.help.questions.map(({ answers }) => answers.length)).toEqual(
    en.help.questions.map(({ answers }) => answers.length),
  );
  expect(de.home.flow).toHaveLength(en.home.flow.length);
});
