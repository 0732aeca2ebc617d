/** Reads a name of the service, such as a state, a role or a type, in upper case. Documents spell some names in both cases. */
export function toEnumValue(value: unknown): string {
  return typeof value === 'string' ? value.toUpperCase() : ''
}
