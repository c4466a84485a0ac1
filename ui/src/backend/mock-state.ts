// Projects in memory, with their steps, for development in a plain browser.
import { summarise } from "./mock-data";
import { NO_CLEANING } from "./mock-privacy";
import { type Course, MockRun } from "./mock-run";
import { summariseTagged } from "./mock-tags";
import { summariseWritten } from "./mock-written";
import type {
  Answered,
  Error as AppError,
  Cleaning,
  DataSummary,
  Goal,
  HistoryStep,
  Mark,
  ProjectView,
  Row,
  SplitShares,
  StepKind,
  TrainPlan,
  Verdict,
} from "./types.gen";

/** All that a step may change, kept whole: a made-up project is small. */
interface Content {
  rows: Row[];
  shares: SplitShares;
  verdicts: Map<number, Verdict>;
  /** Matters of findings that stay as they are. */
  kept: Set<string>;
  weighRare: boolean;
  cleaning: Cleaning;
  /** Unlabelled rows that are not asked about now. */
  marks: Map<number, Mark>;
  /** Categories made or defined by the person. */
  categories: Map<string, string | null>;
  /** What was said to rows one by one, the newest last. */
  answered: Answered[];
  /** Rows that got their category here. */
  given: number;
}

export interface MockProject extends Content {
  id: string;
  name: string;
  goal: Goal;
  noun: string | null;
  past: { step: HistoryStep; before: Content }[];
  future: { step: HistoryStep; before: Content }[];
  runs: MockRun[];
  /** Checked with the model as well. */
  looked: boolean;
}

export function fail(code: AppError["code"], what: string, advice: string): never {
  throw { code, what, where: null, safe: null, advice, source: null } satisfies AppError;
}

export class MockState {
  projects: MockProject[] = [];
  private made = 0;

  add(name: string, rows: Row[], noun: string | null = null): MockProject {
    const project: MockProject = {
      id: `p${++this.made}`,
      name,
      goal: rows[0]?.messages ? "chat" : rows.some((row) => row.labels) ? "tag" : "classify",
      noun,
      rows,
      shares: { train: 70, validation: 15, test: 15 },
      verdicts: new Map(),
      kept: new Set(),
      weighRare: false,
      cleaning: NO_CLEANING,
      looked: false,
      marks: new Map(),
      categories: new Map(),
      answered: [],
      given: 0,
      past: [],
      future: [],
      runs: [],
    };
    this.projects.unshift(project);
    return project;
  }

  addRun(project: MockProject, plan: TrainPlan, course: Course, upTo = 0): MockRun {
    const run = new MockRun(`r${++this.made}`, plan, course, project.goal);
    if (upTo) run.fast(upTo);
    project.runs.unshift(run);
    return run;
  }

  project(id: string): MockProject {
    return (
      this.projects.find((project) => project.id === id) ??
      fail("not_found", "The project is gone", "Open another one")
    );
  }

  run(project: string, id: string): MockRun {
    return (
      this.project(project).runs.find((run) => run.card.id === id) ??
      fail("not_found", "The run is gone", "Train again")
    );
  }

  data(project: MockProject): DataSummary | null {
    if (project.rows.length === 0) return null;
    const undo = project.past.at(-1)?.step.title ?? null;
    const redo = project.future.at(-1)?.step.title ?? null;
    const { shares, weighRare: weigh_rare } = project;
    if (project.goal === "tag") return summariseTagged(project.rows, project, undo, redo);
    if (project.goal !== "classify") return summariseWritten(project.rows, project, undo, redo);
    const summary = summarise(project.rows, undo, redo);
    // The file has the rows it came with, whatever was taken out since.
    const imported = project.past[0]?.before.rows.length || project.rows.length;
    const sources = summary.sources.map((file) => ({ ...file, rows: imported }));
    return { ...summary, sources, shares, weigh_rare };
  }

  view(id: string): ProjectView {
    const project = this.project(id);
    return {
      id,
      name: project.name,
      noun: project.noun,
      data: this.data(project),
      runs: project.runs.map((run) => run.card),
    };
  }

  change(
    id: string,
    kind: StepKind,
    names: string[],
    title: string,
    edit: (content: Content) => Partial<Content>,
  ): DataSummary {
    const project = this.project(id);
    const before = contentOf(project);
    Object.assign(project, edit(before));
    const rows = project.rows.filter((row, i) => row !== before.rows[i]).length;
    const at = Math.floor(Date.now() / 1000);
    const step = { id: ++this.made, title, kind, names, rows, undone: false, at };
    project.past.push({ step, before });
    project.future = [];
    return this.data(project) as DataSummary;
  }

  turn(id: string, from: "past" | "future", to: "past" | "future"): DataSummary {
    const project = this.project(id);
    const entry = project[from].pop();
    if (entry) {
      const undone = to === "future";
      project[to].push({ step: { ...entry.step, undone }, before: contentOf(project) });
      Object.assign(project, entry.before);
    }
    return this.data(project) as DataSummary;
  }

  history(id: string): HistoryStep[] {
    const { past, future } = this.project(id);
    return [...future, ...past.toReversed()].map((entry) => entry.step);
  }
}

function contentOf(content: Content): Content {
  const { rows, shares, verdicts, kept, weighRare, cleaning } = content;
  const { marks, categories, answered, given } = content;
  return {
    ...{ rows, shares, verdicts, kept, weighRare, cleaning },
    ...{ marks, categories, answered, given },
  };
}
