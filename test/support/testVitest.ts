import { type RunnerRecipe, testRunner } from './testRunner.js'

/** Tests a recipe for Vitest. Its common files have Vitest's `vi` for Jest's `jest`. */
export function testVitest(recipe: RunnerRecipe): void {
  const adapt = (code: string) => code.replace("{ jest } from '@jest/globals'", "{ vi } from 'vitest'").replaceAll('jest.', 'vi.')
  testRunner({ fixtures: ['vitest'], command: 'npx vitest run', adapt }, [recipe])
}
