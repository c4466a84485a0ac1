// Engines scroll a focused control into sight only so far that its caret or its dot shows. Whoever
// moves by keyboard sees all of it, with the ring around it.

let pointing = false;

export const notePointer = () => {
  pointing = true;
};
export const noteKey = () => {
  pointing = false;
};

/** What the pointer pressed stays where it is: it would slip away under the pointer. */
export function reveal({ target }: FocusEvent) {
  if (pointing || !(target instanceof Element)) return;
  const whole = target.matches("input[type=radio]") ? target.closest("label") : target;
  whole?.scrollIntoView({ block: "nearest", inline: "nearest" });
}
