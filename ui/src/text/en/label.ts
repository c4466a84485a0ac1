import { count, plural } from "../format";

/** The person's own word for rows, or ours. */
const rows = (noun: string | null) => noun ?? "rows";

export const label = {
  begin: "Label rows",
  importPage: "Import",
  title: "Label",
  sub: "You are the expert. The most useful rows come first; stop whenever you like.",
  saved: "Saved after every answer",
  progress: "Labelled",
  left: (time: string) => `${time} left`,
  line: (line: number) => `Line ${count(line)}`,
  putOff: "Skipped before",
  byChance: "By chance: no suggestion",
  byChanceWhy:
    "Two of ten rows come by chance. Nothing is suggested there, so that it cannot lead you; on these rows it shows how good suggestions really are.",
  useful: "Very useful: the model hesitates here",
  categories: "Category",
  suggested: "suggested",
  accept: "Accept",
  newCategory: "New category",
  definitions: "What belongs where",
  way: {
    later: "Skip",
    colleague: "Ask a colleague",
    none_fits: "None of these",
  },
  wayWhy: {
    later: "It is asked again at the end",
    colleague: "It goes to a list that can be saved as a file",
    none_fits: "It fits no category, and is left out of training",
  },
  beside: "What comes next, and what was done",
  next_useful: "Next, most useful first",
  next_mixed: "Next, in mixed order",
  reading: (done: number, total: number) =>
    `A quick model is reading: ${count(done)} of ${plural(total, "text")}.`,
  headLater: "From two categories on, a quick model puts the most useful first.",
  headNames: "Where a quick model that knows only the names of your categories is least sure.",
  headLabels: (n: number) =>
    `Where a quick model trained on your ${plural(n, "label")} is least sure.`,
  headFault: "The quick model could not learn just now. You can go on labelling.",
  find: (noun: string | null) => `Find in the ${rows(noun)}`,
  found: (n: number, noun: string | null) =>
    `${count(n)} ${n === 1 && !noun ? "row" : rows(noun)} found`,
  many: "Label them all",
  manyTitle: (words: string) => `Rows with “${words}”`,
  manyDetail: "Untick what does not belong. It is one step, and can be undone.",
  manyFirst: (n: number) =>
    `These are the first ${count(n)}; the others can follow in the same way.`,
  manyInto: "All of them are",
  manyDo: (n: string) => `Label ${n}`,
  manyDone: (n: number, name: string) => `${plural(n, "row")} labelled as “${name}”.`,
  choose: "Choose a category",
  justDone: "Just done",
  asSuggested: ", as suggested",
  changed: ", you changed it",
  marked: { later: "Skipped", colleague: "Left to a colleague", none: "None of these" },
  matched: "The suggestion matched your choice in",
  hidden: (right: number, all: number) =>
    `Where it was hidden from you, it was right in ${count(right)} of ${count(all)}.`,
  mostHelpful: (more: number, name: string) =>
    `About ${count(more)} more of ${name} would help most.`,
  helpfulWhy: (right: number) =>
    `The quick model is right on about ${count(right)} of 100 labels it was not shown.`,
  enough: "More labels would hardly help now.",
  enoughWhy: (right: number) =>
    `Twice as many would change little: the quick model is right on about ${count(right)} of 100 it was not shown.`,
  aside: (colleague: number, none: number) =>
    [
      colleague > 0 ? `${count(colleague)} left to a colleague` : "",
      none > 0 ? `${count(none)} in no category` : "",
    ]
      .filter(Boolean)
      .join(", "),
  together: "Label with a colleague",
  allDone: (n: number) => (n === 1 ? "The one row is labelled." : `All ${count(n)} are labelled.`),
  onlyColleague: (n: number) =>
    n === 1 ? "Only one waits, for a colleague." : `Only ${count(n)} wait, for a colleague.`,
  nothing: "Every row has a label.",
  later: "Rows without a label that you add later will be asked here, the least sure first.",
  firstTitle: "Which categories are there?",
  firstDetail: "Name one that this could be. You can add more at any time with N.",
  firstExample: "Delivery",
  add: "Add",
  name: "Name",
  taken: "There is a category of this name already.",
  definition: "What belongs into it",
  definitionExample: "For example: what belongs here, and what does not",
  definitionWhy: "A sentence helps you to stay with it, and helps the first suggestions.",
  colleagueTitle: "Left to a colleague",
  colleagueEmpty: "Press F at a row that somebody else should look at.",
  noneTitle: "None of these",
  again: "Ask me again",
  compare: (n: number) =>
    `Send ${plural(n, "row")} that you have labelled along, without the label, to see how far you agree`,
  write: "Save as a file",
  readAnswers: "Take in what came back",
  written: (n: number, name: string) =>
    `${plural(n, "row")} saved as “${name}”. Your colleague fills in the column “category”.`,
  openFolder: "Open the folder",
  cameBack: (n: number) => `${plural(n, "row")} taken in`,
  agreed: (right: number, all: number) =>
    `You agree on ${count(right)} of ${count(all)} rows that both of you labelled.`,
  kappa: (kappa: string) =>
    `Agreement beyond chance (Cohen’s kappa): ${kappa}; 1 is full agreement.`,
  unanswered: (n: number) => `${plural(n, "row")} came back without an answer.`,
  strange: (n: number) =>
    `${plural(n, "row")} of the file ${n === 1 ? "is" : "are"} not in this project.`,
  unknown: (name: string, n: number) =>
    `“${name}” is no category here (${plural(n, "row")}). Make it with N and take the file in again.`,
  keepYours: (name: string) => `Keep ${name}`,
  takeTheirs: (name: string) => `Take ${name}`,
};
