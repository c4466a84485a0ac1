import type { LabelAnswer } from "../../../backend/types.gen";
import type { Handler } from "../../../help/shortcuts";
import type { Labelling } from "./labelling.svelte";

interface Doing {
  answer: (answer: LabelAnswer) => void;
  undo: () => void;
  newCategory: () => void;
}

/** What is said to a row that fits no category. Where it may have several, having none is learned. */
export function noneHolds({ several }: Labelling): LabelAnswer {
  return several ? { kind: "categories", names: [] } : { kind: "none_fits" };
}

/** What each key of this screen does. */
export function labelKeys(labelling: Labelling, doing: Doing) {
  return {
    choose: (key) => {
      const category = labelling.view?.categories[Number(key) - 1];
      if (!category) return;
      if (labelling.several) labelling.toggle(category.name);
      else doing.answer({ kind: "category", name: category.name });
    },
    accept: () => {
      if (labelling.several) {
        const names = labelling.confirmed;
        if (names) doing.answer({ kind: "categories", names });
        return;
      }
      const name = labelling.suggestion;
      if (name !== null) doing.answer({ kind: "category", name });
    },
    skip: () => doing.answer({ kind: "later" }),
    none: () => doing.answer(noneHolds(labelling)),
    colleague: () => doing.answer({ kind: "colleague" }),
    undo: doing.undo,
    newCategory: doing.newCategory,
  } satisfies Record<string, Handler>;
}
