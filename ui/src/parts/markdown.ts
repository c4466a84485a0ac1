// Markdown that others wrote, as blocks and spans to be shown as text. Nothing of it becomes HTML:
// what is HTML in it loses its tags, a picture becomes its description, a link shows its address.
import { lexer, type Token, type Tokens } from "marked";

export interface Span {
  text: string;
  strong?: true;
  em?: true;
  code?: true;
  /** Where it would lead; shown beside the words. */
  address?: string;
  /** The description of a picture that is not fetched. */
  picture?: true;
}

export type Block =
  | { kind: "heading"; level: number; spans: Span[] }
  | { kind: "paragraph"; spans: Span[] }
  | { kind: "code"; text: string }
  | { kind: "quote"; blocks: Block[] }
  | { kind: "list"; ordered: boolean; start: number; items: Block[][] }
  | { kind: "table"; head: Span[][]; rows: Span[][][] };

export interface Card {
  /** Key and value of the head's plain lines. */
  head: [string, string][];
  blocks: Block[];
}

/** Lines shown of the head; the rest is for programs. */
const SHOWN = ["license", "base_model", "language", "pipeline_tag", "library_name"];
/** Quotes and lists inside each other; what lies deeper is left out. */
const DEEPEST = 6;
/** Values of a list in the head that are shown. */
const LISTED = 6;

/** A model card: its head in a few words, its text in blocks. */
export function readCard(markdown: string): Card {
  const lines = markdown
    .replace(/^\uFEFF/, "")
    .replaceAll("\r\n", "\n")
    .split("\n");
  const end = lines[0] === "---" ? lines.indexOf("---", 1) : -1;
  return {
    head: readHead(lines.slice(1, Math.max(end, 1))),
    blocks: readMarkdown(lines.slice(end + 1).join("\n")),
  };
}

function readHead(lines: string[]): [string, string][] {
  return lines.flatMap((line, at): [string, string][] => {
    const [, key, value = ""] = /^(\w+):\s*(.*)$/.exec(line) ?? [];
    if (!key || !SHOWN.includes(key)) return [];
    const words = value.replace(/["'[\]]/g, "").replace(/,\s*/g, ", ") || listed(lines, at + 1);
    return words ? [[key, words]] : [];
  });
}

/** The values of a list that begins at a line. */
function listed(lines: string[], from: number): string {
  const rest = lines.slice(from);
  const end = rest.findIndex((line) => !/^\s*- \S/.test(line));
  const values = rest.slice(0, end < 0 ? rest.length : end);
  const words = values.map((line) => line.replace(/^\s*- /, "").replace(/["']/g, ""));
  const more = words.length > LISTED ? ` +${words.length - LISTED}` : "";
  return words.slice(0, LISTED).join(", ") + more;
}

export function readMarkdown(markdown: string): Block[] {
  try {
    return blocksOf(lexer(markdown), 0);
  } catch {
    // A text that the reader gives up on is still a text.
    return [{ kind: "code", text: markdown }];
  }
}

function blocksOf(tokens: Token[], depth: number): Block[] {
  return tokens.flatMap((token): Block[] => {
    switch (token.type) {
      case "heading":
        return [{ kind: "heading", level: token.depth, spans: spansOf(token.tokens ?? []) }];
      case "code":
        return [{ kind: "code", text: token.text }];
      case "blockquote":
        if (depth === DEEPEST) return [];
        return [{ kind: "quote", blocks: blocksOf(token.tokens ?? [], depth + 1) }];
      case "list":
        return depth === DEEPEST ? [] : [list(token as Tokens.List, depth)];
      case "table":
        return [table(token as Tokens.Table)];
      case "html":
        return paragraph([{ text: withoutTags(token.text) }]);
      case "paragraph":
      case "text":
        return paragraph(spansOf(token.tokens ?? [token]));
      default:
        return [];
    }
  });
}

function paragraph(spans: Span[]): Block[] {
  return spans.some((span) => span.text.trim()) ? [{ kind: "paragraph", spans }] : [];
}

function list(token: Tokens.List, depth: number): Block {
  const items = token.items.map((item) => blocksOf(item.tokens, depth + 1));
  return { kind: "list", ordered: token.ordered, start: Number(token.start) || 1, items };
}

function table(token: Tokens.Table): Block {
  const cell = (one: Tokens.TableCell) => spansOf(one.tokens);
  return {
    kind: "table",
    head: token.header.map(cell),
    rows: token.rows.map((row) => row.map(cell)),
  };
}

type Marks = Pick<Span, "strong" | "em" | "address">;

function spansOf(tokens: Token[], marks: Marks = {}): Span[] {
  return tokens.flatMap((token): Span[] => {
    switch (token.type) {
      case "strong":
        return spansOf(token.tokens ?? [], { ...marks, strong: true });
      case "em":
        return spansOf(token.tokens ?? [], { ...marks, em: true });
      case "codespan":
        return [{ ...marks, text: plain(token.text), code: true }];
      case "link":
        return link(token as Tokens.Link, marks);
      case "image":
        return [{ text: plain(token.text), picture: true }];
      case "br":
        return [{ text: "\n" }];
      case "html":
        return /^<br\b/i.test(token.text) ? [{ text: "\n" }] : [];
      default:
        if ("tokens" in token && token.tokens) return spansOf(token.tokens, marks);
        return [{ ...marks, text: plain("text" in token ? token.text : token.raw) }];
    }
  });
}

/** The address stands with the last of the words, and only where they are not it already. */
function link(token: Tokens.Link, marks: Marks): Span[] {
  const spans = spansOf(token.tokens, marks);
  const words = spans.map((span) => span.text).join("");
  const last = spans.at(-1);
  // A place in the card itself leads nowhere here.
  if (last && token.href && !token.href.startsWith("#") && token.href !== words)
    last.address = token.href;
  return spans;
}

function withoutTags(html: string): string {
  return plain(
    html
      .replace(/<!--[\s\S]*?(-->|$)/g, "")
      .replace(/<(script|style)\b[\s\S]*?(<\/\1\s*>|$)/gi, "")
      .replace(/<[^>]*(>|$)/g, " "),
  )
    .replace(/\s+/g, " ")
    .trim();
}

const ENTITIES: Record<string, string> = {
  "&lt;": "<",
  "&gt;": ">",
  "&quot;": '"',
  "&#39;": "'",
  "&nbsp;": "\u00a0",
  "&amp;": "&",
};

function plain(text: string): string {
  return text.replace(/&(lt|gt|quot|#39|nbsp|amp);/g, (entity) => ENTITIES[entity] ?? entity);
}
