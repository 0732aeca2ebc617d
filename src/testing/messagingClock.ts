import type { SimulatorClock } from './messaging.js'

/** A clock with all of its parts. */
export type Clock = { now: () => number; setTimer: (callback: () => void, milliseconds: number) => () => void }

export function toClock({ now = () => Date.now(), setTimer = startTimer }: SimulatorClock = {}): Clock {
  return { now, setTimer }
}

function startTimer(callback: () => void, milliseconds: number): () => void {
  const timer = setTimeout(callback, milliseconds)
  return () => clearTimeout(timer)
}
