import { choices } from './messagingChoices.js'
import type { Clock } from './messagingClock.js'

/** Creates a function that exchanges each two neighbours in a sequence of calls. A call without a neighbour waits for a short time. */
export function createSwap({ setTimer }: Clock): (call: () => void) => void {
  let waiting: (() => void) | undefined
  return (call) => {
    const first = waiting
    if (first) {
      waiting = undefined
      call()
      first()
      return
    }
    waiting = call
    setTimer(() => {
      if (waiting !== call) return
      waiting = undefined
      call()
    }, choices.swapTime)
  }
}
