import type { EngagementStorage } from '../../../src/index.js'

/**
 * Makes a storage that behaves like localStorage at its worst. The tab sees its own writes immediately, and those of other processes late, by a
 * random delay. Chromium itself delays them only sometimes.
 */
export function createLateStorage(lateness: number): EngagementStorage {
  const readStorage = () => new Map(Object.entries<string>(localStorage))
  let snapshot = readStorage()
  setInterval(() => {
    snapshot = readStorage()
  }, lateness)
  return {
    getItem: (key) => snapshot.get(key) ?? null,
    setItem(key, value) {
      localStorage.setItem(key, value)
      snapshot.set(key, value)
    },
    removeItem(key) {
      localStorage.removeItem(key)
      snapshot.delete(key)
    },
  }
}
