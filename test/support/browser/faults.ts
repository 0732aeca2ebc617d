/** A test's changes to the browser. Each fault but `lateness` is planted to prove that a test finds it. */
export type Faults = {
  /** Several tabs can hold the same lock. */
  hasNoLocks?: boolean
  /** The storage ignores writes of these keys. */
  forgets?: (key: string) => boolean
  /** The storage is full for the write of this key. `count` is the number of writes whose key contains `:outbox:`, this one included. */
  refusesWrite?: (key: string, count: number) => boolean
  /** The storage writes the returned text in place of the given one. */
  garbles?: (text: string) => string
  /** How long other tabs still read the value that a write replaced, in milliseconds. */
  lateness?: number
  /** The storage cannot list its keys. */
  hasNoKeys?: boolean
}
