import { Refusal } from './refusal.js'

export type Limits = {
  /** In seconds. */
  timeout: number
  /** The status of the response to a task that takes longer. */
  status: number
  reason: string
  /** The signal of the browser's request. */
  signal?: AbortSignal | undefined
}

/**
 * Runs a task. A time-out, and an abort of `signal`, reject immediately and abort the task's own signal. That signal is made when the task asks for it,
 * because a signal is slow to make.
 */
export function runInTime<type>(
  task: (getSignal: () => AbortSignal) => type | Promise<type>,
  { timeout, status, reason, signal }: Limits,
): Promise<type> {
  return new Promise((resolve, reject) => {
    let controller: AbortController | undefined
    let refusal: Refusal | undefined
    const getSignal = () => {
      controller ??= new AbortController()
      if (refusal) controller.abort(refusal)
      return controller.signal
    }
    const end = (status: number, reason: string) => {
      refusal = new Refusal(status, reason)
      reject(refusal)
      controller?.abort(refusal)
    }
    const abort = () => end(499, 'aborted')
    const timer = setTimeout(end, timeout * 1000, status, reason)
    signal?.addEventListener('abort', abort)
    if (signal?.aborted) abort()
    // A task that throws immediately rejects, because the call is inside of a promise.
    new Promise<type>((start) => start(task(getSignal))).then(resolve, reject).finally(() => {
      clearTimeout(timer)
      signal?.removeEventListener('abort', abort)
    })
  })
}
