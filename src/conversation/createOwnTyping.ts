/** The shortest time between two reports of typing, and the time until typing has ended. In milliseconds. */
const typingInterval = 5000

/** Reports to the service that the visitor types. */
export type OwnTyping = {
  set: (isTyping: boolean) => void
}

/**
 *   set(true)  ── reports typing ── set(true) within 5 s reports nothing ── 5 s without a call ── reports the end
 *
 * @param report Sends the report. A report that gets lost does no harm.
 */
export function createOwnTyping(report: (isTyping: boolean) => void): OwnTyping {
  /** True from the report of typing to the report of its end. */
  let isReported = false
  /** The time of the latest report of typing, in milliseconds since the epoch. */
  let reportedAt = -Infinity
  /** Ends the typing. */
  let timer: ReturnType<typeof setTimeout> | undefined

  const end = () => {
    clearTimeout(timer)
    if (!isReported) return
    isReported = false
    report(false)
  }
  return {
    set(isTyping) {
      if (!isTyping) return end()
      clearTimeout(timer)
      timer = setTimeout(end, typingInterval)
      // A clock that was set back must not silence the reports.
      if (Math.abs(Date.now() - reportedAt) < typingInterval) return
      reportedAt = Date.now()
      isReported = true
      report(true)
    },
  }
}
