/** What is asked for once, whoever needs it, until it is forgotten. */
export type PromiseCache<type> = {
  get: () => Promise<type>
  /** Has it asked for anew, if it is still that one. */
  invalidate: (promise?: Promise<type>) => void
}

/** Neither a failure is kept, nor what does not come within `seconds`. */
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
