import { expect, it } from "vitest";

const sources = import.meta.glob<string>("../**/*.{ts,svelte}", {
  query: "?raw",
  import: "default",
  eager: true,
});

it("lets only this folder know Tauri", () => {
  const outside = Object.entries(sources).filter(([path]) => path.startsWith("../"));
  expect(outside.length).toBeGreaterThan(40);
  expect(
    outside.filter(([, source]) => source.includes("@tauri-apps")).map(([path]) => path),
  ).toEqual([]);
});

it("reaches no remote host", () => {
  const remote = Object.entries(sources)
    .filter(([path]) => !path.endsWith(".test.ts"))
    .filter(([, source]) => /https?:\/\//.test(source));
  expect(remote.map(([path]) => path)).toEqual([]);
});
