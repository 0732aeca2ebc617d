import type { EngagementStorage } from '../../../src/index.js'
import type { Faults } from './faults.js'
import { isClosed, type Tab, type Tabs } from './tabs.js'

type Write = { key: string; replaced: string | null; by: Tab; at: number }

/** A localStorage that all tabs share, and that each tab may see late. */
export function createSharedStorage(tabs: Tabs, faults: Faults) {
  const lateness = faults.lateness ?? 0
  /** The items as they were written last. */
  const items = new Map<string, string>()
  /** The writes that other tabs do not see yet, oldest first. */
  let recentWrites: Write[] = []

  /** The value as the tab sees it: its own writes at once, others' writes late. */
  function read(tab: Tab, key: string): string | null {
    recentWrites = recentWrites.filter(({ at }) => Date.now() - at < lateness)
    const lastOwn = recentWrites.findLastIndex((write) => write.key === key && write.by === tab)
    const notYetVisible = recentWrites.slice(lastOwn + 1).find((write) => write.key === key)
    return notYetVisible ? notYetVisible.replaced : (items.get(key) ?? null)
  }

  /** The keys as the tab sees them: other tabs' latest removals and additions are missing. */
  function listKeys(tab: Tab): string[] {
    const keys = new Set([...items.keys(), ...recentWrites.map(({ key }) => key)])
    return [...keys].filter((key) => read(tab, key) !== null)
  }

  let outboxWrites = 0

  function write(tab: Tab, key: string, text: string | null): void {
    if (text !== null && key.includes(':outbox:')) outboxWrites++
    if (text !== null && faults.refusesWrite?.(key, outboxWrites)) throw new DOMException('The quota is exceeded.', 'QuotaExceededError')
    const newValue = text && (faults.garbles?.(text) ?? text)
    const replaced = items.get(key) ?? null
    if (isClosed(tab) || faults.forgets?.(key) || replaced === newValue) return
    recentWrites.push({ key, replaced, by: tab, at: Date.now() })
    if (newValue === null) items.delete(key)
    else items.set(key, newValue)
    for (const other of tabs.living) {
      if (other !== tab) dispatchLater(() => tabs.dispatch(other, 'storage', { key, newValue }))
    }
  }

  function dispatchLater(dispatch: () => void): void {
    if (lateness) tabs.startTimer(dispatch, lateness)
    else queueMicrotask(dispatch)
  }

  return {
    items,
    /** The storage as the tab's page uses it. */
    ofTab: (tab: Tab): EngagementStorage => ({
      getItem: (key) => read(tab, key),
      setItem: (key, text) => write(tab, key, text),
      removeItem: (key) => write(tab, key, null),
      ...(!faults.hasNoKeys && { keys: () => listKeys(tab) }),
    }),
  }
}
