/** The promise, or the signal's reason as soon as it aborts. `onAbort` is told of that. */
export function abortable<type>(promise: Promise<type>, signal: AbortSignal | undefined, onAbort?: () => void): Promise<type> {
  return new Promise((resolve, reject) => {
    const abort = () => {
      reject(signal?.reason)
      onAbort?.()
    }
    if (signal?.aborted) abort()
    signal?.addEventListener('abort', abort)
    promise.then(resolve, reject).finally(() => signal?.removeEventListener('abort', abort))
  })
}
