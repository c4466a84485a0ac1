// Made-up personal data in the made-up rows: a few simple forms, replaced as the engine would.
import type { Handlers } from "./mock-results";
import type { MockProject, MockState } from "./mock-state";
import type { Cleaning, FoundRow, PrivateKind, Row, Rules, Spot } from "./types.gen";

const KINDS: [id: string, title: string, placeholder: string, form: RegExp][] = [
  ["names", "Names", "NAME", /\b(?:M(?:r|s|rs)|Nurse) [A-Z][a-z]+|\bRose\b/g],
  ["phones", "Phone numbers", "PHONE", /\b555 \d{4}\b/g],
  ["mails", "E-mail addresses", "MAIL", /\b[a-z.]+@example\.org\b/g],
  ["records", "Record numbers", "RECORD", /\bMRN \d+/g],
];

export const NO_CLEANING: Cleaning = {
  on: false,
  rows_stay: false,
  rules: { v: 1, kinds: KINDS.map(([id]) => id), words: [], patterns: [], keep: [] },
};

/** Places of all kinds, and of the person's own words. */
function spots(text: string, { words, keep }: Rules): Spot[] {
  const own: [string, string, string, RegExp][] = words.map((word) => [
    "own",
    "",
    "",
    new RegExp(word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"), "gi"),
  ]);
  const left = keep.map((word) => word.toLowerCase());
  const found: Spot[] = [];
  for (const [kind, , , form] of [...own, ...KINDS])
    for (const { 0: hit, index: from } of text.matchAll(form)) {
      const to = from + hit.length;
      const taken = found.some((spot) => from < spot.to && spot.from < to);
      if (!taken && !left.includes(hit.toLowerCase())) found.push({ from, to, kind });
    }
  return found.sort((a, b) => a.from - b.from);
}

function wanted(spot: Spot, { kinds }: Rules): boolean {
  return spot.kind === "own" || kinds.includes(spot.kind);
}

function cleaned(text: string, marks: Spot[]): string {
  const numbers = new Map<string, number>();
  let at = 0;
  let out = "";
  for (const { from, to, kind } of marks) {
    const word = KINDS.find(([id]) => id === kind)?.[2] ?? "PRIVATE";
    numbers.set(word, (numbers.get(word) ?? 0) + 1);
    out += `${text.slice(at, from)}${word}_${numbers.get(word)}`;
    at = to;
  }
  return out + text.slice(at);
}

/** A row as it is looked through: of a conversation, what all messages say. */
function shown(row: Row): Row {
  const { messages } = row;
  return messages ? { ...row, text: messages.map(({ content }) => content).join("\n\n") } : row;
}

/** Rows with personal data, as a finding has them. */
export function personalRows({ rows, cleaning: { rules } }: MockProject): FoundRow[] {
  return rows.map(shown).flatMap((row) => {
    const marks = spots(row.text, rules).filter((spot) => wanted(spot, rules));
    if (marks.length === 0) return [];
    const none = { other: null, label: null, note: null, score: 0.9 };
    return [{ row, matter: row.id, marks, texts: [cleaned(row.text, marks)], ...none }];
  });
}

/** What changed between two sets of rules, for the history. */
function told(before: Cleaning, after: Cleaning): string[] {
  const lists = [
    ["word", before.rules.words, after.rules.words],
    ["keep", before.rules.keep, after.rules.keep],
    ["kind_on", before.rules.kinds, after.rules.kinds],
    ["kind_off", after.rules.kinds, before.rules.kinds],
    ["no_word", after.rules.words, before.rules.words],
    ["no_keep", after.rules.keep, before.rules.keep],
  ] as const;
  for (const [what, from, to] of lists) {
    const which = to.find((word) => !from.includes(word));
    if (which !== undefined) return [what, which];
  }
  return [after.on ? "on" : "off"];
}

type Commands = "privacy" | "set_privacy" | "clear_rows" | "originals" | "delete_originals";

export function privacyHandlers(state: MockState): Pick<Handlers<Commands>, Commands> {
  const counted = (rows: Row[], rules: Rules, which: (spot: Spot) => boolean) => {
    const hits = rows.map((row) => spots(row.text, rules).filter(which).length);
    return { places: hits.reduce((a, b) => a + b, 0), rows: hits.filter((n) => n > 0).length };
  };
  return {
    privacy: ({ project: id }) => {
      const { rows: kept, cleaning } = state.project(id);
      const rows = kept.map(shown);
      const { rules } = cleaning;
      const kinds = KINDS.map(
        ([kind, title, placeholder]): PrivateKind => ({
          id: kind,
          title,
          placeholder,
          example: "",
          help: title,
          found: counted(rows, rules, (spot) => spot.kind === kind),
        }),
      );
      return {
        cleaning,
        kinds,
        own: counted(rows, rules, ({ kind }) => kind === "own"),
        found: counted(rows, rules, (spot) => wanted(spot, rules)),
        clear: rows.filter(({ text }) => spots(text, rules).length === 0).length,
      };
    },
    set_privacy: ({ project, cleaning }) => {
      const names = told(state.project(project).cleaning, cleaning);
      return state.change(project, "privacy", names, `Personal data: ${names.join(" ")}`, () => ({
        cleaning,
      }));
    },
    originals: ({ project: id }) => {
      const project = state.project(id);
      const held = project.past.length > 0;
      return {
        held,
        runs: held ? project.runs.map(({ card }) => card.id) : [],
        open: counted(project.rows, project.cleaning.rules, (spot) =>
          wanted(spot, project.cleaning.rules),
        ),
        files: [...new Set(project.rows.map(({ source }) => source))],
      };
    },
    delete_originals: ({ project: id }) => {
      Object.assign(state.project(id), { past: [], future: [], runs: [] });
      return state.view(id);
    },
    clear_rows: ({ project, seed, limit }) => {
      const { rows, cleaning } = state.project(project);
      const clear = rows.map(shown).filter(({ text }) => spots(text, cleaning.rules).length === 0);
      const step = Math.max(1, Math.floor(clear.length / limit));
      return clear.filter((_, i) => i % step === seed % step).slice(0, limit);
    },
  };
}
