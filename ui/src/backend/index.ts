import { isTauri } from "@tauri-apps/api/core";
import type { Backend } from "./backend";
import { tauriBackend } from "./tauri";

export type { Backend, FileKind, FileListener } from "./backend";

/** The window's backend; during development in a plain browser, one that lives in memory. */
export async function connect(): Promise<Backend> {
  if (import.meta.env.DEV && !isTauri()) {
    const { MockBackend } = await import("./mock");
    return new MockBackend();
  }
  return tauriBackend;
}
