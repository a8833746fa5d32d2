import { defineConfig } from "vitest/config";

export default defineConfig({
  esbuild: { jsx: "automatic", jsxImportSource: "preact" },
  test: {
    include: ["tests/**/*.test.{ts,tsx}"],
    // The real atlas is built once; the end-to-end tests look at the result.
    globalSetup: ["tests/setup.ts"],
    testTimeout: 60_000,
    hookTimeout: 120_000,
    // Browsers on a busy machine: what is wrong is so a second time.
    retry: process.env.CI ? 1 : 0,
    // Two processors, and browsers in some files: more workers only wait for each other.
    maxWorkers: 2,
    minWorkers: 1,
  },
});
