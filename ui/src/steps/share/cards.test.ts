import { expect, it } from "vitest";
import { renamed } from "./cards";
import { suggested } from "./publishing.svelte";

const CARD = `---
model-index: [{"name":"ana/first"}]
---
# first

\`\`\`python
pipeline("ana/first")
\`\`\`
`;

it("puts another name wherever the old one stood, and leaves the rest", () => {
  const card = renamed(`${CARD}My own words.`, "ana/first", "team/second_one");
  expect(card).toContain("# second\\_one\n");
  expect(card).toContain('pipeline("team/second_one")');
  expect(card).toContain('"name":"team/second_one"');
  expect(card).not.toContain("ana/first");
  expect(card).toContain("My own words.");
  expect(renamed(card, "team/second_one", "ana/first")).toBe(`${CARD}My own words.`);
});

it("suggests a name that a hub takes", () => {
  expect(suggested("Patient messages")).toBe("patient-messages");
  expect(suggested("Übergrößen & Maße!")).toBe("ubergro-en-ma-e");
  expect(suggested("???")).toBe("my-model");
});
