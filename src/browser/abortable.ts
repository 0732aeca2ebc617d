/** Settles as the promise does, or rejects with the signal's reason as soon as the signal aborts. An abort also calls `onAbort`. */
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
