import type { Exported, ExportedFile, ExportFormat, Handle } from "../../backend/types.gen";
import { Job } from "../../stores/job.svelte";
import type { Session } from "../../stores/session.svelte";

/** A run as files: in which form, and into which folder. */
export class Saving {
  formats = $state.raw<ExportFormat[]>([]);
  format = $state("");
  folder = $state.raw<Handle | null>(null);
  exported = $state.raw<Exported | null>(null);
  /** What each format would write, once it is known. */
  private files = $state.raw(new Map<string, ExportedFile[]>());
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
    this.files = new Map();
    await session.attempt(async () => {
      const formats = await session.call("export_formats", { project, run });
      if (run !== this.run) return;
      this.formats = formats;
      this.format = formats.find((other) => other.unavailable === null)?.id ?? "";
      this.folder ??= await session.call("default_folder", {});
      // Where they can't be told, the reason is said when it is saved.
      const files = await session.call("export_files", { project, run }).catch(() => []);
      if (run === this.run) this.files = new Map(files.map((form) => [form.format, form.files]));
    });
  }

  /** The files a format would write; none while they are not known. */
  filesOf(format: string): ExportedFile[] {
    return this.files.get(format) ?? [];
  }

  /** How large they are together; null while that is not known. */
  sizeOf(format: string): number | null {
    const files = this.files.get(format);
    return files ? files.reduce((sum, file) => sum + file.bytes, 0) : null;
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
