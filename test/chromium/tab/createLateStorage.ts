import type { EngagementStorage } from '../../../src/index.js'

/**
 * localStorage as it is seen at worst: what the tab wrote at once, what other processes wrote up to so many milliseconds late, by chance. Some
 * Chromiums show it so only now and then, others hardly ever.
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
