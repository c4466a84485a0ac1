import type { Backend } from "../backend";
import type {
  Error as AppError,
  AppInfo,
  Commands,
  DataSummary,
  Goal,
  Handle,
  ModelCard,
  Preferences,
  ProjectCard,
  ProjectView,
  RunCard,
  Settings,
  TrainingOptions,
} from "../backend/types.gen";
import { Network } from "../online/online.svelte";
import { text } from "../text";
import { inWords } from "../text/engine";
import { Checks } from "./checks.svelte";
import { toAppError } from "./errors";
import { sorts } from "./goals";
import { type Incoming, Intake, type TakeOptions } from "./intake.svelte";
import { optionsInWords } from "./options";
import { Overlay } from "./overlay.svelte";
import { PlanDraft } from "./plan.svelte";
import { RunWatch } from "./watch.svelte";

export const STEPS = ["data", "setup", "train", "evaluate", "share"] as const;
export type Step = (typeof STEPS)[number];
export type Place = "home" | Step;
/** The pages of the step Data. */
export type DataPage = "import" | "check" | "label";

/** What rows are that are not simply rows. */
const ROWS_OF: Partial<Record<Goal, string>> = { chat: "conversations", continue: "texts" };

/** What the whole window shares: where one is, the open project, and the run being watched. */
export class Session {
  info = $state.raw<AppInfo | null>(null);
  preferences = $state.raw<Preferences>({
    theme: "system",
    text_size: 1,
    language: "system",
    letter_keys: true,
    notifications: true,
    suggestions: true,
    never_online: false,
  });
  place = $state<Place>("home");
  dataPage = $state<DataPage>("import");
  /** All projects, the last opened first; null until they were read. */
  projects = $state.raw<ProjectCard[] | null>(null);
  project = $state.raw<ProjectView | null>(null);
  private knownModels = $state.raw<ModelCard[]>([]);
  private knownOptions = $state.raw<TrainingOptions | null>(null);
  /** Of every goal that was asked for. */
  private readonly optionsOf = new Map<Goal, TrainingOptions>();
  private shownModels = $derived(
    this.knownModels.map((model) => inWords("models", model.id, model)),
  );
  /** Methods, presets and settings, in the language on show. */
  readonly options = $derived(this.knownOptions && optionsInWords(this.knownOptions));
  /** Names of files that hover over the window. */
  hovering = $state.raw<string[] | null>(null);
  error = $state.raw<AppError | null>(null);
  watch = $state.raw<RunWatch | null>(null);
  /** The run whose result Evaluate and Share show; the newest by itself. */
  chosenRun = $state<string | null>(null);
  /**
   * Known once the report of the shown run was read: the share that is right, or by how much of what
   * it was the perplexity fell.
   */
  resultShare = $state<number | null>(null);
  /** Interrupted projects whose banner was put off. */
  postponed = $state<string[]>([]);
  readonly plan = new PlanDraft();
  readonly intake = new Intake(this);
  readonly overlay = new Overlay();
  readonly checks = new Checks(this);
  readonly network = new Network(this);
  /** How what went wrong can be tried once more, where it was only a look at something. */
  private readonly ways = new WeakMap<AppError, () => unknown>();

  constructor(readonly backend: Backend) {}

  call<C extends keyof Commands>(name: C, args: Commands[C]["args"]) {
    return this.backend.call(name, args);
  }

  /** Runs `work`; what goes wrong is shown, not thrown. Beside it, `again` is offered. */
  async attempt<T>(work: () => Promise<T>, again?: () => unknown): Promise<T | undefined> {
    try {
      return await work();
    } catch (thrown) {
      this.error = toAppError(thrown);
      if (again) this.ways.set(this.error, again);
      return undefined;
    }
  }

  /** Tries once more what went wrong; absent where only the person knows how. */
  get retry(): (() => void) | undefined {
    const again = this.error && this.ways.get(this.error);
    if (!again) return undefined;
    return () => {
      this.error = null;
      again();
    };
  }

  async start() {
    await this.backend.onFiles({
      hover: (names) => {
        this.hovering = names;
      },
      leave: () => {
        this.hovering = null;
      },
      drop: (files) => {
        this.hovering = null;
        void this.intake.offer(files);
      },
    });
    await this.backend.onClosing(() => {
      this.overlay.closing = true;
    });
    this.preferences = await this.call("preferences", {});
    this.info = await this.call("app_info", {});
    await this.network.read();
    this.models = await this.call("models", {});
    await this.aim("classify");
  }

