import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    environment: "node",
    include: ["e2e/**/*.test.ts"],
    globalSetup: "e2e/server.ts",
    testTimeout: 20_000,
    hookTimeout: 60_000,
    // One browser each: two at most, so that a small machine is not overrun.
    maxWorkers: 2,
    maxConcurrency: 2,
  },
});
