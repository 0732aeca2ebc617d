/** A value that a service has just issued. */
export type IssuedCredential = {
  value: string
  /** The time for which the value is valid, in seconds from the moment of the request. */
  lifetime: number
}

/** Returns a valid value, which the first call requests and later calls share. A rejected request is not stored, so the next call tries again. */
export type Credential = {
  (): Promise<string>
  /**
   * Says that the service refused the value. The next call requests a new value. Further refusals have no effect for a minute. They belong to requests
   * with the old value, or a new value does not help.
   */
  invalidate: () => void
}

/** The time before the end of a value at which it is renewed, in seconds. */
const defaultMargin = 60

/** The time after a refusal in which further refusals have no effect, in seconds. */
const refusalPause = 60

/** The default time for a request, in seconds. */
const defaultTimeout = 30

/**
 * The time after its time-out at which a request without a result counts as lost, in seconds. Workers end all tasks of a request whose browser has gone.
 * The promise of such a task can stay pending forever.
 */
const lossDelay = 10

type CredentialOptions = {
  /** The time before the end of a value at which it is renewed, in seconds. The default is 60, and at most half of the lifetime. */
  margin?: number | undefined
  /** The time for a request, in seconds. The default is 30. */
  timeout?: number | undefined
}

/**
 * Stores the value of a service until shortly before its end. All callers share one request at a time.
 * @param request Requests a new value.
 */
export function createCredential(
  request: () => Promise<IssuedCredential>,
  { margin = defaultMargin, timeout = defaultTimeout }: CredentialOptions = {},
): Credential {
  /** The value in use, with the time of its renewal in milliseconds since the epoch. */
  let current: { value: string; renewAt: number } | undefined
  /** The request in flight, with its start in milliseconds since the epoch. */
  let renewal: { value: Promise<string>; startedAt: number } | undefined
  /** The end of the pause after the last refusal that had an effect. */
  let pauseUntil = 0

  async function renew(startedAt: number) {
    const { value, lifetime } = await request()
    // Without a shortest time, each call could cause a request.
    const useTime = Math.max(lifetime - margin, lifetime / 2, 1) || 1
    current = { value, renewAt: startedAt + useTime * 1000 }
    return value
  }

  function startRenewal(startedAt: number) {
    const forget = () => {
      if (renewal === started) renewal = undefined
    }
    const started = { value: renew(startedAt).finally(forget), startedAt }
    return started
  }

  async function getValue() {
    const now = Date.now()
    if (current && now < current.renewAt) return current.value
    if (!renewal || now - renewal.startedAt > (timeout + lossDelay) * 1000) renewal = startRenewal(now)
    return renewal.value
  }

  function invalidate() {
    if (Date.now() < pauseUntil) return
    pauseUntil = Date.now() + refusalPause * 1000
    current = undefined
  }

  return Object.assign(getValue, { invalidate })
}
