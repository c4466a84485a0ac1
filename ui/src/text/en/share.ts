import { plural } from "../format";

export const share = {
  title: "Share",
  sub: "Everything here runs on this computer.",
  tryTitle: "Try one text",
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
  fileChoose: "Choose a file",
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
  saveTitle: "Keep the model as files",
  saveDetail: "You can use them without Attune.",
  format: "Form",
  folder: "Folder",
  change: "Choose another folder",
  save: (title: string) => `Save the ${title.toLowerCase()}`,
  saveNothing: "Save",
  saving: "Saving",
  saved: "Saved",
  files: "Files",
  privacy: "None of your rows are in these files. A trained model can still repeat rare phrases.",
};
