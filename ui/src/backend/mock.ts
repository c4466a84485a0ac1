// A backend in memory, for development in a plain browser and for tests. It is loaded only while
// developing, and is not part of what is shipped.
import type { Backend, FileListener } from "./backend";
import { LABELS, makePreview, makeRows, OPTIONS, REJECTED, STARTER, summarise } from "./mock-data";
import { MockRun, STEPS } from "./mock-run";
import type {
  Error as AppError,
  Commands,
  DataSummary,
  Handle,
  Preferences,
  ProjectStatus,
  ProjectView,
  Report,
  Row,
  RunCard,
  TrainPlan,
} from "./types.gen";

type Args<C extends keyof Commands> = Commands[C]["args"];

interface MockProject {
  id: string;
  name: string;
  rows: Row[];
  past: { what: string; rows: Row[] }[];
  future: { what: string; rows: Row[] }[];
  runs: MockRun[];
}

const FILE: Handle = {
  id: "file-1",
  name: "patient-messages.csv",
  folder: "/home/ana/Documents",
  bytes: 28_400,
};
const FOLDER: Handle = { id: "folder-1", name: "Attune", folder: "/home/ana/Documents", bytes: 0 };

function fail(code: AppError["code"], what: string, advice: string): never {
  throw { code, what, where: null, safe: null, advice, source: null } satisfies AppError;
}

export class MockBackend implements Backend {
  private projects: MockProject[] = [];
  private preferences: Preferences = { theme: "system", text_size: 1 };
  private made = 0;

  constructor(private readonly msPerStep = 80) {
    const query = new URLSearchParams(globalThis.location?.search ?? "");
    const theme = query.get("theme");
    if (theme) this.preferences.theme = theme;
    if (!query.has("empty")) this.furnish();
  }

  private furnish() {
    const trained = this.add("Patient messages", makeRows());
    this.addRun(
      trained,
      { model: "starter", method: "full", preset: "balanced", settings: {}, seed: 1 },
      STEPS,
    ).finish(false);
    const cut = this.add("Tenancy letters", makeRows());
    this.addRun(
      cut,
      { model: "starter", method: "lora", preset: "thorough", settings: {}, seed: 1 },
      72,
    ).card.state = "interrupted";
    this.add("Library help desk", []);
  }

  async call<C extends keyof Commands>(name: C, args: Args<C>): Promise<Commands[C]["result"]> {
    await new Promise((done) => setTimeout(done, 15));
    const handler = this.handlers[name] as (args: Args<C>) => Commands[C]["result"];
    return structuredClone(handler(args));
  }

  async pickFile(): Promise<Handle | null> {
    return FILE;
  }

  async pickFolder(): Promise<Handle | null> {
    return { ...FOLDER, id: "folder-2", name: "Models" };
  }

  async watchRun(
    project: string,
    run: string,
    after: number | null,
    deliver: (records: MockRun["records"]) => void,
  ) {
    const watched = this.run(project, run);
    let next = (after ?? -1) + 1;
    const timer = setInterval(() => {
      const fresh = watched.records.slice(next);
      if (fresh.length) deliver(structuredClone(fresh));
      next += fresh.length;
      if (watched.card.state === "finished") clearInterval(timer);
    }, 100);
  }

  async onFiles(_listener: FileListener) {}

  private add(name: string, rows: Row[]): MockProject {
    const project = { id: `p${++this.made}`, name, rows, past: [], future: [], runs: [] };
    this.projects.unshift(project);
    return project;
  }

  private addRun(project: MockProject, plan: TrainPlan, upTo = 0): MockRun {
    const card: RunCard = {
      id: `r${++this.made}`,
      state: "running",
      model: plan.model,
      method: plan.method,
      preset: plan.preset,
      step: 0,
      steps: STEPS,
      best_f1: null,
      started_at: Date.now() / 1000,
      saved_at: null,
      from_earlier_data: false,
    };
    const run = new MockRun(card);
    if (upTo) run.fast(upTo);
    project.runs.unshift(run);
    return run;
  }

  private project(id: string): MockProject {
    return (
      this.projects.find((project) => project.id === id) ??
      fail("not_found", "The project is gone", "Open another one")
    );
  }

  private run(project: string, id: string): MockRun {
    return (
      this.project(project).runs.find((run) => run.card.id === id) ??
      fail("not_found", "The run is gone", "Train again")
    );
  }

