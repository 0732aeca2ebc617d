import type { Simulator } from '../../src/testing/index.js'

/** Holds back all requests to the service until so many are there, or until the returned function is called. */
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
