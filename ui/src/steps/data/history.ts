/**
 * What a step of the history offers. The list has the newest step first and, before it, those
 * taken back; a step is reached by taking all between it and the present along.
 */
export function turns(index: number, undone: number): { command: "undo" | "redo"; times: number } {
  return index < undone
    ? { command: "redo", times: undone - index }
    : { command: "undo", times: index - undone + 1 };
}
