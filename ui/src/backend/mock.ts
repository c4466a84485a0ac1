// A backend in memory, for development in a plain browser and for tests. It is loaded only while
// developing, and is not part of what is shipped.
import { sorts } from "../stores/goals";
import type { Backend, FileListener } from "./backend";
import { MockChat } from "./mock-chat";
import { checkHandlers } from "./mock-check";
import { LABELS, makeRows, REJECTED, STARTER } from "./mock-data";
import { CHOSEN_FOLDER, FILE, fileFor, fileName, makePreview, PASTED } from "./mock-files";
import { MockHub } from "./mock-hub";
import { labelHandlers } from "./mock-label";
import { privacyHandlers } from "./mock-privacy";
import { projectHandlers } from "./mock-projects";
import { readWishes } from "./mock-query";
import { examHandlers, FOLDER, type Handlers, shareHandlers } from "./mock-results";
import { type MockRun, STEPS } from "./mock-run";
import { SAMPLES } from "./mock-samples";
import { fail, type MockProject, MockState } from "./mock-state";
import { makeTagged, TOPICS, tagged, tagHandlers } from "./mock-tags";
import { makeDialogues, optionsFor, WRITER, writtenHandlers } from "./mock-written";
import type {
  ChatPiece,
  ChatRequest,
  Commands,
  DataSummary,
  Goal,
  Handle,
  Preferences,
  Progress,
  ProjectStatus,
  Row,
} from "./types.gen";

function rowsFor(goal: Goal): Row[] {
  if (goal === "tag") return makeTagged();
  return goal === "classify" ? makeRows() : makeDialogues();
}

/** The row with one name in the place of these. */
function renamed(row: Row, from: string[], to: string): Row {
  const name = (old: string) => (from.includes(old) ? to : old);
  if (row.labels) return tagged(row, row.labels.map(name));
  return row.label === null ? row : { ...row, label: name(row.label) };
}

type Args<C extends keyof Commands> = Commands[C]["args"];

export class MockBackend implements Backend {
  private readonly state = new MockState();
  private preferences: Preferences = {
    theme: "system",
    text_size: 1,
    language: "system",
    letter_keys: true,
    notifications: true,
    suggestions: true,
    never_online: false,
  };
  private readonly talk = new MockChat(() => this.msPerStep / 2);
  private readonly wishes = readWishes(globalThis.location?.search ?? "");
  private readonly hub = new MockHub({ wishes: this.wishes, preferences: () => this.preferences });

  constructor(private readonly msPerStep = 80) {
    Object.assign(this.preferences, this.wishes.preferences);
    if (!this.wishes.empty) this.furnish(this.wishes.rows);
  }

  private furnish(rows: number) {
    const { state } = this;
    const plan = { model: "starter", method: "full", preset: "quick", settings: {}, seed: 1 };
    const trained = state.add("Patient messages", makeRows(rows), "messages");
    state.addRun(trained, { ...plan, method: "head" }, "well", STEPS).finish(false);
    state.addRun(trained, plan, "well", STEPS).finish(false);
    const best = state.addRun(trained, { ...plan, preset: "balanced" }, "well", STEPS);
    best.finish(false);
    best.card.in_use = true;
    const cut = state.add("Tenancy letters", makeRows());
    const interrupted = { ...plan, method: "lora", preset: "thorough" };
    state.addRun(cut, interrupted, "well", 72).card.state = "interrupted";
    state.add("Library help desk", []);
    if (this.wishes.chat) this.furnishChat();
    if (this.wishes.tags) this.furnishTags();
  }

  private furnishTags() {
    const { state } = this;
    const plan = { model: "starter", method: "full", preset: "quick", settings: {}, seed: 1 };
    const shop = state.add("Shop reviews", makeTagged(), "reviews");
    state.addRun(shop, { ...plan, method: "head" }, "well", STEPS).finish(false);
    state.addRun(shop, plan, "well", STEPS).finish(false);
  }

  private furnishChat() {
    const { state } = this;
    const plan = { model: WRITER.id, method: "lora", preset: "quick", settings: {}, seed: 1 };
    const library = state.add("Tool library", makeDialogues(), "conversations");
    state.addRun(library, plan, "well", STEPS).finish(false);
  }

  async call<C extends keyof Commands>(name: C, args: Args<C>): Promise<Commands[C]["result"]> {
    if (this.wishes.hold.includes(name)) return new Promise(() => {});
    await new Promise((done) => setTimeout(done, 15));
    if (this.wishes.fail.includes(name))
      fail("io", "The disk could not be read", "Check the disk, then try again");
    const handler = this.handlers[name] as (args: Args<C>) => Commands[C]["result"];
    return structuredClone(handler(args));
  }

