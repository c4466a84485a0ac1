// What the address of the page asks of the made-up backend, to look at a state that passes quickly:
// `?empty`, `?chat`, `?tags`, `?writer`, `?rows=100000`, `?course=memorising`, `?halt=60`, `?hold=report`, `?fail=rows,report`, `?hub`,
// `?locked`.
import type { Course } from "./mock-run";
import type { Preferences } from "./types.gen";

export interface Wishes {
  /** No project yet. */
  empty: boolean;
  /** One more project, with a model that was taught to answer. */
  chat: boolean;
  /** One more project, whose rows have several categories. */
  tags: boolean;
  /** Rows of the first project. */
  rows: number;
  /** How runs started from now on go. */
  course: Course;
  /** The step at which they stand still; null lets them go on to their end. */
  halt: number | null;
  /** Commands that never answer. */
  hold: string[];
  /** Commands that fail. */
  fail: string[];
  /** A key is there, and something was fetched before. */
  hub: boolean;
  /** A model that writes is on this computer. */
  writer: boolean;
  /** Training on all rows takes longer than a night. */
  night: boolean;
  /** What the file dialog gives: "workbook", "dialogues", "turns", "topics", "project", or the usual table. */
  file: string;
  preferences: Partial<Preferences>;
}

export function readWishes(search: string): Wishes {
  const query = new URLSearchParams(search);
  const list = (name: string) => query.get(name)?.split(",") ?? [];
  const preferences: Partial<Preferences> = {};
  for (const name of ["theme", "language"] as const) {
    const wished = query.get(name);
    if (wished) preferences[name] = wished;
  }
  if (query.has("locked")) preferences.never_online = true;
  const halt = query.get("halt");
  return {
    empty: query.has("empty"),
    chat: query.has("chat"),
    tags: query.has("tags"),
    writer: query.has("chat") || query.has("writer"),
    rows: Number(query.get("rows") ?? 312),
    course: (query.get("course") as Course | null) ?? "well",
    halt: halt === null ? null : Number(halt),
    hold: list("hold"),
    fail: list("fail"),
    hub: query.has("hub"),
    night: query.has("night"),
    file: query.get("file") ?? "",
    preferences,
  };
}
