/** The storage of the values that must survive a reload: the part of `localStorage` that the client uses. */
export type EngagementStorage = {
  /** Returns the value of the key, or null without one. An error counts as null. */
  getItem: (key: string) => string | null
  /** Stores a value. An error, such as that of a full storage, counts as a value that is not stored. */
  setItem: (key: string, value: string) => void
  /** Removes the key and its value. */
  removeItem: (key: string) => void
  /**
   * Returns the keys of all items.
   * @default the keys of a `Storage`; for other objects, the library's keys, which it lists in the item `react-engagement:keys`
   */
  keys?: (() => readonly string[]) | undefined
}
