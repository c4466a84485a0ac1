import type { Handle, ProjectFile, ProjectView } from "../backend/types.gen";
import { projectName } from "../text/format";
import type { Session } from "./session.svelte";

/** A file that was chosen but not yet imported. */
export interface Incoming {
  file: Handle;
  testOnly: boolean;
  replace: boolean;
}

export interface TakeOptions {
  testOnly?: boolean;
  replace?: boolean;
}

/** Where files go: dropped ones ask first, then they are learned from or sorted. */
export class Intake {
  /** Files that wait for an answer to what is to be done with them. */
  offered = $state.raw<Handle[] | null>(null);
  /** The file whose columns are being looked at. */
  incoming = $state.raw<Incoming | null>(null);
  /** A file to be sorted by the open project's model; Share takes it from here. */
  toSort = $state.raw<Handle | null>(null);
  /** Whole projects that were handed over as files, and wait to be opened. */
  private whole = $state.raw<ProjectFile[]>([]);
  /** Files dropped together come one after the other. */
  private queue: Handle[] = [];

  constructor(private readonly session: Session) {}

  /** Asks what to do with files. With no project yet there is nothing to ask. */
  async offer(handed: Handle[]) {
    const files = await this.setProjectsAside(handed);
    if (files.length === 0) return;
    await this.session.readProjects();
    if (this.session.projects?.length === 0) await this.begin(files);
    else this.offered = files;
  }

  /** The whole project that is asked about now. */
  get found(): ProjectFile | null {
    return this.whole[0] ?? null;
  }

  /** It is settled: on to the next one, if any. */
  nextProject() {
    this.whole = this.whole.slice(1);
  }

  /** Files that are whole projects are asked about on their own; gives the others. */
  private async setProjectsAside(files: Handle[]): Promise<Handle[]> {
    const others: Handle[] = [];
    for (const file of files) {
      // One that is damaged says so; those dropped with it are taken all the same.
      await this.session.attempt(async () => {
        const found = await this.session.call("project_file", { file: file.id });
        if (found) this.whole = [...this.whole, found];
        else others.push(file);
      });
    }
    return others;
  }

  /** Makes a project of files. */
  async begin(files: Handle[]) {
    await this.enter(files, () =>
      this.session.call("create_project", { name: projectName(files[0]?.name ?? "") }),
    );
  }

  /** Adds files to a project. */
  async learn(files: Handle[], project: string) {
    await this.enter(files, () => this.session.call("open_project", { project }));
  }

  private async enter(files: Handle[], open: () => Promise<ProjectView>) {
    this.offered = null;
    await this.session.attempt(async () => {
      const project = await open();
      await this.session.change(project, "data");
      this.queue = files;
      this.next();
    });
  }

  /** Asks for a file and brings it before a project's model. */
  async chooseToSort(project: string) {
    const file = await this.session.attempt(() => this.session.backend.pickFile("data"));
    if (file) await this.sort(file, project);
  }

  /** Brings a file before a project's model. */
  async sort(file: Handle, project: string) {
    this.offered = null;
    await this.session.attempt(async () => {
      const view = await this.session.call("open_project", { project });
      await this.session.change(view, "share");
      this.toSort = file;
    });
  }

  /** A chosen file: at Home it begins a project, elsewhere it is added to the open one. */
  async take(file: Handle, options: TakeOptions = {}) {
    const { session } = this;
    if ((await this.setProjectsAside([file])).length === 0) return;
    if (session.place === "home" || !session.project) return this.begin([file]);
    this.incoming = {
      file,
      testOnly: options.testOnly ?? false,
      replace: options.replace ?? false,
    };
    session.go("data");
  }

  /** The file at hand is settled: on to the next of those dropped together, if any. */
  next() {
    const [file, ...others] = this.queue;
    this.queue = others;
    this.incoming = file ? { file, testOnly: false, replace: false } : null;
  }

  /** Another project is shown: what was at hand for the last one is not. Questions asked stay. */
  leaveProject() {
    this.incoming = null;
    this.toSort = null;
    this.queue = [];
  }

  /** Nothing is at hand any more. */
  clear() {
    this.leaveProject();
    this.offered = null;
    this.whole = [];
  }
}
