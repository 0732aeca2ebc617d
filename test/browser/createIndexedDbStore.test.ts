import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { createIndexedDbStore } from '../../src/browser/createIndexedDbStore.js'

describe('createIndexedDbStore', () => {
  beforeEach(() => {
    vi.useFakeTimers()
  })
  afterEach(() => {
    vi.useRealTimers()
  })

  test.each(['keys', 'get', 'set', 'remove'] as const)(
    'behavior: %s settles within a second in a browser whose IndexedDB hangs',
    async (method) => {
      vi.stubGlobal('indexedDB', { open: () => ({}) })
      const store = createIndexedDbStore('database', () => true)
      const settled = vi.fn()
      void store[method]('name', 1).then(settled)
      await vi.advanceTimersByTimeAsync(999)
      expect(settled).not.toHaveBeenCalled()
      await vi.advanceTimersByTimeAsync(1)
      expect(settled).toHaveBeenCalled()
    },
  )
})
