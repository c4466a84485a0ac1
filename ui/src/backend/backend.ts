import type { Commands, Handle, Record as RunRecord } from "./types.gen";

/** What a file dialog may be asked for. */
export type FileKind = "data";

export interface FileListener {
  hover(names: string[]): void;
  leave(): void;
  drop(files: Handle[]): void;
}

/** Everything the interface can ask of the machine. The rest of `ui/` knows only this. */
export interface Backend {
  call<C extends keyof Commands>(
    name: C,
    args: Commands[C]["args"],
  ): Promise<Commands[C]["result"]>;
  pickFile(kind: FileKind): Promise<Handle | null>;
  pickFolder(): Promise<Handle | null>;
  /** Delivers the records after `after`, then new ones as they are written, until the run ends. */
  watchRun(
    project: string,
    run: string,
    after: number | null,
    deliver: (records: RunRecord[]) => void,
  ): Promise<void>;
  onFiles(listener: FileListener): Promise<void>;
  /** Opens a folder of a handle in the file manager; for a file, the folder it lies in. */
  openFolder(handle: string): Promise<void>;
  /** A message of the system, where there is one; the window also asks for attention. */
  notify(title: string, body: string): Promise<void>;
  /** Whether closing the window is to be asked about first, because work would be left behind. */
  askBeforeClosing(ask: boolean): Promise<void>;
  /** Calls back when a person would close the window and is to be asked. */
  onClosing(asked: () => void): Promise<void>;
  closeWindow(): Promise<void>;
  /** How large everything is drawn; 1 is 100%. */
  setZoom(factor: number): Promise<void>;
}