  private data(project: MockProject): DataSummary | null {
    if (project.rows.length === 0) return null;
    return summarise(
      project.rows,
      project.past.at(-1)?.what ?? null,
      project.future.at(-1)?.what ?? null,
    );
  }

  private view(id: string): ProjectView {
    const project = this.project(id);
    return {
      id,
      name: project.name,
      data: this.data(project),
      runs: project.runs.map((run) => run.card),
    };
  }

  private change(id: string, what: string, edit: (row: Row) => Row): DataSummary {
    const project = this.project(id);
    project.past.push({ what, rows: project.rows });
    project.future = [];
    project.rows = project.rows.map(edit);
    return this.data(project) as DataSummary;
  }

  private step(id: string, from: "past" | "future", to: "past" | "future"): DataSummary {
    const project = this.project(id);
    const entry = project[from].pop();
    if (entry) {
      project[to].push({ what: entry.what, rows: project.rows });
      project.rows = entry.rows;
    }
    return this.data(project) as DataSummary;
  }

  private status(project: MockProject): ProjectStatus {
    const state = project.runs[0]?.card.state;
    if (state === "finished") return "trained";
    if (state === "interrupted") return "interrupted";
    if (state) return "training";
    return project.rows.length ? "ready" : "empty";
  }

  private readonly handlers: { [C in keyof Commands]: (args: Args<C>) => Commands[C]["result"] } = {
    app_info: () => ({
      version: "0.1.0",
      os: "Linux",
      cpu: "Mock CPU",
      cores: 8,
      memory_bytes: 16e9,
      memory_free_bytes: 9.4e9,
      disk_free_bytes: 112e9,
    }),
    preferences: () => this.preferences,
    set_preferences: ({ preferences }) => {
      this.preferences = preferences;
      return preferences;
    },
    projects: () =>
      this.projects.map((project) => {
        const status = this.status(project);
        const card = project.runs[0]?.card ?? null;
        return {
          id: project.id,
          name: project.name,
          status,
          rows: project.rows.length,
          categories: LABELS.length,
          result: status === "trained" ? [43, 47] : null,
          interrupted: status === "interrupted" ? card : null,
          opened_at: Date.now() / 1000 - 3600,
        };
      }),
    samples: () => [
      {
        id: "pharmacy",
        title: "Pharmacy messages",
        description: "What patients write to a pharmacy",
        noun: "messages",
        rows: 300,
        categories: 5,
      },
      {
        id: "tenancy",
        title: "Tenancy letters",
        description: "Letters from tenants",
        noun: "letters",
        rows: 200,
        categories: 5,
      },
      {
        id: "library",
        title: "Library questions",
        description: "Questions at the desk",
        noun: "questions",
        rows: 180,
        categories: 4,
      },
    ],
    create_project: ({ name }) => this.view(this.add(name, []).id),
    create_from_sample: ({ sample }) => this.view(this.add(`Sample: ${sample}`, makeRows()).id),
    open_project: ({ project }) => this.view(project),
    close_project: () => null,
    rename_project: ({ project, name }) => {
      this.project(project).name = name;
      return this.view(project);
    },
    delete_project: ({ project }) => {
      this.projects = this.projects.filter((other) => other.id !== project);
      return null;
    },
    inspect_file: ({ options }) => {
      if (options.encoding === "utf-16le")
        fail("bad_file", "The file is not UTF-16", "Choose UTF-8");
      const preview = makePreview(FILE.name, makeRows());
      for (const [key, value] of Object.entries(options))
        if (value !== null) Object.assign(preview.options, { [key]: value });
      return preview;
    },
    import_file: ({ project }) => {
      const target = this.project(project);
      target.past.push({ what: "Imported patient-messages.csv", rows: target.rows });
      target.rows = makeRows();
      return this.data(target) as DataSummary;
    },
    data_summary: ({ project }) => this.data(this.project(project)),
    rows: ({ project, filter, offset, limit }) => {
      const found = this.project(project).rows.filter(
        (row) =>
          (filter.label === null || row.label === filter.label) &&
          (!filter.unlabelled || row.label === null) &&
          (filter.find === null || row.text.toLowerCase().includes(filter.find.toLowerCase())),
      );
      return { total: found.length, rows: found.slice(offset, offset + limit) };
    },
    rejected_rows: ({ offset, limit }) => REJECTED.slice(offset, offset + limit),
    set_label: ({ project, row, label }) =>
      this.change(project, "Changed a label", (old) => (old.id === row ? { ...old, label } : old)),
    merge_labels: ({ project, from, into }) =>
      this.change(project, `Joined into “${into}”`, (old) =>
        old.label && from.includes(old.label) ? { ...old, label: into } : old,
      ),
    set_shares: ({ project, shares }) => ({
      ...(this.data(this.project(project)) as DataSummary),
      shares,
    }),
    undo: ({ project }) => this.step(project, "past", "future"),
    redo: ({ project }) => this.step(project, "future", "past"),
    models: () => [STARTER],
    open_model_folder: () => ({
      ...STARTER,
      id: "folder",
      title: "Models",
      built_in: false,
      recommended: false,
    }),
    training_options: () => OPTIONS,
    estimate: ({ plan }) => {
      const epochs = Number(plan.settings.epochs ?? 3);
      const trainable = plan.method === "full" ? STARTER.parameters : 150_000;
      return {
        seconds: epochs * 95,
        memory_bytes: plan.method === "full" ? 8.4e8 : 5e8,
        memory_free_bytes: 9.4e9,
        fit: "comfortable",
        steps: Math.round(epochs * 30),
        trainable,
        total: STARTER.parameters,
      };
    },
    start_training: ({ project, plan }) => {
      const run = this.addRun(this.project(project), plan);
      run.begin(this.msPerStep);
      return run.card;
    },
    resume_run: ({ project, run }) => {
      const found = this.run(project, run);
      found.resume(this.msPerStep);
      return found.card;
    },
    control_run: ({ project, run, command }) => {
      this.run(project, run).command(command, this.msPerStep);
      return null;
    },
    runs: ({ project }) => this.project(project).runs.map((run) => run.card),
    run_records: ({ project, run, after }) =>
      this.run(project, run).records.slice((after ?? -1) + 1),
    report: () => REPORT,
    classify_text: ({ text }) => {
      const first = text.length % LABELS.length;
      const all = LABELS.map((label, i) => ({ label, probability: i === first ? 0.93 : 0.07 / 4 }));
      all.sort((a, b) => b.probability - a.probability);
      return { label: LABELS[first] as string, confidence: 0.93, all };
    },
    predict_file: () => ({
      file: "patient-messages-sorted.csv",
      folder: FILE.folder,
      rows: 312,
      needs_review: 24,
      rejected: 2,
    }),
    export_formats: () => [
      {
        id: "peft",
        title: "Small add-on",
        description: "For Hugging Face tools (PEFT). Needs the starter model beside it.",
        unavailable: "This run changed the whole model, so there is no add-on to save.",
      },
      {
        id: "merged",
        title: "Complete model",
        description: "Everything in one folder (merged safetensors). For software teams.",
        unavailable: null,
      },
    ],
    export_run: () => ({
      folder: `${FOLDER.folder}/${FOLDER.name}/patient-messages`,
      files: [
        { name: "model.safetensors", bytes: 90_900_000 },
        { name: "config.json", bytes: 812 },
        { name: "tokenizer.json", bytes: 711_000 },
      ],
    }),
    default_folder: () => FOLDER,
    progress: () => null,
    cancel: () => null,
  };
}

