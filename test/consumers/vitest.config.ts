import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/consumers/*.test.ts'],
    globalSetup: ['test/support/packTarball.ts'],
    // The default is one worker fewer than there are processors.
    maxWorkers: 2,
    // The tests of one file that run at the same time.
    maxConcurrency: 2,
    testTimeout: 120_000,
    // Another consumer is built beside this one, and takes the processors for seconds.
    expect: { poll: { timeout: 15_000 } },
    hookTimeout: 300_000,
  },
})
