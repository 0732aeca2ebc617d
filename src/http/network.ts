/** The network, as a page knows it. The browser may report wrongly that there is none. */
export type Network = {
  /** False if the browser reports that there is no network. */
  isOnline: () => boolean
  /** Waits for the network, at most until `deadline`, in milliseconds since the epoch. Rejects as soon as the signal aborts. */
  waitUntilOnline: (deadline: number, signal: AbortSignal | undefined) => Promise<void>
  /** Runs after a response to a request that was sent while `isOnline()` was false. */
  onOfflineResponse: () => void
}
