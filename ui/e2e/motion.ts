// Who asked the system for less motion, as all pages of these tests do, gets none.
import type { Page } from "playwright-core";

export async function moving(page: Page): Promise<string[]> {
  return page.evaluate(look);
}

/** Runs in the page. */
function look(): string[] {
  const still = (times: string) => times.split(",").every((time) => Number.parseFloat(time) === 0);
  const problems = new Set<string>();
  for (const element of document.querySelectorAll("*")) {
    for (const part of ["", "::before", "::after"]) {
      const style = getComputedStyle(element, part || null);
      const name = `${element.tagName.toLowerCase()}.${element.className}${part}`;
      if (!still(style.transitionDuration)) problems.add(`${name} moves by a transition`);
      if (style.animationName !== "none" && !still(style.animationDuration))
        problems.add(`${name} moves by ${style.animationName}`);
    }
  }
  return [...problems];
}
