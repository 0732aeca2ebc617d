import type { Simulator } from '../../src/testing/index.js'

/** Lets no call through to the service until as many have come, or until it is released. */
export function holdAnswers({ simulator }: { simulator: Simulator }, calls = Infinity): () => void {
  const { fetch } = simulator
  let release = () => {}
  const released = new Promise<void>((resolve) => {
    release = resolve
  })
  let count = 0
  simulator.fetch = async (...parameters) => {
    if (++count >= calls) release()
    await released
    return fetch(...parameters)
  }
  return () => {
    simulator.fetch = fetch
    release()
  }
}
