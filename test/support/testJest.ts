import { describe } from 'vitest'
import { type Mistake, testRunner } from './testRunner.js'

type Errors = {
  /** The errors of Jest for an ES module that exports, and for one that imports. */
  exported: string
  imported: string
  /** The mistakes that only this release's TypeScript reports. */
  mistakes: Mistake[]
  /** Silences the compiler about `node10`. */
  ignoreDeprecations: string
}

const file = 'jest.config.mjs'
const without = (option: string) => ({ file, from: new RegExp(`^ *${option}: .*\n`, 'm') })

/** Tests the recipes for a release of Jest. */
export function testJest(release: number, { exported, imported, mistakes, ignoreDeprecations }: Errors): void {
  const environment = "'jest-fixed-jsdom'"
  const polyfilled = "'jsdom', setupFiles: ['<rootDir>/textEncoder.cjs']"
  const resolution = /module: .*\n *moduleResolution: .*\n/
  const node10 = `module: 'commonjs', moduleResolution: 'node10', ignoreDeprecations: '${ignoreDeprecations}',`

  describe(`Jest ${release}`, () => {
    testRunner({ fixtures: ['jest', `jest-${release}`], command: 'npx jest' }, [
      {
        chapter: 'Jest with babel-jest',
        mistakes: [
          { ...without('transformIgnorePatterns'), error: exported },
          { file, from: '|ky', error: imported },
          { file, from: environment, to: "'jsdom'", error: 'ReferenceError: TextEncoder is not defined' },
          { file, from: environment, to: polyfilled, error: 'Unable to find role="button" and name "Chat with us"' },
          { ...without('moduleNameMapper'), error: 'SyntaxError: Invalid or unexpected token' },
        ],
      },
      {
        chapter: 'Jest with ts-jest',
        mistakes: [
          {
            file,
            from: resolution,
            to: node10,
            error: "TS2307: Cannot find module 'react-engagement/testing' or its corresponding type declarations.",
          },
          { file, from: '[jt]sx', to: 'tsx', error: exported },
          ...mistakes,
        ],
      },
      {
        chapter: 'Jest with ES modules',
        env: { NODE_OPTIONS: '--experimental-vm-modules' },
        mistakes: [{ file: 'src/Retry.test.tsx', from: /import \{ jest \}.*\n/, error: 'ReferenceError: jest is not defined' }],
      },
    ])
  })
}