  async pickFile(): Promise<Handle | null> {
    return fileFor(this.wishes.file);
  }

  async pickFolder(): Promise<Handle | null> {
    return CHOSEN_FOLDER;
  }

  async openFolder() {}

  async notify() {}

  async watchRun(
    project: string,
    run: string,
    after: number | null,
    deliver: (records: MockRun["records"]) => void,
  ) {
    const watched = this.state.run(project, run);
    let next = (after ?? -1) + 1;
    const timer = setInterval(() => {
      const fresh = watched.records.slice(next);
      if (fresh.length) deliver(structuredClone(fresh));
      next += fresh.length;
      if (watched.card.state === "finished") clearInterval(timer);
    }, 100);
  }

  async chat(
    project: string,
    run: string,
    request: ChatRequest,
    job: string,
    deliver: (piece: ChatPiece) => void,
  ) {
    this.state.run(project, run);
    await this.talk.stream(request, job, deliver);
  }

  async setZoom(factor: number) {
    document.documentElement.style.setProperty("zoom", String(factor));
  }

  async askBeforeClosing() {}

  async onClosing(asked: () => void) {
    globalThis.window?.addEventListener("closing", asked);
  }

  async closeWindow() {}

  async onFiles(listener: FileListener) {
    globalThis.window?.addEventListener("dragover", () => listener.hover([FILE.name]));
    globalThis.window?.addEventListener("dragleave", () => listener.leave());
    globalThis.window?.addEventListener("drop", () => listener.drop([FILE]));
  }

  private status(project: MockProject): ProjectStatus {
    const state = project.runs[0]?.card.state;
    if (state === "finished") return "trained";
    if (state === "interrupted") return "interrupted";
    if (state) return "training";
    return project.rows.length ? "ready" : "empty";
  }

  private card(project: MockProject): Commands["projects"]["result"][number] {
    const status = this.status(project);
    const done = project.runs.map((run) => run.card).filter((run) => run.state === "finished");
    return {
      id: project.id,
      name: project.name,
      goal: project.goal,
      noun: project.noun,
      status,
      rows: project.rows.length,
      categories: { classify: LABELS.length, tag: TOPICS.length, chat: 0, continue: 0 }[
        project.goal
      ],
      result: status === "trained" && sorts(project.goal) ? [43, 47] : null,
      interrupted: status === "interrupted" ? (project.runs[0]?.card ?? null) : null,
      best_run: done.find((run) => run.in_use) ?? done[0] ?? null,
      opened_at: Date.now() / 1000 - 3600,
    };
  }

  /** How far a command is that never answers; whole projects are counted in bytes. */
  private working(): Progress {
    if (this.wishes.hold.some((name) => name.endsWith("_project")))
      return { phase: "Working", done: 58_000_000, total: 186_000_000 };
    return { phase: "Working", done: 90, total: 312 };
  }

  /** Changes every row, as one step. */
  private rows(project: string, step: Parameters<MockState["change"]>[1], names: string[]) {
    return (title: string, edit: (row: Row) => Row): DataSummary =>
      this.state.change(project, step, names, title, ({ rows }) => ({ rows: rows.map(edit) }));
  }

