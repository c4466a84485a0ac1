import type { TagStanding, TagView } from "../../../backend/types.gen";
import { Job } from "../../../stores/job.svelte";
import type { Session } from "../../../stores/session.svelte";

export function kept(view: TagView): TagStanding | undefined {
  return view.scores.find(({ stage }) => stage === "kept");
}

/** The report of the run on show. Exam rows that came in since are answered first. */
export class TagExam {
  view = $state.raw<TagView | null>(null);
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
    if (run !== this.shown) this.view = null;
    this.shown = run;
    const again = () => this.read(run);
    const ask = () => session.call("tag_report", { project, run });
    const view = await session.attempt(ask, again);
    if (!view || mine !== this.asked) return;
    this.show(view);
    if (view.exam.waiting === 0 || this.job.busy) return;
    const work = (job: string) => session.call("rescore_tags", { project, run, job });
    const fresh = await this.job.run(work, again);
    if (fresh && mine === this.asked) this.show(fresh);
  }

  private show(view: TagView) {
    this.view = view;
    this.session.resultShare = kept(view)?.exact_match ?? null;
  }
}
