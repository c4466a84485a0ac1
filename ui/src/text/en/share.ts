import { count, plural } from "../format";

export const share = {
  title: "Share",
  pages: { save: "Save", use: "Use it now" },
  saveSub: "Keep the model as files on this computer. You can use them without Attune.",
  useSub: (run: number) => `Run ${count(run)} is loaded. Everything here runs on this computer.`,
  sortFile: "Choose a file to sort",
  sortAnother: "Sort another file",
  firstTexts: "The first texts of the file",
  fileBeside: "The sorted file is put beside it. Yours stays as it is.",
  fileDrop:
    "Drop a file anywhere in this window, or choose one below: a sheet, a CSV, TSV, JSON or Parquet table.",
  reviewShare: (share: string) => `${share} are marked for review`,
  openFolder: "Open the folder",
  newFolder: "A new folder is made inside it; nothing there is written over.",
  willGet: "What you will get",
  willGetDetail: {
    peft: "The small add-on (adapter) with its settings, the categories, and a model card. It needs the model it was trained on beside it.",
    merged:
      "The model's weights (safetensors) with their settings, its word list, the categories, and a model card.",
  } as Record<string, string>,
  ollama: {
    title: "For Ollama and LM Studio",
    description: "One file for programs that let you talk with a model (GGUF).",
    unavailable: "Those programs run models that write. This one sorts.",
  },
  synced: (service: string) =>
    `This folder seems to be synchronised by ${service}. What is saved here would leave this computer.`,
  shared: "This folder seems to lie on another computer. What is saved here would leave this one.",
  tryTitle: "Try it",
  tryLabel: "A text of your own",
  tryPlaceholder: "Write or paste a text as it would come in",
  trySubmit: "Sort it",
  trying: "Sorting",
  tryHint: "Enter sorts it. Shift Enter starts a new line.",
  unsure: "Not sure: please check",
  others: (n: number, share: string) =>
    `${plural(n, "other category", "other categories")}, together ${share}`,
  fileTitle: "Sort a whole file",
  fileDetail: "The same file, with predicted, confidence and needs_review added",
  fileAnother: "Another file",
  fileColumn: "Which column is the text?",
  fileStart: (rows: number) => `Sort ${plural(rows, "row")}`,
  fileBusy: "Sorting",
  fileDone: (rows: number) => `${plural(rows, "row")} sorted.`,
  fileReview: (n: number) =>
    n === 0
      ? "All are at least 60% sure."
      : `${plural(n, "row is", "rows are")} below 60% sure and marked needs_review.`,
  fileRejected: (n: number) =>
    `${plural(n, "row")} could not be read and ${n === 1 ? "is" : "are"} not in it.`,
  fileWhere: "Saved as",
  reviewTitle: "Please look at these",
  reviewDetail: (n: number) =>
    `${plural(n, "row is", "rows are")} below 60% sure. Correct a category and take the row into your data: the next run learns from it.`,
  reviewOpen: (n: number) => `Look through ${plural(n, "row")}`,
  reviewSays: (label: string, share: string) => `Model: ${label}, ${share} sure`,
  reviewNone: "No text, so no answer",
  reviewLabel: (line: number) => `Category of line ${line}`,
  reviewAdd: "Add to my data",
  reviewAdded: (label: string) => `Added to ${label}`,
  reviewMore: (n: number) => `Show ${count(n)} more`,
  format: "Form",
  folder: "Folder",
  change: "Change",
  save: { merged: "Save the complete model", peft: "Save the add-on" } as Record<string, string>,
  saveNothing: "Save",
  saving: "Saving",
  saved: "Saved",
  privacy: "None of your rows are in these files.",
  privacyDetail: "A trained model can still give rare phrases away.",
};
