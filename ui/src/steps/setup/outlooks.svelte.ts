import type { ModelOutlook } from "../../backend/types.gen";
import type { Session } from "../../stores/session.svelte";

/** What training each model would take, for the open project's rows; asked once for each. */
export class Outlooks {
  private known = $state.raw<Record<string, ModelOutlook>>({});
  private asked = new Set<string>();

  constructor(private readonly session: Session) {}

  of(model: string): ModelOutlook | undefined {
    return this.known[model];
  }

  /** Whether it is known not to fit. What is not known is given the benefit of the doubt. */
  fits(model: string): boolean {
    return this.known[model]?.fit !== "wont_fit";
  }

  async ask(models: string[]) {
    const project = this.session.project?.id;
    const fresh = models.filter((id) => !this.asked.has(id));
    if (!project || fresh.length === 0) return;
    for (const id of fresh) this.asked.add(id);
    // Without an outlook the list is as good as before.
    const found = await this.session
      .call("outlooks", { project, models: fresh })
      .catch((): ModelOutlook[] => []);
    const more = Object.fromEntries(found.map((one) => [one.model, one]));
    this.known = { ...this.known, ...more };
  }

  /** Memory was freed or taken since. */
  forget() {
    this.asked.clear();
  }
}
