import type { ModelCard } from "../../backend/types.gen";
import { Job } from "../../stores/job.svelte";
import type { Session } from "../../stores/session.svelte";
import { text } from "../../text";

/** Small, open to everyone, and of a family that Attune trains. */
export const WRITER = { repo: "HuggingFaceTB/SmolLM2-135M-Instruct", name: "SmolLM2-135M" };

/** The first model that writes, fetched when asked to. */
export class FetchWriter {
  readonly job: Job;

  constructor(
    private readonly session: Session,
    private readonly onmodel: (id: string, card: ModelCard) => void,
  ) {
    this.job = new Job(session);
  }

  async fetch() {
    const { session } = this;
    session.error = null;
    const card = await this.job.run((id) =>
      session.network.during("fetch", () =>
        session.call("fetch_model", { repo: WRITER.repo, job: id }),
      ),
    );
    if (!card) return;
    session.overlay.say(text.finding.gotIt(card.title));
    this.onmodel(card.id, card);
  }
}
