// A model card as it is read: its head in a few words, its text in blocks. What is not known here
// stays text; nothing of it becomes HTML.

export type Block =
  | { kind: "heading"; level: number; text: string }
  | { kind: "paragraph"; text: string }
  | { kind: "code"; text: string }
  | { kind: "list"; items: string[] }
  | { kind: "table"; head: string[]; rows: string[][] };

export interface Card {
  /** Key and value of the head's plain lines. */
  head: [string, string][];
  blocks: Block[];
}

/** Lines shown of the head; the rest is for programs. */
const SHOWN = ["license", "base_model", "language", "pipeline_tag", "library_name"];

export function readCard(markdown: string): Card {
  const lines = markdown.replaceAll("\r\n", "\n").split("\n");
  const end = lines[0] === "---" ? lines.indexOf("---", 1) : -1;
  return {
    head: readHead(lines.slice(1, Math.max(end, 1))),
    blocks: readBlocks(lines.slice(end + 1)),
  };
}

function readHead(lines: string[]): [string, string][] {
  return lines.flatMap((line): [string, string][] => {
    const [, key, value] = /^(\w+): (.*)$/.exec(line) ?? [];
    if (!key || !value || !SHOWN.includes(key)) return [];
    return [[key, value.replace(/["[\]]/g, "").replaceAll(",", ", ")]];
  });
}

function readBlocks(lines: string[]): Block[] {
  const blocks: Block[] = [];
  const rest = [...lines];
  const take = (is: (line: string) => boolean) => {
    const taken: string[] = [];
    while (rest.length && is(rest[0] as string)) taken.push(rest.shift() as string);
    return taken;
  };
  while (rest.length) {
    const line = rest[0] as string;
    const heading = /^(#{1,6}) (.*)$/.exec(line);
    if (line.trim() === "") rest.shift();
    else if (heading) {
      rest.shift();
      blocks.push({
        kind: "heading",
        level: heading[1]?.length ?? 1,
        text: plain(heading[2] ?? ""),
      });
    } else if (line.startsWith("```")) {
      rest.shift();
      const code = take((next) => !next.startsWith("```"));
      rest.shift();
      blocks.push({ kind: "code", text: code.join("\n") });
    } else if (line.startsWith("|")) blocks.push(table(take((next) => next.startsWith("|"))));
    else if (isItem(line)) {
      blocks.push({ kind: "list", items: take(isItem).map((item) => plain(item.slice(2))) });
    } else {
      const words = take((next) => next.trim() !== "" && !/^(#{1,6} |```|\||[-*] )/.test(next));
      // A line that only looks like the beginning of something else.
      if (words.length === 0) words.push(rest.shift() as string);
      blocks.push({ kind: "paragraph", text: plain(words.join(" ")) });
    }
  }
  return blocks;
}

const isItem = (line: string) => /^[-*] /.test(line);

function table(lines: string[]): Block {
  const cells = lines.map((line) =>
    line
      .replace(/^\||\|$/g, "")
      .split(/(?<!\\)\|/)
      .map((cell) => plain(cell.trim())),
  );
  const rows = cells.slice(1).filter((row) => !row.every((cell) => /^:?-+:?$/.test(cell)));
  return { kind: "table", head: cells[0] ?? [], rows };
}

/** Links as their words, marks of emphasis and escapes left out. */
function plain(words: string): string {
  return words
    .replace(/!?(?<!\\)\[((?:\\.|[^\]])*)\]\([^)]*\)/g, "$1")
    .replace(/(?<!\\)(\*\*|`)/g, "")
    .replace(/\\([\\`*_[\]<>|#])/g, "$1");
}

/** A card in which another name stands. */
export function renamed(card: string, from: string, to: string): string {
  if (from === to) return card;
  const title = (repo: string) => `\n# ${(repo.split("/")[1] ?? "").replaceAll("_", "\\_")}\n`;
  return card.replaceAll(from, to).replace(title(from), title(to));
}
