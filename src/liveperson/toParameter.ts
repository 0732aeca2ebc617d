/** A further parameter of a query, or nothing where there is no value for it. */
export function toParameter(name: string, value: string | undefined): string {
  return value ? `&${name}=${encodeURIComponent(value)}` : ''
}
