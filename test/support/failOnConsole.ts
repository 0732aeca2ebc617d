import { afterEach, beforeEach, expect, vi } from 'vitest'

const methods = ['error', 'warn', 'log', 'info'] as const
let spies: ReturnType<typeof vi.spyOn>[] = []

/** Removes and returns the console output. A test calls this function for output that it expects, because any other output fails the test. */
export function takeConsole(): unknown[][] {
  return spies.flatMap((spy) => spy.mock.calls.splice(0))
}

beforeEach(() => {
  spies = methods.map((method) => vi.spyOn(console, method).mockImplementation(() => {}))
})

afterEach(() => {
  const output = takeConsole()
  vi.restoreAllMocks()
  expect(output, 'console output').toEqual([])
})
