import { onMount } from "svelte";
import { type Handler, isSingle, pressedKey, SHORTCUTS, type ShortcutId } from "./shortcuts";

const FIELDS = "input:not([type=checkbox], [type=radio], [type=range]), textarea, select";
const ANSWERS_TO_SPACE = `${FIELDS}, input, button, a, summary, [role=button], [role=menuitem]`;

/** Who answers to which shortcut at the moment; who came last comes first. */
export class Keymap {
  private readonly handlers = new Map<ShortcutId, Handler[]>();

  /** Answers to a shortcut until the returned function is called. */
  on(id: ShortcutId, handler: Handler): () => void {
    this.handlers.set(id, [handler, ...(this.handlers.get(id) ?? [])]);
    return () => {
      const others = this.handlers.get(id)?.filter((other) => other !== handler) ?? [];
      this.handlers.set(id, others);
    };
  }

  /** Runs the shortcut of a key; false when nobody answers to it. */
  press(key: string): boolean {
    const shortcut = SHORTCUTS.find(({ keys }) => keys.some((known) => known === key));
    const handler = shortcut && this.handlers.get(shortcut.id)?.[0];
    handler?.(key);
    return handler !== undefined;
  }

  /** For the window's `keydown`. */
  handle(event: KeyboardEvent, single: boolean): void {
    if (event.defaultPrevented || event.isComposing) return;
    const key = pressedKey({
      key: event.key,
      ctrl: event.ctrlKey || event.metaKey,
      shift: event.shiftKey,
      alt: event.altKey,
    });
    if (key === null || (isSingle(key) && !single) || isTaken(event, key)) return;
    if (this.press(key)) event.preventDefault();
  }
}

/** Whether the key means something where the focus is. */
function isTaken(event: KeyboardEvent, key: string): boolean {
  if (document.querySelector("dialog[open]")) return true;
  const target = event.target instanceof Element ? event.target : null;
  if (event.repeat && key !== "F6") return true;
  if (key === "Space" && target?.closest(ANSWERS_TO_SPACE)) return true;
  // Where the focus is, Enter means what is focused.
  if (key === "Enter" && target?.closest(ANSWERS_TO_SPACE)) return true;
  // A text field has its own letters and its own undo.
  const own = isSingle(key) || ["Ctrl+Z", "Ctrl+Shift+Z", "Ctrl+Y"].includes(key);
  return own && target?.closest(FIELDS) != null;
}

/** One window, one keyboard. */
export const keymap = new Keymap();

/** Answers to shortcuts while the component is on the screen. */
export function useShortcuts(handlers: Partial<Record<ShortcutId, Handler>>): void {
  onMount(() => {
    const ends = Object.entries(handlers).map(([id, handler]) =>
      keymap.on(id as ShortcutId, handler),
    );
    return () => {
      for (const end of ends) end();
    };
  });
}
