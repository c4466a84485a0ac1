import { count, plural } from "../format";

/** Models worth recommending, their cards, and those on a drive. */
export const models = {
  recommended: "Recommended for this goal",
  recommendedDetail:
    "From a list that comes with Attune. Nothing is asked of anyone until you press Get.",
  recommendedNone: "None of them reads this language. Choose any language, or search.",
  list: "Recommended models",
  found: "Found online",
  again: "Show the recommended ones",
  tried: "Tried by us",
  notTried: "Not tried by us",
  parameters: (n: string) => `${n} parameters`,
  languages: (n: number) => plural(n, "language"),
  languagesUnknown: "languages not stated",
  notStated: "not stated",
  size: "Which size",
  anySize: "Any size",
  fits: "Fits this computer",
  takes: (time: string, memory: string) => `${time}, ${memory} of memory for your rows`,
  takesNote:
    "Time and memory are told from the model’s sizes, for Balanced with the method offered first. Once it is here, they are measured.",
  lacks: (memory: string) => `needs ${memory} more free memory`,
  read: "Read the model card",
  reading: "Fetching the model card",
  cardTitle: (model: string) => `What its maker says of ${model}`,
  cardNote:
    "Written by its maker, not by us. Pictures are not fetched, and addresses are not links: copy one into your browser.",
  page: "Its page, for your browser:",
  picture: (words: string) => (words ? `[Picture: ${words}]` : "[Picture]"),
  drive: "Look through a drive",
  looking: (n: number) => `Looked into ${plural(n, "folder")}`,
  stop: "Stop looking",
  foundOnDrive: (n: number) =>
    n === 0
      ? "No model that Attune can train was found there"
      : `${plural(n, "model")} found there`,
  refused: (n: number) => `${plural(n, "folder")} with a model of another build left out`,
  incomplete: (n: number) =>
    `Only the first ${count(n)} folders were looked into; choose a smaller one.`,
};
