/** Where a client keeps what must survive a reload: the part of `localStorage` that it uses. */
export type EngagementStorage = {
  getItem: (key: string) => string | null
  setItem: (key: string, value: string) => void
  removeItem: (key: string) => void
  /**
   * The keys of all items.
   * @default the keys of a `Storage`; elsewhere the library lists its keys in an item of its own, `react-engagement:keys`
   */
  keys?: (() => readonly string[]) | undefined
}
