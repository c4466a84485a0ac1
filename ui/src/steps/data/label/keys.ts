import type { LabelAnswer } from "../../../backend/types.gen";
import type { Handler } from "../../../help/shortcuts";
import type { Labelling } from "./labelling.svelte";

interface Doing {
  answer: (answer: LabelAnswer) => void;
  undo: () => void;
  newCategory: () => void;
}

/** What each key of this screen does. */
export function labelKeys(labelling: Labelling, doing: Doing) {
  return {
    choose: (key) => {
      const category = labelling.view?.categories[Number(key) - 1];
      if (category) doing.answer({ kind: "category", name: category.name });
    },
    accept: () => {
      const name = labelling.suggestion;
      if (name !== null) doing.answer({ kind: "category", name });
    },
    skip: () => doing.answer({ kind: "later" }),
    none: () => doing.answer({ kind: "none_fits" }),
    colleague: () => doing.answer({ kind: "colleague" }),
    undo: doing.undo,
    newCategory: doing.newCategory,
  } satisfies Record<string, Handler>;
}
