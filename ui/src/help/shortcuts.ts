// Every shortcut once: what a key does comes from here, and so does the list under "?".

export type Area = "everywhere" | "data" | "label" | "train" | "evaluate";

export interface Shortcut {
  id: string;
  /** As in "Ctrl+Shift+Z"; on macOS the command key stands for Ctrl. Any of them does it. */
  keys: readonly string[];
  area: Area;
}

export const SHORTCUTS = [
  { id: "primary", keys: ["Ctrl+Enter"], area: "everywhere" },
  { id: "step", keys: ["Ctrl+1", "Ctrl+2", "Ctrl+3", "Ctrl+4", "Ctrl+5"], area: "everywhere" },
  { id: "home", keys: ["Ctrl+0"], area: "everywhere" },
  { id: "find", keys: ["Ctrl+K"], area: "everywhere" },
  { id: "file", keys: ["Ctrl+O"], area: "everywhere" },
  { id: "undo", keys: ["Ctrl+Z"], area: "everywhere" },
  { id: "redo", keys: ["Ctrl+Shift+Z", "Ctrl+Y"], area: "everywhere" },
  { id: "save", keys: ["Ctrl+S"], area: "everywhere" },
  { id: "settings", keys: ["Ctrl+,"], area: "everywhere" },
  { id: "glossary", keys: ["F1"], area: "everywhere" },
  { id: "shortcuts", keys: ["?"], area: "everywhere" },
  { id: "region", keys: ["F6"], area: "everywhere" },
  { id: "data.find", keys: ["Ctrl+F"], area: "data" },
  {
    id: "label.choose",
    keys: ["1", "2", "3", "4", "5", "6", "7", "8", "9"],
    area: "label",
  },
  { id: "label.accept", keys: ["Enter"], area: "label" },
  { id: "label.skip", keys: ["S"], area: "label" },
  { id: "label.undo", keys: ["U"], area: "label" },
  { id: "label.colleague", keys: ["F"], area: "label" },
  { id: "label.none", keys: ["0"], area: "label" },
  { id: "label.new", keys: ["N"], area: "label" },
  { id: "train.advanced", keys: ["A"], area: "train" },
  { id: "train.pause", keys: ["Space"], area: "train" },
  { id: "train.details", keys: ["D"], area: "train" },
  { id: "evaluate.move", keys: ["J", "K"], area: "evaluate" },
  { id: "evaluate.label", keys: ["L"], area: "evaluate" },
  { id: "evaluate.model", keys: ["M"], area: "evaluate" },
  { id: "evaluate.both", keys: ["B"], area: "evaluate" },
  { id: "evaluate.similar", keys: ["R"], area: "evaluate" },
  { id: "evaluate.try", keys: ["T"], area: "evaluate" },
] as const satisfies readonly Shortcut[];

export type ShortcutId = (typeof SHORTCUTS)[number]["id"];

/** Called with the key that was pressed, as in the list above. */
export type Handler = (key: string) => void;

interface Pressed {
  key: string;
  ctrl: boolean;
  shift: boolean;
  alt: boolean;
}

/** What a key press is called in the list; null for a modifier held together with Alt. */
export function pressedKey({ key, ctrl, shift, alt }: Pressed): string | null {
  if (alt) return null;
  const name = key === " " ? "Space" : key.length === 1 ? key.toUpperCase() : key;
  // "?" already needs Shift on most keyboards, and so do other signs on some.
  const shown = shift && (name.length > 1 || /[A-Z]/.test(name)) ? `Shift+${name}` : name;
  return ctrl ? `Ctrl+${shown}` : shown;
}

/** Keys that a person may press by accident or by voice, so that they can be switched off. */
export function isSingle(key: string): boolean {
  return key === "Space" || key.length === 1;
}

/** Parts of a key's name, for showing one cap each. */
export function caps(key: string): string[] {
  return key.split("+");
}
