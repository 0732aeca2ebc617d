import '@testing-library/jest-dom/vitest'
import { cleanup, configure } from '@testing-library/react'

/** Unmounts everything that the test rendered. */
export function unmount(): void {
  cleanup()
}

/** Undoes what a test leaves in the document. */
export function reset(): void {
  localStorage.clear()
  configure({ reactStrictMode: false })
}
