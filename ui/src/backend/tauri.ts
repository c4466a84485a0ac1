import { Channel, invoke } from "@tauri-apps/api/core";
import { listen } from "@tauri-apps/api/event";
import { getCurrentWebview } from "@tauri-apps/api/webview";
import type { Backend, FileListener } from "./backend";
import type { Handle, Record as RunRecord } from "./types.gen";

/** The window's backend: every shared command travels through the one Tauri command `call`. */
export const tauriBackend: Backend = {
  call: (name, args) => invoke("call", { name, args }),
  pickFile: (kind) => invoke<Handle | null>("pick_file", { kind }),
  pickFolder: () => invoke<Handle | null>("pick_folder"),

  openFolder: (handle) => invoke("open_folder", { handle }),
  notify: (title, body) => invoke("notify", { title, body }),
  askBeforeClosing: (ask) => invoke("ask_before_closing", { ask }),
  async onClosing(asked) {
    await listen("close-asked", () => asked());
  },
  closeWindow: () => invoke("close_window"),
  setZoom: (factor) => getCurrentWebview().setZoom(factor),

  async watchRun(project, run, after, deliver) {
    const channel = new Channel<RunRecord[]>();
    channel.onmessage = deliver;
    await invoke("watch_run", { project, run, after, channel });
  },

  async onFiles(listener: FileListener) {
    await listen<{ names: string[] }>("files-hover", (event) =>
      listener.hover(event.payload.names),
    );
    await listen("files-hover-end", () => listener.leave());
    await listen<Handle[]>("files-dropped", (event) => listener.drop(event.payload));
  },
};
