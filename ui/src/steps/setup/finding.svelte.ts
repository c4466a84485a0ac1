import type { FoundModel, ModelCard, RecommendedModel } from "../../backend/types.gen";
import { Job } from "../../stores/job.svelte";
import type { Session } from "../../stores/session.svelte";

/** Languages that can be chosen. */
export const LANGUAGES = ["en", "de", "fr", "es", "it", "multilingual"] as const;
/** Languages from which on a model counts as one for many. */
const MANY = 10;

function reads({ found, language_count }: RecommendedModel, language: string): boolean {
  const { languages } = found;
  if (language === "multilingual") return (language_count ?? languages.length) >= MANY;
  return !language || languages.includes(language);
}

/** Models searched and fetched. One is fetched at a time; the others wait for it. */
export class Finding {
  words = $state("");
  language = $state("");
  licence = $state("");
  /** Only what fits this computer. */
  fitting = $state(false);
  /** Null until something was searched. */
  found = $state.raw<FoundModel[] | null>(null);
  /** Worth recommending for the project; null until they were read. */
  recommended = $state.raw<RecommendedModel[] | null>(null);
  searching = $state(false);
  /** The model under way. */
  fetching = $state<string | null>(null);
  /** The model that asks for a key. */
  asksKey = $state.raw<FoundModel | null>(null);
  readonly job: Job;

  constructor(private readonly session: Session) {
    this.job = new Job(session);
  }

  /** What is recommended for the open project; the language of its rows is chosen. */
  async recommend() {
    const { session } = this;
    const project = session.project?.id;
    if (!project) return;
    const ask = () => session.call("recommended_models", { project });
    const known = await session.attempt(ask, () => this.recommend());
    if (!known) return;
    this.recommended = known.models;
    const code = LANGUAGES.find((language) => language === known.language);
    if (code && known.models.some((model) => reads(model, code))) this.language = code;
  }

  /** The recommended ones that read the chosen language, under the chosen licence. */
  get suited(): RecommendedModel[] {
    const { language, licence } = this;
    const free = (model: RecommendedModel) => !licence || model.licence_id === licence;
    return (this.recommended ?? []).filter((model) => reads(model, language) && free(model));
  }

  async search() {
    const { session } = this;
    const words = this.words.trim();
    if (!words || this.searching) return;
    const query = { words, language: this.language || null, licence: this.licence || null };
    session.error = null;
    this.searching = true;
    const found = await session.attempt(
      () => session.network.during("search", () => session.call("search_models", { query })),
      () => this.search(),
    );
    this.searching = false;
    if (found) this.found = found;
  }

  /** Fetches it, or goes on where it was paused. Gives its card once it is here, checked. */
  async fetch(model: FoundModel): Promise<ModelCard | undefined> {
    const { session } = this;
    if (this.fetching) return undefined;
    if (model.gated && !session.network.hasKey) {
      this.asksKey = model;
      return undefined;
    }
    session.error = null;
    this.fetching = model.id;
    const card = await this.job.run((job) =>
      session.network.during("fetch", () => session.call("fetch_model", { repo: model.id, job })),
    );
    this.fetching = null;
    this.mark(model.id, card ? "here" : "begun");
    // The licence was not accepted yet, or it is someone else's key.
    if (this.wantsKey) this.asksKey = model;
    return card;
  }

  private get wantsKey(): boolean {
    return this.session.error?.code === "key_needed";
  }

  pause() {
    return this.job.cancel();
  }

  async discard(model: FoundModel) {
    const { session } = this;
    const done = await session.attempt(() => session.call("discard_fetch", { repo: model.id }));
    if (done !== undefined) this.mark(model.id, "open");
  }

  private mark(id: string, state: FoundModel["state"]) {
    const change = (model: FoundModel) => (model.id === id ? { ...model, state } : model);
    this.found = this.found?.map(change) ?? null;
    this.recommended =
      this.recommended?.map((model) => ({ ...model, found: change(model.found) })) ?? null;
  }
}
