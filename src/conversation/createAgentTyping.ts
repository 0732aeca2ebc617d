/** How long an agent counts as typing without a further event, in milliseconds. The event of the end may get lost. */
const typingTimeout = 10_000

/** The agents who are typing. */
export type AgentTyping = {
  isTyping: () => boolean
  set: (senderId: string, isTyping: boolean) => void
  clear: () => void
}

/** @param onChange Called after each change of `isTyping`. */
export function createAgentTyping(onChange: () => void): AgentTyping {
  /** The agents who type, each with the timer of its end. */
  const timers = new Map<string, ReturnType<typeof setTimeout>>()

  const change = (action: () => void) => {
    const before = timers.size
    action()
    if (before > 0 !== timers.size > 0) onChange()
  }
  const stop = (senderId: string) => {
    clearTimeout(timers.get(senderId))
    timers.delete(senderId)
  }
  return {
    isTyping: () => timers.size > 0,
    set(senderId, isTyping) {
      change(() => {
        stop(senderId)
        if (!isTyping) return
        timers.set(
          senderId,
          setTimeout(() => change(() => stop(senderId)), typingTimeout),
        )
      })
    },
    clear: () => change(() => [...timers.keys()].forEach(stop)),
  }
}
