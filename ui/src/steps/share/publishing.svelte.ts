import type { Draft, NameState, Pushed } from "../../backend/types.gen";
import { Job } from "../../stores/job.svelte";
import type { Session } from "../../stores/session.svelte";
import { renamed } from "./cards";

/** The hub's own rule for names. */
const NAME = /^[A-Za-z0-9](?:[A-Za-z0-9_]|[-.](?![-.]))*$/;
const PAUSE_MS = 500;

/** A run on its way to the hub: a draft that is looked at, and then sent. */
export class Publishing {
  owner = $state("");
  private typed = $state("");
  everyone = $state(false);
  format = $state("");
  draft = $state.raw<Draft | null>(null);
  card = $state("");
  /** Null while it is not known. */
  taken = $state.raw<{ repo: string; state: NameState } | null>(null);
  asking = $state(false);
  done = $state.raw<Pushed | null>(null);
  /** Makes the draft. */
  readonly making: Job;
  /** Sends it. */
  readonly sending: Job;
  private run = "";
  /** The name that stands in the card. */
  private inCard = "";
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly session: Session) {
    this.making = new Job(session);
    this.sending = new Job(session);
  }

  get account() {
    return this.session.network.now?.account ?? null;
  }

  get owners(): string[] {
    const account = this.account;
    return account ? [account.name, ...account.organisations] : [];
  }

  get name(): string {
    return this.typed;
  }

  get nameIsGood(): boolean {
    return NAME.test(this.typed) && !/[-.]$/.test(this.typed) && this.typed.length <= 90;
  }

  get repo(): string {
    return `${this.owner}/${this.typed}`;
  }

  get state(): NameState | null {
    return this.taken?.repo === this.repo ? this.taken.state : null;
  }

  get ready(): boolean {
    const idle = !this.making.busy && !this.sending.busy && this.done === null;
    const open = this.everyone || this.state !== "own_public";
    return idle && open && this.draft !== null && this.nameIsGood && this.state !== null;
  }

  /** Another run, form or account needs another draft. */
  async become(run: string, format: string) {
    const { session } = this;
    const project = session.project;
    if (!project || !this.account || !format) return;
    if (run === this.run && format === this.format && this.draft) return;
    this.run = run;
    this.format = format;
    this.owner ||= this.account.name;
    this.typed ||= suggested(project.name);
    this.done = null;
    this.draft = null;
    const repo = this.repo;
    const draft = await this.making.run((job) =>
      session.call("prepare_publish", { project: project.id, run, format, repo, job }),
    );
    if (!draft || run !== this.run || format !== this.format) return;
    this.draft = draft;
    this.card = renamed(draft.card, repo, this.repo);
    this.inCard = this.repo;
    if (!draft.may_be_public) this.everyone = false;
    this.askName();
  }

  rename(owner: string, name: string) {
    this.owner = owner;
    this.typed = name;
    if (!this.nameIsGood) return;
    if (this.inCard) {
      this.card = renamed(this.card, this.inCard, this.repo);
      this.inCard = this.repo;
    }
    this.askName();
  }

  /** Asks the hub whether the name is free, once the person pauses. */
  private askName() {
    clearTimeout(this.timer);
    if (!this.nameIsGood) return;
    const { session, repo } = this;
    this.timer = setTimeout(async () => {
      const state = await session.attempt(() =>
        session.network.during("name", () => session.call("check_name", { repo })),
      );
      if (state && repo === this.repo) this.taken = { repo, state };
    }, PAUSE_MS);
  }

  /** The button: for everyone it asks first. */
  publish() {
    if (!this.ready) return;
    if (this.everyone) this.asking = true;
    else void this.send();
  }

  async send() {
    const { session, draft, card, repo, everyone } = this;
    this.asking = false;
    if (!draft) return;
    session.error = null;
    const done = await this.sending.run((job) =>
      session.network.during("publish", () =>
        session.call("publish", { draft: draft.id, repo, public: everyone, card, job }),
      ),
    );
    if (done) this.done = done;
  }

  /** Lets the draft go. */
  forget() {
    clearTimeout(this.timer);
    const draft = this.draft?.id;
    this.draft = null;
    this.run = "";
    if (draft) void this.session.call("discard_draft", { draft }).catch(() => null);
  }
}

/** "Patient messages" becomes "patient-messages". */
export function suggested(project: string): string {
  const plain = project
    .normalize("NFKD")
    .toLowerCase()
    .replace(/[\u0300-\u036f]/g, "")
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "");
  return plain.slice(0, 60).replace(/-+$/, "") || "my-model";
}
