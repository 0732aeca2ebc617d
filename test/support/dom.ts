import '@testing-library/jest-dom/vitest'
import { cleanup, configure } from '@testing-library/react'

// On a busy machine the first render of a file takes longer than the default of one second. A test that passes does not wait for this.
configure({ asyncUtilTimeout: 4000 })

/** Unmounts everything that the test rendered. */
export function unmount(): void {
  cleanup()
}

/** Undoes what a test leaves in the document. */
export function reset(): void {
  localStorage.clear()
  sessionStorage.clear()
  configure({ reactStrictMode: false })
}
