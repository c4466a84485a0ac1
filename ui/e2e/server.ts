// Builds the interface once with the backend that lives in memory, and serves it as the window
// would: under the same content security policy.
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { svelte } from "@sveltejs/vite-plugin-svelte";
import { build, type Plugin, preview } from "vite";
import type { TestProject } from "vitest/node";

declare module "vitest" {
  interface ProvidedContext {
    address: string;
  }
}

const ROOT = join(import.meta.dirname, "..");
const FONTS = { 400: "Inter-Regular.otf", 600: "Inter-SemiBold.otf" };

/** The same letters everywhere, so that pictures can be compared; the weight between is 600. */
function inter(): Plugin {
  const faces = Object.entries(FONTS).map(
    ([weight, file]) =>
      `@font-face { font-family: Inter; font-weight: ${weight}; src: url("/${file}"); }`,
  );
  const css = `${faces.join("\n")}\n:root:root { --font: Inter; --mono: Inter; }`;
  return {
    name: "inter",
    generateBundle() {
      for (const fileName of Object.values(FONTS)) {
        const source = readFileSync(join(ROOT, "../assets/fonts", fileName));
        this.emitFile({ type: "asset", fileName, source });
      }
      this.emitFile({ type: "asset", fileName: "inter.css", source: css });
    },
    transformIndexHtml: () => [
      { tag: "link", attrs: { rel: "stylesheet", href: "/inter.css" }, injectTo: "head" },
    ],
  };
}

function policy(): string {
  const config = JSON.parse(readFileSync(join(ROOT, "../tauri.conf.json"), "utf8"));
  return config.app.security.csp;
}

export default async function serve(project: TestProject) {
  const outDir = mkdtempSync(join(tmpdir(), "attune-ui-"));
  const common = { root: ROOT, configFile: false, logLevel: "warn" } as const;
  // Any mode but production keeps the made-up backend.
  await build({
    ...common,
    mode: "test",
    plugins: [svelte(), inter()],
    build: { outDir, emptyOutDir: true, target: "es2022" },
  });
  const server = await preview({
    ...common,
    build: { outDir },
    preview: {
      host: "127.0.0.1",
      port: 4173,
      headers: { "Content-Security-Policy": policy() },
    },
  });
  project.provide("address", server.resolvedUrls?.local[0] ?? "");
  return async () => {
    await server.close();
    rmSync(outDir, { recursive: true });
  };
}
