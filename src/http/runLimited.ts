import { dev } from '../dev.js'
import { TimeoutError } from '../errors.js'

/** How long a late time-out waits for a response that may be there already, in milliseconds. */
const grace = 100

export type Limits = {
  /** Ends the task with its reason. */
  signal: AbortSignal | undefined
  /** The time of the task, in seconds. */
  timeout?: number
}

/**
 * Runs a task with a signal of its own. An abort of `signal`, or the time-out, aborts the task, and rejects at once. A later result is ignored.
 *
 * A main thread that was busy may run the timer first, although the response arrived earlier:
 *
 *   request ──────── response arrives ──────┐
 *              └───── main thread is busy ──┴─ late timer ── response: done
 *                                                  └──────── 100 ms ──────── time-out
 */
export function runLimited<type>(task: (signal: AbortSignal) => Promise<type>, { signal, timeout }: Limits): Promise<type> {
  return new Promise((resolve, reject) => {
    const controller = new AbortController()
    let timer: ReturnType<typeof setTimeout> | undefined

    function startTimer(milliseconds: number): void {
      const dueAt = Date.now() + milliseconds
      timer = setTimeout(() => {
        if (Date.now() > dueAt) timer = setTimeout(expire, grace)
        else expire()
      }, milliseconds)
    }
    function stop(): void {
      clearTimeout(timer)
      signal?.removeEventListener('abort', abort)
    }
    function end(reason: unknown): void {
      stop()
      reject(reason)
      controller.abort(reason)
    }
    function abort(): void {
      end(signal?.reason)
    }
    function expire(): void {
      end(new TimeoutError(dev`The service did not answer within ${timeout} s. Try again later.`))
    }

    if (signal?.aborted) return abort()
    signal?.addEventListener('abort', abort)
    if (timeout !== undefined) startTimer(timeout * 1000)
    task(controller.signal).then(resolve, reject).finally(stop)
  })
}
