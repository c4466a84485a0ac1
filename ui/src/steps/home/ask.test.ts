import { expect, it } from "vitest";
import { MockBackend } from "../../backend/mock";
import { copyName } from "./ask";

const name = (original: string, number: string) =>
  number ? `${original} (copy ${number})` : `${original} (copy)`;

it("names a copy after its original, with a number where there are more", async () => {
  const backend = new MockBackend();
  const [card] = await backend.call("projects", {});
  if (!card) throw new Error("no project");
  const called = (...names: string[]) => names.map((other) => ({ ...card, name: other }));
  const letters = { ...card, name: "Letters" };
  expect(copyName(letters, called("Letters"), name)).toBe("Letters (copy)");
  expect(copyName(letters, called("Letters (copy)"), name)).toBe("Letters (copy 2)");
  const more = called("Letters (copy)", "Letters (copy 2)");
  expect(copyName(letters, more, name)).toBe("Letters (copy 3)");
  expect(copyName({ ...card, name: "x".repeat(200) }, [], name).length).toBeLessThan(200);
});
