/** One promise for all callers, until `invalidate()`. */
export type PromiseCache<type> = {
  /** Returns the cached promise, or loads a new one. */
  get: () => Promise<type>
  /** Drops the cached promise. With a promise, does so only if that promise is the cached one. */
  invalidate: (promise?: Promise<type>) => void
}

/** The cache drops a promise that rejects, or that is still pending after `seconds`. */
export function createPromiseCache<type>(seconds: number, load: () => Promise<type>): PromiseCache<type> {
  let cached: Promise<type> | undefined
  const invalidate = (promise = cached) => {
    if (cached === promise) cached = undefined
  }
  return {
    get() {
      if (cached) return cached
      const promise = load()
      cached = promise
      const timer = setTimeout(invalidate, seconds * 1000, promise)
      promise.catch(() => invalidate(promise)).finally(() => clearTimeout(timer))
      return promise
    },
    invalidate,
  }
}
