import type { FindingCard, Fix, FoundRow, Named, Part } from "../../backend/types.gen";
import { count, languageName, list, percent, plural } from "../format";
import { called as things } from "./words";

/** Several spellings may be of one category. */
function spelled(spellings: number, categories: Named[]): string {
  const n = new Set(categories.map(({ into }) => into)).size || spellings;
  const ways = spellings > n ? "several" : "two";
  return `${plural(n, "category is", "categories are")} spelled in ${ways} ways`;
}
const quoted = (name: string) => `“${name}”`;
const short = (text: string) => quoted(text.length > 60 ? `${text.slice(0, 59)}…` : text);
const names = (some: Named[]) => list(some.slice(0, 3).map(({ name }) => quoted(name)));

export const check = {
  title: "Check",
  go: "Check the data",
  reading: "Looking through the rows",
  unread: "What there is to decide shows here once the rows were looked through.",
  sub: (rows: number, open: number, decisions: number, settled: number) =>
    open === 0
      ? `Nothing open in ${plural(rows, "row")}. ${plural(settled, "thing is", "things are")} settled.`
      : `${plural(open, "thing", "things")} found in ${plural(rows, "row")}. ${count(decisions)} ${decisions === 1 ? "needs" : "need"} you, ${count(open - decisions)} ${open - decisions === 1 ? "is" : "are"} up to you, ${count(settled)} ${settled === 1 ? "is" : "are"} settled.`,
  decide: "Please decide",
  optional: "Up to you",
  settled: "Settled",
  next: "Next decision",
  left: (n: number) =>
    `${plural(n, "decision")} left. You can go on without ${n === 1 ? "it" : "them"}.`,
  none: "Nothing was found",
  noneDetail: "The rows look ready to learn from.",
  undoHint: "Takes this back, and what was done after it",
  showRows: "Show rows",
  keep: "Leave it",
  keepAll: "Leave all as they are",
  oneByOne: "Decide one by one",
  longerModel: "Choose a model that reads longer",
  now: "Now",
  after: "After",
  names: {
    personal_data: "Personal data",
    contradictions: "One text, different categories",
    leakage: "The same rows in two parts",
    mislabelled: "Perhaps in the wrong category",
    label_spelling: "A category spelled in several ways",
    duplicates: "The same text more than once",
    near_duplicates: "Nearly the same text",
    empty: "Without content",
    mojibake: "Odd characters",
    mail_leftovers: "Quoted messages, signatures and HTML",
    empty_answers: "Answers without content",
    different_answers: "One question, different answers",
    long_answers: "Answers beyond what the model reads",
    giveaway: "A code gives the category away",
    too_few: "Too few examples",
    imbalance: "Few examples beside the others",
    boilerplate: "The same words in many rows",
    mixed_languages: "In another language",
    too_long: "Longer than the model reads",
    too_short: "Very short",
  } as Record<string, string>,
  /** What was found, and what stands behind it in grey. */
  sentence: (finding: FindingCard, noun: string | null): { what: string; aside?: string } => {
    const { id, rows, matters, notes, categories, fixes } = finding;
    const those = things(rows, noun);
    switch (id) {
      case "personal_data":
        return { what: `Personal data in ${those}` };
      case "contradictions":
        return {
          what: `${plural(matters, "text stands", "texts stand")} in different categories`,
          aside: plural(rows, "row"),
        };
      case "leakage":
        return {
          what: `${those} to learn from ${rows === 1 ? "is" : "are"} in the exam as well, or nearly`,
        };
      case "mislabelled":
        return { what: `${those} may be in the wrong category` };
      case "label_spelling":
        return {
          what: spelled(matters, categories),
          aside: plural(rows, "row"),
        };
      case "duplicates":
        return { what: `${those} repeat${rows === 1 ? "s" : ""} an earlier one` };
      case "near_duplicates":
        return { what: `${those} ${rows === 1 ? "is" : "are"} nearly the same as an earlier one` };
      case "empty":
        return { what: `${those} without content` };
      case "mojibake":
        return { what: `${those} with odd characters` };
      case "mail_leftovers":
        return { what: `Quoted messages, signatures or HTML in ${those}` };
      case "empty_answers":
        return { what: `${those} with an answer that says nothing` };
      case "different_answers":
        return {
          what: `${plural(matters, "question is", "questions are")} answered in different ways`,
          aside: `${those} ${rows === 1 ? "differs" : "differ"} from the others`,
        };
      case "long_answers":
        return { what: `${those} whose answers the model would not read to their end` };
      case "giveaway":
        return { what: `A code in ${those} gives the category away`, aside: names(notes) };
      case "too_few":
        return {
          what: `${names(categories)} ${matters === 1 ? "has" : "have"} too few examples`,
          aside: matters > 3 ? `and ${count(matters - 3)} more` : plural(rows, "row"),
        };
      case "imbalance":
        return {
          what: `${names(categories)} ${matters === 1 ? "has" : "have"} few examples`,
          aside: matters > 3 ? `and ${count(matters - 3)} more` : plural(rows, "row"),
        };
      case "boilerplate":
        return { what: `The same words in ${those}` };
      case "mixed_languages":
        return {
          what: `${those} in another language`,
          aside: list(
            notes.slice(0, 3).map(({ name, rows }) => `${languageName(name)} ${count(rows)}`),
          ),
        };
      case "too_long":
        return { what: `${those} longer than the model reads`, aside: cut(fixes) };
      case "too_short":
        return { what: `${count(rows)} very short ${noun ?? (rows === 1 ? "row" : "rows")}` };
      default:
        return { what: `${finding.title}: ${plural(rows, "row")}` };
    }
  },
  /** The first of them in words; null where the sentence says it all. */
  example: ({ id, examples, categories, notes }: FindingCard): string | null => {
    const [first] = examples;
    if (!first) return null;
    const { row, other, label } = first;
    switch (id) {
      case "contradictions":
        return other
          ? `${short(row.text)} is ${row.label} in line ${count(row.line)}, ${other.label} in line ${count(other.line)}.`
          : null;
      case "duplicates":
      case "near_duplicates":
      case "leakage":
      case "different_answers":
        return other
          ? `${short(row.text)} in line ${count(row.line)}, ${short(other.text)} in line ${count(other.line)}.`
          : null;
      case "mislabelled":
        return `${short(row.text)} is ${row.label}, and reads like ${label}.`;
      case "label_spelling":
        return categories
          .map(({ name, into }) => `${quoted(name)} is ${quoted(into ?? "")}`)
          .join(", ");
      case "giveaway":
      case "boilerplate":
        return notes[0] ? short(notes[0].name) : null;
      case "mixed_languages":
      case "too_short":
      case "empty":
        return row.text.trim() ? `${short(row.text)} in line ${count(row.line)}.` : null;
      default:
        return null;
    }
  },
  fix: {
    remove: (_: FindingCard, rows: number) =>
      rows === 1 ? "Remove it" : `Remove all ${count(rows)}`,
    rewrite: ({ id }: FindingCard, rows: number) =>
      id === "too_long"
        ? `Cut ${plural(rows, "row")} at the limit`
        : id === "boilerplate" || id === "giveaway"
          ? `Take it out of ${plural(rows, "row")}`
          : `Correct ${plural(rows, "row")}`,
    replace: ({ kinds }: FindingCard) => `Replace all ${count(places(kinds))}`,
    clean: () => "Replace only on the way to the model",
    split: (_: FindingCard, rows: number) => `Cut ${plural(rows, "row")} into parts`,
    relabel: ({ id }: FindingCard, rows: number) =>
      id === "contradictions"
        ? `Follow the majority in ${plural(rows, "row")}`
        : `Take the model’s category in ${plural(rows, "row")}`,
    join: (_: FindingCard, rows: number) => `Join ${plural(rows, "row")}`,
    balance: () => "Give it more weight",
  } as Record<Fix, (finding: FindingCard, rows: number) => string>,
  done: {
    remove: (rows: number) => `${plural(rows, "row")} removed`,
    rewrite: (rows: number) => `${plural(rows, "row")} corrected`,
    replace: (rows: number) =>
      `most of it replaced in ${plural(rows, "row")}; Attune may miss some`,
    clean: () => "most of it replaced on the way to the model; Attune may miss some",
    split: (rows: number) => `${plural(rows, "row")} cut into parts`,
    relabel: (rows: number) => `${plural(rows, "row")} put into another category`,
    join: (rows: number) => `${plural(rows, "row")} joined`,
    balance: () => "weighs more in training",
    keep: (rows: number) => `${plural(rows, "row")} left as ${rows === 1 ? "it is" : "they are"}`,
  } as Record<Fix | "keep", (rows: number) => string>,
  /** The same as sentences of their own. */
  told: {
    remove: (rows: number) => `${plural(rows, "row")} removed.`,
    rewrite: (rows: number) => `${plural(rows, "row")} corrected.`,
    replace: (rows: number) =>
      `Most personal data replaced in ${plural(rows, "row")}. Attune may miss some.`,
    clean: () => "Most personal data is replaced on the way to the model. Attune may miss some.",
    split: (rows: number) => `${plural(rows, "row")} cut into parts.`,
    relabel: (rows: number) => `${plural(rows, "row")} put into another category.`,
    join: (rows: number) => `${plural(rows, "row")} joined.`,
    balance: () => "Categories with few examples weigh more in training.",
    keep: (rows: number) => `${plural(rows, "row")} left as ${rows === 1 ? "it is" : "they are"}.`,
  } as Record<Fix | "keep", (rows: number) => string>,
  chosen: (label: string) => `Put into “${label}”.`,
  slow: "Look with the model as well",
  slowDetail:
    "Finds rows in the wrong category and texts that are too long. Takes seconds to minutes, and can be stopped.",
  slowTexts: "Finds texts that are too long. Takes seconds, and can be stopped.",
  slowAnswers:
    "Finds answers that the model would not read to their end. Takes seconds, and can be stopped.",
  slowStart: "Look with the model",
  slowStale: "The rows have changed since the model looked",
  slowAgain: "Look again",
  effect: "After these fixes",
  rows: "rows",
  wouldBe: (n: number) => `${plural(n, "row")} after the finding at hand is fixed.`,
  changed: "What changed",
  allFindings: "All findings",
  singleSub: "Choose the right category with its key. The next row follows by itself.",
  rowsSub: "Switch a row off to leave it as it is.",
  nothingLeft: "Nothing is left of this finding.",
  column: {
    duplicates: "Repeats line",
    near_duplicates: "Like line",
    leakage: "Also in",
    different_answers: "Stays",
    mislabelled: "Is, and reads like",
    label_spelling: "Would be",
    mixed_languages: "Language",
    giveaway: "Code",
  } as Record<string, string>,
  cell: (id: string, { row, other, label, note, score }: FoundRow): string => {
    switch (id) {
      case "duplicates":
      case "near_duplicates":
        return other
          ? `${count(other.line)}${score === null ? "" : ` (${percent(score)} alike)`}`
          : "";
      case "leakage":
        return other?.part ? `${PARTS[other.part]}, line ${count(other.line)}` : "";
      case "different_answers":
        return other ? `line ${count(other.line)}` : "";
      case "mislabelled":
        return `${row.label} → ${label}`;
      case "label_spelling":
        return label ?? "";
      case "mixed_languages":
        return languageName(note ?? "");
      case "giveaway":
        return note ?? "";
      default:
        return row.label ?? "";
    }
  },
  change: "Change",
  changeRow: (line: number) => `Change line ${count(line)}`,
  changeOrLeave: "change or leave",
  adviceAny: "Rows that are right as they are can be left so; they will not be asked about again.",
  advice: {
    contradictions: "If both fit, the categories overlap: perhaps they should be one.",
    mislabelled: "The model is often right here, and not always. You know your rows better.",
    near_duplicates: "Forms and standard answers repeat by nature; those can be left.",
    mixed_languages: "Short texts and names can be mistaken for another language.",
    leakage: "Only rows to learn from are removed; the exam stays whole.",
  } as Record<string, string>,
  like: (line: number, part: Part | null) =>
    part ? `Line ${count(line)}, ${PARTS[part]}:` : `Line ${count(line)}:`,
  believed: (label: string, share: string) => `The model believes “${label}” to ${share}.`,
  choose: "Which category is right?",
  asItIs: "as it is",
  linesOf: (lines: number[]) =>
    lines.length === 0 ? "" : `line ${list(lines.slice(0, 3).map((line) => count(line)))}`,
};

const PARTS: Record<Part, string> = {
  train: "to learn from",
  validation: "mock exam",
  test: "final exam",
};

function places(kinds: FindingCard["kinds"]): number {
  return kinds.reduce((sum, { places }) => sum + places, 0);
}

/** How many rows there would be more when they are cut into parts. */
function cut(fixes: FindingCard["fixes"]): string {
  const split = fixes.find(({ fix }) => fix === "split");
  return split ? `${count(split.change)} more when cut into parts` : "";
}