  private readonly dataHandlers = {
    inspect_file: ({ file, options }) => {
      if (options.encoding === "utf-16le")
        fail("bad_file", "The file is not UTF-16", "Choose UTF-8");
      return makePreview(file, options);
    },
    paste_text: ({ name }) => ({ ...PASTED, name: `${name}.txt` }),
    import_file: ({ project, file, replace, columns }) => {
      const goal = columns.goal;
      this.state.project(project).goal = goal;
      return this.state.change(
        project,
        replace ? "replace" : "import",
        [fileName(file)],
        `Imported ${fileName(file)}`,
        () => ({ rows: rowsFor(goal) }),
      );
    },
    save_data: ({ project, format }) => ({
      file: `${project}.${format === "openai" ? "chat.jsonl" : format}`,
      folder: FOLDER.folder,
      rows: this.state.project(project).rows.length,
      left_out: format === "openai" ? 14 : 0,
      notes: [],
      place: FOLDER,
    }),
    data_summary: ({ project }) => this.state.data(this.state.project(project)),
    rows: ({ project, filter, offset, limit }) => {
      const found = this.state
        .project(project)
        .rows.filter(
          (row) =>
            (filter.label === null || (row.labels ?? [row.label]).includes(filter.label)) &&
            (!filter.unlabelled || row.label === null) &&
            (filter.part === null || row.part === filter.part) &&
            (filter.find === null || row.text.toLowerCase().includes(filter.find.toLowerCase())),
        );
      return { total: found.length, rows: found.slice(offset, offset + limit) };
    },
    rejected_rows: ({ offset, limit }) => REJECTED.slice(offset, offset + limit),
    set_label: ({ project, row, label }) =>
      this.rows(
        project,
        label ? "label" : "unlabel",
        label ? [label] : [],
      )("Changed a label", (old) => (old.id === row ? { ...old, label } : old)),
    rename_label: ({ project, from, to }) =>
      this.rows(project, "rename", [from, to])(`Renamed “${from}”`, (old) =>
        renamed(old, [from], to),
      ),
    merge_labels: ({ project, from, into }) =>
      this.rows(project, "merge", [into, ...from])(`Joined into “${into}”`, (old) =>
        renamed(old, from, into),
      ),
    add_row: ({ project, text, label }) =>
      this.state.change(project, "add_row", [label], "Added a row", ({ rows }) => {
        const id = rows.length + 1;
        const part = "train" as const;
        const messages = null;
        const kept = { messages, label, labels: null, group: null };
        const row = { id, text, ...kept, part, source: "by hand", line: id };
        return { rows: [...rows, row] };
      }),
    set_shares: ({ project, shares }) =>
      this.state.change(
        project,
        "shares",
        Object.values(shares).map(String),
        "Divided the rows",
        () => ({ shares }),
      ),
    undo: ({ project }) => this.state.turn(project, "past", "future"),
    redo: ({ project }) => this.state.turn(project, "future", "past"),
    history: ({ project, limit }) => this.state.history(project).slice(0, limit),
  } satisfies Partial<Handlers<keyof Commands>>;

  private readonly projectHandlers = {
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
    projects: () => this.state.projects.map((project) => this.card(project)),
    samples: () => SAMPLES,
    create_project: ({ name }) => this.state.view(this.state.add(name, []).id),
    create_from_sample: ({ sample }) =>
      this.state.view(
        sample === "library"
          ? this.state.add("Tool library help desk", makeDialogues(), "conversations").id
          : this.state.add(`Sample: ${sample}`, makeRows(), "messages").id,
      ),
    open_project: ({ project }) => this.state.view(project),
    close_project: () => null,
    rename_project: ({ project, name }) => {
      this.state.project(project).name = name;
      return this.state.view(project);
    },
    set_noun: ({ project, noun }) => {
      this.state.project(project).noun = noun;
      return this.state.view(project);
    },
    delete_project: ({ project }) => {
      this.state.projects = this.state.projects.filter((other) => other.id !== project);
      return null;
    },
    progress: () => (this.wishes.hold.length ? this.working() : null),
    cancel: ({ job }) => {
      this.talk.cancel(job);
      return null;
    },
  } satisfies Partial<Handlers<keyof Commands>>;

  private readonly trainHandlers = {
    models: () => [
      STARTER,
      ...this.hub.fetched.filter(() => this.wishes.hub),
      ...[WRITER].filter(() => this.wishes.writer),
    ],
    open_model_folder: () => ({
      ...STARTER,
      id: "folder",
      title: "Models",
      built_in: false,
      recommended: false,
    }),
    training_options: ({ goal }) => optionsFor(goal),
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
        ...(this.wishes.night && !Number(plan.settings.examples ?? 0)
          ? { seconds: 39_000, fewer: { examples: 2000, seconds: 7_100 } }
          : { fewer: null }),
      };
    },
    start_training: ({ project, plan }) => {
      const { course, halt } = this.wishes;
      const run = this.state.addRun(this.state.project(project), plan, course, halt ?? 0);
      if (halt === null) run.begin(this.msPerStep);
      return run.card;
    },
    resume_run: ({ project, run }) => {
      const found = this.state.run(project, run);
      found.resume(this.msPerStep);
      return found.card;
    },
    control_run: ({ project, run, command }) => {
      this.state.run(project, run).command(command, this.msPerStep);
      return null;
    },
    runs: ({ project }) => this.state.project(project).runs.map((run) => run.card),
    run_records: ({ project, run, after }) =>
      this.state.run(project, run).records.slice((after ?? -1) + 1),
  } satisfies Partial<Handlers<keyof Commands>>;

  private readonly handlers: Handlers<keyof Commands> = {
    ...this.projectHandlers,
    ...projectHandlers(this.state, (project) => this.card(project)),
    ...this.dataHandlers,
    ...this.trainHandlers,
    ...checkHandlers(this.state),
    ...privacyHandlers(this.state),
    ...examHandlers(this.state),
    ...tagHandlers(this.state),
    ...shareHandlers(this.state),
    ...this.hub.handlers,
    ...labelHandlers(this.state),
    ...this.talk.handlers,
    ...writtenHandlers(this.state),
  };
}
