/** A promise that is settled from outside. */
export type Deferred<type> = {
  promise: Promise<type>
  resolve: (value: type) => void
  reject: (error: unknown) => void
}

/** The rejection is unhandled only if a caller took the promise. */
export function createDeferred<type>(): Deferred<type> {
  let resolve: (value: type) => void = () => {}
  let reject: (error: unknown) => void = () => {}
  const promise = new Promise<type>((...functions) => {
    ;[resolve, reject] = functions
  })
  promise.catch(() => {})
  return { promise, resolve, reject }
}
