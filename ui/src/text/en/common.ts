import { count, list, plural } from "../format";

export const app = {
  name: "Attune",
  home: "All projects (Ctrl 0)",
  private: "Nothing leaves this computer",
  privateDetail: "Offline. No account needed.",
  steps: "Steps",
  actions: "Actions",
  rows: (n: number) => plural(n, "row"),
  loading: "Reading",
  unread: "This could not be read",
  backHome: "Home",
  close: "Close",
  cancel: "Cancel",
  or: "or",
  trained: "Training is done",
  trainingStopped: "Training has stopped",
  retry: "Try again",
  undo: "Undo",
  undone: "The last change to the data is undone",
  redone: "The change to the data is made again",
  doneOf: (done: number, total: number) => `${count(done)} of ${count(total)}`,
  rowWord: (n: number, noun: string | null) => (n === 1 ? "row" : (noun ?? "rows")),
  theme: { system: "Theme: match system", light: "Theme: light", dark: "Theme: dark" },
  cannotRead: (names: string[]) => `Attune can’t read ${list(names)}`,
  reads: "It reads tables (Excel, CSV, JSON) and documents (Word, PDF, text, e-mail).",
  letGo: (names: string[]) => `Let go to add ${list(names) || "the file"}`,
};

export const error = {
  unexpected: "Something went wrong that Attune did not expect",
  reportAdvice: "Try again. If it happens again, copy the details and report it",
  copy: "Copy details",
  copied: "Copied",
  dismiss: "Close this message",
  start: "Attune could not start",
};

export const step = {
  data: "Data",
  setup: "Setup",
  train: "Train",
  evaluate: "Evaluate",
  share: "Share",
};
