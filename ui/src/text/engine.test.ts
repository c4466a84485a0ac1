import { afterEach, expect, it } from "vitest";
import { show } from ".";
import * as de from "./de";
import { inWords, said } from "./engine";
import { speak } from "./language.svelte";

const SOURCES = import.meta.glob<string>(
  ["../../../src-tauri/*.rs", "../../../src-tauri/{api,engine,hub}/src/**/*.rs"],
  { query: "?raw", import: "default", eager: true },
);
const { engine } = de;
const MODELS = Object.values(
  import.meta.glob<string>("../../../assets/models.toml", {
    query: "?raw",
    import: "default",
    eager: true,
  }),
)[0] as string;
afterEach(() => speak("en"));

function source(folder: string): string {
  return Object.entries(SOURCES)
    .filter(([path]) => path.includes(folder))
    .map(([, code]) => code)
    .join("\n");
}

/** Strings as they come out: continued lines joined, whatever is filled in as {}. */
const rust = source("src-tauri")
  .replace(/\\\n\s*/g, "")
  .replace(/\{[a-z_.:?]*\}/g, "{}");

function ids(folder: string, pattern: RegExp): string[] {
  return [...source(`engine/src/${folder}/`).matchAll(pattern)].map((hit) => hit[1] ?? "");
}

it("knows every method and setting of the engine in German", () => {
  const methods = ids("method", /^\s+id: "(\w+)",/gm);
  const params = [
    ...ids("method", /Param::new\(\s*"(\w+)"/g),
    ...ids("task", /Param::new\(\s*"(\w+)"/g),
    ...ids("train", /Param::new\(\s*"(\w+)"/g),
  ];
  expect(methods.length).toBeGreaterThan(3);
  expect(params.length).toBeGreaterThan(15);
  expect(Object.keys(engine.methods).sort()).toEqual(methods.sort());
  expect(Object.keys(engine.params).sort()).toEqual([...new Set(params)].sort());
});

it("knows what every recommended model is good at in German", () => {
  const repos = [...MODELS.matchAll(/^repo = "(.+)"$/gm)].map((hit) => hit[1] as string);
  expect(repos.length).toBeGreaterThan(10);
  const known = Object.keys(engine.models).filter((id) => id.includes("/"));
  expect(known.sort()).toEqual(repos.sort());
});

it("translates no sentence that the engine does not say", () => {
  const stale = Object.keys(engine.sentences).filter((sentence) => !rust.includes(sentence));
  expect(stale).toEqual([]);
});

it("keeps as many gaps in a sentence as there are names for", () => {
  for (const [own, german] of Object.entries(engine.sentences)) {
    expect(german.split("{}").length, own).toBe(own.split("{}").length);
  }
});

it("says what the engine says in the language on show", async () => {
  const lora = { id: "lora", title: "A small add-on", description: "" };
  expect(inWords("methods", "lora", lora)).toBe(lora);
  expect(said("Nothing was changed")).toBe("Nothing was changed");
  await show("de");
  expect(inWords("methods", "lora", lora)).toMatchObject({
    id: "lora",
    title: "Ein kleiner Zusatz",
  });
  expect(said("Nothing was changed")).toBe("Es wurde nichts geändert");
  expect(
    said("There is only one category, 'A (b)': training needs at least two to tell apart"),
  ).toBe("Es gibt nur eine Kategorie, „A (b)“: das Training braucht mindestens zwei");
  expect(said("Something else entirely")).toBe("Something else entirely");
});
