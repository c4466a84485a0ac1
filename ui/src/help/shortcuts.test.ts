import { expect, it, vi } from "vitest";
import { Keymap } from "./keymap";
import { isSingle, pressedKey, SHORTCUTS, type Shortcut } from "./shortcuts";

const none = { ctrl: false, shift: false, alt: false };
const sources = import.meta.glob("../**/*.svelte", {
  query: "?raw",
  import: "default",
  eager: true,
});

it.each<[Partial<typeof none> & { key: string }, string | null]>([
  [{ key: "z", ctrl: true }, "Ctrl+Z"],
  [{ key: "Z", ctrl: true, shift: true }, "Ctrl+Shift+Z"],
  [{ key: "Enter", ctrl: true }, "Ctrl+Enter"],
  [{ key: "?", shift: true }, "?"],
  [{ key: ";", ctrl: true, shift: true }, "Ctrl+;"],
  [{ key: " " }, "Space"],
  [{ key: "a" }, "A"],
  [{ key: "F10", shift: true }, "Shift+F10"],
  [{ key: "1", alt: true }, null],
])("reads %j", (pressed, name) => {
  expect(pressedKey({ ...none, ...pressed })).toBe(name);
});

it("has no key twice where both could act", () => {
  const all: readonly Shortcut[] = SHORTCUTS;
  const everywhere = all.filter(({ area }) => area === "everywhere").flatMap(({ keys }) => keys);
  expect(new Set(everywhere).size).toBe(everywhere.length);
  for (const { area, keys } of all) {
    if (area !== "everywhere") for (const key of keys) expect(everywhere).not.toContain(key);
  }
});

it("lists only what something answers to", () => {
  const code = Object.values(sources).join("\n");
  for (const { id } of SHORTCUTS) {
    const name = id.replace(".", "\\.");
    expect(new RegExp(`["\\s{]${name}["]?[:,]`).test(code), id).toBe(true);
  }
});

it("gives a key to whoever came last, and back again", () => {
  const keymap = new Keymap();
  const [screen, dialog] = [vi.fn(), vi.fn()];
  keymap.on("primary", screen);
  const end = keymap.on("primary", dialog);
  expect(keymap.press("Ctrl+Enter")).toBe(true);
  end();
  keymap.press("Ctrl+Enter");
  expect([screen.mock.calls, dialog.mock.calls]).toEqual([[["Ctrl+Enter"]], [["Ctrl+Enter"]]]);
  expect(keymap.press("Ctrl+K")).toBe(false);
});

it("knows which keys can be switched off", () => {
  expect(["A", "?", "Space"].every(isSingle)).toBe(true);
  expect(["F1", "Ctrl+K", "Shift+F10"].some(isSingle)).toBe(false);
});
