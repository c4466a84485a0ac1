// A browser of one's own, and how a screen is reached in it.
import { existsSync } from "node:fs";
import { type Browser, chromium, type Page } from "playwright-core";
import { inject } from "vitest";
import type { Screen } from "./screens";

const PLACES = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
export const DEFAULT = { width: 1280, height: 800 };
export const SMALLEST = { width: 960, height: 640 };

export async function openBrowser(): Promise<Browser> {
  const executablePath = process.env.ATTUNE_CHROMIUM ?? PLACES.find((place) => existsSync(place));
  if (!executablePath) throw new Error(`None of ${PLACES.join(", ")} is there: ./dev test`);
  // The tests show nothing but the project's own page, and containers allow no sandbox.
  const args = ["--no-sandbox", "--disable-gpu", "--font-render-hinting=none", "--hide-scrollbars"];
  return chromium.launch({ executablePath, args });
}

export async function openPage(browser: Browser): Promise<Page> {
  const asked = { locale: "en-GB", timezoneId: "UTC", reducedMotion: "reduce" } as const;
  const page = await browser.newPage({ viewport: DEFAULT, ...asked });
  page.setDefaultTimeout(8000);
  // The same day for every picture; time goes on from there.
  await page.clock.install({ time: new Date("2026-09-02T10:00:00Z") });
  // And the same order of what is shuffled.
  await page.addInitScript(() => {
    let last = 1;
    Math.random = () => {
      last = (last * 16807) % 2147483647;
      return last / 2147483647;
    };
  });
  return page;
}

/** The page that a query of the made-up backend gives, with what went wrong in it. */
export async function load(page: Page, query = ""): Promise<void> {
  await page.goto(`${inject("address")}?${query}`);
}

export const testId = (id: string) => `[data-testid="${id}"]`;

/** Goes to a screen as a person does, step by step. */
export async function enact(page: Page, screen: Screen): Promise<void> {
  await load(page, screen.query);
  await page.locator("main").waitFor();
  for (const step of screen.path ?? []) await act(page, step);
  await page.locator(screen.shows).first().waitFor();
  await settle(page);
}

/** Lets what is under way come to rest, without waiting for it: skeletons, estimates, charts. */
export async function settle(page: Page) {
  for (let i = 0; i < 3; i++) await page.clock.runFor(600);
}

async function act(page: Page, step: string) {
  const [what, rest = ""] = step.split(/:(.*)/s, 2);
  if (what === "key") await page.keyboard.press(rest);
  else if (what === "type") await page.keyboard.type(rest);
  else if (EVENTS.includes(what ?? "")) await happen(page, what ?? "");
  else await page.locator(testId(step)).click();
}

/** A file over the window or let go there; the window being closed. */
const EVENTS = ["dragover", "drop", "closing"];
async function happen(page: Page, event: string) {
  await page.evaluate((name) => window.dispatchEvent(new Event(name)), event);
}
