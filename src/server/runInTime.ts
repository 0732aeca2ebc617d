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

/** Runs a task with a signal of its own. A time-out, and an abort of `signal`, abort the task and reject immediately. */
export function runInTime<type>(
  task: (signal: AbortSignal) => type | Promise<type>,
  { timeout, status, reason, signal }: Limits,
): Promise<type> {
  return new Promise((resolve, reject) => {
    const controller = new AbortController()
    const end = (refusal: Refusal) => {
      reject(refusal)
      controller.abort(refusal)
    }
    const abort = () => end(new Refusal(499, 'aborted'))
    const timer = setTimeout(() => end(new Refusal(status, reason)), timeout * 1000)
    signal?.addEventListener('abort', abort)
    if (signal?.aborted) abort()
    // A task that throws immediately rejects, because the call is inside of a promise.
    new Promise<type>((start) => start(task(controller.signal))).then(resolve, reject).finally(() => {
      clearTimeout(timer)
      signal?.removeEventListener('abort', abort)
    })
  })
}
