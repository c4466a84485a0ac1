import type { Report } from "../../backend/types.gen";
import { Job } from "../../stores/job.svelte";
import type { Session } from "../../stores/session.svelte";
import { keptScore } from "./mixups";

/** The report of the run on show. Exam rows that came in since are answered first. */
export class Exam {
  report = $state.raw<Report | null>(null);
  readonly job: Job;
  private asked = 0;
  private shown = "";

  constructor(private readonly session: Session) {
    this.job = new Job(session);
  }

  /** Reads the report. While the same run is read again, the old figures stay. */
  async read(run: string) {
    const { session } = this;
    const project = session.project?.id;
    if (!project) return;
    const mine = ++this.asked;
    if (run !== this.shown) this.report = null;
    this.shown = run;
    const answer = await session.attempt(
      () => session.call("report", { project, run }),
      () => this.read(run),
    );
    if (!answer || mine !== this.asked) return;
    this.show(answer);
    if (answer.exam.waiting > 0 && !this.job.busy) await this.rescore(project, run, mine);
  }

  private async rescore(project: string, run: string, mine: number) {
    const answer = await this.job.run(
      (job) => this.session.call("rescore", { project, run, job }),
      () => this.read(run),
    );
    if (answer && mine === this.asked) this.show(answer);
  }

  private show(report: Report) {
    this.report = report;
    this.session.resultShare = keptScore(report)?.accuracy ?? null;
  }
}