  /** Offers what can be chosen for a goal. The plan begins anew where the goal is another. */
  private async aim(goal: Goal) {
    const known = this.optionsOf.get(goal) ?? (await this.call("training_options", { goal }));
    this.optionsOf.set(goal, known);
    if (this.goal !== goal && this.project) return;
    if (this.knownOptions === known) return;
    this.knownOptions = known;
    this.plan.begin(this.fitting, known);
  }

  /** What the open project's model is to learn. */
  get goal(): Goal {
    return this.project?.data?.goal ?? "classify";
  }

  /** What the project calls its rows, in the plural; null where they are simply rows. */
  get noun(): string | null {
    const { noun, data } = this.project ?? {};
    return noun || (data ? (ROWS_OF[data.goal] ?? null) : null);
  }

  /** Models that can learn what the project wants. */
  get fitting(): ModelCard[] {
    return this.models.filter((model) => (sorts(this.goal) ? model.sorts : model.writes));
  }

  go(place: Place) {
    if (place !== "home" && !this.reachable(place)) return;
    this.error = null;
    this.place = place;
  }

  async goHome() {
    const project = this.project;
    this.go("home");
    this.intake.clear();
    // While a run is watched the project stays open, so that its progress is not lost from sight.
    if (project && !this.watch?.active) {
      this.leave();
      await this.attempt(() => this.call("close_project", { project: project.id }));
    }
  }

  private leave() {
    this.watch?.stop();
    this.watch = null;
    this.project = null;
    this.dataPage = "import";
    this.checks.clear();
    this.overlay.toast = null;
    this.chosenRun = null;
    this.resultShare = null;
  }

  /** Shows a project that was just opened or made. */
  enter(project: ProjectView, place: Place) {
    if (this.project?.id !== project.id) this.leave();
    this.project = project;
    this.plan.given = wishes(project.data);
    void this.attempt(() => this.aim(this.goal));
    this.intake.leaveProject();
    this.error = null;
    const [newest] = project.runs;
    if (newest && this.watch?.card.id !== newest.id) this.observe(newest);
    this.place = place;
  }

  async open(id: string) {
    await this.attempt(async () => {
      const project = await this.call("open_project", { project: id });
      await this.change(project, this.landing(project));
      if (this.place === "data" && (await this.wasLabelling(project))) this.dataPage = "label";
    });
  }

  /** Rows wait for a label, and the person has begun to give them, or must. */
  private async wasLabelling({ id, data }: ProjectView): Promise<boolean> {
    if (!data || data.unlabelled === 0 || !sorts(data.goal)) return false;
    if (data.labelled === 0) return true;
    const progress = await this.call("label_progress", { project: id });
    return progress.given > 0 && progress.waiting > 0;
  }

  private landing(project: ProjectView): Place {
    const [newest] = project.runs;
    if (!newest) return "data";
    if (newest.state !== "finished") return "train";
    return sorts(newest.task) ? "evaluate" : "share";
  }

  /** Shows another project instead of the open one, which other programs may then have. */
  async change(project: ProjectView, place: Place) {
    const open = this.project;
    if (open && open.id !== project.id && !this.watch?.active) {
      await this.attempt(() => this.call("close_project", { project: open.id }));
    }
    this.enter(project, place);
  }

  async readProjects() {
    await this.attempt(
      async () => {
        this.projects = await this.call("projects", {});
      },
      () => this.readProjects(),
    );
  }

  get incoming(): Incoming | null {
    return this.intake.incoming;
  }

  take(file: Handle, options: TakeOptions = {}) {
    return this.intake.take(file, options);
  }

  nextFile() {
    this.intake.next();
  }

  /** Leaves out the file at hand. A project that was only made for it goes with it. */
  async discardFile() {
    this.error = null;
    this.nextFile();
    const project = this.project;
    if (this.incoming || !project || project.data || project.runs.length > 0) return;
    await this.deleteProject(project.id);
  }

  async chooseFile(options: TakeOptions = {}) {
    const file = await this.attempt(() => this.backend.pickFile("data"));
    if (!file) return;
    if (this.place === "home") await this.intake.offer([file]);
    else await this.take(file, options);
  }

  async chooseFolder() {
    const folder = await this.attempt(() => this.backend.pickFolder());
    if (folder) await this.take(folder);
  }

