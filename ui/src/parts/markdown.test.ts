import { expect, it } from "vitest";
import { type Block, readCard, readMarkdown, type Span } from "./markdown";

/** Everything that would be shown, in one line. */
function shown(blocks: Block[]): string {
  const words = (spans: Span[]) => spans.map((span) => span.text + (span.address ?? "")).join("");
  const one = (block: Block): string => {
    if (block.kind === "code") return block.text;
    if (block.kind === "quote") return shown(block.blocks);
    if (block.kind === "list") return block.items.map(shown).join(" ");
    if (block.kind === "table") return [block.head, ...block.rows].flat().map(words).join(" ");
    return words(block.spans);
  };
  return blocks.map(one).join("\n");
}

const CARD = `---
license: "apache-2.0"
model-index: [{"name":"ana/first"}]
language: ["en","de"]
---
# first

Sorts a text into **two** categories: a\\_b, \\<script\\>.

| | accuracy |
|---|---|
| this | 91% |

- One duty.
- [Another](https://example.org).

\`\`\`python
pipeline("ana/first")
\`\`\`
`;

it("reads the head and the blocks of a card", () => {
  const { head, blocks } = readCard(CARD);
  expect(head).toEqual([
    ["license", "apache-2.0"],
    ["language", "en, de"],
  ]);
  expect(blocks.map((block) => block.kind)).toEqual([
    "heading",
    "paragraph",
    "table",
    "list",
    "code",
  ]);
  const [, sentence] = blocks;
  expect(sentence?.kind === "paragraph" && sentence.spans.slice(0, 2)).toEqual([
    { text: "Sorts a text into " },
    { text: "two", strong: true },
  ]);
  expect(shown(blocks)).toContain("Sorts a text into two categories: a_b, <script>.");
  expect(shown(blocks)).toContain("Anotherhttps://example.org");
  expect(shown(blocks)).toContain('pipeline("ana/first")');
});

it("reads lists in the head, with byte order mark and foreign line ends", () => {
  const head = "\uFEFF---\r\nlanguage:\r\n- en\r\n- 'de'\r\nlicense: mit\r\n---\r\ntext";
  expect(readCard(head)).toMatchObject({
    head: [
      ["language", "en, de"],
      ["license", "mit"],
    ],
  });
  const many = `---\nlanguage:\n${"- xx\n".repeat(9)}---\n`;
  expect(readCard(many).head).toEqual([["language", "xx, xx, xx, xx, xx, xx +3"]]);
});

it("takes the tags of HTML away and keeps its words", () => {
  const html = [
    '<p align="center"><img src="https://spy.example/x.png" onerror="steal()">Words</p>',
    "",
    "<script>steal()</script>",
    "",
    "Text <b onclick='steal()'>bold</b><br>next <img src=x onerror=steal()>",
    "",
    "<!-- hidden -->",
    "",
    "<style>p { color: red }</style>",
    "",
    "<script>never closed steal()",
  ].join("\n");
  const words = shown(readMarkdown(html));
  expect(words).toContain("Words");
  expect(words).toContain("bold\nnext");
  expect(words).not.toMatch(/steal|spy|hidden|color|</);
});

it("shows pictures as their description and links with their address", () => {
  const [block] = readMarkdown("![a chart](https://spy.example/x.png) and [here](javascript:x)");
  expect(block).toEqual({
    kind: "paragraph",
    spans: [
      { text: "a chart", picture: true },
      { text: " and " },
      { text: "here", address: "javascript:x" },
    ],
  });
  expect(shown(readMarkdown("<https://example.org> [top](#top)"))).toBe("https://example.org top");
});

it("comes to an end whatever is written", () => {
  const odd = [
    "---",
    "---\nno end",
    "```",
    "|",
    "#",
    "# ",
    "- ",
    "-",
    "*x",
    "\n\n",
    "|a\n|",
    "[",
    "<",
  ];
  for (const text of odd) expect(readCard(text).blocks.length).toBeLessThan(4);
  for (const deep of [">".repeat(5000), "- ".repeat(2000), "[".repeat(5000), "*a".repeat(5000)])
    expect(readMarkdown(deep).length).toBeLessThan(4);
});
