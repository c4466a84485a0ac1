// axe-core's automatic part of WCAG 2.0 A to 2.2 AA.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { AxeResults } from "axe-core";
import type { Page } from "playwright-core";

const SOURCE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
/** All of it, or only the rules that another theme can break. */
export type Rules = "all" | "colours";
const COLOURS = ["color-contrast", "link-in-text-block"];
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"];

export async function violations(page: Page, rules: Rules = "all"): Promise<string[]> {
  if (!(await page.evaluate("'axe' in window"))) await page.evaluate(SOURCE);
  const runOnly =
    rules === "all" ? { type: "tag", values: TAGS } : { type: "rule", values: COLOURS };
  const options = { runOnly, resultTypes: ["violations"] };
  const found = (await page.evaluate(`axe.run(${JSON.stringify(options)})`)) as AxeResults;
  return found.violations.flatMap(({ id, nodes }) =>
    nodes.map((node) => `axe ${id}: ${node.html.slice(0, 160)} ${node.any[0]?.message ?? ""}`),
  );
}
