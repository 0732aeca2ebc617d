import { afterEach, vi } from 'vitest'
import './failOnConsole.js'

// A file that asks for `@vitest-environment node` has no document.
const dom = typeof document === 'undefined' ? undefined : await import('./dom.js')

afterEach(() => {
  dom?.unmount()
  vi.useRealTimers()
  vi.unstubAllGlobals()
  dom?.reset()
})
