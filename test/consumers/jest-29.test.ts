import { testJest } from '../support/testJest.js'

testJest(29, {
  exported: "SyntaxError: Unexpected token 'export'",
  imported: 'SyntaxError: Cannot use import statement outside a module',
  mistakes: [],
  ignoreDeprecations: '5.0',
})
