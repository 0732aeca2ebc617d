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

/** Throws the signal's reason if the signal is aborted. Browsers of early 2022 may lack the method of this name. */
export function throwIfAborted(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw signal.reason
}

/** Runs a task with a controller of its own, which also aborts when the signal does. */
export async function withController<type>(
  signal: AbortSignal | undefined,
  task: (controller: AbortController) => Promise<type>,
): Promise<type> {
  const controller = new AbortController()
  const abort = () => controller.abort(signal?.reason)
  if (signal?.aborted) abort()
  signal?.addEventListener('abort', abort)
  try {
    return await task(controller)
  } finally {
    signal?.removeEventListener('abort', abort)
  }
}
