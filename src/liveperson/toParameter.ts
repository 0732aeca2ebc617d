/** Returns a parameter to append to a query, or an empty text if there is no value. */
export function toParameter(name: string, value: string | undefined): string {
  return value ? `&${name}=${encodeURIComponent(value)}` : ''
}