const SUPPORT = [14, 11, 9, 31, 6];
const REPORT: Report = {
  scores: [
    {
      stage: "majority",
      n: 71,
      right: 31,
      accuracy: 0.437,
      low: 0.327,
      high: 0.552,
      macro_f1: 0.12,
      loss: null,
    },
    {
      stage: "quick_head",
      n: 71,
      right: 60,
      accuracy: 0.845,
      low: 0.743,
      high: 0.911,
      macro_f1: 0.82,
      loss: 0.5,
    },
    {
      stage: "kept",
      n: 71,
      right: 65,
      accuracy: 0.915,
      low: 0.828,
      high: 0.961,
      macro_f1: 0.9,
      loss: 0.3,
    },
  ],
  labels: LABELS,
  per_class: LABELS.map((label, i) => ({
    label,
    precision: 0.95 - i * 0.02,
    recall: 0.88 + i * 0.015,
    f1: 0.91,
    support: SUPPORT[i] ?? 0,
    rough: (SUPPORT[i] ?? 0) < 30,
  })),
  confusion: [
    [13, 0, 0, 0, 1],
    [0, 9, 2, 0, 0],
    [0, 1, 8, 0, 0],
    [0, 2, 0, 29, 0],
    [0, 0, 0, 0, 6],
  ],
  kept: "kept",
  kept_step: 90,
  seconds: 2,
};
