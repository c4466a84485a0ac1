import { count, list, plural } from "../format";

const quoted = (name: string) => `“${name}”`;

export const privacy = {
  title: "Personal data",
  looking: "Looking for personal data",
  sub: (finds: number, rows: number) =>
    `${plural(finds, "find")} in ${plural(rows, "row")}. Click a word to leave it, or one that was missed to replace it.`,
  clearSub: "Nothing was found in these rows. Click a word that should be replaced.",
  found: "Found",
  replace: "Replace",
  replaceRow: (line: number) => `Replace in line ${count(line)}`,
  replaceOrLeave: "replace or leave",
  replacePlaces: (n: number) => `Replace ${plural(n, "find")}`,
  onTheWay: "Only on the way to the model",
  onTheWayHint:
    "The rows stay as they are. Every training, and every text the model meets later, gets placeholders.",
  kinds: "What is replaced",
  own: "Your own words",
  most: "Attune finds most of it, and may miss some.",
  mostDetail: "Names that are also words are left to you. Look at rows without findings, too.",
  showClear: "Show 20 rows without findings",
  others: "20 others",
  showFound: "Back to what was found",
  noClear: "Something was found in every row.",
  leave: (word: string) => `Leave ${quoted(word)} in all rows`,
  take: (word: string) => `Replace ${quoted(word)} in all rows`,
  wordsOf: (line: number) => `Words of line ${count(line)}`,
  always: "Always replaced",
  kept: "Left as they are",
  addWord: "A word or name to replace always",
  add: "Add",
  takeOff: (word: string) => `Take ${quoted(word)} off the list`,
  noWords: "None yet. Click a word in a row, or type one.",
  travel: "Replace in training and in use",
  travelHint:
    "Every training started from now on, and every text its model meets later, gets the same placeholders.",
  how: "How much is found?",
  howLead:
    "Counted in messages written for Attune, in seven languages, that its rules had not seen before. Expect about as much of yours, and not more.",
  howKind: "Kind",
  howFound: "Found",
  ofThese: (found: number, all: number) => `${count(found)} of ${count(all)}`,
  notMeasured: "not counted",
  howLists:
    "Nothing with a checksum, such as an IBAN or a card number, was missed. Missed were mostly rare first names, nicknames, and names that are also words.",
  forget: {
    ask: "Delete the originals for good",
    title: "Delete the originals for good?",
    lead: "The texts as they were before are deleted from this project, with every step that could bring them back. This can’t be undone.",
    history: "What changed, and undo, begin anew.",
    runs: (n: number) =>
      `${plural(n, "trained model", "trained models")} that learned from the originals ${n === 1 ? "is" : "are"} deleted as well.`,
    open: (n: number) =>
      `${plural(n, "find")} of personal data ${n === 1 ? "stands" : "stand"} in the rows still and will stay.`,
    missed:
      "Most of it was replaced; Attune may have missed some. Look at rows without findings first.",
    outside: (files: string[]) =>
      `Not deleted: ${list(files)} where you keep it, backups, and whatever was saved or sent elsewhere.`,
    nothing: "Nothing but the present rows is kept. There is nothing to delete.",
    yes: "Delete for good",
    working: "Deleting the originals",
    done: "The originals are deleted for good.",
  },
  said: {
    word: (word: string) => `${quoted(word)} is replaced everywhere.`,
    no_word: (word: string) => `${quoted(word)} is off the list.`,
    keep: (word: string) => `${quoted(word)} is left everywhere.`,
    no_keep: (word: string) => `${quoted(word)} is looked for again.`,
  },
  /** A line of the history. */
  step: (what: string, which: string): string => {
    switch (what) {
      case "on":
        return "Personal data is replaced on the way to the model";
      case "off":
        return "Personal data is no longer replaced on the way to the model";
      case "kind_on":
        return "Personal data: one kind more is replaced";
      case "kind_off":
        return "Personal data: one kind less is replaced";
      case "word":
        return `Personal data: ${quoted(which)} is replaced`;
      case "no_word":
        return `Personal data: ${quoted(which)} is off the list`;
      case "keep":
        return `Personal data: ${quoted(which)} is left`;
      case "no_keep":
        return `Personal data: ${quoted(which)} is looked for again`;
      default:
        return "Personal data: changed what is replaced";
    }
  },
};
