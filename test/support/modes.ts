import { configure } from '@testing-library/react'
import { beforeEach, describe } from 'vitest'

/** Runs a suite without and with StrictMode. */
export function inBothModes(suite: () => void): void {
  describe.each([
    { mode: 'plain', reactStrictMode: false },
    { mode: 'strict', reactStrictMode: true },
  ])('$mode mode', ({ reactStrictMode }) => {
    beforeEach(() => configure({ reactStrictMode }))
    suite()
  })
}
