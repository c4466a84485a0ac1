/** What can lie over the screen. The screen below stays as it is. */
export type Sheet = "settings" | "storage" | "network" | "glossary" | "quiz" | "shortcuts" | "find";

export interface Toast {
  words: string;
  /** Takes back what the words tell of. */
  undo?: () => void;
}

export class Overlay {
  sheet = $state<Sheet | null>(null);
  /** The glossary's open entry. */
  term = $state<string | null>(null);
  toast = $state.raw<Toast | null>(null);
  /** Dialogs that lie over the screen. */
  dialogs = $state(0);
  /** Asks whether training goes on without the window. */
  closing = $state(false);

  /** The settings are open: what goes wrong in them is told in them. */
  get settings(): boolean {
    return ["settings", "storage", "network"].includes(this.sheet ?? "");
  }

  show(sheet: Sheet) {
    this.sheet = sheet;
  }

  close() {
    this.sheet = null;
    this.term = null;
  }

  /** Opens the glossary at an entry. */
  explain(term: string) {
    this.term = term;
    this.sheet = "glossary";
  }

  /** A line at the bottom that goes by itself. */
  say(words: string, undo?: () => void) {
    this.toast = undo ? { words, undo } : { words };
  }
}