  get models(): ModelCard[] {
    return this.shownModels;
  }

  set models(models: ModelCard[]) {
    this.knownModels = models;
  }

  get canUndo(): boolean {
    return !!this.project?.data?.undo;
  }

  get canRedo(): boolean {
    return !!this.project?.data?.redo;
  }

  /** Takes the newest change of the data back, or does it again. */
  async retrace(way: "undo" | "redo") {
    const project = this.project;
    if (!project || !(way === "undo" ? this.canUndo : this.canRedo)) return;
    this.error = null;
    const data = await this.attempt(() => this.call(way, { project: project.id }));
    if (!data) return;
    this.setData(data);
    await this.refresh();
    // Where the data is not in sight, a line says that it changed.
    if (this.place !== "data") this.overlay.say(text.app[way === "undo" ? "undone" : "redone"]);
  }

  setData(data: DataSummary) {
    if (this.project) this.project = { ...this.project, data };
    this.plan.given = wishes(data);
    void this.attempt(() => this.aim(this.goal));
    // Rows that are not sorted have nothing to be labelled.
    if (!sorts(data.goal) && this.dataPage === "label") this.dataPage = "import";
  }

  /** Reads the open project afresh: after a run ended, or data was changed. */
  async refresh() {
    const id = this.project?.id;
    if (!id) return;
    await this.attempt(async () => {
      const runs = await this.call("runs", { project: id });
      if (this.project?.id === id) this.project = { ...this.project, runs };
    });
  }

  observe(card: RunCard) {
    const project = this.project;
    if (!project) return;
    this.watch?.stop();
    this.watch = new RunWatch(this.backend, project.id, card, () => void this.refresh());
    void this.attempt(() => this.watch?.start() ?? Promise.resolve());
  }

  /** The project's runs, newest first; what is known of the watched one is fresher. */
  get runs(): RunCard[] {
    const watched = this.watch?.card;
    return (this.project?.runs ?? []).map((run) => (run.id === watched?.id ? watched : run));
  }

  /** Runs that have something to show. One that was cut off has to be brought to its end first. */
  get results(): RunCard[] {
    return this.runs.filter((run) => run.state === "finished");
  }

  get resultRun(): RunCard | null {
    const results = this.results;
    return (
      results.find((run) => run.id === this.chosenRun) ??
      results.find((run) => run.in_use) ??
      results[0] ??
      null
    );
  }

  get dataReady(): boolean {
    const data = this.project?.data;
    return !!data && data.obstacles.length === 0;
  }

  reachable(step: Step): boolean {
    if (!this.project) return false;
    switch (step) {
      case "data":
        return true;
      case "setup":
        return this.dataReady;
      case "train":
        return this.dataReady || this.project.runs.length > 0;
      case "evaluate":
      case "share":
        return this.resultRun !== null;
    }
  }

  /** The place of a category among the open project's, for its colour. */
  categoryIndex(name: string): number {
    return this.project?.data?.categories.find((other) => other.name === name)?.place ?? -1;
  }

  modelTitle(id: string): string {
    return this.models.find((model) => model.id === id)?.title ?? id;
  }

  methodTitle(id: string): string {
    return this.options?.methods.find((method) => method.id === id)?.title ?? id;
  }

  presetTitle(id: string): string {
    return this.options?.presets.find((preset) => preset.id === id)?.title ?? id;
  }

  /** What the person prefers from now on; shown at once, and kept. */
  async prefer(change: Partial<Preferences>) {
    this.preferences = { ...this.preferences, ...change };
    await this.attempt(async () => {
      this.preferences = await this.call("set_preferences", { preferences: this.preferences });
    });
  }

  /** Gives a project another name, open or not. */
  async rename(id: string, name: string) {
    await this.attempt(async () => {
      const renamed = await this.call("rename_project", { project: id, name });
      if (this.project?.id === id) this.project = renamed;
    });
    await this.readProjects();
  }

  /** Deletes a project for good; the open one is left first. */
  async deleteProject(id: string) {
    await this.attempt(async () => {
      await this.call("delete_project", { project: id });
      if (this.project?.id === id) {
        this.leave();
        this.place = "home";
      }
    });
    await this.readProjects();
  }
}

/** Settings that the checks of the data decided. */
function wishes(data: DataSummary | null): Settings {
  return data?.weigh_rare ? { class_weights: "true" } : {};
}
