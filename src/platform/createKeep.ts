import { isServer } from './isServer.js'

/** Where a client keeps what must survive a reload: the part of `localStorage` that it uses. */
export type EngagementStorage = {
  getItem: (key: string) => string | null
  setItem: (key: string, value: string) => void
  removeItem: (key: string) => void
}

/** Values in a storage, for a while. Never throws: a storage that is refused, full or absent, and rubbish in it, remember nothing. */
export type Keep = {
  read: (key: string) => unknown
  /** Without a value: removes what is there. */
  write: (key: string, value?: unknown, seconds?: number) => void
}

/** In milliseconds since the epoch. */
type Entry = { until: number; value: unknown }

export function createKeep(given?: EngagementStorage | null): Keep {
  const attempt = <type>(action: (storage: EngagementStorage) => type): type | undefined => {
    try {
      // Even naming localStorage throws where a browser refuses it.
      const storage = given === undefined && !isServer ? localStorage : given
      return storage ? action(storage) : undefined
    } catch {
      return undefined
    }
  }
  return {
    read: (key) =>
      attempt((storage) => {
        const { until, value } = JSON.parse(storage.getItem(key) ?? '') as Entry
        return Date.now() < until ? value : undefined
      }),
    write(key, value, seconds = 0) {
      // First, since what a full storage does not let be replaced must not stay either.
      attempt((storage) => storage.removeItem(key))
      if (value) attempt((storage) => storage.setItem(key, JSON.stringify({ until: Date.now() + seconds * 1000, value } satisfies Entry)))
    },
  }
}
