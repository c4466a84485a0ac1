import { count, plural } from "../format";

/** A whole project: copied, kept as a file, opened from one. */
export const bundle = {
  copy: "Copy",
  copyName: (name: string, number: string) =>
    number ? `${name} (copy ${number})` : `${name} (copy)`,
  copying: (name: string) => `Copying “${name}”`,
  copied: (name: string) => `“${name}” is there`,
  training: "It is being trained",
  export: "Export",
  exportTitle: (name: string) => `Export “${name}”`,
  exportDetail:
    "The whole project goes into one file: to keep it safe, or to go on with it on another computer. In it are:",
  rows: (rows: string) => `${rows}, with their categories and the steps that can be undone`,
  runs: (runs: number) =>
    `${plural(runs, "training")}: what was learned, and the examples it was learned from`,
  without:
    "Not in it: access keys, settings of this computer, and the models that you tuned from. Those are needed on the other computer, too.",
  ownTitle: "It holds your own texts.",
  ownDetail: "Whoever has the file can read all of them, also those that undo would bring back.",
  folder: "Folder",
  size: (size: string) => `A new file is made in it, of at most about ${size}.`,
  exportYes: "Save the file",
  packing: "Packing the project",
  stop: "Stop",
  saved: (file: string, size: string) => `Saved as ${file} (${size})`,
  savedIn: (folder: string) => `In ${folder}`,
  savedHow: "To open it, drop it on Attune’s window, on this computer or on another.",
  openTitle: (name: string) => `Open the project “${name}”?`,
  openDetail: (rows: number, runs: number) =>
    `A whole project with ${plural(rows, "row")} and ${plural(runs, "training")}. It becomes a new project here; your others stay as they are.`,
  openSize: (size: string) => `It takes ${size} on this disk.`,
  openTrust: "Open only files from people you know.",
  openYes: "Open the project",
  unpacking: "Unpacking the project",
  doneOf: (done: number, total: number) =>
    total > 1e7
      ? `${count(done / 1e6)} of ${count(total / 1e6)} MB`
      : `${count(done / 1e3)} of ${count(total / 1e3)} KB`,
};
