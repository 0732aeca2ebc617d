import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/consumers/*.test.ts'],
    globalSetup: ['test/support/packTarball.ts'],
    fileParallelism: false,
    testTimeout: 60_000,
    hookTimeout: 300_000,
  },
})
