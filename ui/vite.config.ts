import { svelte } from "@sveltejs/vite-plugin-svelte";
import { defineConfig } from "vitest/config";

export default defineConfig({
  plugins: [svelte()],
  clearScreen: false,
  // The window's devUrl names this port, so another one would show nothing.
  server: { host: "127.0.0.1", port: 1420, strictPort: true },
  build: { target: ["es2022", "safari16"], sourcemap: false },
  test: { environment: "node", include: ["src/**/*.test.ts"] },
});
