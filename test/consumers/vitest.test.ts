import { testVitest } from '../support/testVitest.js'

const file = 'vitest.config.ts'

testVitest({
  chapter: 'Vitest',
  mistakes: [
    { file, from: /environment: .*/, error: 'ReferenceError: document is not defined' },
    { file, from: /globals: .*/, error: 'ReferenceError: test is not defined' },
    { file: 'src/Retry.test.tsx', from: 'screen.get', to: 'await screen.find', error: 'Error: Test timed out in 5000ms.' },
  ],
})
