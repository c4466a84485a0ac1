import type { Handle, Predicted, Preview } from "../../backend/types.gen";
import { GUESS } from "../../parts/readable";
import { Job } from "../../stores/job.svelte";
import type { Session } from "../../stores/session.svelte";

/** A whole file sorted by a run. */
export class Sorting {
  file = $state.raw<Handle | null>(null);
  preview = $state.raw<Preview | null>(null);
  column = $state("");
  result = $state.raw<Predicted | null>(null);
  readonly job: Job;
  private run = "";

  constructor(private readonly session: Session) {
    this.job = new Job(session);
  }

  /** Another run answers anew; the file stays at hand. */
  become(run: string) {
    if (run !== this.run) this.result = null;
    this.run = run;
  }

  get rows(): number {
    return this.preview?.row_count ?? 0;
  }

  async choose() {
    const picked = await this.session.attempt(() => this.session.backend.pickFile("data"));
    if (picked) await this.take(picked);
  }

  async take(file: Handle) {
    const { session } = this;
    session.error = null;
    await session.attempt(async () => {
      const preview = await session.call("inspect_file", { file: file.id, options: GUESS });
      this.preview = preview;
      this.file = file;
      this.column = preview.roles.text ?? preview.columns[0] ?? "";
      this.result = null;
    });
  }

  async sort() {
    const { session, file, column, run } = this;
    const project = session.project?.id;
    if (!project || !file) return;
    session.error = null;
    const answer = await this.job.run((job) =>
      session.call("predict_file", {
        project,
        run,
        file: file.id,
        text_column: column,
        folder: null,
        job,
      }),
    );
    this.result = answer ?? null;
  }
}
