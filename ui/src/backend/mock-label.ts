// Labelling, made up: a quick head that knows the texts it was born with.
import { LABELS, likelyLabel } from "./mock-data";
import { chance as chanceOf } from "./mock-exam";
import type { Handlers } from "./mock-results";
import { FOLDER } from "./mock-results";
import { fail, type MockProject, type MockState } from "./mock-state";
import { tagged } from "./mock-tags";
import type {
  Answered,
  Commands,
  LabelAnswer,
  LabelCategory,
  LabelProgress,
  LabelQuestion,
  LabelView,
  Mark,
  Row,
} from "./types.gen";

type Labelling =
  | "label_view"
  | "label_progress"
  | "label_answer"
  | "label_many"
  | "add_category"
  | "define_category"
  | "marked_rows"
  | "ask_again"
  | "write_questions"
  | "read_answers";

/** A number from 0 to 1 that a row always has. */
function chance(row: Row): number {
  return ((row.id * 7919) % 1000) / 1000;
}

/** Two of ten come by chance, without a suggestion. */
function isRandom(row: Row): boolean {
  return row.id % 5 === 3;
}

function categories(project: MockProject): LabelCategory[] {
  const own = (row: Row) => row.labels ?? (row.label === null ? [] : [row.label]);
  const used = [...new Set(project.rows.flatMap(own))];
  const known = [...LABELS.filter((name) => used.includes(name)), ...used];
  const names = [...new Set([...known, ...project.categories.keys()])];
  return names.map((name, i) => ({
    id: i + 1,
    name,
    definition: project.categories.get(name) ?? null,
    rows: project.rows.filter((row) => own(row).includes(name)).length,
  }));
}

function guesses(row: Row, known: LabelCategory[], several = false): LabelQuestion["guesses"] {
  if (known.length < 2) return [];
  if (several) {
    const likely = known.map(({ name }) => ({ label: name, probability: chanceOf(row.id, name) }));
    return likely.sort((a, b) => b.probability - a.probability);
  }
  const best = likelyLabel(row.text);
  const first = known.find(({ name }) => name === best) ?? known[0];
  const second = known[(known.indexOf(first as LabelCategory) + known.length - 1) % known.length];
  const sure = 0.5 + chance(row) / 2.2;
  const left = 1 - sure;
  return known
    .map((category) => ({
      label: category.name,
      probability:
        category === first
          ? sure
          : category === second
            ? left * 0.85
            : (left * 0.15) / Math.max(1, known.length - 2),
    }))
    .sort((a, b) => b.probability - a.probability);
}

function question(row: Row, project: MockProject, found: boolean): LabelQuestion {
  // Somebody looked for it: it does not come by chance.
  const random = isRandom(row) && !found;
  const several = project.goal === "tag";
  const shown = random ? [] : guesses(row, categories(project), several);
  const [first, second] = shown;
  return {
    id: row.id,
    text: row.text,
    source: row.source,
    line: row.line,
    later: project.marks.get(row.id) === "later",
    random,
    margin: first && second && !several ? first.probability - second.probability : null,
    guesses: shown,
  };
}

function waiting(project: MockProject): Row[] {
  const open = project.rows.filter((row) => row.label === null);
  const free = open.filter((row) => !project.marks.has(row.id));
  const later = open.filter((row) => project.marks.get(row.id) === "later");
  return [...free.sort((a, b) => chance(a) - chance(b)), ...later];
}

function progress(project: MockProject): LabelProgress {
  const { rows, marks, answered } = project;
  const marked = (mark: Mark) =>
    rows.filter((row) => row.label === null && marks.get(row.id) === mark).length;
  const labelled = rows.filter((row) => row.label !== null);
  const here = answered.filter((one) => one.mark === null);
  const shown = here.filter(({ hidden }) => !hidden);
  const hidden = here.filter((one) => one.hidden);
  const right = (all: Answered[]) => all.filter(({ suggested }) => suggested).length;
  return {
    labelled: labelled.length,
    given: project.given,
    waiting: rows.filter((row) => row.label === null && !marks.has(row.id)).length,
    later: marked("later"),
    colleague: marked("colleague"),
    none: marked("none"),
    shown: shown.length,
    matched: right(shown),
    hidden: hidden.length,
    hidden_matched: right(hidden),
    seconds_each: here.length > 3 ? 4.2 : null,
  };
}

function view(project: MockProject, find: string | null): LabelView {
  const known = categories(project);
  const wanted = find?.trim().toLowerCase();
  const open = waiting(project).filter((row) => !wanted || row.text.toLowerCase().includes(wanted));
  const labels = project.rows.filter((row) => row.label !== null).length;
  const least = known.toSorted((a, b) => a.rows - b.rows)[0];
  return {
    progress: progress(project),
    categories: known,
    questions: open.slice(0, 5).map((row) => question(row, project, Boolean(wanted))),
    found: wanted ? open.length : null,
    answered: project.answered.slice(-2).reverse(),
    head: {
      labels: known.length > 1 ? labels : null,
      learning: null,
      forecast:
        labels < 20 || !least || project.goal === "tag"
          ? null
          : { accuracy: 0.91, gain: 0.03, enough: false, most_helpful: [least.name, 40] },
      fault: null,
    },
  };
}

