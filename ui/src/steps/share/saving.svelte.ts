import type { Exported, ExportFormat, Handle } from "../../backend/types.gen";
import { Job } from "../../stores/job.svelte";
import type { Session } from "../../stores/session.svelte";

/** A run as files: in which form, and into which folder. */
export class Saving {
  formats = $state.raw<ExportFormat[]>([]);
  format = $state("");
  folder = $state.raw<Handle | null>(null);
  exported = $state.raw<Exported | null>(null);
  readonly job: Job;
  private run = "";

  constructor(private readonly session: Session) {
    this.job = new Job(session);
  }

  /** Another run may have other forms. */
  async become(run: string) {
    const { session } = this;
    const project = session.project?.id;
    if (!project || run === this.run) return;
    this.run = run;
    this.exported = null;
    await session.attempt(async () => {
      const formats = await session.call("export_formats", { project, run });
      if (run !== this.run) return;
      this.formats = formats;
      this.format = formats.find((other) => other.unavailable === null)?.id ?? "";
      this.folder ??= await session.call("default_folder", {});
    });
  }

  get chosen(): ExportFormat | undefined {
    return this.formats.find((other) => other.id === this.format);
  }

  get ready(): boolean {
    return !this.job.busy && this.chosen !== undefined && this.folder !== null;
  }

  choose(format: string) {
    this.format = format;
    this.exported = null;
  }

  /** Where it will be saved, as a path. */
  get path(): string {
    return this.folder ? `${this.folder.folder}/${this.folder.name}`.replaceAll("//", "/") : "";
  }

  async change() {
    const picked = await this.session.attempt(() => this.session.backend.pickFolder());
    if (picked) this.folder = picked;
  }

  async save() {
    const { session, folder, format, run } = this;
    const project = session.project?.id;
    if (!project || !folder || !this.ready) return;
    session.error = null;
    this.exported = null;
    const answer = await this.job.run((job) =>
      session.call("export_run", { project, run, format, folder: folder.id, job }),
    );
    if (answer && run === this.run) this.exported = answer;
  }
}
