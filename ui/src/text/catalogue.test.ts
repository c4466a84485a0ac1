import { afterEach, expect, it } from "vitest";
import * as de from "./de";
import * as en from "./en";
import { speak } from "./language.svelte";

const CATALOGUES = { en, de };

afterEach(() => speak("en"));

interface Text {
  path: string;
  /** With arguments that stand in for themselves. */
  said: string;
}

const MANY = 1205;

/** Arguments of the kinds that texts take. */
const TRIES: unknown[][] = [
  [MANY, MANY, MANY, MANY, MANY],
  [MANY, "{a}", "{b}", "{c}"],
  ["{a}", "{b}", "{c}", "{d}"],
  ["{a}", ["{b}"], MANY],
  [["{a}", "{b}"], "{c}", MANY],
];

function fill(make: (...args: unknown[]) => unknown, args: unknown[]): string | null {
  try {
    const said = make(...args);
    return typeof said === "string" && !/undefined|NaN|\[object/.test(said) ? said : null;
  } catch {
    // Another kind of argument is wanted.
    return null;
  }
}

function texts(value: unknown, path: string): Text[] {
  if (typeof value === "string") return [{ path, said: value }];
  if (typeof value === "function") {
    return TRIES.flatMap((args, kind) => {
      const said = fill(value as (...args: unknown[]) => unknown, args);
      return said === null ? [] : [{ path: `${path}(${kind})`, said }];
    });
  }
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, part]) => texts(part, `${path}.${key}`));
}

function all(code: "en" | "de"): Map<string, Text> {
  speak(code);
  // English leaves the engine's own words as they are.
  const { engine: _, ...own } = CATALOGUES[code];
  return new Map(texts(own, code).map((text) => [text.path.slice(3), text]));
}

/** Argument names and figures in a text, sorted; a thousand is written 1,205 or 1.205. */
function placeholders(said: string): string[] {
  return (said.match(/\{[a-d]\}|1[.,]205/g) ?? []).map((one) => one.replace(".", ",")).sort();
}

it("says the same things in both languages, with the same arguments in them", () => {
  const [en, de] = [all("en"), all("de")];
  const plain = (all: Map<string, Text>) => [...all.keys()].filter((path) => !path.endsWith(")"));
  expect(plain(de).sort()).toEqual(plain(en).sort());
  const both = [...en].filter(([path]) => de.has(path));
  expect(both.length).toBeGreaterThan(900);
  for (const [path, { said }] of both) {
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
