/** Reads a list of the service. A list of one item may arrive as the bare item. */
export function toArray(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value
  return value === undefined || value === null ? [] : [value]
}
