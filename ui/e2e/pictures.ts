// Pictures of the screens against those kept in pictures/. Both are made small, and compared by the
// mean colour of patches, so that another rasteriser of letters makes no difference.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright-core";

const KEPT = join(import.meta.dirname, "pictures");
const NEW = join(import.meta.dirname, "../../artefacts/pictures");
const SIZE = { width: 480, height: 300 };
const PATCHES = { width: 160, height: 100 };
/** Of 255, per colour of a patch of 8 by 8 pixels on the screen. */
const DIFFERENT = 20;
/** Patches that may differ: a word that wraps elsewhere is more. */
const ALLOWED = 24;

/** Compares with the kept picture, or keeps this one where ATTUNE_UPDATE=1 asks for that. */
export async function unlike(page: Page, judge: Page, name: string): Promise<string[]> {
  const png = await page.screenshot({ animations: "disabled", caret: "hide" });
  const small = await judge.evaluate(shrink, [png.toString("base64"), SIZE] as const);
  const bytes = Buffer.from(small, "base64");
  const file = join(KEPT, `${name}.webp`);
  if (process.env.ATTUNE_UPDATE === "1") {
    const same = existsSync(file) && (await differ(judge, bytes, readFileSync(file))) === 0;
    if (!same) write(file, bytes);
    return [];
  }
  if (!existsSync(file))
    return [`there is no picture ${name}: see CONTRIBUTING.md, "Add a screen"`];
  const patches = await differ(judge, bytes, readFileSync(file));
  if (patches <= ALLOWED) return [];
  const now = join(NEW, `${name}.png`);
  write(now, png);
  return [`unlike its picture in ${patches} of ${PATCHES.width * PATCHES.height} places: ${now}`];
}

function write(file: string, bytes: Buffer) {
  mkdirSync(join(file, ".."), { recursive: true });
  writeFileSync(file, bytes);
}

async function differ(judge: Page, a: Buffer, b: Buffer): Promise<number> {
  const both = [a, b].map((bytes) => bytes.toString("base64"));
  return judge.evaluate(compare, [both, PATCHES, DIFFERENT] as const);
}

/** Runs in a page of the browser, which can read and write pictures. */
async function shrink([png, size]: readonly [string, { width: number; height: number }]) {
  const image = new Image();
  image.src = `data:image/png;base64,${png}`;
  await image.decode();
  const canvas = new OffscreenCanvas(size.width, size.height);
  const draw = canvas.getContext("2d") as OffscreenCanvasRenderingContext2D;
  draw.imageSmoothingQuality = "high";
  draw.drawImage(image, 0, 0, size.width, size.height);
  const blob = await canvas.convertToBlob({ type: "image/webp", quality: 0.8 });
  let binary = "";
  for (const byte of new Uint8Array(await blob.arrayBuffer())) binary += String.fromCharCode(byte);
  return btoa(binary);
}

/** Runs in a page as well: how many patches differ in any colour. */
async function compare([pictures, size, limit]: readonly [
  string[],
  { width: number; height: number },
  number,
]) {
  const [a, b] = await Promise.all(
    pictures.map(async (picture) => {
      const image = new Image();
      image.src = `data:image/webp;base64,${picture}`;
      await image.decode();
      const canvas = new OffscreenCanvas(size.width, size.height);
      const draw = canvas.getContext("2d") as OffscreenCanvasRenderingContext2D;
      draw.imageSmoothingQuality = "high";
      draw.drawImage(image, 0, 0, size.width, size.height);
      return draw.getImageData(0, 0, size.width, size.height).data;
    }),
  );
  let different = 0;
  for (let i = 0; a && b && i < a.length; i += 4) {
    const by = Math.max(...[0, 1, 2].map((c) => Math.abs((a[i + c] ?? 0) - (b[i + c] ?? 0))));
    if (by > limit) different++;
  }
  return different;
}