const KINDS = { later: "later", colleague: "colleague", none_fits: "none" } as const;

function answer(state: MockState, id: string, row: number, said: LabelAnswer, find: string | null) {
  const project = state.project(id);
  const found = project.rows.find((other) => other.id === row);
  if (!found) fail("not_found", "This row is not in the project any more", "Go on with the next");
  const labels = said.kind === "categories" ? said.names : null;
  const label = said.kind === "category" ? said.name : (labels?.join("; ") ?? null);
  const mark = said.kind === "category" || said.kind === "categories" ? null : KINDS[said.kind];
  const several = project.goal === "tag";
  const suggestion = guesses(found, categories(project), several)[0]?.label;
  const entry: Answered = {
    row,
    text: found.text,
    labels: labels ?? (label ? [label] : []),
    mark,
    suggested:
      suggestion === undefined ? null : label === suggestion || (labels ?? []).includes(suggestion),
    hidden: isRandom(found) && !find,
  };
  const kind =
    mark === null
      ? labels
        ? "label_set"
        : "label"
      : mark === "later"
        ? "later"
        : said.kind === "colleague"
          ? "ask_colleague"
          : "none_fits";
  state.change(id, kind, labels ?? (label ? [label] : []), "Answered a row", (content) => {
    const marks = new Map(content.marks);
    if (mark) marks.set(row, mark);
    else marks.delete(row);
    return {
      rows: content.rows.map((old) =>
        old.id === row && labels
          ? tagged(old, labels)
          : old.id === row
            ? { ...old, label, part: label ? ("train" as const) : null }
            : old,
      ),
      marks,
      given: content.given + (label === null ? 0 : 1),
      answered: [...content.answered.filter((other) => other.row !== row), entry],
    };
  });
}

/** Commands of the labelling screen. */
export function labelHandlers(state: MockState): Pick<Handlers<keyof Commands>, Labelling> {
  return {
    label_view: ({ project, filter }) => view(state.project(project), filter.find),
    label_progress: ({ project }) => progress(state.project(project)),
    label_answer: ({ project, row, answer: said, filter }) => {
      answer(state, project, row, said, filter.find);
      return view(state.project(project), filter.find);
    },
    label_many: ({ project, rows, label }) =>
      state.change(project, "label_many", [label], "Labelled rows", (content) => ({
        rows: content.rows.map((row) =>
          rows.includes(row.id) && row.label === null
            ? { ...row, label, part: "train" as const }
            : row,
        ),
        given: content.given + rows.length,
      })),
    add_category: ({ project, name }) => {
      const known = categories(state.project(project));
      if (known.some((category) => category.name === name))
        fail("bad_setting", `There is a category '${name}' already`, "Choose another name");
      state.change(project, "new_category", [name], "Made a category", (content) => ({
        categories: new Map(content.categories).set(name, null),
      }));
      return view(state.project(project), null);
    },
    define_category: ({ project, name, definition }) => {
      state.change(project, "define", [name], "Defined a category", (content) => ({
        categories: new Map(content.categories).set(name, definition),
      }));
      return view(state.project(project), null);
    },
    marked_rows: ({ project, mark }) => {
      const { rows, marks } = state.project(project);
      return rows.filter((row) => row.label === null && marks.get(row.id) === mark);
    },
    ask_again: ({ project, rows }) => {
      state.change(project, "unmark", [], "Let rows wait", (content) => ({
        marks: new Map([...content.marks].filter(([row]) => !rows.includes(row))),
      }));
      return view(state.project(project), null);
    },
    write_questions: ({ project, compare }) => {
      const left = progress(state.project(project)).colleague;
      if (left + compare === 0)
        fail("bad_data", "No row is left to a colleague yet", "Press F at a row");
      const file = { ...FOLDER, id: "file-9", name: "for-a-colleague.csv", bytes: 2_000 };
      return { file, place: FOLDER, rows: left + compare };
    },
    read_answers: ({ project }) => {
      const { rows, marks } = state.project(project);
      const open = rows.filter((row) => row.label === null && marks.get(row.id) === "colleague");
      const labelled = rows.filter((row) => row.label !== null).slice(0, 20);
      const disagree = labelled.slice(3, 5).map((row) => ({
        row: row.id,
        text: row.text,
        yours: row.label ?? "",
        theirs: LABELS.find((name) => name !== row.label) ?? "",
      }));
      const given = open.map((row) => row.id);
      if (given.length)
        state.change(project, "colleague_answers", [], "Took answers", (content) => ({
          rows: content.rows.map((row) =>
            given.includes(row.id) ? { ...row, label: likelyLabel(row.text) } : row,
          ),
          given: content.given + given.length,
        }));
      return {
        taken: given.length,
        compared: labelled.length,
        disagree,
        kappa: 0.87,
        unknown: [],
        strange: 0,
        empty: 0,
      };
    },
  };
}
