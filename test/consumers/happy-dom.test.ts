import { testVitest } from '../support/testVitest.js'

testVitest({
  chapter: 'Vitest with happy-dom',
  mistakes: [{ file: 'vitest.config.ts', from: /setupFiles: .*/, error: "AssertionError: expected [] to deeply equal [ 'impDisplay' ]" }],
})
