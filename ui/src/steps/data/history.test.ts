import { expect, it } from "vitest";
import { turns } from "./history";

it("takes back the newest step alone, and an older one with all after it", () => {
  expect(turns(0, 0)).toEqual({ command: "undo", times: 1 });
  expect(turns(3, 0)).toEqual({ command: "undo", times: 4 });
  expect(turns(2, 2)).toEqual({ command: "undo", times: 1 });
});

it("does the one taken back last again first", () => {
  expect(turns(1, 2)).toEqual({ command: "redo", times: 1 });
  expect(turns(0, 2)).toEqual({ command: "redo", times: 2 });
});
