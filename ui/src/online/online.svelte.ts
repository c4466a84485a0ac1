import type { LedgerLine, Online } from "../backend/types.gen";
import type { Session } from "../stores/session.svelte";

/** What the window can do online. Nothing else does. */
export type Doing = "search" | "card" | "fetch" | "key" | "name" | "publish";

/** Whether anything may go online, whose key there is, and what is under way. */
export class Network {
  now = $state.raw<Online | null>(null);
  ledger = $state.raw<LedgerLine[] | null>(null);
  private under = $state.raw<Doing[]>([]);

  constructor(private readonly session: Session) {}

  async read() {
    this.now = await this.session.call("online", {});
  }

  /** What the shield says. */
  get doing(): Doing | null {
    return this.under.at(-1) ?? null;
  }

  get barred() {
    return this.now?.barred ?? null;
  }

  get hasKey(): boolean {
    return this.now !== null && this.now.key !== "none";
  }

  /** Does something that goes online, while the shield says so. */
  async during<T>(doing: Doing, work: () => Promise<T>): Promise<T> {
    this.under = [...this.under, doing];
    try {
      return await work();
    } finally {
      const place = this.under.lastIndexOf(doing);
      this.under = this.under.filter((_, i) => i !== place);
    }
  }

  async readLedger() {
    await this.session.attempt(
      async () => {
        this.ledger = await this.session.call("ledger", { limit: 200 });
      },
      () => this.readLedger(),
    );
  }

  async lock(closed: boolean) {
    await this.session.prefer({ never_online: closed });
    await this.session.attempt(() => this.read());
  }

  /** Fails with what is wrong with the key. */
  async setKey(key: string) {
    this.now = await this.during("key", () => this.session.call("set_access_key", { key }));
  }

  /** Asks the hub whose key this computer's is. */
  async askAccount() {
    await this.session.attempt(async () => {
      this.now = await this.during("key", () => this.session.call("ask_account", {}));
    });
  }

  async forgetKey() {
    await this.session.attempt(async () => {
      this.now = await this.session.call("forget_access_key", {});
    });
  }
}
