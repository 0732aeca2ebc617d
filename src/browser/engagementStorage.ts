/** The storage of the values that must survive a reload: the part of `localStorage` that the client uses. */
export type EngagementStorage = {
  getItem: (key: string) => string | null
  setItem: (key: string, value: string) => void
  removeItem: (key: string) => void
  /**
   * Returns the keys of all items.
   * @default the keys of a `Storage`; for other objects, the library's keys, which it lists in the item `react-engagement:keys`
   */
  keys?: (() => readonly string[]) | undefined
}
