import { ServiceError } from '../errors.js'
import { isRecord, toNumber } from '../http/readers.js'

/** The interval of `GetClock`, in milliseconds. It keeps the socket open, and finds a dead one. */
const interval = 30_000

export type Clock = {
  /** Asks for the service's time. Rejects if the service does not answer. Whatever it answers shows that the socket is alive. */
  synchronize: () => Promise<void>
  /** Converts a time of the service's clock to this browser's. */
  toLocalTime: (time: number) => number
}

/**
 * Keeps a socket alive until the signal aborts.
 * @param onDead Called when the service does not answer any more
 */
export function createClock(request: (type: string) => Promise<unknown>, signal: AbortSignal, onDead: (error: unknown) => void): Clock {
  /** The difference of the clocks, in milliseconds. */
  let offset = 0

  async function synchronize(): Promise<void> {
    const sentAt = Date.now()
    const answer = await request('GetClock').catch((error: unknown) => {
      if (error instanceof ServiceError) return undefined
      throw error
    })
    const time = toNumber(isRecord(answer) ? answer.currentTime : answer)
    // The service reads its clock halfway between the request and the answer.
    if (time !== undefined && time > 0) offset = Math.round((sentAt + Date.now()) / 2 - time)
  }

  const timer = setInterval(() => void synchronize().catch(onDead), interval)
  signal.addEventListener('abort', () => clearInterval(timer))
  return { synchronize, toLocalTime: (time) => time + offset }
}
