import { testJest } from '../support/testJest.js'

testJest(30, {
  exported: 'Must use import to load ES Module',
  imported: 'Must use import to load ES Module',
  mistakes: [{ file: 'jest.config.mjs', from: "  types: ['jest'],\n", error: "TS2593: Cannot find name 'test'." }],
  ignoreDeprecations: '6.0',
})
